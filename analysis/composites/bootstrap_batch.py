"""Batches of resamples of a PLS path model, from counts of people to all that is reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from .bootstrap_draws import BLOCK, counts
from .bootstrap_rows import Counted, Rows, correlations, sums
from .pls_estimate import Estimate, estimate
from .pls_measure import REASONS, Settings
from .pls_plan import Plan
from .pls_products import ProductMoments, product_moments

__all__ = ["Drawn", "Study", "collect", "left_out", "resampled"]

Name = TypeVar("Name", bound=str)
Start = tuple[np.ndarray | None, np.ndarray | None]


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What all batches share.

    Attributes
    ----------
    rows : Rows
    plan : Plan
    settings : Settings
    start : pair of ndarray or None
        Weights of the original estimate, from which resamples start.
    """

    rows: Rows
    plan: Plan
    settings: Settings
    start: Start = (None, None)

    def estimate(self, counted: Counted, n: int) -> Estimate:
        """Estimate a batch of resamples, given how often each person stands in each."""
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            found = sums(self.rows, self.plan.first, counted)
            r, mean, sd, constant = correlations(found, self.plan.first)

        def products(factors: Sequence[tuple[np.ndarray, np.ndarray]]) -> ProductMoments:
            blocks = ((self.rows.block(i), counted(i).T) for i in range(self.rows.blocks))
            return product_moments(blocks, mean, sd, factors)

        result = estimate(r, self.plan, n, self.settings, start=self.start, products=products)
        result.reason[constant] = REASONS.index("constant_item")
        return result


@dataclass(frozen=True, slots=True, eq=False)
class Drawn(Generic[Name]):
    """Draws of all resamples; see `PlsBootstrap`."""

    draws: dict[Name, np.ndarray]
    reasons: np.ndarray
    improper: np.ndarray


def resampled(study: Study, seed: int) -> Callable[[int, int], Estimate]:
    """Return the estimate of bootstrap resamples first, ..., last - 1."""
    n = study.rows.n
    return lambda first, last: study.estimate(lambda block: counts(seed, first, last, n, block), n)


def left_out(study: Study, groups: int) -> Callable[[int, int], Estimate]:
    """Return the estimate without the people of each group; person i is of group i mod groups."""
    n = study.rows.n

    def counted(first: int, last: int, block: int) -> np.ndarray:
        group = (block * BLOCK + np.arange(study.rows.size(block))) % groups
        return (group[None, :] != np.arange(first, last)[:, None]).astype(int)

    return lambda first, last: study.estimate(
        lambda block: counted(first, last, block), n - n // groups
    )


def collect(
    batch: Callable[[int, int], Estimate],
    named: Callable[[Estimate], Mapping[Name, np.ndarray]],
    resamples: int,
    *,
    size: int,
    workers: int,
) -> Drawn[Name]:
    """Run all batches, in threads, and keep the numbers that `named` takes from them."""
    draws: dict[Name, np.ndarray] = {}
    reasons = np.zeros(resamples, dtype=np.int8)
    improper = np.zeros(resamples, dtype=bool)

    def run(first: int, last: int) -> None:
        found = batch(first, last)
        reasons[first:last], improper[first:last] = found.reason, beyond_one(found)
        for name, array in named(found).items():
            if name not in draws:  # by the first batch, before threads start
                draws[name] = np.empty((*array.shape[:-1], resamples))
            draws[name][..., first:last] = array

    ends = [(at, min(at + size, resamples)) for at in range(0, resamples, size)]
    run(*ends[0])
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(lambda pair: run(*pair), ends[1:]):
            pass  # waits, and raises what a thread raised
    for array in draws.values():
        array[..., reasons > 0] = np.nan
    return Drawn(draws, reasons, improper)


def beyond_one(found: Estimate) -> np.ndarray:
    """Whether a loading or correlation is beyond 1, or an R squared, shape (B,)."""
    beyond = np.zeros(len(found.reason), dtype=bool)
    numbers = [found.first.loadings, found.last.loadings, found.structure.r_squared]
    for array in (*numbers, found.correlations.reshape(-1, len(beyond))):
        beyond |= (np.abs(array) > 1 + 1e-9).any(axis=0)
    return beyond & (found.reason == 0)
