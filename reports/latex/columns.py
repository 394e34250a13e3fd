"""Widths that the columns of a table ask for in LaTeX, and how they share a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ..table import Cell, Column, Table, head_rows
from .width import longest_word, width

__all__ = ["RULE", "Group", "Need", "gap", "groups", "needs_of", "points", "spread"]

_WORD = 6.0  # em: longer words may break
_LABEL = 11.0  # em: text up to this stays in one line if it can
_WIDEST = 45.0  # em: no column wants more
RULE = 0.4  # points


@dataclass(frozen=True, slots=True)
class Group:
    """A head over several columns: its words, the first column, their count."""

    text: str
    start: int
    count: int


def groups(table: Table) -> tuple[Group, ...]:
    """Return the heads that stand above others.

    Examples
    --------
    >>> columns = (Column("x", "X"), Column("n", "N", group="All"), Column("m", "M", group="All"))
    >>> groups(Table("t", "T", columns, ()))
    (Group(text='All', start=1, count=2),)
    """
    rows = head_rows(table)
    if len(rows) == 1:
        return ()
    starts = accumulate((cell.columns for cell in rows[0]), initial=0)
    return tuple(
        Group(cell.text, start, cell.columns)
        for cell, start in zip(rows[0], starts, strict=False)
        if cell.rows == 1
    )


@dataclass(frozen=True, slots=True)
class Need:
    """Widths that a column needs, in em: with words broken, with words whole, and to be at ease."""

    broken: float
    whole: float
    ease: float


def needs_of(table: Table, texts: Sequence[Sequence[str]]) -> list[Need]:
    """Return what the columns of a table need.

    Parameters
    ----------
    table : Table
    texts : sequence of sequence of str
        What its cells show, numbers with what they lack on their right.
    """
    rows = table.rows[: table.show]
    needs = [
        _need(column, [row[j] for row in rows], [row[j] for row in texts])
        for j, column in enumerate(table.columns)
    ]
    for group in groups(table):
        ours = needs[group.start : group.start + group.count]
        word = longest_word(group.text)
        lack = max(0.0, min(word, _WORD) - sum(need.broken for need in ours)) / group.count
        more = max(0.0, word - sum(need.whole for need in ours)) / group.count
        for j, need in enumerate(ours, group.start):
            whole = need.whole + more
            needs[j] = Need(need.broken + lack, whole, max(need.ease, whole))
    return needs


def _need(column: Column, cells: list[Cell], texts: list[str]) -> Need:
    """Numbers never break; text takes some lines rather than the whole page."""
    words = [text for cell, text in zip(cells, texts, strict=True) if isinstance(cell, str)]
    figures = [text for cell, text in zip(cells, texts, strict=True) if not isinstance(cell, str)]
    rigid = max(map(width, figures), default=0.0)
    natural = max(map(width, words), default=0.0)
    word = max(map(longest_word, (column.label, *words)))
    head = width(column.label)
    whole = max(rigid, word, min(natural, _LABEL), natural / 4, head / 4)
    return Need(
        broken=max(rigid, min(word, _WORD), min(natural / 2, 9.0), natural / 8, head / 8, 1.0),
        whole=max(whole, 1.0),
        ease=max(whole, 1.0, min(natural, _WIDEST), min(head / 2, 12.0)),
    )


def spread(least: list[float], ease: list[float], room: float) -> tuple[float, ...]:
    """Share the room among columns; a table that nearly fills the page fills it."""
    wanted = [max(pair) for pair in zip(least, ease, strict=True)]
    if sum(wanted) > room:
        share = (room - sum(least)) / (sum(wanted) - sum(least))
        return tuple(a + share * (b - a) for a, b in zip(least, wanted, strict=True))
    target = room if sum(wanted) > 0.7 * room else max(sum(wanted), 0.6 * room)
    return tuple(w * target / sum(wanted) for w in wanted)


def points(em: float, size: float) -> float:
    """Return points that a column takes whose text is so many em wide."""
    return em * size + 2 * gap(size) + RULE


def gap(size: float) -> float:
    """Return the space at each side of a column, in points."""
    return round(0.35 * size, 1)
