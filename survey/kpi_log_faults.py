"""Faults of a log: what it must not hold, each told as one sentence with the first place of it.

A log without faults is read twice: its periods, and its groups (`aqyl.survey.kpi_log_groups`). Only
where these show a fault are its rows looked for; all kinds of fault are told in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
import polars as pl
from ibis import _

from .errors import AqylError, FileError, ValueInFileError, together
from .kpi_log_groups import groups_of, is_light, is_odd, repeats
from .kpi_log_places import InDatabase, Place, with_more
from .kpi_log_table import Names, as_log
from .kpi_periods import FORM, is_in_calendar, rows_of
from .toml_keys import nearest

__all__ = ["LogSize", "Run", "check_log", "refuse_faults"]

# The years from 1000 to 2999 have fewer: of so many, some are faulty.
_MOST_PERIODS = 1_000_000

Run = Callable[[ir.Table], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class LogSize:
    """What a log without faults has.

    Attributes
    ----------
    rows, periods : int
        All rows; distinct periods.
    """

    rows: int
    periods: int


def check_log(
    table: ir.Table,
    rules: Mapping[str, str],
    *,
    known_settlements: Collection[str] | None = None,
    known_kpis: Collection[str] | None = None,
) -> LogSize:
    """Refuse a log that lies in a database and has a fault.

    Parameters
    ----------
    table : ibis.Table
        Of a connection; columns as `aqyl.survey.kpi_log_table.as_log` takes them.
    rules : mapping of str to str
        Rule of each KPI.
    known_settlements, known_kpis : collection of str, optional
        Names that may stand in the log: any settlement, and the KPIs that have a rule, where they
        are not given.

    Raises
    ------
    FileError
        If there are no rows.
    SpecificationError
        If a rule is unknown, or a known KPI has none.
    ValueInFileError
        If a column is missing or a row breaks a rule: an unknown settlement or KPI, a value that
        is no finite number, a weight that is not above zero, a period of no known form or not in
        the calendar, a period that stands twice, periods of several kinds in one year.
    """
    log = as_log(table)
    names = Names.of(rules, known_settlements, known_kpis)
    return refuse_faults(log, names, run=lambda rows: rows.to_polars(), place=InDatabase())


def refuse_faults(log: ir.Table, names: Names, *, run: Run, place: Place) -> LogSize:
    """Refuse a log as `as_log` makes it that has a fault; how it is read is for the caller to say.

    Parameters
    ----------
    log : ibis.Table
    names : Names
    run : callable
        Makes a frame of an expression.
    place : Place
        Tells where a row stands; the columns of its `order` stand in `log`.

    Raises
    ------
    FileError, ValueInFileError
        As `check_log` does. Of several faults the first is raised; its `others` are the rest.
    """
    found = _Faults(log, run, place)
    periods = run(log.select("period").distinct().limit(_MOST_PERIODS))["period"]
    errors = found.periods(periods)
    groups = run(groups_of(log))
    if groups.is_empty():
        raise FileError("The log has no rows")
    errors += [
        *found.unknown("settlement", groups, names.settlement),
        *found.unknown("kpi", groups, names.kpi),
        *found.odd_value(groups),
        *found.odd_weight(groups),
    ]
    if errors:  # rows without a period or a name belong to no group
        found, groups = found.sound(periods)
    errors += [
        *found.mixed(groups.filter(pl.col("least") != pl.col("most"))),
        *found.repeated(groups.filter(repeats())),
    ]
    if errors:
        raise together(errors)
    distinct = {text.replace("-", "") if "Q" in text else text for text in periods}
    return LogSize(int(groups["rows"].sum()), len(distinct))


@dataclass(frozen=True, slots=True)
class _Faults:
    """Each method looks for one kind of fault and returns it with its first place."""

    log: ir.Table
    run: Run
    place: Place

    def periods(self, distinct: pl.Series) -> list[AqylError]:
        """Tell of periods of no known form, and of those that are not in the calendar."""
        found: list[AqylError] = []
        if not _formed(distinct).all():
            odd = ~_.period.re_search(FORM).fill_null(False)
            row, where = self._first(self.log.filter(odd), "period")
            found.append(
                self._empty(row, "period", where)
                or ValueInFileError(
                    f"`{self.place.shown(row, 'period')}` is no period",
                    where=where,
                    next_step="Write `2026-03-05`, `2026-W09`, `2026-03`, `2026-Q1` or `2026`.",
                )
            )
        impossible = _impossible(distinct)
        if impossible:
            row, where = self._first(self.log.filter(_.period.isin(impossible)), "period")
            found.append(ValueInFileError(f"`{row['period']}` is not in the calendar", where=where))
        return found

    def sound(self, distinct: pl.Series) -> tuple[_Faults, pl.DataFrame]:
        """Return what looks through the rows with a name and a period, and their groups."""
        impossible = _impossible(distinct)
        kept = self.log.filter(
            _.period.re_search(FORM).fill_null(False) & (_.settlement != "") & (_.kpi != "")
        )
        kept = kept.filter(~_.period.isin(impossible)) if impossible else kept
        return _Faults(kept, self.run, self.place), self.run(groups_of(kept))

    def unknown(
        self, column: str, groups: pl.DataFrame, known: Collection[str] | None
    ) -> list[AqylError]:
        """Tell of names that are not in the list of settlements or KPIs."""
        present = groups[column].unique()
        wrong = [
            n for n in present.drop_nulls() if n == "" or (known is not None and n not in known)
        ]
        odd = _[column].isnull() | _[column].isin(wrong) if wrong else _[column].isnull()
        if not wrong and not present.null_count():
            return []
        row, where = self._first(self.log.filter(odd), column)
        if empty := self._empty(row, column, where):
            return [empty]
        what = "settlement" if column == "settlement" else "KPI"
        return [
            ValueInFileError(
                f"There is no {what} `{row[column]}`",
                where=where,
                next_step=nearest(row[column], known or ()),
            )
        ]

    def odd_value(self, groups: pl.DataFrame) -> list[AqylError]:
        """Tell of values that are no finite numbers."""
        if not groups["odd"].sum():
            return []
        row, where = self._first(self.log.filter(is_odd()), "value")
        if empty := self._empty(row, "value", where):
            return [empty]
        if row["value"] is not None:
            shown = self.place.shown(row, "value")
            return [ValueInFileError(f"`{shown}` is not a finite number", where=where)]
        return [
            ValueInFileError(
                f"`{self.place.shown(row, 'value')}` is not a number",
                where=where,
                next_step="Write it as 12.5, or as 12,5 in a CSV with semicolons between "
                "the columns.",
            )
        ]

    def odd_weight(self, groups: pl.DataFrame) -> list[AqylError]:
        """Tell of weights that are not above zero."""
        if "light" not in groups.columns or not groups["light"].sum():
            return []
        row, where = self._first(self.log.filter(is_light()), "weight")
        error = ValueInFileError(
            f"A weight must be a number above zero, got `{self.place.shown(row, 'weight')}`",
            where=where,
        )
        return [self._empty(row, "weight", where) or error]

    def mixed(self, groups: pl.DataFrame) -> list[AqylError]:
        """Tell of a year whose periods are of several kinds."""
        if groups.is_empty():
            return []
        group = groups.sort("settlement", "kpi", "year").row(0, named=True)
        rows = _of_group(self.log, group)
        kinds = (rows.filter(_.kind == group[kind]) for kind in ("least", "most"))
        row, other = (self._head(kind, 1).row(0, named=True) for kind in kinds)
        return [
            ValueInFileError(
                f"`{group['kpi']}` of `{group['settlement']}` has periods of two kinds in "
                f"{group['year']}: `{row['period']}` and `{other['period']}`",
                where=with_more(self.place.named(row, "period"), int(groups["rows"].sum()) - 1),
                next_step="Keep one kind of period in a year.",
            )
        ]

    def repeated(self, groups: pl.DataFrame) -> list[AqylError]:
        """Tell of a period that stands twice."""
        if groups.is_empty():
            return []
        group = groups.sort("settlement", "kpi", "year").row(0, named=True)
        keys = ("settlement", "kpi", "year", "number")
        some = rows_of(self.log).filter(
            _.settlement.isin(groups["settlement"].unique().sort().to_list())
            & _.kpi.isin(groups["kpi"].unique().sort().to_list())
        )
        extra = self.run(some.group_by(*keys).aggregate(n=_.count()).filter(_.n > 1))["n"] - 1
        rows = _of_group(self.log, group)
        twice = rows.group_by("number").aggregate(n=_.count()).filter(_.n > 1)
        first = self.run(twice.order_by("number").limit(1))["number"].item()
        row = self._head(rows.filter(_.number == first), 2).row(1, named=True)
        return [
            ValueInFileError(
                f"`{row['kpi']}` of `{row['settlement']}` stands twice for `{row['period']}`",
                where=with_more(self.place.named(row, "period"), int(extra.sum()) - 1),
                next_step="Leave one of the rows out.",
            )
        ]

    def _first(self, rows: ir.Table, column: str) -> tuple[dict[str, Any], str]:
        """Return the first of some rows, and where it stands with how many more there are."""
        row = self._head(rows, 1).row(0, named=True)
        count = int(self.run(rows.count().name("n").as_table()).item())
        return row, with_more(self.place.named(row, column), count - 1)

    def _head(self, rows: ir.Table, count: int) -> pl.DataFrame:
        return self.run(rows.order_by(*self.place.order).limit(count))

    def _empty(self, row: Mapping[str, Any], column: str, where: str) -> AqylError | None:
        if self.place.shown(row, column).strip() == "":
            return ValueInFileError("The cell is empty", where=where)
        return None


def _formed(periods: pl.Series) -> pl.Series:
    return periods.str.contains(FORM).fill_null(value=False)


def _impossible(periods: pl.Series) -> list[str]:
    """List the periods of a known form that are not in the calendar."""
    return [text for text in periods.filter(_formed(periods)) if not is_in_calendar(text)]


def _of_group(log: ir.Table, group: Mapping[str, Any]) -> ir.Table:
    same = (_[key] == group[key] for key in ("settlement", "kpi", "year"))
    return rows_of(log).filter(*same)
