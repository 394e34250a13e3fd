"""Trends against base R; rates in closed form; sample size by its rule."""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.growth import TrendKind, fit_trend, growth_rates, sample_size
from aqyl.survey.errors import MethodError

REFERENCE = Path(__file__).parents[1] / "reference" / "r" / "growth.csv"
R_DIGITS = 1e-10  # both solve the same least squares; R printed 15 digits


@pytest.mark.parametrize("kind", ["linear", "exponential"])
def test_trend_and_interval_are_base_r_s(published, kind: TrendKind) -> None:
    product = published.growth[0]
    values = np.array([p.value for p in product.printed])
    trend = fit_trend(np.array(product.years), values, kind=kind, ahead=5)
    with REFERENCE.open() as stream:
        rows = [row for row in csv.DictReader(stream) if row["kind"] == kind]
    assert [int(row["year"]) for row in rows] == trend.years.tolist()
    for column in ("fitted", "lower", "upper"):
        expected = [float(row[column]) for row in rows]
        np.testing.assert_allclose(getattr(trend, column), expected, rtol=R_DIGITS)
    for number in ("intercept", "slope", "r_squared", "slope_p"):
        assert getattr(trend, number) == pytest.approx(float(rows[0][number]), rel=R_DIGITS)


def test_an_exact_exponential_is_recovered() -> None:
    years = np.array([2010, 2011, 2013, 2016])
    trend = fit_trend(years, 7.0 * 1.05 ** (years - 2010), ahead=2)
    assert trend.yearly_growth == pytest.approx(0.05, rel=1e-12)
    np.testing.assert_allclose(trend.fitted[-1], 7.0 * 1.05**8, rtol=1e-12)


def test_intervals_cover_as_often_as_they_say() -> None:
    rng = np.random.default_rng(20)
    years, draws, hits = np.arange(12), 2000, 0
    for _ in range(draws):
        y = 3 + 0.5 * np.arange(13) + rng.normal(size=13)
        trend = fit_trend(years, y[:12], kind="linear", ahead=1)
        hits += trend.lower[-1] <= y[12] <= trend.upper[-1]
    # Three standard errors of a binomial share around 0.95.
    assert abs(hits / draws - 0.95) < 3 * np.sqrt(0.95 * 0.05 / draws)


def test_rates_are_closed_forms() -> None:
    rates = growth_rates(np.array([2019, 2021, 2023]), np.array([100.0, 121.0, 146.41]))
    assert rates.average == pytest.approx(0.1, rel=1e-12)
    np.testing.assert_allclose(rates.chain[1:], [0.21, 0.21], rtol=1e-12)
    np.testing.assert_allclose(rates.base, [0.0, 0.21, 0.4641], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    ("n", "m", "verdict"), [(9, 6, "too_small"), (7, 6, "impossible"), (98, 6, "enough")]
)
def test_sample_size(n: int, m: int, verdict: str) -> None:
    assert sample_size(n, m).verdict == verdict


def test_too_few_years_and_wrong_signs_are_refused() -> None:
    with pytest.raises(MethodError, match="at least three years, got 2"):
        fit_trend(np.array([1, 2]), np.array([1.0, 2.0]))
    with pytest.raises(MethodError, match="needs positive values, got -1"):
        fit_trend(np.arange(4), np.array([1.0, 2.0, -1.0, 3.0]))
    with pytest.raises(MethodError, match="positive values"):
        growth_rates(np.arange(2), np.array([0.0, 1.0]))
    with pytest.raises(MethodError, match="at least two"):
        growth_rates(np.arange(1), np.array([1.0]))
