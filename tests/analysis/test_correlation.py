"""Correlation matrices against R (cor.test, pt on the logarithmic scale), psych and scipy.

The reference and the script that made it stand in tests/reference/psych.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.correlation import CorrelationMethod, correlate, stars_of
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-12  # the same closed form; R prints 15 digits
TAIL = 1e-10  # p relative to itself: two incomplete beta functions, far in the tail
LOGARITHM = 1e-10  # log p relative to itself: r itself has lost some digits in n additions

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
COMPLETE = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
ANSWERS = COMPLETE.copy()  # as the script of the reference leaves answers out
ANSWERS[8::9, 1] = np.nan
ANSWERS[10::11, 4] = np.nan
METHODS: tuple[CorrelationMethod, ...] = ("pearson", "spearman")


def r_s(key: str) -> np.ndarray:
    with (REFERENCE / "psych" / "correlation.csv").open() as source:
        return np.array([float(r["value"]) for r in csv.DictReader(source) if r["key"] == key])


@pytest.mark.parametrize("method", METHODS)
def test_pairwise_matrix_is_psych_s(method: CorrelationMethod) -> None:
    found = correlate(ANSWERS, NAMES, method=method)
    off = ~np.eye(12, dtype=bool)
    np.testing.assert_allclose(found.r, r_s(f"{method}_r").reshape(12, 12), atol=SAME)
    assert (found.n == r_s(f"{method}_n").reshape(12, 12)).all()
    # psych takes 2 (1 - cdf), which has no digits left where p is below 1e-12.
    np.testing.assert_allclose(
        found.p[off], r_s(f"{method}_p").reshape(12, 12)[off], rtol=1e-6, atol=1e-14
    )


@pytest.mark.parametrize(
    ("key", "method"), [("cor_test", "pearson"), ("cor_test_spearman", "spearman")]
)
def test_p_and_interval_are_cor_test_s(key: str, method: CorrelationMethod) -> None:
    found = correlate(ANSWERS, NAMES, method=method)
    expected = r_s(key).reshape(11, 4)
    np.testing.assert_allclose(found.r[0, 1:], expected[:, 0], atol=SAME)
    np.testing.assert_allclose(found.p[0, 1:], expected[:, 1], rtol=TAIL)
    np.testing.assert_allclose(found.lower[0, 1:], expected[:, 2], atol=SAME)
    np.testing.assert_allclose(found.upper[0, 1:], expected[:, 3], atol=SAME)


def test_listwise_spearman_is_r_s_and_scipy_s() -> None:
    found = correlate(ANSWERS, NAMES, method="spearman", missing="listwise")
    np.testing.assert_allclose(found.r, r_s("listwise_spearman").reshape(12, 12), atol=SAME)
    kept = ANSWERS[~np.isnan(ANSWERS).any(axis=1)]
    stranger_r, stranger_p = np.asarray(spearmanr(kept))
    off = ~np.eye(12, dtype=bool)
    assert (found.n == len(kept)).all()
    np.testing.assert_allclose(found.r, stranger_r, atol=SAME)
    np.testing.assert_allclose(found.p[off], stranger_p[off], rtol=TAIL)


@pytest.mark.parametrize(("at", "n"), [(0, 500), (1, 5_000), (2, 50_000)])
def test_a_p_below_every_double_keeps_its_logarithm(at: int, n: int) -> None:
    u = np.arange(1.0, n + 1)
    found = correlate(np.column_stack([u, u + n / 3 * np.sin(u)]), ("u", "v"))
    assert found.log10_p[0, 1] == pytest.approx(r_s("log10_p")[at], rel=LOGARITHM)
    assert found.p[0, 1] == pytest.approx(10 ** r_s("log10_p")[at], rel=1e-6, abs=0)
    assert found.stars[0, 1] == 3


def test_logarithm_and_p_meet() -> None:
    """On both sides of the place where the logarithm is computed by itself."""
    rng = np.random.default_rng(2)
    u, noise = rng.normal(size=(2, 1_100))
    steps = [
        correlate(np.column_stack([u, u + s * noise]), ("u", "v"))
        for s in np.linspace(0.55, 0.8, 60)
    ]
    log10_p = np.array([step.log10_p[0, 1] for step in steps])
    assert log10_p[0] < -291
    assert log10_p[-1] > -289
    assert (np.diff(np.diff(log10_p)) < 0).all(), "a smooth curve has no kink"


def test_diagonal_and_stars() -> None:
    found = correlate(ANSWERS, NAMES)
    assert (np.diag(found.r) == 1).all()
    assert (np.diag(found.lower) == 1).all()
    assert np.isnan(np.diag(found.p)).all()
    assert (np.diag(found.stars) == 0).all()
    assert stars_of(np.array([0.05, 0.01, 0.001, 0.0009])).tolist() == [0, 1, 2, 3]


def test_identical_and_opposite_variables() -> None:
    found = correlate(np.column_stack([COMPLETE[:, 0], COMPLETE[:, 0], -COMPLETE[:, 0]]), "abc")
    assert found.r[0].tolist() == [1, 1, -1]
    assert found.p[0, 1:].tolist() == [0, 0]
    assert found.log10_p[0, 1] == -np.inf
    assert found.lower[0].tolist() == found.upper[0].tolist() == [1, 1, -1]


@pytest.mark.parametrize("method", METHODS)
def test_pairs_that_few_or_equal_people_answered_are_nan(method: CorrelationMethod) -> None:
    gap = np.nan
    x = np.array(
        [
            [1, gap, 2, 2],
            [2, gap, 1, 2],
            [3, 1, gap, 2],
            [4, 3, gap, 1],
            [9, 2, 4, gap],
            [5, 7, 9, gap],
        ]
    )
    found = correlate(x, ("a", "b", "c", "d"), method=method)
    assert found.n[1, 2] == found.n[2, 3] == 2
    assert np.isnan([found.r[1, 2], found.p[1, 2], found.lower[1, 2], found.r[2, 3]]).all()
    assert found.stars[1, 2] == 0
    assert np.isfinite([found.r[0, 1], found.p[0, 1], found.lower[0, 1]]).all()
    flat = np.array([[1, 2], [2, 2], [3, 2], [gap, 5.0]])
    assert np.isnan(correlate(flat, ("a", "b"), method=method).r[0, 1])


def test_three_people_have_a_p_and_no_interval() -> None:
    found = correlate(np.array([[1.0, 2], [2, 1], [3, 4]]), ("a", "b"))
    t = found.r[0, 1] / np.sqrt(1 - found.r[0, 1] ** 2)
    assert found.p[0, 1] == pytest.approx(1 - 2 / np.pi * np.arctan(t), rel=TAIL)  # Cauchy
    assert np.isnan(found.lower[0, 1])


@given(st.permutations(range(12)), st.lists(st.booleans(), min_size=12, max_size=12))
def test_order_and_direction_of_variables_change_nothing(
    order: list[int], flip: list[bool]
) -> None:
    sign = np.where(flip, -1.0, 1.0)
    for method in METHODS:
        base = correlate(ANSWERS, NAMES, method=method)
        turned = correlate((ANSWERS * sign)[:, order], [NAMES[i] for i in order], method=method)
        expected = (base.r * np.outer(sign, sign))[np.ix_(order, order)]
        np.testing.assert_allclose(turned.r, expected, atol=SAME)
        np.testing.assert_allclose(turned.log10_p, base.log10_p[np.ix_(order, order)], rtol=1e-9)


@given(st.permutations(range(240)), st.floats(0.01, 1e4), st.floats(-1e4, 1e4))
def test_order_of_people_and_units_change_nothing(
    order: list[int], scale: float, shift: float
) -> None:
    for method in METHODS:
        base = correlate(ANSWERS, NAMES, method=method)
        turned = correlate(scale * ANSWERS[order] + shift, NAMES, method=method)
        np.testing.assert_allclose(turned.r, base.r, atol=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_the_interval_covers_the_truth(method: CorrelationMethod) -> None:
    """2,000 samples of 60 people with rho .5; Spearman's population value is 6/pi asin(.25)."""
    rng = np.random.default_rng(11)
    truth = 0.5 if method == "pearson" else 6 / np.pi * np.arcsin(0.25)
    covered = 0
    for _ in range(2_000):
        u, v = rng.normal(size=(2, 60))
        found = correlate(
            np.column_stack([u, 0.5 * u + np.sqrt(0.75) * v]), ("u", "v"), method=method
        )
        covered += bool(found.lower[0, 1] < truth < found.upper[0, 1])
    assert covered / 2_000 == pytest.approx(0.95, abs=0.015)  # three standard errors


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: correlate(np.c_[COMPLETE[:, :2], np.ones(240)], "abc"), "`c` does not vary"),
        (lambda: correlate(np.c_[COMPLETE[:, :2], np.full(240, np.nan)], "abc"), "`c` does not"),
        (lambda: correlate(np.c_[COMPLETE[:3, :2], [0.3, 0.1 + 0.2, 0.3]], "abc"), "`c` does not"),
        (lambda: correlate(COMPLETE[:2, :2], "ab", missing="listwise"), "three complete rows"),
    ],
)
def test_what_is_not_defined_is_said(build, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        build()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "kendall"}, "pearson, spearman, got `kendall`"),
        ({"missing": "zero"}, "pairwise, listwise, got `zero`"),
        ({"level": 95}, "between 0 and 1, got 95"),
    ],
)
def test_wrong_options_are_refused(options: dict, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        correlate(COMPLETE[:, :2], "ab", **options)


def test_names_must_fit_the_columns() -> None:
    with pytest.raises(SpecificationError, match=r"shape \(240, 12\) and 2 names"):
        correlate(COMPLETE, "ab")
