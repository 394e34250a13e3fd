"""Numbers, captions, references and heads: said once, for every writer."""

import pytest
from aqyl.reports.blocks import Heading, Paragraph
from aqyl.reports.bounded import BOUNDED, KEPT
from aqyl.reports.caption import Note, caption_of, note_of, numbered, reference
from aqyl.reports.composition import told, with_notes, with_text
from aqyl.reports.figures.picture import Picture
from aqyl.reports.figures.style import blank
from aqyl.reports.language import language
from aqyl.reports.table import Column, Rounded, Table, head_rows, merged, shown
from aqyl.reports.table_style import GOST, STYLES


def table(name: str, number: str = "") -> Table:
    return Table(name, f"Of {name}", (Column("x", "X"),), (("a",),), number=number)


def picture(name: str, number: str = "") -> Picture:
    return Picture(name, f"Of {name}", "", table(name), lambda: blank(10, 10), number=number)


@pytest.mark.parametrize(
    ("code", "of_table", "of_figure", "see", "note"),
    [
        ("kk", "Кесте 11 – Of t", "Сурет 27 – Of f", "11-кесте", "Ескерту – A. B."),
        ("ru", "Таблица 11 – Of t", "Рисунок 27 – Of f", "таблица 11", "Примечание – A. B."),
        ("en", "Table 11. Of t", "Figure 27. Of f", "Table 11", "Note. A. B."),
    ],
)
def test_captions_are_those_of_the_language(
    code: str, of_table: str, of_figure: str, see: str, note: str
) -> None:
    lang = language(code)
    assert caption_of(table("t", "11"), lang).text == of_table
    assert caption_of(picture("f", "27"), lang).text == of_figure
    assert "".join(reference(table("t", "11"), lang)) == see
    assert note_of(("A.", "B."), lang) == Note("", note)
    assert not note_of((), lang)


@pytest.mark.parametrize(
    ("code", "lead"), [("kk", "Ескерту. "), ("ru", "Примечание. "), ("en", "Note. ")]
)
def test_apa_sets_the_word_before_a_note_apart(code: str, lead: str) -> None:
    assert note_of(("A.", "B."), language(code), STYLES["apa"]) == Note(lead, "A. B.")
    assert not note_of((), language(code), STYLES["apa"])


def test_a_prefix_is_told_from_the_count() -> None:
    caption = caption_of(table("t", "Қ3"), language("kk"))
    assert (caption.prefix, caption.count, caption.label) == ("Қ", 3, "Кесте Қ3")
    assert caption_of(table("t"), language("kk")).text == "Кесте – Of t"


def test_tables_and_figures_are_counted_apart_and_keep_numbers_of_their_own() -> None:
    blocks = [table("a"), Heading("H", "h"), picture("f"), table("b", "11"), table("c")]
    found = {
        block.name: block.number
        for block in numbered(blocks, prefix="S")
        if isinstance(block, Table | Picture)
    }
    assert found == {"a": "S1", "f": "S1", "b": "11", "c": "S2"}
    assert blocks[0] == table("a")


def test_sentences_stand_before_their_table_in_its_style() -> None:
    blocks = with_text([table("a"), table("b")], {"a": ["It is p = 0.020.", "B is 0.5."]})
    blocks = with_notes(blocks, {"b": "n = 3."})
    assert told(blocks, STYLES["apa"])[0] == Paragraph(
        "It is p\xa0=\xa0.020. B is 0.5.", refers=("a",)
    )
    assert told(blocks, GOST)[0] == Paragraph("It is p\xa0=\xa00.020. B is 0.5.", refers=("a",))
    assert told(blocks, GOST)[1:] == blocks
    assert blocks[1] == Table("b", "Of b", (Column("x", "X"),), (("a",),), notes=("n = 3.",))


@pytest.mark.parametrize(
    ("style", "cell", "column", "text"),
    [
        ("spss", 0.48, Column("mean", ""), ",480"),
        ("spss", -0.48, Column("mean", ""), "−,480"),
        ("spss", 10.05, Column("mean", ""), "10,050"),
        ("spss", 0.0001, Column("p", "", "p"), "< ,001"),
        ("spss", Rounded(0.5, 2, "**"), Column("r", ""), ",50**"),
        ("spss", 0, Column("n", ""), "0"),
        ("apa", 0.48, Column("mean", ""), "0,480"),
        ("apa", 0.48, Column("r", "", bounded=True), ",480"),
        ("apa", 0.0001, Column("p", "", "p"), "< ,001"),
        ("gost", 0.48, Column("r", "", bounded=True), "0,480"),
        ("gost", 0.0001, Column("p", "", "p"), "< 0,001"),
    ],
)
def test_a_style_decides_on_the_zero(style, cell, column: Column, text: str) -> None:
    if column.kind == "text":
        column = Column(column.key, column.label, "number", bounded=column.bounded)
    assert shown(cell, column, language("kk"), STYLES[style]) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(β = 0,106; p = 0,016)", "(β = ,106; p = ,016)"),
        ("p < 0.001", "p < .001"),
        ("R² = 0.58, f² = 0.36", "R² = .58, f² = 0.36"),
        ("group = 0.5", "group = 0.5"),
        ("α = 10.05", "α = 10.05"),
        ("β = −0,027", "β = −,027"),
        ("√AVE = 0,806; |r| = 0,572", "√AVE = ,806; |r| = ,572"),
        ("W = 0,993; p = 0,391", "W = ,993; p = ,391"),
        ("ΔR² = 0.12, ΔCFI = −0.011", "ΔR² = .12, ΔCFI = −.011"),
        ("p\xa0<\xa00,05", "p\xa0<\xa0,05"),
        (
            "HTMT ≥ 0.90; CFI = 1.00; t = 0.50; SE = 0.04",
            "HTMT ≥ .90; CFI = 1.00; t = 0.50; SE = 0.04",
        ),
        ("aqyl 0.1.0; n = 0", "aqyl 0.1.0; n = 0"),
    ],
)
def test_apa_writes_bounded_statistics_in_sentences_as_in_tables(before: str, after: str) -> None:
    assert STYLES["apa"].sentence(before) == after
    assert STYLES["gost"].sentence(before) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [("f² = 0,782; t = −0,50", "f² = ,782; t = −,50"), ("aqyl 0.1.0", "aqyl 0.1.0")],
)
def test_spss_leaves_every_zero_out(before: str, after: str) -> None:
    assert STYLES["spss"].sentence(before) == after


def test_a_statistic_is_bounded_or_it_is_not() -> None:
    assert not BOUNDED & KEPT


def test_a_cell_may_be_bounded_where_its_column_is_not() -> None:
    column = Column("value", "Value", "number")
    cells = (Rounded(0.861, 3, bounded=True), Rounded(0.224, 3))
    lang = language("en")
    assert [shown(c, column, lang, STYLES["apa"]) for c in cells] == [".861", "0.224"]
    assert [shown(c, column, lang, STYLES["gost"]) for c in cells] == ["0.861", "0.224"]


def test_a_head_without_groups_is_one_row() -> None:
    columns = (Column("a", "A"), Column("b", "B", "number"))
    ((first, second),) = head_rows(Table("t", "T", columns, ()))
    assert (first.numeric, second.numeric, first.rows) == (False, True, 1)


def test_the_same_group_apart_is_two_heads() -> None:
    columns = (Column("a", "A", group="G"), Column("b", "B"), Column("c", "C", group="G"))
    top, low = head_rows(Table("t", "T", columns, ()))
    assert [(cell.text, cell.columns, cell.rows) for cell in top] == [
        ("G", 1, 1),
        ("B", 1, 2),
        ("G", 1, 1),
    ]
    assert [cell.text for cell in low] == ["A", "C"]


def test_cells_merge_only_within_the_cell_to_their_left() -> None:
    rows = (("a", "x"), ("a", "x"), ("b", "x"), ("b", "y"))
    found = Table("t", "T", (Column("p", "P"), Column("q", "Q")), rows, merge=2)
    assert merged(found) == ((2, 0, 2, 0), (2, 0, 1, 1))
    assert merged(Table("t", "T", found.columns, (), merge=2)) == ((), ())


def test_the_number_of_people_is_told_once_in_the_notes() -> None:
    notes = ("Bootstrap: seed 1; n = 1,156. p of t.", "HTMT: all items, n = 1,156.", "n = 1,156.")
    table = Table("t", "T", (), (), notes=notes)
    (noted,) = with_notes([table], {"t": "n = 1,156; no random numbers."})
    assert isinstance(noted, Table)
    assert noted.notes == (
        "Bootstrap: seed 1. p of t.",
        "HTMT: all items, n = 1,156.",
        "n = 1,156; no random numbers.",
    )
    (other,) = with_notes([table], {"t": "n = 115; no random numbers."})
    assert isinstance(other, Table)
    assert other.notes[:-1] == notes
