"""What a reader calls a table or a figure: its number in the results, or its title.

Light on purpose, as `aqyl.reports.explanation` is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..survey.errors import SpecificationError
from .manifest import MANIFEST, read_manifest

__all__ = ["numbered_name", "title_like", "titled_name"]

_PAGE = "report.html"
# "11", "Кесте 11", "11-кесте", "рисунок 3": a number with or without the word for its kind.
_WORDS = {
    **dict.fromkeys(("", "table", "кесте", "таблица", "табл", "таблицы"), "t"),
    **dict.fromkeys(("figure", "fig", "сурет", "рисунок", "рис"), "f"),
}
_NUMBER = re.compile(r"(?:([^\W\d_]+)[.\s]*)?(\d+)(?:[\s-]*([^\W\d_]+))?")
# A table or figure of the page, and the number that its caption begins with.
_CAPTION = re.compile(
    r'id="[a-z]{2}-([tf])-([^"]+?)(?<!-caption)"(?:(?! id="[a-z]{2}-[tf]-[^"]+(?<!-caption)").)*?'
    r"<b>[^<\d]*(\d+)</b>",
    re.DOTALL,
)
_TAIL = re.compile(r"\s*(?::|\(N = ).*")  # what a study adds to a title


def numbered_name(text: str, folder: Path) -> str:
    """Return the name of the table or figure with a number; empty if `text` is no number.

    Parameters
    ----------
    text : str
        A number, alone for a table, or with the word for table or figure in any language.
    folder : Path
        Holds results or folders of results, or a study whose results lie beside it: the newest
        tell.

    Raises
    ------
    SpecificationError
        If there are no results, or nothing in them has this number.
    """
    found = _NUMBER.fullmatch(text.strip().casefold())
    kind = _WORDS.get((found[1] or found[3] or "") if found else "-")
    if found is None or kind is None or (found[1] and found[3]):
        return ""
    pages = _pages(folder) or [
        page for page in _pages(folder.resolve().parent) if _of_study(page.parent, folder)
    ]
    if not pages:
        raise SpecificationError(
            f"There are no results here in which `{text}` could be looked up",
            next_step="Go to the folder of the results, or name the table; "
            "`aqyl explain` lists the names.",
        )
    page = max(pages, key=lambda path: (path.stat().st_mtime, str(path)))
    for own, name, number in _CAPTION.findall(page.read_text("utf-8")):
        if (own, number) == (kind, found[2]):
            return name
    raise SpecificationError(
        f"The results in `{page.parent.resolve().name}` have no `{text}`",
        next_step="`aqyl explain` lists the names.",
    )


def _pages(folder: Path) -> list[Path]:
    """Pages of results in a folder and in the folders within it."""
    pages = [*folder.glob(_PAGE), *folder.glob(f"*/{_PAGE}")]
    return [page for page in pages if (page.parent / MANIFEST).is_file()]


def _of_study(results: Path, folder: Path) -> bool:
    """Whether results come from a study or a framework of this folder."""
    manifest = read_manifest(results)
    names = manifest.inputs if manifest else {}
    return any(name.endswith(".toml") and (folder / name).is_file() for name in names)


def titled_name(text: str, titles: Iterable[tuple[str, str]]) -> str:
    """Return the name of what has this title, whatever its capitals and dashes; empty if nothing.

    Parameters
    ----------
    text : str
    titles : iterable of (title, name)

    Examples
    --------
    >>> titled_name("критерий Форнелла-Ларкера", [("Критерий Форнелла – Ларкера", "fl")])
    'fl'
    """
    known = _by_title(titles)
    return known.get(_spoken(text)) or known.get(_spoken(_TAIL.sub("", text)), "")


def title_like(text: str, titles: Iterable[tuple[str, str]]) -> str:
    """Return the name of what has a title like this, or one that holds it; empty if nothing.

    Examples
    --------
    >>> title_like("надежность", [("Надёжность и валидность", "reliability")])
    'reliability'
    """
    # Here, because pydantic behind it takes three times as long as all the rest.
    from ..survey.toml_keys import near

    known, spoken = _by_title(titles), _spoken(text)
    if not spoken:
        return ""
    like = near(spoken, known) or next((title for title in known if spoken in title), "")
    return known.get(like, "")


def _by_title(titles: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Gather names by title; of two with one title, the first."""
    found: dict[str, str] = {}
    for title, name in titles:
        found.setdefault(_spoken(_TAIL.sub("", title)), name)
    return found


def _spoken(text: str) -> str:
    """Leave out of a title what people write in different ways."""
    plain = re.sub(r"[\s_–-]+", " ", text).casefold().replace("ё", "е")
    return plain.strip(" «»\"'.“”")
