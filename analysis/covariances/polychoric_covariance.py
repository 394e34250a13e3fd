r"""How exactly polychoric correlations are known: their covariances over samples.

A correlation moves with each person by what the person's score adds, less what the person moves in
the thresholds that it rests on. With s the scores of a pair in its correlation and t those in its
thresholds, :math:`\tau` the scores of single items in their thresholds, and sums over people,

.. math:: f = \frac{s - (\sum s t') (\sum \tau \tau')^{-1} \tau}{\sum s^2}, \qquad
          \operatorname{cov} = \sum f f'.

Source: Muthen (1984), Psychometrika 49, 115-132.
"""

from __future__ import annotations

import numpy as np
import scipy

from ...survey.errors import MethodError
from ..bivariate_normal import rectangles
from ..polychoric import Polychoric

__all__ = ["polychoric_covariance"]

_BOUND = 1 - 1e-9  # of a correlation: at 1 nothing is smooth


def polychoric_covariance(values: np.ndarray, found: Polychoric) -> np.ndarray:
    """Covariance matrix of the estimates of all pairs of items.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        The answers behind `found`, complete.
    found : Polychoric
        With thresholds from items and no correction.

    Returns
    -------
    ndarray, shape (k (k - 1) / 2, k (k - 1) / 2)
        Pairs in the order of ``np.triu_indices(k, 1)``.

    Raises
    ------
    MethodError
        If a pair correlates perfectly.

    Examples
    --------
    >>> from aqyl.analysis.polychoric import polychoric
    >>> answers = np.repeat([[1, 1], [1, 2], [2, 1], [2, 2]], [30, 20, 20, 30], axis=0)
    >>> polychoric_covariance(answers, polychoric(answers, ("a", "b"))).round(5).tolist()
    [[0.02143]]
    """
    k = len(found.names)
    i, j = np.triu_indices(k, 1)
    r = found.correlation[i, j]
    _refuse_perfect(found, np.abs(r), i, j)
    codes = np.column_stack(
        [np.searchsorted(seen, values[:, c]) for c, seen in enumerate(found.categories)]
    )
    width = max(len(cut) for cut in found.thresholds)
    cuts = np.full((k, width), np.inf)
    for own, cut in zip(cuts, found.thresholds, strict=True):
        own[: len(cut)] = cut
    influence = [_threshold_influence(codes[:, c], cuts[c]) for c in range(k)]
    cells = rectangles(cuts[i], cuts[j], r)
    rows = _threshold_slopes(cuts[i], cuts[j], r)
    columns = _threshold_slopes(cuts[j], cuts[i], r).transpose(0, 1, 3, 2)
    result = np.empty((len(codes), len(r)))
    for p, (a, b) in enumerate(zip(i, j, strict=True)):
        where = codes[:, a], codes[:, b]
        chance = cells.probability[p][where]
        score = cells.slope[p][where] / chance
        moved = np.zeros(len(codes))
        for side, item in ((rows, a), (columns, b)):
            inside = side[p][:, where[0], where[1]] / chance  # (width, n)
            moved += influence[item] @ (inside @ score)
        result[:, p] = (score - moved) / (score @ score)
    return result.T @ result


def _refuse_perfect(found: Polychoric, size: np.ndarray, i: np.ndarray, j: np.ndarray) -> None:
    """Name a pair whose answers leave no room for error."""
    p = int(np.argmax(size))
    if size[p] > _BOUND:
        raise MethodError(
            f"The polychoric correlation of `{found.names[i[p]]}` and `{found.names[j[p]]}` is "
            "perfect, so it has no standard error",
            next_step="Leave one of them out, or join categories that few people chose.",
        )


def _density(x: np.ndarray) -> np.ndarray:
    """Density of the normal distribution; zero at infinity."""
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


def _threshold_influence(code: np.ndarray, cut: np.ndarray) -> np.ndarray:
    """How far each person moves the thresholds of an item, shape (n, width)."""
    width = len(cut)
    share = np.bincount(code, minlength=width + 1) / len(code)
    density = _density(np.where(np.isfinite(cut), cut, 40.0))
    # The share up to a threshold is a mean over people, and the threshold its normal quantile.
    below = (code[:, None] <= np.arange(width)) - np.cumsum(share)[:width]
    moved = np.divide(below, density, out=np.zeros_like(below), where=np.isfinite(cut))
    return moved / len(code)


def _threshold_slopes(own: np.ndarray, other: np.ndarray, r: np.ndarray) -> np.ndarray:
    """Differentiate the cells by the thresholds of the first variable.

    Returns
    -------
    ndarray, shape (pairs, width, width + 1, width + 1)
        Threshold, category of the first, category of the second variable.
    """
    width = own.shape[1]
    root = np.sqrt(1 - r**2)[:, None, None]
    at = np.where(np.isfinite(own), own, 40.0)[:, :, None]
    inside = scipy.special.ndtr((other[:, None, :] - r[:, None, None] * at) / root)
    bordered = np.concatenate(
        [np.zeros((*inside.shape[:2], 1)), inside, np.ones((*inside.shape[:2], 1))], axis=2
    )
    strip = _density(at) * np.diff(bordered, axis=2)
    found = np.zeros((len(r), width, width + 1, width + 1))
    for t in range(width):
        found[:, t, t] = strip[:, t]
        found[:, t, t + 1] = -strip[:, t]
    return found
