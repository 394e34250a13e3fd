"""The header of a table, and the notes that may stand above it in a CSV.

Every line at the very top that begins with ``#`` and a space, or is ``#`` alone, is a note. A
column called ``#`` or ``#id`` is no note, and a column whose name does begin with ``# `` is
written in quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from .errors import FileError, ValueInFileError

__all__ = ["DELIMITERS", "column_names", "notes_above", "refuse_note", "skip_notes"]

DELIMITERS = (";", "\t", ",", "|")


def notes_above(stream: TextIO) -> tuple[tuple[str, ...], str]:
    """Read the notes at the top, and the line that follows them."""
    note: list[str] = []
    for line in stream:
        if not line.startswith("# ") and line.strip() != "#":
            return tuple(note), line
        # A spreadsheet that saved the file has filled the row with delimiters.
        note.append(line[1:].strip().rstrip("".join(DELIMITERS)))
    return tuple(note), ""


def refuse_note(path: Path, note: Sequence[str], header: Sequence[str], delimiter: str) -> None:
    """Refuse a note that looks like the header: as many cells as the row of numbers below it.

    Raises
    ------
    ValueInFileError
        If the last note has as many cells as the header, and the header holds only numbers.
    """
    numbers = all(cell.strip().replace(".", "", 1).isdecimal() for cell in header)
    if note and len(header) > 1 and numbers and note[-1].count(delimiter) == len(header) - 1:
        raise ValueInFileError(
            f"The row begins with `# ` and was read as a note, but row {len(note) + 1} holds "
            "numbers and names no columns",
            where=f"{path.name}, row {len(note)}",
            next_step="If it is the header, write its first name in quotation marks.",
        )


def skip_notes(stream: TextIO, note: Sequence[str]) -> None:
    """Read over the notes, so that the header comes next."""
    for _ in note:
        stream.readline()


def column_names(path: Path, header: Sequence[str], notes: int = 0) -> tuple[str, ...]:
    """Strip the names of the columns; `notes` counts the lines above them.

    Raises
    ------
    FileError
        If the header is empty.
    ValueInFileError
        If a column has no name or two columns share one.

    Examples
    --------
    >>> column_names(Path("cities.csv"), [" city", "year "])
    ('city', 'year')
    """
    names = tuple(name.strip() for name in header)
    if not any(names):
        first = "first row after the notes" if notes else "first row"
        raise FileError(f"The {first} must name the columns, but it is empty: {path.name}")
    for i, name in enumerate(names):
        if not name:
            raise ValueInFileError(
                f"Column {i + 1} has no name",
                where=f"{path.name}, row {notes + 1}",
                next_step="Name the column or delete it.",
            )
        if name in names[:i]:
            raise ValueInFileError(
                f"Two columns are called `{name}`",
                where=f"{path.name}, row {notes + 1}, columns {names.index(name) + 1} and {i + 1}",
                next_step="Rename one of them.",
            )
    return names
