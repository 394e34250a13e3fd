"""How tables stand on the pages of Word: which way up, how large, how wide, number below number."""

from dataclasses import replace
from pathlib import Path
from string import ascii_letters, digits

import pytest
from aqyl.reports.language import language
from aqyl.reports.table import Column, Rounded, Table
from aqyl.reports.table_style import STYLES
from aqyl.reports.word.columns import CELL_MARGIN
from aqyl.reports.word.layout import cell_texts, lay_out
from aqyl.reports.word.measure import longest_word, width
from aqyl.reports.word.page import LANDSCAPE, PORTRAIT, TWIPS
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

from .word_sample import HEADED, LONG, WIDE, sample, words, write

ROUNDED = 0.018  # widths are rounded up to 0.01, and J differs by as much again


def test_columns_fill_the_page_and_no_word_of_the_wide_table_is_cut(tmp_path: Path) -> None:
    for table in write(sample(), tmp_path).tables:
        total = sum(int(c.get(qn("w:w"))) for c in table._tbl.xpath("./w:tblGrid/w:gridCol"))
        assert total in {round(20 * PORTRAIT.room), round(20 * LANDSCAPE.room)}
        for row in table._tbl.tr_lst:
            widths = [int(w) for w in row.xpath("./w:tc/w:tcPr/w:tcW/@w:w")]
            assert sum(widths) == total


def test_the_columns_of_a_triangle_are_equally_wide() -> None:
    columns = (Column("name", "Аты"), *(Column(f"c{j}", str(j + 1), "number") for j in range(4)))
    rows = tuple((f"A{i}", *("-0,123" if j < i else "" for j in range(4))) for i in range(4))
    table = Table("t", "T", columns, rows)
    (part,) = lay_out(table, [list(row) for row in rows]).parts
    widths = part.widths[1:]
    assert max(widths) - min(widths) <= 1  # twips, by rounding


def test_a_table_too_wide_for_any_page_is_divided(tmp_path: Path) -> None:
    columns = (
        Column("name", "Аты"),
        *(Column(f"c{j}", f"Көрсеткіштер{j}", "number", 3) for j in range(30)),
    )
    row = ("бірінші", *(j / 7 for j in range(30)))
    wide = Table("w", "Т", columns, (row,), number="5")
    document = sample(blocks=(wide,))
    read = write(document, tmp_path)
    assert len(read.tables) > 1
    heads = [[cell.text for cell in table.rows[0].cells] for table in read.tables]
    assert all(head[0] == "Аты" for head in heads)
    assert [name for head in heads for name in head[1:]] == [c.label for c in columns[1:]]
    cells = [cell.text for table in read.tables for cell in table.rows[1].cells[1:]]
    assert cells == cell_texts(wide, document.lang, document.style)[0][1:]
    assert sum(p.text == "5-кестенің жалғасы" for p in read.paragraphs) == len(read.tables) - 1


def test_a_wide_table_of_a_few_rows_stands_upright_in_parts_that_share_a_page(
    tmp_path: Path,
) -> None:
    short = replace(WIDE, rows=WIDE.rows[:5])
    read = write(sample(blocks=(short,)), tmp_path)
    assert [section.orientation for section in read.sections] == [0, 0]
    heads = [[words(c) for c in table._tbl.tr_lst[0].tc_lst] for table in read.tables]
    assert heads == [["Аты", "Топ 0", "Топ 1"], ["Аты", "Топ 2", "Топ 3"]]
    layout = lay_out(short, cell_texts(short, language("kk"), STYLES["gost"]))
    assert layout.height < PORTRAIT.depth


@pytest.mark.parametrize(("words_", "sizes"), [(1, {12}), (24, {10, 11}), (60, {12})])
def test_small_letters_are_taken_where_they_spare_lines(words_: int, sizes: set[int]) -> None:
    row = ("сөз " * words_, "сөз")
    table = Table("t", "Т", (Column("a", "А"), Column("b", "Б")), (row,) * 20)
    assert lay_out(table, [list(row)] * 20).size in sizes


def test_numbers_stand_decimal_mark_below_decimal_mark(tmp_path: Path) -> None:
    cells = (0.5, Rounded(-1.25, 3, "***"), 1234.5, 7, None)
    columns = (Column("t", "Аты"), Column("n", "Мән", "number", 2))
    table = Table("t", "Т", columns, tuple(("а", cell) for cell in cells))
    written = write(sample(blocks=(table,)), tmp_path).tables[0]
    size, inner = 12, 0.0
    ends = []
    for row in written._tbl.tr_lst[1:]:
        cell = row.tc_lst[1]
        right = int(cell.xpath("./w:p/w:pPr/w:ind/@w:right")[0]) / TWIPS
        inner = int(cell.xpath("./w:tcPr/w:tcW/@w:w")[0]) / TWIPS - 2 * CELL_MARGIN * size
        tail = words(cell).partition(",")[2]
        ends.append(inner - right - (width("," + tail) * size if tail else 0.0))
    *numbers, _, absent = ends
    assert numbers == pytest.approx([numbers[0]] * 3, abs=0.1)  # twips are whole
    assert ends[3] == pytest.approx(numbers[0], abs=0.1)
    assert absent == pytest.approx((inner + width("–") * size) / 2, abs=0.1)  # amid the column


def test_neighbours_of_a_group_stay_together_when_a_table_is_divided() -> None:
    heads = ("Стандартты ауытқу", "Мәнділік", "Сенімділік")
    columns = [Column(f"c{j}", heads[j % 3], "number", group=f"Топ {j // 3}") for j in range(21)]
    table = Table("g", "Т", (Column("name", "Аты"), *columns), (("бірінші", *range(21)),))
    layout = lay_out(table, cell_texts(table, language("kk"), STYLES["gost"]))
    sizes = [len(part.columns) - 1 for part in layout.parts]
    assert len(sizes) > 1
    assert all(size % 3 == 0 for size in sizes)
    assert max(sizes) - min(sizes) <= 3


@pytest.mark.parametrize("sideways", [False, True])
@pytest.mark.parametrize("table", [HEADED, WIDE, LONG], ids=lambda t: t.name)
def test_no_number_and_no_word_of_a_head_is_divided(table: Table, *, sideways: bool) -> None:
    texts = cell_texts(table, language("kk"), STYLES["gost"])
    layout = lay_out(table, texts, sideways=sideways)
    assert layout.page is (LANDSCAPE if sideways or table is WIDE else PORTRAIT)
    for part in layout.parts:
        for j, room in zip(part.columns, part.widths, strict=True):
            inner = room / TWIPS / layout.size - 2 * CELL_MARGIN
            assert longest_word(table.columns[j].label) <= inner
            assert max(width(row[j]) for row in texts) <= inner


def test_widths_are_those_of_the_typeface() -> None:
    path = Path(get_data_path()) / "fonts" / "ttf" / "STIXGeneral.ttf"
    font = TTFont(path)  # its Latin letters have the widths of Times
    names, glyphs = font.getBestCmap() or {}, font.getGlyphSet()
    for letter in ascii_letters + digits:
        advance = glyphs[names[ord(letter)]].width / 1000  # units of this font in an em
        assert width(letter) == pytest.approx(advance, abs=ROUNDED), letter
