"""A log of every kind of period, and its yearly values by a plain loop over exact fractions."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

Row = tuple[str, str, str, float, float]  # settlement, kpi, period, value, weight
Year = tuple[float, int, str, str]  # value, periods, first, last

RULES = {
    "K01": "mean",
    "K02": "last",
    "K03": "sum",
    "K04": "median",
    "K05": "min",
    "K06": "max",
}
SETTLEMENTS = ("Алматы", "Түркістан", "Arys")
SCALES = (1.0, 1e-6, 1e9)


def periods_of(kind: int, year: int) -> list[str]:
    """Return the periods of a year: days, weeks, months, quarters in two spellings, or itself."""
    start = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - start).days
    return [
        [(start + timedelta(d)).isoformat() for d in range(days)],
        [f"{year}-W{w:02}" for w in range(1, date(year, 12, 28).isocalendar().week + 1)],
        [f"{year}-{m:02}" for m in range(1, 13)],
        [f"{year}-Q1", f"{year}Q2", f"{year}-Q3", f"{year}Q4"],
        [str(year)],
    ][kind]


def simulated_log(seed: int = 1) -> list[Row]:
    """Return rows in random order; a year lacks some periods, values differ much in size."""
    rng = random.Random(seed)
    rows: list[Row] = []
    for s, settlement in enumerate(SETTLEMENTS):
        for k, kpi in enumerate(RULES):
            for year in (2020, 2024, 2025, 2026):
                for period in periods_of((s + k + year) % 5, year):
                    if rng.random() < 0.9:
                        value = rng.gauss(0, 1) * rng.choice(SCALES)
                        rows.append((settlement, kpi, period, value, rng.choice((0.5, 1.0, 3.0))))
    rng.shuffle(rows)
    return rows


def years_of(rows: Iterable[Row], *, weighted: bool) -> dict[tuple[str, str, int], Year]:
    """Make yearly values one by one."""
    groups: dict[tuple[str, str, int], list[tuple[str, float, float]]] = defaultdict(list)
    for settlement, kpi, period, value, weight in rows:
        written = f"{period[:4]}-{period[-2:]}" if "Q" in period else period
        groups[settlement, kpi, int(period[:4])].append((written, value, weight))
    found = {}
    for key, group in groups.items():
        ordered = sorted(group)
        weights = [Fraction(w) if weighted else Fraction(1) for _, _, w in ordered]
        # A product is rounded once, as every database does; the rest is exact.
        terms = [Fraction(v * w) if weighted else Fraction(v) for _, v, w in ordered]
        values = [v for _, v, _ in ordered]
        by_rule = {
            "mean": float(sum(terms) / sum(weights)),
            "last": values[-1],
            "sum": float(sum(map(Fraction, values))),
            "median": median(values),
            "min": min(values),
            "max": max(values),
        }
        found[key] = (by_rule[RULES[key[1]]], len(values), ordered[0][0], ordered[-1][0])
    return found
