"""Catalogues of indicators as tables: one row an indicator, as people keep them in Excel."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ..survey.errors import SpecificationError, ValueInFileError
from ..survey.number_text import parse_numbers
from ..survey.table_file import TableFile, open_table
from ..survey.workbook_file import as_typed

__all__ = ["read_catalogue"]

_NUMBERS = ("weight", "low", "high")


def read_catalogue(path: Path, *, polarity: str = "polarity") -> dict[str, dict[str, Any]]:
    """Read the properties of indicators.

    Parameters
    ----------
    path : Path
        A table with the column ``id`` and any of ``label`` or ``label_kk|ru|en``, ``unit`` or
        ``unit_kk|ru|en``, a polarity, ``weight``, ``low`` and ``high`` (goalposts).
    polarity : str
        Column of the polarity.

    Returns
    -------
    dict
        By id, the properties that the row gives; other columns are not read.

    Raises
    ------
    SpecificationError
        If there is no column ``id`` or no polarity column of a name that was asked for.
    ValueInFileError
        If an id is empty or occurs twice, or a number is not one.
    """
    table = open_table(path)
    table = replace(table, header=tuple(name.lower() for name in table.header))
    polarity = polarity.lower()
    if len(set(table.header)) < len(table.header):
        raise SpecificationError(
            "Two columns differ only in capital letters", where=table.path.name
        )
    if "id" not in table.header:
        raise SpecificationError("A catalogue needs the column `id`", where=table.path.name)
    if polarity not in table.header and polarity != "polarity":
        raise SpecificationError(
            f"The catalogue has no column `{polarity}` for the polarity", where=table.path.name
        )
    frame = table.read()
    numbers = {name: _column(frame, name, table) for name in _NUMBERS if name in table.header}
    entries: dict[str, dict[str, Any]] = {}
    for i, row in enumerate(frame.iter_rows(named=True)):
        name = as_typed(row["id"] or "")
        if not name or name in entries:
            problem = f"The id `{name}` occurs twice" if name else "The id is empty"
            raise ValueInFileError(problem, where=table.where(i, "id"))
        entry: dict[str, Any] = {"label": _words(row, "label"), "unit": _words(row, "unit")}
        if row.get(polarity):
            entry["polarity"] = _polarity(row[polarity].strip(), table, i, polarity)
        for key, values in numbers.items():
            if values[i] == values[i]:
                entry[key] = float(values[i])
        low, high = entry.pop("low", None), entry.pop("high", None)
        if low is not None and high is not None:
            entry["goalposts"] = (low, high)
        entries[name] = entry
    return entries


def _words(row: dict[str, str | None], key: str) -> dict[str, str]:
    texts = {code: as_typed(row.get(f"{key}_{code}") or "") for code in ("kk", "ru", "en")}
    return {code: text for code, text in texts.items() if text} or {
        "en": as_typed(row.get(key) or "")
    }


def _polarity(text: str, table: TableFile, row: int, column: str) -> str:
    known = {"+": "positive", "-": "negative", "−": "negative", "1": "positive", "-1": "negative"}
    value = known.get(text, text)
    if value not in {"positive", "negative"}:
        raise ValueInFileError(
            f"A polarity must be positive or negative (or + and -), got `{text}`",
            where=table.where(row, column),
        )
    return value


def _column(frame: pl.DataFrame, name: str, table: TableFile) -> np.ndarray:
    try:
        parsed = parse_numbers(frame[name])
    except ValueInFileError as error:
        where = f"{table.path.name}, column `{name}`"
        raise ValueInFileError(error.problem, where=where) from error
    if parsed.unreadable.any():
        row = int(parsed.unreadable.argmax())
        raise ValueInFileError(
            f"`{frame[name][row]}` is not a number", where=table.where(row, name)
        )
    return parsed.values
