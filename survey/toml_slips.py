"""What was forgotten in a TOML text that cannot be read: a comma, a bracket or a quotation mark.

The parser of the standard library names the place at which it gave up. What is missing stands
before it, often on an earlier line, and is what a person has to look for.
"""

from __future__ import annotations

import re

from .errors import FileError
from .toml_lines import STRINGS

__all__ = ["slip_at"]

_PIECE = re.compile(rf"{STRINGS}|#[^\n]*|[\[\]{{}}]|[^\"'#\[\]{{}}]+", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"[\w.-]+\s*=|\[")  # what follows a value that is finished
_TABLE = re.compile(r"\[\[?[\w.-]+\]\]?[ \t]*(?:#[^\n]*)?(?:\n|$)")  # alone on its line
_SHOWN = 30  # signs of a text that an error shows
_CLOSING = {"[": "]", "{": "}"}


def slip_at(text: str, at: int, name: str) -> FileError | None:
    r"""Find what is missing in a text that a parser gave up at a place; None if nothing is known.

    Parameters
    ----------
    text : str
    at : int
        Place of the sign that the parser did not expect.
    name : str
        Name of the file. The line of the error is the one after whose text something is missing.

    Examples
    --------
    >>> text = 'items = ["T1", "T2" "T3"]'
    >>> slip_at(text, text.index('"T3"'), "a.toml").problem
    'A comma or the closing bracket `]` is missing after `items = ["T1", "T2"`'
    """
    opened: list[int] = []
    last = 0  # end of the last piece that is no space and no comment
    for piece in _PIECE.finditer(text):
        own = piece.group()
        if own[0] in "\"'" and piece.start() <= at <= piece.end() + 1 and _open(own):
            return _quote(text, piece.start(), name)
        if opened and own == "[" and _TABLE.match(text, piece.start()) and _begins(text, piece):
            return _between(text, piece.start(), last, opened[-1], name)
        if piece.start() >= at:
            break
        if own in _CLOSING:
            opened.append(piece.start())
        elif own in {"]", "}"} and opened:
            opened.pop()
        if own[0] != "#" and (bare := text[piece.start() : min(piece.end(), at)].rstrip()):
            last = piece.start() + len(bare)
    return _between(text, at, last, opened[-1], name) if opened else None


def _begins(text: str, piece: re.Match[str]) -> bool:
    """Whether a piece is the first of its line."""
    return not text[text.rfind("\n", 0, piece.start()) + 1 : piece.start()].strip()


def _open(own: str) -> bool:
    """Whether a text has no closing quotation mark."""
    mark = own[:3] if own[:3] in {'"""', "'''"} else own[0]
    return len(own) < 2 * len(mark) or not own.endswith(mark)


def _quote(text: str, start: int, name: str) -> FileError:
    own = text[start:].split("\n", 1)[0]
    return FileError(
        f"The closing quotation mark of a text is missing: `{_shown(own)}`",
        where=f"{name}, line {_line(text, start)}",
        next_step="Put the quotation mark where the text ends.",
    )


def _between(text: str, at: int, last: int, opened: int, name: str) -> FileError | None:
    """Say what is missing between the last thing in brackets and what follows it."""
    bracket, rest = text[opened], text[at:]
    own = text[text.rfind("\n", 0, last) + 1 : last]
    line, first = _line(text, last - 1), _line(text, opened)
    lacking = f"A comma or the closing bracket `{_CLOSING[bracket]}`"
    if bracket == "[" and re.match(r"\w", rest) and not _KEY.match(rest) and '"' in own:
        lacking = "A quotation mark"
    elif own.endswith((",", "[", "{")):
        if rest and not _KEY.match(rest):
            return None  # a member that is no value
        lacking = f"The closing bracket `{_CLOSING[bracket]}`"
    return FileError(
        f"{lacking} is missing after `{_shown_end(own)}`",
        where=f"{name}, line {line}",
        next_step=(
            f"Look from line {first} on, where the bracket `{bracket}` is opened."
            if first < line
            else "What stands between brackets is parted by commas."
        ),
    )


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _shown_end(text: str) -> str:
    plain = text.strip().replace("`", "'")
    return plain if len(plain) <= _SHOWN else f"…{plain[-_SHOWN:]}"


def _shown(text: str) -> str:
    """Cut a text, and leave out what would end its quotation."""
    plain = text.strip().replace("`", "'")
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
