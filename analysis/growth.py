r"""Growth of a yearly series: rates, and linear and exponential trends.

A linear trend is :math:`y = a + b t`; an exponential one is :math:`y = e^{a + b t}`, fitted by
least squares to :math:`\ln y`, whose constant yearly growth is :math:`e^b - 1`. Prediction
intervals are those of a new observation of the regression (Student t, n - 2 degrees of freedom);
those of the exponential trend are taken on the logarithms and transformed back, so they are not
symmetric.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .sample_size import SampleSize, sample_size

__all__ = [
    "GrowthRates",
    "SampleSize",
    "Trend",
    "TrendKind",
    "fit_trend",
    "growth_rates",
    "sample_size",
]

TrendKind = Literal["linear", "exponential"]


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """A fitted trend and its predictions.

    Attributes
    ----------
    kind : TrendKind
    level : float
        Confidence of the intervals, for example 0.95.
    n : int
    intercept, slope : float
        a and b, with t counted in years from the first year of the series (t = 0).
    yearly_growth : float
        Share by which the exponential trend grows a year (0.01 is 1 %); NaN for a linear one.
    r_squared : float
        Of the regression that was fitted (of ln y for the exponential trend).
    slope_p : float
        Two-sided p of the slope.
    years : ndarray of int, shape (m,)
        Observed years, then the predicted ones.
    fitted, lower, upper : ndarray, shape (m,)
        Trend and bounds of the prediction interval.
    """

    kind: TrendKind
    level: float
    n: int
    intercept: float
    slope: float
    yearly_growth: float
    r_squared: float
    slope_p: float
    years: np.ndarray
    fitted: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


def fit_trend(
    years: np.ndarray,
    values: np.ndarray,
    *,
    kind: TrendKind = "exponential",
    ahead: int = 5,
    level: float = 0.95,
) -> Trend:
    """Fit a trend to a yearly series and predict the years after it.

    Parameters
    ----------
    years : ndarray of int, shape (n,)
        Ascending; gaps are allowed.
    values : ndarray, shape (n,)
        In any unit; positive for an exponential trend.
    kind : TrendKind
    ahead : int
        Number of years to predict.
    level : float
        Confidence of the prediction intervals.

    Raises
    ------
    MethodError
        If there are fewer than three years, or an exponential trend is asked of values that are
        not positive.

    Examples
    --------
    >>> values = np.array([2.0, 4.1, 6.0, 7.9, 10.0])
    >>> trend = fit_trend(np.arange(2019, 2024), values, kind="linear")
    >>> round(trend.slope, 2), trend.fitted[5:].round(2).tolist()
    (1.98, [11.94, 13.92, 15.9, 17.88, 19.86])
    """
    from statsmodels.regression.linear_model import OLS

    years, values = _series(years, values)
    if kind not in {"linear", "exponential"}:
        raise SpecificationError(f"`kind` must be linear or exponential, got `{kind}`")
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must lie between 0 and 1, got {level:g}")
    if len(years) < 3:
        raise MethodError(f"A trend with an interval needs at least three years, got {len(years)}")
    if kind == "exponential" and (values <= 0).any():
        raise MethodError(
            f"An exponential trend needs positive values, got {values.min():g}",
            next_step="Choose the linear trend.",
        )
    response = np.log(values) if kind == "exponential" else values
    start = int(years[0])
    regression = OLS(response, _design(years - start)).fit()
    all_years = np.concatenate([years, np.arange(1, ahead + 1) + int(years[-1])])
    prediction = regression.get_prediction(_design(all_years - start))
    lower, upper = prediction.conf_int(obs=True, alpha=1 - level).T
    back = np.exp if kind == "exponential" else np.asarray
    intercept, slope = regression.params
    return Trend(
        kind=kind,
        level=level,
        n=len(years),
        intercept=float(intercept),
        slope=float(slope),
        yearly_growth=float(np.expm1(slope)) if kind == "exponential" else float("nan"),
        r_squared=float(regression.rsquared),
        slope_p=float(regression.pvalues[1]),
        years=all_years,
        fitted=back(prediction.predicted_mean),
        lower=back(lower),
        upper=back(upper),
    )


def _series(years: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Check that a series is one: ascending years, a finite value each."""
    years, values = np.asarray(years), np.asarray(values, dtype=float)
    if years.shape != values.shape or (np.diff(years) <= 0).any():
        raise SpecificationError("A series needs ascending years and one value for each")
    if not np.isfinite(values).all():
        raise MethodError(
            f"The value of {years[np.argmin(np.isfinite(values))]} is missing or not finite"
        )
    return years, values


def _design(t: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(t)), t])


@dataclass(frozen=True, slots=True, eq=False)
class GrowthRates:
    """Change of a yearly series.

    Attributes
    ----------
    years : ndarray of int, shape (n,)
    chain : ndarray, shape (n,)
        Change against the observation before, as a share (0.1 is 10 %); the first is NaN.
    base : ndarray, shape (n,)
        Change against the first year, as a share.
    average : float
        Mean yearly growth (geometric): :math:`(y_n / y_1)^{1/(t_n - t_1)} - 1`.
    """

    years: np.ndarray
    chain: np.ndarray
    base: np.ndarray
    average: float


def growth_rates(years: np.ndarray, values: np.ndarray) -> GrowthRates:
    """Compute chain, base and average growth rates of a positive yearly series.

    Parameters
    ----------
    years : ndarray of int, shape (n,)
    values : ndarray, shape (n,)

    Raises
    ------
    MethodError
        If there are fewer than two years or a value is not positive.

    Examples
    --------
    >>> rates = growth_rates(np.array([2021, 2022, 2023]), np.array([100.0, 110.0, 121.0]))
    >>> round(rates.average, 6), rates.chain.round(6).tolist()
    (0.1, [nan, 0.1, 0.1])
    """
    years, values = _series(years, values)
    if len(values) < 2:
        raise MethodError(f"A growth rate needs at least two years, got {len(values)}")
    if (values <= 0).any():
        raise MethodError(f"Growth rates need positive values, got {values.min():g}")
    span = int(years[-1] - years[0])
    return GrowthRates(
        years=years,
        chain=np.concatenate([[np.nan], values[1:] / values[:-1] - 1]),
        base=values / values[0] - 1,
        average=float((values[-1] / values[0]) ** (1 / span) - 1),
    )
