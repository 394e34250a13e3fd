"""Widths that the columns of a table ask for, from the words and numbers that they hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..table import Column, Table, head_rows
from .measure import longest_word, width

__all__ = ["CELL_MARGIN", "EASY", "TIGHT", "Need", "Room", "needs_of"]

CELL_MARGIN = 1 / 3  # on either side of a cell, as a multiple of the size
_SLACK = 1.0  # points that a line needs beyond its letters
_LONGEST = 18.0  # a word that is longer than so many letters are high breaks where it must


@dataclass(frozen=True, slots=True)
class Room:
    """How freely texts stand: the larger the numbers, the wider and lower.

    A text as wide as x takes at least the root of x times `cell` or `head`; in a cell it stands in
    one line if it is no wider than `line`. All are multiples of the size.
    """

    cell: float
    head: float
    line: float

    def text(self, text: str) -> float:
        """Return the width that a text of a cell needs."""
        whole = width(text)
        return whole if whole <= self.line else _readable(text, self.cell)


EASY = Room(cell=6.0, head=3.0, line=9.0)
TIGHT = Room(cell=3.0, head=1.5, line=4.0)


@dataclass(frozen=True, slots=True)
class Need:
    """Widths that a column asks for, as multiples of the size.

    Attributes
    ----------
    readable : float
        In which it can be read, some of its texts in several lines.
    whole : float
        In which every text stands in one line.
    """

    readable: float
    whole: float

    def least(self, size: int) -> float:
        """Points that the column needs."""
        return (self.readable + 2 * CELL_MARGIN) * size + _SLACK

    def most(self, size: int) -> float:
        """Points that the column could use."""
        return (self.whole + 2 * CELL_MARGIN) * size + _SLACK


def needs_of(table: Table, texts: Sequence[Sequence[str]], room: Room) -> list[Need]:
    """Return what the columns of a table need, given what its cells show."""
    found = [
        _need(column, [row[j] for row in texts], room) for j, column in enumerate(table.columns)
    ]
    # Columns of a square table are alike, also the last one, of which little is filled.
    numbered = [
        j for j, column in enumerate(table.columns) if column.label.isdecimal() and not column.group
    ]
    for j in numbered:
        found[j] = Need(
            max(found[k].readable for k in numbered), max(found[k].whole for k in numbered)
        )
    at = 0
    for head in head_rows(table)[0]:
        columns = range(at, at + head.columns)
        lack = _readable(head.text, room.head) - sum(found[j].readable for j in columns)
        for j in columns if lack > 0 and head.columns > 1 else ():
            readable = found[j].readable + lack / head.columns
            found[j] = Need(readable, max(found[j].whole, readable))
        at += head.columns
    return found


def _need(column: Column, texts: Sequence[str], room: Room) -> Need:
    head = _readable(column.label, room.head)
    whole = max(map(width, texts), default=0.0)
    if column.kind == "text":
        readable = max([head, *map(room.text, texts)])
    else:
        readable = max(head, min(whole, _LONGEST))
    return Need(readable, max(readable, whole, width(column.label)))


def _readable(text: str, wrap: float) -> float:
    """Width in which a text takes a few lines and, within reason, no word is broken."""
    line = width(text)
    return min(max(longest_word(text), math.sqrt(wrap * line)), line, _LONGEST)
