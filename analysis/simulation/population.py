r"""The correlations of the items in a population whose analysis is the published one.

A published study fixes far less than the k (k - 1) / 2 correlations of its items: some loadings,
two measures of all correlations, the coefficients of a regression. Among the matrices that meet
these, one with modest and similar cross-loadings is found by penalised least squares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from ...survey.errors import MethodError
from . import penalties
from .targets import Targets

__all__ = ["Population", "find_population"]

_FREE_LOADING = 0.7  # start of a loading that is not published
_WEAK_LOADING, _WEAK_CROSS = 0.40, 0.30  # items left out load weakly on everything
_CROSS = (0.08, 0.40)  # loadings on the components of other constructs
_LARGEST_CORRELATION = 0.84
_UNEVEN_SD = 0.05  # spread of the items' SDs around that of their construct, as a share
_LOCAL = (-0.05, 0.30)  # residual correlations of neighbouring items at the start
_COMMUNALITY = 0.85  # largest at the start
_ITERATIONS = 2500
_SINGULAR = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """A correlation matrix of the items, and what it was found from.

    Attributes
    ----------
    correlation : ndarray, shape (k, k)
    relative_sd : ndarray, shape (k,)
        SD of each item by that of its construct's items, around 1.
    own : ndarray of bool, shape (k, m)
        The component, in the order of the targets, to which each item belongs.
    scored : ndarray of bool, shape (k,)
    misfit : dict of str to float
        What each penalty is left with, in squared tolerances.
    """

    correlation: np.ndarray
    relative_sd: np.ndarray
    own: np.ndarray
    scored: np.ndarray
    misfit: dict[str, float]


def find_population(targets: Targets, rng: np.random.Generator) -> Population:
    """Find a correlation matrix that meets the targets.

    Parameters
    ----------
    targets : Targets
    rng : numpy.random.Generator
        For the irregularities of the start, which the solution keeps where nothing removes them.

    Raises
    ------
    MethodError
        If the matrix found is singular: the targets contradict one another.
    """
    items = targets.instrument.items
    k = len(items)
    own = np.array([[item.construct == name for name in targets.order] for item in items])
    scored = np.array([item.id not in targets.left_out for item in items])
    relative_sd = 1 + _UNEVEN_SD * rng.standard_normal(k)
    goal = _Goal(targets, own, scored, relative_sd)
    start = _start(goal, rng)
    found = scipy.optimize.minimize(
        goal.value_and_slope,
        start,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _ITERATIONS, "maxfun": 4 * _ITERATIONS, "maxcor": 30, "ftol": 1e-12},
    )
    loadings, rest = goal.parts(found.x)
    r = loadings @ loadings.T + rest @ rest.T
    sd = np.sqrt(np.diag(r))
    r = r / np.outer(sd, sd)
    np.fill_diagonal(r, 1.0)
    if np.linalg.eigvalsh(r)[0] < _SINGULAR:
        raise MethodError(
            "No correlation matrix meets the targets: the nearest found is singular",
            next_step="Check the published loadings and the determinant.",
        )
    misfit = {name: value for name, value, _, _ in goal.terms(loadings, rest)}
    return Population((r + r.T) / 2, relative_sd, own, scored, misfit)


class _Goal:
    """The sum of all penalties as a function of the components and the rest."""

    def __init__(
        self, targets: Targets, own: np.ndarray, scored: np.ndarray, relative_sd: np.ndarray
    ) -> None:
        self.targets, self.own, self.scored = targets, own, scored
        items = targets.instrument.items
        self.published = np.array([targets.loadings.get(item.id, np.nan) for item in items])
        self.wanted = np.where(own & scored[:, None], self.published[:, None], np.nan)
        weak = np.where(own, _WEAK_LOADING, _WEAK_CROSS)
        self.weak = np.where(scored[:, None], np.nan, weak)
        self.scoring = None
        if targets.regression is not None:
            names = (targets.regression.outcome, *targets.regression.predictors)
            at = [targets.order.index(name) for name in names]
            self.scoring = ((own & scored[:, None]) * relative_sd[:, None])[:, at]

    def parts(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Split the unknowns into loadings, shape (k, m), and the rest, shape (k, k)."""
        k, m = self.own.shape
        return x[: k * m].reshape(k, m), x[k * m :].reshape(k, k)

    def value_and_slope(self, x: np.ndarray) -> tuple[float, np.ndarray]:
        """Sum the penalties and their derivatives by the unknowns."""
        loadings, rest = self.parts(x)
        terms = self.terms(loadings, rest)
        by_loadings = np.sum([slope for _, _, slope, _ in terms], axis=0)
        by_rest = np.sum([slope for _, _, _, slope in terms], axis=0)
        value = sum(value for _, value, _, _ in terms)
        return value, np.concatenate([by_loadings.ravel(), by_rest.ravel()])

    def terms(
        self, loadings: np.ndarray, rest: np.ndarray
    ) -> list[tuple[str, float, np.ndarray, np.ndarray]]:
        """Each penalty: name, value, derivative by the loadings, derivative by the rest."""
        r = loadings @ loadings.T + rest @ rest.T
        terms = [
            (name, value, 2 * by_r @ loadings, 2 * by_r @ rest)
            for name, (value, by_r) in self._of_correlation(r).items()
        ]
        nothing = np.zeros_like(rest)
        terms += [
            (name, value, slope, nothing)
            for name, (value, slope) in self._of_loadings(loadings).items()
        ]
        return [*terms, ("apart", *penalties.apart(loadings, rest))]

    def _of_correlation(self, r: np.ndarray) -> dict[str, penalties.Term]:
        targets = self.targets
        inverse = np.linalg.inv(r)
        terms = {
            "unit_diagonal": penalties.unit_diagonal(r),
            "bounded_correlations": penalties.bounded_correlations(r, largest=_LARGEST_CORRELATION),
        }
        if targets.log_determinant is not None:
            terms["log_determinant"] = penalties.log_determinant(
                r, inverse, wanted=targets.log_determinant
            )
        if targets.kmo is not None:
            terms["kmo"] = penalties.sampling_adequacy(r, inverse, wanted=targets.kmo)
        wanted = targets.regression
        if wanted is not None and self.scoring is not None:
            terms["regression"] = penalties.regression(
                r,
                self.scoring,
                beta=np.array(wanted.beta),
                r_squared=wanted.r_squared,
                vif=None if wanted.vif is None else np.array(wanted.vif),
            )
        return terms

    def _of_loadings(self, loadings: np.ndarray) -> dict[str, penalties.Term]:
        terms = {
            "loadings": penalties.wanted_loadings(loadings, self.wanted),
            "left_out": penalties.wanted_loadings(loadings, self.weak, tolerance=0.06),
            "cross_loadings": penalties.cross_loadings(loadings, self.own, between=_CROSS),
            "alike": penalties.alike_in_blocks(loadings, self.own & self.scored[:, None]),
            "varimax": penalties.varimax_stationary(loadings),
            "kaiser": penalties.kaisers_rule(loadings),
        }
        if self.targets.components:
            terms["descending"] = penalties.descending(loadings)
        return terms


def _start(goal: _Goal, rng: np.random.Generator) -> np.ndarray:
    """Start at published loadings, uneven cross-loadings, rests that neighbouring items share."""
    k, m = goal.own.shape
    main = np.where(np.isnan(goal.published), _FREE_LOADING, goal.published)
    main = np.where(goal.scored, main, _WEAK_LOADING)
    loadings = np.where(goal.own, main[:, None], 0.26 + 0.03 * rng.standard_normal((k, m)))
    size = (loadings**2).sum(axis=1, keepdims=True)
    loadings = loadings * np.minimum(1.0, np.sqrt(_COMMUNALITY / size))
    local = np.eye(k)
    for j in range(k - 1):
        if (goal.own[j] == goal.own[j + 1]).all():
            local[j, j + 1] = local[j + 1, j] = rng.uniform(*_LOCAL)
    rest = np.sqrt(1 - (loadings**2).sum(axis=1))[:, None] * np.linalg.cholesky(local)
    rest -= loadings @ np.linalg.lstsq(loadings, rest, rcond=None)[0]
    return np.concatenate([loadings.ravel(), rest.ravel()])
