"""A document as a Word file: real tables, captions that Word counts, the same bytes every time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from docx.document import Document as WordDocument

from ..blocks import Block, Bullets, Document, Heading, Paragraph
from ..caption import note_of
from ..decimal_alignment import paddings
from ..figures.picture import Picture
from ..table import Table
from .caption import Mark, caption_paragraph, marks, named, note_paragraph, said, sentences
from .figure import figure_paragraph
from .front import front_matter
from .layout import Layout, cell_texts, cut, lay_out
from .measure import width
from .package import blank_document, footer_id, save
from .page import PORTRAIT, Page
from .sections import Piece, pages_of, sections, spacer
from .table import table_element
from .xml import Element, paragraph, parsed, run

__all__ = ["write_document"]

_LINE = 24.0  # points between the lines of text
_LETTER = 14.0  # points
_HEADING = 50.0  # points that a heading takes with its distances
_AROUND = 80.0  # points that caption and note of a table take
_BELOW = 280  # twips between a table and the text that follows
_FIGURE = 300.0  # points that a figure takes, roughly


def write_document(document: Document, path: Path, figures: Path) -> None:
    """Write a document; see `aqyl.reports.word.write_word`."""
    document = replace(document, blocks=tuple(_spoken(document)))
    lang = document.lang
    word = blank_document(
        lang.code,
        title=document.title,
        subject=document.subtitle,
        made_by=lang.text("document.made_by", version=version("aqyl")),
    )
    body = _Body(document, word, figures, marks(document))
    front = front_matter(document, list(body.known.values()))
    parts = [(PORTRAIT, [*front, spacer()]), *body.parts()]
    word.element.body.extend(parsed(sections(parts, footer_id(word))))
    save(word, path)


def _spoken(document: Document) -> list[Block]:
    """Put what a table or figure says of itself before it, as a paragraph that refers to it."""
    found: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Table | Picture) and (words := said(block, document)):
            found.append(Paragraph(words, (block.name,)))
        found.append(block)
    return found


@dataclass(frozen=True, slots=True)
class _Body:
    """The text of a document on its way into Word."""

    document: Document
    word: WordDocument
    figures: Path
    known: dict[int, Mark]

    def parts(self) -> list[tuple[Page, list[Element]]]:
        """Return the elements of all blocks, neighbours on equal pages together."""
        blocks, lang, style = self.document.blocks, self.document.lang, self.document.style
        texts = {
            place: cell_texts(block, lang, style)
            for place, block in enumerate(blocks)
            if isinstance(block, Table)
        }
        layouts = {
            place: lay_out(block, self._wide(block, texts[place]))
            for place, block in enumerate(blocks)
            if isinstance(block, Table)
        }
        pages = pages_of([self._piece(k, layouts.get(k)) for k in range(len(blocks))])
        found: list[tuple[Page, list[Element]]] = []
        for place, (block, page) in enumerate(zip(blocks, pages, strict=True)):
            if not found or found[-1][0] is not page:
                found.append((page, []))
            elements = found[-1][1]
            if isinstance(block, Table):
                layout = layouts[place]
                if page is not layout.page:
                    layout = lay_out(block, self._wide(block, texts[place]), sideways=True)
                elements += self._table(block, place, texts[place], layout)
            else:
                elements += self._block(block, place, page)
        return found

    def _wide(self, table: Table, texts: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return what cells show with what numbers lack on their right: as wide as they stand."""
        pads = paddings(table, texts, self.document.lang)
        return [
            [text + pad for text, pad in zip(*row, strict=True)]
            for row in zip(texts, pads, strict=True)
        ]

    def _piece(self, place: int, layout: Layout | None) -> Piece:
        block = self.document.blocks[place]
        following = next(
            (b for b in self.document.blocks[place:] if isinstance(b, Table | Picture)), None
        )
        if layout is not None:
            return Piece(layout.page, layout.height + _AROUND)
        if isinstance(block, Heading):
            return Piece(None, _HEADING, leads=True)
        if isinstance(block, Picture):
            return Piece(PORTRAIT, _FIGURE)
        if isinstance(block, Paragraph):
            leads = following is not None and following.name in block.refers
            return Piece(None, _text_height([block.text]), leads)
        return Piece(None, _text_height(block.items if isinstance(block, Bullets) else []))

    def _block(self, block: Block, place: int, page: Page) -> list[Element]:
        """Return the elements of anything but a table."""
        if isinstance(block, Heading):
            style = f"Heading{min(block.level, 2)}"
            return [paragraph(style, *self.known[place].wrapped([run(block.text)]))]
        if isinstance(block, Bullets):
            return [paragraph("ListBullet", run(item)) for item in block.items]
        if isinstance(block, Picture):
            return self._figure(block, place, page)
        if isinstance(block, Paragraph):
            known = [mark for name in block.refers if (mark := named(self.known, name))]
            return [paragraph("BodyText", *sentences(block.text, known, self.document.lang))]
        raise TypeError(f"A Word file cannot show a {type(block).__name__}")

    def _table(
        self, table: Table, place: int, texts: Sequence[Sequence[str]], layout: Layout
    ) -> list[Element]:
        """Return caption, table and note; a divided table names itself above every part."""
        lang, style = self.document.lang, self.document.style
        found = [caption_paragraph(self.known[place], title_below=style.title_below)]
        for k, part in enumerate(layout.parts if table.columns else ()):
            if k:
                continued = lang.text("word.continued", number=table.number)
                found.append(paragraph("TableContinued", run(continued)))
            narrow, cells = cut(table, texts, part)
            pads = paddings(narrow, cells, lang)
            last = part is layout.parts[-1]
            found.append(
                table_element(narrow, cells, pads, part, layout.size, lang, style, followed=last)
            )
        notes = list(table.notes)
        if len(texts) < len(table.rows):
            count = lang.number(len(table.rows), 0)
            name = f"tables/{table.name}"
            notes.append(lang.text("document.full_table", n=count, name=name))
        return [*found, *self._note(notes)]

    def _figure(self, picture: Picture, place: int, page: Page) -> list[Element]:
        drawn = figure_paragraph(picture, self.figures, self.word, page, place + 1)
        lang, style = self.document.lang, self.document.style
        note = note_of(picture.notes, lang, style)
        below = [note_paragraph(note)] if note else []
        if style.title_below:
            caption = caption_paragraph(self.known[place], title_below=True)
            return [caption, drawn, *(below or [spacer(after=_BELOW)])]
        return [drawn, caption_paragraph(self.known[place], last=not note), *below]

    def _note(self, notes: Sequence[str]) -> list[Element]:
        """Return the note below a table, or the distance that stands for it."""
        note = note_of(notes, self.document.lang, self.document.style)
        return [note_paragraph(note) if note else spacer(after=_BELOW)]


def _text_height(texts: Sequence[str]) -> float:
    lines = itertools.chain.from_iterable(text.split("\n") for text in texts)
    return _LINE * sum(1 + width(line) * _LETTER // PORTRAIT.room for line in lines)
