"""Reading tables: encodings, delimiters, headers, and the place of a cell."""

from pathlib import Path

import pytest
import xlsxwriter
from aqyl.survey.errors import AqylError, FileError, ValueInFileError
from aqyl.survey.table_file import open_table
from aqyl.survey.workbook_file import NUMBER
from openpyxl import Workbook

KAZAKH = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_kazakh_letters_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(f"қала;мән\n{KAZAKH};1\n", encoding=encoding)
    table = open_table(file)
    assert table.header == ("қала", "мән")
    assert table.read()["қала"].to_list() == [KAZAKH]


def test_windows_1251_is_read_without_being_named(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("город;значение\nАлматы;1\n", encoding="cp1251")
    assert open_table(file).read()["город"].to_list() == ["Алматы"]


def test_a_named_encoding_is_used(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("город;значение\nАлматы;1\n", encoding="koi8-r")
    assert open_table(file, encoding="koi8-r").header == ("город", "значение")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(delimiter.join("ab") + "\n" + delimiter.join("12") + "\n")
    assert open_table(file).read().rows() == [("1", "2")]


def test_a_workbook_keeps_what_its_cells_are(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Деректер")
        sheet.write_row(0, 0, ["қала", "мән"])
        sheet.write_row(1, 0, ["Түркістан", 0.5])
    assert open_table(file).read().rows() == [("Түркістан", NUMBER + "0.5")]
    with pytest.raises(FileError, match="no sheet `X`; it has Деректер"):
        open_table(file, sheet="X")


def test_the_place_of_a_cell_counts_from_the_header(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("a,b\n1,2\n")
    assert open_table(file).where(0, "b") == "t.csv, row 2, column `b`"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_notes_above_the_header_are_kept(tmp_path: Path, encoding: str, end: str) -> None:
    file = tmp_path / "t.csv"
    lines = [f"# {KAZAKH}; seed 1, n 2", '#  an open " mark;;', "#", "a;b", "1;2", "# 3;4"]
    file.write_bytes(end.join(lines).encode(encoding))
    table = open_table(file)
    assert table.note == (f"{KAZAKH}; seed 1, n 2", 'an open " mark', "")
    assert table.header == ("a", "b")
    assert table.read().rows() == [("1", "2"), ("# 3", "4")]
    assert table.where(1, "b") == "t.csv, row 6, column `b`"


@pytest.mark.parametrize("head", ["#;SE1", "#id;SE1", "##;SE1", '"# of person";SE1', " # x;SE1"])
def test_a_column_whose_name_begins_with_a_hash_is_no_note(tmp_path: Path, head: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(head + "\n1;2\n")
    table = open_table(file)
    assert table.note == ()
    assert table.header == (head.split(";", maxsplit=1)[0].strip(' "'), "SE1")
    assert table.read().rows() == [("1", "2")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# a\n", "first row after the notes must name the columns"),
        ("# a\n\nx;y\n1;2\n", "first row after the notes must name the columns"),
        ("# a\nx;x\n1;2\n", r"Two columns are called `x` \(t.csv, row 2,"),
        ("# a\nx;y\n1;2\n1;2;3\n", r"3 cells and the header 2 \(t.csv, row 4\)"),
        ("# a\nx;y\n", "no rows"),
        ("# n;x\n1;2\n", r"names no columns \(t.csv, row 1\)"),
    ],
)
def test_errors_below_notes_name_the_rows_of_the_file(
    tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "t.csv"
    file.write_text(text)
    with pytest.raises((FileError, ValueInFileError), match=message):
        open_table(file).read()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"a,b\n", "no rows"),
        (b"a,b\n,\n", "no rows"),
        (b"a,\n1,2\n", "Column 2 has no name"),
        (b"a,a\n1,2\n", "Two columns are called `a`"),
        (b"a,b\n1,2\n1,2,3\n", r"3 cells and the header 2 \(t.csv, row 3\)"),
        (b"\n1,2\n", "first row must name the columns"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(content)
    with pytest.raises((FileError, ValueInFileError), match=message):
        open_table(file).read()


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="There is no file"):
        open_table(tmp_path / "none.csv")
    (tmp_path / "t.docx").write_bytes(b"x")
    with pytest.raises(FileError, match=r"must be \.csv"):
        open_table(tmp_path / "t.docx")
    (tmp_path / "t.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(FileError, match="cannot be opened"):
        open_table(tmp_path / "t.xlsx")


@pytest.mark.parametrize("line", ["2;5", "# a remark", "2"])
def test_a_row_that_ends_early_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"id;T1;T2\n1;4;5\n{line}\n3;4;5\n", "utf-8")
    with pytest.raises(AqylError, match=r"cells and the header 3.*row 3"):
        open_table(file).read()


def test_a_row_of_empty_cells_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id;T1;T2\n1;4;5\n2;;\n\n", "utf-8")
    assert open_table(file).read()["T2"].to_list()[:2] == ["5", None]


def test_an_impossible_encoding_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id;T1\n1;4\n", "utf-8")
    with pytest.raises(AqylError, match="cannot be read as"):
        open_table(file, encoding="a\u0000")


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ('a;b\n1;"2\n3;4\n', 2, "A quotation mark is opened and not closed"),
        ('# note\na;b\n1;2\n3;"4', 4, "A quotation mark is opened and not closed"),
        ('a;b;c\n1;"2;3\n4;5;6\n7;8;"9"\n', 2, "A quotation mark is opened and not closed"),
        ('a;b\n1;2\n1;"2"x\n3;4\n', 3, "Text follows a closing quotation mark"),
        ('a;b\n1;2"x\n3;4\n', 2, "A cell holds a quotation mark and is not quoted itself"),
    ],
)
def test_a_row_whose_quotation_marks_do_not_match_is_named(
    tmp_path: Path, text: str, row: int, said: str
) -> None:
    (tmp_path / "t.csv").write_text(text, "utf-8")
    with pytest.raises(ValueInFileError) as caught:
        open_table(tmp_path / "t.csv").read()
    assert (caught.value.problem, caught.value.where) == (said, f"t.csv, row {row}")


def test_a_table_that_no_rule_explains_is_refused_in_our_own_words(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"a;b\n1;2\r3;4\n5;6\n")
    with pytest.raises(FileError) as caught:
        open_table(tmp_path / "t.csv").read()
    assert caught.value.problem == "The table cannot be read as CSV"


def test_a_named_encoding_that_does_not_fit_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"a;b\n" + b"1;2\n" * 300_000 + b"\xff;4\n")
    with pytest.raises(FileError, match="cannot be read as utf-8"):
        open_table(tmp_path / "t.csv", encoding="utf-8").read()


def test_a_formula_that_nobody_computed_is_no_missing_value(tmp_path: Path) -> None:
    def written(cell: int | str) -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in (("a", "b"), (1, cell), (None, 2)):
            sheet.append([*row])
        sheet["A3"].number_format = "0.0"  # an empty cell that is there all the same
        book.save(tmp_path / "t.xlsx")
        return tmp_path / "t.xlsx"

    assert open_table(written(4)).read()["b"].to_list() == [f"{NUMBER}4", f"{NUMBER}2"]
    with pytest.raises(FileError, match=r"hold no value yet: 1, the first in cell `B2`"):
        open_table(written("=1+3"))
