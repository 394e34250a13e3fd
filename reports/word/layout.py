"""The layout of a table on paper: its page, the size of its letters, the widths of its columns.

A table stands on an upright page if it can: in letters of 12 to 9 points, the largest with which it
does not grow long for lack of width; or divided into a few parts of its columns, one below the
other, that share a page and all begin with the columns that name the rows. What does not fit so
stands on a page on its side, in parts if it is wider still.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language import Language
from ..table import Table, head_rows, shown
from ..table_style import TableStyle
from .columns import CELL_MARGIN, EASY, TIGHT, Need, needs_of
from .measure import width
from .page import LANDSCAPE, PORTRAIT, TWIPS, Page
from .panels import panels
from .styles import TABLE_SIZES

__all__ = ["Layout", "Part", "cell_texts", "cut", "lay_out"]

_LINE = 1.15  # height of a line, as a multiple of the size
_GAP = 2.0  # points above and below a line of cells
_STEPS = 40  # in which spare width is given away
# What a line of a table costs the reader by the size of its letters: a smaller one is chosen when
# it spares more lines than it is harder to read.
_COSTS = {12: 1.0, 11: 1.12, 10: 1.28, 9: 1.7}
_DIVIDED = 1.25  # times dearer is a table in parts
_PANELS = 3  # parts at most on an upright page
_ONE_PAGE = 0.8  # of its height, for all parts without caption and note
_DENSE = 10  # points of a table in parts on a page on its side
_BETWEEN = 2  # lines that the words above a further part take


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a table that stands on a page side by side.

    Attributes
    ----------
    columns : tuple of int
        Positions of the columns of the table.
    widths : tuple of int
        Their widths in twips; they sum to the width of the text.
    lines : tuple of int
        Lines of text of each row.
    head : int
        Lines of its head.
    """

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    lines: tuple[int, ...]
    head: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table stands on paper.

    Attributes
    ----------
    page : Page
    size : int
        Points.
    parts : tuple of Part
    """

    page: Page
    size: int
    parts: tuple[Part, ...]

    @property
    def lines(self) -> int:
        """Lines of all parts, with their heads and the words between them."""
        own = sum(part.head + sum(part.lines) for part in self.parts)
        return own + _BETWEEN * (len(self.parts) - 1)

    @property
    def height(self) -> float:
        """Height without caption and notes, roughly, in points."""
        rows = sum(1 + len(part.lines) for part in self.parts)
        return self.lines * _LINE * self.size + rows * _GAP

    @property
    def cost(self) -> float:
        """How hard it is to read: the lines, dearer in small letters and in several parts."""
        return self.lines * _COSTS[self.size] * (_DIVIDED if len(self.parts) > 1 else 1.0)


def cell_texts(table: Table, lang: Language, style: TableStyle) -> list[list[str]]:
    """Return what the reader sees in each cell, row by row."""
    return [
        [shown(cell, column, lang, style) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows[: table.show]
    ]


def cut(table: Table, texts: Sequence[Sequence[str]], part: Part) -> tuple[Table, list[list[str]]]:
    """Return the table of one part, and what its cells show."""
    rows = tuple(tuple(row[j] for j in part.columns) for row in table.rows)
    leading = sum(j == k for k, j in enumerate(part.columns[: table.merge]))
    columns = tuple(table.columns[j] for j in part.columns)
    narrow = replace(table, columns=columns, rows=rows, merge=leading)
    return narrow, [[row[j] for j in part.columns] for row in texts]


def lay_out(table: Table, texts: Sequence[Sequence[str]], *, sideways: bool = False) -> Layout:
    """Choose the layout of a table.

    Parameters
    ----------
    table : Table
    texts : sequence of sequence of str
        What its cells show, numbers with what they lack on their right.
    sideways : bool
        Whether it must stand on a page on its side.
    """
    found = None if sideways else _upright(table, texts)
    found = found or next(_whole(table, texts, LANDSCAPE), None)
    return found or _in_parts(table, needs_of(table, texts, EASY), texts, LANDSCAPE, _DENSE)


def _upright(table: Table, texts: Sequence[Sequence[str]]) -> Layout | None:
    """Return the layout of an upright page that is easiest to read, if the table fits one.

    After the first every layout has smaller letters, and parts repeat the line of a head and of
    each row: layouts that must cost more than the best so far are not tried.
    """
    smaller = min(_COSTS[size] for size in TABLE_SIZES[1:]) * (1 + len(texts))
    found: list[Layout] = []
    for layout in _whole(table, texts, PORTRAIT):
        found.append(layout)
        if layout.cost <= smaller:
            break
    if all(layout.cost > 2 * _DIVIDED * smaller for layout in found):
        found += _upright_parts(table, texts)
    return min(found, key=lambda layout: layout.cost, default=None)


def _whole(table: Table, texts: Sequence[Sequence[str]], page: Page) -> Iterator[Layout]:
    """Return the layouts in which a table stands on a page side by side."""
    for room, sizes in ((EASY, TABLE_SIZES), (TIGHT, TABLE_SIZES[-2:])):
        needs = needs_of(table, texts, room)
        for size in sizes:
            if sum(need.least(size) for need in needs) <= page.room:
                part = _part(table, needs, range(len(needs)), texts, page, size)
                yield Layout(page, size, (part,))


def _upright_parts(table: Table, texts: Sequence[Sequence[str]]) -> Iterator[Layout]:
    """Return the layouts of a few parts that share an upright page."""
    for room, size in itertools.product((EASY, TIGHT), TABLE_SIZES[1:]):
        needs = needs_of(table, texts, room)
        found = _in_parts(table, needs, texts, PORTRAIT, size)
        widths = (sum(needs[j].least(size) for j in part.columns) for part in found.parts)
        fits = max(widths) <= PORTRAIT.room and found.height <= _ONE_PAGE * PORTRAIT.depth
        if 1 < len(found.parts) <= _PANELS and fits:
            yield found


def _in_parts(
    table: Table, needs: Sequence[Need], texts: Sequence[Sequence[str]], page: Page, size: int
) -> Layout:
    divided = panels(table, [need.least(size) for need in needs], page.room)
    parts = tuple(_part(table, needs, columns, texts, page, size) for columns in divided)
    return Layout(page, size, parts)


def _part(
    table: Table,
    needs: Sequence[Need],
    columns: Sequence[int],
    texts: Sequence[Sequence[str]],
    page: Page,
    size: int,
) -> Part:
    """Spread the width of the page: what columns need, then where it spares lines of text."""
    heads = [table.columns[j].label for j in columns]
    least = [needs[j].least(size) for j in columns]
    most = [needs[j].most(size) for j in columns]
    if sum(least) > page.room:
        shares = [page.room * a / sum(least) for a in least]
    elif sum(most) > page.room:
        words = [[head, *(row[j] for row in texts)] for j, head in zip(columns, heads, strict=True)]
        rows = [[width(text) * size for text in column] for column in words]
        shares = _spared(least, rows, page.room - sum(least), 2 * CELL_MARGIN * size)
    else:
        shares = [page.room * b / sum(most) for b in most]
    ends = [0, *(round(TWIPS * end) for end in itertools.accumulate(shares))]
    rooms = [(j, share / size - 2 * CELL_MARGIN) for j, share in zip(columns, shares, strict=True)]
    lines = tuple(max((_lines(row[j], room) for j, room in rooms), default=1) for row in texts)
    named = zip(heads, rooms, strict=True)
    head = max((_lines(text, room) for text, (_, room) in named), default=1)
    head += len(head_rows(table)) - 1
    return Part(tuple(columns), tuple(b - a for a, b in itertools.pairwise(ends)), lines, head)


def _spared(
    least: Sequence[float], texts: Sequence[Sequence[float]], spare: float, margins: float
) -> list[float]:
    """Give the spare width, step by step, to the column in which a step spares most lines."""
    shares, step = list(least), spare / _STEPS

    def lines(j: int, share: float) -> float:
        return sum(max(1.0, text / (share - margins)) for text in texts[j])

    gains = [lines(j, share) - lines(j, share + step) for j, share in enumerate(shares)]
    for _ in range(_STEPS):
        j = max(range(len(shares)), key=gains.__getitem__)
        shares[j] += step
        gains[j] = lines(j, shares[j]) - lines(j, shares[j] + step)
    return shares


def _lines(text: str, room: float) -> int:
    return sum(max(1, math.ceil(1.1 * width(line) / room - 0.1)) for line in text.split("\n"))
