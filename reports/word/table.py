"""Tables of Word: heads that span and repeat on every page, rows that stay whole, real lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..caption import caption_of
from ..language import Language
from ..table import Table, head_rows, merged
from ..table_style import TableStyle
from .columns import CELL_MARGIN
from .layout import Part
from .measure import width
from .page import TWIPS
from .xml import Element, paragraph, run, w

__all__ = ["table_element"]

_THICK, _THIN = 8, 4  # eighths of a point
_TOGETHER = 12  # lines of a table that no page break divides
_ENDS = 3  # first rows, and last ones, that no page break divides
_WHOLE_ROW = 25  # lines of a row that no page break divides


def table_element(
    table: Table,
    texts: Sequence[Sequence[str]],
    pads: Sequence[Sequence[str]],
    part: Part,
    size: int,
    lang: Language,
    style: TableStyle,
    *,
    followed: bool = True,
) -> Element:
    """Return a table of Word.

    Parameters
    ----------
    table : Table
        At least one column.
    texts : sequence of sequence of str
        What its cells show, row by row.
    pads : sequence of sequence of str
        What numbers lack on their right.
    part : Part
        Widths of its columns and lines of its rows.
    size : int
        Of the letters, in points.
    lang : Language
    style : TableStyle
    followed : bool
        Whether the last row stays with what follows.
    """
    told = " ".join(table.text or table.notes)
    side = {"w": round(CELL_MARGIN * size * TWIPS), "type": "dxa"}
    properties = w(
        "tblPr",
        w("tblW", w=sum(part.widths), type="dxa"),
        w("tblInd", w=0, type="dxa"),
        _borders(style),
        w("tblLayout", type="fixed"),
        w("tblCellMar", w("left", **side), w("right", **side)),
        w("tblLook", val="0620", firstRow=1),
        w("tblCaption", val=caption_of(table, lang).text),
        w("tblDescription", val=told) if told else None,
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in part.widths))
    indents = _indents(table, texts, pads, part, size)
    body = _body(table, texts, indents, part, size, followed=followed)
    return w("tbl", properties, grid, *_head(table, part, size, style), *body)


def _indents(
    table: Table,
    texts: Sequence[Sequence[str]],
    pads: Sequence[Sequence[str]],
    part: Part,
    size: int,
) -> list[list[int]]:
    """Return twips on the right of each cell: numbers stand mark below mark, amid their column."""
    found = [[0] * len(table.columns) for _ in texts]
    for j, column in enumerate(table.columns):
        if column.kind == "text":
            continue
        own = [
            (width(row[j]) * size, width(pad[j]) * size)
            for row, pad in zip(texts, pads, strict=True)
        ]
        room = part.widths[j] / TWIPS - 2 * CELL_MARGIN * size
        beside = max(0.0, (room - max(map(sum, own), default=0.0)) / 2)
        for row, (wide, pad), text in zip(found, own, texts, strict=True):
            middle = (room - wide) / 2 if not any(map(str.isdigit, text[j])) else beside + pad
            row[j] = max(0, int(TWIPS * middle))
    return found


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: words, style, columns it spans, part in a merge, lower line, room on its right."""

    text: str
    style: str
    columns: int = 1
    merge: str = ""
    under: int = 0
    align: str = ""
    keep: bool = False
    indent: int = 0


def _element(cell: _Cell, width: int) -> Element:
    properties = _cell_properties(width, cell.columns, cell.merge, cell.under, cell.align)
    content = [run(cell.text)] if cell.text else []
    look = (
        w("keepNext") if cell.keep else None,
        w("ind", right=cell.indent) if cell.indent and cell.text else None,
    )
    return w("tc", properties, paragraph(cell.style, *content, properties=look))


@lru_cache  # most cells of a table are alike in all but their words
def _cell_properties(width: int, columns: int, merge: str, under: int, align: str) -> Element:
    return w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=columns) if columns > 1 else None,
        w("vMerge", val=None if merge == "continue" else merge) if merge else None,
        w("tcBorders", w("bottom", **_line(under))) if under else None,
        w("vAlign", val=align) if align else None,
    )


def _row(cells: Sequence[_Cell], widths: Sequence[int], *properties: Element) -> Element:
    found: list[Element] = []
    at = 0
    for cell in cells:
        found.append(_element(cell, sum(widths[at : at + cell.columns])))
        at += cell.columns
    return w("tr", w("trPr", *properties) if properties else None, *found)


def _head(table: Table, part: Part, size: int, style: TableStyle) -> list[Element]:
    """Return the rows of the head; a column without a group takes both of two rows."""
    rows = head_rows(table)
    three = style.lines == "three"

    def cell(text: str, *, numeric: bool = True, columns: int = 1, merge: str = "") -> _Cell:
        kind = "Head" if numeric or not three else "Text"
        line = _THIN if three and merge != "restart" else 0
        align = "bottom" if three else "center"
        return _Cell(text, f"Table{kind}{size}", columns, merge, line, align, keep=True)

    top = [
        cell(
            head.text,
            numeric=head.numeric or head.columns > 1 or head.rows < len(rows),
            columns=head.columns,
            merge="restart" if head.rows > 1 else "",
        )
        for head in rows[0]
    ]
    found = [top]
    if len(rows) > 1:
        low = iter(rows[1])
        found.append(
            [
                cell(next(low).text) if column.group else cell("", merge="continue")
                for column in table.columns
            ]
        )
    return [_row(cells, part.widths, w("cantSplit"), w("tblHeader")) for cells in found]


def _body(
    table: Table,
    texts: Sequence[Sequence[str]],
    indents: Sequence[Sequence[int]],
    part: Part,
    size: int,
    *,
    followed: bool,
) -> list[Element]:
    """Return the rows; a short table stays on one page, a long one keeps its ends together."""
    spans = merged(table)
    together = sum(part.lines) <= _TOGETHER
    found = []
    for i, (row, lines) in enumerate(zip(texts, part.lines, strict=True)):
        keep = together or i < _ENDS - 1 or i >= len(texts) - _ENDS
        keep = keep and (followed or i < len(texts) - 1)
        cells = []
        for j, (text, column) in enumerate(zip(row, table.columns, strict=True)):
            rows = spans[j][i] if j < len(spans) else 1
            merge = "continue" if rows == 0 else "restart" if rows > 1 else ""
            kind = "Text" if column.kind == "text" else "Number"
            words = "" if rows == 0 else text
            style, indent = f"Table{kind}{size}", indents[i][j]
            cells.append(_Cell(words, style, merge=merge, keep=keep, indent=indent))
        found.append(_row(cells, part.widths, *([w("cantSplit")] if lines <= _WHOLE_ROW else [])))
    return found


def _borders(style: TableStyle) -> Element:
    """Return the lines of a whole table; those within a head belong to its cells."""
    if style.lines == "three":
        return w("tblBorders", w("top", **_line(_THICK)), w("bottom", **_line(_THICK)))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return w("tblBorders", *(w(side, **_line(_THIN)) for side in sides))


def _line(size: int) -> dict[str, object]:
    return {"val": "single", "sz": size, "space": 0, "color": "auto"}
