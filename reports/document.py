"""Writing documents: Word, LaTeX, a workbook, CSV files, figures, one page for all languages."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .blocks import Document
from .cache import NO_CACHE, Cache
from .csv_file import write_csv
from .drawing import INLINE, Drawing, Progress, draw_all, write_drawings
from .html import write_html
from .latex import write_latex
from .second_process import EndedError, SecondProcess
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
    writer: SecondProcess | None = None,
) -> None:
    """Draw all figures, then write every document in every format.

    Parameters
    ----------
    places : sequence of Place
    formats : Formats
    cache : Cache
    progress : callable
        Receives the number of figures, returns what is called after each.
    writer : SecondProcess, optional
        Writes Word while this process writes the rest.
    """
    pictures = [p for place in places for d in place.documents for p in d.pictures]
    drawings = iter(draw_all(pictures, cache=cache, done=progress(len(pictures))))
    with ExitStack() as stack:
        beside = places[0].page.parent if places else None
        pixels = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=beside)))
        begin = stack.enter_context(_beginning(writer))
        for place in places:
            own = [[next(drawings) for _ in document.pictures] for document in place.documents]
            for document, drawn, folder in zip(place.documents, own, place.folders, strict=True):
                figures = Path(tempfile.mkdtemp(dir=pixels))
                _write_figures(document, drawn, folder, formats)
                if "docx" in formats.documents:  # whatever formats of figures are kept
                    write_drawings(document.pictures, drawn, figures, ("png",))
                    begin(partial(write_word, document, folder / f"{CHAPTER}.docx", figures))
                _write_rest(document, folder, formats)
            if "html" in formats.documents:
                pages = [_inline(*pair) for pair in zip(place.documents, own, strict=True)]
                write_html(place.documents, place.page, pages, cache=cache)


@contextmanager
def _beginning(writer: SecondProcess | None) -> Iterator[Callable[[Callable[[], object]], object]]:
    """Have calls done at once, or begun in a second process; in the end nothing goes on.

    What a process that ended left undone is done here.
    """
    if writer is None:
        yield lambda call: call()
        return
    begun: list[tuple[Callable[[], object], Future[object]]] = []
    try:
        yield lambda call: begun.append((call, writer.begin(call)))
        for call, future in begun:
            try:
                future.result()
            except EndedError:
                call()
    finally:
        for _, future in begun:
            future.cancel()
        wait([future for _, future in begun])


def _write_figures(
    document: Document, drawings: Sequence[Drawing], folder: Path, formats: Formats
) -> None:
    """Write the figures of one language in the formats that are kept, or that LaTeX needs."""
    kept = formats.figures
    if "tex" in formats.documents and not {"pdf", "png"} & set(kept):
        kept = (*kept, "pdf")  # LaTeX reads no SVG
    (folder / "figures").mkdir(parents=True)
    write_drawings(document.pictures, drawings, folder / "figures", kept)


def _write_rest(document: Document, folder: Path, formats: Formats) -> None:
    """Write what one language has for itself besides figures and Word."""
    if "tex" in formats.documents:
        write_latex(document, folder / f"{CHAPTER}.tex")
    if "csv" in formats.documents:
        (folder / "tables").mkdir()
        for table in document.tables:
            write_csv(table, folder / "tables" / f"{table.name}.csv")
    if "xlsx" in formats.documents:
        write_workbook(document.tables, folder / "tables.xlsx", document.lang)


def _inline(document: Document, drawings: Sequence[Drawing]) -> dict[str, str]:
    return {
        picture.name: drawing[INLINE].decode("utf-8")
        for picture, drawing in zip(document.pictures, drawings, strict=True)
    }
