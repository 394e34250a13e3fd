"""Cases of KMO, components and factors."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from aqyl.analysis.item_dropping import Dropped

from ..changed_results import as_other, at, loads, others, square_of
from .case import FACTORS, FIRST, OBLIQUE, Case, case

__all__ = ["FACTOR_CASES"]

LOGGED = (Dropped(1, "T1", 0.4123, 0, 0.1, "low_loading"),)


def mixed(old: np.ndarray) -> np.ndarray:
    """Let the items of the second dimension join the first, be torn, and belong nowhere."""
    new = np.where(np.arange(old.shape[1]) == np.arange(len(old))[:, None] // 3, 0.8, 0.1)
    new[3] = (0.7, 0.1, 0.1)
    new[4] = (0.1, 0.6, 0.55)
    new[5] = 0.2
    return new


MIXED = {f"{FIRST}.loadings": mixed}
ONE_MORE = {
    f"{FIRST}.count": 4,
    f"{FIRST}.extracted.cumulative": lambda old: np.append(old, 90.0),
    f"{FIRST}.loadings": lambda old: np.column_stack([old, 0 * old[:, 0]]),
}


def factor_cases(table: str, key: str, changes: Mapping[str, Any]) -> list[Case]:
    """Make a case of components and one of factors."""
    factors = {**changes, **FACTORS}
    return [case(table, key, changes), case(table, f"{key}_factors", factors)]


FACTOR_CASES = [
    case("factorability", "factorability.kmo factorability.bartlett"),
    case("factorability", "factorability.left_out", {"factorability.n": 140}),
    case(
        "factorability",
        "factorability.kmo_poor factorability.bartlett_not",
        {
            "factorability.kmo.overall": 0.45,
            "factorability.kmo.verdict": "unacceptable",
            "factorability.bartlett.p": 0.3,
        },
    ),
    *factor_cases("retention", "retention.kept", {}),
    *factor_cases("retention", "retention.kept", {f"{FIRST}.count": 1}),
    case("retention", "retention.others retention.same"),
    case("retention", "retention.fewer retention.parallel", {"retention.parallel.count": 1}),
    case("retention", "retention.more retention.parallel", {"retention.parallel.count": 4}),
    case("retention", "retention.kaiser retention.elbow", {"study.factors.count": "parallel"}),
    case(
        "retention",
        "retention.map retention.map_fourth",
        {"retention.map.count": 1, "retention.map.count_fourth": 4},
    ),
    case(
        "retention",
        "retention.map_both",
        {"retention.map.count": 4, "retention.map.count_fourth": 4},
    ),
    case("retention", "retention.fixed", {"study.factors.count": 3}),
    *factor_cases("variance", "variance.all", {}),
    *factor_cases("variance", "variance.single", {f"{FIRST}.count": 1}),
    case("variance", "variance.low", {f"{FIRST}.extracted.cumulative": others(41.0)}),
    *factor_cases("loadings", "loadings.own", {}),
    case("loadings", "loadings.all"),
    *factor_cases("loadings", "loadings.low", {f"{FIRST}.loadings": at(0, value=0.31)}),
    case("loadings", "loadings.some", {f"{FIRST}.loadings": at(0, value=0.31)}),
    *factor_cases(
        "loadings", "loadings.cross", {f"{FIRST}.loadings": loads((0, 0, 0.6), (0, 1, 0.7))}
    ),
    *factor_cases("loadings", "loadings.scattered", {f"{FIRST}.loadings": as_other(0, 3)}),
    *factor_cases(
        "loadings", "loadings.shared", {f"{FIRST}.loadings": as_other(slice(3, 6), slice(0, 3))}
    ),
    *factor_cases("loadings", "loadings.fewer", {f"{FIRST}.count": 2}),
    *factor_cases("loadings", "loadings.more", ONE_MORE),
    case("loadings", "loadings.shared loadings.scattered loadings.cross loadings.low", MIXED),
    case("structure", "structure.top", OBLIQUE),
    case("factor_correlations", "phi.weak", OBLIQUE),
    case("factor_correlations", "phi.top", {**OBLIQUE, f"{FIRST}.phi": square_of(-0.6, (1, 0))}),
    case("dropped", "dropped.items", {"factors.log": LOGGED}),
    case("dropped", "dropped.items", {"factors.log": 3 * LOGGED}),
    case("dropped", "dropped.unmet", {"factors.log": LOGGED, "factors.unmet": ("T2",)}),
    case("loadings_kept", "loadings.all loadings.own", {"factors.log": LOGGED}),
]
