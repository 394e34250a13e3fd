r"""Regressions of standardised constructs on each other, for many resamples at once.

A sweep of the correlation matrix of the m predictors and the outcome leaves the coefficients
:math:`\beta = R_{xx}^{-1} r_{xy}`, the unexplained share :math:`1 - R^2` and the inverse. Resamples
run along the last axis.

Source: Goodnight (1979), The American Statistician 33, 149-158.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Swept", "inverse", "regression"]

_TOLERANCE = 1e-10  # 1 - R squared of a variable on those before it, below which it is determined


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """A regression in each of B resamples.

    Attributes
    ----------
    beta : ndarray, shape (m, B)
    unexplained : ndarray, shape (B,)
    inverse_diagonal : ndarray, shape (m, B)
        Of the predictors' correlations: their variance inflation factors.
    singular : ndarray of bool, shape (B,)
        A predictor is determined by the others; the numbers mean nothing.
    """

    beta: np.ndarray
    unexplained: np.ndarray
    inverse_diagonal: np.ndarray
    singular: np.ndarray


def regression(correlation: np.ndarray) -> Swept:
    """Regress the last variable on all others.

    Parameters
    ----------
    correlation : ndarray, shape (m + 1, m + 1, B)

    Examples
    --------
    >>> r = np.array([[1.0, 0.5, 0.6], [0.5, 1.0, 0.6], [0.6, 0.6, 1.0]])[:, :, None]
    >>> found = regression(r)
    >>> found.beta.round(6).tolist(), found.unexplained.round(6).tolist()
    ([[0.4], [0.4]], [0.52])
    """
    m = len(correlation) - 1
    swept, singular = _sweep(correlation, m)
    diagonal = swept[np.arange(m), np.arange(m)]
    return Swept(swept[:m, m], swept[m, m], diagonal, singular)


def inverse(correlation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Invert correlation matrices of shape (m, m, B); the second array says which are singular."""
    return _sweep(correlation, len(correlation))


def _sweep(matrix: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Sweep the first variables of a copy."""
    a = matrix.copy()
    singular = np.zeros(a.shape[-1], dtype=bool)
    for p in range(count):
        # Written so that NaN counts as singular; one keeps the arithmetic quiet.
        bad = ~(a[p, p] > _TOLERANCE)
        singular |= bad
        pivot = np.where(bad, 1.0, a[p, p])
        row, column = a[p] / pivot, a[:, p].copy()
        a -= column[:, None] * row
        a[p] = row
        a[:, p] = -column / pivot
        a[p, p] = 1 / pivot
    return a, singular
