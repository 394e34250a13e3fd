"""Which column of a file holds which question.

A column is named by the code of the item (``SE1``, ``se 1``) or by its wording in any language.
Where no name is just that, online forms are read as they write: a leading number of the question
is passed over (``12) Wording``), and the code may stand apart at the start (``SE1. Wording``) or in
brackets at either end (``Wording [SE1]``), as may a wording at the end (``How far … [Wording]``).
Nothing else is tried; a doubt is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .absent_columns import absent_columns
from .answer_cells import plain
from .errors import SpecificationError, together
from .instrument import Instrument, Labels
from .toml_keys import near

__all__ = ["Columns", "find_columns", "search_columns"]

_BRACKETS = re.compile(r"\[([^\[\]]+)\]\s*$")
_NUMBERING = re.compile(r"\s*[(№]?\s*[0-9]+(?:\.[0-9]+)*\s*[.):](?![0-9])\s*")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the questions stand in a file, and every reason why some of them cannot be found.

    Attributes
    ----------
    place : dict of str to str
        Column by id of item or profile question.
    errors : list of SpecificationError
        None if every item has its column and nothing is in doubt.
    doubtful : set of str
        Questions that an error is about, other than having no column at all.
    """

    place: dict[str, str] = field(default_factory=dict)
    errors: list[SpecificationError] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)


def find_columns(
    headings: Mapping[str, str],
    instrument: Instrument,
    *,
    given: Mapping[str, str] | None = None,
    file: str = "",
) -> dict[str, str]:
    """Find the column of each item and profile question.

    Parameters
    ----------
    headings : mapping of str to str
        Each column and its label; empty where it has none but its name.
    instrument : Instrument
    given : mapping of str to str, optional
        Columns that the caller knows, by id of item or profile question.
    file : str
        Name of the file, for errors.

    Returns
    -------
    dict of str to str
        Column by id. Every item is there; a profile question only if the file has it.

    Raises
    ------
    SpecificationError
        If an item has no column, a question fits two columns, a column fits two questions, or
        `given` names a question or a column that does not exist; its `others` are all the rest.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> from aqyl.survey.instrument import read_instrument
    >>> questionnaire = read_instrument(folder("turkistan") / "instrument.toml")
    >>> heads = {f"{i}. … [{item.id}]": "" for i, item in enumerate(questionnaire.items, start=1)}
    >>> find_columns(heads, questionnaire)["SE1"]
    '1. … [SE1]'
    """
    found = search_columns(headings, instrument, given=given or {}, file=file)
    if found.errors:
        raise together(found.errors)
    return found.place


def search_columns(
    headings: Mapping[str, str], instrument: Instrument, *, given: Mapping[str, str], file: str
) -> Columns:
    """Find columns as `find_columns` does, and whatever stands in the way of the others."""
    asked: dict[str, Labels] = {item.id: item.labels for item in instrument.items}
    asked |= {question.id: question.labels for question in instrument.profile}
    columns = Columns()
    _unambiguous(_given(given, headings, asked, file, columns), file, columns)
    for fits in (_exactly, _in_a_form):
        taken = {*columns.place.values()}
        free = {head: label for head, label in headings.items() if head not in taken}
        found = {
            name: [head for head, label in free.items() if fits(name, labels, (head, label))]
            for name, labels in asked.items()
            if name not in columns.place and name not in columns.doubtful
        }
        _unambiguous(found, file, columns)
    known = columns.place.keys() | columns.doubtful
    absent = [item.id for item in instrument.items if item.id not in known]
    taken = {*columns.place.values()}
    free = {head: label for head, label in headings.items() if head not in taken}
    columns.errors.extend(absent_columns({name: asked[name] for name in absent}, free, file))
    return columns


def _given(
    given: Mapping[str, str],
    headings: Mapping[str, str],
    asked: Mapping[str, Labels],
    file: str,
    columns: Columns,
) -> dict[str, list[str]]:
    """Check the columns that the caller names, and return those that are there."""
    sound: dict[str, list[str]] = {}
    for name, head in given.items():
        if name not in asked:
            error = SpecificationError(
                f"There is no item or profile question `{name}` to map",
                next_step="Take it out of `columns`, or list it in the questionnaire.",
            )
            columns.errors.append(error)
            columns.doubtful.add(near(name, asked))  # the one that was meant
        elif head not in headings:
            columns.doubtful.add(name)
            error = SpecificationError(f"There is no column `{head}` for `{name}`", where=file)
            columns.errors.append(error)
        else:
            sound[name] = [head]
    return sound


def _unambiguous(found: Mapping[str, list[str]], file: str, columns: Columns) -> None:
    """Take the one column of each question; two for one and one for two are errors."""
    owner: dict[str, str] = {}
    doubtful = columns.doubtful
    for name, heads in found.items():
        if len(heads) > 1:
            doubtful.add(name)
            listed = " and ".join(f"`{head}`" for head in heads)
            error = SpecificationError(
                f"`{name}` fits {listed}", where=file, next_step="Rename one, or map the column."
            )
            columns.errors.append(error)
            continue
        for head in heads:
            if head in owner:
                doubtful |= {name, owner[head]}
                error = SpecificationError(
                    f"The column `{head}` fits `{owner[head]}` and `{name}`",
                    where=file,
                    next_step="Rename the column, or map it.",
                )
                columns.errors.append(error)
            owner.setdefault(head, name)
    sure = {name: head for head, name in owner.items() if name not in doubtful}
    columns.place.update({name: sure[name] for name in found if name in sure})


def _exactly(name: str, labels: Labels, texts: tuple[str, str]) -> bool:
    keys = {plain(text) for text in (name, *labels.values())}
    return any(text and plain(text) in keys for text in texts)


def _in_a_form(name: str, labels: Labels, texts: tuple[str, str]) -> bool:
    """Whether a numbered wording or a code that stands apart is in a column's name or label."""
    bare = [_NUMBERING.sub("", text, count=1) for text in texts if _NUMBERING.match(text)]
    code = re.sub(r"(?<=[^\W\d_])(?=\d)", r"[\\s_]*", re.escape(name))
    # A code without a digit can be a word ("age"), after which a space proves nothing.
    stop = r"[\])]|[.:](?=\s|$)|\s*[-–—|](?=\s)" + (r"|\s" if re.search(r"\d", name) else "")
    apart = re.compile(rf"\s*[\[(]?{code}(?:{stop})|.*[\[(]{code}[\])][\s.:?]*$", re.I | re.S)
    # A grid of an online form repeats its question and puts the row in brackets.
    grid = [found.group(1) for text in texts if (found := _BRACKETS.search(text))]
    return any(apart.match(text) for text in (*texts, *bare)) or any(
        _exactly(name, labels, (text, "")) for text in (*bare, *grid)
    )
