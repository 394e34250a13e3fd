r"""The correlation that makes a two-way table of ordinal answers most likely, thresholds given.

The log-likelihood of a table n is :math:`\sum n_{ij} \ln \pi_{ij}(r)`. It is climbed for all tables
in step by Newton's method in Fisher's z, which knows no border; where a step would leave the
bracket in which the slope changes its sign, the bracket is halved instead.
"""

from __future__ import annotations

import numpy as np
import scipy

from .bivariate_normal import perfect_rectangles, rectangles

__all__ = ["latent_correlations"]

_STEP = 1e-10  # in Fisher's z; Newton's next step would be its square
_BOUND = 12.0  # in Fisher's z: a correlation of 1 - 1e-10
_STEPS = 100
_NEVER = 1e-300  # stands for a probability that underflows
_ROUNDING = 1e-12  # of shares; shares of whole answers differ by more


def latent_correlations(tables: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Estimate the correlation behind each of many tables.

    Parameters
    ----------
    tables : ndarray, shape (p, a, b)
        Counts, each with at least two rows and two columns that are not empty.
    rows, columns : ndarray, shape (p, a - 1) and (p, b - 1)
        Ascending thresholds of the two variables; they may repeat and be infinite.

    Returns
    -------
    ndarray, shape (p,)
        Exactly 1 or -1 where the likelihood has no maximum in between; NaN where none was found
        in 100 steps.

    Examples
    --------
    >>> cut = np.array([[0.0]])
    >>> latent_correlations(np.array([[[2.0, 1.0], [1.0, 2.0]]]), cut, cut).round(12).tolist()
    [0.5]
    """
    found = _perfect(tables, rows, columns)
    active = np.flatnonzero(found == 0)
    found[active] = np.nan
    tables, rows, columns = tables[active], rows[active], columns[active]
    z = np.arctanh(_start(tables, rows, columns))
    low, high = np.full(len(z), -_BOUND), np.full(len(z), _BOUND)
    for _ in range(_STEPS):
        slope, curvature = _score(tables, rows, columns, z)
        low, high = np.where(slope > 0, z, low), np.where(slope > 0, high, z)
        hollow = curvature < 0
        newton = z - slope / np.where(hollow, curvature, -1.0)
        safe = hollow & (low <= newton) & (newton <= high)
        best = np.where(safe, newton, (low + high) / 2)
        going = np.abs(best - z) > _STEP
        ready = best[~going]
        found[active[~going]] = np.where(np.abs(ready) > _BOUND - 1, np.sign(ready), np.tanh(ready))
        active, z, low, high = active[going], best[going], low[going], high[going]
        tables, rows, columns = tables[going], rows[going], columns[going]
        if not len(active):
            break
    return found


def _perfect(tables: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """1 or -1 where a table is what one variable cut twice gives, else 0."""
    total = tables.sum(axis=(1, 2))[:, None, None]
    result = np.zeros(len(tables))
    for sign in (1.0, -1.0):
        expected = perfect_rectangles(rows, columns, np.full(len(tables), sign))
        result[(np.abs(tables / total - expected) < _ROUNDING).all(axis=(1, 2))] = sign
    return result


def _start(tables: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Correlation of the mean scores of the categories, half corrected for their coarseness."""
    first, second = _mean_scores(rows), _mean_scores(columns)
    total = tables.sum(axis=(1, 2))
    covariance = np.einsum("pij,pi,pj->p", tables, first, second) / total
    spread = np.einsum("pij,pi->p", tables, first**2) * np.einsum("pij,pj->p", tables, second**2)
    spread /= total**2
    return np.clip((covariance / np.sqrt(spread) + covariance / spread) / 2, -0.95, 0.95)


def _mean_scores(cuts: np.ndarray) -> np.ndarray:
    """Mean of a standard normal variable between neighbouring thresholds, shape (p, width)."""
    edge = np.zeros((len(cuts), 1))
    density = np.hstack([edge, np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi), edge])
    share = np.diff(np.hstack([edge, scipy.special.ndtr(cuts), edge + 1]), axis=1)
    return -np.diff(density, axis=1) / np.where(share > 0, share, 1.0)


def _score(
    tables: np.ndarray, rows: np.ndarray, columns: np.ndarray, z: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """First and second derivative of the log-likelihood by Fisher's z."""
    r, free = np.tanh(z), np.cosh(z) ** -2
    found = rectangles(rows, columns, r)
    share = np.where(tables > 0, np.maximum(found.probability, _NEVER), np.inf)
    relative = found.slope / share
    slope = (tables * relative).sum(axis=(1, 2)) * free
    bend = (tables * (found.curvature / share - relative**2)).sum(axis=(1, 2))
    return slope, bend * free**2 - 2 * r * slope
