"""The text of the order itself: doubtful cells and how they were read, and rows that are lost."""

from __future__ import annotations

from collections import Counter

from ...analysis.city_score.order import Kpi
from ..language import Language
from ..table import Cell, Table
from .names import Names
from .reading_tables import option_title
from .results import Results

__all__ = ["FLAGS", "doubtful", "order_tables"]

# What the columns of Annex 4 are marked with, as data/city_score/SOURCE.md explains it.
FLAGS = (
    "cut",
    "four_values",
    "two_values",
    "one_value",
    "categories_named",
    "by_domain",
    "range",
    "words",
    "no_upper_limit_sign",
    "word_order",
    "unit_contradicts",
    "name_contradicts",
    "norm_in_formula",
    "formula_doubtful",
    "mistranslated",
    "repeats",
    "repeats_earlier",
    "direction_doubtful",
    "depends_on_size",
    "frequency_doubtful",
    "example",
)
# Flags that a choice of the reading decides.
_DECIDED = {
    "four_values": "fourth_value",
    "one_value": "one_value",
    "by_domain": "domains",
    "range": "range_end",
    "no_upper_limit_sign": "up_to",
    "direction_doubtful": "doubtful",
    "repeats_earlier": "repeated",
}


def order_tables(results: Results, lang: Language) -> list[Table]:
    """Show the KPIs with doubtful cells, then what the printed text has lost."""
    names = Names(results, lang)
    tables = [_doubtful(names), _missing(names)]
    return [table for table in tables if table.rows]


def doubtful(results: Results) -> list[Kpi]:
    """KPIs with at least one doubtful cell."""
    return [kpi for kpi in results.scores.order.kpis if results.order.rows[kpi.id].flags]


def _doubtful(names: Names) -> Table:
    rows = [
        (kpi.id, names.kpi(kpi.id), names.results.order.rows[kpi.id].printed, *cells)
        for kpi in doubtful(names.results)
        for cells in _flags(kpi, names)
    ]
    columns = tuple(names.column(key) for key in ("kpi", "kpi_name", "printed", "doubt", "read_as"))
    starred = any(names.results.order.rows[kpi.id].added for kpi in doubtful(names.results))
    notes = [names.note("added_kpi")] if starred else []
    return names.table("order_doubtful", columns, rows, notes=notes, merge=3)


def _flags(kpi: Kpi, names: Names) -> list[tuple[Cell, Cell]]:
    """Say of each flag of a KPI what is doubtful and how it was read."""
    flags = names.results.order.rows[kpi.id].flags
    if "repeats_earlier" in flags:  # says the same, and more
        flags -= {"repeats"}
    known = [(names.word("flag", flag), _read(flag, kpi, names)) for flag in FLAGS if flag in flags]
    # A row that a user adds may carry marks of the user's own.
    return [*known, *((flag, None) for flag in sorted(flags.difference(FLAGS)))]


def _read(flag: str, kpi: Kpi, names: Names) -> str:
    reading = names.results.scores.reading
    choice = _DECIDED.get(flag, "")
    if flag == "words":
        choice = {"change": "worded_change", "words": "partly"}.get(kpi.direction, "")
    if flag == "one_value" and not kpi.shared:
        choice = ""
    if flag == "by_domain" and not kpi.domains:
        choice = ""
    if not choice:
        return names.word("flag_read", flag)
    taken = option_title(choice, reading.option(choice), names)
    return names.note("read_by", choice=names.word("choice", f"{choice}.title"), option=taken)


def _missing(names: Names) -> Table:
    order = names.results.order
    added = Counter(kpi.initiative for kpi in order.order.kpis if order.rows[kpi.id].added)
    columns = (
        names.column("initiative", "label"),
        names.column("initiative_name"),
        names.column("numbers"),
        names.column("lost"),
        names.column("certainty"),
        names.column("added", "number"),
    )
    rows = [
        (
            row.initiative,
            names.of(row.initiative),
            row.number.replace("-", "–"),
            names.lang.label(row.labels),
            names.word("certainty", "certain" if row.certain else "possible"),
            added[row.initiative],
        )
        for row in order.missing
    ]
    return names.table("order_missing", columns, rows)
