"""Any result is shown as tables and figures, in three languages, as text, page and file."""

import dataclasses
import math
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from aqyl.analysis.composites.bootstrap_result import PlsBootstrap
from aqyl.analysis.correlation import Correlations
from aqyl.analysis.factorability import Factorability, Kmo
from aqyl.analysis.factors import Extraction
from aqyl.analysis.group_comparison import TwoGroups
from aqyl.analysis.integral_index import IntegralIndex
from aqyl.analysis.measurement_quality import MeasurementQuality
from aqyl.analysis.polychoric import Polychoric
from aqyl.analysis.regression_result import Regression
from aqyl.analysis.reliability import Alpha
from aqyl.reports import Shown, run, show
from aqyl.reports.figures.picture import Picture
from aqyl.reports.language import LANGUAGES, LanguageCode, language
from aqyl.reports.showing.plain_text import width_of
from aqyl.reports.study.results import StudyResults
from aqyl.reports.study.run import Run, run_study
from aqyl.reports.table import Table, plain
from aqyl.reports.table_style import StyleName
from aqyl.survey.errors import FileError, SpecificationError
from docx import Document as WordFile
from openpyxl import load_workbook

from .result_samples import Caught, other_results, result_kinds, study_results
from .stranger_study import STUDY, write_study

KINDS = sorted(result_kinds(), key=lambda kind: kind.__name__)
# Results that nobody but the program itself handles; their fields keep the names of the code.
WORDED = {key.partition(".")[2] for key in language("en").words if key.startswith("shown_result.")}
VOID = {"br", "hr", "img", "input", "link", "meta"}
CODE = re.compile(r"[a-z]{3,}( [a-z0-9]+)*")
PARTS = (
    "regression",
    "model",
    "sem",
    "quality",
    "screening",
    "scores",
    "profile",
    "items",
    "kept",
    "sensitivity",
    "groups",
    "verdicts",
    "grouped",
    "factors",
    "descriptives",
    "normality",
)
DIGITS = 1e-15  # a workbook keeps sixteen of a number
SAME = {"rmse", "mae"}  # names of measures that are the same in every language


@pytest.fixture(scope="module")
def caught() -> tuple[StudyResults, dict[type, object]]:
    with Caught() as watch:
        study = study_results()
        other_results()
    return study, watch.results


@pytest.fixture(scope="module")
def results(caught: tuple[StudyResults, dict[type, object]]) -> dict[type, object]:
    return caught[1]


@pytest.fixture(scope="module")
def study(caught: tuple[StudyResults, dict[type, object]]) -> StudyResults:
    return caught[0]


class Balanced(HTMLParser):
    """Every element is closed by the one that it was opened with, and no identifier comes twice."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its identifier."""
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Compare with the element that is open."""
        assert self.open.pop() == tag


def named(shown: Shown) -> list[Table | Picture]:
    return [block for block in shown.document.blocks if isinstance(block, Table | Picture)]


def cells(tables: tuple[Table, ...]) -> list[float]:
    rows = (row for table in tables for row in table.rows)
    values = (plain(cell) for row in rows for cell in row)
    return [float(value) for value in values if isinstance(value, int | float)]


def without_pictures(shown: Shown) -> Shown:
    return Shown(dataclasses.replace(shown.document, blocks=shown.tables))


def test_there_is_an_example_of_every_kind_of_result(results: dict[type, object]) -> None:
    assert {kind.__name__ for kind in KINDS if kind not in results} == set()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_result_is_shown(
    kind: type, code: LanguageCode, results: dict[type, object], study: StudyResults
) -> None:
    shown = show(results[kind], code)
    assert shown.tables or kind.__name__ in {"Deviation", "Rows", "Sums"}
    for table in shown.tables:
        assert table.title
        assert {len(row) for row in table.rows} <= {len(table.columns)}
    assert len({block.name for block in named(shown)}) == len(shown.document.blocks)
    Balanced(without_pictures(shown)._repr_html_())
    for line in str(shown).splitlines():
        assert line == line.rstrip()


@pytest.mark.parametrize("code", ["kk", "ru"])
@pytest.mark.parametrize(
    "kind", [k for k in KINDS if k.__name__ in WORDED], ids=lambda k: k.__name__
)
def test_results_for_readers_have_words(
    kind: type, code: LanguageCode, results: dict[type, object]
) -> None:
    names = {f.name.replace("_", " ") for k in KINDS for f in dataclasses.fields(k)} - SAME
    for table in show(results[kind], code).tables:
        words = [column.label for column in table.columns] + [
            column.group for column in table.columns
        ]
        if table.columns[0].key == "statistic":
            words += [str(row[0]) for row in table.rows]
        words += re.split(": ", table.title)
        assert [w for w in words if CODE.fullmatch(w) and w in names] == []


@pytest.mark.parametrize("kind", [Alpha, Kmo, MeasurementQuality, Polychoric])
def test_a_generic_table_holds_every_number(kind: type, results: dict[type, object]) -> None:
    found = results[kind]
    held = set(cells(show(found, "en").tables))
    for field in dataclasses.fields(kind):
        value = getattr(found, field.name)
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            if isinstance(part, np.ndarray | float):
                numbers = np.asarray(part, dtype=float)
                assert set(numbers[~np.isnan(numbers)].ravel().tolist()) <= held


def test_spss_layouts_hold_the_numbers(results: dict[type, object]) -> None:
    found = results[Regression]
    assert isinstance(found, Regression)
    summary, anova, coefficients = show(found, "ru", "spss").tables
    assert summary.rows == (
        (found.r, found.r_squared, found.adjusted_r_squared, found.standard_error),
    )
    assert anova.rows[0][4] == found.f
    assert [row[1] for row in coefficients.rows] == [found.intercept, *found.b.tolist()]
    index = results[IntegralIndex]
    assert isinstance(index, IntegralIndex)
    scores = show(index, "kk").tables[0]
    assert scores.rows[0][2] == index.scores[0, 0, -1]


def test_places_have_the_names_of_the_docstring_or_none(results: dict[type, object]) -> None:
    """Four thresholds of four variables are thresholds, not variables."""
    found = results[Polychoric]
    assert isinstance(found, Polychoric)
    table = next(t for t in show(found, "en").tables if t.name.endswith("thresholds"))
    assert [row[0] for row in table.rows] == list(found.names)
    assert table.rows[0][1:] == tuple(found.thresholds[0].tolist())
    loadings = next(t for t in show(results[Extraction], "en").tables if t.name == "variance")
    assert [row[0] for row in loadings.rows] == list(range(1, 10))


def test_text_is_aligned_and_keeps_kazakh_letters(results: dict[type, object]) -> None:
    text = str(show(results[Kmo], "kk"))
    assert "Кайзер – Мейер – Олкин көрсеткіші" in text
    assert "Айнымалы" in text
    _, rule, head, *rest = text.split("\n\n", maxsplit=1)[0].splitlines()
    assert {width_of(line) for line in (rule, head, rest[1])} == {width_of(rule)}
    assert width_of("Ә\u0301") == 1


def test_a_page_holds_tables_and_figures_and_needs_nothing_else(
    results: dict[type, object],
) -> None:
    page = show([results[Correlations], results[TwoGroups]], "kk")._repr_html_()
    Balanced(page)
    assert page.count("<svg") == 2
    assert "Корреляциялар" in page
    assert not re.findall(r"<script|@import|url\((?!#)|(?:src|href)=\"(?!#)", page)


def test_the_prompt_and_ipython_write_text(results: dict[type, object]) -> None:
    class Printer:
        said = ""

        def text(self, words: str) -> None:
            self.said += words

    shown, printer = show(results[Factorability], "ru"), Printer()
    shown._repr_pretty_(printer, cycle=False)
    assert printer.said == repr(shown) == str(shown)
    assert "Бартлетт" in printer.said


@pytest.mark.parametrize("style", ["gost", "apa", "spss"])
def test_styles_write_their_zeros(style: StyleName, results: dict[type, object]) -> None:
    text = str(show(results[Factorability], "kk", style))
    assert (" 0,764" in text, " ,764" in text) == (style == "gost", style != "gost")


def test_what_a_result_belongs_to_names_it_and_marks_it(
    results: dict[type, object], study: StudyResults
) -> None:
    real = show(study.regression, "ru", of=study)
    marked = dataclasses.replace(study, study=dataclasses.replace(study.study, simulated=True))
    simulated = show(study.regression, "ru", of=marked)
    mark = language("ru").text("study.simulated")
    assert all(mark in block.notes for block in named(simulated))
    assert not any(mark in block.notes for block in named(real))
    assert "Доверие" in str(show(results[Regression], "kk", of={"trust": "Доверие"}))
    assert "Өлшем" in str(show(study.correlations, "kk", of=study))
    assert "Айнымалы" in str(show(study.correlations, "kk"))


@pytest.mark.parametrize(
    "part",
    PARTS,
)
def test_every_part_of_a_study_is_shown(part: str, study: StudyResults) -> None:
    shown = show(getattr(study, part), "en", of=study)
    assert shown.tables
    assert all(not math.isinf(value) for value in cells(shown.tables))


def test_a_study_is_shown_as_its_chapter(study: StudyResults) -> None:
    chapter = show(Run(study, ("ru",), ()), "ru", "apa")
    assert len(chapter.tables) > 20
    assert chapter.document.style.name == "apa"
    assert show(study).document.style.name == study.study.documents.style
    assert chapter.tables[0].number == "1"


def test_shown_tables_and_figures_can_be_shown_again(results: dict[type, object]) -> None:
    shown = show(results[Correlations], "en")
    assert show(shown, "en").tables == shown.tables
    assert show(shown.tables[0], "en").tables == shown.tables
    assert show(shown.pictures[0], "en").pictures == shown.pictures


@pytest.fixture(scope="module")
def saved(
    results: dict[type, object], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, ...]]:
    folder, shown = tmp_path_factory.mktemp("saved"), show(results[Correlations], "kk")
    endings = ("html", "docx", "tex", "xlsx", "csv", "png", "svg", "pdf")
    return {ending: shown.save(folder / f"table.{ending}") for ending in endings}


def test_every_format_opens(
    saved: dict[str, tuple[Path, ...]], results: dict[type, object]
) -> None:
    found = results[Correlations]
    assert isinstance(found, Correlations)
    (word,) = WordFile(str(saved["docx"][0])).tables[-1:]
    assert word.cell(1, 0).text == "trust"
    sheet = load_workbook(saved["xlsx"][0]).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    held = [value for value in values if isinstance(value, float)]
    assert min(abs(value - found.r[1, 0]) for value in held) < DIGITS
    frame = pd.read_csv(saved["csv"][0])
    assert frame.loc[1, "with_trust"] == pytest.approx(found.r[1, 0], abs=0)
    assert saved["png"][0].read_bytes().startswith(b"\x89PNG")
    assert saved["pdf"][0].read_bytes().startswith(b"%PDF")
    assert ElementTree.parse(saved["svg"][0]).getroot().tag.endswith("svg")
    Balanced(saved["html"][0].read_text("utf-8"))
    document, body, figure = saved["tex"]
    assert "\\input{table_body}" in document.read_text("utf-8")
    assert "Корреляциялар" in body.read_text("utf-8")
    assert f"table_figures/{figure.stem}" in body.read_text("utf-8")


def test_several_tables_and_figures_have_a_file_each(
    results: dict[type, object], tmp_path: Path
) -> None:
    shown = show(results[PlsBootstrap], "en")
    names = {path.name for path in shown.save(tmp_path / "model.csv")}
    assert names == {"model_pls_paths.csv", "model_pls_indicators.csv"}
    assert [path.name for path in shown.save(tmp_path / "model.png")] == ["model.png"]


@pytest.mark.parametrize(
    "bad", ["a text", 3.5, None, [], np.eye(2), pd.DataFrame(), Alpha, object()]
)
def test_what_is_no_result_is_refused(bad: object) -> None:
    with pytest.raises(SpecificationError, match=r"`result` must be a result of `aqyl\.analysis`"):
        show(bad)


def test_wrong_options_are_refused(results: dict[type, object], tmp_path: Path) -> None:
    found = results[Alpha]
    with pytest.raises(SpecificationError, match="one of kk, ru, en, got `de`"):
        show(found, "de")  # pyright: ignore[reportArgumentType]
    with pytest.raises(SpecificationError, match="`style` must be spss, apa, gost, got `mla`"):
        show(found, "en", "mla")  # pyright: ignore[reportArgumentType]
    with pytest.raises(SpecificationError, match=r"`of` must be a study.*got int"):
        show(found, "en", of=3)  # pyright: ignore[reportArgumentType]
    with pytest.raises(SpecificationError, match=r"must end in \.html, .* got `a\.doc`"):
        show(found, "en").save(tmp_path / "a.doc")
    with pytest.raises(SpecificationError, match=r"There is no figure to write to `a\.png`"):
        show(found, "en").save(tmp_path / "a.png")
    with pytest.raises(FileError, match=r"The file a\.csv cannot be written"):
        show(found, "en").save(tmp_path / "nowhere" / "a.csv")


def test_a_study_that_was_run_is_shown_with_its_indices(tmp_path: Path) -> None:
    cities = "city;indicator;2021;2022\nTurkistan;wage;1;2\nKentau;wage;3;4\n"
    (tmp_path / "cities.csv").write_text(cities, "utf-8")
    scheme = '[normalisation]\nover = "panel"\n[[group]]\nid = "g"\nindicators = ["wage"]\n'
    (tmp_path / "scheme.toml").write_text(scheme, "utf-8")
    more = '[[index]]\ndata = "cities.csv"\nframework = "scheme.toml"\n'
    done = run(write_study(tmp_path, study=STUDY + more))
    assert [index.result.cities for index in done.indices] == [("Turkistan", "Kentau")]
    names = [table.name for table in show(done, "en").tables]
    assert "index_scores" in names
    assert names[: names.index("index_scores")][-1] == show(done.results, "en").tables[-1].name


def test_the_package_offers_both_and_imports_nothing_heavy() -> None:
    assert run is run_study
    code = "import sys, aqyl.reports; print(*(m.partition('.')[0] for m in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"numpy", "matplotlib", "polars", "babel", "docx"} & set(loaded.stdout.split())
