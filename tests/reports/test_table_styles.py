"""Styles in whole documents: zeros in sentences, notes and tables, and captions of figures."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from aqyl.reports.blocks import Bullets, Document, Paragraph
from aqyl.reports.bounded import BOUNDED, KEPT
from aqyl.reports.caption import note_of
from aqyl.reports.html import write_html
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.latex import write_latex
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.report import study_document
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.study_file import read_study
from aqyl.reports.table import Table, shown
from aqyl.reports.table_style import STYLES, StyleName
from docx.oxml.ns import qn

from . import html_sample, latex_sample, word_sample
from .stranger_study import STUDY, write_study

MODEL = """
[model]
paths = ["ease -> trust", "trust -> use", "ease -> use"]
resamples = 200
covariance = true
"""
ZERO = r"(?<![\w.,])0[.,]\d"
KEEPS = r"(f²|t|g|SE|d_ULS|d_G|VIF|z)"  # signs of numbers that can pass 1
# Tables whose sentences tell nothing that can pass 1.
ALL_BOUNDED = (
    "reliability",
    "item_total",
    "fornell_larcker",
    "htmt",
    "factorability",
    "correlations",
)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    plan = read_study(write_study(tmp_path_factory.mktemp("styles"), study=STUDY + MODEL))
    return analyse(plan, read_answers(plan))


def document(results: StudyResults, code: str, style: StyleName) -> Document:
    keys = results.study.documents.model_copy(update={"style": style})
    return study_document(
        replace(results, study=replace(results.study, documents=keys)), language(code)
    )


def texts(shown: Document) -> list[str]:
    """Return sentences and notes, spaces as they are typed."""
    found: list[str] = []
    for block in shown.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Bullets):
            found += block.items
        elif notes := getattr(block, "notes", ()):
            found.append(note_of(notes, shown.lang, shown.style).whole)
    return [text.replace("\xa0", " ") for text in found]


@pytest.mark.parametrize("code", LANGUAGES)
def test_apa_leaves_the_zero_out_of_all_that_cannot_pass_1(
    results: StudyResults, code: str
) -> None:
    made = document(results, code, "apa")
    said = texts(made)
    for text in said:
        for sign in re.findall(rf"(\S+) [=<>≥≤] [−+]?{ZERO}", text):
            assert re.fullmatch(rf"\(?{KEEPS}", sign), text
        assert not re.search(rf"[\[;,] ?−?{ZERO}\d*\]", text), text  # an interval
    bounded = [
        block.text
        for block in made.blocks
        if isinstance(block, Paragraph) and {*block.refers} & {*ALL_BOUNDED}
    ]
    assert len(bounded) == len(ALL_BOUNDED)
    assert not [text for text in bounded if re.search(ZERO, text)]
    assert any(re.search(r"f² = 0[.,]", text) for text in said)


@pytest.mark.parametrize("code", LANGUAGES)
def test_spss_writes_no_zero_at_all(results: StudyResults, code: str) -> None:
    made = document(results, code, "spss")
    release = re.compile(r"aqyl \d[\d.]*")
    assert not [t for t in texts(made) if re.search(ZERO, release.sub("", t))]
    for table in made.tables:
        for row in table.rows:
            cells = zip(row, table.columns, strict=True)
            assert not [
                c for c, column in cells if re.match(ZERO, shown(c, column, made.lang, made.style))
            ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_gost_keeps_every_zero(results: StudyResults, code: str) -> None:
    assert not [t for t in texts(document(results, code, "gost")) if re.search(r"(?<!\w)[,.]\d", t)]


def test_every_column_of_decimals_is_on_the_list(results: StudyResults) -> None:
    for table in document(results, "en", "gost").tables:
        for column in table.columns:
            if column.key in BOUNDED and column.kind != "p":
                assert column.bounded, (table.name, column.key)
            if column.key in KEPT and (table.name, column.key) != ("pls_multigroup", "difference"):
                assert not column.bounded, (table.name, column.key)


def test_a_statistic_is_written_in_a_mixed_column_as_in_its_sentence(results: StudyResults) -> None:
    made = document(results, "ru", "apa")
    tables = {table.name: table for table in made.tables}

    def cells(table: Table, row: str) -> list[str]:
        (found,) = (r for r in table.rows if r[0] == row)
        return [
            shown(c, k, made.lang, made.style) for c, k in zip(found, table.columns, strict=True)
        ]

    assert cells(tables["sem_fit"], "SRMR")[1].startswith(",")
    assert cells(tables["pls_fit"], "SRMR")[1].startswith(",")
    assert cells(tables["pls_fit"], "d_ULS")[1].startswith("0,")


def test_apa_puts_number_and_title_above_a_figure_in_word(tmp_path: Path) -> None:
    orders: dict[StyleName, list[str]] = {
        "gost": ["Figure", "Caption"],
        "apa": ["Caption", "Figure"],
    }
    for style, order in orders.items():
        made = word_sample.sample(style=style, blocks=(word_sample.PICTURE,))
        read = word_sample.write(made, tmp_path)
        styles = [p._p.style for p in read.paragraphs]
        assert [s for s in styles if s in order] == order
        (caption,) = (p for p in read.paragraphs if p._p.style == "Caption")
        (note,) = (p for p in read.paragraphs if p._p.style == "TableNote" and p.text)
        italic = [run.text for run in note.runs if run.italic]
        if style == "apa":
            assert caption.text.split("\n") == ["Сурет 27", word_sample.PICTURE.caption]
            assert [run.text for run in caption.runs if run.italic] == [word_sample.PICTURE.caption]
            assert italic == ["Ескерту. "]
            assert caption._p.find(f".//{qn('w:jc')}") is None
        else:
            assert not italic


def test_apa_puts_number_and_title_above_a_figure_in_latex(tmp_path: Path) -> None:
    for style in ("gost", "apa"):
        made = latex_sample.document(language("ru"), STYLES[style])
        write_latex(made, tmp_path / "c.tex")
        body = (tmp_path / "c_body.tex").read_text("utf-8")
        figures = re.findall(r"\\begin\{figure\}.*?\\end\{figure\}", body, re.DOTALL)
        assert figures
        for figure in figures:
            above = figure.index(r"\caption") < figure.index(r"\includegraphics")
            assert above == (style == "apa")
        assert (r"\textit{Примечание.}" in body) == (style == "apa")
        wrapper = (tmp_path / "c.tex").read_text("utf-8")
        assert (r"\captionsetup[figure]" in wrapper) == (style == "apa")


def test_apa_puts_number_and_title_above_a_figure_in_html(tmp_path: Path) -> None:
    for style in ("gost", "apa"):
        made = html_sample.document("ru", STYLES[style])
        write_html([made], tmp_path / "p.html", [html_sample.drawings(made)])
        page = (tmp_path / "p.html").read_text("utf-8")
        figure = page[page.index("<figure") : page.index("</figure>")]
        assert (figure.index("<figcaption") < figure.index("<svg")) == (style == "apa")
        assert ("<b>Рисунок 3</b><br><i>" in figure) == (style == "apa")
        assert ("<i>Примечание.</i> Ескертпе." in figure) == (style == "apa")
