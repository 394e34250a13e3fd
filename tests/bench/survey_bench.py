"""Ratios of the survey statistics against forming the correlation matrix with numpy; `make bench`.

KMO, Bartlett, components with varimax, seven alphas and the regression of seven composites all work
from the moments, so the pass over the data should be all that a long file costs.
"""

from __future__ import annotations

import resource

import numpy as np
from aqyl.analysis.components import principal_components
from aqyl.analysis.factorability import factorability
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.regression import regress
from aqyl.analysis.reliability import cronbach_alpha
from timing import shortest

SIZES = (5, 4, 6, 5, 9, 10, 9)
NAMES = tuple(f"c{c}_{i}" for c, size in enumerate(SIZES) for i in range(size))


def simulated(n: int) -> np.ndarray:
    """Return answers from 1 to 5 of n people to 48 items of seven correlated constructs."""
    rng = np.random.default_rng(1)
    answers = np.empty((n, len(NAMES)))
    for start in range(0, n, 100_000):
        rows = min(100_000, n - start)
        common = rng.normal(size=(rows, 1))
        columns = []
        for size in SIZES:
            factor = 0.7 * common + 0.71 * rng.normal(size=(rows, 1))
            columns.append(0.85 * factor + 0.53 * rng.normal(size=(rows, size)))
        latent = np.concatenate(columns, axis=1)
        answers[start : start + rows] = np.clip(np.round(1.1 * latent + 3.7), 1, 5)
    return answers


def composites(moments: Moments) -> Moments:
    """Return the moments of the construct means, from those of the items."""
    weights = np.zeros((len(SIZES), len(NAMES)))
    at = 0
    for c, size in enumerate(SIZES):
        weights[c, at : at + size] = 1 / size
        at += size
    covariance = weights @ moments.covariance @ weights.T
    names = tuple(f"c{c}" for c in range(len(SIZES)))
    mean = weights @ moments.mean
    return Moments(moments.n, names, mean, (covariance + covariance.T) / 2)


def everything(answers: np.ndarray) -> None:
    """Run all statistics of a survey study."""
    moments = moments_of(answers, NAMES)
    factorability(moments)
    principal_components(moments, count=7)
    for c in range(len(SIZES)):
        cronbach_alpha(moments.select([n for n in NAMES if n.startswith(f"c{c}_")]))
    scores = composites(moments)
    regress(scores, "c6", scores.names[:6])


def main() -> None:
    """Print one line a size."""
    print(f"{'people x items':>18} {'all s':>8} {'corrcoef s':>11} {'ratio':>6}")
    for n in (676, 1_000_000):
        answers = simulated(n)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        mine = shortest(lambda x=answers: everything(x))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        bare = shortest(lambda x=answers: np.corrcoef(x, rowvar=False))
        print(f"{f'{n} x {len(NAMES)}':>18} {mine:8.4f} {bare:11.4f} {mine / bare:6.2f}")
        extra = (peak - before) / 1024
        print(f"{'':>18} data {answers.nbytes / 2**20:.0f} MiB, peak beyond it {extra:.0f} MiB")


if __name__ == "__main__":
    main()
