r"""Answers on a scale with wanted means, SDs and correlations: the first draft of a sample.

Each item's shares are those of largest entropy among the shares with its mean, SD and skewness,

.. math:: p_x \propto \exp(\theta_1 z + \theta_2 z^2 + \theta_3 z^3), \qquad z = (x - \mu)/\sigma.

Normal variables with exact sample correlations are cut at the shares. Cutting weakens
correlations, so those of the normal variables are raised until the answers have the wanted ones,
as far as a correlation matrix can.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from ...survey.errors import MethodError
from .population import Population
from .targets import Targets

__all__ = ["ItemMargins", "draw_answers", "item_margins", "shares"]

_UNEVEN_MEAN = 0.1  # spread of the items' means around that of their construct, in points
_LEFT_OUT_LOWER = 0.35  # items that people find odd are agreed with less, in points
_LEFT_OUT_WIDER = 1.15
_ROUNDS = 3  # of raising the correlations of the normal variables
_FLOOR = 1e-4  # smallest eigenvalue of their correlation matrix
_FRACTIONS = (1.0, 0.75, 0.5, 0.25, 0.0)  # of a skewness that no shares have in full
_RIDGE = 1e-6
_CLOSE = 0.02  # by which mean and mean square may miss, in SDs


@dataclass(frozen=True, slots=True, eq=False)
class ItemMargins:
    """Wanted moments of the items, in points of the scale.

    Attributes
    ----------
    mean, sd, skewness : ndarray, shape (k,)
        The skewness is NaN where it is free.
    """

    mean: np.ndarray
    sd: np.ndarray
    skewness: np.ndarray


def item_margins(targets: Targets, population: Population, rng: np.random.Generator) -> ItemMargins:
    """Choose item moments that give the composites their means and SDs."""
    k = len(population.scored)
    low, high = targets.instrument.scale.points[0], targets.instrument.scale.points[-1]
    mean, sd, skewness = np.empty(k), np.empty(k), np.empty(k)
    for j, name in enumerate(targets.order):
        wanted = targets.composites[name]
        at = np.flatnonzero(population.own[:, j] & population.scored)
        out = np.flatnonzero(population.own[:, j] & ~population.scored)
        centre, spread = wanted.mean / wanted.weight, wanted.sd / wanted.weight
        uneven = _UNEVEN_MEAN * rng.standard_normal(len(at))
        mean[at] = centre + uneven - uneven.mean()
        mean[out] = max(centre - _LEFT_OUT_LOWER, (low + centre) / 2)
        relative = population.relative_sd[at]
        r = population.correlation[np.ix_(at, at)]
        size = spread / (np.sqrt(relative @ r @ relative) / len(at))
        sd[at], sd[out] = size * relative, size * _LEFT_OUT_WIDER
        skewness[[*at, *out]] = np.nan if wanted.skewness is None else wanted.skewness
    widest = np.sqrt((mean - low) * (high - mean))
    if (sd >= widest).any():
        item = targets.instrument.items[int(np.argmax(sd / widest))]
        raise MethodError(
            f"`{item.id}` would need an SD of {sd.max():.2f}, which its mean does not allow",
            next_step=f"Check mean, SD and weight of `{item.construct}`.",
        )
    return ItemMargins(mean, sd, skewness)


def shares(points: np.ndarray, *, mean: float, sd: float, skewness: float = np.nan) -> np.ndarray:
    """Shares of largest entropy on the points of a scale, with the given moments.

    Parameters
    ----------
    points : ndarray, shape (p,)
    mean, sd : float
    skewness : float
        Third standardised moment; NaN leaves it free. Reduced in quarters where no shares have it.

    Raises
    ------
    MethodError
        If no shares have that mean and SD.

    Examples
    --------
    >>> shares(np.arange(1.0, 6.0), mean=3.0, sd=2**0.5).round(4).tolist()
    [0.2, 0.2, 0.2, 0.2, 0.2]
    """
    z = (points - mean) / sd
    fractions = (0.0,) if np.isnan(skewness) else _FRACTIONS
    for fraction in fractions:
        features = [z, z**2 - 1] + ([] if np.isnan(skewness) else [z**3 - fraction * skewness])
        p = _flattest(np.stack(features))
        if abs(p @ z) < _CLOSE and abs(p @ z**2 - 1) < _CLOSE:
            return p
    raise MethodError(f"No shares of the points have mean {mean:.2f} and SD {sd:.2f}")


def _flattest(features: np.ndarray) -> np.ndarray:
    """Find the shares of largest entropy under which every feature is zero on average."""

    def dual(theta: np.ndarray) -> tuple[float, np.ndarray]:
        exponent = theta @ features
        top = exponent.max()
        weight = np.exp(exponent - top)
        total = weight.sum()
        # The small square keeps the minimum finite where the moments are at the edge.
        value = np.log(total) + top + _RIDGE * theta @ theta
        return float(value), features @ weight / total + 2 * _RIDGE * theta

    start = np.zeros(len(features))
    found = scipy.optimize.minimize(dual, start, jac=True, method="BFGS", options={"gtol": 1e-8})
    exponent = found.x @ features
    weight = np.exp(exponent - exponent.max())
    return weight / weight.sum()


def draw_answers(
    targets: Targets, population: Population, margins: ItemMargins, rng: np.random.Generator
) -> np.ndarray:
    """Draw answers of n people, shape (n, k), near the wanted moments.

    The shares of every item are exact up to whole people; correlations are within some hundredths.
    """
    points = np.array(targets.instrument.scale.points, dtype=float)
    n, k = targets.n, len(margins.mean)
    columns = [
        np.repeat(points, _whole(n * shares(points, mean=mean, sd=sd, skewness=skewness)))
        for mean, sd, skewness in zip(margins.mean, margins.sd, margins.skewness, strict=True)
    ]
    normal = rng.standard_normal((n, k))
    normal -= normal.mean(axis=0)
    if n > k:
        u, _, v = np.linalg.svd(normal, full_matrices=False)
        normal = np.sqrt(n) * u @ v  # uncorrelated in the sample
    wanted = population.correlation
    behind = wanted.copy()
    answers = np.empty((n, k))
    for _ in range(1 + _ROUNDS):
        values, vectors = np.linalg.eigh(behind)
        latent = normal @ (vectors * np.sqrt(np.maximum(values, _FLOOR))) @ vectors.T
        for j, column in enumerate(columns):
            answers[np.argsort(latent[:, j], kind="stable"), j] = column
        behind = behind + wanted - _correlation(answers)
        np.fill_diagonal(behind, 1.0)
    return answers


def _whole(expected: np.ndarray) -> np.ndarray:
    """Round to whole people so that the sum stays (largest remainders)."""
    count = np.floor(expected).astype(int)
    short = round(float(expected.sum())) - int(count.sum())
    count[np.argsort(count - expected, kind="stable")[:short]] += 1
    return count


def _correlation(answers: np.ndarray) -> np.ndarray:
    centred = answers - answers.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    # An item that nobody answers differently correlates with nothing.
    centred = np.divide(centred, length, out=np.zeros_like(centred), where=length > 0)
    return centred.T @ centred
