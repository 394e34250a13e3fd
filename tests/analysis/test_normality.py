"""Tests of normality: equal to R's and to closed forms, and honest where they end."""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.descriptives import describe
from aqyl.analysis.normality import normality
from aqyl.analysis.regression_rows import fit_rows
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-9  # the same closed form, with the two programs' normal distributions
W_P = 5e-7  # SciPy takes the tail of the normal distribution by AS 66, good to seven digits

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)


def r(key: str) -> dict[str, float]:
    with (REFERENCE / "r" / "regression.csv").open() as source:
        rows = [row for row in csv.DictReader(source) if row["key"] == key]
    assert rows, key
    return {row["row"]: float(row["value"]) for row in rows}


def columns() -> tuple[np.ndarray, tuple[str, ...]]:
    """Items, their composite and its residuals, whole and in part."""
    outcome = ANSWERS[:, 8:12].mean(axis=1)
    data = np.column_stack([ANSWERS[:, :8], outcome])
    residual = fit_rows(data, (*NAMES[:8], "y"), "y", NAMES[:8]).residuals
    short = np.full((240, 2), np.nan)
    short[:4, 0], short[:30, 1] = residual[:4], residual[:30]
    values = np.column_stack([ANSWERS, outcome, residual, short])
    return values, (*NAMES, "y", "residual", "four", "thirty")


def test_statistics_are_r_s() -> None:
    values, names = columns()
    found = normality(values, names)
    for key in ("w", "d"):
        expected = [r(key)[name] for name in names]
        np.testing.assert_allclose(getattr(found, key), expected, rtol=SAME, err_msg=key)
    np.testing.assert_allclose(found.w_p, [r("w_p")[name] for name in names], rtol=W_P)


def test_lilliefors_significance_is_dallal_and_wilkinson_s_below_a_tenth() -> None:
    values, names = columns()
    found = normality(values, names)
    formula = np.array([r("d_p")[name] for name in names])
    low = formula < 0.1
    assert low.sum() >= 13
    np.testing.assert_allclose(found.d_p[low], formula[low], rtol=1e-8)
    assert (found.d_p[~low] > 0.09).all()
    assert (found.d_p[~low] <= 1).all()


def test_z_values_are_those_of_the_descriptives() -> None:
    found, shape = normality(ANSWERS, NAMES), describe(ANSWERS, NAMES)
    np.testing.assert_array_equal(found.skewness, shape.skewness)
    np.testing.assert_allclose(found.skewness_z * shape.skewness_se, shape.skewness, rtol=1e-14)
    np.testing.assert_allclose(found.kurtosis_z * shape.kurtosis_se, shape.kurtosis, rtol=1e-14)


def test_the_limit_judges_both_sizes() -> None:
    rng = np.random.default_rng(0)
    values = np.column_stack(
        [rng.normal(size=500), rng.exponential(size=500) ** 2, rng.standard_t(2.2, size=500)]
    )
    found = normality(values, ("normal", "skewed", "heavy"))
    assert found.limit == 2
    assert found.within.tolist() == [True, False, False]
    largest = np.maximum(np.abs(found.skewness), np.abs(found.kurtosis))
    assert normality(values, tuple("abc"), limit=float(largest.max())).within.all()
    assert not normality(values, tuple("abc"), limit=float(largest.min()) * 0.999).within.any()


def test_quantiles_of_the_normal_distribution_pass_and_of_others_do_not() -> None:
    places = (np.arange(1, 301) - 0.375) / 300.25
    found = normality(np.column_stack([norm.ppf(places), places, -np.log(places)]), tuple("nue"))
    assert found.w[0] > 0.998
    assert found.w_p[0] > 0.9
    assert found.d_p[0] > 0.9
    assert (found.w_p[1:] < 1e-6).all()
    assert (found.d_p[1:] < 0.02).all()


def test_p_is_uniform_where_data_are_normal() -> None:
    values = np.random.default_rng(12).normal(size=(50, 2000))
    found = normality(values, tuple(map(str, range(2000))))
    for p in (found.w_p, found.d_p):
        for level in (0.05, 0.5):
            share = (p < level).mean()
            assert share == pytest.approx(level, abs=4 * np.sqrt(level * (1 - level) / 2000))
    for z in (found.skewness_z, found.kurtosis_z):
        assert z.mean() == pytest.approx(0, abs=0.1)
        assert z.std() == pytest.approx(1, abs=0.1)


@given(
    st.permutations(range(60)),
    st.sampled_from([1e-9, 0.3, 1.0, 2e6]),
    st.sampled_from([-4.0, 0.0, 1.0]),
    st.sampled_from([-1, 1]),
)
def test_order_units_and_direction_change_nothing(
    order: list[int], scale: float, shift: float, sign: int
) -> None:
    base = normality(ANSWERS[:60, :2], ("a", "b"))
    turned = sign * scale * (ANSWERS[:60, :2][order] + shift)
    found = normality(turned, ("a", "b"))
    np.testing.assert_allclose(found.w, base.w, rtol=1e-8)
    np.testing.assert_allclose(found.d, base.d, rtol=1e-8)
    np.testing.assert_allclose(found.skewness_z, sign * base.skewness_z, rtol=1e-8)
    np.testing.assert_allclose(found.kurtosis_z, base.kurtosis_z, rtol=1e-8)


def test_missing_values_are_left_out_of_their_own_column() -> None:
    values = ANSWERS.copy()
    values[::3, 0] = np.nan
    found = normality(values, NAMES)
    alone = normality(values[~np.isnan(values[:, 0]), :1], NAMES[:1])
    assert found.n.tolist() == [160] + [240] * 11
    assert (found.w[0], found.d[0], found.d_p[0]) == (alone.w[0], alone.d[0], alone.d_p[0])
    assert found.w[1] == normality(ANSWERS, NAMES).w[1]


def test_shapiro_and_wilk_end_at_five_thousand() -> None:
    values = np.random.default_rng(3).normal(size=(5001, 1))
    found = normality(values, ("x",))
    assert np.isnan([found.w[0], found.w_p[0]]).all()
    assert 0 < found.d_p[0] <= 1
    assert np.isfinite(normality(values[:5000], ("x",)).w[0])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (np.arange(3.0)[:, None], "`x` has 3 values; a test of normality needs four"),
        (np.full((9, 1), np.nan), "`x` has 0 values"),
        (np.full((9, 1), 0.1), "`x` does not vary"),
    ],
)
def test_what_is_not_defined_is_said(values: np.ndarray, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        normality(values, ("x",))


def test_a_limit_is_positive() -> None:
    with pytest.raises(SpecificationError, match="`limit` must be positive, got 0"):
        normality(ANSWERS, NAMES, limit=0)
