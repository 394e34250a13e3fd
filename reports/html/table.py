"""A table on the page: spans, heads that say what they head, full values for sorting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..blocks import Document
from ..caption import caption_of, note_of
from ..decimal_alignment import paddings
from ..table import Column, Head, Table, head_rows, merged, plain, shown
from .markup import caption_words, element, note_paragraph, place, prose, text

__all__ = ["sortable", "table_element"]

_FEWEST = 3  # rows that are worth sorting
# Columns from which letters are smaller, a printed page is turned, and the words of its heads too.
_SIZES = {9: "dense", 12: "wide", 17: "widest"}
# Letters of the longest text of a column from which it keeps a width that reads well.
_WORDS = {14: "name", 36: "wording"}


def sortable(table: Table) -> bool:
    """Tell whether the rows may be put in another order: all are there, and none share a cell.

    Examples
    --------
    >>> from dataclasses import replace
    >>> rows = (("a", 1), ("a", 2), ("b", 3))
    >>> table = Table("t", "T", (Column("x", "X"), Column("y", "Y", "number")), rows)
    >>> sortable(table), sortable(replace(table, merge=1)), sortable(replace(table, show=2))
    (True, False, False)
    """
    whole = table.show is None or len(table.rows) <= table.show
    spans = any(span > 1 for column in merged(table) for span in column)
    return whole and not spans and len(table.rows) >= _FEWEST


def table_element(
    table: Table, document: Document, *, mark: str, here: str = "", numbered: bool = True
) -> str:
    """Return a table with its caption above and its notes below.

    Parameters
    ----------
    table : Table
    document : Document
        Language and style of the page.
    mark : str
        Short identifier that those of its cells begin with, another one for every table.
    here : str
        Identifier, if not that of a table of the document.
    numbered : bool
        Whether the caption has word and number.
    """
    lang = document.lang
    here = here or place(table, lang.code)
    texts = [
        [
            shown(c, column, lang, document.style)
            for c, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows[: table.show]
    ]
    pads = paddings(table, texts, lang)
    sheet = _Sheet(table, document, mark, merged(table), sortable(table), texts, pads)
    content = element(
        "caption", element("span", sheet.caption(numbered=numbered)), id=f"{here}-caption"
    )
    content += element("thead", "".join(sheet.head_lines()))
    content += element("tbody", "\n".join(sheet.lines()))
    region = element(
        "div",
        element("table", content, class_=document.style.lines, data_sortable=sheet.sorts),
        class_="scroll",
        role="region",
        tabindex="0",
        aria_labelledby=f"{here}-caption",
    )
    hint = element("p", text(lang.text("tables.scroll")), class_="hint", aria_hidden="true")
    below = note_paragraph(note_of(table.notes, lang, document.style))
    if table.show is not None and len(table.rows) > table.show:
        rows, name = lang.number(len(table.rows), 0), f"tables/{table.name}"
        said = lang.text("document.full_table", n=rows, name=name)
        below += element("p", prose(said), class_="note")
    sizes = [name for columns, name in _SIZES.items() if len(table.columns) >= columns]
    return element(
        "div", region + hint + below, class_=" ".join(("table", *sizes)), id=here, tabindex="-1"
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table about to be written, with the document that it stands in."""

    table: Table
    document: Document
    mark: str
    spans: tuple[tuple[int, ...], ...]
    sorts: bool
    texts: Sequence[Sequence[str]]
    pads: Sequence[Sequence[str]]

    @property
    def named(self) -> bool:
        """Whether cells name their heads, because one head stands over several of them."""
        return bool(self.spans) or any(column.group for column in self.table.columns)

    def caption(self, *, numbered: bool) -> str:
        caption = caption_of(self.table, self.document.lang)
        if not numbered:
            return text(caption.title)
        return caption_words(caption, title_below=self.document.style.title_below)

    def head_lines(self) -> list[str]:
        """Return the rows of the head; the heads of groups stand in the first of two."""
        rows = head_rows(self.table)
        low = iter(j for j, column in enumerate(self.table.columns) if column.group)
        top = iter(j for j, column in enumerate(self.table.columns) if not column.group)
        lines, groups = [], 0
        for i, heads in enumerate(rows):
            cells = []
            for head in heads:
                leaf = head.rows == len(rows) - i
                groups += not leaf
                column = next(low if i else top) if leaf else None
                cells.append(self._head(head, column, groups))
            lines.append(element("tr", "".join(cells)))
        return lines

    def _head(self, head: Head, column: int | None, group: int) -> str:
        name = f"g{group}" if column is None else f"c{column}"
        return element(
            "th",
            text(head.text),
            id=f"{self.mark}{name}" if self.named else None,
            scope="colgroup" if column is None else "col",
            class_="n" if head.numeric else None,
            colspan=head.columns if head.columns > 1 else None,
            rowspan=head.rows if head.rows > 1 else None,
            data_column=column,
        )

    def lines(self) -> list[str]:
        """Return the rows of the body."""
        beside: dict[int, str] = {}  # the row head that stands for each leading column
        columns = range(len(self.table.columns))
        above, looks = [self._heads(j) for j in columns], [self._look(j) for j in columns]
        lines = []
        for i in range(len(self.texts)):
            cells = []
            for j, column in enumerate(self.table.columns):
                span = self.spans[j][i] if j < len(self.spans) else 1
                if not span:
                    continue
                if self._is_head(j, column):
                    beside[j] = f"{self.mark}r{i}c{j}"
                heads = (above[j], *(beside[k] for k in sorted(beside) if k < j))
                cells.append(self._cell(i, j, span, beside.get(j, ""), " ".join(heads), looks[j]))
            covered = any(column[i] == 0 for column in self.spans[:1])
            lines.append(element("tr", "".join(cells), class_="covered" if covered else None))
        return lines

    def _cell(self, i: int, j: int, span: int, name: str, heads: str, look: str | None) -> str:
        value = plain(self.table.rows[i][j])
        return element(
            "th" if name else "td",
            text(self.texts[i][j]),
            id=name if name and self.named else None,
            scope=("rowgroup" if span > 1 else "row") if name else None,
            headers=heads if self.named else None,
            class_=look,
            rowspan=span if span > 1 else None,
            data_pad=self.pads[i][j] or None,
            data_v=value if self.sorts and isinstance(value, int | float) else None,
        )

    def _look(self, j: int) -> str | None:
        """Return the class of a column: numbers, or texts so long that they need width."""
        if self.table.columns[j].kind != "text":
            return "n"
        longest = max((len(row[j]) for row in self.texts), default=0)
        return next((name for least, name in reversed(_WORDS.items()) if longest >= least), None)

    def _is_head(self, j: int, column: Column) -> bool:
        return j < max(len(self.spans), 1) and column.kind in {"text", "label"}

    def _heads(self, j: int) -> str:
        """Name the heads above a column."""
        groups = [column.group for column in self.table.columns[: j + 1]]
        count = sum(1 for k, g in enumerate(groups) if g and (k == 0 or groups[k - 1] != g))
        above = f"{self.mark}g{count} " if groups[j] else ""
        return f"{above}{self.mark}c{j}"
