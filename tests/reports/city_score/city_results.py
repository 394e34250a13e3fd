"""Results of the demonstration, whole or in part, with or without what settlements claim."""

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
from aqyl.analysis.city_score.initiatives import ExtraInitiative
from aqyl.analysis.city_score.readings import Reading
from aqyl.analysis.city_score.settlements import Values
from aqyl.reports.city_score.demo import DEMO_YEAR, demo_folder
from aqyl.reports.city_score.order_file import OrderFile, read_order
from aqyl.reports.city_score.results import Claims, Results, compute
from aqyl.reports.city_score.settlement_files import read_settlements, with_extra

CITIES = ("astana", "almaty", "shymkent", "turkistan", "oral", "semey", "konaev")
FEW = 9  # measures that a city with few data has
DAY = date(2028, 6, 30)
CONDITIONS = ("in_road_map", "signed_report", "has_indicator", "in_period")


def claims(order: OrderFile) -> Claims:
    """One confirmed extra initiative and one that fails each condition, functions, days."""
    extra = [ExtraInitiative("turkistan", "Walks", True, True, True, True, "social")]
    for failed in CONDITIONS:
        met = {condition: condition != failed for condition in CONDITIONS}
        extra.append(ExtraInitiative("astana", f"No {failed}", **met, sphere="social"))
    extra.append(ExtraInitiative("astana", "No sphere", True, True, True, True, "other"))
    first = frozenset(function.id for function in order.functions if function.initiative == 1)
    return Claims(
        extra=tuple(extra),
        functions={"astana": first, "oral": frozenset()},
        done={("astana", 1): date(2026, 5, 1), ("oral", 2): date(2030, 1, 1)},
        on=DAY,
    )


def computed(
    cities: tuple[str, ...] = CITIES,
    *,
    claimed: bool = False,
    simulated: bool = True,
    reading: Reading | None = None,
    without: tuple[str, ...] = (),
    few: tuple[str, ...] = (),
    order: OrderFile | None = None,
) -> Results:
    """Score some cities of the demonstration; those of `without` have no values at all.

    Those of `few` have only the values of the first KPIs.
    """
    order = order or read_order()
    file = read_settlements(demo_folder() / "settlements.csv")
    file = replace(
        file, settlements=tuple(s for c in cities for s in file.settlements if s.id == c)
    )
    stated = claims(order) if claimed else Claims()
    if claimed:
        file = with_extra(file, stated.extra)
    numbers = np.full((len(cities), len(order.order.measures)), np.nan)
    for (city, measure), own in _values().items():
        if city in few and measure not in order.order.measures[:FEW]:
            continue
        if city in cities and city not in without and measure in order.order.measures:
            numbers[cities.index(city), order.order.measures.index(measure)] = np.mean(own)
    values = Values(DEMO_YEAR, file.settlements, order.order.measures, numbers)
    reading = reading or Reading()
    by_rule = {reading.yearly: values}
    return compute(order, file, by_rule, reading, stated, simulated=simulated)


results = cache(computed)


@cache
def _values() -> dict[tuple[str, str], list[float]]:
    text = (demo_folder() / "values.csv").read_text("utf-8").splitlines()
    found = defaultdict(list)
    for row in csv.DictReader(line for line in text if not line.startswith("# ")):
        found[row["settlement"], row["kpi"]].append(float(row["value"]))
    return found
