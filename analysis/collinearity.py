r"""Collinearity diagnostics as SPSS prints them: condition indices and variance proportions.

The columns of the design, the constant among them, are scaled to length one but not centred. With
:math:`\lambda_k` and :math:`v_k` the eigenvalues and vectors of their cross products, dimension k
has the condition index :math:`\sqrt{\lambda_1 / \lambda_k}`, and of the variance of coefficient j
the proportion

.. math:: \pi_{kj} = \frac{v_{jk}^2 / \lambda_k}{\sum_l v_{jl}^2 / \lambda_l}.

Tolerance and VIF stand in the regression itself. Source: Belsley, Kuh and Welsch (1980),
Regression Diagnostics, chapter 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..survey.errors import MethodError
from .moments import Moments

__all__ = ["CONDITION_LIMIT", "PROPORTION_LIMIT", "Collinearity", "collinearity"]

CONDITION_LIMIT = 30.0  # index from which Belsley calls a dependency strong
PROPORTION_LIMIT = 0.5  # share of its variance from which a coefficient takes part in one
_SINGULAR = 1e-13  # smallest eigenvalue, against the largest, that still has right digits


@dataclass(frozen=True, slots=True, eq=False)
class Collinearity:
    """SPSS's table "Collinearity Diagnostics", one row a dimension.

    Attributes
    ----------
    predictors : tuple of str, length m
    eigenvalues : ndarray, shape (m + 1,)
        Largest first; they sum to m + 1.
    condition_index : ndarray, shape (m + 1,)
    proportions : ndarray, shape (m + 1, m + 1)
        Dimensions by coefficients, the constant first; columns sum to 1.
    strong : ndarray of bool, shape (m + 1,)
        Dimensions at or above `condition_limit` in which at least two coefficients have more than
        `proportion_limit` of their variance.
    condition_limit, proportion_limit : float
    """

    predictors: tuple[str, ...]
    eigenvalues: np.ndarray
    condition_index: np.ndarray
    proportions: np.ndarray
    strong: np.ndarray
    condition_limit: float
    proportion_limit: float


def collinearity(
    moments: Moments,
    predictors: Sequence[str],
    *,
    condition_limit: float = CONDITION_LIMIT,
    proportion_limit: float = PROPORTION_LIMIT,
) -> Collinearity:
    """Diagnose the collinearity of some predictors with each other and with the constant.

    Parameters
    ----------
    moments : Moments
        With real means: those of a correlation matrix would make every predictor orthogonal to
        the constant.
    predictors : sequence of str, length m
    condition_limit, proportion_limit : float

    Raises
    ------
    SpecificationError
        If a variable is not in `moments` or is named twice.
    MethodError
        If there is no predictor, one does not vary, or one is determined by the others.

    Examples
    --------
    >>> c = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> found = collinearity(Moments(50, ("a", "b"), np.array([0.0, 0.0]), c), ("a", "b"))
    >>> found.condition_index.tolist(), found.strong.any()
    ([1.0, 1.0, 1.0], np.False_)
    """
    chosen = moments.select(predictors)
    if not chosen.names:
        raise MethodError("Collinearity diagnostics need at least one predictor")
    if not (chosen.sd > 0).all():
        raise MethodError(
            f"`{chosen.names[int(np.argmin(chosen.sd))]}` does not vary", next_step="Leave it out."
        )
    products = chosen.covariance * (chosen.n - 1) / chosen.n + np.outer(chosen.mean, chosen.mean)
    design = np.block([[np.ones((1, 1)), chosen.mean[None]], [chosen.mean[:, None], products]])
    length = np.sqrt(np.diag(design))
    values, vectors = np.linalg.eigh(design / np.outer(length, length))
    values, vectors = values[::-1], vectors[:, ::-1]
    if values[-1] <= _SINGULAR * values[0]:
        tied = ", ".join(f"`{name}`" for name in _tied(vectors[1:, -1], chosen.names))
        raise MethodError(
            f"The predictors determine each other or the constant: {tied}",
            next_step="Leave one of them out.",
        )
    parts = vectors**2 / values
    proportions = (parts / parts.sum(axis=1, keepdims=True)).T
    index = np.sqrt(values[0] / values)
    shared = (proportions > proportion_limit).sum(axis=1) >= 2
    return Collinearity(
        predictors=chosen.names,
        eigenvalues=values,
        condition_index=index,
        proportions=proportions,
        strong=(index >= condition_limit) & shared,
        condition_limit=condition_limit,
        proportion_limit=proportion_limit,
    )


def _tied(vector: np.ndarray, names: tuple[str, ...]) -> list[str]:
    return [names[i] for i in np.flatnonzero(np.abs(vector) > 0.1)]
