"""A log read from files: every form of file gives the same years, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from aqyl.analysis.city_score.yearly import yearly
from aqyl.survey.errors import FileError, SpecificationError, ValueInFileError
from aqyl.survey.kpi_log import KpiLog, read_kpi_log

HEADER = "settlement,kpi,period,value\n"
ROWS = "Алматы,K1,2026-01,1.5\nАлматы,K1,2026-02,2.5\nТүркістан,K2,2026-Q1,-4e1\n"
YEARS = [
    ("Алматы", "K1", 2026, 2.0, 2, "2026-01", "2026-02"),
    ("Түркістан", "K2", 2026, -40.0, 1, "2026-Q1", "2026-Q1"),
]
RULES = {"K1": "mean", "K2": "sum"}


def read(
    path: str | Path | list[Path], *, encoding: str = "", memory_limit: str | None = None
) -> KpiLog:
    return read_kpi_log(path, RULES, yearly, encoding=encoding, memory_limit=memory_limit)


def written(path: Path, text: str = HEADER + ROWS, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    log = read(written(tmp_path / "log.csv", encoding=encoding))
    assert log.yearly.rows() == YEARS
    assert (log.rows, log.periods) == (3, 3)


def test_windows_1251_is_read(tmp_path: Path) -> None:
    text = HEADER + "Алматы,K1,2026,1\n"
    log = read(written(tmp_path / "log.csv", text, "cp1251"))
    assert log.yearly["settlement"].to_list() == ["Алматы"]


def test_an_encoding_may_be_named(tmp_path: Path) -> None:
    text = HEADER + "Алматы,K1,2026,1\n"
    file = written(tmp_path / "log.csv", text, "koi8-r")
    assert read(file, encoding="koi8-r").yearly["settlement"].to_list() == ["Алматы"]


@pytest.mark.parametrize("end", [".csv", ".tsv", ".txt", ".CSV"])
def test_columns_stand_in_any_order_among_others(tmp_path: Path, end: str) -> None:
    lines = ["Value\tvalue\tperiod\tsettlement\tkpi", '"x;\t""1"""\t7\t2026-W53\tа б\tK2']
    log = read(written(tmp_path / f"log{end}", "\n".join(lines)))
    assert log.yearly.rows() == [("а б", "K2", 2026, 7.0, 1, "2026-W53", "2026-W53")]


@pytest.mark.parametrize(("two", "mean"), [("1,5", 1.5), ("1.5", 1.5), (" 1,5 ", 1.5), ("3", 3.0)])
def test_a_comma_is_decimal_between_semicolons(tmp_path: Path, two: str, mean: float) -> None:
    text = f"settlement;kpi;period;value\na;K1;2026-01;{two}\nb;K1;2026-01;0,25\n"
    assert read(written(tmp_path / "log.csv", text)).yearly["value"].to_list() == [mean, 0.25]


def test_notes_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    text = "# who measured\n#\n" + HEADER + ROWS.replace("\n", "\n\n")
    assert read(written(tmp_path / "log.csv", text)).yearly.rows() == YEARS


def test_parquet_is_read_as_csv_is(tmp_path: Path) -> None:
    file = written(tmp_path / "log.csv")
    pl.read_csv(file).write_parquet(tmp_path / "log.parquet")
    assert read(tmp_path / "log.parquet").yearly.equals(read(file).yearly)


def test_parquet_may_hold_dates_categories_and_other_numbers(tmp_path: Path) -> None:
    columns = {
        "value": [Decimal("1.25"), Decimal("1.75")],
        "settlement": pl.Series(["a", "a"], dtype=pl.Categorical()),
        "kpi": ["K1", "K1"],
        "period": [date(2026, 3, 5), date(2026, 3, 6)],
        "weight": [1, 3],
    }
    pl.DataFrame(columns).write_parquet(tmp_path / "log.parquet")
    log = read(tmp_path / "log.parquet")
    assert log.yearly.row(0) == ("a", "K1", 2026, 1.625, 2, "2026-03-05", "2026-03-06")


def test_files_are_found_by_folder_pattern_and_name(tmp_path: Path) -> None:
    lines = ROWS.splitlines(keepends=True)
    (tmp_path / "notes.md").write_text("no log")
    written(tmp_path / "a[1]'s.csv", HEADER + lines[0])
    written(tmp_path / "b.tsv", (HEADER + lines[1]).replace(",", "\t"))
    pl.read_csv(written(tmp_path / "c.csv", HEADER + lines[2])).write_parquet(
        tmp_path / "c[2]'s.parquet"
    )
    (tmp_path / "c.csv").unlink()
    log = read(tmp_path)
    assert log.yearly.rows() == YEARS
    assert [file.name for file in log.files] == ["a[1]'s.csv", "b.tsv", "c[2]'s.parquet"]
    assert read([tmp_path / "a[1]'s.csv"]).rows == 1
    assert read(tmp_path / "*.tsv").rows == 1
    assert read([tmp_path, tmp_path / "b.tsv"]).rows == 3  # no file is read twice


def test_weights_weigh_the_mean(tmp_path: Path) -> None:
    text = "settlement;kpi;period;value;weight\na;K1;2026-01;1;0,5\na;K1;2026-02;4;1\n"
    assert read(written(tmp_path / "log.csv", text)).yearly["value"].to_list() == [3.0]


def test_a_small_memory_suffices(tmp_path: Path) -> None:
    """Of two million rows of 56 bytes (three texts, a number) only pieces are held at a time."""
    year = pl.date_range(date(2020, 1, 1), date(2023, 12, 31), eager=True)
    places = pl.DataFrame({"settlement": [f"s{i:04}" for i in range(1400)]})
    log = pl.DataFrame({"period": year.dt.to_string()}).join(places, how="cross")
    log = log.with_columns(kpi=pl.lit("K1"), value=pl.int_range(pl.len()).cast(pl.Float64))
    log.write_csv(tmp_path / "log.csv")
    # Each thread has its own buffers.
    found = read_kpi_log(tmp_path / "log.csv", RULES, yearly, memory_limit="100MB", threads=2)
    assert found.rows == len(log) == 2_045_400
    years = pl.col("period").str.slice(0, 4).cast(pl.Int64).alias("year")
    here = log.group_by("settlement", "kpi", years).agg(pl.col("value").mean())
    assert found.yearly.select(here.columns).equals(here.sort("settlement", "kpi", "year"))


def test_a_memory_too_small_is_told(tmp_path: Path) -> None:
    text = HEADER + "".join(f"s{i},K1,2026,{i}\n" for i in range(20_000))
    with pytest.raises(FileError, match="does not fit into `1MB` of memory"):
        read(written(tmp_path / "log.csv", text), memory_limit="1MB")
    with pytest.raises(SpecificationError, match=r"`memory_limit` must be a size .*, got `much`"):
        read(tmp_path / "log.csv", memory_limit="much")
    with pytest.raises(SpecificationError, match="`threads` must be at least 1, got 0"):
        read_kpi_log(tmp_path / "log.csv", RULES, yearly, threads=0)


def test_nothing_stays_behind_and_no_file_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    good = written(tmp_path / "log.csv", encoding="kz1048")
    bad = written(tmp_path / "bad.csv", HEADER + ROWS + "x,K1,2026,\n")
    before = good.read_bytes(), bad.read_bytes()
    read(good)
    with pytest.raises(ValueInFileError):
        read(bad)
    assert (good.read_bytes(), bad.read_bytes()) == before
    assert list(temporary.iterdir()) == []


def test_two_reads_are_equal_to_the_last_bit(tmp_path: Path) -> None:
    days = [d.isoformat() for d in pl.date_range(date(2024, 1, 1), date(2024, 12, 31), eager=True)]
    log = pl.DataFrame({"period": days * 500}).with_columns(
        settlement=pl.format("s{}", pl.int_range(pl.len()) // len(days)),
        kpi=pl.lit("K1"),
        value=(pl.int_range(pl.len()) * 0.7).sin() * 1e9,
    )
    log.write_parquet(tmp_path / "a.parquet")
    log.sample(fraction=1, shuffle=True, seed=1).write_parquet(tmp_path / "b.parquet")
    assert read(tmp_path / "a.parquet").yearly.equals(read(tmp_path / "b.parquet").yearly)


def test_the_command_does_not_wait_for_a_database_that_it_does_not_use() -> None:
    code = "import aqyl.reports.cli, sys; print({'ibis', 'duckdb', 'sqlglot'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
