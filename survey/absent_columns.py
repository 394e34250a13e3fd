"""Items that a file of answers has no column for: what was looked for, and what is like it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from .answer_cells import plain
from .errors import SpecificationError
from .instrument import Labels

__all__ = ["AbsentColumnError", "absent_columns"]

_TOLD = 20  # items without a column that an error names
_ALIKE = 0.6  # share of letters that two headings must have in common
# Cyrillic letters that look like Latin ones, in lower case as `plain` leaves them.
_LOOKALIKES = str.maketrans("асеорхукмтвні", "aceopxykmtbhi")


class AbsentColumnError(SpecificationError):
    """An item that has no column; `item` is its id."""

    item = ""


def absent_columns(
    asked: Mapping[str, Labels], headings: Mapping[str, str], file: str
) -> list[SpecificationError]:
    """Return an error for each item with a heading like its own, and one for all the others.

    Parameters
    ----------
    asked : mapping of str to Labels
        Wordings by id of the items without a column.
    headings : mapping of str to str
        Columns that belong to no question, and their labels.
    file : str
        Name of the file.
    """
    found: list[SpecificationError] = []
    others: list[str] = []
    texts = {text: head for head, label in headings.items() for text in (head, label) if text}
    for name, labels in asked.items():
        wording, like = _like(name, labels, texts)
        if like and len(found) < _TOLD:
            found.append(_with_like(name, wording, like, file))
        else:
            others.append(name)
    if others:
        found.append(_without(others, asked, headings, file))
    return found


def _with_like(name: str, wording: str, like: str, file: str) -> AbsentColumnError:
    error = AbsentColumnError(
        f"No column for the item `{name}`, looked for as `{_bare(wording)}`",
        where=file,
        next_step=f"The nearest heading is `{_bare(like)}`: mend one of them, or map the column.",
    )
    error.item = name
    return error


def _without(
    names: list[str], asked: Mapping[str, Labels], headings: Mapping[str, str], file: str
) -> SpecificationError:
    alike = next(filter(None, (_lookalike(name, headings) for name in names)), "")
    step = "Name the columns by the items' codes or wordings, or map them."
    if alike:
        step = f"The column `{alike}` looks the same, but mixes Latin and Cyrillic letters."
    if len(names) > 1:
        return SpecificationError(f"No column for {_listed(names)}", where=file, next_step=step)
    wording = next((text for text in asked[names[0]].values() if text != names[0]), "")
    looked = f", looked for as `{_bare(wording)}`" if wording else ""
    problem = f"No column for the item `{names[0]}`{looked}"
    error = AbsentColumnError(problem, where=file, next_step=step)
    error.item = names[0]
    return error


def _like(name: str, labels: Labels, texts: Mapping[str, str]) -> tuple[str, str]:
    """Wording of an item that a heading is like, and the heading; empty if none is."""
    known = {plain(text): head for text, head in texts.items()}
    for text in labels.values():
        alike = difflib.get_close_matches(plain(text), known, n=1, cutoff=_ALIKE)
        if alike and text != name:
            return text, known[alike[0]]
    return "", ""


def _bare(text: str) -> str:
    return " ".join(text.replace("`", "'").split())


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_TOLD])
    more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
    return f"{len(names)} items: {shown}{more}"


def _lookalike(name: str, headings: Mapping[str, str]) -> str:
    """Find a column whose name only looks like an item's, or nothing."""
    wanted = plain(name).translate(_LOOKALIKES)
    return next((h for h in headings if plain(h).translate(_LOOKALIKES) == wanted), "")
