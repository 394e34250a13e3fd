"""Faults of a log: each one sentence, with the file and the row of the first of them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from aqyl.analysis.city_score.yearly import yearly
from aqyl.survey.errors import AqylError, FileError, SpecificationError, ValueInFileError
from aqyl.survey.kpi_log import KpiLog, read_kpi_log

HEADER = "settlement,kpi,period,value\n"
GOOD = "almaty,K1,2026-01,1\nalmaty,K1,2026-02,2\nastana,K1,2026-01,4\n"
RULES = {"K1": "mean", "K2": "last"}
ROW = 5  # of a row after the good ones


def read(path: Path, known_kpis: list[str] | None = None) -> KpiLog:
    places = ["almaty", "astana"]
    return read_kpi_log(path, RULES, yearly, known_settlements=places, known_kpis=known_kpis)


CASES = [
    ("almatty,K1,2026-03,1", "settlement", "There is no settlement `almatty`"),
    (",K1,2026-03,1", "settlement", "The cell is empty"),
    ("almaty,K3,2026-03,1", "kpi", "There is no KPI `K3`"),
    ("almaty,,2026-03,1", "kpi", "The cell is empty"),
    ("almaty,K1,2026-03,abc", "value", "`abc` is not a number"),
    ("almaty,K1,2026-03,5%", "value", "`5%` is not a number"),
    ("almaty,K1,2026-03,1 000", "value", "`1 000` is not a number"),
    ('almaty,K1,2026-03,"1,5"', "value", "`1,5` is not a number"),
    ("almaty,K1,2026-03,", "value", "The cell is empty"),
    ("almaty,K1,2026-03,nan", "value", "`nan` is not a finite number"),
    ("almaty,K1,2026-03,-inf", "value", "`-inf` is not a finite number"),
    ("almaty,K1,2026-03,1e999", "value", "`1e999` is not a finite number"),
    ("almaty,K1,2026-3,1", "period", "`2026-3` is no period"),
    ("almaty,K1,03.2026,1", "period", "`03.2026` is no period"),
    ("almaty,K1,2026-Q5,1", "period", "`2026-Q5` is no period"),
    ("almaty,K1,,1", "period", "The cell is empty"),
    ("almaty,K1,2026-02-30,1", "period", "`2026-02-30` is not in the calendar"),
    ("almaty,K1,2026-13,1", "period", "`2026-13` is not in the calendar"),
    ("almaty,K1,2025-W53,1", "period", "`2025-W53` is not in the calendar"),
    ("almaty,K1,2026-02,9", "period", "`K1` of `almaty` stands twice for `2026-02`"),
    ("almaty,K1,2026,9", "period", "periods of two kinds in 2026: `2026` and `2026-01`"),
]


@pytest.mark.parametrize(("row", "column", "sentence"), CASES)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, form: str, row: str, column: str, sentence: str
) -> None:
    file = tmp_path / f"log.{form}"
    text = HEADER + GOOD + row + "\n"
    if form == "csv":
        file.write_text(text, "utf-8")
    else:
        pl.read_csv(text.encode(), infer_schema=False).write_parquet(file)
    with pytest.raises(ValueInFileError) as raised:
        read(file)
    # The rows of Parquet count from 1, for it has no header; a mixed year counts as a whole.
    place = f"log.{form}, row {ROW - (form == 'parquet')}, column `{column}`"
    more = ", and 2 more rows" if "two kinds" in sentence else ""
    assert str(raised.value).startswith(raised.value.problem)
    assert sentence in raised.value.problem
    assert raised.value.where == place + more


MANY = """almatty,K1,2026-04,x
almaty,K3,2026-02-30,7
,K1,2026-05,1
almaty,K1,March,3
almaty,K1,2026-01,3
astana,K1,2026,3
"""


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_all_kinds_of_fault_are_told_in_one_go(tmp_path: Path, form: str) -> None:
    file, text = tmp_path / f"log.{form}", HEADER + GOOD + MANY
    if form == "csv":
        file.write_text(text, "utf-8")
    else:
        pl.read_csv(text.encode(), infer_schema=False).write_parquet(file)
    with pytest.raises(ValueInFileError) as raised:
        read(file)
    told = [one.problem for one in (raised.value, *raised.value.others)]
    assert told == [
        "`March` is no period",
        "`2026-02-30` is not in the calendar",
        "There is no settlement `almatty`",
        "There is no KPI `K3`",
        "`x` is not a number",
        "`K1` of `astana` has periods of two kinds in 2026: `2026` and `2026-01`",
        "`K1` of `almaty` stands twice for `2026-01`",
    ]
    row = {"csv": 8, "parquet": 7}[form]
    assert raised.value.where == f"log.{form}, row {row}, column `period`"


def test_every_file_that_is_no_log_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("settlement,kpi,period\na,b,c\n")
    (tmp_path / "b.csv").write_text(HEADER + GOOD)
    (tmp_path / "c.csv").write_text("")
    with pytest.raises(ValueInFileError, match="no column `value`") as raised:
        read(tmp_path)
    assert [str(one) for one in raised.value.others] == ["The file is empty: c.csv."]
    (tmp_path / "a.csv").write_text(HEADER + "almaty,K1,2026\n")
    (tmp_path / "c.csv").write_text(HEADER)
    with pytest.raises(ValueInFileError, match="3 cells and the header 4") as raised:
        read(tmp_path)
    (other,) = raised.value.others
    assert str(other) == "The table has a header but no rows: c.csv."


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_lines_that_end_in_different_ways_are_named_as_such(tmp_path: Path, ends: str) -> None:
    first, *others = (HEADER + GOOD).splitlines()
    text = first + "\n" + others[0] + ends + others[1] + "\n" + others[2] + ends
    (tmp_path / "log.csv").write_bytes(text.encode())
    with pytest.raises(FileError, match="lines of the table end in different ways") as raised:
        read(tmp_path / "log.csv")
    assert "quotation" not in str(raised.value)


def test_the_rows_are_counted_and_the_first_is_told(tmp_path: Path) -> None:
    """In a second file, beyond notes and empty lines, and beyond what one thread reads."""
    (tmp_path / "a.csv").write_text(HEADER + GOOD)
    lines = [f"s{i % 500},K2,{2000 + i // 500 % 20},{i}" for i in range(300_000)]
    lines = [line.replace(",K2,", f",K{i // 10_000},") for i, line in enumerate(lines)]
    lines[250_000] = lines[270_000] = "s1,K1,2026-01,x"
    lines[100] += "\n"
    (tmp_path / "b.csv").write_text("# note\n" + HEADER + "\n".join(lines) + "\n")
    rules = {f"K{i}": "mean" for i in range(30)}
    with pytest.raises(ValueInFileError, match="`x` is not a number") as raised:
        read_kpi_log([tmp_path / "a.csv", tmp_path / "b.csv"], rules, yearly)
    # A note, the header and an empty line stand before row 250,000 counted from 0.
    assert raised.value.where == "b.csv, row 250004, column `value`, and 1 more row"
    text = HEADER + "\n".join(lines).replace("\n\n", "\n")
    pl.read_csv(text.encode(), infer_schema=False).write_parquet(tmp_path / "b.parquet")
    with pytest.raises(ValueInFileError, match="`x` is not a number") as raised:
        read_kpi_log([tmp_path / "a.csv", tmp_path / "b.parquet"], rules, yearly)
    assert raised.value.where == "b.parquet, row 250001, column `value`, and 1 more row"


def test_all_repeated_rows_are_counted_across_files(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        (tmp_path / name).write_text(HEADER + GOOD)
    with pytest.raises(ValueInFileError, match="stands twice for `2026-01`") as raised:
        read(tmp_path)
    assert raised.value.where == "b.csv, row 2, column `period`, and 5 more rows"


def test_two_spellings_of_a_quarter_are_one(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(HEADER + "astana,K1,2026-Q1,1\nastana,K1,2026Q1,1\n")
    with pytest.raises(ValueInFileError, match="stands twice for `2026Q1`"):
        read(tmp_path / "log.csv")


@pytest.mark.parametrize("twice", ["2024-01-01", "2024-02-29", "2024-12-31", "2026-W53", "2026"])
def test_any_period_that_stands_twice_is_found(tmp_path: Path, twice: str) -> None:
    """Among all days of a leap year, or alone; a hundred times is more than once too."""
    days = [
        d.isoformat() for d in pl.date_range(pl.date(2024, 1, 1), pl.date(2024, 12, 31), eager=True)
    ]
    for copies in (1, 2, 100):
        others = days if twice.startswith("2024") else [twice]
        rows = [*others, *[twice] * (copies - 1)]
        text = HEADER + "".join(f"almaty,K1,{period},1\n" for period in rows)
        (tmp_path / "log.csv").write_text(text)
        if copies == 1:
            assert read(tmp_path / "log.csv").rows == len(others)
        else:
            with pytest.raises(ValueInFileError, match=f"stands twice for `{twice}`"):
                read(tmp_path / "log.csv")


@pytest.mark.parametrize("weight", ["0", "-1", "", "inf", "x"])
def test_weights_are_above_zero(tmp_path: Path, weight: str) -> None:
    text = (
        f"settlement,kpi,period,value,weight\nalmaty,K1,2026-01,1,1\nalmaty,K1,2026-02,1,{weight}\n"
    )
    (tmp_path / "log.csv").write_text(text)
    said = (
        f"A weight must be a number above zero, got `{weight}`" if weight else "The cell is empty"
    )
    with pytest.raises(ValueInFileError, match=said) as raised:
        read(tmp_path / "log.csv")
    assert raised.value.where == "log.csv, row 3, column `weight`"


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("", FileError, "The file is empty: log.csv"),
        (HEADER, FileError, "has a header but no rows: log.csv"),
        ("settlement,kpi,period\na,b,c\n", ValueInFileError, "has no column `value`"),
        (HEADER + "almaty,K1,2026\n", ValueInFileError, "3 cells and the header 4 .*row 2"),
        (HEADER + "\nalmaty,K1,2026,1,2\n", ValueInFileError, "5 cells and the header 4 .*row 3"),
        (HEADER + '"almaty,K1,2026,1\n', ValueInFileError, "opened and not closed .*row 2"),
        ("value,value\n1,2\n", ValueInFileError, "Two columns are called `value`"),
    ],
)
def test_a_file_that_is_no_log_is_refused(
    tmp_path: Path, text: str, error: type[AqylError], sentence: str
) -> None:
    (tmp_path / "log.csv").write_text(text)
    with pytest.raises(error, match=sentence):
        read(tmp_path / "log.csv")


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "log.xlsx").write_bytes(b"x")
    (tmp_path / "log.parquet").write_bytes(b"PAR1 and no more")
    for name, sentence in (
        ("log.xlsx", "must be .csv, .tsv, .txt or .parquet, got `log.xlsx`"),
        ("log.parquet", "no Parquet file: log.parquet"),
        ("other.csv", "There is no file"),
        ("*.tsv", "There is no file"),
    ):
        with pytest.raises(FileError, match=sentence):
            read(tmp_path / name)


def test_a_column_of_parquet_must_hold_numbers(tmp_path: Path) -> None:
    row = {"settlement": ["a"], "kpi": ["K1"], "period": ["2026"], "value": [True]}
    pl.DataFrame(row).write_parquet(tmp_path / "log.parquet")
    with pytest.raises(ValueInFileError, match=r"`value` must hold numbers, .* `BOOLEAN`"):
        read(tmp_path / "log.parquet")


def test_weights_in_some_files_only_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("settlement,kpi,period,value,weight\nalmaty,K1,2026,1,1\n")
    (tmp_path / "b.csv").write_text(HEADER + "astana,K1,2026,1\n")
    with pytest.raises(ValueInFileError, match=r"have a column `weight`.*\(b.csv\)"):
        read(tmp_path)


def test_known_kpis_have_rules(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(HEADER + GOOD)
    with pytest.raises(SpecificationError, match="no rule for the yearly value of `K3`"):
        read(tmp_path / "log.csv", known_kpis=["K1", "K3"])
    with pytest.raises(ValueInFileError, match="There is no KPI `K1`"):
        read(tmp_path / "log.csv", known_kpis=["K2"])
