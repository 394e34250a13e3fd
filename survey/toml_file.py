"""TOML files that people write: read whole, or refused in one sentence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from .errors import FileError
from .file_limits import refuse_deep_text, refuse_deep_tree, refuse_large
from .missing_file import meant_file
from .toml_slips import slip_at

__all__ = ["parsed_toml", "read_toml", "toml_text"]

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LONG_NUMBER = re.compile(r"\d[\d_]{4000,}")
_UNFINISHED = ("Unclosed", "Illegal character", "Unterminated", "Invalid value", "Expected \"'")


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """Read a TOML file; `what` names its kind in an error, such as ``"framework"``.

    Raises
    ------
    FileError
        If the file is missing, is not TOML, or is too large or nested too deep.
    """
    return parsed_toml(toml_text(path, what), path.name, what)


def toml_text(path: Path, what: str) -> str:
    """Read the text of a TOML file.

    Raises
    ------
    FileError
        If the file is missing, unreadable, too large, not called .toml or not UTF-8.
    """
    if not path.is_file():
        like = meant_file(path)
        step = f"The folder has `{like}`: was it meant?" if like else ""
        raise FileError(f"There is no {what} file {path}", next_step=step)
    if path.suffix.lower() != ".toml":
        raise FileError(f"The {what} must be a .toml file, got `{path.name}`")
    refuse_large(path, "specification")
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            f"The {what} is not UTF-8", where=path.name, next_step="Save it again as UTF-8."
        ) from error
    except OSError as error:
        raise FileError(f"The file {path} cannot be read: {error.strerror}") from error


def parsed_toml(text: str, name: str, what: str) -> dict[str, Any]:
    """Parse the text of the TOML file `name`; an error names the line.

    Raises
    ------
    FileError
        If the text is not TOML, or nests too deep.
    """
    refuse_deep_text(text, what, name)
    try:
        tree = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise _refusal(error, text, name, what) from error
    refuse_deep_tree(tree, what, name)
    return tree


def _refusal(error: Exception, text: str, name: str, what: str) -> FileError:
    """Say what the parser did not like, and on which line."""
    place = _PLACE.search(str(error))
    number = None if place else _LONG_NUMBER.search(text)
    at = number.start() if number else len(text.rstrip())
    line = text.count("\n", 0, at) + 1
    if place and place.group(1):
        line = int(place.group(1))
    where = f"{name}, line {line}"
    if quote := next((sign for sign in "“”«»" if sign in text.split("\n")[line - 1]), ""):
        return FileError(
            f"The {what} has the quote {quote}, which TOML does not know",
            where=where,
            next_step='Write straight quotes: "…".',
        )
    if number:
        return FileError(f"The {what} is not valid TOML: a number has too many digits", where=where)
    said = _PLACE.sub("", str(error))
    offset = _offset(text, place)
    slip = slip_at(text, offset, name) if said.startswith(_UNFINISHED) else None
    if slip:
        return slip
    return FileError(
        f"The {what} is not valid TOML: {said}",
        where=where,
        next_step=_next_step(said, text[:offset]),
    )


def _offset(text: str, place: re.Match[str] | None) -> int:
    """Place of the sign at which the parser gave up, from its line and column."""
    if place is None or place[1] is None:
        return len(text)
    before = text.split("\n")[: int(place[1]) - 1]
    return sum(len(line) + 1 for line in before) + int(place[2]) - 1


def _next_step(said: str, before: str) -> str:
    """Say what to do about what the parser said; `before` stands before the place of it."""
    if "overwrite" in said or "twice" in said or said.startswith(("Duplicate", "Cannot redefine")):
        return "Delete one of the two."
    if said.startswith("Expected newline") and before.rstrip()[-1:] in {'"', "'"}:
        return "A text that holds quotation marks stands between single ones: '…'."
    if said.startswith(("Expected '='", "Invalid statement", "Invalid initial")):
        return (
            "A setting is a name in Latin letters, the sign = and a value; other letters take"
            " quotation marks."
        )
    if "\\" in said:
        return "A text between single quotes, '…', may hold this sign as it is."
    return "Numbers take a decimal point (2.5), texts take quotes."
