"""Tables and figures as aligned plain text, for scripts and the plain prompt."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

from ..blocks import Bullets, Document, Heading, Paragraph
from ..caption import caption_of, note_of
from ..figures.picture import Picture
from ..table import Table, head_rows, merged, shown

__all__ = ["text_of", "width_of"]

_LINE = 100  # letters of a line of prose
_CELL = 36  # letters after which the text of a cell breaks
_HEAD = 12  # letters of a head that stay on one line
_GAP = "  "


def text_of(document: Document) -> str:
    """Return a document as plain text."""
    return "\n\n".join(filter(None, (_block(block, document) for block in document.blocks)))


def width_of(text: str) -> int:
    """Return how many places of a fixed-width line a text takes.

    Examples
    --------
    >>> width_of("Өлшем"), width_of("é"), width_of("表")
    (5, 1, 2)
    """
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def _block(block: object, document: Document) -> str:
    if isinstance(block, Table):
        return _table(block, document)
    if isinstance(block, Picture):
        words = f"[{caption_of(block, document.lang).text}]\n{block.alt}"
        note = note_of(block.notes, document.lang, document.style).whole
        return "\n".join(_wrapped(part) for part in (words, note) if part)
    if isinstance(block, Heading):
        return f"{block.text}\n{'=' * width_of(block.text)}"
    if isinstance(block, Bullets):
        return "\n".join(_wrapped(f"- {item}") for item in block.items)
    return _wrapped(block.text) if isinstance(block, Paragraph) else ""


def _table(table: Table, document: Document) -> str:
    """Lay out one table: title, head, rows, notes."""
    lang = document.lang
    numeric = [column.kind != "text" for column in table.columns]
    body = _body(table, document)
    heads = [column.label for column in table.columns]
    widths = [_width(heads[j], [row[j] for row in body], numeric[j]) for j in range(len(heads))]
    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    title = caption_of(table, lang).text if table.number else table.title
    lines = [_wrapped(title), rule]
    lines += _groups(table, widths)
    lines += _row(heads, widths, numeric, top=False)
    lines.append(rule)
    for row in body:
        lines += _row(row, widths, numeric, top=True)
    lines.append(rule)
    if table.notes:
        lines.append(_wrapped(note_of(table.notes, lang, document.style).whole))
    return "\n".join(line.rstrip() for line in lines)


def _width(head: str, cells: list[str], numeric: bool) -> int:
    """Return the width of a column: its widest cell, and a head that breaks into few lines."""
    longest = max(width_of(word) for word in head.split() or [""])
    least = max(longest, min(width_of(head), _HEAD))
    widest = max((width_of(cell) for cell in cells), default=0)
    return max(least, widest if numeric else min(widest, _CELL))


def _body(table: Table, document: Document) -> list[list[str]]:
    """Return the cells as the reader sees them; one that is merged with that above is empty."""
    spans = merged(table)
    return [
        [
            ""
            if j < len(spans) and not spans[j][i]
            else shown(cell, table.columns[j], document.lang, document.style)
            for j, cell in enumerate(row)
        ]
        for i, row in enumerate(table.rows[: table.show])
    ]


def _groups(table: Table, widths: list[int]) -> list[str]:
    """Write the heads that stand over several columns."""
    rows = head_rows(table)
    if len(rows) < 2:
        return []
    cells, places, at = [], [], 0
    for head in rows[0]:
        span = widths[at : at + head.columns]
        places.append(sum(span) + len(_GAP) * (len(span) - 1))
        cells.append("" if head.rows > 1 else head.text)
        at += head.columns
    return _row(cells, places, [False] * len(cells), top=False)


def _row(cells: Sequence[str], widths: list[int], numeric: list[bool], *, top: bool) -> list[str]:
    """Write cells beside each other; long ones break into several lines."""
    parts = [
        textwrap.wrap(cell, max(width, 1), break_long_words=False) or [""]
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max(len(part) for part in parts)
    padded = [
        part + [""] * (height - len(part)) if top else [""] * (height - len(part)) + part
        for part in parts
    ]
    return [
        _GAP.join(_placed(padded[j][k], widths[j], right=numeric[j]) for j in range(len(widths)))
        for k in range(height)
    ]


def _placed(text: str, width: int, *, right: bool) -> str:
    space = " " * max(width - width_of(text), 0)
    return space + text if right else text + space


def _wrapped(text: str) -> str:
    return "\n".join(
        line for part in text.splitlines() for line in textwrap.wrap(part, _LINE) or [""]
    )
