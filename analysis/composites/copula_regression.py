"""Regressions with copula terms, of all people and of bootstrap resamples, in batches.

Cross-products of scores come from counts by one matrix product; those of terms, which change from
resample to resample, by products of whole batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .bootstrap_draws import BLOCK, counts
from .copula_terms import Distribution, copula_terms
from .pls_regression import regression

__all__ = ["CopulaRegressions", "copula_regressions"]

_CELLS = 1_000_000  # terms held at a time: resamples of a batch times people


@dataclass(frozen=True, slots=True, eq=False)
class CopulaRegressions:
    """Regressions of an outcome on m predictors and the terms of some of them.

    Attributes
    ----------
    estimates : list of ndarray, shape (m + terms,)
        One a set of terms; NaN if variables determine each other.
    r_squared : list of float
    draws : list of ndarray, shape (m + terms, resamples)
        NaN in resamples in which variables determine each other.
    correlation : ndarray, shape (s,)
        Of each suspected predictor with its term.
    """

    estimates: list[np.ndarray]
    r_squared: list[float]
    draws: list[np.ndarray]
    correlation: np.ndarray


def copula_regressions(
    values: np.ndarray,
    suspected: Sequence[int],
    sets: Sequence[tuple[int, ...]],
    *,
    resamples: int,
    seed: int,
    distribution: Distribution,
) -> CopulaRegressions:
    """Estimate the regressions with each set of terms.

    Parameters
    ----------
    values : ndarray, shape (n, m + 1)
        Predictors, then the outcome.
    suspected : sequence of int, length s
        Predictors with a term.
    sets : sequence of tuple of int
        Terms in each regression, by place in `suspected`.
    resamples, seed : int
    distribution : {"ranks", "steps"}
    """
    n, m = len(values), values.shape[1] - 1
    x = values - values.mean(axis=0)
    whole = _covariances(x, np.ones((1, n), dtype=int), suspected, distribution)
    step = max(1, _CELLS // n)
    parts = [
        _covariances(
            x, _counts(seed, first, min(first + step, resamples), n), suspected, distribution
        )
        for first in range(0, resamples, step)
    ]
    drawn = np.concatenate(parts, axis=-1)
    estimates = [_coefficients(whole, m, terms) for terms in sets]
    places = np.arange(len(suspected)) + m + 1
    shared = whole[list(suspected), places, 0]
    spread = whole[list(suspected), list(suspected), 0] * whole[places, places, 0]
    return CopulaRegressions(
        [beta[:, 0] for beta, _ in estimates],
        [float(r_squared[0]) for _, r_squared in estimates],
        [_coefficients(drawn, m, terms)[0] for terms in sets],
        shared / np.sqrt(spread),
    )


def _counts(seed: int, first: int, last: int, n: int) -> np.ndarray:
    """How often all people stand in some resamples, shape (last - first, n)."""
    blocks = range(-(-n // BLOCK))
    with np.errstate(over="ignore"):  # numbers of blocks are hashed; overflow is meant
        return np.concatenate([counts(seed, first, last, n, block) for block in blocks], axis=1)


def _covariances(
    x: np.ndarray, drawn: np.ndarray, suspected: Sequence[int], distribution: Distribution
) -> np.ndarray:
    """Covariances of predictors, outcome and terms, shape (q, q, B); divided by n."""
    n, own = x.shape
    q, weights = own + len(suspected), drawn.astype(float)
    sums, products = np.empty((q, len(drawn))), np.empty((q, q, len(drawn)))
    sums[:own] = (weights @ x).T
    pairs = np.triu_indices(own)
    products[pairs] = (weights @ (x[:, pairs[0]] * x[:, pairs[1]])).T
    terms = [copula_terms(x[:, i], drawn, distribution=distribution) for i in suspected]
    for place, term in enumerate(terms, own):
        weighted = weights * term
        sums[place] = weighted.sum(axis=1)
        products[:own, place] = (weighted @ x).T
        for other in range(own, place + 1):
            products[other, place] = np.einsum("bn,bn->b", weighted, terms[other - own])
    low, high = np.tril_indices(q, -1)
    products[low, high] = products[high, low]
    return products / n - sums[:, None] * sums[None] / n**2


def _coefficients(
    covariances: np.ndarray, m: int, terms: tuple[int, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients of predictors and terms, shape (m + terms, B), and R squared, shape (B,)."""
    chosen = [*range(m), *(m + 1 + i for i in terms), m]
    c = covariances[np.ix_(chosen, chosen)]
    variance = np.einsum("iiB->iB", c)
    sd = np.sqrt(np.where(variance > 0, variance, np.nan))
    found = regression(c / sd[:, None] / sd[None])
    beta = found.beta * sd[-1] / sd[:-1]
    return np.where(found.singular, np.nan, beta), 1 - found.unexplained
