"""Writing a document: its page, its tables as files, and its figures."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from .blocks import Document
from .csv_file import write_csv
from .figures.picture import Picture, save_picture
from .html import write_html
from .workbook import write_workbook

__all__ = ["draw_all", "write_document"]

REPORT = "report.html"


def write_document(document: Document, folder: Path) -> None:
    """Write all of a document but its figures: HTML, one workbook, and a CSV file a table."""
    tables = folder / "tables"
    tables.mkdir(parents=True)
    (folder / "figures").mkdir()
    for table in document.tables:
        write_csv(table, tables / f"{table.name}.csv")
    write_workbook(document.tables, folder / "tables.xlsx", document.lang)
    write_html(document, folder / REPORT)


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
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_deaf) as pool:
        futures = [pool.submit(save_picture, picture, folder) for picture, folder in jobs]
        try:
            for future in futures:
                future.result()
                done()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _deaf() -> None:
    """Leave an interruption to the process that started the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
