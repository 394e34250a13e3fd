"""Means of every order against scipy and closed forms; contributions that add up."""

import itertools

import numpy as np
import pytest
from aqyl.analysis.aggregate import contributions, weighted_mean
from aqyl.analysis.index_rules import Mean
from aqyl.survey.errors import MethodError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

EXACT = 1e-12  # the same formula in another order of operations

MEANS = (
    Mean("arithmetic"),
    Mean("geometric"),
    Mean("harmonic"),
    Mean("power", 3.0),
    Mean("power", -2.5),
    Mean("median"),
)
values = arrays(float, (3, 5), elements=st.floats(0.01, 1.0))
weights = arrays(float, 5, elements=st.floats(0.1, 10.0))


@pytest.mark.parametrize("p", [1.0, 0.0, -1.0, 2.0, -3.0])
def test_power_means_are_scipys(p: float) -> None:
    x = np.random.default_rng(2).uniform(0.1, 1, size=(4, 3, 6))
    w = np.array([1.0, 2.0, 0.5, 3.0, 1.0, 1.5])
    mean = {1.0: Mean(), 0.0: Mean("geometric"), -1.0: Mean("harmonic")}.get(p) or Mean("power", p)
    expected = stats.pmean(x, p, axis=-1, weights=np.broadcast_to(w, x.shape))
    np.testing.assert_allclose(weighted_mean(x, w, mean), expected, rtol=EXACT)


@pytest.mark.parametrize(
    ("x", "w", "expected"),
    [
        ([1, 2, 9], [1, 1, 1], 2),
        ([1, 2, 3, 9], [1, 1, 1, 1], 2.5),
        ([1, 2, 9], [1, 1, 5], 9),
        ([9, 1, 2], [0, 1, 1], 1.5),
        ([0.3, 0.1, 0.2], [0.1, 0.1, 0.1], 0.2),
    ],
)
def test_weighted_median(x: list[float], w: list[float], expected: float) -> None:
    got = weighted_mean(np.array(x, float), np.array(w, float), Mean("median"))
    assert got == pytest.approx(expected, abs=EXACT)


@pytest.mark.parametrize("mean", MEANS[1:5])
def test_one_zero_annihilates_unless_there_is_a_floor(mean: Mean) -> None:
    x, w = np.array([0.0, 1.0]), np.ones(2)
    if mean.exponent > 0:
        assert weighted_mean(x, w, mean) > 0
        return
    assert weighted_mean(x, w, mean) == 0
    assert contributions(x, w, mean).tolist() == [0, 0]
    assert weighted_mean(x, w, Mean(mean.kind, mean.order, floor=0.01)) > 0


def test_the_floor_of_the_geometric_mean_is_a_closed_form() -> None:
    x = np.array([0.0, 1.0, 0.25])
    got = weighted_mean(x, np.ones(3), Mean("geometric", floor=0.01))
    assert got == pytest.approx((0.01 * 1.0 * 0.25) ** (1 / 3), rel=EXACT)


@pytest.mark.parametrize("mean", MEANS)
def test_a_missing_part_leaves_its_weight_to_the_others(mean: Mean) -> None:
    x = np.array([0.2, np.nan, 0.9])
    w = np.array([1.0, 5.0, 3.0])
    expected = weighted_mean(x[[0, 2]], w[[0, 2]], mean)
    np.testing.assert_allclose(weighted_mean(x, w, mean), expected, rtol=EXACT)
    assert contributions(x, w, mean)[1] == 0


@pytest.mark.parametrize("mean", MEANS)
def test_a_part_without_weight_counts_nothing(mean: Mean) -> None:
    x, w = np.array([0.0, 0.5, 0.7]), np.array([0.0, 1.0, 1.0])
    np.testing.assert_allclose(
        weighted_mean(x, w, mean), weighted_mean(x[1:], w[1:], mean), rtol=EXACT
    )


@pytest.mark.parametrize("mean", MEANS)
def test_all_missing_is_missing(mean: Mean) -> None:
    x = np.full(3, np.nan)
    assert np.isnan(weighted_mean(x, np.ones(3), mean))
    assert not np.isnan(contributions(x, np.ones(3), mean)).any()


@pytest.mark.parametrize("mean", MEANS[1:5])
def test_a_negative_value_is_refused_where_the_mean_is_not_defined(mean: Mean) -> None:
    with pytest.raises(MethodError, match=r"not defined for negative values, got -0\.1"):
        weighted_mean(np.array([-0.1, 1.0]), np.ones(2), mean)


@given(values, weights, st.sampled_from(MEANS))
def test_a_mean_lies_between_its_parts(x: np.ndarray, w: np.ndarray, mean: Mean) -> None:
    got = weighted_mean(x, w, mean)
    assert (got >= x.min(axis=-1) - 1e-9).all()
    assert (got <= x.max(axis=-1) + 1e-9).all()


@given(values, weights, st.sampled_from(MEANS), st.floats(0.1, 100))
def test_only_ratios_of_weights_matter(
    x: np.ndarray, w: np.ndarray, mean: Mean, scale: float
) -> None:
    np.testing.assert_allclose(
        weighted_mean(x, scale * w, mean), weighted_mean(x, w, mean), rtol=1e-9
    )


@given(values, weights, st.sampled_from(MEANS))
def test_contributions_sum_to_the_mean(x: np.ndarray, w: np.ndarray, mean: Mean) -> None:
    np.testing.assert_allclose(
        contributions(x, w, mean).sum(axis=-1), weighted_mean(x, w, mean), rtol=1e-9
    )


@given(values, weights, st.randoms())
def test_order_of_parts_does_not_matter(x: np.ndarray, w: np.ndarray, random) -> None:
    order = list(range(5))
    random.shuffle(order)
    for mean in MEANS:
        np.testing.assert_allclose(
            weighted_mean(x[:, order], w[order], mean), weighted_mean(x, w, mean), rtol=1e-9
        )


@given(values, weights)
def test_higher_orders_give_higher_means(x: np.ndarray, w: np.ndarray) -> None:
    ladder = (Mean("power", -2.5), Mean("harmonic"), Mean("geometric"), Mean(), Mean("power", 3.0))
    steps = [weighted_mean(x, w, mean) for mean in ladder]
    for lower, upper in itertools.pairwise(steps):
        assert (lower <= upper + 1e-9).all()
