r"""Components and common factors: extraction, rotation, and all that SPSS's tables show of them.

Components have the loadings :math:`v_j \sqrt{\lambda_j}` of the correlation matrix R; the common
factors are found by `principal_axes` or by `maximum_likelihood`. Rotated scores have the
regression weights :math:`R^{-1} S` with S the structure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .maximum_likelihood import LikelihoodTest, likelihood_test, maximum_likelihood
from .moments import Moments
from .principal_axis import principal_axes
from .rotation import Rotation, RotationMethod, oblimin, promax, unrotated, varimax
from .sorted_loadings import SortedLoadings, sorted_loadings

__all__ = [
    "Explained",
    "Extraction",
    "ExtractionMethod",
    "SortedLoadings",
    "extract",
    "sorted_loadings",
]

ExtractionMethod = Literal["components", "principal_axis", "maximum_likelihood"]

_SINGULAR = 1e-12  # smallest eigenvalue, against the largest, that counts as variance
_ROTATIONS: dict[RotationMethod, Callable[[np.ndarray], Rotation]] = {
    "varimax": varimax,
    "promax": promax,
    "oblimin": oblimin,
    "none": unrotated,
}


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """One block of SPSS's table "Total Variance Explained".

    Attributes
    ----------
    sums : ndarray
        Eigenvalues or sums of squared loadings.
    percent, cumulative : ndarray
        Of the variance of all k variables. After an oblique rotation the factors share variance,
        and `cumulative` adds what should not be added; SPSS leaves it out.
    """

    sums: np.ndarray
    percent: np.ndarray
    cumulative: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Extraction:
    """Extracted and rotated components or factors.

    Attributes
    ----------
    n : int
    names : tuple of str, length k
    method : ExtractionMethod
    count : int
        Number m of factors retained.
    eigenvalues : ndarray, shape (k,)
        All of the correlation matrix, largest first; they sum to k.
    unrotated : ndarray, shape (k, m)
    rotation : Rotation
        Its method is "none" if one factor was retained, whatever was asked for.
    loadings : ndarray, shape (k, m)
        Rotated pattern.
    structure : ndarray, shape (k, m)
    phi : ndarray, shape (m, m)
        Correlations of the factors.
    initial_communalities, communalities : ndarray, shape (k,)
        Ones (components) or squared multiple correlations, and those of the solution.
    initial, extracted, rotated : Explained
        Of the k eigenvalues, and of the m factors before and after rotation; `rotated` takes
        the sums of squared structure loadings, as SPSS.
    score_weights : ndarray, shape (k, m)
        Regression weights of the rotated factor scores, for standardised variables.
    test : LikelihoodTest or None
        Only of maximum likelihood.
    iterations : int
        Of the extraction; 0 for components.
    """

    n: int
    names: tuple[str, ...]
    method: ExtractionMethod
    count: int
    eigenvalues: np.ndarray
    unrotated: np.ndarray
    rotation: Rotation
    loadings: np.ndarray
    structure: np.ndarray
    phi: np.ndarray
    initial_communalities: np.ndarray
    communalities: np.ndarray
    initial: Explained
    extracted: Explained
    rotated: Explained
    score_weights: np.ndarray
    test: LikelihoodTest | None
    iterations: int

    @property
    def explained(self) -> np.ndarray:
        """Sums of squared rotated loadings, shape (m,)."""
        return self.rotated.sums


def extract(
    moments: Moments,
    *,
    method: ExtractionMethod = "components",
    count: int | None = None,
    rotation: RotationMethod = "varimax",
) -> Extraction:
    """Extract components or factors and rotate them.

    Parameters
    ----------
    moments : Moments
    method : ExtractionMethod
    count : int, optional
        Factors to retain; as many as R has eigenvalues above 1 (Kaiser's rule) if not given.
    rotation : RotationMethod
        With its default settings: Kaiser's normalisation, kappa 4, gamma 0.

    Raises
    ------
    SpecificationError
        If `count` is not between 1 and the number of variables (factors: one less), or `method`
        or `rotation` is not one of those named.
    MethodError
        If a variable does not vary, no eigenvalue is above 1, the matrix is singular (factors), a
        communality passes 1 (Heywood case), or extraction or rotation do not converge.

    Examples
    --------
    >>> r = np.array([[1.0, 0.48, 0.4], [0.48, 1.0, 0.3], [0.4, 0.3, 1.0]])
    >>> moments = Moments(100, ("a", "b", "c"), np.zeros(3), r)
    >>> extract(moments, method="principal_axis", count=1).communalities.round(6).tolist()
    [0.64, 0.36, 0.25]
    """
    if method not in get_args(ExtractionMethod) or rotation not in _ROTATIONS:
        raise SpecificationError(
            f"`method` must be one of {', '.join(get_args(ExtractionMethod))} and `rotation` one "
            f"of {', '.join(_ROTATIONS)}, got {method} and {rotation}"
        )
    r, k = moments.correlation, len(moments.names)
    values, vectors = np.linalg.eigh(r)
    values, vectors = values[::-1], vectors[:, ::-1]
    count = _retained(values, count, k if method == "components" else k - 1)
    if method == "components":
        found = _Solution(vectors[:, :count] * np.sqrt(values[:count]), np.ones(k), 0, None)
    else:
        found = _common_factors(moments, r, count, method)
    plain = unrotated(found.loadings).loadings
    turned = (unrotated if count == 1 else _ROTATIONS[rotation])(plain)
    weights = plain / values[:count] if method == "components" else np.linalg.solve(r, plain)
    return Extraction(
        n=moments.n,
        names=moments.names,
        method=method,
        count=count,
        eigenvalues=values,
        unrotated=plain,
        rotation=turned,
        loadings=turned.loadings,
        structure=turned.structure,
        phi=turned.phi,
        initial_communalities=found.initial,
        communalities=(plain**2).sum(axis=1),
        initial=_explained(values, k),
        extracted=_explained((plain**2).sum(axis=0), k),
        rotated=_explained((turned.structure**2).sum(axis=0), k),
        score_weights=weights @ np.linalg.inv(turned.matrix).T,
        test=found.test,
        iterations=found.iterations,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Solution:
    """What an extraction finds before signs and rotation."""

    loadings: np.ndarray
    initial: np.ndarray
    iterations: int
    test: LikelihoodTest | None


def _retained(values: np.ndarray, count: int | None, most: int) -> int:
    """Count that was asked for, or the number of eigenvalues above 1, if it can be had."""
    if count is None:
        count = int((values > 1 + _SINGULAR).sum())
        if not count:
            raise MethodError("No component has an eigenvalue above 1: nothing is shared")
    if not 1 <= count <= most:
        raise SpecificationError(f"`count` must be from 1 to {most}, got {count}")
    if values[count - 1] <= _SINGULAR * values[0]:
        raise MethodError(
            f"Only {int((values > _SINGULAR * values[0]).sum())} components have any variance, "
            f"and {count} were asked for"
        )
    return count


def _common_factors(
    moments: Moments, r: np.ndarray, count: int, method: ExtractionMethod
) -> _Solution:
    """Principal axes or maximum likelihood, with squared multiple correlations."""
    values = np.linalg.eigvalsh(r)
    if values[0] <= _SINGULAR * values[-1]:
        raise MethodError(
            f"The correlation matrix of {len(r)} variables and {moments.n} people is singular, so "
            "common factors are not defined",
            next_step="Leave out items that others determine, or collect more answers.",
        )
    initial = 1 - 1 / np.diag(np.linalg.inv(r))
    if method == "principal_axis":
        axes = principal_axes(r, initial, count, moments.names)
        return _Solution(axes.loadings, initial, axes.iterations, None)
    fit = maximum_likelihood(r, count, moments.names)
    test = likelihood_test(fit.discrepancy, n=moments.n, k=len(r), count=count)
    return _Solution(fit.loadings, initial, fit.iterations, test)


def _explained(sums: np.ndarray, k: int) -> Explained:
    """Give sums of squares their shares of the variance of k variables."""
    percent = 100 * sums / k
    return Explained(sums, percent, np.cumsum(percent))
