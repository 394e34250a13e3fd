"""How a table lies on a page of LaTeX: size of its letters, widths of its columns, which way up.

A table stands upright in the largest letters in which its words stay whole, then with long words
broken; if it is too wide, across the page; and if it is wider still, in parts of its columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ..language import Language
from ..table import Cell, Column, Rounded, Table, head_rows, shown
from ..table_style import TableStyle
from .width import lines, longest_word, width

__all__ = ["STRETCH", "Group", "Layout", "groups", "layouts"]

_PORTRAIT = 469.0  # points: A4 less margins of 30 and 15 mm
_LANDSCAPE = 731.0  # A4 less margins of 20 mm at both ends

_TRIES = (
    *((size, _PORTRAIT, "whole") for size in (12.0, 11.0, 10.0)),
    *((size, _PORTRAIT, "broken") for size in (10.0, 9.0)),
    *((size, _LANDSCAPE, "whole") for size in (12.0, 11.0, 10.0)),
    *((size, _LANDSCAPE, "broken") for size in (10.0, 9.0, 8.0, 7.0)),
)
_WORD = 6.0  # em: longer words may break
_LABEL = 11.0  # em: text up to this stays in one line if it can
_WIDEST = 45.0  # em: no column wants more
_LEADING = 1.2
STRETCH = 1.15  # of rows
_RULE = 0.4  # points


@dataclass(frozen=True, slots=True)
class Layout:
    """A table, or a part of its columns, on its page.

    Attributes
    ----------
    table : Table
    texts : tuple of tuple of str
        Cells that the document shows, as the reader sees them.
    size : float
        Of the letters, in points.
    room : float
        Width of the page, in points.
    columns : tuple of float
        Widths of the columns with the space at their sides, in points.
    """

    table: Table
    texts: tuple[tuple[str, ...], ...]
    size: float
    room: float
    columns: tuple[float, ...]

    @property
    def landscape(self) -> bool:
        """Whether it lies across the page."""
        return self.room > _PORTRAIT

    @property
    def gap(self) -> float:
        """Space at each side of a column, in points."""
        return _gap(self.size)

    def inner(self, first: int, count: int = 1) -> float:
        """Width for the text of a cell over columns, in em."""
        outer = sum(self.columns[first : first + count])
        return (outer - 2 * self.gap - _RULE) / self.size

    @property
    def heights(self) -> tuple[int, ...]:
        """Lines that each row takes at most."""
        return tuple(
            max(lines(text, self.inner(j)) for j, text in enumerate(row)) for row in self.texts
        )

    @property
    def points(self) -> float:
        """Height of the head and all rows, in points, rather too high."""
        labels = [column.label for column in self.table.columns]
        head = max(lines(text, self.inner(j)) for j, text in enumerate(labels))
        head += max(
            (lines(g.text, self.inner(g.start, g.count)) for g in groups(self.table)), default=0
        )
        padding = 2.0 * (len(self.texts) + 1)
        return (sum(self.heights) + head) * self.size * _LEADING * STRETCH + padding


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
class _Need:
    """Widths that a column needs, in em: with words broken, with words whole, and to be at ease."""

    broken: float
    whole: float
    ease: float


def layouts(table: Table, lang: Language, style: TableStyle) -> tuple[Layout, ...]:
    """Lay a table out: one layout, or several if its columns do not fit a page.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> from aqyl.reports.table_style import GOST
    >>> columns = (Column("x", "X"), *(Column(f"c{k}", "M", "number") for k in range(20)))
    >>> (layout,) = layouts(Table("t", "T", columns, (("a", *[0.5] * 20),)), language("kk"), GOST)
    >>> layout.size, layout.landscape
    (11.0, True)
    """
    rows = table.rows[: table.show]
    texts = tuple(
        tuple(shown(cell, c, lang, style) for cell, c in zip(row, table.columns, strict=True))
        for row in rows
    )
    needs = _needs(table, rows, texts)
    for size, room, words in _TRIES:
        least = [_points(getattr(need, words), size) for need in needs]
        if sum(least) <= room:
            ease = [_points(need.ease, size) for need in needs]
            return (Layout(table, texts, size, room, _spread(least, ease, room)),)
    lead = _lead(table)
    rest = len(table.columns) - lead
    if rest < 2:
        size, room, _ = _TRIES[-1]
        least = [_points(need.broken, size) for need in needs]
        return (Layout(table, texts, size, room, tuple(w * room / sum(least) for w in least)),)
    return tuple(
        layout for part in _halves(table, lead, rest) for layout in layouts(part, lang, style)
    )


def _needs(
    table: Table, rows: Sequence[tuple[Cell, ...]], texts: Sequence[tuple[str, ...]]
) -> list[_Need]:
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
            needs[j] = _Need(need.broken + lack, whole, max(need.ease, whole))
    return needs


def _need(column: Column, cells: list[Cell], texts: list[str]) -> _Need:
    """Numbers never break; text takes some lines rather than the whole page."""
    words = [text for cell, text in zip(cells, texts, strict=True) if isinstance(cell, str)]
    figures = [text for cell, text in zip(cells, texts, strict=True) if not isinstance(cell, str)]
    marks = [width(cell.mark) for cell in cells if isinstance(cell, Rounded)]
    rigid = max(map(width, figures), default=0.0) + max(marks, default=0.0)
    natural = max(map(width, words), default=0.0)
    word = max(map(longest_word, (column.label, *words)))
    head = width(column.label)
    whole = max(rigid, word, min(natural, _LABEL), natural / 4, head / 4)
    return _Need(
        broken=max(rigid, min(word, _WORD), min(natural / 2, 9.0), natural / 8, head / 8, 1.0),
        whole=max(whole, 1.0),
        ease=max(whole, 1.0, min(natural, _WIDEST), min(head / 2, 12.0)),
    )


def _spread(least: list[float], ease: list[float], room: float) -> tuple[float, ...]:
    """Share the room among columns; a table that nearly fills the page fills it."""
    wanted = [max(pair) for pair in zip(least, ease, strict=True)]
    if sum(wanted) > room:
        share = (room - sum(least)) / (sum(wanted) - sum(least))
        return tuple(a + share * (b - a) for a, b in zip(least, wanted, strict=True))
    target = room if sum(wanted) > 0.7 * room else max(sum(wanted), 0.6 * room)
    return tuple(w * target / sum(wanted) for w in wanted)


def _points(em: float, size: float) -> float:
    return em * size + 2 * _gap(size) + _RULE


def _gap(size: float) -> float:
    return round(0.35 * size, 1)


def _lead(table: Table) -> int:
    """Columns that name the rows and stand in every part."""
    first = int(table.columns[0].kind in {"text", "label"})
    return max(first, min(table.merge, len(table.columns) - 1))


def _halves(table: Table, lead: int, rest: int) -> tuple[Table, Table]:
    """Cut the columns near the middle, between the heads above them."""
    cuts = range(lead + 1, lead + rest)
    heads = [column.group for column in table.columns]
    between = [j for j in cuts if not heads[j] or heads[j] != heads[j - 1]]
    middle = min(between or cuts, key=lambda j: abs(2 * j - 2 * lead - rest))

    def part(start: int, stop: int) -> Table:
        pick = [*range(lead), *range(start, stop)]
        return replace(
            table,
            columns=tuple(table.columns[j] for j in pick),
            rows=tuple(tuple(row[j] for j in pick) for row in table.rows),
        )

    return part(lead, middle), part(middle, len(table.columns))
