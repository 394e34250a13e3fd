"""What the numbers rest on: below each table, or once in the head of the document."""

from pathlib import Path

import numpy as np
import pytest
from aqyl.reports.blocks import Document
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.cautions import cautions
from aqyl.reports.study.provenance import provenance
from aqyl.reports.study.report import study_document
from aqyl.reports.study.results import StudyResults
from aqyl.reports.study.run import run_study

from .changed_results import put
from .explained_studies import CHAIN, run
from .stranger_study import STUDY, write_study

SEED = 29
EN = language("en")
TEXT = STUDY.replace("replications = 20", f"replications = 20\nseed = {SEED}")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    return run_study(write_study(tmp_path_factory.mktemp("study"), study=TEXT)).results


def noted(document: Document) -> list[bool]:
    """Tell of each table whether a note of it names the program."""
    return [any("aqyl" in note for note in table.notes) for table in document.tables]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_table_says_it_or_the_head_does(results: StudyResults, code: str) -> None:
    lang = language(code)
    below = study_document(results, lang)
    assert all(noted(below))
    assert "aqyl" not in below.subtitle
    once = study_document(put(results, "study.documents.provenance", False), lang)
    assert not any(noted(once))
    assert once.subtitle.startswith(below.subtitle)
    assert once.subtitle.count("aqyl") == 1
    assert str(SEED) in once.subtitle


def rest(results: StudyResults) -> dict[str, str]:
    """Return what each table rests on, by its name."""
    names = tuple(table.name for table in study_document(results, language("en")).tables)
    return {k.removeprefix("simulated_"): v for k, v in provenance(results, names, EN).items()}


def test_a_seed_is_named_where_something_is_drawn_and_only_there(tmp_path: Path) -> None:
    model = CHAIN.replace("[model]", f"[model]\nseed = {SEED}")
    found, seed = rest(run(tmp_path / "study", TEXT + model)), f"seed {SEED}"
    fixed = {"pls_constructs", "pls_cross_loadings", "pls_fornell_larcker", "pls_method_bias"}
    drawn = {"pls_paths", "pls_htmt", "pls_indicators", "methods"}
    assert fixed | drawn <= found.keys()
    assert [name for name in fixed if seed in found[name]] == []
    assert [name for name in drawn if seed not in found[name]] == []


def test_people_are_counted_where_each_number_has_its_own(results: StudyResults) -> None:
    n = len(results.kept.ids)
    assert f"n = {n};" in rest(results)["descriptives"]
    complete = put(results, "quality.n", lambda old: {key: 7 + i for i, key in enumerate(old)})
    assert f"n = 7–{6 + len(results.study.instrument.constructs)};" in rest(complete)["reliability"]
    scores = results.scores.values.copy()
    scores[:3, 0] = scores[3:5, 1:] = np.nan
    found = rest(put(results, "scores.values", scores))
    assert f"n = {n - 3}–{n - 2};" in found["descriptives"]
    assert f"n = {n - 5}–{n - 2};" in found["correlations"]


GROUPED = """
[model]
mode = "B"
paths = ["trust -> ease", "ease -> use"]
covariance = true
estimator = "FIML"
groups = "gender"
permutations = 200
resamples = 200
[[hypothesis]]
id = "H2"
path = "trust -> ease"
"""


@pytest.fixture(scope="module")
def incomplete(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    """Return the results where five people left out one item, in a model of two regressions."""
    path = write_study(tmp_path_factory.mktemp("gaps"), study=TEXT + GROUPED)
    answers = path.parent / "answers.csv"
    rows = answers.read_text("utf-8").splitlines()
    rows[30:35] = [row.rpartition(";")[0] + ";" for row in rows[30:35]]
    answers.write_text("\n".join(rows) + "\n", "utf-8")
    study = path.read_text("utf-8").replace("[comparison]", "[scores]\nrule = 'sum'\n[comparison]")
    path.write_text(study, "utf-8")
    return run_study(path).results


def test_each_table_counts_the_people_of_its_own_method(incomplete: StudyResults) -> None:
    found, kept = rest(incomplete), len(incomplete.kept.ids)
    complete = f"n = {kept - 5};"
    for name in ("factorability", "retention", "coefficients", "sem_invariance"):
        assert found[name].startswith(complete), name
    assert found["sem_fit"].startswith(f"n = {kept};")
    assert "full-information" in found["sem_fit"]
    assert "full-information" not in found["sem_invariance"]
    for name in ("groups_gender", "group_tests_age"):
        assert found[name].startswith(f"n = {kept - 5}–{kept};"), name
    assert found["hypotheses"].startswith(complete)


def test_missing_answers_are_said_as_the_numbers_treat_them(incomplete: StudyResults) -> None:
    found = rest(incomplete)
    assert "left out dimension by dimension" in found["reliability"]
    assert "without a score" in found["coefficients"]
    assert "without a score" in found["fornell_larcker"]
    assert "with a missing answer" in found["factorability"]


def test_a_hypothesis_that_pls_judges_has_its_people_beside_the_others(
    incomplete: StudyResults,
) -> None:
    fewer = put(incomplete, "model.bootstrap.original.n", 99)
    n = len(incomplete.kept.ids) - 5
    assert rest(fewer)["hypotheses"].startswith(f"n = {n} (regression), 99 (PLS);")


def test_refused_components_leave_the_people_of_kmo(incomplete: StudyResults) -> None:
    found = rest(put(incomplete, "factors", None))
    assert found["factorability"].startswith(f"n = {len(incomplete.kept.ids) - 5};")


def test_what_pls_forms_is_said_to_be_latent_on_covariances(incomplete: StudyResults) -> None:
    said = " ".join(cautions(incomplete, EN))
    assert "takes as latent variables what their items form in PLS (mode B)" in said
    assert "a score needs answers to all items of its dimension" in said
    assert incomplete.invariant is not None
    assert not [refused for refused in incomplete.refused if refused.part == "invariance"]


def test_oblique_factors_rest_on_complete_answers(tmp_path: Path) -> None:
    oblique = '[factors]\nmethod = "principal_axis"\nrotation = "promax"'
    study = TEXT.replace("[factors]", oblique)
    results = run(tmp_path / "study", study)
    scores = results.scores.values.copy()
    scores[0] = np.nan
    found = rest(put(results, "scores.values", scores))
    assert "with a missing answer" in found["factor_correlations"]


def test_the_key_is_read(tmp_path: Path) -> None:
    more = "[documents]\nprovenance = false\n"
    found = run_study(write_study(tmp_path, study=TEXT + more)).results
    assert not found.study.documents.provenance
