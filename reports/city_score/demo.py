"""Simulated values for a demonstration: every KPI of 20 cities for one year, at random.

No value says anything about a real city: each city draws its own level from the same distribution,
whatever its place in any published rating.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from ...analysis.city_score.applicability import counts_from
from ...analysis.city_score.initiatives import SPHERES
from ...analysis.city_score.kpi_scores import target_of
from ...analysis.city_score.order import Kpi
from ...analysis.city_score.readings import Reading
from ...analysis.city_score.settlements import Settlement
from ...data import folder
from .order_file import OrderFile, read_order
from .settlement_files import SettlementFile, read_settlements

__all__ = ["DEMO_YEAR", "SEED", "demo_folder", "write_demo"]

DEMO_YEAR, SEED = 2027, 141
NOTE = (
    "SIMULATED. Drawn at random; no value describes the city it stands beside.",
    "СМОДЕЛИРОВАНО. Случайные числа; ни одно значение не описывает названный рядом город.",
    "МОДЕЛЬДЕНГЕН. Кездейсоқ сандар; ешбір мән қасында аталған қаланы сипаттамайды.",
)
_MOST = {"percent": 100.0, "points_of_10": 10.0, "points_of_5": 5.0}
_GAPS = 0.1  # share of KPIs without data in most cities, and in every fifth
_MANY_GAPS = 0.3
_EVERY = 5
_LIKELY, _DONE = 0.9, 0.5  # of a condition, and of an initiative whose stage has begun
_WHOLE = 1000  # from here no decimals are written


def demo_folder() -> Path:
    """Return the folder of the demonstration."""
    return folder("city_score") / "demo"


def write_demo(out: Path, *, year: int = DEMO_YEAR, seed: int = SEED) -> None:
    """Write every simulated table into a folder, the same on every run.

    They are ``values.csv``, ``extra.csv``, ``functions.csv`` and ``done.csv``, for the settlements
    of the demonstration.
    """
    file, order = read_settlements(demo_folder() / "settlements.csv"), read_order()
    rng = np.random.default_rng(seed)
    conditions = ("in_road_map", "signed_report", "has_indicator", "in_period")
    tables = {
        "values": (("settlement", "kpi", "period", "value"), _rows(order, file, year, rng)),
        "extra": (("settlement", "initiative", *conditions, "sphere"), _extra(file, rng)),
        "functions": (("settlement", "function", "there"), _functions(order, file, rng)),
        "done": (("settlement", "initiative", "done"), _done(order, file, year, rng)),
    }
    for name, (head, rows) in tables.items():
        stream = io.StringIO()
        stream.writelines(f"# {line}\n" for line in NOTE)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
        (out / f"{name}.csv").write_text(stream.getvalue(), encoding="utf-8", newline="\n")


def _rows(
    order: OrderFile, file: SettlementFile, year: int, rng: np.random.Generator
) -> Iterator[tuple[str, str, str, str]]:
    difficulty = rng.normal(0.0, 0.08, len(order.order.kpis))
    for i, settlement in enumerate(file.settlements):
        level = rng.uniform(0.6, 0.95)
        gaps = _MANY_GAPS if i % _EVERY == _EVERY - 1 else _GAPS
        for k, kpi in enumerate(order.order.kpis):
            reached = level + difficulty[k] + rng.normal(0.0, 0.12)
            missing = rng.random() < gaps
            begun = counts_from(order.order.initiative(kpi.initiative), settlement, Reading())
            if missing or begun > year:
                continue
            periods = _periods(order.rows[kpi.id].frequency, year)
            for measure, value in _values(kpi, settlement, reached):
                wobble = np.where(len(periods) > 1, rng.normal(0.0, 0.04, len(periods)), 0.0)
                for period, change in zip(periods, wobble, strict=True):
                    yield settlement.id, measure, period, _written(kpi, value, change)


def _extra(file: SettlementFile, rng: np.random.Generator) -> Iterator[tuple[str, ...]]:
    for settlement in file.settlements:
        for number in range(1, int(rng.integers(0, 3)) + 1):
            met = ["yes" if rng.random() < _LIKELY else "no" for _ in range(4)]
            sphere = str(rng.choice(SPHERES))
            yield settlement.id, f"Initiative {number} of {settlement.id}", *met, sphere


def _functions(
    order: OrderFile, file: SettlementFile, rng: np.random.Generator
) -> Iterator[tuple[str, str, str]]:
    for settlement in file.settlements:
        share = rng.uniform(0.3, 0.9)
        for function in order.functions:
            if function.needed[settlement.category] != "no":
                yield settlement.id, function.id, "yes" if rng.random() < share else "no"


def _done(
    order: OrderFile, file: SettlementFile, year: int, rng: np.random.Generator
) -> Iterator[tuple[str, int, str]]:
    for settlement in file.settlements:
        for initiative in order.order.initiatives:
            stage = initiative.stages.get(settlement.category)
            if stage and stage.first_year <= year and rng.random() < _DONE:
                day = date(year, 1, 1) + timedelta(days=int(rng.integers(0, 365)))
                yield settlement.id, initiative.number, day.isoformat()


def _values(kpi: Kpi, settlement: Settlement, reached: float) -> list[tuple[str, float]]:
    """Turn a level of success into values of each measure of a KPI."""
    reached = float(np.clip(reached, 0.15, 1.2))
    if kpi.domains:
        return [(f"{kpi.id}.{d.id}", d.target / reached) for d in kpi.domains]
    if kpi.direction == "words":
        return [(kpi.id, 1.0 if reached > 0.8 else 0.5 if reached > 0.6 else 0.0)]
    target = target_of(kpi, settlement, Reading())
    if target is None:
        return []
    if kpi.direction == "change":
        goal = -3.0 if np.isnan(target.low) else target.low
        return [(kpi.id, goal * (2.0 * reached - 0.8))]
    if kpi.direction == "at_most":
        return [(kpi.id, target.low / reached)]
    return [(kpi.id, min(target.low * reached, _MOST.get(kpi.unit, np.inf)))]


def _written(kpi: Kpi, value: float, change: float) -> str:
    """Write a value of one period with as many digits as such a value is measured."""
    if kpi.direction == "words":
        return f"{value:g}"
    moved = min(value * (1.0 + change), _MOST.get(kpi.unit, np.inf))
    whole = kpi.unit == "count" or moved >= _WHOLE
    return f"{round(moved)}" if whole else f"{moved:.3g}"


def _periods(frequency: str, year: int) -> Sequence[str]:
    """Name the periods of a year; days and weeks are summed up by month, to keep the file short."""
    if frequency == "year":
        return [str(year)]
    if frequency == "quarter":
        return [f"{year}-Q{quarter}" for quarter in range(1, 5)]
    return [f"{year}-{month:02}" for month in range(1, 13)]
