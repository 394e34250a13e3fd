"""A log of KPIs, read from files that need not fit into memory, and made into yearly values."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis.expr.types as ir
import polars as pl

from .errors import FileError, SpecificationError
from .kpi_log_faults import refuse_faults
from .kpi_log_files import find_files, open_log_files
from .kpi_log_store import open_store
from .kpi_log_table import Names

__all__ = ["KpiLog", "read_kpi_log"]

_MOST = 4_000_000_000
_SIZE = re.compile(r"[1-9]\d*(\.\d+)? ?[KMGT]i?B")

Yearly = Callable[[ir.Table, Mapping[str, str]], ir.Table]


@dataclass(frozen=True, slots=True, eq=False)
class KpiLog:
    """Yearly values of a log, which had no fault.

    Attributes
    ----------
    yearly : polars.DataFrame
        One row for each settlement, KPI and year, in this order; columns as the expression that
        made them.
    rows, periods : int
        Rows of all files; distinct periods.
    files : tuple of Path
    """

    yearly: pl.DataFrame
    rows: int
    periods: int
    files: tuple[Path, ...]


def read_kpi_log(
    paths: str | Path | Sequence[str | Path],
    rules: Mapping[str, str],
    yearly: Yearly,
    *,
    known_settlements: Collection[str] | None = None,
    known_kpis: Collection[str] | None = None,
    encoding: str = "",
    memory_limit: str | None = None,
    threads: int | None = None,
) -> KpiLog:
    """Read a log and make yearly values of it.

    Parameters
    ----------
    paths : str, Path or a sequence of them
        CSV (``.csv``, ``.tsv``, ``.txt``) and Parquet files, folders of them, or patterns such as
        ``log/2026-*.csv``. Columns are found by name: `settlement`, `kpi`, `period`, `value` and,
        in all files or none, `weight`. With semicolons between the columns of a CSV its numbers may
        have a decimal comma.
    rules : mapping of str to str
        How several periods of a KPI make a year.
    yearly : callable
        Makes the expression of the log and the rules: `aqyl.analysis.city_score.yearly.yearly`.
    known_settlements, known_kpis : collection of str, optional
        Names that may stand in the log: any settlement, and the KPIs that have a rule, where they
        are not given.
    encoding : str
        Of the CSV files; found from each where it is empty.
    memory_limit : str, optional
        Such as ``"2GB"``; half of the machine's memory, and at most 4 GB, where it is not given.
        What does not fit goes to a temporary folder, which is removed.
    threads : int, optional
        As many as the machine has processors where it is not given; the years do not depend on it.

    Raises
    ------
    FileError
        If there is no file, or one is empty, damaged or of another kind, or the log does not fit
        into the memory and the temporary folder.
    SpecificationError
        If a rule is unknown, a known KPI has none, or the limit is no size.
    ValueInFileError
        If a column is missing or a row breaks a rule, as in
        `aqyl.survey.kpi_log_faults.check_log`; it names the file and the row.

    Notes
    -----
    Of several faults the first is raised; its `others` are the rest: faults of all files as
    files, or, if there are none, faults of all rows.
    """
    names = Names.of(rules, known_settlements, known_kpis)
    limit = memory_limit or _half_of_memory()
    if not _SIZE.fullmatch(limit):
        raise SpecificationError(f"`memory_limit` must be a size such as `2GB`, got `{limit}`")
    found = find_files(paths)
    with tempfile.TemporaryDirectory(prefix="aqyl_log_", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        files = open_log_files(found, folder, encoding)
        with _connection(folder, limit, threads) as connection:
            try:
                store = open_store(connection, files, folder)
                size = refuse_faults(store.log, names, run=store.run, place=store)
                values = store.run(yearly(store.log, rules))
            except duckdb.InterruptException as error:
                raise KeyboardInterrupt from error
            except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
                raise FileError(
                    f"The log does not fit into `{limit}` of memory and the temporary folder",
                    next_step="Raise `memory_limit`, free space on the disk, or set the variable "
                    "`TMPDIR` to a folder with more.",
                ) from error
            except duckdb.InvalidInputException as error:
                raise FileError(f"The log cannot be read: {str(error).splitlines()[0]}") from error
    values = values.sort("settlement", "kpi", "year")
    return KpiLog(values, size.rows, size.periods, found)


def _connection(folder: Path, limit: str, threads: int | None) -> duckdb.DuckDBPyConnection:
    if threads is not None and threads < 1:
        raise SpecificationError(f"`threads` must be at least 1, got {threads}")
    return duckdb.connect(
        config={
            "memory_limit": limit,
            "temp_directory": str(folder / "spilled"),
            "autoinstall_known_extensions": "false",  # nothing is fetched from a network
            **({} if threads is None else {"threads": threads}),
        },
    )


def _half_of_memory() -> str:
    """Return half of the machine's memory, at most 4 GB; 2 GB where the system does not tell."""
    if not hasattr(os, "sysconf"):
        return "2GB"
    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    return f"{min(half, _MOST) / 1e9:.2f}GB"
