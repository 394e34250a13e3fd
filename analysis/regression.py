r"""Multiple linear regression as SPSS prints it: model summary, ANOVA, coefficients, collinearity.

Works from `Moments`, on standardised variables, so that units cost no digits:
:math:`\beta = R_{xx}^{-1} r_{xy}` by a Cholesky factor, :math:`b_j = \beta_j s_y / s_j`. A
predictor that the others determine is refused, not dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.stats import f as f_distribution
from scipy.stats import t as t_distribution

from ..survey.errors import MethodError
from .moments import Moments

__all__ = ["Regression", "durbin_watson", "regress", "residuals"]

_TOLERANCE = 1e-10  # 1 - R squared of a predictor on the others, below which it is refused


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """A fitted regression.

    Attributes
    ----------
    outcome : str
    predictors : tuple of str, length m
    n : int
    r, r_squared, adjusted_r_squared : float
    standard_error : float
        Of the estimate: root of the residual mean square.
    regression_ss, residual_ss, total_ss : float
    df_model, df_residual : int
    f, f_p : float
    intercept, intercept_se, intercept_t, intercept_p : float
    b, se, beta, t, p : ndarray, shape (m,)
        Coefficients, standard errors, standardised coefficients, t and two-sided p.
    lower, upper : ndarray, shape (m,)
        Confidence interval of `b` at `level`.
    level : float
    tolerance, vif : ndarray, shape (m,)
    """

    outcome: str
    predictors: tuple[str, ...]
    n: int
    r: float
    r_squared: float
    adjusted_r_squared: float
    standard_error: float
    regression_ss: float
    residual_ss: float
    total_ss: float
    df_model: int
    df_residual: int
    f: float
    f_p: float
    intercept: float
    intercept_se: float
    intercept_t: float
    intercept_p: float
    b: np.ndarray
    se: np.ndarray
    beta: np.ndarray
    t: np.ndarray
    p: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    level: float
    tolerance: np.ndarray
    vif: np.ndarray


def regress(
    moments: Moments, outcome: str, predictors: Sequence[str], *, level: float = 0.95
) -> Regression:
    """Regress one variable on others, with an intercept.

    Parameters
    ----------
    moments : Moments
    outcome : str
    predictors : sequence of str
    level : float
        Confidence of the intervals.

    Raises
    ------
    SpecificationError
        If a variable is not in `moments` or is named twice.
    MethodError
        If a variable does not vary, no residual degree of freedom is left, or a predictor is
        determined by the others.

    Examples
    --------
    >>> c = np.array([[4.0, 2.0], [2.0, 9.0]])
    >>> found = regress(Moments(102, ("x", "y"), np.array([1.0, 5.0]), c), "y", ["x"])
    >>> found.b.tolist(), found.intercept, round(found.r_squared, 6)
    ([0.5], 4.5, 0.111111)
    """
    chosen = moments.select([*predictors, outcome])
    n, m = moments.n, len(predictors)
    df = n - m - 1
    if m < 1 or df < 1:
        raise MethodError(f"{n} observations and {m} predictors leave {df} degrees of freedom")
    correlation = chosen.correlation
    rxx, rxy = correlation[:m, :m], correlation[:m, m]
    inverse = _inverse(rxx, chosen.names)
    beta = inverse @ rxy
    # One refinement step wins back the digits that a nearly collinear matrix costs.
    beta = beta + inverse @ (rxy - rxx @ beta)
    sd, sd_y, mean = chosen.sd[:m], float(chosen.sd[m]), chosen.mean
    r_squared = float(np.clip(beta @ rxy, 0.0, 1.0))
    total = (n - 1) * sd_y**2
    residual = max(total * (1 - r_squared), 0.0)
    mean_square = residual / df
    b = beta * sd_y / sd
    vif = np.diag(inverse)
    se = np.sqrt(mean_square * vif / (n - 1)) / sd
    intercept = float(mean[m] - b @ mean[:m])
    spread = mean[:m] / sd
    intercept_se = float(np.sqrt(mean_square * (1 / n + spread @ inverse @ spread / (n - 1))))
    half = t_distribution.ppf((1 + level) / 2, df) * se
    with np.errstate(divide="ignore"):
        f = float(np.divide((total - residual) / m, mean_square))
        t, intercept_t = b / se, float(np.divide(intercept, intercept_se))
    return Regression(
        outcome=outcome,
        predictors=tuple(predictors),
        n=n,
        r=float(np.sqrt(r_squared)),
        r_squared=r_squared,
        adjusted_r_squared=1 - (1 - r_squared) * (n - 1) / df,
        standard_error=float(np.sqrt(mean_square)),
        regression_ss=total - residual,
        residual_ss=residual,
        total_ss=total,
        df_model=m,
        df_residual=df,
        f=f,
        f_p=float(f_distribution.sf(f, m, df)),
        intercept=intercept,
        intercept_se=intercept_se,
        intercept_t=intercept_t,
        intercept_p=float(2 * t_distribution.sf(abs(intercept_t), df)),
        b=b,
        se=se,
        beta=beta,
        t=t,
        p=2 * t_distribution.sf(np.abs(t), df),
        lower=b - half,
        upper=b + half,
        level=level,
        tolerance=1 / vif,
        vif=vif,
    )


def residuals(regression: Regression, values: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Residuals of rows of data, shape (n,); NaN where a value is missing.

    Parameters
    ----------
    regression : Regression
    values : ndarray, shape (n, k)
    names : sequence of str, length k
        Names of the columns, among them the outcome and all predictors.
    """
    at = {name: i for i, name in enumerate(names)}
    x = values[:, [at[name] for name in regression.predictors]]
    return values[:, at[regression.outcome]] - regression.intercept - x @ regression.b


def durbin_watson(errors: np.ndarray) -> float:
    r"""Durbin-Watson statistic :math:`\sum (e_t - e_{t-1})^2 / \sum e_t^2` in the order of rows.

    Examples
    --------
    >>> round(durbin_watson(np.array([1.0, -1.0, 1.0, -1.0])), 6)
    3.0
    """
    return float((np.diff(errors) ** 2).sum() / (errors**2).sum())


def _inverse(rxx: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Inverse of the predictors' correlations, or the name of one that the others determine."""
    m = len(rxx)
    for i in range(1, m):
        others = rxx[:i, :i]
        explained = rxx[i, :i] @ np.linalg.lstsq(others, rxx[i, :i], rcond=None)[0]
        if 1 - explained < _TOLERANCE:
            raise MethodError(
                f"`{names[i]}` is determined by {', '.join(f'`{name}`' for name in names[:i])} "
                f"(tolerance {max(1 - explained, 0):.2g})",
                next_step="Leave one of them out.",
            )
    return cho_solve(cho_factor(rxx), np.eye(m))
