"""Tables as files: full precision, no formulas, no markup, the same bytes twice."""

import csv
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from aqyl.reports.blocks import Document
from aqyl.reports.csv_file import write_csv
from aqyl.reports.document import write_document
from aqyl.reports.language import LANGUAGES, language
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


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_is_well_formed_and_escapes_text(tmp_path: Path, code: str) -> None:
    lang = language(code)
    write_document(Document("A & B", "<i>", (TABLE,), lang), tmp_path / "d")
    page = (tmp_path / "d" / "report.html").read_text("utf-8")
    assert "<script>" not in page
    assert "<b>1</b>" not in page
    assert f'lang="{code}"' in page
    assert "әғқңөұүһі" in page
    Balanced().feed(page)


class Balanced(HTMLParser):
    """Fails on a tag that closes what is not open."""

    void = frozenset({"meta", "img", "br", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: D102, ARG002
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        assert self.open.pop() == tag


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
