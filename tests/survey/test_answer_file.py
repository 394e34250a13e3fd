"""Parquet: every type of column, nulls, notes, damage; and the same answers from every format."""

from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyreadstat
import pytest
import xlsxwriter
from aqyl.survey.cells import cells_of
from aqyl.survey.errors import AqylError, FileError
from aqyl.survey.instrument import Instrument
from aqyl.survey.responses import AnswersError, read_responses
from hypothesis import given
from hypothesis import strategies as st

NAN = float("nan")


def parquet(tmp_path: Path, columns: dict, **options) -> Path:
    pl.DataFrame(columns).write_parquet(tmp_path / "a.parquet", **options)
    return tmp_path / "a.parquet"


@pytest.mark.parametrize(
    "column",
    [
        pl.Series([1, 5, None], dtype=pl.Int8),
        pl.Series([1, 5, None], dtype=pl.UInt64),
        pl.Series([1.0, 5.0, None], dtype=pl.Float32),
        pl.Series([1.0, 5.0, NAN]),
        pl.Series(["1.00", "5.00", None]).cast(pl.Decimal(5, 2)),
        pl.Series(["1", "Strongly agree", " "]),
        pl.Series(["1 - Strongly disagree", "5", None], dtype=pl.Categorical),
        pl.Series(["1", "5", None], dtype=pl.Enum(["5", "3", "1"])),
    ],
    ids=lambda column: str(column.dtype),
)
def test_every_type_of_column_is_read(
    tmp_path: Path, questionnaire: Instrument, column: pl.Series
) -> None:
    found = read_responses(
        parquet(tmp_path, {"T1": column, "T2": [2, 2, 2], "U1": [3, None, 3]}), questionnaire
    )
    np.testing.assert_array_equal(found.answers, [[1, 2, 3], [5, 2, np.nan], [np.nan, 2, 3]])
    assert found.encoding == "parquet"
    assert found.ids == ("1", "2", "3")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (pl.Series([2, 6]), "6"),
        (pl.Series([2.0, 2.5]), "2.5"),
        (pl.Series([2.0, float("inf")]), "inf"),
        (pl.Series([None, True]), "true"),
        (pl.Series([None, date(2024, 1, 2)]), "2024-01-02"),
        (pl.Series(["2", "maybe"]), "maybe"),
    ],
)
def test_what_breaks_a_rule_is_listed(
    tmp_path: Path, questionnaire: Instrument, column: pl.Series, value: str
) -> None:
    with pytest.raises(AnswersError) as caught:
        read_responses(parquet(tmp_path, {"T1": column, "T2": [2, 2], "U1": [3, 3]}), questionnaire)
    told = [(p.where, p.value) for p in caught.value.problems]
    assert told == [("a.parquet, case 2, variable `T1`", value)]


def test_a_column_of_lists_is_refused(tmp_path: Path, questionnaire: Instrument) -> None:
    file = parquet(tmp_path, {"T1": [[1], [2]], "T2": [2, 2], "U1": [3, 3]})
    with pytest.raises(AqylError, match=r"the column holds List.*a.parquet, variable `T1`"):
        read_responses(file, questionnaire)


@pytest.mark.parametrize(
    "times",
    [
        pl.Series([95.5, None]),
        pl.Series([timedelta(seconds=95.5), None]),
        pl.Series([clock(0, 1, 35, 500_000), None]),
        pl.Series(["1:35,5", None]),
    ],
    ids=lambda column: str(column.dtype),
)
def test_times_ids_and_notes(tmp_path: Path, questionnaire: Instrument, times: pl.Series) -> None:
    columns = {"who": [7, 8], "T1": [1, 1], "T2": [2, 2], "U1": [3, 3], "t": times}
    file = parquet(tmp_path, columns, metadata={"note": "SIMULATED\nseed 1"})
    found = read_responses(file, questionnaire, id_column="who", time_column="t")
    np.testing.assert_array_equal(found.seconds, [95.5, np.nan])
    assert found.ids == ("7", "8")
    assert found.note == ("SIMULATED", "seed 1")
    assert found.simulated


def test_an_id_twice_names_the_first_case(tmp_path: Path, questionnaire: Instrument) -> None:
    file = parquet(tmp_path, {"who": [7, None, 7], "T1": [1] * 3, "T2": [1] * 3, "U1": [1] * 3})
    with pytest.raises(AnswersError) as caught:
        read_responses(file, questionnaire, id_column="who")
    told = [(p.where, p.rule) for p in caught.value.problems]
    assert told == [
        ("a.parquet, case 2, variable `who`", "is empty"),
        ("a.parquet, case 3, variable `who`", "stands in case 1 already"),
    ]


@pytest.mark.parametrize("cut", [0, 3, 50, -20, -1])
def test_a_cut_file_is_one_sentence(tmp_path: Path, questionnaire: Instrument, cut: int) -> None:
    file = parquet(tmp_path, {"T1": [1], "T2": [1], "U1": [1]})
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(FileError, match=r"is empty: a\.|damaged, or it is no Parquet file: a\."):
        read_responses(file, questionnaire)


def test_damage_in_the_data_is_one_sentence(tmp_path: Path, questionnaire: Instrument) -> None:
    file = parquet(tmp_path, {"T1": [1] * 99, "T2": [1] * 99, "U1": [1] * 99})
    content = bytearray(file.read_bytes())
    content[4:60] = bytes(56)
    file.write_bytes(content)
    with pytest.raises(FileError, match="damaged"):
        read_responses(file, questionnaire)


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.parquet", "There is no file"), ("a.xls", r"Answers must be \.csv.*got `a\.xls`")],
)
def test_a_missing_or_foreign_file_is_refused(
    tmp_path: Path, questionnaire: Instrument, name: str, message: str
) -> None:
    with pytest.raises(FileError, match=message):
        read_responses(tmp_path / name, questionnaire)


def test_a_table_without_rows_is_refused(tmp_path: Path, questionnaire: Instrument) -> None:
    with pytest.raises(FileError, match="columns but no rows"):
        read_responses(parquet(tmp_path, {"T1": [], "T2": [], "U1": []}), questionnaire)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet", "a.sav", "a.zsav", "a.dta"])
def test_every_format_holds_the_same_answers(
    tmp_path: Path, questionnaire: Instrument, name: str
) -> None:
    draw = np.random.default_rng(3)
    points = draw.integers(1, 6, size=(200, 3)).astype(float)
    points[draw.random(points.shape) < 0.1] = np.nan
    seconds = np.round(draw.gamma(4, 100, 200), 1)
    frame = pl.DataFrame(points, schema=["T1", "T2", "U1"]).fill_nan(None)
    frame = frame.with_columns(
        pl.Series("sex", draw.choice(["Ер", "Woman"], 200)), pl.Series("t", seconds)
    )
    file = tmp_path / name
    data: Any = frame
    if name == "a.csv":
        frame.write_csv(file)
    elif name == "a.xlsx":
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            for i, row in enumerate([frame.columns, *frame.rows()]):
                sheet.write_row(i, 0, row)
    elif name == "a.parquet":
        frame.write_parquet(file)
    elif name == "a.dta":
        pyreadstat.write_dta(data, file)
    else:
        pyreadstat.write_sav(data, file, compress=name == "a.zsav")
    found = read_responses(file, questionnaire, time_column="t")
    np.testing.assert_array_equal(found.answers, points)
    np.testing.assert_array_equal(found.seconds, seconds)
    expected = (frame["sex"] == "Woman").to_numpy().astype(int)
    np.testing.assert_array_equal(found.profile[:, 1], expected)


@given(st.lists(st.none() | st.sampled_from(["b", "a", "Ә", "", "4"]), max_size=20))
def test_cells_give_back_the_column(column: list[str | None]) -> None:
    for kind in (pl.String, pl.Categorical):
        found = cells_of(pl.Series("x", column, dtype=kind))
        assert [found.texts[i] if i >= 0 else None for i in found.codes] == column
        assert list(found.texts) == sorted(found.texts)
