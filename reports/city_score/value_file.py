"""Values of KPIs: a long table by settlement, KPI and period, made into values of one year.

A KPI of change may be given as the change itself, in percent, or as a level under the name
``K01.12.level``, from which the change against the year before is computed.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir
import numpy as np
import polars as pl

from ...analysis.city_score.order import Order
from ...analysis.city_score.settlements import Values, limits
from ...analysis.city_score.yearly import yearly_by_way
from ...survey.errors import (
    AqylError,
    FileError,
    SpecificationError,
    ValueInFileError,
    together,
)
from ...survey.kpi_log import read_kpi_log
from ...survey.number_text import parse_numbers
from ...survey.table_file import open_table
from ...survey.workbook_file import NUMBER, as_typed
from .options import value_files
from .order_file import OrderFile
from .settlement_files import SettlementFile

__all__ = ["LEVEL", "ValueFile", "read_values"]

LEVEL = ".level"
_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".tsv", ".txt")
_DATE = re.compile(r"^(?P<month>\d{4}-\d{2})-(?P<day>\d{2})T00:00:00$")


@dataclass(frozen=True, slots=True, eq=False)
class ValueFile:
    """Values of one year by each rule for several periods, and what was read.

    Attributes
    ----------
    by_rule : mapping of {"by_kind", "mean", "last"} to Values
    years : tuple of int
        All years of the file.
    rows : int
    simulated : bool
        The file begins with ``# SIMULATED``.
    """

    by_rule: Mapping[str, Values]
    years: tuple[int, ...]
    rows: int
    simulated: bool


def read_values(
    path: str | Path, settlements: SettlementFile, order: OrderFile, *, year: int | None = None
) -> ValueFile:
    """Read values and make those of one year.

    Parameters
    ----------
    path : str or Path
        CSV, XLSX or Parquet, or a folder of CSV and Parquet files: columns ``settlement``,
        ``kpi``, ``period``, ``value`` and perhaps ``weight``.
    settlements : SettlementFile
    order : OrderFile
    year : int, optional
        The last one of the file if not given.

    Raises
    ------
    FileError, SpecificationError, ValueInFileError
        If there is no such file; as `aqyl.survey.kpi_log.read_kpi_log`; if the year has no
        values, or a KPI of change is given both ways.
    """
    path = Path(path)
    if not path.exists():
        raise FileError(f"There is no file {path}", next_step="Check the name and the folder.")
    changes = [kpi.id for kpi in order.order.kpis if kpi.direction == "change"]
    rules = {**order.yearly, **{f"{kpi}{LEVEL}": "mean" for kpi in changes}}
    with _as_log(path) as source:
        log = read_kpi_log(source, rules, _by_every_rule, known_settlements=settlements.ids)
    _refuse_impossible(log.yearly, path, order.order)
    years = tuple(sorted(log.yearly["year"].unique().to_list()))
    chosen = years[-1] if year is None else year
    if chosen not in years:
        raise SpecificationError(
            f"The values have no year {chosen}: they go from {years[0]} to {years[-1]}",
            where=path.name,
        )
    found = log.yearly.filter(pl.col("year").is_in([chosen, chosen - 1]))
    return ValueFile(
        by_rule={
            rule: _values(_by_rule(found, rule), chosen, settlements, order.order)
            for rule in ("by_kind", "mean", "last")
        },
        years=years,
        rows=log.rows,
        simulated=_is_simulated(path),
    )


def _by_every_rule(log: ir.Table, rules: Mapping[str, str]) -> ir.Table:
    """Make yearly values as each KPI asks, as means, by the last period, and their extremes."""
    alike = {rule: dict.fromkeys(rules, rule) for rule in ("mean", "last", "min", "max")}
    return yearly_by_way(log, {"by_kind": rules, **alike})


def _by_rule(found: pl.DataFrame, rule: str) -> pl.DataFrame:
    return found.select("settlement", "kpi", "year", value=pl.col(rule))


def _refuse_impossible(found: pl.DataFrame, path: Path, order: Order) -> None:
    """Refuse values of any period that their units do not allow: the first of each KPI is told."""
    units = {measure: kpi.unit for kpi in order.kpis for measure in kpi.measures}
    errors: dict[str, ValueInFileError] = {}
    ends = pl.concat([_by_rule(found, rule) for rule in ("min", "max")])
    for settlement, kpi, value in ends.select("settlement", "kpi", "value").rows():
        least, most = limits(units[kpi]) if kpi in units else (0.0, np.inf)
        if kpi not in errors and not least <= value <= most:
            errors[kpi] = ValueInFileError(
                f"`{kpi}` of `{settlement}` must lie between {least:g} and {most:g} "
                f"({units.get(kpi, 'count')}), got {value:g}",
                where=_place(path, settlement, kpi, value),
            )
    if errors:
        raise together([*errors.values()])


def _place(path: Path, settlement: str, kpi: str, value: float) -> str:
    """Name the row of a value; only the file where it is no single table of text."""
    if path.is_dir() or path.suffix.lower() == ".parquet":
        return path.name
    table = open_table(path)
    names = {name.lower(): name for name in table.header}
    frame = table.read().with_row_index("row_of_table")
    own = frame.filter(
        pl.col(names["settlement"]).str.strip_chars() == settlement,
        pl.col(names["kpi"]).str.strip_chars() == kpi,
    )
    numbers = parse_numbers(own[names["value"]]).values
    rows = own["row_of_table"].to_numpy()[np.isclose(numbers, value, rtol=1e-9)]
    return table.where(int(rows[0]), "value") if len(rows) else path.name


def _values(found: pl.DataFrame, year: int, file: SettlementFile, order: Order) -> Values:
    """Lay yearly values out by settlement and measure, and compute changes from levels."""
    rows = {name: i for i, name in enumerate(file.ids)}
    columns = {name: j for j, name in enumerate(order.measures)}
    numbers = np.full((len(rows), len(columns)), np.nan)
    levels: dict[tuple[str, str, int], float] = {}
    for settlement, kpi, own, value in found.select("settlement", "kpi", "year", "value").rows():
        if kpi.endswith(LEVEL):
            levels[settlement, kpi.removesuffix(LEVEL), own] = value
        elif own == year:
            numbers[rows[settlement], columns[kpi]] = value
    for (settlement, kpi, own), value in levels.items():
        if own != year:
            continue
        before = levels.get((settlement, kpi, year - 1), 0.0)
        if before <= 0:
            raise ValueInFileError(
                f"`{kpi}` of `{settlement}` has no level above zero in {year - 1}, from which its "
                "change could be counted",
                next_step=f"Give the change in percent, under `{kpi}`.",
            )
        if not np.isnan(numbers[rows[settlement], columns[kpi]]):
            raise ValueInFileError(
                f"`{kpi}` of `{settlement}` is given as a change and as a level",
                next_step="Keep one of the two.",
            )
        numbers[rows[settlement], columns[kpi]] = 100.0 * (value - before) / before
    return Values(year, file.settlements, order.measures, numbers)


@contextmanager
def _as_log(path: Path) -> Iterator[Path]:
    """Lay a sheet of a workbook out as a CSV with the same rows; other files stay as they are."""
    if path.suffix.lower() not in _WORKBOOKS:
        yield path
        return
    table = open_table(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"{path.name}.csv"
        with copy.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(name.lower() for name in table.header)
            for row in table.read().iter_rows():
                writer.writerow(_cell(cell or "") for cell in row)
        try:
            yield copy
        except AqylError as error:
            named = [_renamed(one, copy.name, path.name) for one in (error, *error.others)]
            raise together(named) from error


def _renamed(error: AqylError, copy: str, name: str) -> AqylError:
    where = error.where.replace(copy, name)
    return type(error)(error.problem, where=where, next_step=error.next_step)


def _cell(text: str) -> str:
    """Write a cell as a CSV has it; one that Excel shows as a percent is a percent already."""
    typed = _DATE.sub(_period, as_typed(text))
    return typed.removesuffix("%") if text.startswith(NUMBER) else typed


def _period(date: re.Match[str]) -> str:
    """Read a date that Excel made of a month as the month again; other dates are days."""
    return date["month"] if date["day"] == "01" else f"{date['month']}-{date['day']}"


def _is_simulated(path: Path) -> bool:
    """Tell whether any table says in its notes that its values are simulated."""
    return any(
        re.match(r"\W*SIMULATED\b", line)
        for file in value_files(path)
        if file.suffix.lower() in _TEXTS
        for line in open_table(file).note
    )
