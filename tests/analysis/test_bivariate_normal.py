"""The bivariate normal distribution against scipy's, closed forms and its own symmetries."""

from typing import Any

import numpy as np
import pytest
from aqyl.analysis.bivariate_normal import bivariate_normal_cdf, rectangles
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import ndtr
from scipy.stats import multivariate_normal, norm

SAME = 1e-12  # sums of probabilities in another order
EXACT = 3e-15  # scipy's own error near a correlation of 1 is of that size


@pytest.mark.parametrize("r", [-1, -0.999, -0.8, -0.75, -0.3, 0, 0.2, 0.74, 0.76, 0.95, 0.9999, 1])
def test_distribution_function_is_scipy_s(r: float) -> None:
    rng = np.random.default_rng(5)
    h, k = 1.5 * rng.normal(size=(2, 60))
    k[:20] = h[:20] + 10.0 ** -rng.integers(1, 9, 20)  # nearly the same bounds
    k[20:25] = -h[20:25]
    covariance: Any = [[1, r], [r, 1]]  # scipy types it as its default, a number
    normal = multivariate_normal(np.zeros(2), covariance, allow_singular=True)
    expected = [normal.cdf(bounds) for bounds in zip(h, k, strict=True)]
    np.testing.assert_allclose(bivariate_normal_cdf(h, k, r), expected, rtol=0, atol=EXACT)


def test_distribution_function_has_its_closed_forms() -> None:
    r = np.linspace(-1, 1, 201)
    quadrant = 1 / 4 + np.arcsin(r) / (2 * np.pi)
    np.testing.assert_allclose(bivariate_normal_cdf(0, 0, r), quadrant, rtol=0, atol=EXACT)
    assert bivariate_normal_cdf([np.inf, -np.inf, 0.3], [0.7, 5, np.inf], 0.9) == pytest.approx(
        [ndtr(0.7), 0, ndtr(0.3)], abs=EXACT
    )


@given(st.floats(-6, 6), st.floats(-6, 6), st.floats(-1, 1))
def test_distribution_function_keeps_its_symmetries(h: float, k: float, r: float) -> None:
    value = bivariate_normal_cdf(h, k, r)[0]
    assert bivariate_normal_cdf(k, h, r)[0] == pytest.approx(value, abs=EXACT)
    assert ndtr(h) - bivariate_normal_cdf(h, -k, -r)[0] == pytest.approx(value, abs=EXACT)
    assert ndtr(h) + ndtr(k) - 1 + bivariate_normal_cdf(-h, -k, r)[0] == pytest.approx(
        value, abs=EXACT
    )


@pytest.mark.parametrize("r", [-0.99, -0.5, 0.3, 0.8, 0.999])
def test_rectangles_add_up_and_change_as_they_say(r: float) -> None:
    rows, columns = np.array([[-1.2, 0.1, 0.8]]), np.array([[-0.3, 0.4, 1.1, np.inf]])
    step = 1e-6 * (1 - abs(r))
    low, at, high = (rectangles(rows, columns, np.array([x])) for x in (r - step, r, r + step))
    assert at.probability.sum() == pytest.approx(1, abs=SAME)
    for after, before, slope in (
        (high.probability, low.probability, at.slope),
        (high.slope, low.slope, at.curvature),
    ):
        found = (after - before) / (2 * step)
        np.testing.assert_allclose(found, slope, rtol=0, atol=1e-6 * max(1, np.abs(slope).max()))


def test_an_almost_empty_rectangle_keeps_its_digits() -> None:
    r, cut = 0.95, 1.6
    spread = np.sqrt(1 - r * r)
    expected, _ = quad(
        lambda x: norm.pdf(x) * norm.sf((cut - r * x) / spread), -8, -cut, epsabs=0, epsrel=1e-12
    )
    found = rectangles(np.array([[-cut]]), np.array([[cut]]), np.array([r])).probability[0, 0, 1]
    assert expected < 1e-24
    assert found == pytest.approx(expected, rel=1e-8)
