"""LaTeX: text is never markup, tables keep their shape and their page, references their labels."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from aqyl.reports.blocks import Bullets, Document, Heading, Paragraph
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.latex import write_latex
from aqyl.reports.latex.document import landscape_runs
from aqyl.reports.latex.layout import layouts
from aqyl.reports.latex.text import fallback, latex_text
from aqyl.reports.latex.width import broken, lines, longest_word, width
from aqyl.reports.table import Column, Rounded, Table
from aqyl.reports.table_style import GOST, STYLES, StyleName
from hypothesis import given
from hypothesis import strategies as st

from .latex_sample import (
    CORRELATIONS,
    GROUPED,
    HOSTILE,
    LONG,
    WIDE,
    balanced,
    document,
    row_widths,
    tokens,
)

ALLOWED = {
    *("\\" + sign for sign in "{}$&#_%-/,"),
    *(r"\textbackslash", r"\textasciicircum", r"\textasciitilde", r"\textquotedbl"),
    *(r"\textasciigrave", r"\aqylglyph", r"\allowbreak", r"\hspace", r"\mbox", r"\ensuremath"),
}
SIGNS = {
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textquotedbl{}": '"',
    r"\textasciigrave{}": "`",
    **{"\\" + sign: sign for sign in "{}$&#_%"},
    r"\/": "",
    r"\-": "",
    r"\allowbreak{}": "",
    "{}": "",
    "~": "\u00a0",
}
PLAIN = st.text(st.sampled_from("abЖқ 1,-<>'`!?[]*{}\\$&#^_~%\"|@/.\u00a0"), max_size=40)
ANY = st.text(max_size=40) | st.sampled_from(HOSTILE)
LARGE = 1e20  # Babel writes numbers of up to 28 digits
SLACK = 1e-6  # of sums of floating-point widths


def read_back(written: str) -> str:
    """Return the characters that a reader of the page sees."""
    pattern = "|".join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))
    return re.sub(pattern, lambda match: SIGNS[match.group()], written)


def body_of(doc: Document, folder: Path) -> str:
    write_latex(doc, folder / "chapter.tex")
    return (folder / "chapter_body.tex").read_text("utf-8")


def joined(body: str) -> str:
    """Return a body without the places where words may break."""
    return body.replace(r"\-", "").replace(r"\allowbreak{}", "")


@given(PLAIN)
def test_markup_signs_come_back_from_what_is_written(text: str) -> None:
    assert read_back(latex_text(text)) == text


@given(PLAIN, st.floats(1.0, 8.0))
def test_breaking_long_words_loses_no_character(text: str, room: float) -> None:
    back = read_back(broken(text, room))
    assert re.sub(" +", " ", back) == re.sub(" +", " ", text)


@given(ANY)
def test_any_text_is_balanced_and_holds_no_other_command(text: str) -> None:
    written = latex_text(text)
    assert balanced(written)
    written.encode("utf-8")
    # What stands instead of a glyph may be mathematics; outside of it, only what escaping writes.
    outside = re.sub(r"(\\aqylglyph\{.\})\{(?:[^{}]|\{[^{}]*\})*\}", r"\1{}", written, flags=re.S)
    commands = {token for token in tokens(outside) if token.startswith("\\")}
    accents = {r"\hat", r"\tilde", r"\bar", r"\dot", r"\ddot", r"\acute", r"\grave", r"\breve"}
    assert commands <= ALLOWED | accents | {r"\check", r"\vec"}
    assert not re.search(r"(?<!\\)[#&^_]|[\x00-\x1f\x7f]", outside)


@given(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc"]))
def test_no_character_vanishes(character: str) -> None:
    """Each is shown as itself, or named by its number; only looks and line breaks are not."""
    if character in "\u00ad\u200b\u2011\ufe0e\ufe0f":
        return
    written = latex_text(character)
    itself = unicodedata.normalize("NFC", character)
    assert itself in read_back(written) or f"[U+{ord(character):04X}]" in written


def test_symbols_of_statistics_have_a_mathematical_stand_in() -> None:
    for symbol in "αβγδεηθλμνπρστφχψωΔΣΦΩ→↔≤≥≠≈∞√₂⁴":
        assert not fallback(symbol).startswith("["), symbol
    assert latex_text("ω̂") == r"\ensuremath{\hat{\mbox{\aqylglyph{ω}{$\omega$}}}}"


def test_a_bracket_or_star_is_no_option_of_the_row_before() -> None:
    for text in ("[1]", "*", " [1]", "\x00", "\u2028*"):
        assert not latex_text(text).lstrip().startswith(("[", "*")), text


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_document_is_balanced_and_every_reference_has_its_label(
    tmp_path: Path, code: str, style: StyleName
) -> None:
    body = body_of(document(language(code), STYLES[style]), tmp_path)
    assert balanced(body)
    assert balanced((tmp_path / "chapter.tex").read_text("utf-8"))
    labels = re.findall(r"\\label\{([^}]*)\}", body)
    assert len(labels) == len(set(labels)) == 3 + 6 + 1
    references = re.findall(r"\\ref\{([^}]*)\}", body)
    # Of the paragraphs, and of the sentences of the table and none of the figure: it is told.
    assert sorted(references) == ["fig:picture", "tab:correlations", "tab:grouped"]
    assert set(references) <= set(labels)


@pytest.mark.parametrize("style", STYLES)
def test_all_rows_of_a_table_cover_all_its_columns(tmp_path: Path, style: StyleName) -> None:
    body = body_of(document(language("kk"), STYLES[style]), tmp_path)
    found = re.findall(r"\\begin\{longtable\}.*?\\end\{longtable\}", body, flags=re.S)
    assert len(found) > 6  # the wide table has several parts
    for longtable in found:
        columns = longtable.partition("\\caption")[0].count(r"\arraybackslash}p{")
        assert row_widths(longtable) == {columns}


def test_references_stand_where_the_sentence_names_them(tmp_path: Path) -> None:
    expected = {
        "kk": (
            r"Мұны \mbox{\ref{tab:grouped}-кесте} көрсетеді.",
            r"(\mbox{\ref{fig:picture}-сурет}).",
        ),
        "ru": (r"Мұны таблица~\ref{tab:grouped} көрсетеді.", r"(рисунок~\ref{fig:picture})."),
        "en": (r"Мұны Table~\ref{tab:grouped} көрсетеді.", r"(Figure~\ref{fig:picture})."),
    }
    for code, sentences in expected.items():
        body = joined(body_of(document(language(code)), tmp_path))
        assert sentences[0] in body
        assert sentences[1] in body


def test_a_number_within_another_is_no_reference(tmp_path: Path) -> None:
    lang = language("kk")
    blocks = (replace(GROUPED, number="1"), Paragraph("Ол 11-кестеде.", ("grouped",)))
    body = joined(body_of(Document("T", "", blocks, lang), tmp_path))
    assert r"Ол 11-кестеде (\mbox{\ref{tab:grouped}-кесте})." in body


def test_latex_counts_where_numbers_run_and_keeps_them_where_they_do_not(tmp_path: Path) -> None:
    lang = language("kk")
    plain = body_of(document(lang), tmp_path)
    assert r"\thetable}" not in plain.replace(r"\thetable{}", "")
    assert lang.text("latex.counted") in plain
    given_numbers = body_of(document(lang, prefix="Қ"), tmp_path)
    assert r"\renewcommand{\thetable}{Қ2}" in given_numbers
    assert r"\renewcommand{\thefigure}{Қ1}" in given_numbers
    assert lang.text("latex.given") in given_numbers


def test_words_of_captions_are_those_of_the_language(tmp_path: Path) -> None:
    for code, words in {"kk": ("Кесте", "Сурет"), "ru": ("Таблица", "Рисунок")}.items():
        body = body_of(document(language(code)), tmp_path)
        assert rf"\renewcommand{{\tablename}}{{{words[0]}}}" in body
        assert rf"\renewcommand{{\figurename}}{{{words[1]}}}" in body
    assert r"\thetable{}-кестенің жалғасы" in body_of(document(language("kk")), tmp_path)


def test_spans_and_lines_follow_the_style(tmp_path: Path) -> None:
    doc = Document("T", "", (replace(GROUPED, number="1"),), language("kk"), GOST)
    grid = body_of(doc, tmp_path)
    assert r"\cline{3-4}\cline{5-6}" in grid
    assert len(re.findall(r"\\multirow\[t\]\{3\}", grid)) == 3
    # No rule runs through a merged cell, and at those of the last rows no page ends.
    assert grid.count(r"\cline{2-7}") == 4
    assert grid.count(r"\multispan{1}&\aqylrule{\arrayrulewidth}{6}") == 2
    assert grid.count(r"\\*") == 3
    assert not re.search(r"\\(top|mid|bottom|c?mid)rule", grid)
    three = body_of(replace(doc, style=STYLES["apa"]), tmp_path)
    assert r"\cmidrule(lr){3-4}\cmidrule(lr){5-6}" in three
    assert r"\hline" not in three
    assert "|" not in three.partition(r"\begin{longtable}")[2]
    assert r"p{\dimexpr" in three


def test_a_merged_cell_that_may_cross_pages_is_no_multirow(tmp_path: Path) -> None:
    doc = Document("T", "", (replace(LONG, number="1"),), language("kk"))
    body = body_of(doc, tmp_path)
    assert r"\multirow" not in body
    assert body.count("\nT1 &") == 1
    assert "tables/long" in joined(body)  # where the other rows are


def test_numbers_stand_decimal_mark_below_decimal_mark(tmp_path: Path) -> None:
    doc = Document("T", "", (replace(CORRELATIONS, number="1"),), language("kk"), STYLES["apa"])
    body = body_of(doc, tmp_path)
    assert ",480*** &" in body
    assert r"−,120\hphantom{{}***}" in body
    assert r"1\hphantom{,300*}" in body


@pytest.mark.parametrize("code", LANGUAGES)
def test_layouts_fit_their_page(code: str) -> None:
    for table in (CORRELATIONS, GROUPED, LONG, WIDE):
        for layout in layouts(table, language(code), GOST):
            assert sum(layout.columns) <= layout.room + SLACK
            for row, texts in zip(layout.table.rows, layout.texts, strict=False):
                for j, text in enumerate(texts):
                    if not isinstance(row[j], str):
                        assert width(text) <= layout.inner(j) + SLACK


@given(
    st.lists(st.text("абвг ", min_size=1, max_size=60), min_size=1, max_size=40),
    st.floats(-LARGE, LARGE),
)
def test_any_table_fits_a_page_with_all_its_columns(labels: list[str], value: float) -> None:
    columns = (
        Column("name", "N"),
        *(Column(f"c{j}", label, "number") for j, label in enumerate(labels)),
    )
    table = Table("t", "T", columns, (("row", *[Rounded(value, 3, "*")] * len(labels)),))
    found = layouts(table, language("ru"), GOST)
    for layout in found:
        assert sum(layout.columns) <= layout.room + SLACK
        assert all(layout.inner(j) > 0 for j in range(len(layout.columns)))
    keys = [c.key for layout in found for c in layout.table.columns if c.key != "name"]
    assert keys == [c.key for c in columns[1:]]


def test_a_wide_table_stands_in_parts_between_heads_and_a_long_one_lies_across() -> None:
    parts = layouts(WIDE, language("kk"), GOST)
    assert len(parts) > 1
    assert all(part.table.columns[0].key == "name" for part in parts)
    for part in parts:
        heads = Counter(column.group for column in part.table.columns[1:])
        assert set(heads.values()) == {3}
    less = replace(WIDE, columns=WIDE.columns[:19], rows=tuple(row[:19] for row in WIDE.rows))
    few = layouts(less, language("kk"), GOST)
    assert len(few) > 1
    assert not any(part.landscape for part in few)
    (one,) = layouts(replace(less, rows=20 * less.rows), language("kk"), GOST)
    assert one.landscape


def test_words_that_fit_no_page_leave_other_columns_their_width() -> None:
    name = "өте ұзын атау " * 400
    row = (name, *[0.5] * 9)
    columns = (Column("n", "Аты"), *(Column(f"c{j}", "Мән", "number") for j in range(9)))
    for part in layouts(Table("t", "T", columns, (row,)), language("kk"), GOST):
        assert sum(part.columns) <= part.room + SLACK
        assert min(part.inner(j) for j in range(len(part.columns))) >= width("0,500") - SLACK
        assert part.heights[0] > 1


def test_text_among_wide_tables_lies_as_they_do() -> None:
    wide, text, head = WIDE, Paragraph("x"), Heading("h", "h")
    blocks = (head, text, head, text, wide, text, wide, Bullets(("x",)), CORRELATIONS)
    assert landscape_runs(blocks, {4, 6}) == {0, 1, 2, 3, 4, 5, 6}
    assert landscape_runs((text, wide, text), {1}) == {1}
    assert landscape_runs((head, CORRELATIONS, text, wide), {3}) == {3}


@given(st.text("абвгдежз ", max_size=80), st.floats(2.0, 30.0))
def test_lines_are_enough_for_the_text(text: str, room: float) -> None:
    count = lines(text, room)
    assert count >= 1
    assert count * room >= width(" ".join(text.split())) - count * width(" ") - SLACK
    if longest_word(text) <= room:
        assert count <= max(1, len(text.split()))


def test_long_kazakh_words_break_between_syllables() -> None:
    assert broken("ынтымақтастық", 3.0) == r"ын\-ты\-мақ\-тас\-тық"
    assert broken("ынтымақтастық", 30.0) == "ынтымақтастық"


def test_files_are_the_same_twice_and_name_no_place_or_day(tmp_path: Path) -> None:
    found = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        write_latex(document(language("ru")), folder / "chapter.tex")
        found.append({p.name: p.read_bytes() for p in folder.iterdir()})
    assert found[0] == found[1]
    assert set(found[0]) == {"chapter.tex", "chapter_body.tex"}
    for content in found[0].values():
        assert str(tmp_path).encode() not in content
        assert b"\r" not in content
    assert rb"\date{}" in found[0]["chapter.tex"]
    assert rb"\today" not in b"".join(found[0].values())
