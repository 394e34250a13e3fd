"""How a table lies on a page of LaTeX: size of its letters, widths of its columns, which way up.

A table stands upright in the largest letters in which its words stay whole, then with long words
broken; if it is too wide, in a few parts of its columns that share a page, one below the other; if
they would not, across the page; and if it is wider still, in parts across the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..decimal_alignment import paddings
from ..language import Language
from ..table import Table, shown
from ..table_style import TableStyle
from .columns import RULE, Need, gap, groups, needs_of, points, spread
from .width import lines

__all__ = ["STRETCH", "Layout", "layouts"]

_PORTRAIT = 469.0  # points: A4 less margins of 30 and 15 mm
_LANDSCAPE = 731.0  # A4 less margins of 20 mm at both ends

_UPRIGHT = (
    *((size, _PORTRAIT, "whole") for size in (12.0, 11.0, 10.0, 9.0)),
    *((size, _PORTRAIT, "broken") for size in (10.0, 9.0)),
)
_ACROSS = (
    *((size, _LANDSCAPE, "whole") for size in (12.0, 11.0, 10.0)),
    *((size, _LANDSCAPE, "broken") for size in (10.0, 9.0, 8.0, 7.0)),
)
_LEADING = 1.2
_PARTS = 4  # of a table at most that share an upright page
_SHARED = 600.0  # points of height that they may take
_BETWEEN = 40.0  # points that the words above a further part take
STRETCH = 1.15  # of rows


@dataclass(frozen=True, slots=True)
class Layout:
    """A table, or a part of its columns, on its page.

    Attributes
    ----------
    table : Table
    texts : tuple of tuple of str
        Cells that the document shows, as the reader sees them.
    pads : tuple of tuple of str
        What their numbers lack on their right.
    size : float
        Of the letters, in points.
    room : float
        Width of the page, in points.
    columns : tuple of float
        Widths of the columns with the space at their sides, in points.
    """

    table: Table
    texts: tuple[tuple[str, ...], ...]
    pads: tuple[tuple[str, ...], ...]
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
        return gap(self.size)

    def inner(self, first: int, count: int = 1) -> float:
        """Width for the text of a cell over columns, in em."""
        outer = sum(self.columns[first : first + count])
        return (outer - 2 * self.gap - RULE) / self.size

    @property
    def heights(self) -> tuple[int, ...]:
        """Lines that each row takes at most."""
        rooms = [self.inner(j) for j in range(len(self.columns))]
        return tuple(max(map(lines, row, rooms)) for row in self.texts)

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


def layouts(table: Table, lang: Language, style: TableStyle) -> tuple[Layout, ...]:
    """Lay a table out: one layout, or several if its columns do not fit a page.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> from aqyl.reports.table import Column
    >>> from aqyl.reports.table_style import GOST
    >>> columns = (Column("x", "X"), *(Column(f"c{k}", "M", "number") for k in range(12)))
    >>> (layout,) = layouts(Table("t", "T", columns, (("a", *[0.5] * 12),)), language("kk"), GOST)
    >>> layout.size, layout.landscape
    (11.0, False)
    """
    draft = _draft(table, lang, style)
    if one := _whole(draft, _UPRIGHT):
        return (one,)
    upright = _in_parts(draft, _UPRIGHT, lang, style)
    few = 1 < len(upright) <= _PARTS and not any(part.landscape for part in upright)
    if few and sum(part.points + _BETWEEN for part in upright) <= _SHARED:
        return upright
    one = _whole(draft, _ACROSS)
    return (one,) if one else _in_parts(draft, _ACROSS, lang, style)


def _draft(table: Table, lang: Language, style: TableStyle) -> Layout:
    """Return a table with what its cells show, before its widths are known."""
    texts = tuple(
        tuple(shown(cell, c, lang, style) for cell, c in zip(row, table.columns, strict=True))
        for row in table.rows[: table.show]
    )
    return Layout(table, texts, paddings(table, texts, lang), 0.0, _LANDSCAPE, ())


def _whole(draft: Layout, tries: Sequence[tuple[float, float, str]]) -> Layout | None:
    """Return the layout of a table side by side, in the largest letters in which it fits."""
    needs = _needs(draft)
    for size, room, words in tries:
        least = [points(getattr(need, words), size) for need in needs]
        if sum(least) <= room:
            ease = [points(need.ease, size) for need in needs]
            return replace(draft, size=size, room=room, columns=spread(least, ease, room))
    return None


def _in_parts(
    draft: Layout, tries: Sequence[tuple[float, float, str]], lang: Language, style: TableStyle
) -> tuple[Layout, ...]:
    """Return the layouts of the parts of a table, halved until they fit or hold one column."""
    lead = _lead(draft.table)
    rest = len(draft.table.columns) - lead
    if rest < 2:
        return (_squeezed(draft, tries[-1][0]),)
    found: list[Layout] = []
    for half in _halves(draft.table, lead, rest):
        part = _draft(half, lang, style)
        one = _whole(part, tries)
        found += [one] if one else _in_parts(part, tries, lang, style)
    return tuple(found)


def _squeezed(draft: Layout, size: float) -> Layout:
    """Return the layout across the page of a table too wide for it: its widest columns give in."""
    least = [points(need.broken, size) for need in _needs(draft)]
    cap = left = _LANDSCAPE
    for k, width in enumerate(sorted(least)):
        cap = left / (len(least) - k)
        if width > cap:
            break
        left -= width
    columns = tuple(min(width, cap) for width in least)
    return replace(draft, size=size, room=_LANDSCAPE, columns=columns)


def _needs(draft: Layout) -> list[Need]:
    wide = [
        [text + pad for text, pad in zip(*row, strict=True)]
        for row in zip(draft.texts, draft.pads, strict=True)
    ]
    return needs_of(draft.table, wide)


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
