"""Yearly values from a log of days, weeks, months, quarters or years, as one Ibis expression.

The same expression runs on DuckDB inside this program and on a PostgreSQL, ClickHouse or Spark that
already holds the log: it uses no function that one of them would have to be taught.

A sum must not depend on the order in which threads or servers bring the rows, or two runs would
differ in their last digit. So each value is split, exactly, into multiples of 2**20, of 2**-24 and
of 2**-68; a year has at most 366 rows, whose parts a double adds without rounding; what is left of
a value, below 1e-20, cannot change the sum. (Demmel and Nguyen, 2013, Fast reproducible
floating-point summation, with the bounds known beforehand.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir
from ibis import _

from ...survey.kpi_log_table import as_log, refuse_rules
from ...survey.kpi_periods import DAY, MONTH, QUARTER, WEEK, rows_of

__all__ = ["yearly", "yearly_by_way"]

_GRIDS = (2.0**20, 2.0**-24, 2.0**-68)
_SIGNIFICAND = 1.5 * 2.0**52  # added and taken away again, it rounds to whole multiples


def yearly(log: ir.Table, rules: Mapping[str, str]) -> ir.Table:
    """Make one value of each settlement, KPI and year.

    Parameters
    ----------
    log : ibis.Table
        Columns `settlement`, `kpi`, `period` (``2026-03-05``, ``2026-W09``, ``2026-03``,
        ``2026-Q1`` or ``2026``), `value` and, if the means are to be weighted, `weight`. What it
        must not hold is for `aqyl.survey.kpi_log_faults.check_log` to say, and never repaired here.
    rules : mapping of str to {"mean", "last", "sum", "median", "min", "max"}
        Of each KPI; rows of another KPI are left out. A `mean` is weighted where there are
        weights; `last` is the value of the latest period.

    Returns
    -------
    ibis.Table
        Columns `settlement`, `kpi`, `year` (of a week, its ISO year), `value`, `periods` (their
        number), `first` and `last` (period). The rows are in no order.

    Raises
    ------
    SpecificationError
        If there is no rule or one is unknown.
    ValueInFileError
        If a column is missing or of a wrong type.

    Notes
    -----
    Sums of values up to 1e19 in size are the same on every database, whatever its order, and as
    precise as those of `math.fsum`, but for about 1e-33.

    Examples
    --------
    >>> columns = {"settlement": "string", "kpi": "string", "period": "string", "value": "float64"}
    >>> yearly(ibis.table(columns, name="log"), {"K04.03": "mean"}).columns
    ('settlement', 'kpi', 'year', 'value', 'periods', 'first', 'last')
    """
    years = _years(log, {"value": rules})
    values = years.mutate(first=_period("start"), last=_period("end"))
    # Last of all: a database would do a filter of KPIs or periods first, row by row.
    values = values.filter(_.value.notnull() & _.kind.notnull())
    return values.select("settlement", "kpi", "year", "value", "periods", "first", "last")


def yearly_by_way(log: ir.Table, ways: Mapping[str, Mapping[str, str]]) -> ir.Table:
    """Make several values of each settlement, KPI and year in one pass over the log.

    Parameters
    ----------
    log : ibis.Table
        As for `yearly`.
    ways : mapping of str to mapping of str to str
        Rules, as for `yearly`, by the name of the column that they make.

    Returns
    -------
    ibis.Table
        Columns `settlement`, `kpi`, `year` and those of `ways`, null where a way has no rule for
        the KPI. The rows are in no order.

    Raises
    ------
    SpecificationError, ValueInFileError
        As `yearly`.

    Examples
    --------
    >>> columns = {"settlement": "string", "kpi": "string", "period": "string", "value": "float64"}
    >>> ways = {"mean": {"K04.03": "mean"}, "least": {"K04.03": "min"}}
    >>> yearly_by_way(ibis.table(columns, name="log"), ways).columns
    ('settlement', 'kpi', 'year', 'mean', 'least')
    """
    years = _years(log, ways)
    there = ibis.or_(*(years[way].notnull() for way in ways))
    return years.filter(there & _.kind.notnull()).select("settlement", "kpi", "year", *ways)


def _years(log: ir.Table, ways: Mapping[str, Mapping[str, str]]) -> ir.Table:
    """Aggregate once by every rule that any way asks for, and choose from it for each way."""
    for rules in ways.values():
        refuse_rules(rules)
    log = as_log(log)
    asked = [(rule, kpi) for rules in ways.values() for kpi, rule in rules.items()]
    kpis = {rule: sorted({k for r, k in asked if r == rule}) for rule, _kpi in asked}
    rows = _split(rows_of(log), "value")
    if "weight" in log.columns:
        rows = _split(_split(rows.mutate(product=_.value * _.weight), "product"), "weight")
    years = rows.group_by("settlement", "kpi", "year").aggregate(
        **{f"by_{rule}": _aggregate(rule, names, log.columns) for rule, names in kpis.items()},
        periods=_.count(),
        kind=_.kind.max(),
        start=_.number.min(),
        end=_.number.max(),
    )
    return years.mutate(**{way: _chosen(rules) for way, rules in ways.items()})


def _chosen(rules: Mapping[str, str]) -> ir.Value:
    """Choose for each KPI the aggregate by its rule."""
    kpis = {rule: sorted(k for k, r in rules.items() if r == rule) for rule in rules.values()}
    return ibis.cases(*((_.kpi.isin(names), _[f"by_{rule}"]) for rule, names in kpis.items()))


def _aggregate(rule: str, kpis: Sequence[str], columns: Sequence[str]) -> ibis.Deferred:
    """Aggregate by one rule; those that remember every value do it for their own KPIs only."""
    match rule:
        case "last":
            return _.value.argmax(_.number, where=_.kpi.isin(kpis))
        case "median":
            # Not `where`, which Spark would get inside the 0.5 as well, and refuse.
            return _.kpi.isin(kpis).ifelse(_.value, None).median()
        case "min" | "max":
            return getattr(_.value, rule)()
        case "sum":
            return _sum("value")
    return _sum("product") / _sum("weight") if "weight" in columns else _sum("value") / _.count()


def _split(rows: ir.Table, column: str) -> ir.Table:
    """Split a column into its parts on the grids, ``column_0`` to ``column_2``, and the rest."""
    rest = _[column]
    for place, grid in enumerate(_GRIDS):
        shift = ibis.literal(_SIGNIFICAND * grid, "float64")
        rows = rows.mutate(**{f"{column}_{place}": (rest + shift) - shift})
        rows = rows.mutate(**{f"{column}_rest": rest - _[f"{column}_{place}"]})
        rest = _[f"{column}_rest"]
    return rows


def _sum(column: str) -> ibis.Deferred:
    """Add the sums of the parts of a column, the least first."""
    total = _[f"{column}_rest"].sum()
    for place in reversed(range(len(_GRIDS))):
        total = total + _[f"{column}_{place}"].sum()
    return total


def _period(number: str) -> ir.Value:
    """Write the number of a period in its year as a period again."""
    digits = (_.year * 10_000 + _[number]).cast("string")
    year, end = digits.substr(0, 4) + "-", digits.substr(6, 2)
    return ibis.cases(
        (_.kind == DAY, year + digits.substr(4, 2) + "-" + end),
        (_.kind == WEEK, year + "W" + end),
        (_.kind == MONTH, year + end),
        (_.kind == QUARTER, year + "Q" + digits.right(1)),
        else_=digits.substr(0, 4),
    )
