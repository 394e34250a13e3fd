"""Why a table cannot be read as CSV: the first row that breaks its rules, and how."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import TextIO

from .errors import ValueInFileError

__all__ = ["csv_fault"]

_QUOTES = "Take the quotation mark out, or write it twice inside a quoted cell."


def csv_fault(
    opened: Callable[[], TextIO], delimiter: str, width: int, where: Callable[[int], str]
) -> ValueInFileError | None:
    """Find the first row of a table that is no CSV, or that is longer than the header.

    Parameters
    ----------
    opened : callable
        Opens the text after the notes, at the header.
    delimiter : str
    width : int
        Number of cells of the header.
    where : callable
        Names a data row, counted from 0.

    Returns
    -------
    ValueInFileError or None
        None if every row is sound.

    Raises
    ------
    UnicodeError
        If the text is not in its encoding.
    """
    with opened() as lines:
        found = _broken(lines, delimiter, width, where)
    if found is None:
        with opened() as lines:
            found = _stray(lines, where)
    return found


def _broken(
    lines: Iterable[str], delimiter: str, width: int, where: Callable[[int], str]
) -> ValueInFileError | None:
    """Find a row that is too long, or whose quotation marks do not match."""
    rows, row, line = csv.reader(lines, delimiter=delimiter, strict=True), -1, 0
    try:
        for row, cells in enumerate(rows):
            line = rows.line_num
            if len(cells) > width:
                return ValueInFileError(
                    f"The row has {len(cells)} cells and the header {width}",
                    where=where(row - 1),
                    next_step="Quote cells that hold the delimiter, or mend the row.",
                )
    except csv.Error as error:
        # The reader fails within the row that follows the last one it gave; where that row runs
        # over several lines, the mark that closes it is most likely another cell's.
        if "unexpected end" in str(error) or rows.line_num > line + 1:
            return ValueInFileError(
                "A quotation mark is opened and not closed", where=where(row), next_step=_QUOTES
            )
        if "expected after" in str(error):
            return ValueInFileError(
                "Text follows a closing quotation mark", where=where(row), next_step=_QUOTES
            )
    return None


def _stray(lines: Iterable[str], where: Callable[[int], str]) -> ValueInFileError | None:
    """Find a line with a quotation mark too few or too many, in a table without line breaks."""
    for row, line in enumerate(lines):
        if line.count('"') % 2:
            return ValueInFileError(
                "A cell holds a quotation mark and is not quoted itself",
                where=where(row - 1),
                next_step=_QUOTES,
            )
    return None
