"""Reading of SPSS and Stata files in a process of its own.

The library that reads these files is written in C, and a damaged file can bring it down; then this
process ends and the program goes on. `main` takes file and encoding from the command line and
writes a `StatisticsData` to its output.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["FAULT", "StatisticsData", "Variable", "load", "main"]

FAULT = 3  # exit status: the library told what is wrong, in one line on the standard error


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """One variable as it stands in the file.

    Attributes
    ----------
    name, label, format : str
    values : ndarray of float64 or list of str, length n
        NaN where the system value is missing, or an extended one.
    extended : ndarray of uint8, shape (n,), optional
        Letter of an extended missing value of Stata, ``ord("a")`` for ``.a``; 0 elsewhere.
    value_labels : mapping
        Label by value.
    missing : tuple of (low, high)
        Ranges of values, both ends included, that the file declares as missing.
    """

    name: str
    label: str
    format: str
    values: np.ndarray | list[str]
    extended: np.ndarray | None
    value_labels: Mapping[float | str, str]
    missing: tuple[tuple[float | str, float | str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class StatisticsData:
    """A whole file: its variables, its label and documents, and the encoding of its texts."""

    variables: tuple[Variable, ...]
    note: tuple[str, ...]
    encoding: str


def load(path: str, encoding: str) -> StatisticsData:
    """Read a ``.sav``, ``.zsav`` or ``.dta`` file.

    Parameters
    ----------
    path : str
    encoding : str
        As the library names it; empty for what the file says.

    Raises
    ------
    pyreadstat.ReadstatError
        If the library cannot read the file.
    """
    import pyreadstat

    reader = pyreadstat.read_dta if path.lower().endswith(".dta") else pyreadstat.read_sav
    data, about = reader(
        path,
        encoding=encoding or None,
        user_missing=True,
        disable_datetime_conversion=True,
        output_format="dict",
    )
    variables = []
    for name in about.column_names:
        text = about.readstat_variable_types[name] == "string"
        values, extended = data.pop(name), None
        if not text:
            values, extended = _numbers(values)
        ranges = about.missing_ranges.get(name, [])
        variables.append(
            Variable(
                name,
                about.column_names_to_labels.get(name) or "",
                about.original_variable_types.get(name) or "",
                [value or "" for value in values] if text else values,
                extended,
                about.variable_value_labels.get(name, {}),
                tuple((s["lo"], s["hi"]) for s in ranges if isinstance(s, dict)),
            )
        )
    note = tuple(line for line in (about.file_label, *about.notes) if line)
    return StatisticsData(tuple(variables), note, about.file_encoding or "")


def _numbers(values: Sequence[float | str | None]) -> tuple[np.ndarray, np.ndarray | None]:
    """Separate the letters of extended missing values from the numbers."""
    try:
        return np.array(values, dtype=float), None
    except ValueError:
        letters = [ord(value) if isinstance(value, str) else 0 for value in values]
        numbers = [np.nan if isinstance(value, str) else value for value in values]
        return np.array(numbers, dtype=float), np.array(letters, dtype=np.uint8)


def main() -> None:
    """Read the file that the command line names, and write it to the output for the parent."""
    _spare_memory()
    try:
        found = load(sys.argv[1], sys.argv[2])
    except Exception as error:
        # Damage reaches Python as errors of many kinds; the parent makes one sentence of them.
        sys.stderr.write(f"{type(error).__name__}: {error}".splitlines()[0])
        sys.exit(FAULT)
    pickle.dump(found, sys.stdout.buffer, protocol=5)


def _spare_memory() -> None:
    """Let a damaged file that asks for all memory fail, not the programs beside it."""
    if sys.platform != "win32":
        import os
        import resource

        half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
        resource.setrlimit(resource.RLIMIT_AS, (half, resource.getrlimit(resource.RLIMIT_AS)[1]))
