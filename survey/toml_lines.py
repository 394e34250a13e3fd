"""Lines on which the keys of a TOML text stand, so that an error can name the line.

The parser of the standard library keeps no positions. This reader takes a text that the parser has
accepted, and goes through it once: tables, arrays of tables, dotted and quoted keys, members of
arrays and of inline tables.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

__all__ = ["STRINGS", "Place", "TomlLines", "toml_lines"]

Place = tuple[str | int, ...]  # keys, and places in lists from 0

# Texts of TOML, the long forms first; one that is never closed runs to the end.
STRINGS = (
    r'"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*(?:"{3,5}|\\?\Z)'
    r"|'''[^']*(?:'{1,2}(?!')[^']*)*(?:'{3,5}|\Z)"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|\\?\Z|$)'
    r"|'[^'\n]*(?:'|$)"
)
_GAP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_TEXT = re.compile(STRINGS, re.DOTALL | re.MULTILINE)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]+")


@dataclass(frozen=True, slots=True)
class TomlLines:
    """Lines, from 1, by place; in the order of the text."""

    lines: Mapping[Place, int]

    def of(self, place: Place) -> int:
        r"""Line of a place, or of the innermost table around it that the text has.

        A number where the text has a table counts its keys.

        Examples
        --------
        >>> found = toml_lines("[trust]\nitems = [\n  'T1',\n  'T2',\n]")
        >>> found.of(("trust", "items", 1)), found.of(("trust", "label")), found.of(("use",))
        (4, 1, 1)
        """
        known: Place = ()
        for part in place:
            inner = (*known, part)
            if inner not in self.lines and isinstance(part, int):
                inner = next(islice(self._members(known), part, None), inner)
            if inner not in self.lines:
                break
            known = inner
        return self.lines.get(known, 1)

    def _members(self, table: Place) -> Iterator[Place]:
        size = len(table)
        return (at for at in self.lines if len(at) == size + 1 and at[:size] == table)


def toml_lines(text: str) -> TomlLines:
    r"""Find the line of every key, table and list member of a text that is valid TOML.

    Examples
    --------
    >>> toml_lines("a.b = 1\n[[c]]\nd = { e = 2 }").lines
    {('a',): 1, ('a', 'b'): 1, ('c',): 2, ('c', 0): 2, ('c', 0, 'd'): 3, ('c', 0, 'd', 'e'): 3}
    """
    reader = _Reader(text)
    reader.read()
    return TomlLines(reader.lines)


class _Reader:
    """Goes through a text from its start to its end."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Place, int] = {}
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._sizes: dict[Place, int] = {}  # of arrays of tables

    def read(self) -> None:
        """Read tables and keys, one after the other."""
        table: Place = ()
        self._skip()
        while self.at < len(self.text):
            if self._took("["):
                table = self._table()
            else:
                self._member(table)
            self._skip()

    def _table(self) -> Place:
        """Read the head of a table, or of one more table of an array."""
        many = self._took("[")
        place: Place = ()
        keys = self._keys()
        for i, key in enumerate(keys):
            place = self._note((*place, key))
            if many and i == len(keys) - 1:
                self._sizes[place] = self._sizes.get(place, 0) + 1
            if place in self._sizes:
                place = self._note((*place, self._sizes[place] - 1))
        for _ in range(1 + many):
            self._took("]")
        return place

    def _member(self, table: Place) -> None:
        """Read ``key = value``."""
        place = table
        for key in self._keys():
            place = self._note((*place, key))
        self._took("=")
        self._value(place)

    def _value(self, place: Place) -> None:
        self._skip()
        if self._took("["):
            self._list(place)
        elif self._took("{"):
            while not self._took("}"):
                self._member(place)
                self._took(",")
        else:
            found = _TEXT.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _list(self, place: Place) -> None:
        size = 0
        while not self._took("]"):
            self._value(self._note((*place, size)))
            self._took(",")
            size += 1

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self._took("."):
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._skip()
        found = _TEXT.match(self.text, self.at) or _BARE.match(self.text, self.at)
        if found is None:  # no TOML: nothing more can be placed
            self.at = len(self.text)
            return ""
        self.at = found.end()
        raw = found.group()
        return next(iter(tomllib.loads(f"{raw} = 0"))) if raw[0] in "\"'" else raw

    def _note(self, place: Place) -> Place:
        """Keep the line of a place where it stands first."""
        self._skip()
        self.lines.setdefault(place, bisect_right(self._ends, self.at - 1) + 1)
        return place

    def _took(self, sign: str) -> bool:
        """Go past a sign if it is the next one; the end of the text closes everything."""
        self._skip()
        if self.at >= len(self.text):
            return sign in "]}"
        if not self.text.startswith(sign, self.at):
            return False
        self.at += 1
        return True

    def _skip(self) -> None:
        found = _GAP.match(self.text, self.at)
        self.at = found.end() if found else self.at
