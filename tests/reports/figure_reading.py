"""Reading a figure that was drawn: texts that are cut or cover each other, titles, numbers."""

from typing import Any
from xml.etree import ElementTree

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

PAGE = 250.0  # millimetres of an A4 page that a figure may take, its caption below
TOUCH = 2.0  # pixels that boxes of letters may share, where no ink is


def clipped(figure: Figure) -> list[str]:
    """Texts that stand, in part, outside the page."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    x0, y0, x1, y1 = figure.bbox.extents
    unseen = out_of_view(figure)
    lost = []
    for text in figure.findobj(Text):
        if not text.get_visible() or not text.get_text().strip() or text in unseen:
            continue
        left, bottom, right, top = text.get_window_extent(renderer).extents
        if left < x0 - 1 or right > x1 + 1 or bottom < y0 - 1 or top > y1 + 1:
            lost.append(text.get_text())
    return lost


def out_of_view(figure: Figure) -> set[Text]:
    """Tick labels beyond the limits of their axis, which matplotlib keeps and does not draw."""
    return {
        label
        for axes in figure.axes
        for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim()))
        for tick in axis.get_major_ticks()
        for label in (tick.label1, tick.label2)
        if not min(low, high) <= tick.get_loc() <= max(low, high)
    }


def texts_of(figure: Figure) -> list[tuple[str, tuple[float, float, float, float]]]:
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    unseen = out_of_view(figure)
    return [
        (text.get_text(), text.get_window_extent(renderer).extents)
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in unseen
    ]


def touching(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other."""
    found = texts_of(figure)
    return [
        (first, second)
        for i, (first, a) in enumerate(found)
        for second, b in found[:i]
        if min(a[2], b[2]) - max(a[0], b[0]) > TOUCH and min(a[3], b[3]) - max(a[1], b[1]) > TOUCH
    ]


def titles(svg: str) -> list[str]:
    return [e.text or "" for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("title")]


def numbers(rows: Any, first: int) -> np.ndarray:
    """Cells of a table from a column on."""
    return np.array([row[first:] for row in rows], dtype=float)
