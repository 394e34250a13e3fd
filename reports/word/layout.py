"""The layout of a table on paper: its page, the size of its letters, the widths of its columns.

A table takes the first of these in which its words fit: an upright page with letters of 12, 11 or
10 points, 10 with heads and texts in more lines, then a page on its side; one that is wider still
is divided into parts, which stand one below the other and all begin with the columns that name
the rows.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..language import Language
from ..table import Table, shown
from ..table_style import TableStyle
from .columns import CELL_MARGIN, EASY, TIGHT, Need, needs_of
from .measure import width
from .page import LANDSCAPE, PORTRAIT, TWIPS, Page
from .styles import TABLE_SIZES

__all__ = ["Layout", "Part", "cell_texts", "cut", "lay_out"]

_LINE = 1.15  # height of a line, as a multiple of the size
_GAP = 2.0  # points above and below a line of cells
_STEPS = 40  # in which spare width is given away
_KEYS = 2  # columns at most that every part of a divided table repeats
_KEYS_SHARE = 0.5  # of the width, at most, for them


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
    """

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    lines: tuple[int, ...]


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
    def height(self) -> float:
        """Height without caption and notes, roughly, in points."""
        rows = [n for part in self.parts for n in part.lines] + [2] * len(self.parts)
        return sum(n * _LINE * self.size + _GAP for n in rows)


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
        From `cell_texts`.
    sideways : bool
        Whether it must stand on a page on its side.
    """
    for page in (LANDSCAPE,) if sideways else (PORTRAIT, LANDSCAPE):
        for room, sizes in ((EASY, TABLE_SIZES), (TIGHT, TABLE_SIZES[-1:])):
            needs = needs_of(table, texts, room)
            for size in sizes:
                if sum(need.least(size) for need in needs) <= page.room:
                    return Layout(page, size, (_part(needs, range(len(needs)), texts, page, size),))
    needs, size = needs_of(table, texts, EASY), TABLE_SIZES[-1]
    divided = _divided(table, needs, size)
    parts = tuple(_part(needs, columns, texts, LANDSCAPE, size) for columns in divided)
    return Layout(LANDSCAPE, size, parts)


def _part(
    needs: Sequence[Need],
    columns: Sequence[int],
    texts: Sequence[Sequence[str]],
    page: Page,
    size: int,
) -> Part:
    """Spread the width of the page: what columns need, then where it spares lines of text."""
    least = [needs[j].least(size) for j in columns]
    most = [needs[j].most(size) for j in columns]
    if sum(least) > page.room:
        shares = [page.room * a / sum(least) for a in least]
    elif sum(most) > page.room:
        rows = [[width(text[j]) * size for text in texts] for j in columns]
        shares = _spared(least, rows, page.room - sum(least), 2 * CELL_MARGIN * size)
    else:
        shares = [page.room * b / sum(most) for b in most]
    ends = [0, *(round(TWIPS * end) for end in itertools.accumulate(shares))]
    rooms = [(j, share / size - 2 * CELL_MARGIN) for j, share in zip(columns, shares, strict=True)]
    lines = tuple(max((_lines(row[j], room) for j, room in rooms), default=1) for row in texts)
    return Part(tuple(columns), tuple(b - a for a, b in itertools.pairwise(ends)), lines)


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


def _divided(table: Table, needs: Sequence[Need], size: int) -> list[tuple[int, ...]]:
    """Divide the columns into as few parts as can be, about equally wide, with the keys in each."""
    least = [need.least(size) for need in needs]
    keys: list[int] = []
    for j, column in enumerate(table.columns[:_KEYS]):
        taken = sum(least[k] for k in (*keys, j))
        if column.kind == "text" and taken <= _KEYS_SHARE * LANDSCAPE.room:
            keys.append(j)
    room = LANDSCAPE.room - sum(least[j] for j in keys)
    rest = [j for j in range(len(least)) if j not in keys]
    groups = itertools.groupby(rest, key=lambda j: table.columns[j].group or str(j))
    units = [tuple(unit) for _, unit in groups]
    fewest = _filled(units, least, room)
    trials = (_filled(units, least, room * step / _STEPS) for step in range(1, _STEPS))
    alike = (
        parts
        for parts in trials
        if len(parts) == len(fewest) and _torn(units, parts) == _torn(units, fewest)
    )
    return [(*keys, *part) for part in next(alike, fewest)]


def _torn(units: Sequence[tuple[int, ...]], parts: Sequence[Sequence[int]]) -> int:
    """Count the units that stand in more than one part."""
    return sum(not any(set(unit) <= set(part) for part in parts) for unit in units)


def _filled(
    units: Sequence[tuple[int, ...]], least: Sequence[float], room: float
) -> list[list[int]]:
    """Fill parts with columns, one after the other; a unit is divided only if it must be."""
    parts: list[list[int]] = [[]]
    for unit in units:
        if parts[-1] and sum(least[j] for j in (*parts[-1], *unit)) > room:
            parts.append([])
        for j in unit:
            if parts[-1] and sum(least[k] for k in (*parts[-1], j)) > room:
                parts.append([])
            parts[-1].append(j)
    return parts
