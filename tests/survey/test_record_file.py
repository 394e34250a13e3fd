"""Short tables kept by hand: every cell is checked, and the error names file, row and column."""

from datetime import date
from pathlib import Path

import pytest
from aqyl.survey.errors import ValueInFileError
from aqyl.survey.record_file import Record, read_records, refuse_twice


def records(folder: Path, text: str, **columns) -> list[Record]:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return read_records(path, **(columns or {"needed": ("a", "b")}))


def test_rows_are_read_in_any_order_of_columns(tmp_path: Path) -> None:
    first, second = records(tmp_path, "# a note\nB;A\n 1 234,5 ;x\n;\n2;y\n")
    assert (first.text("a"), first.number("b")) == ("x", 1234.5)
    assert (second.text("a"), second.whole("b"), second.where("b")) == (
        "y",
        2,
        "own.csv, row 5, column `b`",
    )


@pytest.mark.parametrize("word", ["yes", "Yes", "1", "иә", "ИӘ", "да", "+"])
def test_yes_in_three_languages(tmp_path: Path, word: str) -> None:
    (record,) = records(tmp_path, f"a,b\n{word},жоқ\n")
    assert record.yes("a")
    assert not record.yes("b")


@pytest.mark.parametrize("text", ["2027-05-01", "01.05.2027", "2027-05-01 00:00:00"])
def test_days_in_two_forms(tmp_path: Path, text: str) -> None:
    (record,) = records(tmp_path, f"a;b\n{text};x\n")
    assert record.day("a") == date(2027, 5, 1)


@pytest.mark.parametrize(
    ("cell", "ask", "said"),
    [
        ("maybe", lambda r: r.yes("a"), "must be yes or no, got `maybe`"),
        ("x1", lambda r: r.number("a"), "`x1` is not a number"),
        ("1.5", lambda r: r.whole("a"), "must be a whole number >= 0, got `1.5`"),
        ("-1", lambda r: r.whole("a"), "must be a whole number >= 0, got `-1`"),
        ("2027-02-30", lambda r: r.day("a"), "got `2027-02-30`"),
        ("may", lambda r: r.day("a"), "got `may`"),
        ("oblst", lambda r: r.one_of("a", ("oblast",)), "Did you mean `oblast`"),
        ("astan", lambda r: r.known("a", ["astana"], "settlement"), "`astan` is no known settl"),
        ("", lambda r: r.text("a"), "The cell is empty"),
    ],
)
def test_a_cell_that_breaks_a_rule(tmp_path: Path, cell: str, ask, said: str) -> None:
    (record,) = records(tmp_path, f"a;b\n{cell};x\n")
    with pytest.raises(ValueInFileError, match=said) as error:
        ask(record)
    assert error.value.where == "own.csv, row 2, column `a`"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n1\n", "The column `b` is missing"),
        ("a,b,bb\n1,2,3\n", r"The column `bb` is not known \(own\.csv\)\. Did you mean `b`"),
        ("a,b,B\n1,2,3\n", "The column `b` occurs twice"),
    ],
)
def test_columns_are_known_and_once(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ValueInFileError, match=said):
        records(tmp_path, text)


def test_two_rows_of_one_name_are_named(tmp_path: Path) -> None:
    found = records(tmp_path, "a,b\nx,1\ny,1\nx,1\n")
    refuse_twice(found[:2], "a")
    with pytest.raises(ValueInFileError, match="`x / 1` stands in two rows, 2 and 4"):
        refuse_twice(found, "a", "b")
