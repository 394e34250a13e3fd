"""A document for LaTeX: a file that compiles by itself, and its body for a thesis to take in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ..blocks import Block, Bullets, Document, Heading, Paragraph
from ..caption import note_of, reference
from ..figures.picture import Picture
from ..table import Table
from .layout import Layout, layouts
from .preamble import opening, wrapper
from .table import TableFrame, needed, table_lines
from .text import latex_text
from .width import note_prose, prose

__all__ = ["write_latex"]

_COMMANDS = ("section", "subsection", "subsubsection")
_HEADING = 60.0  # points
_FIGURE = 330.0  # points that a heading leaves for a figure


def write_latex(document: Document, path: Path, *, figures: str = "figures") -> None:
    r"""Write a document for xelatex or lualatex.

    Two files: `path` has the preamble and compiles as it is; beside it ``chapter_body.tex`` (for
    ``chapter.tex``) has the text, which a thesis takes in with ``\input{chapter_body}``.

    Parameters
    ----------
    document : Document
    path : Path
    figures : str
        Folder of the figures, as PDF or PNG, seen from the file that is compiled.
    """
    body = f"{path.stem}_body"
    text = "\n".join(_lines(document, figures)) + "\n"
    made = document.lang.text("document.made_by", version=version("aqyl"))
    counted = all(_counted(document.blocks, kind) for kind in (Table, Picture))
    first = opening(document, made=made, counted=counted, text=text)
    path.with_name(f"{body}.tex").write_text(first + text, encoding="utf-8", newline="\n")
    path.write_text(wrapper(document, body), encoding="utf-8", newline="\n")


def _lines(document: Document, figures: str) -> Iterator[str]:
    """Return the lines of the body."""
    blocks = document.blocks
    plans = {
        k: layouts(block, document.lang, document.style)
        for k, block in enumerate(blocks)
        if isinstance(block, Table) and block.columns
    }
    across = landscape_runs(blocks, {k for k, plan in plans.items() if plan[0].landscape})
    writer = _Writer(document, figures, _labels(document), plans)
    for k in range(len(blocks)):
        if k in across and k - 1 not in across:
            yield r"\begin{landscape}"
        yield from writer.block(k)
        if k in across and k + 1 not in across:
            yield r"\end{landscape}"


def landscape_runs(blocks: Sequence[Block], wide: set[int]) -> set[int]:
    """Return the places of blocks that lie across the page: wide tables, and text among them.

    A heading lies as the table that follows it.
    """
    found = set(wide)
    for k in sorted(wide):
        before = k
        while before and isinstance(blocks[before - 1], Heading | Paragraph | Bullets):
            before -= 1
        start = next((i for i in range(before, k) if isinstance(blocks[i], Heading)), k)
        found |= set(range(before if before - 1 in wide else start, k))
    return found


def _counted(blocks: Sequence[Block], kind: type[Table | Picture]) -> bool:
    """Tell whether the numbers are those that LaTeX gives by itself: 1, 2, 3."""
    numbers = [block.number for block in blocks if isinstance(block, kind)]
    return numbers == [str(k + 1) for k in range(len(numbers))]


def _labels(document: Document) -> dict[int, str]:
    """Return a label for every heading, table and figure by its place; no two are the same."""
    found: dict[int, str] = {}
    for k, block in enumerate(document.blocks):
        if isinstance(block, Table | Picture | Heading):
            kind = {Table: "tab", Picture: "fig", Heading: "sec"}[type(block)]
            name = block.anchor if isinstance(block, Heading) else block.name
            label = f"{kind}:{re.sub(r'[^0-9A-Za-z_-]', '-', name)}"
            found[k] = f"{label}:{k}" if label in found.values() else label
    return found


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the blocks of a document by their places."""

    document: Document
    figures: str
    labels: dict[int, str]
    plans: dict[int, tuple[Layout, ...]]

    def block(self, k: int) -> Iterator[str]:
        block = self.document.blocks[k]
        if isinstance(block, Heading):
            yield from self._heading(block, k)
        elif isinstance(block, Paragraph):
            yield self._sentences(block.text, block.refers)
        elif isinstance(block, Bullets):
            items = (rf"\item {self._prose(item)}" for item in block.items)
            yield from (r"\begin{itemize}", *items, r"\end{itemize}") if block.items else ()
        else:
            yield from self._said(block)
            yield from self._table(block, k) if isinstance(block, Table) else self._figure(block, k)
        yield ""

    def _heading(self, block: Heading, k: int) -> Iterator[str]:
        """Keep a heading on the page of what follows it."""
        after = self.document.blocks[k + 1] if k + 1 < len(self.document.blocks) else None
        if isinstance(after, Picture):
            yield rf"\Needspace{{{_HEADING + _FIGURE:g}pt}}"
        elif isinstance(after, Table) and k + 1 in self.plans:
            height = needed(self.plans[k + 1][0], self._frame(after, k + 1))
            yield rf"\Needspace{{{_HEADING + height:.0f}pt}}"
        title = prose(block.text, self.document.lang)
        if "\\" in title:
            plain = re.sub(r"[^\w\s.,:;()–-]|_", " ", block.text)
            title = rf"\texorpdfstring{{{title}}}{{{plain}}}"
        command = _COMMANDS[min(max(block.level, 1), len(_COMMANDS)) - 1]
        yield rf"\{command}{{{title}}}\label{{{self.labels[k]}}}"

    def _said(self, block: Table | Picture) -> Iterator[str]:
        """Write what the sentences of a table or figure say, unless a paragraph says it already."""
        blocks = self.document.blocks
        told = any(isinstance(b, Paragraph) and block.name in b.refers for b in blocks)
        if block.text and not told:
            yield self._sentences(" ".join(block.text), (block.name,))
            yield ""

    def _prose(self, text: str) -> str:
        return prose(self.document.style.sentence(text), self.document.lang)

    def _sentences(self, text: str, refers: Sequence[str]) -> str:
        r"""Write a paragraph with \ref where it names what it refers to, or at its end."""
        parts, pointers = [text], []
        links: dict[str, str] = {}
        for name in refers:
            words, link = self._link(name)
            found = re.compile(rf"((?<!\w){re.escape(words)}(?!\d))") if words else None
            if found and any(found.search(part) for part in parts):
                parts = [piece for part in parts for piece in found.split(part)]
                links[words] = link
            elif found:
                pointers.append(link)
        stop = "." if pointers and text.endswith(".") else ""
        parts[-1] = parts[-1].removesuffix(stop)
        said = "".join(links.get(part) or self._prose(part) for part in parts)
        return f"{said} ({', '.join(pointers)}){stop}" if pointers else said

    def _link(self, name: str) -> tuple[str, str]:
        r"""Return the words that name what has a number, and them with \ref; or nothing."""
        for k, block in enumerate(self.document.blocks):
            if isinstance(block, Table | Picture) and block.name == name and block.number:
                before, number, after = reference(block, self.document.lang)
                near = latex_text(before).replace(" ", "~")
                link = rf"{near}\ref{{{self.labels[k]}}}{latex_text(after)}"
                link = rf"\mbox{{{link}}}" if after.startswith("-") else link  # no break at hyphen
                return before + number + after, link
        return "", ""

    def _table(self, block: Table, k: int) -> Iterator[str]:
        if k in self.plans:
            document = self.document
            yield from table_lines(self.plans[k], self._frame(block, k), document.style)

    def _frame(self, block: Table, k: int) -> TableFrame:
        lang = self.document.lang
        notes = list(block.notes)
        if block.show is not None and block.show < len(block.rows):
            rows = lang.number(len(block.rows), 0)
            notes.append(lang.text("document.full_table", n=rows, name=f"tables/{block.name}"))
        return TableFrame(
            title=block.title,
            label=self.labels[k],
            number=None if _counted(self.document.blocks, Table) else block.number,
            continued=lang.text("latex.continued", number="{number}"),
            lang=lang,
            note=note_of(notes, lang, self.document.style),
        )

    def _figure(self, block: Picture, k: int) -> Iterator[str]:
        lang, style = self.document.lang, self.document.style
        yield r"\begin{figure}[H]"
        if style.title_below:
            yield from self._figure_caption(block, k)
        yield r"\centering"
        yield rf"\includegraphics[alt={{{latex_text(block.alt)}}},width=\linewidth,%"
        yield rf"  height=0.75\textheight,keepaspectratio]{{{self.figures}/{block.name}}}"
        if not style.title_below:
            yield from self._figure_caption(block, k)
        if note := note_of(block.notes, lang, style):
            side = r"\raggedright" if style.title_below else ""
            yield rf"{{\fontsize{{10}}{{12}}\selectfont{side} {note_prose(note, lang)}\par}}"
        yield r"\end{figure}"

    def _figure_caption(self, block: Picture, k: int) -> Iterator[str]:
        title = prose(block.caption, self.document.lang)
        if not block.number:
            yield rf"\caption*{{{title}}}"
            return
        if not _counted(self.document.blocks, Picture):
            yield rf"\renewcommand{{\thefigure}}{{{latex_text(block.number)}}}"
        yield rf"\caption{{{title}}}\label{{{self.labels[k]}}}"
