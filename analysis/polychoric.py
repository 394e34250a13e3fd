r"""Polychoric correlations: those of the normal variables behind ordinal answers.

An answer is in category c when a standard normal variable lies between two thresholds. The
thresholds follow from the cumulative shares of the answers; then, pair by pair, the correlation r
is the one that makes the two-way table most likely:

.. math:: \tau_c = \Phi^{-1}(F_c), \qquad
          \ell(r) = \sum_{ij} n_{ij} \ln \pi_{ij}(r)

with :math:`\pi_{ij}` the bivariate normal probability of a cell. Two items of two categories have
the tetrachoric correlation. All pairs are solved in step, by Newton's method inside a bracket.

Source: Olsson (1979), Psychometrika 44, 443-460 (two-step estimates).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import scipy

from ..survey.errors import MethodError, SpecificationError
from .latent_correlation import latent_correlations
from .moments import Moments
from .two_way_tables import MissingAnswers, two_way_tables

__all__ = ["Polychoric", "ThresholdSource", "polychoric", "smoothed"]

ThresholdSource = Literal["items", "pairs"]

_PAIRS = 4096  # solved at a time: their cells stay in the cache
_SMOOTH = 1e-12  # smallest eigenvalue that `smoothed` leaves as it is


@dataclass(frozen=True, slots=True, eq=False)
class Polychoric:
    """Polychoric correlations and the tables they rest on.

    Attributes
    ----------
    n : int
        Rows without a missing answer.
    names : tuple of str, length k
    correlation : ndarray, shape (k, k)
    pair_n : ndarray of int, shape (k, k)
        Answers in each pair's table; on the diagonal, of each item.
    thresholds : tuple of ndarray, length k
        Of each item, one less than it has categories.
    categories : tuple of ndarray of int, length k
        Answers that occur, ascending.
    empty_cells : ndarray of int, shape (k, k)
        Cells of each pair's table that nobody is in.
    perfect : tuple of (str, str)
        Pairs whose most likely correlation is exactly 1 or -1.
    smallest_eigenvalue : float
        Of `correlation`. Pairs are estimated one by one, so it can be negative.
    smoothing : float
        Largest change that `smoothed` made in a correlation; 0 as estimated.
    missing, thresholds_from, correct
        As they were asked for.
    """

    n: int
    names: tuple[str, ...]
    correlation: np.ndarray
    pair_n: np.ndarray
    thresholds: tuple[np.ndarray, ...]
    categories: tuple[np.ndarray, ...]
    empty_cells: np.ndarray
    perfect: tuple[tuple[str, str], ...]
    smallest_eigenvalue: float
    smoothing: float
    missing: MissingAnswers
    thresholds_from: ThresholdSource
    correct: float

    def moments(self) -> Moments:
        """Return moments of standardised variables that correlate so, with n complete rows.

        Raises
        ------
        MethodError
            If fewer than two rows are complete, which only pairwise tables survive.
        """
        if self.n < 2:
            raise MethodError(
                f"Moments need at least two complete rows, got {self.n}: the pairs of a pairwise "
                "table have no n in common"
            )
        return Moments(self.n, self.names, np.zeros(len(self.names)), self.correlation)


def polychoric(
    values: np.ndarray,
    names: Sequence[str],
    *,
    correct: float = 0.0,
    missing: MissingAnswers = "listwise",
    thresholds_from: ThresholdSource = "items",
) -> Polychoric:
    """Correlate ordinal items as the normal variables behind them.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        Whole numbers, NaN where missing. Categories are the numbers that occur in an item; items
        may differ in them.
    names : sequence of str, length k
    correct : float
        Answers counted in each empty cell of a table. 0 is maximum likelihood as it stands.
    missing : MissingAnswers
        ``"listwise"`` uses the complete rows, ``"pairwise"`` for each table the rows that answer
        both items.
    thresholds_from : ThresholdSource
        ``"items"``: all answers to an item; ``"pairs"``: the margins of each table, correction
        included.

    Raises
    ------
    SpecificationError
        If an option is not one of the above, or as `two_way_tables`.
    MethodError
        As `two_way_tables`.

    Notes
    -----
    psych's `polychoric` is ``thresholds_from="items"`` and has no correction where all items have
    the same categories, whatever its `correct`; else it is ``"pairs"``, with thresholds that do
    not count the corrections into the total, so that reversing an item changes its result.

    Examples
    --------
    >>> answers = np.repeat([[1, 1], [1, 2], [2, 1], [2, 2]], [30, 20, 20, 30], axis=0)
    >>> found = polychoric(answers, ("a", "b"))
    >>> found.correlation.round(6).tolist(), round(np.sin(np.pi / 2 * 0.2), 6)
    ([[1.0, 0.309017], [0.309017, 1.0]], np.float64(0.309017))
    """
    _refuse_options(correct, thresholds_from)
    answers = two_way_tables(values, names, missing=missing)
    names, k = answers.names, len(answers.names)
    i, j = np.triu_indices(k, 1)
    empty = answers.empty[i, j]
    tables = np.where(empty, correct, answers.counts[i, j])
    cuts = _thresholds(answers.frequencies)
    pairs = thresholds_from == "pairs"
    rows = _thresholds(tables.sum(axis=2)) if pairs else cuts[i]
    columns = _thresholds(tables.sum(axis=1)) if pairs else cuts[j]
    estimates = np.empty(len(i))
    for start in range(0, len(i), _PAIRS):
        block = slice(start, start + _PAIRS)
        estimates[block] = latent_correlations(tables[block], rows[block], columns[block])
    _refuse_unsolved(estimates, names, i, j)
    correlation = _symmetric(i, j, estimates, np.eye(k))
    return Polychoric(
        n=answers.n,
        names=names,
        correlation=correlation,
        pair_n=answers.pair_n,
        thresholds=tuple(
            own[: len(seen) - 1] for own, seen in zip(cuts, answers.categories, strict=True)
        ),
        categories=answers.categories,
        empty_cells=_symmetric(i, j, empty.sum(axis=(1, 2)), np.zeros((k, k), dtype=int)),
        perfect=tuple((names[i[p]], names[j[p]]) for p in np.flatnonzero(abs(estimates) == 1)),
        smallest_eigenvalue=float(np.linalg.eigvalsh(correlation)[0]),
        smoothing=0.0,
        missing=missing,
        thresholds_from=thresholds_from,
        correct=correct,
    )


def smoothed(found: Polychoric) -> Polychoric:
    """Replace a matrix that is not positive definite by one that is, as psych's `cor.smooth` does.

    Eigenvalues below 1e-12 become 1e-10, all are scaled to their old sum, and the matrix is put
    together again and divided into correlations. A positive definite matrix stays as it is.

    Examples
    --------
    >>> answers = np.array([[1, 1], [2, 2], [1, 1]])
    >>> found = smoothed(polychoric(answers, ("a", "b")))
    >>> found.smallest_eigenvalue > 0, found.smoothing < 1e-9
    (True, True)
    """
    values, vectors = np.linalg.eigh(found.correlation)
    if values[0] >= np.finfo(float).eps:
        return found
    values = np.where(values < _SMOOTH, 100 * _SMOOTH, values)
    covariance = (vectors * (values * len(values) / values.sum())) @ vectors.T
    scale = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(scale, scale)
    correlation = (correlation + correlation.T) / 2
    np.fill_diagonal(correlation, 1.0)
    return replace(
        found,
        correlation=correlation,
        smallest_eigenvalue=float(np.linalg.eigvalsh(correlation)[0]),
        smoothing=float(np.abs(correlation - found.correlation).max()),
    )


def _thresholds(margins: np.ndarray) -> np.ndarray:
    """Thresholds: normal quantiles of the cumulative shares, shape (p, width - 1)."""
    cumulative = np.cumsum(margins, axis=1)
    return scipy.special.ndtri(np.minimum(cumulative[:, :-1] / cumulative[:, -1:], 1.0))


def _symmetric(i: np.ndarray, j: np.ndarray, pairs: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Fill a matrix with one value a pair on either side of its diagonal."""
    matrix[i, j] = matrix[j, i] = pairs
    return matrix


def _refuse_unsolved(
    estimates: np.ndarray, names: tuple[str, ...], i: np.ndarray, j: np.ndarray
) -> None:
    """Name the first pair for which no correlation was found."""
    if np.isnan(estimates).any():
        p = int(np.argmax(np.isnan(estimates)))
        pair = f"`{names[i[p]]}` and `{names[j[p]]}`"
        raise MethodError(
            f"The polychoric correlation of {pair} did not converge",
            next_step="Join categories that few people chose.",
        )


def _refuse_options(correct: float, thresholds_from: str) -> None:
    """Say which option is not one of those there are."""
    if not 0 <= correct < np.inf:
        raise SpecificationError(f"`correct` must be 0 or a positive number, got {correct:g}")
    if thresholds_from not in get_args(ThresholdSource):
        raise SpecificationError(
            f"`thresholds_from` must be `items` or `pairs`, got `{thresholds_from}`"
        )
