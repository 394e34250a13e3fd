"""What all figures of CityScore share: names, order of settlements, and the word "simulated"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from ..figures.picture import Picture
from ..language import Language
from ..table import Column
from .results import Results

__all__ = [
    "MAP_ROWS",
    "alt_of_ends",
    "best_first",
    "initiative_names",
    "marked",
    "numbers",
    "paged",
    "section_names",
    "shown_first",
    "subtitle",
    "words",
]

Row = TypeVar("Row")

MAP_ROWS = 108  # settlements of a map, on three pages


def subtitle(results: Results, lang: Language, *parts: str) -> str:
    """Join what stands below a title; people copy figures without their notes."""
    simulated = [lang.text("city_score_figure.simulated")] if results.simulated else []
    return "; ".join(part for part in (*simulated, *parts) if part)


def marked(picture: Picture, results: Results, lang: Language) -> Picture:
    """Say below a figure, and in the names of its files, that its values are simulated."""
    if not results.simulated:
        return picture
    name = f"simulated_{picture.name}"
    notes = (lang.text("city_score_figure.simulated_note"), *picture.notes)
    return replace(picture, name=name, data=replace(picture.data, name=name), notes=notes)


def best_first(results: Results) -> list[int]:
    """Settlements by TotalScore, the best first; those without one come last."""
    total = results.scores.total
    return [int(i) for i in np.lexsort((np.arange(len(total)), -np.nan_to_num(total, nan=-1.0)))]


def section_names(results: Results, lang: Language) -> tuple[str, ...]:
    """Return the names of the sections in the order's order."""
    order = results.order
    return tuple(lang.label(order.labels[section.id]) for section in order.order.sections)


def initiative_names(results: Results, lang: Language) -> tuple[str, ...]:
    """Return numbers and short names of the initiatives."""
    order = results.order
    numbered = [str(initiative.number) for initiative in order.order.initiatives]
    return tuple(f"{number} {lang.label(order.short[number])}" for number in numbered)


def shown_first(rows: Sequence[Row], most: int, lang: Language) -> tuple[list[Row], list[str]]:
    """Return the first rows, and a note if there are more."""
    if len(rows) <= most:
        return list(rows), []
    note = lang.text("city_score_figure.shown", shown=most, all=len(rows))
    return list(rows[:most]), [note]


def paged(name: str, title: str, page: int, pages: int, lang: Language) -> tuple[str, str]:
    """Return name and title of one of several pages of a figure; of a single one as they are."""
    if pages == 1:
        return name, title
    part = lang.text("city_score_figure.part", title=title, part=page + 1)
    return f"{name}_part_{page + 1}", part


def alt_of_ends(
    key: str,
    found: Sequence[tuple[float, str]],
    title: str,
    rows: int,
    lang: Language,
    *,
    decimals: int,
) -> str:
    """Say of a map, for those who do not see it, where its highest and lowest values are."""
    if not found:
        return lang.text("city_score_figure.alt_empty", title=title, n=rows)
    high, low = max(found), min(found)
    return lang.text(
        f"city_score_figure.{key}",
        title=title,
        best=high[1],
        high=lang.number(high[0], decimals),
        worst=low[1],
        low=lang.number(low[0], decimals),
    )


def words(key: str, lang: Language) -> Column:
    """Return a column of words."""
    return Column(key, lang.text(f"city_score_figure.column.{key}"))


def numbers(key: str, lang: Language, decimals: int = 1) -> Column:
    """Return a column of numbers."""
    return Column(key, lang.text(f"city_score_figure.column.{key}"), "number", decimals)
