"""Number of components against R's psych, regressions and noise.

The reference and the script that made it stand in tests/reference/psych.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis import parallel_analysis as parallel_module
from aqyl.analysis.factors import extract
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.parallel_analysis import parallel_analysis
from aqyl.analysis.retention import elbow, kaiser, minimum_average_partial, retention
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # the same closed form; R prints 15 digits
MONTE_CARLO = 4.5  # standard errors of the difference of two simulations, over 48 comparisons

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
MOMENTS = moments_of(ANSWERS, NAMES)
CONSTANT = moments_of(np.c_[ANSWERS, np.ones(240)], (*NAMES, "one"))


def psych(key: str) -> np.ndarray:
    """Return a vector of the reference."""
    with (REFERENCE / "psych" / "factors.csv").open() as source:
        rows = [row for row in csv.DictReader(source) if row["key"] == key]
    return np.array([float(row["value"]) for row in rows])


def test_map_is_psych_s_and_that_of_regressions() -> None:
    found = minimum_average_partial(MOMENTS)
    np.testing.assert_allclose(found.squared[1:9], psych("map"), atol=SAME)
    np.testing.assert_allclose(found.squared[:9], psych("map_squared"), atol=SAME)
    np.testing.assert_allclose(found.fourth[:9], psych("map_fourth"), atol=SAME)
    assert (found.count, found.count_fourth) == (2, 1)


def test_kaiser_and_elbow_count_eigenvalues() -> None:
    values = extract(MOMENTS).eigenvalues
    assert kaiser(values) == 3
    assert elbow(values) == 1 + int(np.argmax(values[:-2] - 2 * values[1:-1] + values[2:])) == 1
    assert elbow(np.array([4.0, 3.6, 3.3, 0.6, 0.3, 0.2])) == 3
    assert kaiser(np.ones(5)) == 0


@pytest.mark.parametrize(("draws", "values"), [("simulated", None), ("resampled", ANSWERS)])
def test_parallel_analysis_is_psych_s_within_the_error_of_simulation(draws, values) -> None:
    found = parallel_analysis(MOMENTS, seed=5, values=values, replications=2000)
    error = psych(f"parallel_{draws}_sd") / np.sqrt(1000)  # of a difference of two means of 2000
    assert np.abs((found.mean - psych(f"parallel_{draws}_mean")) / error).max() < MONTE_CARLO
    tail = error * 2.1  # sqrt(.95 * .05) / density of the normal at its 95th percentile
    assert np.abs((found.threshold - psych(f"parallel_{draws}_95")) / tail).max() < MONTE_CARLO
    assert found.count == 3


def test_four_normal_pairs_have_any_correlation_as_likely_as_any_other() -> None:
    """So the larger eigenvalue, 1 + |r|, is uniform between 1 and 2."""
    found = parallel_analysis(
        Moments(4, ("a", "b"), np.zeros(2), np.eye(2)), seed=1, replications=10_000
    )
    error = np.sqrt(1 / 12 / 10_000)
    assert found.mean[0] == pytest.approx(1.5, abs=MONTE_CARLO * error)
    assert found.threshold[0] == pytest.approx(1.95, abs=MONTE_CARLO * error)


def test_replications_do_not_depend_on_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    one = parallel_analysis(MOMENTS, seed=5, values=ANSWERS, replications=70)
    monkeypatch.setattr(parallel_module, "_BATCH", 9)
    other = parallel_analysis(MOMENTS, seed=5, values=ANSWERS, replications=70)
    np.testing.assert_array_equal(one.threshold, other.threshold)
    different = parallel_analysis(MOMENTS, seed=6, values=ANSWERS, replications=70)
    assert (one.threshold != different.threshold).all()


def test_parallel_analysis_of_noise_retains_nothing_in_19_of_20_cases() -> None:
    rng = np.random.default_rng(2)
    counts = [
        parallel_analysis(
            moments_of(rng.normal(size=(100, 6)), NAMES[:6]), seed=i, replications=100
        ).count
        for i in range(200)
    ]
    assert 0.01 < np.mean(np.array(counts) > 0) < 0.10


def test_fewer_people_than_items_leave_random_eigenvalues_of_zero() -> None:
    found = parallel_analysis(moments_of(ANSWERS[:8], NAMES), seed=1, replications=20)
    assert found.mean.sum() == pytest.approx(12)
    assert found.mean[6] > 0.1
    np.testing.assert_allclose(found.mean[7:], 0, atol=1e-12)


def test_retention_composes_the_criteria() -> None:
    found = retention(MOMENTS, seed=3, values=ANSWERS, replications=100, fixed=4)
    rules = ("kaiser", "elbow", "parallel", "map", "map_fourth", "fixed")
    assert [found.count(rule) for rule in rules] == [3, 1, 3, 2, 1, 4]
    assert found.acceleration.shape == (10,)
    assert found.parallel.draws == "permutation"
    mean = parallel_analysis(MOMENTS, seed=3, replications=100, percentile=None)
    np.testing.assert_array_equal(mean.threshold, mean.mean)
    with pytest.raises(SpecificationError, match="the rule `fixed`"):
        retention(MOMENTS, seed=3, replications=2).count("fixed")


def test_map_ends_where_an_item_has_nothing_left() -> None:
    r = np.array([[1.0, 0.6, 0, 0], [0.6, 1.0, 0, 0], [0, 0, 1.0, 0], [0, 0, 0, 1.0]])
    found = minimum_average_partial(Moments(99, tuple("abcd"), np.zeros(4), r))
    assert len(found.squared) == 2
    assert np.isfinite(found.squared).all()


@given(st.permutations(range(12)), st.lists(st.booleans(), min_size=12, max_size=12))
def test_order_and_direction_of_items_change_no_criterion(
    order: list[int], flip: list[bool]
) -> None:
    sign = np.where(flip, -1.0, 1.0)
    changed = moments_of((ANSWERS * sign)[:, order], tuple(NAMES[i] for i in order))
    base = retention(MOMENTS, seed=1, replications=3)
    found = retention(changed, seed=1, replications=3)
    np.testing.assert_allclose(found.eigenvalues, base.eigenvalues, atol=1e-12)
    np.testing.assert_allclose(found.map.squared, base.map.squared, atol=1e-9)
    np.testing.assert_allclose(found.parallel.threshold, base.parallel.threshold, atol=1e-12)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: minimum_average_partial(MOMENTS.select(NAMES[:2])), "at least three variables"),
        (lambda: elbow(np.array([1.5, 0.5])), "three eigenvalues or more, got 2"),
        (lambda: parallel_analysis(CONSTANT, seed=1), "`one` does not vary"),
    ],
)
def test_what_is_not_defined_is_said(build, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        build()


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: parallel_analysis(MOMENTS, seed=1, replications=0), "at least 1, got 0"),
        (lambda: parallel_analysis(MOMENTS, seed=1, percentile=100), "between 0 and 100, got 100"),
        (lambda: parallel_analysis(MOMENTS, seed=-1), "must not be negative, got -1"),
        (
            lambda: parallel_analysis(MOMENTS, seed=1, values=ANSWERS[:99]),
            "not the data of the moments: 99 complete rows for n = 240",
        ),
        (
            lambda: parallel_analysis(MOMENTS, seed=1, values=ANSWERS[:, ::-1]),
            "not the data of the moments",
        ),
        (lambda: parallel_analysis(MOMENTS, seed=1, values=ANSWERS[:, :3]), "each of 12 variables"),
        (lambda: retention(MOMENTS, seed=1, fixed=13), "`fixed` must be from 1 to 12, got 13"),
    ],
)
def test_wrong_options_are_refused(build, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        build()
