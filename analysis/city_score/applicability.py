"""Which KPI counts for which settlement: the statuses A, NA and ND (Annex 5, 2.1.2)."""

from __future__ import annotations

import numpy as np

from ...survey.errors import SpecificationError
from .kpi_scores import target_of
from .order import Initiative, Kpi, Order
from .readings import Reading
from .settlements import Settlement, Values

__all__ = ["applicable", "counts_from"]


def counts_from(initiative: Initiative, settlement: Settlement, reading: Reading) -> float:
    """Return the year from which an initiative counts for a settlement; infinity if it never does.

    An initiative that the road map leaves out has no stage; read by Annex 3 alone it counts at
    once.
    """
    stage = initiative.stages.get(settlement.category)
    required = settlement.category in initiative.required
    named = {
        "both_annexes": stage is not None and required,
        "road_map": stage is not None,
        "functions": required,
    }[reading.applicability]
    if not named:
        return np.inf
    if stage is None or reading.stage_start == "at_once":
        return -np.inf
    return {
        "first_year": stage.first_year,
        "last_year": stage.last_year,
        "year_after": stage.last_year + 1,
    }[reading.stage_start]


def applicable(kpi: Kpi, order: Order, values: Values, reading: Reading) -> np.ndarray:
    """Tell for which settlements a KPI is applicable.

    Returns
    -------
    ndarray of bool, shape (s,)
        True for A and ND, False for NA: the initiative does not apply to the category or its
        stage has not begun, or no target is printed. Statuses set by hand come first.

    Raises
    ------
    SpecificationError
        If a status A is set by hand where the order has no target.
    """
    initiative = order.initiative(kpi.initiative)
    result = np.zeros(len(values.settlements), dtype=bool)
    for i, settlement in enumerate(values.settlements):
        has_target = _has_target(kpi, settlement, reading)
        begun = counts_from(initiative, settlement, reading) <= values.year
        by_hand = values.applicable.get((settlement.id, kpi.id))
        if by_hand and target_of(kpi, settlement, reading) is None and not kpi.domains:
            raise SpecificationError(
                f"`{kpi.id}` of `{settlement.id}` is set to A, and the order prints no target "
                f"for the category `{settlement.category}`"
            )
        result[i] = (has_target and begun) if by_hand is None else by_hand
    return result


def _has_target(kpi: Kpi, settlement: Settlement, reading: Reading) -> bool:
    """Tell whether the order, so read, has a target for the category of a settlement."""
    left_out = (
        (kpi.up_to and reading.up_to == "left_out")
        or (kpi.doubtful and reading.doubtful == "left_out")
        or (kpi.repeats and reading.repeated == "once")
    )
    if left_out:
        return False
    if kpi.shared and reading.one_value == "republican" and settlement.category != "republican":
        return False
    if kpi.domains:
        return True
    target = target_of(kpi, settlement, reading)
    worded = target is not None and kpi.direction == "change" and bool(target.wording)
    return target is not None and not (worded and reading.worded_change == "left_out")
