"""Blocks and relative importance: equal to R's anova and to the mean over all orders of entry."""

import csv
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.regression import regress
from aqyl.analysis.regression_blocks import effect_sizes, regress_blocks
from aqyl.analysis.regression_rows import regress_data
from aqyl.analysis.relative_importance import relative_importance
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given, settings
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-9  # differences of R squared lose a digit of the 15 that R prints

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
PREDICTORS = tuple(HEADER[:8])
DATA = np.column_stack([ANSWERS[:, :8], ANSWERS[:, 8:12].mean(axis=1)])
NAMES = (*PREDICTORS, "y")
MOMENTS = moments_of(DATA, NAMES)
BLOCKS = (("A1", "A2"), ("A3", "A4", "B1"), ("B2", "B3", "B4"))


def r(key: str) -> np.ndarray:
    with (REFERENCE / "r" / "regression.csv").open() as source:
        found = [float(row["value"]) for row in csv.DictReader(source) if row["key"] == key]
    assert found, key
    return np.array(found)


def test_blocks_are_r_s() -> None:
    found = regress_blocks(MOMENTS, "y", BLOCKS)
    for key, name in (
        ("block_r2_change", "r_squared_change"),
        ("block_f", "f_change"),
        ("block_p", "f_change_p"),
        ("block_f2", "f_squared"),
    ):
        mine = [getattr(block, name) for block in found.blocks]
        np.testing.assert_allclose(mine, r(key), rtol=SAME, err_msg=key)
    np.testing.assert_allclose(found.f_squared, r("f2"), rtol=SAME)
    assert [(block.df1, block.df2) for block in found.blocks] == [(2, 237), (3, 234), (3, 231)]


def test_changes_sum_to_r_squared_and_each_step_is_its_regression() -> None:
    found = regress_blocks(MOMENTS, "y", BLOCKS)
    whole = regress(MOMENTS, "y", PREDICTORS)
    assert sum(b.r_squared_change for b in found.blocks) == pytest.approx(whole.r_squared, rel=SAME)
    np.testing.assert_array_equal(found.blocks[-1].regression.b, whole.b)
    assert [block.added for block in found.blocks] == list(BLOCKS)
    assert (found.outcome, found.n) == ("y", 240)


def test_one_block_has_the_f_of_the_regression() -> None:
    found = regress_blocks(MOMENTS, "y", [PREDICTORS]).blocks[0]
    assert found.f_change == pytest.approx(found.regression.f, rel=SAME)
    assert found.f_change_p == pytest.approx(found.regression.f_p, rel=1e-8)


def test_a_block_that_adds_nothing_adds_zero() -> None:
    correlation = np.array([[1.0, 0.5, 0.6], [0.5, 1.0, 0.3], [0.6, 0.3, 1.0]])
    moments = Moments(50, ("a", "b", "y"), np.zeros(3), correlation)  # b acts through a alone
    found = regress_blocks(moments, "y", [["a"], ["b"]]).blocks[1]
    assert found.f_squared == pytest.approx(0, abs=1e-14)
    assert found.f_change_p > 0.999


def test_odd_blocks_are_refused() -> None:
    with pytest.raises(SpecificationError, match="at least one block"):
        regress_blocks(MOMENTS, "y", [])
    with pytest.raises(SpecificationError, match="Block 2 has no predictor"):
        regress_blocks(MOMENTS, "y", [["A1"], []])
    with pytest.raises(SpecificationError, match="`A1` occurs twice"):
        regress_blocks(MOMENTS, "y", [["A1"], ["A1"]])
    robust = regress_data(DATA, NAMES, "y", PREDICTORS, errors="HC3")
    with pytest.raises(SpecificationError, match="needs classical errors, got HC3"):
        effect_sizes(robust)


def test_lmg_is_the_mean_over_all_orders() -> None:
    found = relative_importance(MOMENTS, "y", PREDICTORS[:6])
    np.testing.assert_allclose(found.lmg, r("lmg"), rtol=SAME)
    assert found.lmg.sum() == pytest.approx(found.r_squared, rel=1e-12)
    assert found.share.sum() == pytest.approx(1, rel=1e-12)


def test_first_and_last_are_simple_and_partial() -> None:
    found = relative_importance(MOMENTS, "y", PREDICTORS)
    whole = regress(MOMENTS, "y", PREDICTORS)
    simple = MOMENTS.correlation[:8, 8] ** 2
    np.testing.assert_allclose(found.first, simple, rtol=1e-12)
    partial = effect_sizes(whole) * (1 - whole.r_squared)
    np.testing.assert_allclose(found.last, partial, atol=1e-12)
    assert found.r_squared == pytest.approx(whole.r_squared, rel=1e-12)


def test_uncorrelated_predictors_share_by_their_squares() -> None:
    correlation = np.eye(4)
    correlation[3, :3] = correlation[:3, 3] = (0.6, -0.5, 0.0)
    found = relative_importance(Moments(99, tuple("abcy"), np.zeros(4), correlation), "y", "abc")
    np.testing.assert_allclose(found.lmg, [0.36, 0.25, 0.0], atol=1e-15)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_shares_are_those_of_the_orders_and_never_negative(seed: int, m: int) -> None:
    rng = np.random.default_rng(seed)
    data = rng.normal(size=(40, m + 1)) @ rng.normal(size=(m + 1, m + 1))
    names = tuple(f"x{j}" for j in range(m))
    moments = moments_of(data, (*names, "y"))
    found = relative_importance(moments, "y", names)
    mean = dict.fromkeys(names, 0.0)
    orders = list(permutations(names))
    for order in orders:
        before = 0.0
        for i, name in enumerate(order):
            after = regress(moments, "y", order[: i + 1]).r_squared
            mean[name] += (after - before) / len(orders)
            before = after
    np.testing.assert_allclose(found.lmg, list(mean.values()), atol=1e-10)
    assert (found.lmg > -1e-12).all()


@given(st.permutations(range(6)), st.lists(st.sampled_from([-1.0, 0.5]), min_size=6, max_size=6))
def test_order_and_sign_of_predictors_change_nothing(order: list[int], sign: list[float]) -> None:
    base = relative_importance(MOMENTS, "y", PREDICTORS[:6])
    moments = moments_of(DATA * [*sign, 1, 1, 1], NAMES)
    found = relative_importance(moments, "y", [PREDICTORS[i] for i in order])
    np.testing.assert_allclose(found.lmg, base.lmg[order], rtol=1e-9)


def test_nothing_explained_has_no_shares() -> None:
    found = relative_importance(Moments(20, tuple("aby"), np.zeros(3), np.eye(3)), "y", "ab")
    assert found.lmg.tolist() == [0.0, 0.0]
    assert np.isnan(found.share).all()


def test_too_many_or_tied_predictors_are_refused() -> None:
    names = tuple(f"x{j}" for j in range(17))
    moments = Moments(99, names, np.zeros(17), np.eye(17))
    assert len(relative_importance(moments, "x16", names[:15]).lmg) == 15
    with pytest.raises(SpecificationError, match="at most 15 predictors, got 16"):
        relative_importance(moments, "x16", names[:16])
    twins = moments_of(DATA[:, [0, 0, 8]], ("a", "b", "y"))
    with pytest.raises(MethodError, match="`b` is determined by `a`"):
        relative_importance(twins, "y", ("a", "b"))
