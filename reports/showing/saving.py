"""Writing what is shown to a file, by its ending, through the writers of documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from ...survey.errors import FileError, SpecificationError
from ..blocks import Document
from ..caption import numbered
from ..csv_file import write_csv
from ..drawing import INLINE, draw_all
from ..figures.picture import Picture
from ..html import write_html
from ..latex import write_latex
from ..table import Table
from ..word import write_word
from ..workbook import write_workbook
from .excerpt import excerpt

__all__ = ["ENDINGS", "save_shown"]

_Part = TypeVar("_Part", Table, Picture)


def save_shown(document: Document, path: str | Path) -> tuple[Path, ...]:
    """Write a document to a file; tables and figures by themselves to one file each.

    Parameters
    ----------
    document : Document
    path : str or Path
        Its ending says the format. Of several tables (``.csv``) or figures (``.png``, ``.svg``,
        ``.pdf``) each has its name added to that of the file. Figures of ``.tex`` go to a folder
        beside it.

    Returns
    -------
    tuple of Path
        The files, that of `path` first.

    Raises
    ------
    SpecificationError
        If the ending is unknown, or there is no table or figure to write.
    FileError
        If the file cannot be written.
    """
    path = Path(path)
    ending = path.suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise SpecificationError(
            f"`path` must end in {', '.join(f'.{known}' for known in ENDINGS)}, got `{path.name}`"
        )
    try:
        return ENDINGS[ending](document, path)
    except OSError as error:
        raise FileError(f"The file {path.name} cannot be written: {error.strerror}") from error


def _whole(document: Document) -> Document:
    """Give tables and figures numbers, and leave out long rows, which no other file holds."""
    blocks = [
        excerpt(block, document.lang) if isinstance(block, Table) else block
        for block in document.blocks
    ]
    return replace(document, blocks=tuple(numbered(blocks)), files_only=())


def _html(document: Document, path: Path) -> tuple[Path, ...]:
    drawings = {name: drawn.decode("utf-8") for name, drawn in _drawn(document, INLINE)}
    write_html([_whole(document)], path, [drawings])
    return (path,)


def _word(document: Document, path: Path) -> tuple[Path, ...]:
    with TemporaryDirectory() as folder:
        for name, drawn in _drawn(document, "png"):
            (Path(folder) / f"{name}.png").write_bytes(drawn)
        write_word(_whole(document), path, Path(folder))
    return (path,)


def _latex(document: Document, path: Path) -> tuple[Path, ...]:
    folder = path.with_name(f"{path.stem}_figures")
    files = []
    if document.pictures:
        folder.mkdir(exist_ok=True)
    for name, drawn in _drawn(document, "pdf"):
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(drawn)
    write_latex(_whole(document), path, figures=folder.name)
    return (path, path.with_name(f"{path.stem}_body.tex"), *files)


def _workbook(document: Document, path: Path) -> tuple[Path, ...]:
    tables = document.tables or tuple(own.data for own in document.pictures)
    write_workbook(_some(tables, "table", path), path, document.lang)
    return (path,)


def _csv(document: Document, path: Path) -> tuple[Path, ...]:
    tables = document.tables or tuple(own.data for own in document.pictures)
    places = _places(_some(tables, "table", path), path)
    for table, place in zip(tables, places, strict=True):
        write_csv(table, place)
    return places


def _figures(document: Document, path: Path) -> tuple[Path, ...]:
    pictures = _some(document.pictures, "figure", path)
    places = _places(pictures, path)
    ending = path.suffix.lower().removeprefix(".")
    for (_, drawn), place in zip(_drawn(document, ending), places, strict=True):
        place.write_bytes(drawn)
    return places


def _drawn(document: Document, format_: str) -> list[tuple[str, bytes]]:
    """Draw every figure: its name and the content of its file."""
    drawings = zip(document.pictures, draw_all(document.pictures), strict=True)
    return [(picture.name, drawing[format_]) for picture, drawing in drawings]


def _some(parts: Sequence[_Part], kind: str, path: Path) -> Sequence[_Part]:
    if not parts:
        raise SpecificationError(
            f"There is no {kind} to write to `{path.name}`",
            next_step="Save it as .html, .docx or .tex.",
        )
    return parts


def _places(parts: Sequence[Table | Picture], path: Path) -> tuple[Path, ...]:
    if len(parts) == 1:
        return (path,)
    return tuple(path.with_name(f"{path.stem}_{part.name}{path.suffix}") for part in parts)


ENDINGS: dict[str, Callable[[Document, Path], tuple[Path, ...]]] = {
    "html": _html,
    "docx": _word,
    "tex": _latex,
    "xlsx": _workbook,
    "csv": _csv,
    "png": _figures,
    "svg": _figures,
    "pdf": _figures,
}
