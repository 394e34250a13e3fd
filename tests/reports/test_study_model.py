"""Path models of strangers: what a study file states, and what its report then holds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.cfa import fit_sem
from aqyl.analysis.hypotheses import Hypothesis
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.method_table import method_sentences, method_table, method_verdicts
from aqyl.reports.study.report import study_document, write_study_report
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.study_file import read_study
from aqyl.reports.table import shown
from aqyl.survey.errors import AqylError
from aqyl.survey.instrument import Option
from aqyl.survey.scoring import turned

from .changed_results import put
from .stranger_study import STUDY, write_study

SAME = 1e-9  # the bootstrap iterates its estimate further than one fit does
MODEL = """
[model]
resamples = 200
permutations = 100
seed = 5
"""
CHAIN = """
[model]
paths = ["ease -> trust", "trust -> use", "ease -> use"]
resamples = 200
covariance = true
groups = "gender"
permutations = 100
"""
PLS_TABLES = {
    "methods", "pls_constructs", "pls_cross_loadings", "pls_fit", "pls_fornell_larcker",
    "pls_htmt", "pls_indicators", "pls_ipma_1", "pls_method_bias", "pls_outcomes", "pls_paths",
    "pls_prediction",
}  # fmt: skip


def run(folder: Path, study: str) -> StudyResults:
    plan = read_study(write_study(folder, study=study))
    return analyse(plan, read_answers(plan))


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    return run(tmp_path_factory.mktemp("chain"), STUDY + CHAIN)


def test_a_model_without_paths_takes_those_of_hypotheses_and_regression(tmp_path: Path) -> None:
    found = run(tmp_path, STUDY + MODEL)
    assert found.refused == ()
    assert found.model is not None
    assert found.model.model.paths == (("trust", "use"), ("ease", "use"))
    names = tuple(item.id for item in found.kept.instrument.items)
    expected = pls(moments_of(turned(found.kept), names), found.model.model)
    np.testing.assert_allclose(found.model.bootstrap.original.paths, expected.paths, atol=SAME)
    assert {t.name for t in study_document(found, language("ru")).tables} >= PLS_TABLES


def test_a_chain_has_indirect_effects_a_second_method_and_groups(chain: StudyResults) -> None:
    assert chain.refused == ()
    assert chain.model is not None
    assert chain.sem is not None
    names = tuple(item.id for item in chain.kept.instrument.items)
    expected = fit_sem(moments_of(turned(chain.kept), names), chain.model.model)
    np.testing.assert_allclose(
        chain.sem.fit.estimates.standardised, expected.estimates.standardised, atol=1e-8
    )
    tables = {t.name for t in study_document(chain, language("en")).tables}
    assert tables >= PLS_TABLES | {
        "pls_mediation", "pls_micom", "pls_multigroup", "sem_constructs", "sem_fit",
        "sem_invariance", "sem_loadings", "sem_modifications", "sem_paths",
    }  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_of_a_model_report_is_there(
    chain: StudyResults, code: str, tmp_path: Path
) -> None:
    lang = language(code)
    write_study_report(chain, tmp_path / "out", [lang])
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "{" not in page.partition("</style>")[2]
    assert (tmp_path / "out" / "figures" / "path_diagram.svg").is_file()
    (sentence, agree) = method_sentences(chain, lang)
    assert sentence.startswith("H1")
    assert lang.number(1, 0) in agree


def test_the_methods_judge_by_their_own_paths(chain: StudyResults) -> None:
    found = method_verdicts(chain)
    assert list(found) == ["regression", "pls", "sem"]
    assert {verdicts[0].hypothesis.id for verdicts in found.values()} == {"H1"}
    assert chain.model is not None
    assert found["pls"][0].path.p == chain.model.path_tests.p[0, 2]


def test_groups_of_a_model_are_named_by_their_labels(chain: StudyResults) -> None:
    def labelled(option: Option) -> Option:
        return replace(option, labels={"en": f"label of {option.code}"})

    asked = chain.study.instrument
    profile = [replace(q, options=tuple(map(labelled, q.options))) for q in asked.profile]
    study = replace(chain.study, instrument=replace(asked, profile=tuple(profile)))
    tables = study_document(replace(chain, study=study), language("en")).tables
    notes = {table.name: " ".join(table.notes) for table in tables}
    for name in ("pls_micom", "sem_invariance"):
        assert "label of ж – " in notes[name]


def test_two_runs_of_a_model_are_the_same(chain: StudyResults, tmp_path: Path) -> None:
    again = run(tmp_path, STUDY + CHAIN)
    tables = [
        {t.name: t.rows for t in study_document(results, language("en")).tables}
        for results in (chain, again)
    ]
    assert str(tables[0]) == str(tables[1])


def test_a_study_of_a_model_alone_judges_by_pls(tmp_path: Path) -> None:
    study = STUDY.replace('[regression]\noutcome = "use"\n', "")
    study = study.replace('path = "trust -> use"', 'path = "ease -> trust"')
    found = run(tmp_path, study + CHAIN)
    assert found.regression is None
    assert [v.hypothesis.id for v in found.verdicts] == ["H1"]


@pytest.mark.parametrize(
    "keys",
    [
        'mode = "reflective"',
        'modes = { ease = "B" }\nscheme = "factor"',
        'interactions = { both = ["trust", "ease"] }\n'
        'paths = ["trust -> use", "ease -> use", "both -> use"]',
        'higher_order = { digital = ["trust", "ease"] }\npaths = ["digital -> use"]',
        'interval = "bca"',
    ],
)
def test_every_kind_of_model_gives_a_report(tmp_path: Path, keys: str) -> None:
    study = STUDY.replace('[[hypothesis]]\nid = "H1"\npath = "trust -> use"\n', "")
    found = run(tmp_path, study + MODEL + keys + "\n")
    assert found.refused == ()
    names = {t.name for t in study_document(found, language("kk")).tables}
    assert {"pls_paths", "pls_indicators"} <= names
    assert ("pls_slopes" in names) == ("interactions" in keys)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ('paths = ["trust > use"]', "`model.paths` must be written `predictor -> outcome`"),
        ('paths = ["trust -> us"]', "no construct `us`.*Did you mean `use`"),
        ('paths = ["trust -> use", "use -> trust"]', "run in a circle"),
        ('modes = { eas = "B" }', "`model.modes`: there is no construct `eas`"),
        ('interactions = { both = ["trust"] }', "`model.interactions.both` must name two"),
        ('groups = "sex"', "`model.groups`: there is no profile question `sex`"),
        ('mode = "C"', "`model.mode`: input should be 'A', 'B' or 'reflective', got `C`"),
        ("resamples = 5", "greater than or equal to 100"),
    ],
)
def test_a_wrong_model_is_named(tmp_path: Path, keys: str, message: str) -> None:
    path = write_study(tmp_path, study=f"{STUDY}\n[model]\n{keys}\n")
    with pytest.raises(AqylError, match=message):
        read_study(path)


def test_dwls_has_a_fit_and_no_modification_indices(tmp_path: Path) -> None:
    found = run(tmp_path, STUDY + MODEL + 'covariance = true\nestimator = "DWLS"\n')
    names = {t.name for t in study_document(found, language("kk")).tables}
    assert "sem_fit" in names
    assert "sem_modifications" not in names


def test_mean_replacement_serves_the_fit_as_well(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=STUDY + MODEL + 'missing = "mean"\n')
    rows = (tmp_path / "answers.csv").read_text("utf-8").splitlines()
    for i in range(1, len(rows)):  # everybody lacks one answer
        cells = rows[i].split(";")
        cells[3 + i % 9] = ""
        rows[i] = ";".join(cells)
    (tmp_path / "answers.csv").write_text("\n".join(rows) + "\n", "utf-8")
    plan = read_study(path)
    found = analyse(plan, read_answers(plan))
    assert found.model is not None
    assert found.model.bootstrap.original.n == len(found.kept.ids)
    assert found.model.fit is not None
    assert found.model.fit.fit.srmr == pytest.approx(found.model.bootstrap.original.estimated.srmr)


def test_a_model_without_a_path_is_refused(tmp_path: Path) -> None:
    study = STUDY.replace('[regression]\noutcome = "use"\n', "")
    study = study.replace('[[hypothesis]]\nid = "H1"\npath = "trust -> use"\n', "")
    with pytest.raises(AqylError, match="The model has no path"):
        read_study(write_study(tmp_path, study=study + MODEL))


def test_other_answers_go_with_a_model_file(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=STUDY + MODEL)
    (tmp_path / "answers.csv").rename(tmp_path / "others.csv")
    assert read_study(path, data=tmp_path / "others.csv").data_file == tmp_path / "others.csv"
    path.write_text(STUDY, "utf-8")
    with pytest.raises(AqylError, match=r"no table `\[model\]`"):
        read_study(path, data=tmp_path / "others.csv")


@pytest.mark.parametrize(
    ("modes", "key"),
    [("AAA", "pls"), ("ABA", "pls"), ("RRR", "plsc"), ("ARA", "pls_mixed")],
)
def test_the_note_says_whether_pls_estimates_common_factors(
    chain: StudyResults, modes: str, key: str
) -> None:
    assert chain.model is not None
    named = {"A": "A", "B": "B", "R": "reflective"}
    own = (
        replace(construct, mode=named[mode])
        for construct, mode in zip(chain.model.model.constructs, modes, strict=True)
    )
    found = put(chain, "model.model.constructs", tuple(own))
    lang = language("ru")
    assert lang.text(f"methods.basis_{key}") in method_table(found, str, lang).notes[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_hypothesis_without_a_path_in_a_model_has_dashes_and_a_note(
    chain: StudyResults, code: str
) -> None:
    lang = language(code)
    plain = method_table(chain, str, lang)
    assert lang.text("tables.not_in_model") not in plain.notes
    more = (*chain.study.hypotheses, Hypothesis("H2", "ease", "trust"))
    table = method_table(replace(chain, study=replace(chain.study, hypotheses=more)), str, lang)
    missing = [c.key for c, cell in zip(table.columns, table.rows[1], strict=True) if cell is None]
    assert missing == ["by_regression", "p_regression", "verdict_regression"]
    assert lang.text("tables.not_in_model") in table.notes


def test_an_effect_beside_its_limit_shows_on_which_side_it_is(chain: StudyResults) -> None:
    sizes = np.array([0.01996, 0.1501, 0.2])
    found = put(chain, "model.assessment.structure.paths.f_squared", sizes)
    lang = language("en")
    (table,) = (t for t in study_document(found, lang).tables if t.name == "pls_paths")
    at = [column.key for column in table.columns].index("f_squared")
    written = [shown(row[at], table.columns[at], lang) for row in table.rows]
    assert written == ["0.01996", "0.1501", "0.200"]
