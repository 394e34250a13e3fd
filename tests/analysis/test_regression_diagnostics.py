"""Diagnostics and collinearity: equal to R's own, lmtest's, tseries' and statsmodels'."""

import numpy as np
import pytest
from aqyl.analysis.collinearity import collinearity
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.regression import durbin_watson
from aqyl.analysis.regression_diagnostics import breusch_pagan, diagnose, influence, jarque_bera
from aqyl.analysis.regression_rows import fit_rows
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.diagnostic import het_breuschpagan

from .regression_study import DATA, NAMES, PREDICTORS, r

SAME = 1e-10  # the same closed form; R prints 15 digits
W_P = 5e-7  # SciPy takes the tail of the normal distribution by AS 66, good to seven digits
EIGEN = 1e-8  # a small eigenvalue by squared and by plain singular values


@pytest.mark.parametrize("key", ["leverage", "standardised", "studentised", "deleted", "cook"])
def test_rows_are_r_s(key: str) -> None:
    found = getattr(diagnose(DATA, NAMES, "y", PREDICTORS).influence, key)
    np.testing.assert_allclose(found[:40], r(key), rtol=1e-9, atol=1e-13)
    assert found.sum() == pytest.approx(r(f"{key}_sum")[0], rel=1e-9, abs=1e-10)


def test_the_largest_distance_is_r_s() -> None:
    found = diagnose(DATA, NAMES, "y", PREDICTORS).influence
    assert found.cook_largest == pytest.approx(r("cook_largest")[0], rel=SAME)
    assert found.cook_largest_at == r("cook_largest_at")[0]
    assert found.cook_above == r("cook_above")[0] > 0
    assert found.cook_limit == 4 / 240


def test_tests_of_residuals_are_r_s() -> None:
    found = diagnose(DATA, NAMES, "y", PREDICTORS)
    assert found.shapiro is not None
    for key, value in (
        ("bp", found.breusch_pagan.statistic),
        ("bp_df", found.breusch_pagan.df),
        ("bp_p", found.breusch_pagan.p),
        ("jb", found.jarque_bera.statistic),
        ("jb_p", found.jarque_bera.p),
        ("residual_w", found.shapiro.statistic),
        ("dw", found.durbin_watson),
    ):
        assert value == pytest.approx(r(key)[0], rel=1e-9), key
    assert found.shapiro.p == pytest.approx(r("residual_w_p")[0], rel=W_P)
    np.testing.assert_allclose(found.robust.se, r("hc3_se")[1:], rtol=SAME)


def test_the_deleted_residual_is_that_of_a_fit_without_the_row() -> None:
    found = diagnose(DATA, NAMES, "y", PREDICTORS)
    for row in (0, 100, found.influence.cook_largest_at):
        rest = np.delete(DATA, row, axis=0)
        without = fit_rows(rest, NAMES, "y", PREDICTORS).regression
        error = DATA[row, 8] - without.intercept - DATA[row, :8] @ without.b
        spread = without.standard_error / np.sqrt(1 - found.influence.leverage[row])
        assert found.influence.deleted[row] == pytest.approx(error / spread, rel=1e-9)
        moved = rest[:, :8] @ (found.regression.b - without.b)
        moved = np.append(moved, DATA[row, :8] @ (found.regression.b - without.b))
        moved += found.regression.intercept - without.intercept
        distance = (moved**2).sum() / 9 / found.regression.standard_error**2
        assert found.influence.cook[row] == pytest.approx(distance, rel=1e-8)


def test_breusch_pagan_is_statsmodels_s_and_sees_a_fan() -> None:
    rng = np.random.default_rng(2)
    x = rng.uniform(1, 5, size=(400, 2))
    y = x @ [1.0, 2.0] + rng.normal(size=400) * x[:, 0]
    fit = fit_rows(np.column_stack([x, y]), ("a", "b", "y"), "y", ("a", "b"))
    design = np.column_stack([np.ones(400), x])
    theirs = het_breuschpagan(OLS(y, design).fit().resid, design)
    found = breusch_pagan(fit)
    assert found.statistic == pytest.approx(theirs[0], rel=1e-9)
    assert found.p == pytest.approx(theirs[1], rel=1e-8)
    assert found.p < 1e-6


def test_p_is_uniform_where_nothing_is_wrong() -> None:
    rng = np.random.default_rng(8)
    x = rng.normal(size=(200, 2))
    p = np.empty((500, 2))
    for i in range(len(p)):
        data = np.column_stack([x, x @ [0.3, -0.2] + rng.normal(size=200)])
        fit = fit_rows(data, ("a", "b", "y"), "y", ("a", "b"))
        p[i] = breusch_pagan(fit).p, jarque_bera(fit.residuals).p
    assert kstest(p[:, 0], "uniform").pvalue > 0.001
    assert (p[:, 1] < 0.05).mean() == pytest.approx(0.05, abs=0.035)  # reached slowly with n


def test_residuals_of_one_size_have_a_breusch_pagan_of_zero() -> None:
    x = np.array([0.0, 0.0, 1.0, 1.0])
    fit = fit_rows(np.column_stack([x, [1.0, -1.0, 1.0, -1.0]]), ("x", "y"), "y", ["x"])
    assert (breusch_pagan(fit).statistic, breusch_pagan(fit).p) == (0.0, 1.0)


def test_rows_keep_their_order() -> None:
    data = DATA.copy()
    data[[0, 9], 8] = np.nan
    found = diagnose(data, NAMES, "y", PREDICTORS)
    assert found.rows.tolist() == [i for i in range(240) if i not in {0, 9}]
    np.testing.assert_allclose(found.fitted + found.residuals, data[found.rows, 8], rtol=1e-13)
    assert found.durbin_watson == durbin_watson(found.residuals)


@settings(max_examples=25)
@given(st.permutations(range(240)))
def test_order_of_rows_moves_their_numbers_with_them(order: list[int]) -> None:
    base = diagnose(DATA, NAMES, "y", PREDICTORS)
    found = diagnose(DATA[order], NAMES, "y", PREDICTORS)
    np.testing.assert_allclose(found.influence.cook, base.influence.cook[order], atol=1e-13)
    assert found.influence.cook_above == base.influence.cook_above
    assert found.breusch_pagan.statistic == pytest.approx(base.breusch_pagan.statistic, rel=1e-9)
    assert found.jarque_bera.p == pytest.approx(base.jarque_bera.p, rel=1e-9)


def test_shapiro_and_wilk_end_at_five_thousand() -> None:
    rng = np.random.default_rng(1)
    data = rng.normal(size=(5001, 2))
    assert diagnose(data, ("x", "y"), "y", ["x"]).shapiro is None
    assert diagnose(data[:5000], ("x", "y"), "y", ["x"]).shapiro is not None


LONE = np.column_stack([np.eye(1, 20)[0], np.random.default_rng(0).normal(size=20)])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (np.column_stack([np.arange(9.0), 3 * np.arange(9.0) - 1]), "`y` is fitted exactly"),
        (np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 3.0]]), "need two degrees of freedom, got 1"),
        (LONE, "Row 1 of the data alone decides"),
    ],
)
def test_what_is_not_defined_is_said(data: np.ndarray, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        influence(fit_rows(data, ("x", "y"), "y", ["x"]))
    with pytest.raises(MethodError, match=message):
        diagnose(data, ("x", "y"), "y", ["x"])


def test_the_shape_of_no_residuals_is_refused() -> None:
    with pytest.raises(MethodError, match="do not vary"):
        jarque_bera(np.zeros(9))


def test_a_row_without_which_the_fit_is_exact_is_infinite() -> None:
    x = np.arange(6.0)
    y = 2.0 * x
    y[2] = 9.0
    found = influence(fit_rows(np.column_stack([x, y]), ("x", "y"), "y", ["x"]))
    assert abs(found.deleted[2]) > 1e6
    assert found.cook_largest_at == 2


def test_collinearity_is_r_s() -> None:
    found = collinearity(moments_of(DATA, NAMES), PREDICTORS)
    np.testing.assert_allclose(found.eigenvalues, r("eigenvalue"), rtol=EIGEN)
    np.testing.assert_allclose(found.condition_index, r("condition"), rtol=EIGEN)
    np.testing.assert_allclose(found.proportions.ravel(), r("proportion"), atol=EIGEN)
    np.testing.assert_allclose(found.proportions.sum(axis=0), 1, atol=1e-12)
    assert found.eigenvalues.sum() == pytest.approx(9, abs=1e-10)


def test_a_strong_dependency_is_flagged_with_its_partners() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=(300, 3))
    x[:, 2] = x[:, 0] - x[:, 1] + 0.01 * rng.normal(size=300)
    found = collinearity(moments_of(x, ("a", "b", "c")), ("a", "b", "c"))
    assert found.strong.tolist() == [False, False, False, True]
    assert (found.proportions[3, 1:] > 0.99).all()
    calm = collinearity(moments_of(x, ("a", "b", "c")), ("a", "b"))
    assert not calm.strong.any()


@given(st.lists(st.sampled_from([-2.0, 0.1, 1.0, 1000.0]), min_size=8, max_size=8))
def test_units_leave_collinearity_alone(scale: list[float]) -> None:
    base = collinearity(moments_of(DATA, NAMES), PREDICTORS)
    found = collinearity(moments_of(DATA * [*scale, 1.0], NAMES), PREDICTORS)
    np.testing.assert_allclose(found.condition_index, base.condition_index, rtol=1e-8)
    np.testing.assert_allclose(found.proportions, base.proportions, atol=1e-8)


def test_predictors_that_determine_each_other_are_named() -> None:
    data = np.column_stack([DATA[:, :2], DATA[:, 0] + DATA[:, 1]])
    moments = moments_of(data, ("A1", "A2", "sum"))
    with pytest.raises(MethodError, match=r"determine each other .*: `A1`, `A2`, `sum`"):
        collinearity(moments, ("A1", "A2", "sum"))
    flat = Moments(9, ("a", "b"), np.ones(2), np.diag([1.0, 0.0]))
    with pytest.raises(MethodError, match="`b` does not vary"):
        collinearity(flat, ("a", "b"))
    with pytest.raises(MethodError, match="at least one predictor"):
        collinearity(moments, ())
    with pytest.raises(SpecificationError, match="no variable `Z`"):
        collinearity(moments, ("Z",))
