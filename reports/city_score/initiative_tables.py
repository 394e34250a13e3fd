"""Initiatives beyond the list with their conditions, and the functions that Annex 3 asks for."""

from __future__ import annotations

from collections import Counter

from ..language import Language
from ..table import Table
from .names import Names
from .results import Results
from .score_tables import SHOWN

__all__ = ["coverage_tables", "extra_table", "needed_most"]

_NAMED = 5  # lacking functions that a row names by code
_URGENCY = ("high", "medium", "depends", "low")
_READABLE = 30  # lacking functions that the page shows


def extra_table(results: Results, lang: Language) -> list[Table]:
    """Show each extra initiative and the conditions that it does not meet."""
    if not results.extra:
        return []
    names = Names(results, lang)
    columns = tuple(names.column(key) for key in ("settlement", "extra_name", "counted", "failed"))
    rows = [
        (
            names.settlement(entry.settlement),
            entry.name,
            names.word("answer", "no" if entry.failed else "yes"),
            "; ".join(names.word("condition", condition) for condition in entry.failed),
        )
        for entry in results.extra
    ]
    notes = [names.note("conditions")]
    return [names.table("extra_initiatives", columns, rows, notes=notes, show=SHOWN)]


def coverage_tables(results: Results, lang: Language) -> list[Table]:
    """Show the functions that are there by settlement and initiative, then those that lack."""
    if not results.coverage:
        return []
    names = Names(results, lang)
    columns = (
        *names.initiative_columns(),
        names.column("asked", "number"),
        names.column("there", "number"),
        names.column("there_percent", "number", 1),
        names.column("lacking"),
    )
    rows = [
        (
            *names.initiative_cells(found.settlement, found.initiative),
            found.asked,
            found.there,
            100.0 * found.there / found.asked,
            _codes(found.lacking, names),
        )
        for found in results.coverage
    ]
    notes = [names.note("coverage")]
    table = names.table("coverage", columns, rows, notes=notes, show=SHOWN, merge=1)
    return [table, *_lacking(names)]


def needed_most(results: Results) -> list[tuple[str, int]]:
    """Functions that somebody lacks, with the number of settlements; the most needed first."""
    need = {function.id: function.need for function in results.order.functions}
    lacking = Counter(name for found in results.coverage for name in found.lacking)

    def key(name: str) -> tuple[int, int]:
        urgency = _URGENCY.index(need[name]) if need[name] in _URGENCY else len(_URGENCY)
        return urgency, -lacking[name]

    return [(name, lacking[name]) for name in sorted(sorted(lacking), key=key)]


def _lacking(names: Names) -> list[Table]:
    need = {function.id: function.need for function in names.results.order.functions}
    rows = [
        (
            name,
            names.of(name),
            names.word("need", need[name]) if need[name] in _URGENCY else None,
            settlements,
        )
        for name, settlements in needed_most(names.results)
    ]
    columns = (
        names.column("function"),
        names.column("function_name"),
        names.column("need"),
        names.column("lacking_in", "number"),
    )
    notes = [names.note("need")]
    table = names.table("lacking_functions", columns, rows, notes=notes, show=_READABLE)
    return [table] if rows else []


def _codes(lacking: tuple[str, ...], names: Names) -> str:
    """List the first codes, and how many more there are."""
    more = len(lacking) - _NAMED
    shown = ", ".join(lacking[:_NAMED])
    if more <= 0:
        return shown
    return names.lang.text("sentence.list.more", listed=shown, n=names.whole(more))
