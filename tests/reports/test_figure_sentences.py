"""Every figure is spoken of before it stands, in every file; notes speak of what is shown."""

from dataclasses import replace
from pathlib import Path

import pytest
from aqyl.reports.blocks import Block, Document, Heading, Paragraph
from aqyl.reports.caption import numbered, reference
from aqyl.reports.composition import told, with_text
from aqyl.reports.figures.picture import Picture
from aqyl.reports.html.edition import edition
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.latex import write_latex
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.report import study_document
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.sentences.figures import figure_sentences
from aqyl.reports.study.study_checks import all_paths
from aqyl.reports.study.study_file import read_study
from aqyl.reports.study.study_keys import RegressionKeys
from aqyl.reports.table import Column, Table
from aqyl.reports.table_style import GOST
from aqyl.reports.word.caption import marks, sentences
from aqyl.reports.word.xml import parsed
from matplotlib.figure import Figure

from .changed_results import put
from .stranger_study import STUDY, write_study

MODEL = """
[model]
paths = ["ease -> trust", "trust -> use", "ease -> use"]
resamples = 100
"""
SEE = {
    "kk": "1-кесте, 1-сурет, 2-сурет",
    "ru": "таблица\u00a01, рисунок\u00a01, рисунок\u00a02",
    "en": "Table\u00a01, Figure\u00a01, Figure\u00a02",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    plan = read_study(write_study(tmp_path_factory.mktemp("study"), study=STUDY + MODEL))
    return analyse(plan, read_answers(plan))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("simulated", [False, True])
def test_every_figure_is_spoken_of_before_it_stands(
    results: StudyResults, code: str, *, simulated: bool
) -> None:
    found = study_document(put(results, "study.simulated", simulated), language(code))
    spoken: set[str] = set()
    figures = 0
    for before, block in zip((None, *found.blocks), found.blocks, strict=False):
        if isinstance(block, Paragraph):
            spoken |= set(block.refers)
        if isinstance(block, Picture):
            assert block.name in spoken
            assert not isinstance(before, Heading)
            figures += 1
    assert figures > 8


def figure(name: str, *text: str) -> Picture:
    return Picture(name, f"Of {name}", "", Table(name, "", (), ()), Figure, text=text)


TABLE = Table("items", "T", (Column("x", "X"),), (("a",),), text=("Said.",))


def flow(code: str) -> Document:
    """Make a table, a figure of two pages that shows what it lists, and one by itself."""
    blocks: list[Block] = [TABLE, figure("likert_1"), figure("likert_2"), figure("model")]
    lang = language(code)
    blocks = with_text(blocks, figure_sentences(blocks, {"items"}, lang))
    return Document("T", "", tuple(numbered(told(blocks, GOST))), lang)


def test_a_figure_beside_its_table_shares_its_sentences() -> None:
    found = [block for block in flow("en").blocks if isinstance(block, Paragraph)]
    assert [block.refers for block in found] == [("items", "likert_1", "likert_2"), ("model",)]
    alone: list[Block] = [replace(TABLE, text=()), figure("likert_1"), figure("likert_2")]
    assert [*figure_sentences(alone, (), language("en"))] == ["likert_1"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_paragraph_refers_to_several_in_every_file(code: str, tmp_path: Path) -> None:
    found = flow(code)
    page = edition(found, dict.fromkeys(("likert_1", "likert_2", "model"), "<svg/>"), hidden=False)
    said = page.partition("Said (")[2].partition(")")[0]
    assert said.count("<a ") == 3
    assert said.count(", ") == 2
    write_latex(found, tmp_path / "a.tex")
    body = (tmp_path / "a_body.tex").read_text("utf-8").partition("Said (")[2]
    assert body.partition(").")[0].count(r"\ref{") == 3
    known = [mark for mark in marks(found).values() if mark.counter]
    runs = parsed(sentences("Said.", known[:3], found.lang))
    text = "".join(
        "-" if part.tag.endswith("noBreakHyphen") else part.text or ""
        for run in runs
        for part in run.iter()
        if part.tag.endswith(("}t", "noBreakHyphen"))
    )
    assert text == f"Said ({SEE[code]})."
    codes = [p.text for run in runs for p in run.iter() if p.tag.endswith("instrText")]
    assert [c.split()[1] for c in codes] == [mark.number for mark in known[:3]]


def test_what_is_named_in_a_sentence_is_not_named_at_its_end() -> None:
    found = flow("ru")
    known = [mark for mark in marks(found).values() if mark.counter]
    words = "".join(reference(known[1].block, found.lang))  # type: ignore[arg-type]
    runs = parsed(sentences(f"Смотрите {words}.", known[:2], found.lang))
    said = "".join(p.text or "" for run in runs for p in run.iter() if p.tag.endswith("}t"))
    assert said == "Смотрите рисунок\u00a01 (таблица\u00a01)."


def notes(results: StudyResults, code: str, name: str) -> str:
    found = study_document(results, language(code))
    return next(" ".join(t.notes) for t in found.tables if t.name == name)


@pytest.mark.parametrize("code", LANGUAGES)
def test_notes_speak_of_columns_that_are_shown(results: StudyResults, code: str) -> None:
    lang = language(code)
    absent = ("study.omega_h_note",)
    assert all(lang.text(key) not in notes(results, code, "reliability") for key in absent)
    assert lang.text("study.rho_a_note") in notes(results, code, "reliability")
    assert "HTMT" not in notes(results, code, "reliability")
    by_t = lang.text("pls.bootstrap_p")
    assert by_t in notes(results, code, "pls_paths")
    assert by_t not in notes(results, code, "pls_indicators")
    assert "0,005" not in notes(results, code, "pls_paths").replace("0.005", "0,005")
    several = put(results, "quality.omega_h", {"trust": 0.8})
    assert lang.text("study.omega_h_note") in notes(several, code, "reliability")


@pytest.mark.parametrize(("style", "decimals"), [("spss", (4, 5, 5)), ("gost", (2, 3, 2))])
def test_moments_have_the_decimals_of_spss_in_its_style_alone(
    results: StudyResults, style: str, decimals: tuple[int, ...]
) -> None:
    found = study_document(put(results, "study.documents.style", style), language("ru"))
    (table,) = (t for t in found.tables if t.name == "descriptives")
    shown = {column.key: column.decimals for column in table.columns}
    assert tuple(shown[key] for key in ("mean", "mean_se", "sd")) == decimals


def test_the_predictors_keep_one_order(results: StudyResults) -> None:
    (first,) = results.study.hypotheses
    named = [
        replace(first, predictor=start, outcome=end)
        for start, end in (("c", "use"), ("c x a", "use"), ("a", "b"))
    ]
    keys = RegressionKeys(outcome="use", predictors=["a", "b", "c"])
    assert all_paths(named, keys) == [
        ("a", "use"), ("b", "use"), ("c", "use"), ("c x a", "use"), ("a", "b"),
    ]  # fmt: skip
    assert all_paths(named, None) == [("c", "use"), ("c x a", "use"), ("a", "b")]
