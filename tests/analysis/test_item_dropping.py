"""Items leave by the rule and by nothing else, and the log says why."""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.factors import extract
from aqyl.analysis.item_dropping import drop_items
from aqyl.analysis.moments import Moments, moments_of
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
MOMENTS = moments_of(ANSWERS, NAMES)


def population(loadings: np.ndarray, n: int = 500) -> Moments:
    """Return the moments that uncorrelated factors imply without error."""
    r = loadings @ loadings.T
    np.fill_diagonal(r, 1.0)
    return Moments(n, tuple(f"x{i}" for i in range(len(r))), np.zeros(len(r)), r)


def questionnaire(extra: tuple[tuple[float, ...], ...]) -> Moments:
    """Return a population of three factors with five good items each, and some others."""
    good = np.kron(np.eye(3), np.full((5, 1), 0.75))
    return population(np.vstack([good, np.array(extra)]))


def test_weak_items_leave_at_once_and_the_rest_is_fitted_again() -> None:
    moments = questionnaire(((0.3, 0.1, 0.1), (0.0, 0.2, 0.1), (0.7, 0.0, 0.0)))
    found = drop_items(moments, count=3)
    assert {(line.step, line.item, line.reason) for line in found.log} == {
        (1, "x15", "low_loading"),
        (1, "x16", "low_loading"),
    }
    kept = [name for name in moments.names if name not in {"x15", "x16"}]
    again = extract(moments.select(kept), count=3)
    np.testing.assert_array_equal(found.solution.loadings, again.loadings)
    assert found.unmet == ()
    weak = found.log[0]
    assert abs(weak.loading) == pytest.approx(
        np.abs(found.first.loadings[found.first.names.index(weak.item)]).max()
    )
    assert len(found.first.names) == 18  # the first solution is as it was


def test_stepwise_refits_after_every_item_until_the_rule_holds() -> None:
    moments = moments_of(ANSWERS, NAMES)
    found = drop_items(moments, count=3, minimum=0.76, stepwise=True)
    names = list(NAMES)
    for step, line in enumerate(found.log, start=1):
        size = np.abs(extract(moments.select(names), count=3).loadings).max(axis=1)
        assert line.step == step
        assert line.item == names[int(np.argmin(size))]
        assert abs(line.loading) == pytest.approx(size.min())
        names.remove(line.item)
    assert found.solution.names == tuple(names)
    assert found.unmet == ()
    assert (np.abs(found.solution.loadings).max(axis=1) >= 0.76).all()
    once = drop_items(moments, count=3, minimum=0.76)
    assert len(once.log) > len(found.log)  # some items pass when worse ones have left


def test_items_that_load_twice_leave_if_a_gap_is_asked_for() -> None:
    moments = questionnaire(((0.6, 0.55, 0.0),))
    assert drop_items(moments, count=3).log == ()
    found = drop_items(moments, count=3, gap=0.2)
    assert [(line.item, line.reason) for line in found.log] == [("x15", "cross_loading")]
    assert found.log[0].gap < 0.2
    both = drop_items(questionnaire(((0.3, 0.25, 0.0),)), count=3, gap=0.2)
    assert [(line.item, line.reason) for line in both.log] == [("x15", "low_loading")]
    untouched = drop_items(moments, count=3)
    assert untouched.first is untouched.solution


@given(st.floats(0, 1), st.booleans())
def test_every_item_is_either_in_the_log_or_in_the_solution(minimum: float, stepwise: bool) -> None:
    try:
        found = drop_items(MOMENTS, count=3, minimum=minimum, stepwise=stepwise)
    except MethodError:
        assert minimum > 0.6  # too much to ask of these answers
        return
    gone = [line.item for line in found.log]
    assert sorted([*gone, *found.solution.names]) == sorted(NAMES)
    assert all(abs(line.loading) < minimum for line in found.log)
    assert not (stepwise and found.unmet)


def test_more_than_the_rule_leaves_is_not_fitted() -> None:
    with pytest.raises(MethodError, match="The rule leaves 0 items for 3 factors"):
        drop_items(MOMENTS, minimum=0.9, count=3)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: drop_items(MOMENTS, minimum=5), "`minimum` must be from 0 to 1, got 5"),
        (lambda: drop_items(MOMENTS, gap=-1), "`gap` must be from 0 to 1, got -1"),
    ],
)
def test_wrong_options_are_refused(build, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        build()
