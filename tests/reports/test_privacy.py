"""Tables about people that name nobody: small cells marked, or left out everywhere at once."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.reports.csv_file import write_csv
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.answer_pictures import profile_pictures
from aqyl.reports.study.group_model_tables import group_model_tables, invariance_table
from aqyl.reports.study.group_pictures import group_pictures
from aqyl.reports.study.people_tables import profile_table
from aqyl.reports.study.privacy import Cells, privacy_cautions, privacy_cells, published
from aqyl.reports.study.results import StudyResults
from aqyl.reports.study.sections import namer
from aqyl.reports.study.sentences.groups import group_sentences
from aqyl.reports.study.sentences.voice import Voice
from aqyl.reports.table import Table, shown
from aqyl.survey.disclosure import primary
from aqyl.survey.profile import frequencies

from .changed_results import put
from .people_by_age import AGE, AGES, ENGLISH, PRIVATE, regrouped, run, tables, with_ages
from .profile_attack import ROUNDING, Attack

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
    records = [r for r in table.records() if r["question"] == question]
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
    assert privacy_cautions(none, ENGLISH) == ()


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


def test_valid_percents_do_not_tell_who_gave_no_answer(private: StudyResults) -> None:
    profile = tables(with_ages(private, (60, 50, 20, 15, 10)))["profile"]  # 2 of 157 gave none
    assert column(profile, "frequency", AGE)[3:6] == [15, None, None]
    assert column(profile, "valid_percent", AGE)[:5] == [None] * 5
    assert column(profile, "cumulative_percent", AGE)[:5] == [None] * 5


def test_files_hold_nothing_of_a_hidden_cell(private: StudyResults, tmp_path: Path) -> None:
    write_csv(tables(with_ages(private, ODD))["profile"], tmp_path / "profile.csv")
    rows = (tmp_path / "profile.csv").read_text("utf-8-sig").splitlines()
    assert "Возраст,30-50,,,," in rows


def test_hidden_groups_leave_tables_tests_and_pairs(private: StudyResults) -> None:
    results = with_ages(private, (60, 50, 2, 40, 0), lacking=())
    found = tables(results)
    heads = {c.key for c in found["groups_age"].columns}
    assert {"n_до 30", "n_30-50"} <= heads
    assert not {"n_старше 50", "n_61-70"} & heads
    hidden = "Groups not shown and not compared, for confidentiality: старше 50; 61-70."
    assert "groups_age" in found
    for name in ("groups_age", "group_tests_age"):
        assert hidden in found[name].notes
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
    said = privacy_cautions(results, ENGLISH)
    assert said[1].startswith("The comparison by “Возраст” is not shown")
    assert len(said) == 2


@pytest.mark.parametrize("code", LANGUAGES)
def test_groups_that_leave_a_comparison_are_named(private: StudyResults, code: str) -> None:
    _, left_out = privacy_cautions(with_ages(private, ODD), language(code))
    assert "Возраст" in left_out
    hidden = privacy_cells(with_ages(private, ODD))["age"].hidden[:-1]
    assert [age in left_out for age in AGES] == hidden.tolist()


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
    codes[:2, 0] = -1
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


Swap = tuple[tuple[int, ...], tuple[int, ...]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((60, 50, 2, 40, 5), (60, 50, 3, 39, 5)),
        ((60, 50, 2, 40, 5), (60, 50, 1, 41, 5)),
        ((60, 50, 40, 6, 1), (60, 50, 40, 4, 3)),
        ((70, 40, 20, 25), (70, 40, 20, 24)),  # 2 and 3 gave no answer
    ],
)
def test_what_is_shown_does_not_depend_on_who_is_hidden(
    private: StudyResults, before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    """Move people between hidden answers, and change their scores: not a figure differs."""
    one = with_ages(private, before)
    codes, values = one.kept.profile[:, 1].copy(), one.scores.values.copy()
    hidden = np.flatnonzero(privacy_cells(one)["age"].hidden[codes])
    new = np.repeat([*range(len(after)), -1], [*after, len(codes) - sum(after)])
    seats = new[np.isin(new, codes[hidden])]
    codes[hidden] = np.random.default_rng(5).permutation(seats)
    values[hidden] = np.random.default_rng(6).permutation(values[hidden])
    other = regrouped(one, codes, values)
    assert one.profile[1].count.tolist() != other.profile[1].count.tolist()
    assert everything(one) == everything(other)


def everything(results: StudyResults) -> dict[str, object]:
    """Return all that is said about the ages in tables, figures and sentences."""
    results = replace(results, groups=results.groups[1:])  # gender is not hidden
    found: dict[str, object] = {t.name: (t.records(), t.notes) for t in tables(results).values()}
    whole, name = published(results), namer(results, ENGLISH)
    for picture in profile_pictures(whole, name, ENGLISH):
        found[picture.name] = (picture.data.records(), picture.alt, picture.notes)
    for part in whole.groups:
        for picture in group_pictures(whole, part, name, ENGLISH):
            found[picture.name] = (picture.data.records(), picture.alt)
    found["said"] = dict(group_sentences(whole, Voice(ENGLISH, name, simulated=False)))
    found["cautions"] = privacy_cautions(results, ENGLISH)
    return found


def test_the_swap_is_seen_where_nothing_is_hidden(private: StudyResults) -> None:
    """The test above can fail: the numbers do depend on the people."""
    one = put(with_ages(private, (60, 50, 2, 40, 5)), "study.privacy.suppress", False)
    other = put(with_ages(private, (60, 50, 3, 39, 5)), "study.privacy.suppress", False)
    assert everything(one) != everything(other)


def test_a_solver_finds_no_small_count(private: StudyResults) -> None:
    """Integer programs over all printed numbers: each small cell may have any small count."""
    rng, attacked = np.random.default_rng(8), 0
    for _ in range(_DEALS):
        few = rng.integers(0, 10, size=rng.integers(2, 5)).tolist()
        counts = (*few, 150 - sum(few)) if rng.integers(2) else (*few, 157 - sum(few))
        lacking = rng.choice(157, size=rng.integers(0, 12), replace=False)
        results = with_ages(private, counts, lacking=tuple(lacking.tolist()))
        attack = attack_on(results, tables(results))
        for j in np.flatnonzero(privacy_cells(results)["age"].small).tolist():
            least, most = attack.range_of(j)
            assert least <= 1 + ROUNDING, counts
            assert most >= SMALLEST - 1 - ROUNDING, counts
            attacked += 1
    assert attacked > _DEALS


def test_the_solver_finds_what_is_hidden_carelessly(private: StudyResults) -> None:
    """With the small cell alone left out, or its tests left in, it is known at once."""
    results = with_ages(private, (60, 50, 2, 40, 5))
    cells = privacy_cells(results)
    alone = replace(cells["age"], hidden=cells["age"].small)
    careless = {"profile": profile_of(results, {**cells, "age": alone})}
    assert attack_on(results, careless).range_of(2) == pytest.approx((2, 2))
    groups = tables(put(results, "study.privacy.suppress", False))
    mixed = {"profile": tables(results)["profile"], "groups_age": groups["groups_age"]}
    assert attack_on(results, mixed).range_of(2) == pytest.approx((2, 2))


def attack_on(results: StudyResults, printed: Mapping[str, Table]) -> Attack:
    scored = (~np.isnan(results.scores.values)).sum(axis=0)  # of the table of moments
    return Attack(AGES, AGE, scored.tolist(), printed["profile"], printed.get("groups_age"))


def profile_of(results: StudyResults, cells: Mapping[str, Cells]) -> Table:
    return profile_table(results.profile, results.study.instrument, ENGLISH, cells)


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
