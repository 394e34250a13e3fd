r"""How far a sample is from its moments, and what one answer more or less would change.

The answers, standardised by their wanted means and SDs, are mapped to variables that the population
makes uncorrelated: :math:`y = R^{-1/2} z` for the items, and likewise for the composites. With a
leading one, :math:`P = (1, Y)`, means, SDs and correlations are right where
:math:`P'P/n = I`, so the loss is the squared distance from it, in the items and once more in the
composites, plus that of the composites' third and fourth moments. In whitened form a small
eigenvalue counts as much as a large one, on which determinant and regression depend.

Moving one answer by a point adds a vector a to one row p of P; all changes of the loss follow
exactly, without trying them, from

.. math:: \|E + D/n\|^2 - \|E\|^2 = \frac{2 \langle E, D \rangle}{n} + \frac{\|D\|^2}{n^2}, \qquad
          D = p a' + a p' + a a'.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .ordinal import ItemMargins
from .population import Population
from .targets import Targets

__all__ = ["Loss", "State", "loss_of"]

# Tolerances: the loss counts squared distances in these units.
_ITEMS = 0.01  # of an entry of P'P/n, items, and of its trace: ln |R| to the first order
_COMPOSITES = 0.0008  # of an entry of P'P/n, composites
_THIRD, _FOURTH = 0.002, 0.006  # of the composites' standardised moments


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The state of a sample: its variables and what they miss.

    Attributes
    ----------
    total : float
        The loss.
    items, composites : ndarray, shapes (n, 1 + k) and (n, 1 + m)
        Whitened variables with a leading one.
    plain : ndarray, shape (n, m)
        Standardised composites.
    miss_items, miss_composites : ndarray
        ``P'P/n - I``.
    miss_third, miss_fourth : ndarray, shape (m,)
    """

    total: float
    items: np.ndarray
    composites: np.ndarray
    plain: np.ndarray
    miss_items: np.ndarray
    miss_composites: np.ndarray
    miss_third: np.ndarray
    miss_fourth: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Loss:
    """The loss of samples of n people.

    Attributes
    ----------
    mean, sd : ndarray, shape (k,)
        Of the items.
    to_items, to_composites, to_plain : ndarray, shapes (k, k), (k, m) and (k, m)
        Maps of standardised answers.
    place : ndarray of int, shape (k,)
        Composite of each item.
    third, fourth : ndarray, shape (m,)
        Wanted mean cubes and fourth powers; NaN where free.
    tolerance : float
        Of the items' part; the larger it is, the more the composites count.
    """

    mean: np.ndarray
    sd: np.ndarray
    to_items: np.ndarray
    to_composites: np.ndarray
    to_plain: np.ndarray
    place: np.ndarray
    third: np.ndarray
    fourth: np.ndarray
    tolerance: float = _ITEMS

    def at(self, answers: np.ndarray) -> State:
        """Measure a sample, shape (n, k)."""
        n = len(answers)
        z = (answers - self.mean) / self.sd
        one = np.ones((n, 1))
        items = np.hstack([one, z @ self.to_items])
        composites = np.hstack([one, z @ self.to_composites])
        plain = z @ self.to_plain
        miss_items = items.T @ items / n - np.eye(items.shape[1])
        miss_composites = composites.T @ composites / n - np.eye(composites.shape[1])
        third = _free((plain**3).mean(axis=0) - self.third)
        fourth = _free((plain**4).mean(axis=0) - self.fourth)
        total = (
            ((miss_items**2).sum() + np.trace(miss_items) ** 2) / self.tolerance**2
            + (miss_composites**2).sum() / _COMPOSITES**2
            + (third**2).sum() / _THIRD**2
            + (fourth**2).sum() / _FOURTH**2
        )
        return State(
            float(total), items, composites, plain, miss_items, miss_composites, third, fourth
        )

    def changes(self, now: State) -> np.ndarray:
        """Return the change of the loss if an answer rises or falls by a point, shape (2, n, k)."""
        n = len(now.items)
        steps = self.to_items / self.sd[:, None]
        odd, even = _second(now.items, now.miss_items, steps, self.tolerance)
        added = _second(
            now.composites, now.miss_composites, self.to_composites / self.sd[:, None], _COMPOSITES
        )
        odd, even = odd + added[0], even + added[1]
        linear, square = 2 * now.items[:, 1:] @ steps.T / n, (steps**2).sum(axis=1) / n
        trace = np.trace(now.miss_items)
        odd += 2 * linear * (trace + square) / self.tolerance**2
        even += (2 * trace * square + linear**2 + square**2) / self.tolerance**2
        return np.stack([even + odd + self._tails(now, 1), even - odd + self._tails(now, -1)])

    def _tails(self, now: State, sign: int) -> np.ndarray:
        """Return the change of the third and fourth moments' part, shape (n, k)."""
        n = len(now.plain)
        step = sign * (self.to_plain / self.sd[:, None])[np.arange(len(self.place)), self.place]
        u, square = now.plain[:, self.place], (now.plain**2)[:, self.place]
        cube = step / n * (3 * square + step * (3 * u + step))
        fourth = step / n * (4 * u * square + step * (6 * square + step * (4 * u + step)))
        result = np.zeros_like(cube)
        for change, miss, wanted, tolerance in (
            (cube, now.miss_third, self.third, _THIRD),
            (fourth, now.miss_fourth, self.fourth, _FOURTH),
        ):
            aimed = ~np.isnan(wanted)[self.place] / tolerance**2
            result += (2 * miss[self.place] + change) * change * aimed
        return result


def loss_of(targets: Targets, population: Population, margins: ItemMargins) -> Loss:
    """Build the loss of the samples that a population and wanted item moments describe."""
    n = targets.n
    scored = population.own & population.scored[:, None]
    share = scored * margins.sd[:, None] / scored.sum(axis=0)
    sd = np.sqrt(np.einsum("ij,ik,kj->j", share, population.correlation, share))
    to_plain = share / sd
    between = to_plain.T @ population.correlation @ to_plain
    # Variances are divided by n - 1 in the tables and by n in the loss.
    scale = np.sqrt(n / (n - 1))
    third, fourth = np.full(len(sd), np.nan), np.full(len(sd), np.nan)
    for j, name in enumerate(targets.order):
        wanted = targets.composites[name]
        if wanted.skewness is not None:
            third[j] = wanted.skewness * (n - 1) * (n - 2) / n**2
        if wanted.kurtosis is not None:
            excess = wanted.kurtosis + 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))
            fourth[j] = excess * (n - 1) * (n - 2) * (n - 3) / (n**2 * (n + 1))
    return Loss(
        mean=margins.mean,
        sd=margins.sd,
        to_items=scale * _inverse_root(population.correlation),
        to_composites=scale * to_plain @ _inverse_root(between),
        to_plain=to_plain,
        place=population.own.argmax(axis=1),
        third=third,
        fourth=fourth,
    )


def _second(
    p: np.ndarray, miss: np.ndarray, steps: np.ndarray, tolerance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Change of ``|P'P/n - I|^2`` by a step, shapes (n, k): parts odd and even in its direction."""
    n = len(p)
    inner, size = p[:, 1:] @ steps.T, (steps**2).sum(axis=1)
    odd = 4 / n * (p @ miss)[:, 1:] @ steps.T + 4 / n**2 * inner * size
    even = 2 / n * (steps @ miss[1:, 1:] * steps).sum(axis=1) + size**2 / n**2
    even = even + 2 / n**2 * ((p**2).sum(axis=1)[:, None] * size + inner**2)
    return odd / tolerance**2, even / tolerance**2


def _inverse_root(matrix: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrix)
    return vectors / np.sqrt(values) @ vectors.T


def _free(miss: np.ndarray) -> np.ndarray:
    """Count a moment without a target as met."""
    return np.where(np.isnan(miss), 0.0, miss)
