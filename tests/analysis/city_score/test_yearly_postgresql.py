"""The same expressions on a real PostgreSQL: yearly values, and the faults of a log."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir
import pytest
from aqyl.analysis.city_score.yearly import yearly
from aqyl.survey.errors import FileError, ValueInFileError
from aqyl.survey.kpi_log_faults import LogSize, check_log
from psycopg.sql import SQL, Identifier

from .postgresql_server import running_postgresql
from .test_yearly import EQUAL, SCHEMA, WEIGHTED, years
from .yearly_by_loop import RULES, Row, simulated_log, years_of

if TYPE_CHECKING:
    from ibis.backends.postgres import Backend

ROWS: list[Row] = [
    (f"{settlement} {copy}", *rest)
    for copy in range(4)
    for settlement, *rest in simulated_log(copy)  # type: ignore[misc]
]
NAMES = itertools.count()


@pytest.fixture(scope="module")
def database() -> Iterator[Backend]:
    with running_postgresql() as socket:
        backend = ibis.postgres.connect(host=socket, user="aqyl", database="postgres")
        yield backend
        backend.disconnect()


def loaded(database: Backend, rows: list[Row], *, weighted: bool = False) -> ir.Table:
    """Copy rows into a table of the server."""
    columns = WEIGHTED if weighted else SCHEMA
    name = f"log_{next(NAMES)}"
    database.create_table(name, schema=ibis.schema(columns))
    query = SQL("COPY {} FROM STDIN").format(Identifier(name))
    with database.con.cursor() as cursor, cursor.copy(query) as copy:
        for row in rows:
            copy.write_row(row[: len(columns)])
    database.con.commit()
    return database.table(name)


@pytest.mark.parametrize("weighted", [False, True])
def test_postgresql_gives_what_duckdb_and_the_loop_give(
    database: Backend, *, weighted: bool
) -> None:
    assert len(ROWS) > 10_000
    log = loaded(database, ROWS, weighted=weighted)
    found = yearly(log, RULES).to_polars().sort("settlement", "kpi", "year")
    here = years(ROWS, weighted=weighted)
    assert found.drop("value").rows() == here.drop("value").rows()
    loop = years_of(ROWS, weighted=weighted)
    for key, theirs, ours in zip(here.rows(), found["value"], here["value"], strict=True):
        assert theirs == pytest.approx(ours, rel=EQUAL, abs=0), key
        if RULES[key[1]] != "median":  # which the servers take between two values in two ways
            assert theirs == ours, key
        assert theirs == pytest.approx(loop[key[:3]][0], rel=EQUAL, abs=0), key


def test_a_log_without_faults_passes(database: Backend) -> None:
    size = check_log(loaded(database, ROWS, weighted=True), RULES)
    assert size == LogSize(len(ROWS), len({period for _, _, period, *_ in ROWS}))


GOOD: list[Row] = [("a", "K01", f"2026-{m:02}", 1.0, 1.0) for m in range(1, 13)]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("b", "K01", "2026-01", 1.0, 1.0), "There is no settlement `b`"),
        (("a", "K1", "2026-01", 1.0, 1.0), "There is no KPI `K1` .*Did you mean `K01`"),
        (("a", "K01", "2025-1", 1.0, 1.0), "`2025-1` is no period"),
        (("a", "K01", None, 1.0, 1.0), "The cell is empty"),
        (("a", "K01", "2025-02-29", 1.0, 1.0), "`2025-02-29` is not in the calendar"),
        (("a", "K01", "2025-01", None, 1.0), "The cell is empty"),
        (("a", "K01", "2025-01", float("nan"), 1.0), "`nan` is not a finite number"),
        (("a", "K01", "2025-01", float("-inf"), 1.0), "`-inf` is not a finite number"),
        (("a", "K01", "2025-01", 1.0, 0.0), "A weight must be a number above zero, got `0.0`"),
        (("a", "K01", "2026-01", 1.0, 1.0), "`K01` of `a` stands twice for `2026-01`"),
        (("a", "K01", "2026", 1.0, 1.0), "two kinds in 2026: `2026` and `2026-01`"),
    ],
)
def test_a_fault_is_told_by_what_its_row_holds(database: Backend, row: Row, sentence: str) -> None:
    log = loaded(database, [*GOOD, row], weighted=True)
    with pytest.raises(ValueInFileError, match=sentence) as raised:
        check_log(log, RULES, known_settlements=["a"])
    assert f"settlement `{row[0]}`, KPI `{row[1]}`, period `{row[2]}`" in str(raised.value)


def test_an_empty_table_is_refused(database: Backend) -> None:
    with pytest.raises(FileError, match="The log has no rows"):
        check_log(loaded(database, []), RULES)
