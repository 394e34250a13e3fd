"""A document as a sequence of blocks, and the folder of files that it becomes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .csv_file import write_csv
from .figures.picture import Picture, save_picture
from .html import write_html
from .language import Language
from .table import Table
from .workbook import write_workbook

__all__ = ["Block", "Bullets", "Document", "Heading", "Paragraph", "draw_all", "write_document"]

REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the anchor that the contents link to."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language.

    Attributes
    ----------
    title, subtitle : str
    blocks : tuple of Block
    files_only : tuple of Table
        Tables too long to read, which are written as files and not shown.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    files_only: tuple[Table, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return (*(b for b in self.blocks if isinstance(b, Table)), *self.files_only)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All figures, in order."""
        return tuple(b for b in self.blocks if isinstance(b, Picture))


def write_document(document: Document, folder: Path, lang: Language) -> None:
    """Write all of a document but its figures: HTML, one workbook, and a CSV file a table."""
    tables = folder / "tables"
    tables.mkdir(parents=True)
    (folder / "figures").mkdir()
    for table in document.tables:
        write_csv(table, tables / f"{table.name}.csv")
    write_workbook(document.tables, folder / "tables.xlsx", lang)
    write_html(document, folder / REPORT, lang)


def draw_all(
    jobs: Sequence[tuple[Picture, Path]], *, done: Callable[[], object] = lambda: None
) -> None:
    """Save many figures, on all processors; `done` is called after each.

    Every figure is drawn by itself, so the files do not depend on the number of processors.
    """
    workers = min(os.cpu_count() or 1, len(jobs))
    if workers < 2 or len(jobs) < 8:
        for picture, folder in jobs:
            save_picture(picture, folder)
            done()
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = [pool.submit(save_picture, picture, folder) for picture, folder in jobs]
        for future in futures:
            future.result()
            done()
