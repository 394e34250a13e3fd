"""Formulas of a workbook that no program has computed yet: cells that look empty and are not."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from pathlib import Path

from .errors import FileError

__all__ = ["refuse_uncomputed"]

_PIECE = 1 << 20
_FORMULA = (b"<f>", b"<f ")


def refuse_uncomputed(path: Path, sheet: str, empty: Collection[tuple[int, int]]) -> None:
    """Refuse a sheet whose formulas hold no value: it would be read as missing.

    Spreadsheet programs keep the value of a formula beside it; other programs, when they write a
    workbook, often do not.

    Parameters
    ----------
    path : Path
        Of the workbook.
    sheet : str
    empty : collection of (int, int)
        Row and column of the cells that are there and hold nothing.

    Raises
    ------
    FileError
        If one of them is a formula.
    """
    if not empty or not _has_formulas(path):
        return
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    rows = book[sheet].iter_rows()
    formulas = [cell for row in rows for cell in row if cell.data_type == "f"]
    found = [c.coordinate for c in formulas if (c.row, c.column) in empty]
    book.close()
    if found:
        raise FileError(
            f"Formulas of the sheet `{sheet}` hold no value yet: {len(found)}, the first in cell "
            f"`{found[0]}`",
            where=path.name,
            next_step="Open the workbook in a spreadsheet program, which computes them, and save "
            "it there.",
        )


def _has_formulas(path: Path) -> bool:
    """Tell whether any sheet holds a formula, without understanding the sheets."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                with package.open(name) as part:
                    before = b""
                    while piece := part.read(_PIECE):
                        if any(mark in before + piece for mark in _FORMULA):
                            return True
                        before = piece[-2:]
    return False
