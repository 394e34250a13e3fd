"""Screening: each rule in closed form, and the account of who went out for what."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.data import folder
from aqyl.survey.errors import SpecificationError
from aqyl.survey.instrument import read_instrument
from aqyl.survey.responses import Responses
from aqyl.survey.screening import Limits, screen
from scipy.spatial.distance import mahalanobis
from scipy.stats import chi2

SHIPPED = read_instrument(folder("turkistan") / "instrument.toml")


def people(answers: np.ndarray) -> Responses:
    n = len(answers)
    return Responses(
        SHIPPED,
        tuple(map(str, range(n))),
        answers,
        np.full((n, 5), -1),
        np.arange(n),
        Path("none.csv"),
        "utf-8",
    )


@pytest.fixture
def answers() -> np.ndarray:
    return np.random.default_rng(5).integers(1, 6, size=(200, 51)).astype(float)


def test_completeness_counts_answered_items(answers: np.ndarray) -> None:
    answers[3, :26] = np.nan
    found = screen(people(answers), Limits(completeness=0.5))
    assert found.measures[3, 0] == pytest.approx(25 / 51)
    assert np.flatnonzero(~found.kept).tolist() == [3]


def test_the_fast_go_out_and_the_untimed_stay(answers: np.ndarray) -> None:
    seconds = np.full(200, 300.0)
    seconds[3] = 2 * 51 - 0.01
    seconds[4] = 2 * 51
    seconds[5] = np.nan
    limits = Limits(completeness=0.5, seconds_per_item=2.0, spread=0.0)
    found = screen(replace(people(answers), seconds=seconds), limits)
    assert found.rules == ("completeness", "seconds_per_item", "spread")
    np.testing.assert_allclose(found.measures[:, 1], seconds / 51, rtol=1e-15)
    assert np.flatnonzero(~found.kept).tolist() == [3]
    assert found.without("seconds_per_item").all()


@pytest.mark.parametrize("seconds", [None, np.full(200, np.nan)])
def test_a_limit_of_time_needs_times(answers: np.ndarray, seconds: np.ndarray | None) -> None:
    untimed = replace(people(answers), seconds=seconds)
    with pytest.raises(SpecificationError, match="needs the time that each person took"):
        screen(untimed, Limits(seconds_per_item=2.0))
    assert screen(untimed, Limits(completeness=0.5)).kept.all()


def test_the_longest_run_ends_at_a_gap(answers: np.ndarray) -> None:
    answers[0] = np.tile([1, 2, 3], 17)
    answers[0, 10:17] = 4
    answers[1] = 3
    answers[2] = np.tile([1, 2, 3], 17)
    answers[2, 10:17] = 4
    answers[2, 13] = np.nan
    found = screen(people(answers), Limits(longest_run=20))
    assert found.measures[:3, 0].tolist() == [7, 51, 3]
    assert not found.kept[1]


def test_the_spread_is_numpys(answers: np.ndarray) -> None:
    answers[7] = 4
    answers[8, :20] = np.nan
    found = screen(people(answers), Limits(spread=0.1))
    np.testing.assert_allclose(found.measures[:, 0], np.nanstd(answers, axis=1, ddof=1), atol=1e-12)
    assert np.flatnonzero(~found.kept).tolist() == [7]


def test_a_twin_names_the_first_of_its_kind(answers: np.ndarray) -> None:
    answers[[50, 90]] = answers[10]
    found = screen(people(answers), Limits(duplicates=True))
    assert np.flatnonzero(~found.kept).tolist() == [50, 90]
    assert found.measures[[50, 90], 0].tolist() == [10, 10]


def test_the_mahalanobis_distance_is_scipys(answers: np.ndarray) -> None:
    found = screen(people(answers), Limits(mahalanobis=0.001))
    inverse = np.linalg.inv(np.cov(answers.T))
    centre = answers.mean(axis=0)
    expected = [chi2.sf(mahalanobis(row, centre, inverse) ** 2, 51) for row in answers]
    np.testing.assert_allclose(found.measures[:, 0], expected, rtol=1e-9)


def test_even_odd_is_one_for_the_consistent_and_low_for_the_random(answers: np.ndarray) -> None:
    level = {c.id: i % 5 + 1 for i, c in enumerate(SHIPPED.constructs)}
    answers[0] = [level[item.construct] for item in SHIPPED.items]
    answers[1] = 3
    found = screen(people(answers), Limits(even_odd=0.3))
    assert found.measures[0, 0] == pytest.approx(1.0)
    assert np.isnan(found.measures[1, 0])  # no variation over constructs: not defined, passes
    assert found.kept[:2].all()
    assert np.nanmean(found.measures[2:, 0]) < 0.3


def test_each_rule_is_accounted_for(answers: np.ndarray) -> None:
    answers[0] = 3
    answers[1, :40] = np.nan
    answers[5] = answers[4]
    limits = Limits(completeness=0.8, longest_run=12, spread=0.2, duplicates=True)
    found = screen(people(answers), limits)
    assert found.rules == ("completeness", "longest_run", "spread", "duplicates")
    assert found.broken[0].tolist() == [False, True, True, False]
    assert found.broken[1].tolist()[0]
    assert np.flatnonzero(~found.kept).tolist() == [0, 1, 5]
    assert np.flatnonzero(~found.without("duplicates")).tolist() == [0, 1]
    assert not found.without("spread")[0]  # the long run alone still sends the person out
    kept = people(answers).keep(found.kept)
    assert len(kept.ids) == 197
    with pytest.raises(SpecificationError, match="`even_odd` was not applied"):
        found.without("even_odd")


def test_no_rule_keeps_everybody(answers: np.ndarray) -> None:
    found = screen(people(answers), Limits())
    assert found.kept.all()
    assert found.rules == ()


@pytest.mark.parametrize(
    "limits",
    [
        {"completeness": 1.5},
        {"longest_run": 0},
        {"mahalanobis": -0.1},
        {"spread": -1},
        {"seconds_per_item": -1},
    ],
)
def test_an_impossible_limit_is_refused(limits: dict) -> None:
    with pytest.raises(SpecificationError, match=r"must be (from|at least)"):
        Limits(**limits)
