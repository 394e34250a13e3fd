"""Captions in which Word counts, and references to them that follow when the count changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..blocks import Block, Document, Heading
from ..caption import Caption, Note, caption_of, reference
from ..figures.picture import Picture
from ..language import Language
from ..table import Table
from .fields import bookmark, field
from .xml import Element, break_line, paragraph, run, w

__all__ = ["Mark", "caption_paragraph", "marks", "named", "said", "sentences"]

Captioned = Table | Picture
_BELOW = 280  # twips between a figure and the text that follows


@dataclass(frozen=True, slots=True)
class Mark:
    """What a heading, table or figure is known by within a Word document.

    Attributes
    ----------
    block : Heading, Table or Picture
    place : int
        Position in the document; the numbers of bookmarks and drawings come from it.
    caption : Caption or None
        None for a heading.
    counter : str
        Name of the sequence that counts it; empty if it has no number.
    restarts : bool
        Whether its number is not the one after the last of its sequence.
    """

    block: Heading | Captioned
    place: int
    caption: Caption | None = None
    counter: str = ""
    restarts: bool = False

    @property
    def target(self) -> str:
        """Bookmark of the whole, to which lists lead."""
        return f"_Toc{self.place:06}"

    @property
    def number(self) -> str:
        """Bookmark of the number alone, to which sentences refer."""
        return f"_Ref{self.place:06}"

    def wrapped(self, content: Sequence[Element]) -> list[Element]:
        """Wrap a whole heading or caption in its bookmark."""
        return bookmark(self.target, 2 * self.place, content)


def marks(document: Document) -> dict[int, Mark]:
    """Return the marks of a document by the position of their blocks."""
    found: dict[int, Mark] = {}
    last: dict[str, int] = {}
    for place, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            found[place] = Mark(block, place)
        elif isinstance(block, Captioned):
            caption = caption_of(block, document.lang)
            if caption.count is None:
                found[place] = Mark(block, place, caption)
                continue
            counter = re.sub(r"\W", "_", "_".join(filter(None, (caption.word, caption.prefix))))
            restarts = caption.count != last.get(counter, 0) + 1
            last[counter] = caption.count
            found[place] = Mark(block, place, caption, counter, restarts)
    return found


def caption_paragraph(mark: Mark, *, title_below: bool = False, last: bool = False) -> Element:
    """Return the caption of a table, which stays with it, or of a figure, centred below it.

    Parameters
    ----------
    mark : Mark
    title_below : bool
        Whether the title stands on a line of its own below the number, in italics, and both above
        a figure. It is the same paragraph, because Word's lists show the paragraph of the number.
    last : bool
        Whether nothing belongs to it that follows: a figure without a note.
    """
    caption = mark.caption
    if caption is None:
        raise TypeError("A heading has no caption")

    bold = w("b") if title_below else None
    content = [run(caption.word, bold)]
    if mark.counter:
        code = rf"SEQ {mark.counter} \* ARABIC"
        code += rf" \r {caption.count}" if mark.restarts else ""
        number = field(code, str(caption.count), bold)
        number = [run(caption.prefix, bold), *number] if caption.prefix else number
        content += [run(" ", bold), *bookmark(mark.number, 2 * mark.place + 1, number)]
    if title_below:
        content += [break_line(), run(caption.title, w("i"))]
    else:
        content.append(run(caption.separator + caption.title))
    look = (
        None if last else w("keepNext"),
        w("spacing", after=_BELOW) if last else None,
        None if title_below or isinstance(mark.block, Table) else w("jc", val="center"),
    )
    return paragraph("Caption", *mark.wrapped(content), properties=look)


def note_paragraph(note: Note) -> Element:
    """Return the note of a table or figure; what is set apart before it stands in italics."""
    lead = [run(note.lead, w("i"))] if note.lead else []
    return paragraph("TableNote", *lead, run(note.text))


def named(known: dict[int, Mark], name: str) -> Mark | None:
    """Return the mark of the first numbered table or figure of a name."""
    return next(
        (
            mark
            for mark in known.values()
            if mark.counter and isinstance(mark.block, Captioned) and mark.block.name == name
        ),
        None,
    )


def sentences(text: str, known: Sequence[Mark], lang: Language) -> list[Element]:
    """Return the runs of a text; it refers to each mark where it names it, or else at its end."""
    parts: list[str | list[Element]] = [text]
    pointers: list[list[Element]] = []
    for mark in known:
        if not isinstance(mark.block, Captioned):
            continue
        pointer, words = _pointer(mark, mark.block, lang)
        found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        for k, part in enumerate(parts):
            if isinstance(part, str) and (at := found.search(part)):
                parts[k : k + 1] = [part[: at.start()], pointer, part[at.end() :]]
                break
        else:
            pointers.append(pointer)
    if pointers:
        last = str(parts[-1])
        stop = "." if last.endswith(".") else ""
        parts[-1] = f"{last.removesuffix('.')} ("
        for pointer in pointers:
            parts += [pointer, ", "]
        parts[-1] = f"){stop}"
    runs = ([run(part)] if isinstance(part, str) else part for part in parts if part)
    return [element for own in runs for element in own]


def _pointer(mark: Mark, block: Captioned, lang: Language) -> tuple[list[Element], str]:
    """Return the runs that name a table or figure, its number a field, and the words they show."""
    before, number, after = reference(block, lang)
    runs = [
        *([run(before.replace(" ", "\u00a0"))] if before else []),
        *field(rf"REF {mark.number} \h", number),
        *([run(after.replace("-", "\u2011"))] if after else []),
    ]
    return runs, before + number + after


def said(block: Block, document: Document) -> str:
    """Return what a table or figure says of itself, unless a paragraph refers to it already."""
    if not isinstance(block, Captioned) or not block.text:
        return ""
    told = any(block.name in getattr(other, "refers", ()) for other in document.blocks)
    return "" if told else " ".join(block.text)
