"""The table of scores: sections, CityScore, extra initiatives, missing data, TotalScore, level."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...analysis.city_score.order import CATEGORIES
from ..language import Language
from ..table import Cell, Column, Rounded, Table
from .cautions import MARK, few_data, few_data_note
from .names import Names
from .results import Results

__all__ = ["SHOWN", "by_category", "score_table"]

SHOWN = 60  # rows of a table that the page shows


def score_table(results: Results, lang: Language) -> Table:
    """Show how each settlement comes to its total; sorted by category and total."""
    names = Names(results, lang)
    group = names.word("column", "sections")
    sections = [
        Column(section.id, names.of(section.id), "number", 1, group)
        for section in results.scores.order.sections
    ]
    columns = (
        names.column("settlement"),
        names.column("category"),
        *sections,
        names.column("city_score", "number", 1),
        names.column("extra", "number"),
        names.column("missing_percent", "number", 1),
        names.column("penalty", "number"),
        names.column("total", "number", 1),
        names.column("level"),
    )
    few = few_data(names)
    rows = [_row(i, few, names) for i in by_category(results)]
    notes = [names.note("scores", kpis=_counted(results, names))]
    shared = results.scores.reading.empty_section == "renormalise"
    if shared and np.isnan(results.scores.section_scores[~np.isnan(results.scores.total)]).any():
        notes.append(names.note("empty_sections"))
    notes += few_data_note(few, names)
    return names.table("scores", columns, rows, notes=notes, show=SHOWN)


def by_category(results: Results) -> list[int]:
    """Places of the settlements, sorted by category and total, those without a total last."""
    settlements, total = results.scores.values.settlements, results.scores.total

    def key(i: int) -> tuple[int, bool, float]:
        missing = bool(np.isnan(total[i]))
        return CATEGORIES.index(settlements[i].category), missing, 0.0 if missing else -total[i]

    return sorted(range(len(settlements)), key=key)


def _row(i: int, few: Mapping[str, float], names: Names) -> tuple[Cell, ...]:
    scores = names.results.scores
    settlement, total = scores.values.settlements[i], float(scores.total[i])
    return (
        names.settlement(settlement.id),
        names.word("category", settlement.category),
        *(100.0 * scores.section_scores[i]).tolist(),
        float(scores.city_score[i]),
        settlement.extra,
        float(100.0 * scores.missing_share[i]),
        float(scores.penalty[i]),
        Rounded(total, 1, MARK) if settlement.id in few else total,
        names.of(scores.levels[i]) or None,
    )


def _counted(results: Results, names: Names) -> str:
    """Say how many KPIs settlements are scored by: one number, or the least and the most."""
    scored = results.scores.number("A")
    least, most = (names.whole(int(n)) for n in (scored.min(), scored.max()))
    return least if least == most else f"{least}–{most}"
