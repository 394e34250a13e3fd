"""The flow of a document: before each table and figure, the sentences that say what it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .blocks import Block, Bullets, Paragraph
from .figures.picture import Picture
from .table import Table
from .table_style import TableStyle

__all__ = ["told", "with_notes", "with_text"]

_PEOPLE = re.compile(r"n = [^;.]+(?=[;.])")
_TOGETHER = re.compile(r" (?=[=<>≤≥%→])|(?<=[=<>≤≥]) ")


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

    Statistics in sentences are written as the style writes them, and stay in one line.

    Examples
    --------
    >>> from aqyl.reports.table_style import STYLES
    >>> table = Table("t", "T", (), (), text=("It is high (R² = 0.62).",))
    >>> told([table], STYLES["apa"])[0]
    Paragraph(text='It is high (R²\xa0=\xa0.62).', refers='t')
    """
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table | Picture) and block.text:
            found.append(Paragraph(_written(" ".join(block.text), style), refers=block.name))
        if isinstance(block, Bullets):
            found.append(Bullets(tuple(_written(item, style) for item in block.items)))
        else:
            found.append(block)
    return found


def _written(text: str, style: TableStyle) -> str:
    return _TOGETHER.sub("\xa0", style.sentence(text))
