"""Ratios of the index against the bare numpy passes over the same numbers; run by `make bench`.

A min-max index cannot be faster than reading its values twice (limits, places) and summing them
once; that is the denominator. Absolute times depend on the machine and are shown beside.
"""

from __future__ import annotations

import resource

import numpy as np
from aqyl.analysis.framework import Framework, Group, Indicator
from aqyl.analysis.index_rules import Normalisation
from aqyl.analysis.integral_index import integral_index
from aqyl.analysis.panel import Panel
from timing import shortest

SIZES = ((20, 10, 101), (200, 20, 200), (2000, 20, 200))


def bare(values: np.ndarray) -> np.ndarray:
    """Compute the mean min-max over years of each city with no care for anything."""
    low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
    return ((values - low) / (high - low)).mean(axis=-1)


def framework(names: tuple[str, ...]) -> Framework:
    """Return seven criteria over all indicators."""
    groups = tuple(Group(f"g{j}", tuple(Indicator(name) for name in names[j::7])) for j in range(7))
    return Framework(Group("index", groups), Normalisation(over="years"))


def main() -> None:
    """Print one line a size."""
    rng = np.random.default_rng(0)
    print(f"{'cities x years x indicators':>30} {'index s':>9} {'numpy s':>9} {'ratio':>7}")
    for cities, years, indicators in SIZES:
        values = rng.normal(size=(cities, years, indicators))
        names = tuple(f"i{k}" for k in range(indicators))
        labels = tuple(str(c) for c in range(cities))
        panel = Panel(labels, tuple(range(2000, 2000 + years)), names, values)
        plan = framework(names)
        index = shortest(lambda p=panel, f=plan: integral_index(p, f))
        floor = shortest(lambda v=values: bare(v))
        size = f"{cities} x {years} x {indicators}"
        print(f"{size:>30} {index:9.4f} {floor:9.4f} {index / floor:7.1f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    main()
