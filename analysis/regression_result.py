"""What a regression says, however it was solved: model summary, table of variance, coefficients."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import scipy

from ..survey.errors import MethodError, SpecificationError
from .hypotheses import Path
from .moments import Moments

__all__ = ["Errors", "Regression", "summarise", "with_errors"]

Errors = Literal["classical", "HC3"]


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
        Infinite and 0 where the fit is exact.
    intercept, intercept_se, intercept_t, intercept_p : float
    intercept_lower, intercept_upper : float
    b, se, beta, t, p : ndarray, shape (m,)
        Coefficients, standard errors, standardised coefficients, t and two-sided p. Where the fit
        is exact, t is infinite, and NaN for a coefficient of zero.
    lower, upper : ndarray, shape (m,)
        Confidence interval of `b` at `level`.
    level : float
    tolerance, vif : ndarray, shape (m,)
    errors : Errors
        Where the standard errors, and what follows from them, come from; `f` and `f_p` are the
        classical ones always.
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
    intercept_lower: float
    intercept_upper: float
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
    errors: Errors

    @property
    def paths(self) -> tuple[Path, ...]:
        """Standardised coefficients with their t and p, for `aqyl.analysis.hypotheses.judge`."""
        rows = zip(self.predictors, self.beta, self.t, self.p, strict=True)
        return tuple(
            Path(name, self.outcome, float(beta), float(t), float(p)) for name, beta, t, p in rows
        )


def summarise(
    moments: Moments, *, beta: np.ndarray, root: np.ndarray, unexplained: float, level: float
) -> Regression:
    """Make the tables of a regression that has been solved.

    Parameters
    ----------
    moments : Moments
        Of the m predictors, in order, and then the outcome.
    beta : ndarray, shape (m,)
        Standardised coefficients.
    root : ndarray, shape (m, m)
        ``root @ root.T`` is the inverse of the predictors' correlation matrix.
    unexplained : float
        1 - R squared.
    level : float

    Raises
    ------
    SpecificationError
        If `level` is not between 0 and 1.
    MethodError
        If there is no predictor or no residual degree of freedom.
    """
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must lie between 0 and 1, got {level:g}")
    n, m = moments.n, len(beta)
    df = n - m - 1
    if m < 1 or df < 1:
        raise MethodError(f"{n} observations and {m} predictors leave {df} degrees of freedom")
    mean, sd_y = moments.mean, float(moments.sd[m])
    sd = moments.sd[:m]
    total = (n - 1) * sd_y**2
    residual = total * unexplained
    mean_square = residual / df
    b, vif = beta * sd_y / sd, (root**2).sum(axis=1)
    estimate = np.append(mean[m] - b @ mean[:m], b)
    distance = root.T @ (mean[:m] / sd)
    se = np.sqrt(
        mean_square * np.append(1 / n + distance @ distance / (n - 1), vif / (n - 1) / sd**2)
    )
    t, p, lower, upper = _inference(estimate, se, df, level)
    with np.errstate(divide="ignore"):
        f = float(np.divide((total - residual) / m, mean_square))
    return Regression(
        outcome=moments.names[m],
        predictors=moments.names[:m],
        n=n,
        r=float(np.sqrt(max(1 - unexplained, 0.0))),  # rounding may pass zero
        r_squared=1 - unexplained,
        adjusted_r_squared=1 - unexplained * (n - 1) / df,
        standard_error=float(np.sqrt(mean_square)),
        regression_ss=total - residual,
        residual_ss=residual,
        total_ss=total,
        df_model=m,
        df_residual=df,
        f=f,
        f_p=float(scipy.stats.f.sf(f, m, df)),
        intercept=float(estimate[0]),
        intercept_se=float(se[0]),
        intercept_t=float(t[0]),
        intercept_p=float(p[0]),
        intercept_lower=float(lower[0]),
        intercept_upper=float(upper[0]),
        b=b,
        se=se[1:],
        beta=beta,
        t=t[1:],
        p=p[1:],
        lower=lower[1:],
        upper=upper[1:],
        level=level,
        tolerance=1 / vif,
        vif=vif,
        errors="classical",
    )


def with_errors(regression: Regression, se: np.ndarray, errors: Errors) -> Regression:
    """Return the regression with other standard errors, and the t, p and intervals they give.

    Parameters
    ----------
    regression : Regression
    se : ndarray, shape (m + 1,)
        Of the intercept, then of `b`.
    errors : Errors
        What they are.
    """
    estimate = np.append(regression.intercept, regression.b)
    t, p, lower, upper = _inference(estimate, se, regression.df_residual, regression.level)
    return replace(
        regression,
        intercept_se=float(se[0]),
        intercept_t=float(t[0]),
        intercept_p=float(p[0]),
        intercept_lower=float(lower[0]),
        intercept_upper=float(upper[0]),
        se=se[1:],
        t=t[1:],
        p=p[1:],
        lower=lower[1:],
        upper=upper[1:],
        errors=errors,
    )


def _inference(
    estimate: np.ndarray, se: np.ndarray, df: int, level: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore"):
        t = estimate / se
    p = 2 * scipy.stats.t.sf(np.abs(t), df)
    half = scipy.stats.t.ppf((1 + level) / 2, df) * se
    return t, p, estimate - half, estimate + half
