"""Tables about people that name nobody: small cells marked, or left out everywhere at once."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.reports.blocks import Bullets
from aqyl.reports.csv_file import write_csv
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.answer_pictures import profile_pictures
from aqyl.reports.study.group_model_tables import group_model_tables, invariance_table
from aqyl.reports.study.hidden_cells import groups_note, hidden_reason
from aqyl.reports.study.people_tables import profile_table
from aqyl.reports.study.privacy import privacy_cautions, privacy_cells, privacy_remedies, published
from aqyl.reports.study.provenance import provenance
from aqyl.reports.study.report import study_document
from aqyl.reports.study.results import StudyResults
from aqyl.reports.study.sections import namer
from aqyl.reports.table import Table, shown
from aqyl.survey.disclosure import primary
from aqyl.survey.profile import frequencies

from .changed_results import put
from .people_by_age import AGE, AGES, ENGLISH, PRIVATE, run, tables, with_ages

MODEL = """
[model]
paths = ["ease -> trust", "trust -> use"]
resamples = 100
groups = "gender"
permutations = 100
covariance = true
"""
SMALLEST = 5
_DEALS = 12
ODD = (60, 3, 50, 40, 4)  # of 157: two rare answers, far from each other


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    return run(tmp_path_factory.mktemp("private"), PRIVATE)


def column(table: Table, key: str, question: str) -> list[object]:
    records = [r for r in table.records() if r.get("question", "") == question]
    return [record[key] for record in records]


def test_small_cells_are_marked_and_explained(private: StudyResults) -> None:
    results = put(with_ages(private, ODD), "study.privacy.suppress", False)
    assert published(results) is results
    for code, note in {
        "kk": "* – 5 респонденттен аз.",
        "ru": "* – менее 5 респондентов.",
        "en": "* – fewer than 5 respondents.",
    }.items():
        lang = language(code)
        found = tables(results, lang)
        profile = found["profile"]
        texts = [shown(row[2], profile.columns[2], lang) for row in profile.rows]
        assert [t for t in texts if "*" in t] == ["3*", "4*"]
        assert profile.notes == (note,)
        assert note in found["groups_age"].notes
        assert found["groups_gender"].notes == (lang.text("study.groups_note"),)


def test_the_mark_does_not_reach_files(private: StudyResults, tmp_path: Path) -> None:
    results = put(with_ages(private, ODD), "study.privacy.suppress", False)
    profile = tables(results)["profile"]
    write_csv(profile, tmp_path / "profile.csv")
    assert "*" not in (tmp_path / "profile.csv").read_text("utf-8")
    assert column(profile, "frequency", AGE)[:5] == list(ODD)


def test_the_limit_is_the_choice_of_the_study(private: StudyResults) -> None:
    results = put(with_ages(private, ODD), "study.privacy.suppress", False)
    assert "4*" not in _texts(put(results, "study.privacy.smallest", 4))
    none = put(results, "study.privacy.smallest", 0)
    assert not tables(none)["profile"].notes
    assert privacy_cautions(none, ENGLISH) == privacy_remedies(none, ENGLISH) == ()


def test_tables_outside_a_study_mark_fewer_than_five(private: StudyResults) -> None:
    results = with_ages(private, ODD)
    table = profile_table(results.profile, results.study.instrument, ENGLISH)
    assert "3*" in [shown(row[2], table.columns[2], ENGLISH) for row in table.rows]


def _texts(results: StudyResults) -> list[str]:
    table = tables(results)["profile"]
    return [shown(row[2], table.columns[2], ENGLISH) for row in table.rows]


def test_a_hidden_answer_is_hidden_in_all_columns(private: StudyResults) -> None:
    profile = tables(with_ages(private, ODD))["profile"]
    n = sum(ODD)
    assert column(profile, "frequency", AGE) == [60, None, 50, None, None, n]
    for key in ("percent", "valid_percent"):
        assert [v is None for v in column(profile, key, AGE)][:5] == [
            False,
            True,
            False,
            True,
            True,
        ]
    running = column(profile, "cumulative_percent", AGE)[:5]
    assert [v is None for v in running] == [False, True, True, True, False]
    assert None not in column(profile, "frequency", "Пол")


def test_a_few_without_an_answer_are_no_reason_to_hide(private: StudyResults) -> None:
    """One person said nothing: no group goes with him, and his cell bears no mark."""
    results = with_ages(private, (60, 50, 20, 15, 11))
    assert not privacy_cells(results)["age"].hidden.any()
    assert published(results) is results
    assert privacy_cautions(results, ENGLISH) == ()
    profile = tables(results)["profile"]
    assert column(profile, "frequency", AGE) == [60, 50, 20, 15, 11, 1, 157]
    assert None not in column(profile, "valid_percent", AGE)[:5]
    open_ = put(results, "study.privacy.suppress", False)
    assert "1*" not in _texts(open_)
    assert tables(open_)["profile"].notes == ()


def test_those_without_an_answer_are_hidden_before_a_big_group(private: StudyResults) -> None:
    results = with_ages(private, (60, 50, 4, 20, 15))  # 8 of 157 gave none
    profile = tables(results)["profile"]
    assert column(profile, "frequency", AGE) == [60, 50, None, 20, 15, None, 157]
    assert column(tables(results)["groups_age"], "n_61-70", "")[0] == 20
    few = with_ages(private, (60, 50, 4, 20, 22))  # 1 of 157: too few to hide the four
    assert column(tables(few)["profile"], "frequency", AGE) == [60, 50, None, None, 22, 1, 157]


def test_valid_percents_do_not_tell_who_gave_no_answer(private: StudyResults) -> None:
    profile = tables(with_ages(private, (60, 50, 4, 20, 15)))["profile"]
    assert column(profile, "frequency", AGE)[4:6] == [15, None]
    assert column(profile, "valid_percent", AGE)[:5] == [None] * 5
    assert column(profile, "cumulative_percent", AGE)[:5] == [None] * 5


def test_files_hold_nothing_of_a_hidden_cell(private: StudyResults, tmp_path: Path) -> None:
    write_csv(tables(with_ages(private, ODD))["profile"], tmp_path / "profile.csv")
    rows = (tmp_path / "profile.csv").read_text("utf-8-sig").splitlines()
    assert "Возраст,30-50,,,," in rows


def test_hidden_groups_leave_tables_tests_and_pairs(private: StudyResults) -> None:
    results = with_ages(private, (65, 50, 2, 40, 0), lacking=())
    found = tables(results)
    heads = {c.key for c in found["groups_age"].columns}
    assert {"n_до 30", "n_30-50"} <= heads
    assert not {"n_старше 50", "n_61-70"} & heads
    rare = "Not shown and not compared, for confidentiality: старше 50 (fewer than 5 respondents)."
    assert "groups_age" in found
    for name in ("groups_age", "group_tests_age"):
        assert rare in found[name].notes
        assert found[name].notes[-1].endswith("would give the hidden number away: 61-70.")
    assert "group_pairs_age" not in found  # two groups remain: one difference


def test_a_score_that_few_of_a_group_have_hides_the_group(private: StudyResults) -> None:
    results = with_ages(private, (60, 50, 7, 25, 15))
    few = np.flatnonzero(results.kept.profile[:, 1] == 2)[:4]
    assert not privacy_cells(results)["age"].hidden.any()
    results = with_ages(private, (60, 50, 7, 25, 15), lacking=tuple(few.tolist()))
    assert np.flatnonzero(privacy_cells(results)["age"].hidden).tolist() == [2, 3]
    assert column(tables(results)["profile"], "frequency", AGE)[2:4] == [None, None]
    (figure,) = profile_pictures(results, namer(results, ENGLISH), ENGLISH)
    assert AGE not in [row[0] for row in figure.data.rows]


def test_nothing_is_compared_where_one_group_remains(private: StudyResults) -> None:
    results = with_ages(private, (3, 154, 0, 0, 0))
    assert not [name for name in tables(results) if name.endswith("_age")]
    _, reason = privacy_cautions(results, ENGLISH)
    assert "The comparison by this question is not shown" in reason
    (merge,) = privacy_remedies(results, ENGLISH)
    assert "merge rare answers" in merge


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_reason_names_rare_answers_and_those_hidden_with_them(
    private: StudyResults, code: str
) -> None:
    lang = language(code)
    results = with_ages(private, (60, 50, 2, 40, 5))
    _, reason = privacy_cautions(results, lang)
    rare, others = reason.split(";")
    assert lang.plural("privacy.fewer", SMALLEST) in rare
    assert [age in rare for age in AGES] == [False, False, True, False, False]
    assert [age in others for age in AGES] == [False, False, False, True, False]
    assert lang.text("privacy.left_out") in others
    assert "profile" in privacy_remedies(results, lang)[0]
    assert reason.startswith(tables(results, lang)["profile"].notes[-1])


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_reason_names_those_without_an_answer(private: StudyResults, code: str) -> None:
    lang = language(code)
    results = with_ages(private, (60, 50, 4, 20, 15))
    _, reason = privacy_cautions(results, lang)
    assert lang.text("study.no_answer") in reason.split(";")[1]
    assert "(" not in tables(results, lang)["groups_age"].notes[-1].split("старше 50")[0]
    assert "61-70" not in " ".join(tables(results, lang)["groups_age"].notes)


@pytest.mark.parametrize("code", LANGUAGES)
def test_where_all_answers_are_hidden_none_is_called_rare(private: StudyResults, code: str) -> None:
    """Two and five: told which is the rare one, a reader could say two."""
    lang, results = language(code), with_ages(private, (60, 50, 2, 40, 5))
    everywhere = replace(privacy_cells(results)["age"], hidden=np.ones(6, dtype=bool))
    question = results.study.instrument.profile[1]
    (said,) = hidden_reason(question, everywhere, lang)
    assert not [age for age in AGES if age in said]
    (note,) = groups_note(question, everywhere, lang)
    assert all(age in note for age in AGES)


def test_tables_of_groups_rest_on_the_groups_that_they_show(private: StudyResults) -> None:
    names = ("groups_age", "group_tests_age", "group_pairs_age", "groups_gender", "profile")
    for counts, n in (((60, 50, 2, 40, 5), 115), ((60, 50, 20, 15, 11), 156)):
        found = provenance(with_ages(private, counts), names, ENGLISH)
        said = [note.partition(";")[0] for note in found.values()]
        assert said == [f"n = {n}"] * 3 + ["n = 157"] * 2


def test_publishing_twice_changes_nothing(private: StudyResults) -> None:
    once = published(with_ages(private, (60, 50, 2, 40, 5)))
    assert [p is q for p, q in zip(once.groups, published(once).groups, strict=True)] == [True] * 2
    open_ = with_ages(private, (60, 50, 17, 20, 10))
    assert published(open_) is open_


def test_models_of_groups_keep_their_sizes_to_themselves(tmp_path: Path) -> None:
    results = run(tmp_path, PRIVATE + MODEL)
    if results.grouped is None or results.invariant is None:
        raise AssertionError(results.refused)
    codes = results.kept.profile.copy()
    codes[:, 0] = 0
    codes[:3, 0] = 1
    kept = replace(results.kept, profile=codes)
    few = replace(results, kept=kept, profile=(frequencies(kept, "gender"),))
    found = published(few)
    assert found.grouped is not None
    assert found.invariant is not None
    for sizes in (found.grouped.micom.n, found.grouped.difference.n, found.invariant.n):
        assert np.isnan(sizes).all()
    assert published(results) is results
    for code in LANGUAGES:
        lang = language(code)
        name = namer(few, lang)
        tables_of = group_model_tables(found.grouped, {"ж": "1", "м": "2"}, name, lang)
        for table in (*tables_of, invariance_table(found.invariant, lang)):
            assert lang.text("privacy.sizes_note") in table.notes
        open_ = group_model_tables(results.grouped, {"ж": "1", "м": "2"}, name, lang)
        assert not any(lang.text("privacy.sizes_note") in table.notes for table in open_)


@pytest.mark.parametrize("code", LANGUAGES)
def test_cautions_count_cells_in_every_language(private: StudyResults, code: str) -> None:
    lang = language(code)
    (hidden,) = privacy_cautions(with_ages(private, (60, 50, 2, 40, 5)), lang)[:1]
    assert lang.plural("privacy.cells", 2) in hidden
    results = put(with_ages(private, ODD), "study.privacy.suppress", False)
    (marked,) = privacy_cautions(results, lang)
    small = int(primary(results.groups[1].several.samples.n, SMALLEST).sum())
    assert lang.plural("privacy.cells", 2 + small) in marked
    assert "5" in marked
    # What to do is for who runs the study, and not for who reads its chapter.
    (remedy,) = privacy_remedies(results, lang)
    assert "suppress = true" in remedy
    chapter = study_document(results, lang)
    assert "suppress" not in repr([b for b in chapter.blocks if isinstance(b, Bullets)])
