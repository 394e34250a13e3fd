r"""How many components to retain: Kaiser, elbow of the scree, parallel analysis, Velicer's MAP.

- Kaiser: eigenvalues of the correlation matrix above 1.
- elbow: those before the place where the scree plot bends most, by the acceleration factor
  :math:`\lambda_{i-1} - 2 \lambda_i + \lambda_{i+1}`.
- parallel: leading eigenvalues above those of data without any relation (`parallel_analysis`).
- MAP: the number of components whose removal leaves the smallest mean squared partial
  correlation; the revised test takes the fourth power.

Sources: Kaiser (1960), Educational and Psychological Measurement 20, 141-151; Raiche et al.
(2013), Methodology 9, 23-29; Velicer (1976), Psychometrika 41, 321-327; Velicer, Eaton and Fava
(2000), in Goffin and Helmes, Problems and Solutions in Human Assessment, 41-71.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .moments import Moments
from .parallel_analysis import ParallelAnalysis, parallel_analysis

__all__ = [
    "MinimumAveragePartial",
    "Retention",
    "RetentionRule",
    "elbow",
    "kaiser",
    "minimum_average_partial",
    "retention",
]

RetentionRule = Literal["kaiser", "elbow", "parallel", "map", "map_fourth", "fixed"]

_NOTHING_LEFT = 1e-10  # residual variance at which an item has no partial correlations


@dataclass(frozen=True, slots=True, eq=False)
class MinimumAveragePartial:
    """Velicer's MAP.

    Attributes
    ----------
    squared, fourth : ndarray, shape (s,)
        Mean squared and mean fourth power of the partial correlations after 0, 1, ..., s - 1
        components; s is k - 1, or less where a component leaves an item no variance.
    count, count_fourth : int
        Where the curves are lowest; 0 means that nothing is shared.
    """

    squared: np.ndarray
    fourth: np.ndarray
    count: int
    count_fourth: int


@dataclass(frozen=True, slots=True, eq=False)
class Retention:
    """What each criterion would retain, with the curves of a scree plot.

    Attributes
    ----------
    n : int
    names : tuple of str, length k
    eigenvalues : ndarray, shape (k,)
        Largest first.
    kaiser, elbow : int
    acceleration : ndarray, shape (k - 2,)
        Acceleration factors of the second to the last but one eigenvalue.
    parallel : ParallelAnalysis
    map : MinimumAveragePartial
    fixed : int or None
        A number that the study states beforehand.
    """

    n: int
    names: tuple[str, ...]
    eigenvalues: np.ndarray
    kaiser: int
    elbow: int
    acceleration: np.ndarray
    parallel: ParallelAnalysis
    map: MinimumAveragePartial
    fixed: int | None

    def count(self, rule: RetentionRule) -> int:
        """Give the number of components by one rule.

        Raises
        ------
        SpecificationError
            If the rule is not one of those named, or "fixed" without a number.
        """
        match rule:
            case "kaiser":
                return self.kaiser
            case "elbow":
                return self.elbow
            case "parallel":
                return self.parallel.count
            case "map":
                return self.map.count
            case "map_fourth":
                return self.map.count_fourth
            case "fixed" if self.fixed is not None:
                return self.fixed
        raise SpecificationError(f"There is no number of components by the rule `{rule}`")


def retention(
    moments: Moments,
    *,
    seed: int,
    values: np.ndarray | None = None,
    replications: int = 1000,
    percentile: float | None = 95.0,
    fixed: int | None = None,
) -> Retention:
    """Compose all criteria.

    Parameters
    ----------
    moments : Moments
    seed, values, replications, percentile
        As `parallel_analysis`.
    fixed : int, optional
        Stated number, carried along.

    Raises
    ------
    SpecificationError
        If `fixed` is not between 1 and k; as `parallel_analysis`.
    MethodError
        If there are fewer than three variables, or one does not vary.

    Examples
    --------
    >>> r = np.kron(np.eye(2), np.full((3, 3), 0.6)) + 0.4 * np.eye(6)
    >>> found = retention(Moments(200, tuple("abcdef"), np.zeros(6), r), seed=1, replications=50)
    >>> found.kaiser, found.elbow, found.parallel.count, found.map.count
    (2, 2, 2, 2)
    """
    k = len(moments.names)
    if fixed is not None and not 1 <= fixed <= k:
        raise SpecificationError(f"`fixed` must be from 1 to {k}, got {fixed}")
    eigenvalues = np.linalg.eigvalsh(moments.correlation)[::-1]
    return Retention(
        n=moments.n,
        names=moments.names,
        eigenvalues=eigenvalues,
        kaiser=kaiser(eigenvalues),
        elbow=elbow(eigenvalues),
        acceleration=np.diff(eigenvalues, 2),
        parallel=parallel_analysis(
            moments, seed=seed, values=values, replications=replications, percentile=percentile
        ),
        map=minimum_average_partial(moments),
        fixed=fixed,
    )


def kaiser(eigenvalues: np.ndarray) -> int:
    """Count the eigenvalues above 1.

    Examples
    --------
    >>> kaiser(np.array([1.8, 1.0, 0.2]))
    1
    """
    return int((eigenvalues > 1 + 1e-12).sum())


def elbow(eigenvalues: np.ndarray) -> int:
    """Count the eigenvalues before the one with the largest acceleration factor.

    Parameters
    ----------
    eigenvalues : ndarray, shape (k,)
        Largest first.

    Raises
    ------
    MethodError
        If there are fewer than three: two points do not bend.

    Examples
    --------
    >>> elbow(np.array([3.0, 2.5, 0.6, 0.5, 0.4]))
    2
    """
    if len(eigenvalues) < 3:
        raise MethodError(
            f"A scree plot bends at three eigenvalues or more, got {len(eigenvalues)}"
        )
    return int(np.argmax(np.diff(eigenvalues, 2))) + 1


def minimum_average_partial(moments: Moments) -> MinimumAveragePartial:
    """Velicer's MAP, original (squared) and revised (fourth power).

    Raises
    ------
    MethodError
        If there are fewer than three variables, or one does not vary.

    Examples
    --------
    >>> r = np.full((4, 4), 0.5) + 0.5 * np.eye(4)
    >>> found = minimum_average_partial(Moments(100, tuple("abcd"), np.zeros(4), r))
    >>> found.squared[:2].round(4).tolist(), found.count
    ([0.25, 0.1111], 1)
    """
    k = len(moments.names)
    if k < 3:
        raise MethodError(f"MAP needs at least three variables, got {k}")
    values, vectors = np.linalg.eigh(moments.correlation)
    loadings = (vectors * np.sqrt(np.maximum(values, 0.0)))[:, ::-1]
    residual, off = moments.correlation, ~np.eye(k, dtype=bool)
    squared, fourth = [], []
    for component in loadings.T[: k - 1]:
        partial = residual / np.sqrt(np.outer(np.diag(residual), np.diag(residual)))
        squared.append((partial[off] ** 2).mean())
        fourth.append((partial[off] ** 4).mean())
        residual = residual - np.outer(component, component)
        if np.diag(residual).min() < _NOTHING_LEFT:
            break
    return MinimumAveragePartial(
        np.array(squared), np.array(fourth), int(np.argmin(squared)), int(np.argmin(fourth))
    )
