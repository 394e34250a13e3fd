"""Hidden counts of people: nothing that is shown depends on them, and no solver finds them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from aqyl.reports.study.answer_pictures import profile_pictures
from aqyl.reports.study.group_pictures import group_pictures
from aqyl.reports.study.hidden_cells import Cells
from aqyl.reports.study.people_tables import profile_table
from aqyl.reports.study.privacy import privacy_cautions, privacy_cells, published
from aqyl.reports.study.results import StudyResults
from aqyl.reports.study.sections import namer
from aqyl.reports.study.sentences.groups import group_sentences
from aqyl.reports.study.sentences.voice import Voice
from aqyl.reports.table import Table

from .changed_results import put
from .people_by_age import AGE, AGES, ENGLISH, PRIVATE, regrouped, run, tables, with_ages
from .profile_attack import ROUNDING, Attack

SMALLEST = 5
_DEALS = 12


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    return run(tmp_path_factory.mktemp("private"), PRIVATE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((60, 50, 2, 40, 5), (60, 50, 3, 39, 5)),
        ((60, 50, 2, 40, 5), (60, 50, 1, 41, 5)),
        ((60, 50, 40, 6, 1), (60, 50, 39, 5, 3)),
        ((60, 50, 25, 2, 10), (60, 50, 25, 3, 10)),  # 10 and 9 gave no answer
        ((60, 50, 25, 2, 16), (60, 50, 25, 3, 16)),  # 4 and 3
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
        silent = int(rng.choice([0, 1, 2, 3, 4, 6, 9]))
        counts = (*few, 157 - silent - sum(few))
        lacking = rng.choice(157, size=rng.integers(0, 12), replace=False)
        results = with_ages(private, counts, lacking=tuple(lacking.tolist()))
        attack = attack_on(results, tables(results))
        for j in np.flatnonzero(privacy_cells(results)["age"].small).tolist():
            least, most = attack.range_of(j)
            assert least <= 1 + ROUNDING, counts
            assert most >= SMALLEST - 1 - ROUNDING, counts
            attacked += 1
    assert attacked > _DEALS


@pytest.mark.parametrize(
    ("counts", "lacking"),
    [
        ((60, 50, 2, 44), 0),  # and 1 without an answer, as who knows one of the two expects
        ((60, 50, 2, 43), 6),
        ((60, 50, 4, 40), 6),  # 3
        ((60, 50, 1, 42), 6),  # 4
        ((60, 50, 3, 38), 0),  # 6
        ((60, 50, 4, 2, 32), 9),  # 9
        ((60, 50, 4, 3, 25), 20),  # 15
    ],
)
def test_no_answer_gives_no_small_count_back(
    private: StudyResults, counts: tuple[int, ...], lacking: int
) -> None:
    """Whether it is shown or hidden, each small count of people and of scores stays open."""
    without = np.random.default_rng(4).choice(157, size=lacking, replace=False)
    results = with_ages(private, counts, lacking=tuple(without.tolist()))
    attack, rare = attack_on(results, tables(results)), privacy_cells(results)["age"].rare
    assert rare.any()
    for j in np.flatnonzero(rare).tolist():
        for table in range(attack.size // attack.answers):
            least, most = attack.range_of(j, table)
            assert least <= 1 + ROUNDING
            assert most >= SMALLEST - 1 - ROUNDING


def test_the_solver_uses_a_few_without_an_answer(private: StudyResults) -> None:
    """Were one without an answer enough to hide two people, those would be two at most."""
    results = with_ages(private, (60, 50, 2, 44))
    cells = privacy_cells(results)["age"]
    careless = replace(cells, hidden=np.array([False, False, True, False, False, True]))
    attack = attack_on(results, {"profile": profile_of(results, {"age": careless})})
    assert attack.range_of(2)[1] < SMALLEST - 1


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
    cells = privacy_cells(results)["age"]
    named = None if cells.hidden.all() else cells.rare.tolist()  # as the notes do
    return Attack(
        AGES, AGE, scored.tolist(), printed["profile"], printed.get("groups_age"), rare=named
    )


def profile_of(results: StudyResults, cells: Mapping[str, Cells]) -> Table:
    return profile_table(results.profile, results.study.instrument, ENGLISH, cells)
