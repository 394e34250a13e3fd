"""The language that is spoken where nobody named one, and statistics and numbers explained."""

from pathlib import Path

import pytest
from aqyl.reports import cli_options
from aqyl.reports.cli import app
from aqyl.reports.explained_statistics import tables_of_statistic
from aqyl.reports.explanation import as_text, explanation, known
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.manifest import MANIFEST
from aqyl.reports.spoken_language import language_here, language_of_results, language_of_study
from aqyl.reports.spoken_names import numbered_name
from aqyl.reports.study.run import run_study
from typer.testing import CliRunner

from .stranger_study import STUDY, write_study

SMALL = STUDY + '\n[documents]\nformats = ["html"]\nfigures = ["svg"]\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a study and, beside it, its results."""
    parent = tmp_path_factory.mktemp("parent")
    (parent / "study").mkdir()
    run_study(write_study(parent / "study", study=SMALL), parent / "out", languages=["ru"])
    return parent


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('language = "kk"', "kk"),
        ('language = ["ru", "kk"]', "ru"),
        ('language = [\n  "en",\n]', "en"),
        ('# language = "kk"', None),
        ('language = "de"', None),
    ],
)
def test_a_study_names_its_language_even_if_it_is_no_toml(
    tmp_path: Path, line: str, code: str | None
) -> None:
    path = tmp_path / "study.toml"
    path.write_text(f"title = [\n{line}\n[data", "utf-8")
    assert language_of_study(path) == language_here(tmp_path) == code


def test_results_have_a_language(folder: Path, tmp_path: Path) -> None:
    assert language_of_results(folder / "out") == "ru"
    assert language_here(folder) == "ru"
    assert language_of_results(tmp_path) is None
    assert language_here(tmp_path) is None
    assert language_of_study(tmp_path / "none.toml") is None


def test_check_speaks_the_language_of_the_study(tmp_path: Path) -> None:
    named = STUDY.replace("\ntitle", '\nlanguage = "ru"\ntitle').replace("answers.csv", "a.csv")
    path = write_study(tmp_path, study=named)
    said = CliRunner().invoke(app, ["check", str(path)])
    assert "1 ошибка" in said.output
    said = CliRunner().invoke(app, ["check", str(path), "--lang", "en"])
    assert "1 fault" in said.output
    cli_options.SPOKEN.set("en")


def test_a_number_is_known_in_the_folder_of_the_study(folder: Path, tmp_path: Path) -> None:
    name = numbered_name("1", folder / "out")
    assert name in known()
    assert numbered_name("1", folder / "study") == name
    assert (folder / "out" / MANIFEST).is_file()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KMO", "factorability"),
        ("кмо", "factorability"),
        ("alpha", "reliability"),
        ("альфа Кронбаха", "reliability"),
        ("α", "reliability"),
        ("R²", "model_summary"),
        ("r2", "model_summary"),
        ("VIF", "coefficients"),
        ("Q²", "pls_prediction"),
        ("χ²", "sem_fit"),
        ("эта-квадрат", "group_tests"),
        ("жүктеме", "loadings"),
        ("HTMT", "htmt"),
    ],
)
def test_a_statistic_is_explained_by_its_table(text: str, name: str) -> None:
    assert explanation(text, language("ru")).name == name


def test_other_tables_of_a_statistic_are_named() -> None:
    for code in LANGUAGES:
        lang = language(code)
        assert "pls_outcomes" in as_text(explanation("R2", lang), lang).splitlines()[-1]


def test_statistics_stand_in_tables_that_are_explained() -> None:
    terms = [key for key in language("en").words if key.startswith("explanation_term.")]
    assert {key.removeprefix("explanation_term.") for key in terms} <= {*known()}
    assert tables_of_statistic("no such thing") == ()
