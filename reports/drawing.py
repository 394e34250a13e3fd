"""Drawing the figures of documents once each, on all processors, for every writer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from .cache import NO_CACHE, Cache
from .csv_file import write_csv
from .figures.picture import Picture
from .figures.style import INLINE, drawn
from .fingerprint import fingerprint
from .second_process import SecondProcess

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["INLINE", "Drawing", "Progress", "draw_all", "write_drawings"]

_FEW = 8  # figures that are drawn before a second process would be ready

Drawing = Mapping[str, bytes]  # by format: pdf, svg, png, and INLINE

# Receives the number of figures, returns what is called after each.
Progress = Callable[[int], Callable[[], object]]


def draw_all(
    pictures: Sequence[Picture],
    *,
    cache: Cache = NO_CACHE,
    done: Callable[[], object] = lambda: None,
) -> list[Drawing]:
    """Draw figures, on all processors; `done` is called after each.

    Every figure is drawn by itself, so the files do not depend on the number of processors.
    """
    found: dict[int, Drawing] = {}
    for i, picture in enumerate(pictures):
        if kept := cache.find("figure", (picture.draw,)):
            found[i] = kept[0]
            done()
    rest = [i for i in range(len(pictures)) if i not in found]
    for i, drawing in zip(rest, _drawn([pictures[i] for i in rest]), strict=True):
        cache.keep("figure", (pictures[i].draw,), drawing)
        found[i] = drawing
        done()
    return [found[i] for i in range(len(pictures))]


def write_drawings(
    pictures: Sequence[Picture], drawings: Sequence[Drawing], folder: Path, formats: Sequence[str]
) -> None:
    """Write figures in some formats into a folder, and the data of each as CSV beside it."""
    for picture, drawing in zip(pictures, drawings, strict=True):
        for ending in formats:
            (folder / f"{picture.name}.{ending}").write_bytes(drawing[ending])
        write_csv(picture.data, folder / f"{picture.name}.csv")


def _drawn(pictures: Sequence[Picture]) -> Iterator[Drawing]:
    """Draw in this process, or in several if there is enough to do."""
    workers = min(os.cpu_count() or 1, len(pictures))
    if workers < 2 or len(pictures) < _FEW:
        yield from (_draw_once(picture.draw) for picture in pictures)
        return
    with ExitStack() as stack:
        # Entered first and so left last: of processes that are ended there is nothing to wait for.
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        idle: SimpleQueue[SecondProcess] = SimpleQueue()
        for _ in range(workers):
            idle.put(stack.enter_context(SecondProcess()))

        def draw(picture: Picture) -> Drawing:
            process = idle.get()
            try:
                return process.do(partial(_draw_once, picture.draw))
            finally:
                idle.put(process)

        yield from pool.map(draw, pictures)


def _draw_once(draw: Callable[[], Figure]) -> dict[str, bytes]:
    """Draw a figure: its files by format, and an SVG to stand within a page."""
    return drawn(draw, prefix=f"f{fingerprint(draw)[:10]}-")
