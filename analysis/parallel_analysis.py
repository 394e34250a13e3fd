"""Horn's parallel analysis: the eigenvalues of data whose variables have nothing in common.

As many components are retained as leading eigenvalues exceed those of random data of the same
size, by a percentile or the mean of many replications. The data are the columns of the survey,
each permuted by itself (its distribution stays, its relations go), or normal draws.

Sources: Horn (1965), Psychometrika 30, 179-185; Buja and Eyuboglu (1992), Multivariate Behavioral
Research 27, 509-540, for permutations; Odell and Feiveson (1966), Journal of the American
Statistical Association 61, 199-203, for drawing covariance matrices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .moments import Moments, complete_rows, other_data

__all__ = ["ParallelAnalysis", "parallel_analysis"]

_BATCH = 64  # replications whose matrices are decomposed in one call; the answer does not see it


@dataclass(frozen=True, slots=True, eq=False)
class ParallelAnalysis:
    """Observed eigenvalues beside those of random data.

    Attributes
    ----------
    draws : {"permutation", "normal"}
    replications, seed : int
    percentile : float or None
        None compares with the mean.
    eigenvalues : ndarray, shape (k,)
        Observed, largest first.
    threshold : ndarray, shape (k,)
        Percentile (or mean) of each random eigenvalue.
    mean : ndarray, shape (k,)
        Mean of each random eigenvalue.
    count : int
        Leading eigenvalues above the threshold.
    """

    draws: Literal["permutation", "normal"]
    replications: int
    seed: int
    percentile: float | None
    eigenvalues: np.ndarray
    threshold: np.ndarray
    mean: np.ndarray
    count: int


def parallel_analysis(
    moments: Moments,
    *,
    seed: int,
    values: np.ndarray | None = None,
    replications: int = 1000,
    percentile: float | None = 95.0,
) -> ParallelAnalysis:
    """Compare the eigenvalues of a correlation matrix with those of random data.

    Parameters
    ----------
    moments : Moments
    seed : int
        Replication i draws from its own stream, derived from `seed` and i.
    values : ndarray, shape (n, k), optional
        The data behind `moments`, whose columns are permuted; rows with a missing value are left
        out. Normal draws if not given.
    replications : int
    percentile : float or None
        Above 0 and below 100; None compares with the mean, as Horn did.

    Raises
    ------
    SpecificationError
        If an option is out of range, or `values` are not the data of `moments`.
    MethodError
        If there are fewer than two people, or a variable does not vary.

    Notes
    -----
    Normal draws need no data: the covariance of n normal rows is drawn from its Wishart
    distribution, so a million people cost as much as a thousand.

    Examples
    --------
    >>> r = np.kron(np.eye(2), np.full((3, 3), 0.6)) + 0.4 * np.eye(6)
    >>> moments = Moments(200, tuple("abcdef"), np.zeros(6), r)
    >>> parallel_analysis(moments, seed=1, replications=50).count
    2
    """
    if replications < 1:
        raise SpecificationError(f"`replications` must be at least 1, got {replications}")
    if percentile is not None and not 0 < percentile < 100:
        raise SpecificationError(f"`percentile` must be between 0 and 100, got {percentile}")
    if seed < 0:
        raise SpecificationError(f"`seed` must not be negative, got {seed}")
    if moments.n < 2:
        raise MethodError(f"Parallel analysis needs at least two people, got {moments.n}")
    k = len(moments.names)
    observed = np.linalg.eigvalsh(moments.correlation)[::-1]
    standard = None if values is None else _standardised(values, moments)
    random = np.empty((replications, k))
    for start in range(0, replications, _BATCH):
        batch = range(start, min(start + _BATCH, replications))
        matrices = np.empty((len(batch), k, k))
        for at, i in enumerate(batch):
            rng = np.random.default_rng([seed, i])
            matrices[at] = (
                _normal(rng, moments.n, k) if standard is None else _permuted(rng, standard)
            )
        random[batch.start : batch.stop] = np.linalg.eigvalsh(matrices)[:, ::-1]
    mean = random.mean(axis=0)
    threshold = mean if percentile is None else np.percentile(random, percentile, axis=0)
    above = observed > threshold
    return ParallelAnalysis(
        draws="normal" if values is None else "permutation",
        replications=replications,
        seed=seed,
        percentile=percentile,
        eigenvalues=observed,
        threshold=threshold,
        mean=mean,
        count=k if above.all() else int(np.argmin(above)),
    )


def _standardised(values: np.ndarray, moments: Moments) -> np.ndarray:
    """Complete rows, standardised so that products are correlations; shape (k, n)."""
    x = complete_rows(values, moments)
    standard = ((x - moments.mean) / (moments.sd * np.sqrt(moments.n - 1))).T.copy()
    if len(x) != moments.n or not np.allclose(standard @ standard.T, moments.correlation):
        raise other_data(x, moments)
    return standard


def _permuted(rng: np.random.Generator, standard: np.ndarray) -> np.ndarray:
    """Correlations after each variable has been permuted by itself."""
    mixed = rng.permuted(standard, axis=1)
    return mixed @ mixed.T


def _normal(rng: np.random.Generator, n: int, k: int) -> np.ndarray:
    """Correlations of n draws of k independent normal variables."""
    if n - 1 < k:
        rows = rng.standard_normal((n, k))
        factor = (rows - rows.mean(axis=0)).T
    else:  # Cholesky factor of a Wishart matrix with n - 1 degrees of freedom
        factor = np.tril(rng.standard_normal((k, k)), -1)
        factor[np.diag_indices(k)] = np.sqrt(rng.chisquare(n - 1 - np.arange(k)))
    product = factor @ factor.T
    scale = np.sqrt(np.diag(product))
    return product / np.outer(scale, scale)
