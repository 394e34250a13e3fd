"""Signs of bootstrap draws, if they are to follow those of the original estimate.

In every resample the sum of a construct's item correlations is positive, which settles the sign of
a construct whose items agree; the default leaves it at that ("none"). Where they do not agree,
"construct" turns whole constructs whose loadings are nearer to the original ones when turned (their
products with them sum to less than zero), and all numbers that they are part of; "individual" gives
every single number the sign of its original, which understates its spread near zero.

Source: Tenenhaus, Esposito Vinzi, Chatelin and Lauro (2005), Computational Statistics & Data
Analysis 48, 159-205, section 7, who compare sums of loadings and not their products, which cannot
tell for items of opposite signs.
"""

from __future__ import annotations

import numpy as np

from .bootstrap_result import SignRule
from .pls_plan import Plan
from .pls_quantities import Quantity

__all__ = ["turned"]

_SQUARE: tuple[Quantity, ...] = ("correlations", "paths", "total", "total_indirect")
_SIGNED: tuple[Quantity, ...] = (
    "weights",
    "loadings",
    "part_weights",
    "part_loadings",
    *_SQUARE,
    "specific_indirect",
)


def turned(
    draws: dict[Quantity, np.ndarray],
    estimates: dict[Quantity, np.ndarray],
    plan: Plan,
    rule: SignRule,
) -> dict[Quantity, np.ndarray]:
    """Turn the signs of draws by a rule; draws that have none stay.

    Parameters
    ----------
    draws : dict of quantity to ndarray, shape (..., B)
    estimates : dict of quantity to ndarray, shape (...)
    plan : Plan
    rule : {"none", "individual", "construct"}
    """
    if rule == "none":
        return draws
    if rule == "individual":
        single: dict[Quantity, np.ndarray] = {
            name: np.copysign(draws[name], np.where(estimates[name] < 0, -1.0, 1.0)[..., None])
            for name in _SIGNED
        }
        return draws | single
    s = _construct_signs(draws, estimates, plan)
    both = s[:, None] * s[None, :]
    owner, parts = _owners(plan)
    changed: dict[Quantity, np.ndarray] = {name: draws[name] * both for name in _SQUARE}
    changed["weights"] = draws["weights"] * s[owner]
    changed["loadings"] = draws["loadings"] * s[owner]
    # A part's score turns with its own sign, its weight with both.
    turn = s[parts[:, 0]] * s[parts[:, 1]]
    changed["part_weights"] = draws["part_weights"] * turn
    changed["part_loadings"] = draws["part_loadings"] * turn
    ends = np.array([(way[0], way[-1]) for way in plan.wiring.ways], dtype=int).reshape(-1, 2)
    changed["specific_indirect"] = draws["specific_indirect"] * s[ends[:, 0]] * s[ends[:, 1]]
    return draws | changed


def _construct_signs(
    draws: dict[Quantity, np.ndarray], estimates: dict[Quantity, np.ndarray], plan: Plan
) -> np.ndarray:
    """Return -1 where the loadings of a construct are nearer to the original when turned."""
    owner, parts = _owners(plan)
    s = np.ones((plan.wiring.count, draws["loadings"].shape[-1]))
    items = (owner, draws["loadings"], estimates["loadings"])
    halves = (parts[:, 1], draws["part_loadings"], estimates["part_loadings"])
    for group, every, first in (items, halves):
        for construct in np.unique(group):
            own = group == construct
            drawn, original = every[own], first[own][:, None]
            s[construct] = np.where((original * drawn).sum(axis=0) < 0, -1.0, 1.0)
    for at, (one, other) in enumerate(plan.products, plan.wiring.count - len(plan.products)):
        s[at] = s[one] * s[other]
    return s


def _owners(plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Construct of each item, and part and whole of each part, by number among the names."""
    owner = np.repeat(np.arange(len(plan.first.constructs)), plan.first.sizes)
    at = {name: i for i, name in enumerate(plan.model.names)}
    pairs = [(at[part], at[w.id]) for w in plan.model.higher_order for part in w.parts]
    return owner, np.array(pairs, dtype=int).reshape(-1, 2)
