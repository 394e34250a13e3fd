"""Writing documents: Word, LaTeX, a workbook, CSV files, figures, one page for all languages."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .blocks import Document
from .cache import NO_CACHE, Cache
from .csv_file import write_csv
from .drawing import INLINE, Drawing, Progress, draw_all, write_drawings
from .html import write_html
from .latex import write_latex
from .word import write_word
from .workbook import write_workbook

__all__ = ["CHAPTER", "DEFAULT", "REPORT", "Formats", "Place", "write_documents"]

REPORT = "report.html"
CHAPTER = "chapter"  # name of the Word and LaTeX files


@dataclass(frozen=True, slots=True)
class Formats:
    """What is written.

    Attributes
    ----------
    documents : tuple of {"html", "docx", "tex", "xlsx", "csv"}
    figures : tuple of {"pdf", "svg", "png"}
    """

    documents: tuple[str, ...] = ("html", "docx", "tex", "xlsx", "csv")
    figures: tuple[str, ...] = ("pdf", "svg", "png")


DEFAULT = Formats()


@dataclass(frozen=True, slots=True)
class Place:
    """Where one document in several languages goes.

    Attributes
    ----------
    documents : tuple of Document
        The same one in each language.
    folders : tuple of Path
        For the files of each language.
    page : Path
        For the page that holds all languages.
    """

    documents: tuple[Document, ...]
    folders: tuple[Path, ...]
    page: Path


def write_documents(
    places: Sequence[Place],
    *,
    formats: Formats = DEFAULT,
    cache: Cache = NO_CACHE,
    progress: Progress = lambda _total: lambda: None,
) -> None:
    """Draw all figures, then write every document in every format.

    Parameters
    ----------
    places : sequence of Place
    formats : Formats
    cache : Cache
    progress : callable
        Receives the number of figures, returns what is called after each.
    """
    pictures = [p for place in places for d in place.documents for p in d.pictures]
    drawings = iter(draw_all(pictures, cache=cache, done=progress(len(pictures))))
    for place in places:
        own = [[next(drawings) for _ in document.pictures] for document in place.documents]
        for document, drawn, folder in zip(place.documents, own, place.folders, strict=True):
            _write_files(document, drawn, folder, formats)
        if "html" in formats.documents:
            pages = [_inline(*pair) for pair in zip(place.documents, own, strict=True)]
            write_html(place.documents, place.page, pages, cache=cache)


def _write_files(
    document: Document, drawings: Sequence[Drawing], folder: Path, formats: Formats
) -> None:
    """Write what one language has for itself."""
    figures = folder / "figures"
    figures.mkdir(parents=True)
    kept = formats.figures
    if "tex" in formats.documents and not {"pdf", "png"} & set(kept):
        kept = (*kept, "pdf")  # LaTeX reads no SVG
    write_drawings(document.pictures, drawings, figures, kept)
    if "csv" in formats.documents:
        (folder / "tables").mkdir()
        for table in document.tables:
            write_csv(table, folder / "tables" / f"{table.name}.csv")
    if "xlsx" in formats.documents:
        write_workbook(document.tables, folder / "tables.xlsx", document.lang)
    if "tex" in formats.documents:
        write_latex(document, folder / f"{CHAPTER}.tex")
    if "docx" in formats.documents:
        with tempfile.TemporaryDirectory() as pixels:  # whatever formats of figures are kept
            write_drawings(document.pictures, drawings, Path(pixels), ("png",))
            write_word(document, folder / f"{CHAPTER}.docx", Path(pixels))


def _inline(document: Document, drawings: Sequence[Drawing]) -> dict[str, str]:
    return {
        picture.name: drawing[INLINE].decode("utf-8")
        for picture, drawing in zip(document.pictures, drawings, strict=True)
    }
