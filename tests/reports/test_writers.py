"""Tables as files: full precision, no formulas, no markup, the same bytes twice."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from aqyl.reports.blocks import Document
from aqyl.reports.csv_file import write_csv
from aqyl.reports.document import Formats, Place, write_documents
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.output import write_json
from aqyl.reports.table import Column, Rounded, Table, shown
from aqyl.reports.workbook import write_workbook
from openpyxl import load_workbook

TABLE = Table(
    "t",
    "Кесте <b>1</b>",
    (Column("name", "Атауы"), Column("year", "Жыл", "label"), Column("x", "x", "number", 2)),
    (
        ("=1+1", 2023, 1 / 3),
        ("әғқңөұүһі", 2022, float("nan")),
        ("<script>", 2021, Rounded(1e-7, 7)),
        ("-", 2020, None),
    ),
    ("Ескерту: a < b",),
)


def test_csv_keeps_precision_and_disarms_formulas(tmp_path: Path) -> None:
    write_csv(TABLE, tmp_path / "t.csv")
    text = (tmp_path / "t.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["name", "year", "x"]
    assert rows[1] == ["'=1+1", "2023", repr(1 / 3)]
    assert rows[2] == ["әғқңөұүһі", "2022", ""]
    assert rows[3] == ["<script>", "2021", "1e-07"]
    assert rows[4] == ["'-", "2020", ""]


def test_what_is_infinite_is_shown_everywhere_and_stops_nothing(tmp_path: Path) -> None:
    columns = (Column("name", "Name"), Column("vif", "VIF", "number", 2))
    rows = (("U1", float("inf")), ("U2", float("-inf")))
    table = Table("t", "Twins", columns, rows)
    write_csv(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text("utf-8-sig").split() == [
        *("name,vif", "U1,Infinity", "U2,-Infinity"),
    ]
    write_workbook([table], tmp_path / "t.xlsx", language("kk"))
    cells = [cell.value for row in load_workbook(tmp_path / "t.xlsx")["t"] for cell in row]
    assert [value for value in cells if "∞" in str(value)] == ["∞", "−∞"]
    assert [shown(row[1], columns[1], language("ru")) for row in rows] == ["∞", "−∞"]
    write_json(tmp_path / "t.json", {"t": table.records()})
    read = json.loads((tmp_path / "t.json").read_text("utf-8"))
    assert [float(row["vif"]) for row in read["t"]] == [float("inf"), float("-inf")]


def test_a_workbook_holds_typed_cells_and_no_formula(tmp_path: Path) -> None:
    write_workbook([TABLE, TABLE], tmp_path / "t.xlsx", language("kk"))
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 2
        content = book.read(sheets[0]).decode()
    assert "<f>" not in content
    sheet = load_workbook(tmp_path / "t.xlsx")["t"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=5)]
    # Excel's own precision: the writer keeps 16 digits.
    assert rows[0] == ["Атауы", "Жыл", "x"]
    assert rows[1][0] == "=1+1"
    assert rows[1][2] == pytest.approx(1 / 3, rel=1e-15)
    assert rows[2] == ["әғқңөұүһі", 2022, None]


def test_a_workbook_merges_the_heads_of_groups(tmp_path: Path) -> None:
    columns = (
        Column("a", "A"),
        Column("n", "N", "number", 0, group="G"),
        Column("m", "M", "number", group="G"),
        Column("p", "P", "p"),
    )
    table = Table("t", "T", columns, (("x", 1, 0.5, 0.01),), number="3")
    write_workbook([table], tmp_path / "t.xlsx", language("en"))
    sheet = load_workbook(tmp_path / "t.xlsx")["t"]
    assert {str(part) for part in sheet.merged_cells.ranges} == {"A3:A4", "B3:C3", "D3:D4"}
    assert [sheet.cell(3, j).value for j in (1, 2, 4)] == ["A", "G", "P"]
    assert [sheet.cell(4, j).value for j in (2, 3)] == ["N", "M"]
    assert [cell.value for cell in sheet[5]] == ["x", 1, 0.5, 0.01]
    assert sheet["A1"].value == "Table 3. T"
    assert sheet.print_title_rows == "$3:$4"


@pytest.mark.parametrize("label", ["", " ", "\n"])
def test_a_head_without_a_word_is_no_fault(tmp_path: Path, label: str) -> None:
    table = Table("t", "T", (Column("n", label, "number"),), ((1.0,),))
    write_workbook([table], tmp_path / "t.xlsx", language("en"))
    assert [path.name for path in tmp_path.iterdir()] == ["t.xlsx"]


def test_a_document_is_written_in_the_formats_asked_for(tmp_path: Path) -> None:
    languages = [language(code) for code in LANGUAGES]
    documents = tuple(Document("T", "S", (TABLE,), lang) for lang in languages)
    folders = tuple(tmp_path / lang.code for lang in languages)
    place = Place(documents, folders, tmp_path / "report.html")
    write_documents([place], formats=Formats(("html", "docx", "tex"), ("png",)))
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    names = ("chapter.docx", "chapter.tex", "chapter_body.tex")
    assert found == {"report.html"} | {f"{code}/{name}" for code in LANGUAGES for name in names}


@pytest.mark.parametrize(
    ("cell", "column", "text"),
    [
        (2023, Column("y", "y", "label"), "2023"),
        (12345, Column("n", "n", "number"), "12\u00a0345"),
        (0.5, Column("d", "d", "signed", 1), "+0,5"),
        (None, Column("x", "x", "number"), "–"),
        (Rounded(1.0, 0), Column("x", "x", "number", 5), "1"),
    ],
)
def test_cells_are_shown_by_their_kind(cell, column: Column, text: str) -> None:
    assert shown(cell, column, language("ru")) == text


def test_a_full_disk_is_an_error_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", full)
    with pytest.raises(OSError, match="No space left"):
        write_workbook([TABLE], tmp_path / "t.xlsx", language("kk"))
