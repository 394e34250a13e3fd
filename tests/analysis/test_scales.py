"""The methods of normalisation: closed forms, scipy, and what must not change them."""

import numpy as np
import pytest
from aqyl.analysis.index_rules import Scope
from aqyl.analysis.scales import distance_to_best, min_max, percentile_rank, rank, z_score
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

EXACT = 1e-12  # a few operations in double precision on numbers of order one

PLUS = np.array([False])
MINUS = np.array([True])
SCOPES: tuple[Scope, ...] = ("years", "cities", "panel")

# Values on a grid, so that two of them are either the same or clearly apart.
panels = arrays(float, (4, 3, 2), elements=st.integers(-500, 500).map(lambda n: n / 4))


def test_formula_one_and_two_of_the_thesis() -> None:
    jobless = np.array([5.6, 4.9, 5.7, 5.9, 5.2]).reshape(1, 5, 1)
    np.testing.assert_allclose(
        min_max(jobless, MINUS).ravel(), [0.3, 1.0, 0.2, 0.0, 0.7], atol=EXACT
    )
    np.testing.assert_allclose(
        min_max(jobless, PLUS).ravel(), [0.7, 0.0, 0.8, 1.0, 0.3], atol=EXACT
    )


def test_z_score_is_scipys() -> None:
    x = np.random.default_rng(1).normal(size=(6, 5, 3))
    plus = np.zeros(3, bool)
    flat = np.asarray(stats.zscore(x.reshape(30, 3), ddof=1)).reshape(x.shape)
    np.testing.assert_allclose(z_score(x, plus, over="panel"), flat, atol=EXACT)
    axes: dict[Scope, int] = {"cities": 0, "years": 1}
    for over, axis in axes.items():
        expected = np.asarray(stats.zscore(x, axis=axis, ddof=1))
        np.testing.assert_allclose(z_score(x, plus, over=over), expected, atol=EXACT)


def test_ranks_share_ties_and_pass_over_missing_values() -> None:
    x = np.array([3.0, np.nan, 3.0, 8.0, 1.0]).reshape(5, 1, 1)
    np.testing.assert_array_equal(rank(x, PLUS).ravel(), [2.5, np.nan, 2.5, 4.0, 1.0])
    np.testing.assert_array_equal(rank(x, MINUS).ravel(), [2.5, np.nan, 2.5, 1.0, 4.0])
    np.testing.assert_allclose(
        percentile_rank(x, PLUS).ravel(), [0.5, np.nan, 0.5, 1.0, 0.0], atol=EXACT
    )


def test_distance_to_the_best() -> None:
    x = np.array([[[50.0, 4.0]], [[80.0, 2.0]]])
    np.testing.assert_allclose(
        distance_to_best(x, np.array([False, True])).reshape(2, 2),
        [[0.625, 0.5], [1.0, 1.0]],
        atol=EXACT,
    )


def test_goalposts_place_values_between_fixed_bounds() -> None:
    x = np.array([[[25.0], [150.0]]])
    posts = np.array([[0.0], [100.0]])
    kept = min_max(x, PLUS, over="goalposts", goalposts=posts)
    cut = min_max(x, PLUS, over="goalposts", goalposts=posts, clip=True)
    np.testing.assert_allclose(kept.ravel(), [0.25, 1.5], atol=EXACT)
    np.testing.assert_allclose(cut.ravel(), [0.25, 1.0], atol=EXACT)


@pytest.mark.parametrize("constant", [1.0, 0.0, 0.5])
@pytest.mark.parametrize("negative", [PLUS, MINUS])
def test_a_constant_becomes_what_was_asked_for(constant: float, negative: np.ndarray) -> None:
    x = np.array([7.0, 7.0, np.nan]).reshape(1, 3, 1)
    for method in (min_max, z_score, percentile_rank):
        result = method(x, negative, over="years", constant=constant).ravel()
        np.testing.assert_array_equal(result, [constant, constant, np.nan])


@given(panels, st.sampled_from(SCOPES), st.booleans())
def test_min_max_lies_between_zero_and_one(x: np.ndarray, over: Scope, down: bool) -> None:
    result = min_max(x, np.array([down, not down]), over=over)
    assert ((result >= 0) & (result <= 1)).all()


@given(
    panels,
    st.sampled_from(SCOPES),
    st.integers(1, 50).map(lambda n: n / 4),
    st.integers(-200, 200).map(float),
)
def test_units_do_not_matter(x: np.ndarray, over: Scope, scale: float, shift: float) -> None:
    plus = np.zeros(2, bool)
    for method in (min_max, z_score, percentile_rank, rank):
        np.testing.assert_allclose(
            method(scale * x + shift, plus, over=over), method(x, plus, over=over), atol=1e-9
        )


@given(panels, st.sampled_from(SCOPES))
def test_reversing_twice_changes_nothing(x: np.ndarray, over: Scope) -> None:
    plus, minus = np.zeros(2, bool), np.ones(2, bool)
    for method in (min_max, z_score, percentile_rank):
        np.testing.assert_allclose(
            method(-x, minus, over=over, constant=0.5),
            method(x, plus, over=over, constant=0.5),
            atol=EXACT,
        )


@given(panels, st.sampled_from(SCOPES), st.randoms())
def test_order_of_cities_does_not_matter(x: np.ndarray, over: Scope, random) -> None:
    order = list(range(4))
    random.shuffle(order)
    plus = np.zeros(2, bool)
    for method in (min_max, z_score, rank, percentile_rank):
        np.testing.assert_allclose(
            method(x[order], plus, over=over), method(x, plus, over=over)[order], atol=EXACT
        )


@given(panels, st.sampled_from(SCOPES))
def test_a_missing_value_leaves_the_others_where_they_are(x: np.ndarray, over: Scope) -> None:
    holed = x.copy()
    low, high = x.min(axis=(0, 1)), x.max(axis=(0, 1))
    inside = (x > low) & (x < high)  # a value inside the range carries no limit of min-max
    if not inside.any():
        return
    at = tuple(np.argwhere(inside)[0])
    holed[at] = np.nan
    plus = np.zeros(2, bool)
    full, part = min_max(x, plus, over="panel"), min_max(holed, plus, over="panel")
    assert np.isnan(part[at])
    part[at] = full[at]
    np.testing.assert_allclose(part, full, atol=EXACT)
