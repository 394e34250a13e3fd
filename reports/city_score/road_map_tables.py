"""The road map on a day: who is where, what is overdue, or the plan where nothing is reported."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from babel.dates import format_date

from ...analysis.city_score.initiatives import State
from ...analysis.city_score.order import CATEGORIES, Category
from ..language import Language
from ..table import Cell, Column, Table
from .names import Names
from .results import Results
from .score_tables import SHOWN

__all__ = ["STATES", "day", "reported", "road_map_tables", "state_table"]

STATES: tuple[State, ...] = get_args(State)


def reported(results: Results) -> bool:
    """Tell whether anything is reported as done."""
    return any(found.done is not None for found in results.progress)


def day(results: Results, lang: Language) -> str:
    """Write the day on which the road map is looked at."""
    return format_date(results.on, "long", locale=lang.code)


def road_map_tables(results: Results, lang: Language) -> list[Table]:
    """Show states and what is overdue; only the plan where nothing is reported as done."""
    names = Names(results, lang)
    return [_counts(names), *_overdue(names)] if reported(results) else [_plan(names)]


def state_table(results: Results, lang: Language) -> Table:
    """Show the state of every settlement and initiative; for files only.

    Where nothing is reported as done there is no state, only a stage and its last year.
    """
    names = Names(results, lang)
    columns = (
        *names.initiative_columns(),
        names.column("stage", "label"),
        names.column("due", "label"),
        names.column("done"),
        names.column("state"),
    )
    known = reported(results)
    rows = [
        (
            *names.initiative_cells(found.settlement, found.initiative),
            found.stage,
            found.due,
            found.done.isoformat() if found.done else None,
            names.word("state", found.state) if known or found.state == "not_planned" else None,
        )
        for found in results.progress
    ]
    return names.table("road_map_states", columns, rows, day=day(results, lang))


def _counts(names: Names) -> Table:
    results = names.results
    counts = Counter((found.settlement, found.state) for found in results.progress)
    columns = (
        names.column("settlement"),
        *(Column(state, names.head("state", state), "number", 0) for state in STATES),
    )
    rows = [
        (names.settlement(name), *(counts[name, state] for state in STATES))
        for name in results.scores.values.ids
    ]
    when = day(results, names.lang)
    notes = [names.note("states")]
    return names.table("road_map_counts", columns, rows, notes=notes, show=SHOWN, day=when)


def _overdue(names: Names) -> list[Table]:
    results = names.results
    columns = (
        *names.initiative_columns(),
        names.column("stage", "label"),
        names.column("due", "label"),
    )
    rows = [
        (
            *names.initiative_cells(found.settlement, found.initiative),
            found.stage,
            found.due,
        )
        for found in results.progress
        if found.state == "overdue"
    ]
    when = day(results, names.lang)
    table = names.table("road_map_overdue", columns, rows, show=SHOWN, merge=1, day=when)
    return [table] if rows else []


def _plan(names: Names) -> Table:
    settlements = names.results.scores.values.settlements
    there = {settlement.category for settlement in settlements}
    categories: list[Category] = [own for own in CATEGORIES if own in there]
    columns = (
        names.column("initiative", "label"),
        names.column("initiative_name"),
        *(Column(category, names.head("category", category)) for category in categories),
    )
    rows: list[tuple[Cell, ...]] = []
    for initiative in names.results.scores.order.initiatives:
        stages = (initiative.stages.get(category) for category in categories)
        years = (f"{s.first_year}–{s.last_year}" if s else None for s in stages)
        rows.append((initiative.number, names.of(initiative.number), *years))
    return names.table("road_map_plan", columns, rows, notes=[names.note("plan")])
