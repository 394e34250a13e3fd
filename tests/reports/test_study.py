"""Whole studies of strangers: what is computed, what is written, what the data do not allow."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.factorability import factorability
from aqyl.analysis.factors import extract
from aqyl.analysis.moments import moments_of
from aqyl.analysis.regression import regress
from aqyl.reports.blocks import Bullets
from aqyl.reports.figures.picture import Picture
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.manifest import read_manifest
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.cautions import cautions
from aqyl.reports.study.language_gaps import language_gaps
from aqyl.reports.study.report import study_document, write_study_report
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.study_file import read_study
from aqyl.reports.table import Table
from aqyl.survey.errors import AqylError

from .changed_results import put
from .stranger_study import STUDY, answers, write_study

SAME = 1e-12  # the same functions on the same numbers
NAMES = tuple(f"{name}{i}" for name in "TEU" for i in (1, 2, 3))


def run(path: Path) -> StudyResults:
    study = read_study(path)
    return analyse(study, read_answers(study))


def changed(tmp_path: Path, old: str, new: str, **data: np.ndarray) -> StudyResults:
    assert old in STUDY
    return run(write_study(tmp_path, study=STUDY.replace(old, new, 1), **data))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    return run(write_study(tmp_path_factory.mktemp("study")))


@pytest.fixture(scope="module")
def clean() -> np.ndarray:
    """Return the answers of those who stay, E2 turned."""
    x = np.delete(answers(), [7, 9, 20], axis=0)
    x[:, 4] = 8 - x[:, 4]
    return x


def test_the_screening_takes_out_whom_the_rules_name(results: StudyResults) -> None:
    assert results.screening.rules == ("completeness", "longest_run")
    assert np.flatnonzero(~results.screening.kept).tolist() == [7, 9, 20]
    assert results.sensitivity.screened.n == 157
    assert {rule: h.n for rule, h in results.sensitivity.without.items()} == {
        "completeness": 158,
        "longest_run": 159,
    }
    assert results.sensitivity.unscreened.n == 160


def test_all_rests_on_the_turned_answers_of_those_who_stay(
    results: StudyResults, clean: np.ndarray
) -> None:
    moments = moments_of(clean, NAMES)
    assert results.factorability is not None
    assert results.factorability.kmo.overall == factorability(moments).kmo.overall
    assert results.factors is not None
    np.testing.assert_allclose(results.factors.first.loadings, extract(moments).loadings, atol=SAME)
    means = np.stack([clean[:, 3 * c : 3 * c + 3].mean(axis=1) for c in range(3)], axis=1)
    np.testing.assert_allclose(results.scores.values, means, atol=SAME)
    expected = regress(moments_of(means, ("trust", "ease", "use")), "use", ["trust", "ease"])
    assert results.regression is not None
    found = results.regression.diagnostics.regression
    np.testing.assert_allclose(found.beta, expected.beta, atol=SAME)
    assert results.verdicts[0].path.p == pytest.approx(expected.p[0], rel=1e-9)
    assert results.refused == ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_report_holds_every_table_and_figure(
    results: StudyResults, code: str, tmp_path: Path
) -> None:
    write_study_report(results, tmp_path / "out", [language(code)])
    tables = {path.stem for path in (tmp_path / "out" / "tables").glob("*.csv")}
    assert tables == {
        "anova", "coefficients", "collinearity", "correlation_pairs", "correlations",
        "descriptives", "factorability",
        "fornell_larcker", "group_pairs_age", "group_tests_age", "group_tests_gender",
        "groups_age", "groups_gender", "htmt", "hypotheses", "importance", "item_total", "items",
        "loadings", "model_summary", "normality", "profile", "reliability", "residuals",
        "retention", "screening", "sensitivity", "variance",
    }  # fmt: skip
    figures = {path.stem for path in (tmp_path / "out" / "figures").glob("*.svg")}
    assert figures == {
        "coefficient_plot", "correlation_map", "first_two", "group_means_age",
        "group_means_gender", "likert", "loading_matrix", "model", "profile_bars", "scree",
    }  # fmt: skip
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "{" not in page.partition("</style>")[2]  # no word lacks its value
    content = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))
    assert set(content) == tables


def test_files_hold_full_precision(results: StudyResults, tmp_path: Path) -> None:
    write_study_report(results, tmp_path / "out", [language("en")])
    with (tmp_path / "out/tables/model_summary.csv").open(encoding="utf-8-sig") as stream:
        (row,) = csv.DictReader(stream)
    assert results.regression is not None
    assert float(row["r_squared"]) == results.regression.diagnostics.regression.r_squared


def test_wordings_come_from_the_headings_where_the_questionnaire_has_none(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    text = (tmp_path / "answers.csv").read_text("utf-8").replace(";T1;", ";T1. Мне можно верить;")
    (tmp_path / "answers.csv").write_text(text, "utf-8")
    document = study_document(run(path), language("ru"))
    items = next(table for table in document.tables if table.name == "items").records()
    assert [row["wording"] for row in items[:2]] == ["Мне можно верить", "T2"]
    profile = next(table for table in document.tables if table.name == "profile").records()
    assert profile[0]["question"] == "Пол"


def test_two_runs_write_the_same_bytes(results: StudyResults, tmp_path: Path) -> None:
    for out in ("one", "two"):
        write_study_report(results, tmp_path / out, [language("ru")])
    one, two = (read_manifest(tmp_path / out) for out in ("one", "two"))
    assert one is not None
    assert one == two
    assert set(one.inputs) == {"study.toml", "answers.csv"}


def test_simulated_answers_are_called_so_everywhere(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    noted = "# SIMULATED answers of nobody\n" + (tmp_path / "answers.csv").read_text("utf-8")
    (tmp_path / "answers.csv").write_text(noted, "utf-8")
    found = run(path)
    assert found.simulated
    for code in LANGUAGES:
        lang = language(code)
        document = study_document(found, lang)
        warning = lang.text("study.simulated")
        assert warning in document.subtitle
        shown = [b for b in document.blocks if isinstance(b, Table | Picture)]
        assert len(shown) > 25
        assert all(warning in block.notes for block in shown)


def test_the_head_says_where_the_answers_come_from(tmp_path: Path) -> None:
    sourced = 'id = "Код", source = { ru = "Опрос жителей, 2025.", en = "Survey of residents" }'
    found = run(write_study(tmp_path, study=STUDY.replace('id = "Код"', sourced)))
    assert "Источник: Опрос жителей, 2025." in study_document(found, language("ru")).subtitle
    assert "Source: Survey of residents." in study_document(found, language("en")).subtitle
    (gap,) = language_gaps(found.study, found.study.instrument, ("kk",))
    assert "source" in gap.names


def test_unlabelled_points_are_not_repeated_as_their_labels(results: StudyResults) -> None:
    ends = {0: {"en": "Never"}, 6: {"en": "Always"}}
    for labelled, scale in (((), "Scale: 1–7."), ((0, 6), "Scale: 1 – Never; 7 – Always.")):
        labels = tuple(ends[i] if i in labelled else {"und": str(i + 1)} for i in range(7))
        found = put(results, "study.instrument.scale.labels", labels)
        (table,) = (t for t in study_document(found, language("en")).tables if t.name == "items")
        assert any(note.startswith(scale) for note in table.notes), table.notes


def test_answers_that_people_gave_are_not_called_simulated(results: StudyResults) -> None:
    document = study_document(results, language("en"))
    assert not results.simulated
    assert "SIMULATED" not in document.subtitle
    assert not any(
        "SIMULATED" in n for b in document.blocks if isinstance(b, Table) for n in b.notes
    )


@pytest.mark.parametrize("rule", ["loadings", "components"])
def test_scores_from_the_components(tmp_path: Path, clean: np.ndarray, rule: str) -> None:
    found = changed(tmp_path, "[regression]", f'[scores]\nrule = "{rule}"\n[regression]')
    assert found.factors is not None
    loadings = found.factors.first.loadings
    for c in range(3):
        own = slice(3 * c, 3 * c + 3)
        column = np.abs(loadings[own]).sum(axis=0).argmax()
        if rule == "loadings":
            weights = loadings[own, column]
            expected = clean[:, own] @ weights / weights.sum()
        else:
            z = (clean - clean.mean(axis=0)) / clean.std(axis=0, ddof=1)
            expected = z @ found.factors.first.score_weights[:, column]
        np.testing.assert_allclose(found.scores.values[:, c], expected, atol=1e-10)


def test_items_that_load_too_little_are_not_scored(tmp_path: Path, clean: np.ndarray) -> None:
    """Noise in the place of U3: it loads nowhere, leaves, and its construct is scored without."""
    x = answers()
    x[:, 8] = np.random.default_rng(3).integers(1, 8, len(x))
    rule = 'replications = 20\ncount = 3\nthreshold = 0.6\ndrop = "at_once"'
    found = changed(tmp_path, "replications = 20", rule, points=x)
    assert found.left_out == ("U3",)
    kept = found.screening.kept
    np.testing.assert_allclose(found.scores.values[:, 2], x[kept][:, 6:8].mean(axis=1), atol=SAME)
    names = {t.name for t in study_document(found, language("kk")).tables}
    assert {"dropped", "loadings_kept"} <= names


@pytest.mark.parametrize(
    "factors",
    [
        'correlation = "polychoric"',
        'method = "principal_axis"\nrotation = "promax"',
        'method = "maximum_likelihood"\nrotation = "oblimin"',
        'count = "parallel"',
        'count = "map"\nrotation = "none"',
        'drop = "stepwise"\ncount = 3',
    ],
)
def test_every_way_to_the_factors_gives_a_report(tmp_path: Path, factors: str) -> None:
    found = changed(tmp_path, "replications = 20", f"replications = 20\n{factors}")
    assert found.refused == ()
    names = {t.name for t in study_document(found, language("ru")).tables}
    assert {"loadings", "variance", "retention"} <= names
    assert ({"factor_correlations", "structure"} <= names) == (
        "promax" in factors or "oblimin" in factors
    )


def test_an_item_without_variance_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    x = answers()
    x[:, 2] = 4
    found = changed(tmp_path, "longest_run = 8", "", points=x)
    said = {refusal.part: str(refusal.error) for refusal in found.refused}
    assert "`T3` does not vary" in said["factorability"]
    assert "`T3` does not vary" in said["reliability"]
    assert found.regression is not None
    document = study_document(found, language("en"))
    bullets = next(b for b in document.blocks if isinstance(b, Bullets))
    assert any("KMO" in line and "`T3` does not vary" in line for line in bullets.items)


def test_a_construct_of_one_item_is_scored_and_has_no_alpha(tmp_path: Path) -> None:
    found = changed(tmp_path, 'use = ["U1", "U2", "U3"]', 'use = ["U1"]')
    assert found.quality is not None
    assert np.isnan(found.quality.quality.alpha[2])
    table = next(t for t in study_document(found, language("en")).tables if t.name == "reliability")
    assert table.records()[2]["alpha"] is None
    assert found.regression is not None


def test_equal_scores_are_tied_whatever_their_weight(tmp_path: Path) -> None:
    """Answers in another order add up to other last bits, which ranks must not see."""
    weights = '[scores]\nrule = "weighted"\nweights = { trust = 0.913, ease = 0.7, use = 1.1 }\n'
    plain = changed(tmp_path, "[regression]", '[scores]\nrule = "sum"\n[regression]')
    weighted = changed(tmp_path, "[regression]", f"{weights}[regression]")
    assert plain.rank_correlations is not None
    assert weighted.rank_correlations is not None
    np.testing.assert_allclose(plain.rank_correlations.r, weighted.rank_correlations.r, atol=SAME)
    for one, two in zip(plain.groups, weighted.groups, strict=True):
        np.testing.assert_allclose(one.several.kruskal.p, two.several.kruskal.p, atol=SAME)


def test_more_predictors_than_orders_can_be_taken_leave_importance_out(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    names = [f"c{i}" for i in range(18)]
    columns = ";".join(f"{name}_{j}" for name in names for j in (1, 2))
    rows = "\n".join(";".join(map(str, row)) for row in rng.integers(1, 6, (90, 36)))
    (tmp_path / "a.csv").write_text(f"{columns}\n{rows}\n", "utf-8")
    constructs = ", ".join(f'{n} = ["{n}_1", "{n}_2"]' for n in names)
    (tmp_path / "s.toml").write_text(
        f'data = "a.csv"\n[instrument]\nscale = {{ points = [1, 2, 3, 4, 5] }}\n'
        f"constructs = {{ {constructs} }}\n[factors]\nreplications = 20\n"
        '[regression]\noutcome = "c0"\n',
        "utf-8",
    )
    found = run(tmp_path / "s.toml")
    assert found.regression is not None
    assert found.regression.importance is None
    assert "coefficients" in {t.name for t in study_document(found, language("ru")).tables}


def test_columns_of_a_table_have_keys_of_their_own(tmp_path: Path) -> None:
    text = STUDY.replace("trust", "construct").replace("ease", "eigenvalue")
    found = run(write_study(tmp_path, study=text))
    for table in study_document(found, language("en")).tables:
        keys = [column.key for column in table.columns]
        assert len(set(keys)) == len(keys), table.name


def test_one_construct_alone_is_a_study(tmp_path: Path) -> None:
    text = STUDY.replace('trust = ["T1", "T2", "T3"], ease = ["E1", "E2", "E3"], use = ', "use = ")
    text = text.replace('reverse = ["E2"]\n', "").replace('[regression]\noutcome = "use"\n', "")
    text = text.replace('[[hypothesis]]\nid = "H1"\npath = "trust -> use"\n', "")
    found = run(write_study(tmp_path, study=text))
    names = {t.name for t in study_document(found, language("kk")).tables}
    assert "reliability" in names
    assert not names & {"correlations", "htmt", "coefficients"}


def test_a_question_may_be_named_as_its_author_likes(tmp_path: Path) -> None:
    text = STUDY.replace("gender = [", '"Пол / gender" = [')
    text = text.replace("columns = { gender", 'columns = { "Пол / gender"')
    found = run(write_study(tmp_path, study=text.replace('by = ["gender"', 'by = ["Пол / gender"')))
    write_study_report(found, tmp_path / "out", [language("ru")])
    assert (tmp_path / "out" / "tables" / "groups_Пол_gender.csv").is_file()


def test_an_item_that_nobody_answered(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=STUDY.replace("completeness = 0.8\n", ""))
    lines = (tmp_path / "answers.csv").read_text("utf-8").splitlines()
    emptied = [";".join([*line.split(";")[:3], "", *line.split(";")[4:]]) for line in lines[1:]]
    (tmp_path / "answers.csv").write_text("\n".join([lines[0], *emptied]) + "\n", "utf-8")
    found = run(path)
    assert {"item_correlations", "descriptives", "reliability"} <= {r.part for r in found.refused}
    assert found.items.missing[0] == 160


def test_a_group_that_is_empty_or_alone_is_said_and_not_compared(tmp_path: Path) -> None:
    found = changed(tmp_path, '"старше 50"]', '"старше 50", "до 10"]')
    several = found.groups[1].several
    assert several.samples.n[3].max() == 0
    assert np.isfinite(several.welch.p).all()
    table = next(t for t in study_document(found, language("en")).tables if t.name == "groups_age")
    assert not any("до 10" in column.label for column in table.columns)


def test_fewer_components_than_dimensions_cannot_score_them(tmp_path: Path) -> None:
    study = 'replications = 20\ncount = 1\n[scores]\nrule = "components"'
    with pytest.raises(AqylError, match="stand on one component"):
        changed(tmp_path, "replications = 20", study)


def test_a_screening_that_keeps_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AqylError, match="keeps 0 of 160 people"):
        changed(tmp_path, "longest_run = 8", "spread = 100.0")


def test_identical_items_are_named(tmp_path: Path) -> None:
    x = answers()
    x[:, 1] = x[:, 0]
    found = changed(tmp_path, "longest_run = 8", "", points=x)
    said = " ".join(str(refusal.error) for refusal in found.refused)
    assert "`T1`, `T2` determine each other" in said
    assert found.regression is not None


def test_a_question_without_a_column_is_named(tmp_path: Path) -> None:
    text = STUDY.replace("profile = { ", 'profile = { work = ["a", "b"], ', 1)
    assert text != STUDY
    found = run(write_study(tmp_path, study=text))
    assert any("`work`" in caution for caution in cautions(found, language("ru")))
