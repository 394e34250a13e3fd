"""A table for LaTeX: a longtable, whose head stands on every page that it reaches.

Three lines are those of booktabs. A grid has plain rules, because booktabs leaves gaps where its
rules meet vertical ones. Columns are shares of the line, so no table runs out of the page. A head
over two rows stands in the lower one, with no rule above it, and a merged cell that would not fit
its rows in the first of them: so rows grow with their text, which those of multirow do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..caption import Note
from ..language import Language
from ..table import Table, merged
from ..table_style import TableStyle
from .columns import groups
from .layout import STRETCH, Layout
from .text import latex_text
from .width import broken, lines, note_prose, prose

__all__ = ["TableFrame", "needed", "table_lines"]

_NOTE = 10.0  # points: size of notes
_TOGETHER = 3  # last rows, which a page does not part
_UPRIGHT, _ACROSS = 320.0, 380.0  # points: a table up to this height stays on one page


@dataclass(frozen=True, slots=True)
class TableFrame:
    r"""What stands around the cells of a table.

    Attributes
    ----------
    title : str
    label : str
        Name for ``\ref``.
    number : str or None
        The number; None if LaTeX counts, an empty text if there is none.
    continued : str
        What stands above the further pages, with ``{number}`` in it.
    note : Note
    lang : Language
    """

    title: str
    label: str
    number: str | None
    continued: str
    note: Note
    lang: Language


def table_lines(parts: Sequence[Layout], frame: TableFrame, style: TableStyle) -> list[str]:
    """Return the lines of LaTeX for a table, one longtable a part."""
    found = [r"\begingroup"]
    if frame.number is not None:
        found.append(rf"\renewcommand{{\thetable}}{{{latex_text(frame.number)}}}")
    for k, layout in enumerate(parts):
        found += _Longtable(layout, frame, style, k, k == len(parts) - 1).lines()
    if frame.number == "":
        found.append(r"\addtocounter{table}{-1}")
    return [*found, r"\endgroup"]


def needed(layout: Layout, frame: TableFrame) -> float:
    """Height in points that a page must have left where the table begins."""
    limit = _ACROSS if layout.landscape else _UPRIGHT
    height = _height(layout, frame)
    return height if height <= limit else 0.4 * limit


def _height(layout: Layout, frame: TableFrame) -> float:
    room = 0.9 * sum(layout.columns) / _NOTE
    note = 1.2 * _NOTE * lines(frame.note.whole, room) if frame.note else 0.0
    return layout.points + 20.0 * lines(frame.title, 30.0) + 40.0 + note


@dataclass(frozen=True, slots=True)
class _Longtable:
    """One longtable: the part of a table that stands side by side."""

    layout: Layout
    frame: TableFrame
    style: TableStyle
    part: int
    last: bool

    @property
    def grid(self) -> bool:
        return self.style.lines == "grid"

    @property
    def table(self) -> Table:
        return self.layout.table

    @property
    def count(self) -> int:
        return len(self.layout.columns)

    @property
    def whole(self) -> bool:
        """Whether it stays on one page."""
        return _height(self.layout, self.frame) <= needed(self.layout, self.frame)

    @property
    def note(self) -> Note:
        """The note, which stands below the last part."""
        return self.frame.note if self.last else Note("", "")

    def lines(self) -> list[str]:
        size, gap = self.layout.size, self.layout.gap
        head = [*self._head()]
        return [
            *self._again(),
            rf"\fontsize{{{size:g}}}{{{1.2 * size:g}}}\selectfont",
            rf"\setlength{{\tabcolsep}}{{{gap:g}pt}}\renewcommand{{\arraystretch}}{{{STRETCH}}}",
            r"\setlength{\LTcapwidth}{\linewidth}",
            *([r"\setlength{\extrarowheight}{1.5pt}"] if self.grid else []),
            rf"\Needspace{{{needed(self.layout, self.frame):.0f}pt}}",
            rf"\begin{{longtable}}[l]{{{'|' if self.grid else ''}",
            *(f"  {self._column(j)}" for j in range(self.count)),
            "}",
            self._caption(),
            *head,
            r"\endfirsthead",
            rf"\multicolumn{{{self.count}}}{{@{{}}l@{{}}}}{{{self._continued()}}}\\",
            *head,
            r"\endhead",
            *([] if self.grid and not self.table.merge else [self._rule("bottom")]),
            r"\endfoot",
            r"\endlastfoot",
            *self._body(),
            *self._note(),
            r"\end{longtable}",
        ]

    def _again(self) -> list[str]:
        """Keep the number of the first part for a further one."""
        if not self.part:
            return []
        return [
            r"\addtocounter{table}{-1}",
            rf"\def\theHtable{{{self.frame.label}-{self.part}}}",
        ]

    def _caption(self) -> str:
        if self.part:
            return rf"\caption*{{{self._continued()}}}\\"
        star = "*" if self.frame.number == "" else ""
        label = "" if star else rf"\label{{{self.frame.label}}}"
        return rf"\caption{star}{{{prose(self.frame.title, self.frame.lang)}}}{label}\\"

    def _continued(self) -> str:
        before, _, after = self.frame.continued.partition("{number}")
        number = r"\thetable{}" if self.frame.number != "" else ""
        return f"{latex_text(before)}{number}{latex_text(after)}"

    def _width(self, first: int, count: int = 1) -> str:
        """Width of the text of a cell: its share of the line, less the space at its sides."""
        share = sum(self._share(j) for j in range(first, first + count)) / 10000
        rule = r"-\arrayrulewidth" if self.grid else ""
        return rf"\dimexpr{share:.4f}\linewidth-2\tabcolsep{rule}\relax"

    def _share(self, j: int) -> int:
        """Share of the line in ten thousandths, with a hair left for the rules."""
        return int(9990 * self.layout.columns[j] / self.layout.room)

    def _column(self, j: int) -> str:
        side = r"\raggedright" if self.table.columns[j].kind == "text" else r"\raggedleft"
        bar = "|" if self.grid else ""
        return rf">{{{side}\arraybackslash}}p{{{self._width(j)}}}{bar}"

    def _rule(self, place: str) -> str:
        return r"\hline" if self.grid else rf"\{place}rule"

    def _head(self) -> Iterator[str]:
        yield self._rule("top")
        above = groups(self.table)
        if above:
            cells = [""] * self.count
            for group in above:
                text = broken(group.text, self.layout.inner(group.start, group.count))
                bars = ("|" if self.grid and not group.start else "", "|" if self.grid else "")
                width = self._width(group.start, group.count)
                cells[group.start] = (
                    rf"\multicolumn{{{group.count}}}"
                    rf"{{{bars[0]}>{{\centering\arraybackslash}}p{{{width}}}{bars[1]}}}{{{text}}}"
                )
            covered = {j for g in above for j in range(g.start + 1, g.start + g.count)}
            yield _row([cell for j, cell in enumerate(cells) if j not in covered])
            rule = r"\cline" if self.grid else r"\cmidrule(lr)"
            yield "".join(f"{rule}{{{g.start + 1}-{g.start + g.count}}}" for g in above)
        yield _row([self._label(j) for j in range(self.count)])
        yield self._rule("mid")

    def _label(self, j: int) -> str:
        column = self.table.columns[j]
        side = r"[\raggedright]" if column.kind == "text" and not self.grid else ""
        return rf"\aqylhead{side}{{{broken(column.label, self.layout.inner(j))}}}"

    def _body(self) -> Iterator[str]:
        spans = merged(self.table)
        rows = self.table.rows[: self.table.show]
        for i, texts in enumerate(self.layout.texts):
            cells = [self._cell(i, j) for j in range(len(texts))]
            for j, span in enumerate(spans):
                if span[i] != 1:
                    cells[j] = self._merged(i, j, span[i])
            left = len(rows) - 1 - i
            held = sum(left > 0 and not span[i + 1] for span in spans)
            yield _row(cells) + ("*" if 0 < left < _TOGETHER or (not left and self.note) else "")
            if not left:
                yield self._end()
            elif self.grid:
                yield self._between(held, together=left < _TOGETHER)
        if not rows and not self.grid:
            yield self._end()

    def _between(self, held: int, *, together: bool) -> str:
        """Draw the rule between two rows, not through the cells that both rows hold."""
        if together:
            start = rf"\multispan{{{held}}}&" if held else ""
            return rf"{start}\aqylrule{{\arrayrulewidth}}{{{self.count - held}}}"
        return rf"\cline{{{held + 1}-{self.count}}}" if held else r"\hline"

    def _end(self) -> str:
        """Draw the last rule, at which a page must not end if a note follows."""
        if not self.note:
            return self._rule("bottom")
        weight = r"\arrayrulewidth" if self.grid else r"\heavyrulewidth"
        return rf"\aqylrule{{{weight}}}{{{self.count}}}"

    def _cell(self, i: int, j: int) -> str:
        """Write a cell; what a number lacks on its right is left blank: mark stands below mark."""
        written = broken(self.layout.texts[i][j], self.layout.inner(j))
        pad = self.layout.pads[i][j]
        return rf"{written}\hphantom{{{latex_text(pad)}}}" if pad else written

    def _merged(self, i: int, j: int, span: int) -> str:
        if not span:
            return ""
        text = self.layout.texts[i][j]
        room = self.layout.inner(j)
        written = broken(text, room)
        fits = self.whole and lines(text, room) <= span
        return rf"\multirow[t]{{{span}}}{{=}}{{{written}}}" if fits else written

    def _note(self) -> list[str]:
        if not self.note:
            return []
        share = sum(map(self._share, range(self.count))) / 10000
        return [
            rf"\multicolumn{{{self.count}}}{{@{{}}p{{{share:.4f}\linewidth}}@{{}}}}{{%",
            rf"\fontsize{{{_NOTE:g}}}{{{1.2 * _NOTE:g}}}\selectfont "
            rf"{note_prose(self.note, self.frame.lang)}}}\\",
        ]


def _row(cells: list[str]) -> str:
    return " & ".join(cells) + r" \\"
