r"""Regression from rows of data, for what moments cannot give: more digits, leverage, HC3 errors.

The predictors are centred and scaled to length one and factored by Householder reflections,
:math:`X = QR`; then :math:`\beta = R^{-1} Q'y`, refined twice by its own residuals. Nothing is
squared on the way, so that a polynomial of degree ten keeps seven digits. With h the leverage of a
row and e its residual, the errors that stay right when the variance is not constant are

.. math:: V_{HC3} = (X'X)^{-1} X' \operatorname{diag}\left(\frac{e_i^2}{(1 - h_i)^2}\right)
          X (X'X)^{-1}.

Sources: Golub (1965), Numerische Mathematik 7, 206-216; MacKinnon and White (1985), Journal of
Econometrics 29, 305-325; Long and Ervin (2000), The American Statistician 54, 217-224.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import MethodError, SpecificationError
from .moments import Moments
from .regression_result import Errors, Regression, summarise, with_errors

__all__ = ["RowFit", "fit_rows", "refuse_decisive_rows", "regress_data", "robust_errors"]

_ROUNDING = 1e-12  # part of a centred column that its own rounding may have left behind
_WHOLE = 1e-10  # 1 - leverage of a row that alone decides about a coefficient
_REFINEMENTS = 2


@dataclass(frozen=True, slots=True, eq=False)
class RowFit:
    """A regression, and what it says of each row.

    Attributes
    ----------
    regression : Regression
        With classical errors.
    rows : ndarray of int, shape (n,)
        Places of the complete rows in the data, in their order.
    fitted, residuals : ndarray, shape (n,)
    leverage : ndarray, shape (n,)
        Diagonal of the hat matrix; SPSS prints it less 1/n.
    basis : ndarray, shape (n, m)
        Orthonormal basis of the centred predictors.
    weights : ndarray, shape (m + 1, m + 1)
        Turns ``[1 / sqrt(n), basis].T @ y`` into the intercept and `b`.
    """

    regression: Regression
    rows: np.ndarray
    fitted: np.ndarray
    residuals: np.ndarray
    leverage: np.ndarray
    basis: np.ndarray
    weights: np.ndarray


def regress_data(
    values: np.ndarray,
    names: Sequence[str],
    outcome: str,
    predictors: Sequence[str],
    *,
    level: float = 0.95,
    errors: Errors = "classical",
) -> Regression:
    """Regress one column of data on others, with an intercept.

    Parameters
    ----------
    values, names, outcome, predictors, level
        As for `fit_rows`.
    errors : {"classical", "HC3"}

    Raises
    ------
    SpecificationError
        As `fit_rows`, or if `errors` is neither.
    MethodError
        As `fit_rows`, and for HC3 if one row alone decides about a coefficient.

    Examples
    --------
    >>> data = np.array([[0.0, 1.0], [1.0, 2.0], [2.0, 6.0], [3.0, 5.0]])
    >>> found = regress_data(data, ("x", "y"), "y", ["x"], errors="HC3")
    >>> found.b.round(6).tolist(), found.se.round(6).tolist()
    ([1.6], [0.942857])
    """
    if errors not in {"classical", "HC3"}:
        raise SpecificationError(f"`errors` must be classical or HC3, got `{errors}`")
    fit = fit_rows(values, names, outcome, predictors, level=level)
    return robust_errors(fit) if errors == "HC3" else fit.regression


def fit_rows(
    values: np.ndarray,
    names: Sequence[str],
    outcome: str,
    predictors: Sequence[str],
    *,
    level: float = 0.95,
) -> RowFit:
    """Regress one column of data on others; rows with a missing value are left out (listwise).

    Parameters
    ----------
    values : ndarray, shape (n, k)
        NaN where missing.
    names : sequence of str, length k
    outcome : str
    predictors : sequence of str, length m
    level : float
        Confidence of the intervals.

    Raises
    ------
    SpecificationError
        If names and columns do not fit, a variable is unknown or named twice, or `level` is not
        between 0 and 1.
    MethodError
        If a value is infinite, there is no predictor, no residual degree of freedom is left, a
        variable does not vary, or a predictor is determined by the others.
    """
    chosen = (*predictors, outcome)
    data, rows = _complete(values, names, chosen)
    n, m = len(data), len(predictors)
    if m < 1 or n - m < 2:
        raise MethodError(
            f"{n} complete rows and {m} predictors leave {n - m - 1} degrees of freedom"
        )
    mean = data.mean(axis=0)
    centred = data - mean
    left = centred.mean(axis=0)  # what rounding left of the mean
    centred -= left
    length = _length(data, centred, chosen)
    x, y = centred[:, :m] / length[:m], centred[:, m] / length[m]
    q, r = np.linalg.qr(x)
    _refuse_determined(r, data, length, chosen)
    root = scipy.linalg.solve_triangular(r, np.eye(m))
    beta, error = np.zeros(m), y
    for _ in range(1 + _REFINEMENTS):
        beta = beta + scipy.linalg.solve_triangular(r, q.T @ error)
        error = y - x @ beta
    unexplained = float(error @ error)
    moments = Moments(n, chosen, mean + left, np.diag(length**2 / (n - 1)))
    regression = summarise(moments, beta=beta, root=root, unexplained=unexplained, level=level)
    residuals = error * length[m]
    return RowFit(
        regression=regression,
        rows=rows,
        fitted=data[:, m] - residuals,
        residuals=residuals,
        leverage=1 / n + (q**2).sum(axis=1),
        basis=q,
        weights=_weights(root, (mean + left)[:m], length[:m], n),
    )


def robust_errors(fit: RowFit) -> Regression:
    """Return the regression with HC3 standard errors.

    Raises
    ------
    MethodError
        If one row alone decides about a coefficient, so that no error is left in it.
    """
    refuse_decisive_rows(fit)
    scale = fit.residuals / (1 - fit.leverage)
    constant = np.full(len(scale), 1 / np.sqrt(len(scale)))
    weighted = np.column_stack([constant, fit.basis]) * scale[:, None]
    covariance = fit.weights @ (weighted.T @ weighted) @ fit.weights.T
    return with_errors(fit.regression, np.sqrt(np.diag(covariance)), "HC3")


def refuse_decisive_rows(fit: RowFit) -> None:
    """Refuse a fit that goes through a row because that row alone decides about a coefficient."""
    whole = fit.leverage > 1 - _WHOLE
    if whole.any():
        raise MethodError(
            f"Row {fit.rows[np.argmax(whole)] + 1} of the data alone decides about a coefficient "
            f"(leverage 1 for `{fit.regression.outcome}`), so its error cannot be known",
            next_step="Leave out the row, or the predictor in which it stands alone.",
        )


def _complete(
    values: np.ndarray, names: Sequence[str], chosen: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Columns of the chosen variables where none of them is missing, and the places of the rows."""
    if values.ndim != 2 or values.shape[1] != len(names):
        raise SpecificationError(
            f"`values` of shape {values.shape} do not fit {len(names)} names of columns"
        )
    at = {name: i for i, name in enumerate(names)}
    for i, name in enumerate(chosen):
        if name not in at:
            raise SpecificationError(f"There is no variable `{name}`")
        if name in chosen[:i]:
            raise SpecificationError(f"The variable `{name}` occurs twice")
    data = np.asarray(values[:, [at[name] for name in chosen]], dtype=float)
    if np.isinf(data).any():
        row, column = np.argwhere(np.isinf(data))[0]
        raise MethodError(f"`{chosen[column]}` is infinite in row {row + 1} of the data")
    present = ~np.isnan(data).any(axis=1)
    return data[present], np.flatnonzero(present)


def _length(data: np.ndarray, centred: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    constant = data.min(axis=0) == data.max(axis=0)
    if constant.any():
        raise MethodError(
            f"`{names[int(np.argmax(constant))]}` does not vary", next_step="Leave it out."
        )
    return np.sqrt((centred**2).sum(axis=0))


def _refuse_determined(
    r: np.ndarray, data: np.ndarray, length: np.ndarray, names: tuple[str, ...]
) -> None:
    """Refuse a predictor of which nothing but rounding is left when the others are taken out."""
    m = len(r)
    # A column far from zero against its spread has lost digits when it was centred.
    loss = np.sqrt((data[:, :m] ** 2).sum(axis=0)) / length[:m]
    own = np.abs(np.diag(r))
    determined = own < _ROUNDING * np.maximum.accumulate(loss)
    if determined.any():
        i = int(np.argmax(determined))
        raise MethodError(
            f"`{names[i]}` is determined by {', '.join(f'`{name}`' for name in names[:i])} "
            f"(tolerance {own[i] ** 2:.2g})",
            next_step="Leave one of them out.",
        )


def _weights(root: np.ndarray, mean: np.ndarray, length: np.ndarray, n: int) -> np.ndarray:
    m = len(root)
    weights = np.zeros((m + 1, m + 1))
    weights[1:, 1:] = root / length[:, None]
    weights[0, 0] = 1 / np.sqrt(n)
    weights[0, 1:] = -mean @ weights[1:, 1:]
    return weights
