"""The distances of a simulated sample to its targets, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from ...analysis.simulation.distance import Distance
from ..language import Language
from ..table import Table
from .heads import caption, head, text_head

__all__ = ["distance_table"]


def distance_table(found: Sequence[Distance], lang: Language) -> Table:
    """List every target, what the sample has in its place, and the difference."""
    rows = tuple(
        (lang.text(f"comparison.{d.statistic}"), d.name, d.target, d.found, d.found - d.target)
        for d in found
    )
    columns = (
        text_head(lang, "statistic"),
        text_head(lang, "row"),
        head(lang, "target", 4),
        head(lang, "found", 4),
        head(lang, "difference", 4, "signed"),
    )
    return Table("distances", caption(lang, "distances"), columns, rows)
