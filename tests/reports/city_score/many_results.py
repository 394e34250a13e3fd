"""Results of any number of settlements with long names: simulated values, claims, gaps."""

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from aqyl.analysis.city_score.order import CATEGORIES, Kpi
from aqyl.analysis.city_score.readings import Reading
from aqyl.analysis.city_score.settlements import Settlement, Values
from aqyl.reports.city_score.order_file import read_order
from aqyl.reports.city_score.results import Claims, Results, compute
from aqyl.reports.city_score.settlement_files import SettlementFile

LONG = {
    "kk": "Қазақ елінің өте ұзын атауы бар елді мекені",
    "ru": "Посёлок с очень длинным названием имени Ә. Өтегенұлы",
    "en": "A settlement with a name that is very long",
}
_MOST = {"percent": 100.0, "points_of_10": 10.0, "points_of_5": 5.0}


@cache
def many(
    n: int,
    *,
    long: bool = False,
    year: int = 2027,
    claimed: bool = False,
    weights: str = "shares",
    simulated: bool = True,
) -> Results:
    """Score n settlements of all categories in three regions."""
    order, rng = read_order(), np.random.default_rng(n)
    settlements = tuple(
        Settlement(f"s{i}", CATEGORIES[i % 3], 1e5 + i, f"r{i % 3}", extra=i % 5 // 4 * 2)
        for i in range(n)
    )
    names = LONG if long else dict.fromkeys(LONG, "Қ")
    labels = {f"s{i}": {code: f"{name} {i + 1}" for code, name in names.items()} for i in range(n)}
    regions = {f"r{i}": {code: f"{name} {i}" for code, name in names.items()} for i in range(3)}
    numbers = np.full((n, len(order.order.measures)), np.nan)
    for i, settlement in enumerate(settlements):
        level, gaps = rng.uniform(0.4, 1.0), 0.3 if i % 4 == 0 else 0.1
        for kpi in order.order.kpis:
            own = _values(kpi, settlement, float(np.clip(level + rng.normal(0, 0.15), 0.1, 1.2)))
            for measure, value in own.items():
                if rng.random() > gaps:
                    numbers[i, order.order.measures.index(measure)] = value
    claims = Claims()
    if claimed:
        there = {f"s{i}": frozenset(f.id for f in order.functions[i::2]) for i in range(n)}
        done = {(f"s{i}", 1 + i % 16): date(2026, 6, 1) for i in range(n)}
        claims = Claims(functions=there, done=done, on=date(2028, 6, 30))
    values = Values(year, settlements, order.order.measures, numbers)
    return compute(
        order,
        SettlementFile(Path("settlements.csv"), settlements, labels, regions),
        {"by_kind": values},
        Reading(weights=weights),  # type: ignore[arg-type]
        claims,
        simulated=simulated,
    )


def _values(kpi: Kpi, settlement: Settlement, reached: float) -> dict[str, float]:
    if kpi.domains:
        return {f"{kpi.id}.{d.id}": d.target / reached for d in kpi.domains}
    if kpi.direction == "words":
        return {kpi.id: round(2 * min(reached, 1.0)) / 2}
    target = kpi.targets.get(settlement.category)
    if target is None:
        return {}
    if kpi.direction == "change":
        goal = -3.0 if np.isnan(target.low) else target.low
        return {kpi.id: goal * (2.0 * reached - 0.8)}
    value = target.low / reached if kpi.direction == "at_most" else target.low * reached
    return {kpi.id: min(value, _MOST.get(kpi.unit, np.inf))}
