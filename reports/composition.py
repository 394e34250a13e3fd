"""The flow of a document: before each table and figure, the sentences that say what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .blocks import Block, Bullets, Paragraph
from .figures.picture import Picture
from .table import Table
from .table_style import TableStyle

__all__ = ["together", "told", "with_notes", "with_text"]

_PEOPLE = re.compile(r"n = [^;.]+(?=[;.])")
_TOGETHER = re.compile(r" (?=[=<>≤≥%↔])|(?<=[=<>≤≥]) | (?=– )|(?<=\*) (?=p\b)|(?<=\baqyl) (?=\d)")


def with_text(blocks: Sequence[Block], sentences: Mapping[str, Sequence[str]]) -> list[Block]:
    """Give tables and figures, by name, the sentences that say what they show."""
    return [
        replace(block, text=tuple(sentences[block.name]))
        if isinstance(block, Table | Picture) and block.name in sentences
        else block
        for block in blocks
    ]


def with_notes(blocks: Sequence[Block], notes: Mapping[str, str]) -> list[Block]:
    """Add a last note to tables, by name; the number of people that it tells is told once.

    Examples
    --------
    >>> table = Table("t", "T", (), (), notes=("Outcome: use. n = 156.", "n = 156."))
    >>> with_notes([table], {"t": "n = 156; no random numbers."})[0].notes
    ('Outcome: use.', 'n = 156; no random numbers.')
    """
    return [
        replace(block, notes=(*_without_people(block.notes, notes[block.name]), notes[block.name]))
        if isinstance(block, Table) and block.name in notes
        else block
        for block in blocks
    ]


def _without_people(notes: Sequence[str], last: str) -> list[str]:
    """Leave out of notes the number of people with which the last note begins."""
    found = _PEOPLE.match(last)
    if not found:
        return [*notes]
    sentence = re.compile(rf"(^|(?<=\.) |; ){re.escape(found[0])}\.(?= |$)")
    cut = (sentence.sub(lambda at: "." if at[1] == "; " else "", note).strip() for note in notes)
    return [note for note in cut if note]


def told(blocks: Sequence[Block], style: TableStyle) -> list[Block]:
    r"""Put a paragraph before each table and figure that has sentences, referring to it.

    It refers as well to the figures that follow at once without sentences of their own, which
    show what the table lists. Statistics in sentences are written as the style writes them, and
    stay in one line.

    Examples
    --------
    >>> from aqyl.reports.table_style import STYLES
    >>> table = Table("t", "T", (), (), text=("It is high (R² = 0.62).",))
    >>> told([table], STYLES["apa"])[0]
    Paragraph(text='It is high (R²\xa0=\xa0.62).', refers=('t',))
    """
    found: list[Block] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Table | Picture) and block.text:
            refers = (block.name, *_silent(blocks[place + 1 :]))
            found.append(Paragraph(_written(" ".join(block.text), style), refers))
        if isinstance(block, Bullets):
            found.append(Bullets(tuple(_written(item, style) for item in block.items)))
        else:
            found.append(block)
    return found


def together(text: str) -> str:
    r"""Break no line between a sign and its number or before a dash, nor a program's version off.

    Examples
    --------
    >>> together("A share of 95 % (p < 0.05), counted by aqyl 0.1.0")
    'A share of 95\xa0% (p\xa0<\xa00.05), counted by aqyl\xa00.1.0'
    >>> together("«18–29» – «45–60»")
    '«18–29»\xa0– «45–60»'
    """
    return _TOGETHER.sub("\xa0", text)


def _silent(blocks: Sequence[Block]) -> Iterator[str]:
    """Name the figures at the beginning that have no sentences of their own."""
    for block in blocks:
        if not isinstance(block, Picture) or block.text:
            return
        yield block.name


def _written(text: str, style: TableStyle) -> str:
    return together(style.sentence(text))
