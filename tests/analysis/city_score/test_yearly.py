"""Yearly values of a log: one expression, on DuckDB, against a plain loop; and in four dialects."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator

import duckdb
import ibis
import polars as pl
import pytest
from aqyl.analysis.city_score.yearly import yearly, yearly_by_way
from aqyl.survey.errors import SpecificationError, ValueInFileError
from ibis.config import Config

from .yearly_by_loop import RULES, Row, periods_of, simulated_log, years_of

SCHEMA = {"settlement": "string", "kpi": "string", "period": "string", "value": "float64"}
WEIGHTED = {**SCHEMA, "weight": "float64"}
EQUAL = 1e-12  # the loop is exact; a mean is rounded twice, and a median once
LEAST = 1e-33  # what is left of values below the grids, added with rounding
HALF = 1e-8  # of the digits of a double


class _Spark(Config):
    """What ibis registers when pyspark is installed, which compiling does not need otherwise."""

    treat_nan_as_null: bool = False


def years(
    rows: Iterable[Row], *, weighted: bool, rules: dict[str, str] | None = None
) -> pl.DataFrame:
    """Run the expression on DuckDB."""
    log = pl.DataFrame(list(rows), schema=[*WEIGHTED], orient="row")
    table = ibis.table(WEIGHTED if weighted else SCHEMA, name="log")
    with duckdb.connect() as connection:
        connection.register("log", log.to_arrow())
        sql = str(ibis.to_sql(yearly(table, rules or RULES), dialect="duckdb"))
        return pl.DataFrame(connection.sql(sql)).sort("settlement", "kpi", "year")


@pytest.mark.parametrize("weighted", [False, True])
def test_the_expression_is_the_loop(*, weighted: bool) -> None:
    rows = simulated_log()
    found = {row[:3]: row[3:] for row in years(rows, weighted=weighted).rows()}
    loop = years_of(rows, weighted=weighted)
    assert found.keys() == loop.keys()
    for key, (value, *rest) in loop.items():
        assert found[key][0] == pytest.approx(value, rel=EQUAL, abs=0), key
        assert list(found[key][1:]) == rest


@pytest.mark.parametrize("weighted", [False, True])
def test_several_ways_in_one_pass_are_those_of_several_passes(*, weighted: bool) -> None:
    """Bit for bit."""
    rows = simulated_log()
    one = next(iter(RULES))
    ways = {"asked": RULES, "mean": dict.fromkeys(RULES, "mean"), "most": {one: "max"}}
    log = pl.DataFrame(list(rows), schema=[*WEIGHTED], orient="row")
    table = ibis.table(WEIGHTED if weighted else SCHEMA, name="log")
    with duckdb.connect() as connection:
        connection.register("log", log.to_arrow())
        sql = str(ibis.to_sql(yearly_by_way(table, ways), dialect="duckdb"))
        found = pl.DataFrame(connection.sql(sql)).sort("settlement", "kpi", "year")
    for way, rules in ways.items():
        alone = years(rows, weighted=weighted, rules=rules).select(
            "settlement", "kpi", "year", "value"
        )
        own = found.select("settlement", "kpi", "year", value=way).drop_nulls("value")
        assert own.rows() == alone.rows()
        assert len(own)


def test_sums_and_means_do_not_depend_on_the_order_of_the_rows() -> None:
    """Bit for bit, though the values of a year differ by a factor of 1e15."""
    rows = simulated_log(2)
    first = years(rows, weighted=True)
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        assert years(rows, weighted=True).equals(first)


@pytest.mark.parametrize("scale", [1e-15, 1e-3, 1.0, 1e6, 1e12, 1e17])
def test_a_sum_of_terms_that_nearly_cancel_is_kept(scale: float) -> None:
    """As `math.fsum` has it; one addition after the other loses half of the digits."""
    rng = random.Random(0)
    values = [rng.gauss(0, scale) for _ in range(183)]
    values += [-v * (1 + 1e-12) for v in values]
    days = periods_of(0, 2024)
    rows: list[Row] = [("a", "K", d, v, 1.0) for d, v in zip(days, values, strict=True)]
    total = years(rows, weighted=False, rules={"K": "sum"})["value"].item()
    assert total == pytest.approx(math.fsum(values), rel=EQUAL, abs=LEAST)
    assert sum(values) != pytest.approx(math.fsum(values), rel=HALF, abs=0)


def test_weeks_belong_to_their_iso_year() -> None:
    rows: list[Row] = [("a", "K01", "2020-W53", 1.0, 1.0), ("a", "K01", "2021-W01", 3.0, 1.0)]
    assert years(rows, weighted=False)["year"].to_list() == [2020, 2021]


def test_last_is_the_latest_period_in_any_spelling() -> None:
    rows: list[Row] = [("a", "K02", p, v, 1.0) for p, v in (("2026Q4", 4.0), ("2026-Q2", 2.0))]
    assert years(rows, weighted=False).row(0) == ("a", "K02", 2026, 4.0, 2, "2026-Q2", "2026-Q4")


def test_rows_of_other_kpis_and_of_no_period_are_left_out() -> None:
    rows: list[Row] = [("a", kpi, "2026", 1.0, 1.0) for kpi in ("K01", "K99")]
    rows.append(("a", "K01", "soon", 5.0, 1.0))
    assert years(rows, weighted=False).rows() == [("a", "K01", 2026, 1.0, 1, "2026", "2026")]


@pytest.fixture
def _spark_options() -> Iterator[None]:
    before = ibis.options.pyspark
    ibis.options.pyspark = before or _Spark()
    yield
    ibis.options.pyspark = before


@pytest.mark.usefixtures("_spark_options")
@pytest.mark.parametrize(
    ("dialect", "parts"),
    [
        ("duckdb", ["QUANTILE_CONT(", "REGEXP_MATCHES("]),
        ("postgres", ["PERCENTILE_CONT(0.5) WITHIN GROUP", " ~ '^"]),
        ("clickhouse", ["quantileExactExclusive(", "argMaxIf(", "match("]),
        ("pyspark", [", 0.5)", "MAX_BY(", " RLIKE '^"]),
    ],
)
def test_every_database_gets_its_own_words(dialect: str, parts: list[str]) -> None:
    sql = str(ibis.to_sql(yearly(ibis.table(WEIGHTED, name="log"), RULES), dialect=dialect))
    assert sql.count("GROUP BY") == 1
    for part in parts:
        assert part in sql
    # ClickHouse counts distinct values only nearly; so none are counted.
    assert "uniq" not in sql.lower()
    assert "COUNT(DISTINCT" not in sql.upper()


def test_rules_and_columns_are_checked() -> None:
    log = ibis.table(SCHEMA, name="log")
    with pytest.raises(SpecificationError, match="no KPI with a rule"):
        yearly(log, {})
    with pytest.raises(SpecificationError, match=r"`K` must be `mean`.*got `average`"):
        yearly(log, {"K": "average"})
    with pytest.raises(ValueInFileError, match="no column `value`"):
        yearly(log.drop("value"), RULES)
    with pytest.raises(ValueInFileError, match=r"`value` must hold numbers, .*`string`"):
        yearly(ibis.table({**SCHEMA, "value": "string"}, name="log"), RULES)
