"""Regression from moments and from rows: equal to R and to each other, and every odd case said."""

import numpy as np
import pytest
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.regression import durbin_watson, regress
from aqyl.analysis.regression_rows import fit_rows, regress_data
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.regression.linear_model import OLS

from .regression_study import DATA, NAMES, PREDICTORS, r

SAME = 1e-10  # the same closed form; R prints 15 digits
P_VALUE = 1e-9  # t distributions of R and SciPy, far out in the tail


def everything(found) -> np.ndarray:
    single = ("r_squared", "adjusted_r_squared", "standard_error", "f", "f_p", "intercept")
    single += ("intercept_se", "intercept_p", "intercept_lower", "intercept_upper")
    many = ("b", "se", "beta", "t", "p", "lower", "upper", "vif")
    numbers = [np.atleast_1d(getattr(found, name)) for name in (*single, *many)]
    return np.concatenate(numbers)


def test_rows_and_moments_agree() -> None:
    rows = regress_data(DATA, NAMES, "y", PREDICTORS)
    moments = regress(moments_of(DATA, NAMES), "y", PREDICTORS)
    np.testing.assert_allclose(everything(rows), everything(moments), rtol=1e-9)


def test_intervals_are_r_s() -> None:
    for found in (
        regress_data(DATA, NAMES, "y", PREDICTORS, level=0.9),
        regress(moments_of(DATA, NAMES), "y", PREDICTORS, level=0.9),
    ):
        lower = [found.intercept_lower, *found.lower]
        upper = [found.intercept_upper, *found.upper]
        np.testing.assert_allclose(lower, r("lower90"), rtol=1e-9)
        np.testing.assert_allclose(upper, r("upper90"), rtol=1e-9)


def test_hc3_is_sandwich_s_and_statsmodels_s() -> None:
    found = regress_data(DATA, NAMES, "y", PREDICTORS, errors="HC3")
    np.testing.assert_allclose([found.intercept_se, *found.se], r("hc3_se"), rtol=SAME)
    np.testing.assert_allclose([found.intercept_t, *found.t], r("hc3_t"), rtol=1e-9)
    np.testing.assert_allclose([found.intercept_p, *found.p], r("hc3_p"), rtol=P_VALUE)
    design = np.column_stack([np.ones(len(DATA)), DATA[:, :8]])
    theirs = OLS(DATA[:, 8], design).fit(cov_type="HC3", use_t=True)
    np.testing.assert_allclose([found.intercept_se, *found.se], theirs.bse, rtol=SAME)
    np.testing.assert_allclose([found.intercept_p, *found.p], theirs.pvalues, rtol=P_VALUE)
    assert found.errors == "HC3"


def test_hc3_changes_errors_and_nothing_else() -> None:
    fit = fit_rows(DATA, NAMES, "y", PREDICTORS)
    robust = regress_data(DATA, NAMES, "y", PREDICTORS, errors="HC3")
    assert fit.regression.errors == "classical"
    np.testing.assert_array_equal(robust.b, fit.regression.b)
    assert robust.f == fit.regression.f
    assert not np.allclose(robust.se, fit.regression.se, rtol=1e-3)


def test_known_coefficients_come_back_and_hc3_errors_hold() -> None:
    """Unequal variance: HC3 intervals cover the truth 95 times of 100, the classical do not."""
    rng = np.random.default_rng(11)
    covered = np.zeros(2)
    repeats, n = 2000, 100
    for _ in range(repeats):
        x = rng.normal(size=n)
        y = 2 + 0.5 * x + rng.normal(size=n) * np.abs(x) * 1.5
        data = np.column_stack([x, y])
        for i, errors in enumerate(("classical", "HC3")):
            found = regress_data(data, ("x", "y"), "y", ["x"], errors=errors)
            covered[i] += found.lower[0] <= 0.5 <= found.upper[0]
    classical, robust = covered / repeats
    assert classical < 0.80
    assert robust == pytest.approx(0.95, abs=0.02)  # four standard errors of 2,000 draws


def test_missing_rows_are_left_out_of_the_columns_in_use_only() -> None:
    data = DATA.copy()
    data[[3, 50], 0] = np.nan
    data[7, 8] = np.nan
    found = fit_rows(data, NAMES, "y", ["A2", "B1"])
    assert found.rows.tolist() == [i for i in range(240) if i != 7]
    found = fit_rows(data, NAMES, "y", ["A1", "B1"])
    assert found.rows.tolist() == [i for i in range(240) if i not in {3, 7, 50}]
    complete = DATA[found.rows]
    again = regress_data(complete, NAMES, "y", ["A1", "B1"])
    np.testing.assert_allclose(everything(found.regression), everything(again), rtol=1e-12)


@given(
    st.permutations(range(8)),
    st.permutations(range(240)),
    st.lists(st.sampled_from([-3.0, -1.0, 0.01, 1.0, 250.0]), min_size=9, max_size=9),
)
def test_order_units_and_signs_leave_results_where_they_belong(
    items: list[int], people: list[int], scale: list[float]
) -> None:
    base = regress_data(DATA, NAMES, "y", PREDICTORS, errors="HC3")
    factor = np.array(scale)
    turned = DATA[people] * factor + 7 * factor
    names = [PREDICTORS[i] for i in items]
    found = regress_data(turned, NAMES, "y", names, errors="HC3")
    unit, outcome = factor[items], factor[8]
    np.testing.assert_allclose(found.b * unit, base.b[items] * outcome, rtol=1e-8)
    np.testing.assert_allclose(found.beta, base.beta[items] * np.sign(unit * outcome), rtol=1e-8)
    np.testing.assert_allclose(found.se * np.abs(unit / outcome), base.se[items], rtol=1e-8)
    np.testing.assert_allclose(found.p, base.p[items], rtol=1e-6)
    assert found.r_squared == pytest.approx(base.r_squared, rel=1e-10)


@given(st.integers(0, 10_000))
def test_residuals_are_orthogonal_to_what_was_fitted(seed: int) -> None:
    rng = np.random.default_rng(seed)
    data = rng.normal(size=(30, 4)) * 10.0 ** rng.integers(-3, 4, size=4)
    fit = fit_rows(data, ("a", "b", "c", "y"), "y", ("a", "b", "c"))
    size = np.sqrt((data**2).sum(axis=0))
    assert abs(fit.residuals.sum()) <= 1e-12 * size[3]
    assert (np.abs(data[:, :3].T @ fit.residuals) <= 1e-11 * size[:3] * size[3]).all()
    assert fit.leverage.sum() == pytest.approx(4, abs=1e-10)
    np.testing.assert_allclose(fit.fitted + fit.residuals, data[:, 3], rtol=1e-12)


def test_paths_carry_the_standardised_coefficients() -> None:
    found = regress_data(DATA, NAMES, "y", PREDICTORS)
    assert [path.predictor for path in found.paths] == list(PREDICTORS)
    assert {path.outcome for path in found.paths} == {"y"}
    assert [path.estimate for path in found.paths] == found.beta.tolist()
    assert [(path.statistic, path.p) for path in found.paths] == list(
        zip(found.t.tolist(), found.p.tolist(), strict=True)
    )


def test_an_exact_fit_has_infinite_f_and_no_p() -> None:
    x = np.arange(6.0)
    found = regress_data(np.column_stack([x, 2 * x + 1]), ("x", "y"), "y", ["x"])
    assert found.r_squared == pytest.approx(1, abs=1e-15)
    assert found.f > 1e25
    assert found.p[0] < 1e-30
    assert found.b[0] == pytest.approx(2, abs=1e-14)


def test_a_distant_mean_costs_no_digits() -> None:
    shifted = DATA + 2.0**20  # a shift that binary fractions of the answers survive exactly
    base, found = (regress_data(x, NAMES, "y", PREDICTORS) for x in (DATA, shifted))
    np.testing.assert_allclose(found.b, base.b, rtol=1e-11)


def wide(n: int) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(n, 9))


TWINS = np.column_stack([DATA, DATA[:, 0]])
SUMS = np.column_stack([DATA, 1e6 + DATA[:, 0] + DATA[:, 1]])


@pytest.mark.parametrize(
    ("data", "predictors", "message"),
    [
        (DATA, (), "240 .* and 0 predictors leave 239 degrees of freedom"),
        (wide(9), PREDICTORS, "9 .* and 8 predictors leave 0 degrees of freedom"),
        (wide(5), PREDICTORS, "leave -4 degrees of freedom"),
        (np.full((20, 9), 3.0), PREDICTORS, "`A1` does not vary"),
        (TWINS, (*PREDICTORS, "z"), "`z` is determined by `A1`, .* Leave one of them out"),
        (SUMS, ("A1", "A2", "z"), r"`z` is determined by `A1`, `A2` \(tolerance"),
    ],
)
def test_what_is_not_defined_is_said(
    data: np.ndarray, predictors: tuple[str, ...], message: str
) -> None:
    names = (*NAMES, "z")[: data.shape[1]]
    with pytest.raises(MethodError, match=message):
        regress_data(data, names, "y", predictors)
    with pytest.raises(MethodError, match=message):
        regress(moments_of(data, names), "y", predictors)


def test_odd_arguments_are_refused() -> None:
    cases: list[tuple[str, dict[str, object]]] = [
        ("no variable `Z`", {"predictors": ["Z"]}),
        ("`A1` occurs twice", {"predictors": ["A1", "A1"]}),
        ("`y` occurs twice", {"predictors": ["y"]}),
        ("`level` must lie between 0 and 1, got 1", {"level": 1.0}),
        ("classical or HC3, got `HC9`", {"errors": "HC9"}),
        (r"shape \(240, 9\) do not fit 2 names", {"names": ("a", "b")}),
    ]
    for message, change in cases:
        options: dict = {"names": NAMES, "outcome": "y", "predictors": ["A1"], **change}
        with pytest.raises(SpecificationError, match=message):
            regress_data(DATA, **options)
    with pytest.raises(SpecificationError, match="`level` must lie"):
        regress(moments_of(DATA, NAMES), "y", ["A1"], level=95)


def test_an_infinite_value_is_named() -> None:
    data = DATA.copy()
    data[4, 1] = np.inf
    with pytest.raises(MethodError, match="`A2` is infinite in row 5"):
        regress_data(data, NAMES, "y", PREDICTORS)


def test_a_row_that_stands_alone_has_no_robust_error() -> None:
    data = np.column_stack([DATA, np.zeros(240)])
    data[17, 9] = 1
    predictors = ("A1", "only")
    assert np.isfinite(regress_data(data, (*NAMES, "only"), "y", predictors).se).all()
    with pytest.raises(MethodError, match=r"Row 18 of the data alone decides .*leverage 1"):
        regress_data(data, (*NAMES, "only"), "y", predictors, errors="HC3")


def test_the_durbin_watson_of_no_errors_is_refused() -> None:
    with pytest.raises(MethodError, match="all residuals are zero"):
        durbin_watson(np.zeros(5))


def test_nothing_is_changed_in_place() -> None:
    data = DATA.copy()
    regress_data(data, NAMES, "y", PREDICTORS, errors="HC3")
    np.testing.assert_array_equal(data, DATA)


def test_published_moments_are_enough() -> None:
    correlation = np.array([[1, 0.5, 0.4], [0.5, 1, 0.6], [0.4, 0.6, 1]])
    found = regress(Moments(50, ("a", "b", "y"), np.zeros(3), correlation), "y", ("a", "b"))
    expected = np.linalg.solve(correlation[:2, :2], correlation[:2, 2])
    np.testing.assert_allclose(found.beta, expected, rtol=1e-14)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]], "R squared of `y` would be"),
        ([[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1]], "`b` is determined by `a`"),
        ([[1, 1.2, 0.5], [1.2, 1, 0.5], [0.5, 0.5, 1]], "`b` contradicts `a`"),
    ],
)
def test_correlations_that_no_data_have_are_refused(rows: list, message: str) -> None:
    moments = Moments(50, ("a", "b", "y"), np.zeros(3), np.array(rows, dtype=float))
    with pytest.raises(MethodError, match=message):
        regress(moments, "y", ("a", "b"))


def test_an_exact_fit_from_moments_leaves_a_zero_without_t() -> None:
    correlation = np.array([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])
    found = regress(Moments(50, ("a", "b", "y"), np.zeros(3), correlation), "y", ("a", "b"))
    assert (found.f, found.f_p, found.r_squared) == (np.inf, 0, 1)
    assert found.t[0] == np.inf
    assert np.isnan([found.t[1], found.p[1]]).all()
