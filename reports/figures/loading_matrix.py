"""Loadings of many items on all components: those that count in full, the others as grey dots.

A column is a component. A dot is as large as its loading, so that an item that loads on two
components is seen without reading numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import Language
from .shades import ink_on, signed_shade
from .sheet import Sheet, new_sheet, text_width, within
from .style import GREY, tip, tips

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["LoadingMatrix", "LoadingRow", "draw_loading_matrix", "loading_pages"]

_WIDTH = 160.0
_NAMES = 74.0  # millimetres that names get, unless there are many components
_ROWS = 54  # items of a page
_MORE = {2: 29, 3: 20}  # items of a page whose names may have more lines


@dataclass(frozen=True, slots=True)
class LoadingRow:
    """One item and its loadings; `first` starts a group of items."""

    label: str
    loadings: tuple[float, ...]
    first: bool = False


@dataclass(frozen=True, slots=True)
class LoadingMatrix:
    """What the matrix shows.

    Attributes
    ----------
    title, subtitle : str
    component : str
        Name of what the columns are.
    threshold : float
        Absolute loadings below it are dots.
    rows : tuple of LoadingRow
    """

    title: str
    subtitle: str
    component: str
    threshold: float
    rows: tuple[LoadingRow, ...]


def loading_pages(
    rows: Sequence[LoadingRow], *, most: int = _ROWS
) -> tuple[tuple[LoadingRow, ...], ...]:
    """Share the items out to as many figures as pages need, about as many on each."""
    pages = -(-len(rows) // most)
    size = -(-len(rows) // pages)
    return tuple(tuple(rows[k * size : (k + 1) * size]) for k in range(pages))


def draw_loading_matrix(matrix: LoadingMatrix, lang: Language) -> Figure:
    """Draw the matrix 160 mm wide, as high as the items need."""
    columns = len(matrix.rows[0].loadings)
    gaps = sum(row.first for row in matrix.rows[1:])
    cell = min(14.0, max(6.4, (_WIDTH - 4 - _NAMES) / columns))
    widest = max(text_width(row.label, 8) for row in matrix.rows)
    left = min(_WIDTH - 2 - cell * columns, widest + 8)
    lines = _lines([row.label for row in matrix.rows], left - 4)
    step = (4.1 if len(matrix.rows) > 40 else 5.4, 7.4, 10.2)[lines - 1]
    sheet = new_sheet(_WIDTH, 11 + step * len(matrix.rows) + gaps, matrix.title, matrix.subtitle)
    y = sheet.top
    centre = left + cell * columns / 2
    sheet.write(centre, y + 1.8, matrix.component, ha="center", color=GREY)
    for j in range(columns):
        sheet.write(left + cell * (j + 0.5), y + 6, str(j + 1), ha="center", fontweight="bold")
    y += 8.5
    dots: list[tuple[float, float, float, str]] = []
    for i, row in enumerate(matrix.rows):
        y += 1.0 if row.first and i else 0.0
        sheet.name(2, y + step / 2, row.label, left - 4, lines=lines, size=8)
        sheet.axes.plot(
            [left, left + cell * columns], [y + step / 2] * 2, color="#eceef1", lw=0.6, zorder=0
        )
        for j, loading in enumerate(row.loadings):
            full = (
                f"{row.label}, {matrix.component} {j + 1}: {lang.number(loading, 3, bounded=True)}"
            )
            x = left + cell * j
            if abs(loading) >= matrix.threshold:
                _draw_cell(sheet, (x, y, cell, step), loading, full, lang)
            elif not math.isnan(loading):
                side = (step - 0.8) * math.sqrt(abs(loading))
                dots.append((x + cell / 2, y + step / 2, side, full))
        y += step
    if dots:
        across, down, sides, texts = zip(*dots, strict=True)
        areas = [(side * 72 / 25.4) ** 2 for side in sides]
        drawn = sheet.axes.scatter(across, down, s=areas, color="#b3b8c1", linewidth=0, zorder=1)
        tips(drawn, texts)
    return sheet.figure


def _lines(labels: Sequence[str], room: float) -> int:
    """Lines that the longest name needs, as far as the page has room for them."""
    need = max(within(label, room, size=8, lines=3).count("\n") for label in labels) + 1
    return max(k for k in (1, 2, 3) if k <= need and len(labels) <= _MORE.get(k, len(labels)))


def _draw_cell(
    sheet: Sheet,
    place: tuple[float, float, float, float],
    loading: float,
    full: str,
    lang: Language,
) -> None:
    """Draw a loading that counts, with its number."""
    x, y, width, height = place
    color = signed_shade(loading)
    cell = sheet.box(x + 0.25, y + 0.25, width - 0.5, height - 0.5, facecolor=color)
    text = lang.number(loading, 2, bounded=True)
    size = 8 if width > 8.5 else 7
    number = sheet.write(
        x + width / 2, y + height / 2, text, size=size, ha="center", color=ink_on(color)
    )
    tip(cell, full)
    tip(number, full)
