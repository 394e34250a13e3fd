"""A small order with one KPI of every kind, and settlements for it."""

import math

import numpy as np
from aqyl.analysis.city_score.order import (
    CATEGORIES,
    Domain,
    Initiative,
    Kpi,
    Level,
    Order,
    Section,
    Stage,
    Target,
)
from aqyl.analysis.city_score.settlements import Settlement, Values

YEAR = 2027


def numbers(*values: float) -> dict:
    """Targets of the three categories."""
    return {c: Target(v, v) for c, v in zip(CATEGORIES, values, strict=False)}


KPIS = (
    Kpi("K01.01", 1, "city", "city", "percent", "at_least", 10, numbers(90, 80, 60)),
    Kpi("K01.02", 1, "city", "safe", "minutes", "at_most", 8, numbers(5, 7, 10)),
    Kpi(
        "K01.03",
        1,
        "city",
        "city",
        "change_percent",
        "change",
        6,
        {
            "republican": Target(-5, -10),
            "oblast": Target(-3, -5),
            "district": Target(wording="smallest"),
        },
    ),
    Kpi(
        "K01.04",
        1,
        "city",
        "city",
        "hours",
        "domains",
        5,
        domains=(Domain("a", "at_most", 1), Domain("b", "at_most", 24)),
    ),
    Kpi(
        "K01.05",
        1,
        "city",
        "city",
        "words",
        "words",
        4,
        {c: Target(wording="norm") for c in CATEGORIES},
    ),
    Kpi("K02.01", 2, "safe", "safe", "percent", "at_least", 9, numbers(80, 75, 60), fourth=70.0),
    Kpi("K02.02", 2, "safe", "safe", "count", "at_least", 7, numbers(10, 10, 10), shared=True),
    Kpi("K02.03", 2, "safe", "safe", "percent", "at_least", 7, numbers(40, 30), up_to=True),
    Kpi("K03.01", 3, "home", "home", "count", "at_least", 8, numbers(50, 30, 10), doubtful=True),
    Kpi("K03.02", 3, "home", "home", "minutes", "at_most", 8, numbers(5, 7, 10), repeats=True),
)
ORDER = Order(
    sections=(Section("city", 50), Section("safe", 30), Section("home", 20)),
    initiatives=(
        Initiative(1, "city", {c: Stage(1, 2026, 2027) for c in CATEGORIES}),
        Initiative(
            2,
            "safe",
            {"republican": Stage(1, 2026, 2027), "oblast": Stage(2, 2027, 2028)},
            frozenset({"republican", "oblast", "district"}),
        ),
        Initiative(
            3,
            "home",
            {"republican": Stage(2, 2027, 2028), "oblast": Stage(3, 2029, 2030)},
            frozenset({"republican", "oblast"}),
        ),
    ),
    kpis=KPIS,
    levels=(
        Level("very_high", 90),
        Level("good", 75),
        Level("medium", 60),
        Level("below_medium", 45),
        Level("low", 0),
    ),
)
PEOPLE = (
    Settlement("astana", "republican", 1_400_000.0, extra=1),
    Settlement("turkistan", "oblast", 200_000.0, "turkistan"),
    Settlement("kentau", "oblast", 100_000.0, "turkistan"),
    Settlement("saryagash", "district", 50_000.0, "turkistan", extra=2),
)
FULL = {
    "K01.01": 45.0,
    "K01.02": 10.0,
    "K01.03": -2.5,
    "K01.04.a": 2.0,
    "K01.04.b": 24.0,
    "K01.05": 0.5,
    "K02.01": 60.0,
    "K02.02": 5.0,
    "K02.03": 20.0,
    "K03.01": 25.0,
    "K03.02": 5.0,
}


def values(*rows: dict, year: int = YEAR, people: tuple = PEOPLE, **more) -> Values:
    """One row of measures a settlement; a measure that is not there has no data."""
    grid = [[row.get(m, math.nan) for m in ORDER.measures] for row in rows]
    return Values(year, people[: len(rows)], ORDER.measures, np.array(grid), **more)
