"""Factorability, components, reliability, descriptives and regression against R and GNU PSPP.

The references and the scripts that made them stand in tests/reference/psych and .../pspp.
"""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from aqyl.analysis.components import principal_components, varimax
from aqyl.analysis.descriptives import describe, mardia
from aqyl.analysis.factorability import factorability
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.regression import durbin_watson, regress, residuals
from aqyl.analysis.reliability import cronbach_alpha, omega_total
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.datasets import longley

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # the same closed form; R and PSPP print 15 digits
OPTIMUM = 1e-6  # two optimisers at the same optimum: varimax of R stops at 1e-15 of its criterion

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)


def psych(key: str, column: str = "") -> np.ndarray:
    with (REFERENCE / "psych" / "survey.csv").open() as source:
        rows = [r for r in csv.DictReader(source) if r["key"] == key and r["column"] == column]
    return np.array([float(r["value"]) for r in rows])


def pspp(first: str, second: str = "") -> list[str]:
    """Cells of the first line of PSPP's output that starts with these cells."""
    with (REFERENCE / "pspp" / "survey.csv").open(encoding="utf-8-sig") as source:
        for row in csv.reader(source):
            if row[:1] == [first] and (not second or row[1:2] == [second]):
                return row
    raise LookupError(first)


@pytest.fixture(scope="module")
def moments() -> Moments:
    return moments_of(ANSWERS, NAMES)


def test_kmo_and_bartlett_are_psych_s_and_pspp_s(moments: Moments) -> None:
    found = factorability(moments)
    assert found.kmo.overall == pytest.approx(psych("kmo")[0], abs=SAME)
    np.testing.assert_allclose(found.kmo.per_item, psych("msa"), atol=SAME)
    assert found.bartlett.chi_square == pytest.approx(psych("bartlett_chi")[0], rel=SAME)
    assert found.bartlett.df == psych("bartlett_df")[0] == 66
    assert found.bartlett.p == pytest.approx(psych("bartlett_p")[0], rel=1e-8)
    kmo_row = pspp("Kaiser-Meyer-Olkin Measure of Sampling Adequacy")
    assert found.kmo.overall == pytest.approx(float(kmo_row[2]), abs=SAME)
    chi_row = pspp("Bartlett's Test of Sphericity", "Approx. Chi-Square")
    assert found.bartlett.chi_square == pytest.approx(float(chi_row[2]), rel=SAME)


def test_components_are_r_s(moments: Moments) -> None:
    found = principal_components(moments)
    assert found.count == 3
    np.testing.assert_allclose(found.eigenvalues, psych("eigenvalue"), atol=SAME)
    np.testing.assert_allclose(found.communalities, psych("communality"), atol=SAME)
    expected = np.stack([psych("rotated", str(j)) for j in (1, 2, 3)], axis=1)
    np.testing.assert_allclose(found.loadings, expected, atol=OPTIMUM)
    standard = (ANSWERS - ANSWERS.mean(axis=0)) / ANSWERS.std(axis=0, ddof=1)
    scores = (standard @ found.score_weights)[:10]
    expected = np.stack([psych("score", str(j)) for j in (1, 2, 3)], axis=1)
    np.testing.assert_allclose(scores, expected, atol=OPTIMUM)


@pytest.mark.parametrize("scale", ["A", "B", "C"])
def test_reliability_is_psych_s(moments: Moments, scale: str) -> None:
    items = [name for name in NAMES if name.startswith(scale)]
    at = "ABC".index(scale)
    mine = slice(4 * at, 4 * at + 4)
    found = cronbach_alpha(moments.select(items))
    assert found.alpha == pytest.approx(psych("alpha")[at], abs=SAME)
    assert found.standardised == pytest.approx(psych("alpha_std")[at], abs=SAME)
    np.testing.assert_allclose(found.if_deleted, psych("if_deleted")[mine], atol=SAME)
    np.testing.assert_allclose(found.item_total, psych("item_total")[mine], atol=SAME)
    assert omega_total(moments.select(items)) == pytest.approx(psych("omega")[at], abs=OPTIMUM)


def test_descriptives_are_psych_s_and_pspp_s() -> None:
    found = describe(ANSWERS, NAMES)
    for key, values in (
        ("mean", found.mean),
        ("sd", found.sd),
        ("se", found.mean_se),
        ("skew", found.skewness),
        ("kurtosis", found.kurtosis),
    ):
        np.testing.assert_allclose(values, psych(key), atol=SAME)
    for i, name in enumerate(NAMES[:4]):
        cells = [float(cell) for cell in pspp(name, "240")[1:]]
        got = (found.mean, found.mean_se, found.sd, None, found.kurtosis, found.kurtosis_se)
        expected = (*got, found.skewness, found.skewness_se)
        for cell, column in zip(cells[1:9], expected, strict=True):
            if column is not None:
                assert column[i] == pytest.approx(cell, abs=1e-12)


def test_mardia_is_psych_s_up_to_the_divisor_of_the_covariance() -> None:
    """Mardia divides by n, psych by n - 1: a factor cubed in b1 and squared in b2."""
    found = mardia(ANSWERS)
    ratio = found.n / (found.n - 1)
    assert found.skewness == pytest.approx(psych("mardia_skew")[0] * ratio**3, rel=SAME)
    assert found.chi_square == pytest.approx(psych("mardia_chi")[0] * ratio**3, rel=SAME)
    assert found.kurtosis == pytest.approx(psych("mardia_kurtosis")[0] * ratio**2, rel=SAME)


def test_regression_is_r_s() -> None:
    outcome = ANSWERS[:, 8:12].mean(axis=1)
    data = np.column_stack([ANSWERS[:, :8], outcome])
    names = (*NAMES[:8], "Y")
    found = regress(moments_of(data, names), "Y", NAMES[:8])
    np.testing.assert_allclose([found.intercept, *found.b], psych("b"), rtol=1e-9)
    np.testing.assert_allclose([found.intercept_se, *found.se], psych("b_se"), rtol=1e-9)
    np.testing.assert_allclose([found.intercept_t, *found.t], psych("b_t"), rtol=1e-9)
    np.testing.assert_allclose([found.intercept_p, *found.p], psych("b_p"), rtol=1e-8)
    np.testing.assert_allclose(found.vif, psych("vif"), rtol=SAME)
    for key, value in (
        ("r_squared", found.r_squared),
        ("adjusted", found.adjusted_r_squared),
        ("sigma", found.standard_error),
        ("f", found.f),
        ("f_p", found.f_p),
        ("dw", durbin_watson(residuals(found, data, names))),
    ):
        assert value == pytest.approx(psych(key)[0], rel=1e-9), key


# NIST StRD, Longley: certified values of the intercept, six coefficients and their errors.
LONGLEY = (
    -3482258.63459582,
    15.0618722713733,
    -0.358191792925910e-01,
    -2.02022980381683,
    -1.03322686717359,
    -0.511041056535807e-01,
    1829.15146461355,
)
LONGLEY_SE = (
    890420.383607373,
    84.9149257747669,
    0.334910077722432e-01,
    0.488399681651699,
    0.214274163161675,
    0.226073200069370,
    455.478499142212,
)


def test_longley_has_nine_right_digits() -> None:
    frame = pd.DataFrame(longley.load_pandas().data)
    names = tuple(frame.columns)
    found = regress(moments_of(frame.to_numpy(float), names), names[0], names[1:])
    np.testing.assert_allclose([found.intercept, *found.b], LONGLEY, rtol=1e-9)
    np.testing.assert_allclose([found.intercept_se, *found.se], LONGLEY_SE, rtol=1e-9)
    assert found.r_squared == pytest.approx(0.995479004577296, rel=1e-9)
    assert found.standard_error == pytest.approx(304.854073561965, rel=1e-9)
    assert found.f == pytest.approx(330.285339234588, rel=1e-9)


def test_powers_of_a_distant_variable_are_refused() -> None:
    """NIST's Filip is of this kind: a polynomial of degree ten far from zero."""
    x = np.linspace(-8.8, -3.1, 82)
    data = np.column_stack([x**p for p in range(1, 11)] + [np.sin(x)])
    names = tuple(f"x{p}" for p in range(1, 11))
    with pytest.raises(MethodError, match=r"is determined by .*Leave one of them out"):
        regress(moments_of(data, (*names, "y")), "y", names)


def test_one_predictor_is_its_correlation(moments: Moments) -> None:
    found = regress(moments, "B1", ["A1"])
    assert found.beta[0] == pytest.approx(moments.correlation[0, 4], abs=1e-14)
    assert found.f == pytest.approx(found.t[0] ** 2, rel=1e-12)


def test_varimax_of_a_turned_simple_structure_finds_it_again() -> None:
    simple = np.kron(np.eye(3), np.array([[0.9], [0.8], [0.7], [0.6]]))
    rng = np.random.default_rng(4)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    found = varimax(simple @ turn)
    assert np.allclose(found.matrix @ found.matrix.T, np.eye(3), atol=1e-12)
    order = np.argsort(np.abs(found.loadings[[0, 4, 8]]).argmax(axis=1))
    assert np.allclose(np.abs(found.loadings)[:, order], simple, atol=1e-10)


@given(st.permutations(range(12)), st.lists(st.booleans(), min_size=12, max_size=12))
def test_order_and_direction_of_items_change_nothing(order: list[int], flip: list[bool]) -> None:
    sign = np.where(flip, -1.0, 1.0)
    base, turned = (
        factorability(moments_of(x, names))
        for x, names in (
            (ANSWERS, NAMES),
            ((ANSWERS * sign)[:, order], tuple(NAMES[i] for i in order)),
        )
    )
    assert turned.kmo.overall == pytest.approx(base.kmo.overall, abs=1e-10)
    assert turned.bartlett.chi_square == pytest.approx(base.bartlett.chi_square, rel=1e-10)
    np.testing.assert_allclose(turned.kmo.per_item, base.kmo.per_item[order], atol=1e-10)


@given(st.permutations(range(240)), st.floats(0.1, 9), st.floats(-5, 5))
def test_order_of_people_and_units_change_nothing(
    order: list[int], scale: float, shift: float
) -> None:
    base = principal_components(moments_of(ANSWERS, NAMES))
    turned = principal_components(moments_of(scale * ANSWERS[order] + shift, NAMES))
    np.testing.assert_allclose(turned.loadings, base.loadings, atol=1e-8)


def test_blocks_and_missing_rows_are_numpy_s() -> None:
    rng = np.random.default_rng(3)
    x = 1e6 + rng.normal(size=(150_000, 3)) @ rng.normal(size=(3, 3))
    x[::1000, 1] = np.nan
    complete = x[~np.isnan(x).any(axis=1)]
    found = moments_of(x, ("a", "b", "c"))
    assert found.n == len(complete)
    np.testing.assert_allclose(found.mean, complete.mean(axis=0), rtol=1e-14)
    np.testing.assert_allclose(found.covariance, np.cov(complete.T), rtol=1e-9)


def test_an_item_that_needs_reversing_is_named() -> None:
    x = ANSWERS[:, :4].copy()
    x[:, 2] = 6 - x[:, 2]
    found = cronbach_alpha(moments_of(x, NAMES[:4]))
    assert found.negative == ("A3",)


def refuse_identical() -> None:
    x = np.column_stack([ANSWERS[:, :3], ANSWERS[:, 0]])
    factorability(moments_of(x, ("A1", "A2", "A3", "copy")))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (refuse_identical, "singular: `A1`, `copy` determine each other"),
        (lambda: factorability(moments_of(ANSWERS[:8], NAMES)), "8 people for 12 variables"),
        (
            lambda: factorability(moments_of(np.c_[ANSWERS, np.ones(240)], (*NAMES, "one"))),
            "`one` does not vary",
        ),
        (lambda: cronbach_alpha(moments_of(ANSWERS[:, :1], NAMES[:1])), "at least two items"),
        (lambda: omega_total(moments_of(ANSWERS[:, :2], NAMES[:2])), "at least three items"),
        (lambda: moments_of(np.full((5, 2), np.nan), ("a", "b")), "two complete rows, got 0"),
        (lambda: mardia(ANSWERS[:5]), "more complete rows than variables"),
        (lambda: describe(np.full((3, 1), np.nan), ("a",)), "`a` has 0 values"),
        (lambda: regress(moments_of(ANSWERS[:5], NAMES), "A1", NAMES[1:]), "degrees of freedom"),
    ],
)
def test_what_is_not_defined_is_said(build, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        build()


def test_unknown_variables_and_odd_matrices_are_refused(moments: Moments) -> None:
    with pytest.raises(SpecificationError, match="no variable `Z`"):
        regress(moments, "Z", ["A1"])
    with pytest.raises(SpecificationError, match="symmetric"):
        Moments(9, ("a", "b"), np.zeros(2), np.array([[1.0, 0.5], [0.4, 1.0]]))
    with pytest.raises(SpecificationError, match="from 1 to 12, got 13"):
        principal_components(moments, count=13)
