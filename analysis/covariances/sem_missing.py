r"""Samples with missing answers, and the means and covariances most likely behind them.

The saturated model is fitted by the EM algorithm: missing answers are replaced by their expectation
given the answers there are, with the covariance that this leaves out added. It ends when no mean or
covariance moves by more than 1e-10 standard units; steps are stretched by squared extrapolation,
which halves them a few times over.

Sources: Dempster, Laird and Rubin (1977), Journal of the Royal Statistical Society B 39, 1-38;
Varadhan and Roland (2008), Scandinavian Journal of Statistics 35, 335-353.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...survey.errors import MethodError
from ..moments import Moments
from .sem_sample import Pattern, Sample, patterns_of, refuse_singular, rows_of

__all__ = ["incomplete_sample"]

_STEPS = 2000
_STILL = 1e-10


def incomplete_sample(data: np.ndarray, items: Sequence[str], names: Sequence[str]) -> Sample:
    """Take all rows with at least one answer, for full information maximum likelihood.

    Raises
    ------
    SpecificationError
        As `rows_of`.
    MethodError
        As `sample_of`, or if two items are never answered together, or EM does not end.

    Examples
    --------
    >>> rows = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0], [4.0, np.nan]])
    >>> found = incomplete_sample(rows, ("a", "b"), ("a", "b"))
    >>> found.n, found.mean.round(6).tolist()
    (4, [2.5, 2.25])
    """
    rows = rows_of(data, items, names)
    rows = rows[~np.isnan(rows).all(axis=1)]
    _refuse_empty(rows, items)
    centre, spread = np.nanmean(rows, axis=0), np.nanstd(rows, axis=0)
    patterns = patterns_of((rows - centre) / spread)
    mean, covariance = _most_likely(patterns, len(items))
    refuse_singular(Moments(len(rows), tuple(items), mean, covariance))
    return Sample(
        n=len(rows),
        names=tuple(items),
        patterns=patterns_of(rows),
        mean=centre + spread * mean,
        covariance=covariance * np.outer(spread, spread),
        rows=rows,
    )


def _most_likely(patterns: Sequence[Pattern], p: int) -> tuple[np.ndarray, np.ndarray]:
    """Means and covariances of the saturated model, in standard units."""
    now = _pack(np.zeros(p), np.eye(p))
    for _ in range(_STEPS):
        first = _step(patterns, now, p)
        second = _step(patterns, first, p)
        change, bend = first - now, second - 2 * first + now
        if np.abs(second - first).max() < _STILL:
            return _unpack(second, p)
        length = max(np.linalg.norm(change) / max(np.linalg.norm(bend), 1e-300), 1.0)
        stretched = now + 2 * length * change + length**2 * bend
        proper = np.linalg.eigvalsh(_unpack(stretched, p)[1])[0] > 1e-8
        now = _step(patterns, stretched, p) if proper else second
    raise MethodError(
        f"The covariances behind the missing answers were not found in {_STEPS} steps of EM",
        next_step="Leave out items that few people answered, or take complete rows.",
    )


def _step(patterns: Sequence[Pattern], packed: np.ndarray, p: int) -> np.ndarray:
    """One step of EM."""
    mean, covariance = _unpack(packed, p)
    total, first, second = 0.0, np.zeros(p), np.zeros((p, p))
    for pattern in patterns:
        seen = pattern.seen
        missing = np.setdiff1d(np.arange(p), seen)
        guess = np.zeros((p, len(seen)))
        guess[seen] = np.eye(len(seen))
        own = covariance[np.ix_(seen, seen)]
        left = np.zeros((p, p))
        if len(missing):
            cross = covariance[np.ix_(missing, seen)]
            guess[missing] = np.linalg.solve(own, cross.T).T
            box = np.ix_(missing, missing)
            left[box] = covariance[box] - guess[missing] @ cross.T
        d = mean + guess @ (pattern.mean - mean[seen])
        total += pattern.weight
        first += pattern.weight * d
        second += pattern.weight * (guess @ pattern.covariance @ guess.T + np.outer(d, d) + left)
    mean = first / total
    return _pack(mean, second / total - np.outer(mean, mean))


def _pack(mean: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """Means and covariances in a row."""
    return np.concatenate([mean, covariance.ravel()])


def _unpack(packed: np.ndarray, p: int) -> tuple[np.ndarray, np.ndarray]:
    """Undo `_pack`."""
    covariance = packed[p:].reshape(p, p)
    return packed[:p], (covariance + covariance.T) / 2


def _refuse_empty(rows: np.ndarray, items: Sequence[str]) -> None:
    """Name the item, or the pair of items, about which the answers say nothing."""
    present = ~np.isnan(rows)
    for j, item in enumerate(items):
        if len(np.unique(rows[present[:, j], j])) < 2:
            raise MethodError(
                f"`{item}` does not vary, so it has no correlation", next_step="Leave it out."
            )
    together = present.T.astype(float) @ present
    if not together.all():
        i, j = np.argwhere(together == 0)[0]
        raise MethodError(
            f"Nobody answered both `{items[i]}` and `{items[j]}`, so their covariance is unknown",
            next_step="Leave one of them out.",
        )
