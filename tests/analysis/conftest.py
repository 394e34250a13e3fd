"""Panels and frameworks that the index tests share."""

import numpy as np
from aqyl.analysis.framework import Framework, Group, Indicator
from aqyl.analysis.index_rules import Mean, Normalisation
from aqyl.analysis.panel import Panel


def panel(values: np.ndarray) -> Panel:
    c, t, k = values.shape
    return Panel(
        tuple(f"city {i}" for i in range(c)),
        tuple(range(2000, 2000 + t)),
        tuple(f"i{j}" for j in range(k)),
        values,
    )


def framework(
    k: int,
    *,
    negative: tuple[int, ...] = (),
    weights: tuple[float, ...] | None = None,
    groups: int = 1,
    rule: Normalisation | None = None,
    mean: Mean | None = None,
) -> Framework:
    indicators = [
        Indicator(
            f"i{j}", "negative" if j in negative else "positive", weights[j] if weights else 1.0
        )
        for j in range(k)
    ]
    inner = tuple(Group(f"g{g}", tuple(indicators[g::groups])) for g in range(groups))
    return Framework(Group("index", inner), rule or Normalisation(), mean or Mean())
