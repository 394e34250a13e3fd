r"""Multiple linear regression as SPSS prints it: model summary, ANOVA, coefficients, collinearity.

Works from `Moments`, on standardised variables, so that units cost no digits:
:math:`\beta = R_{xx}^{-1} r_{xy}` by a Cholesky factor, :math:`b_j = \beta_j s_y / s_j`. A
predictor that the others determine is refused, not dropped. Where moments are too coarse,
`aqyl.analysis.regression_rows` works from the rows of the data.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy

from ..survey.errors import MethodError
from .moments import Moments
from .regression_result import Regression, summarise

__all__ = ["Regression", "durbin_watson", "regress", "residuals"]

_TOLERANCE = 1e-10  # 1 - R squared of a predictor on the others, below which it is refused
_IMPOSSIBLE = 1e-6  # excess of R squared over 1 that rounding cannot explain


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
        If a variable is not in `moments` or is named twice, or `level` is not between 0 and 1.
    MethodError
        If there is no predictor, a variable does not vary, no residual degree of freedom is left,
        a predictor is determined by the others, or the correlations contradict each other.

    Examples
    --------
    >>> c = np.array([[4.0, 2.0], [2.0, 9.0]])
    >>> found = regress(Moments(102, ("x", "y"), np.array([1.0, 5.0]), c), "y", ["x"])
    >>> found.b.tolist(), found.intercept, round(found.r_squared, 6)
    ([0.5], 4.5, 0.111111)
    """
    chosen = moments.select([*predictors, outcome])
    m = len(predictors)
    if m < 1 or moments.n - m < 2:
        raise MethodError(
            f"{moments.n} observations and {m} predictors leave {moments.n - m - 1} degrees of "
            "freedom"
        )
    correlation = chosen.correlation
    rxx, rxy = correlation[:m, :m], correlation[:m, m]
    root = _root(rxx, chosen.names)
    beta = root @ (root.T @ rxy)
    # One refinement step wins back the digits that a nearly collinear matrix costs.
    beta = beta + root @ (root.T @ (rxy - rxx @ beta))
    unexplained = float(1 - beta @ rxy)
    if unexplained < -_IMPOSSIBLE:
        raise MethodError(
            f"No data have these correlations: R squared of `{outcome}` would be "
            f"{1 - unexplained:.3g}",
            next_step="Check them, and that all rest on the same people.",
        )
    unexplained = float(np.clip(unexplained, 0.0, 1.0))  # what is left is rounding
    return summarise(chosen, beta=beta, root=root, unexplained=unexplained, level=level)


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

    Raises
    ------
    MethodError
        If all errors are zero.

    Examples
    --------
    >>> round(durbin_watson(np.array([1.0, -1.0, 1.0, -1.0])), 6)
    3.0
    """
    squares = float((errors**2).sum())
    if squares == 0:
        raise MethodError("The Durbin-Watson statistic is not defined: all residuals are zero")
    return float((np.diff(errors) ** 2).sum()) / squares


def _root(rxx: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Root A of the inverse A A' of the correlations, or the name of a predictor to leave out."""
    m = len(rxx)
    for i in range(1, m):
        others = rxx[:i, :i]
        explained = rxx[i, :i] @ np.linalg.lstsq(others, rxx[i, :i], rcond=None)[0]
        if explained - 1 > _IMPOSSIBLE:
            raise MethodError(
                f"No data have these correlations: `{names[i]}` contradicts "
                f"{', '.join(f'`{name}`' for name in names[:i])}",
                next_step="Check them, and that all rest on the same people.",
            )
        if 1 - explained < _TOLERANCE:
            raise MethodError(
                f"`{names[i]}` is determined by {', '.join(f'`{name}`' for name in names[:i])} "
                f"(tolerance {max(1 - explained, 0):.2g})",
                next_step="Leave one of them out.",
            )
    return scipy.linalg.solve_triangular(
        scipy.linalg.cholesky(rxx, lower=True), np.eye(m), lower=True
    ).T
