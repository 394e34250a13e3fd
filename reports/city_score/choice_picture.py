"""The figure of what each choice in reading the order changes when it alone is read otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ...analysis.city_score.rankings import rankings
from ...analysis.city_score.readings import Choice
from ...analysis.city_score.scores import city_score
from ..figures.change_ranges import ChangeRange, ChangeRanges, draw_change_ranges
from ..figures.picture import Picture
from ..language import Language
from ..table import Table
from .names import Names
from .picture_frame import marked, numbers, subtitle, words
from .results import Results

__all__ = ["choice_picture"]


def choice_picture(results: Results, lang: Language) -> Picture | None:
    """Draw how far each choice moves a total, and a rank, when it alone is read otherwise."""
    found = results.sensitivity
    effects = [_effect(results, choice, lang) for choice in (*found.choices, *found.held)]
    effects = sorted(filter(None, effects), key=lambda e: -max(e.row.rise, -e.row.fall))
    if not effects or np.isnan(found.totals[0]).all():
        return None
    rows = tuple(effect.row for effect in effects)
    title = lang.text("city_score_figure.choices", year=results.year)
    chart = ChangeRanges(
        title=title,
        subtitle=subtitle(results, lang, lang.text("city_score_figure.choices_about")),
        axis=lang.text("city_score_figure.choices_axis"),
        beside=lang.text("city_score_figure.choices_ranks"),
        rows=rows,
    )
    alt = lang.text(
        "city_score_figure.alt_choices",
        title=title,
        choice=rows[0].label,
        points=lang.number(max(rows[0].rise, -rows[0].fall), 1),
        n=len(rows),
    )
    notes = [lang.text("city_score_figure.choices_note")]
    if any(effect.lost for effect in effects):
        notes.append(lang.text("city_score_figure.choices_lost"))
    picture = Picture(
        name="choices",
        caption=title,
        alt=alt,
        data=_data(effects, title, lang),
        draw=partial(draw_change_ranges, chart, lang),
        notes=tuple(notes),
    )
    return marked(picture, results, lang)


@dataclass(frozen=True, slots=True)
class _Effect:
    """A row of the figure, the largest change of a rank, and how many have no score any more."""

    row: ChangeRange
    ranks: int
    lost: int


def _data(effects: Sequence[_Effect], title: str, lang: Language) -> Table:
    columns = (
        words("choice", lang),
        numbers("fall", lang),
        numbers("rise", lang),
        words("where", lang),
        numbers("rank_change", lang, 0),
        numbers("lost", lang, 0),
    )
    rows = ((e.row.label, e.row.fall, e.row.rise, e.row.told, e.ranks, e.lost) for e in effects)
    return Table("choices", title, columns, tuple(rows))


def _effect(results: Results, choice: Choice, lang: Language) -> _Effect | None:
    """Sum up what the other options of a choice change; None if they cannot be tried."""
    found, names = results.sensitivity, Names(results, lang)
    if choice in found.choices:
        at = [found.alone(choice.name, option) for option in choice.options[1:]]
        totals, ranked = found.totals[at], [ranking.ranks[at] for ranking in found.rankings]
    elif choice.name == "yearly":  # the other rules need the periods, which are not here
        return None
    else:
        others = (replace(found.base, **{choice.name: option}) for option in choice.options[1:])
        scores, values = results.scores, results.scores.values
        totals = np.stack([city_score(scores.order, values, other).total for other in others])
        ranked = [ranking.ranks for ranking in rankings(values.settlements, totals)]
    own = found.totals[0]
    moved = np.nan_to_num(totals - own)
    places = [
        np.nan_to_num(abs(ranks - ranking.ranks[0])).max(initial=0)
        for ranks, ranking in zip(ranked, found.rankings, strict=True)
    ]
    told = []
    for extreme in filter(None, (min(moved.min(), 0.0), max(moved.max(), 0.0))):
        option, i = np.unravel_index(np.argmin(abs(moved - extreme)), moved.shape)
        whose = names.settlement(results.scores.values.ids[i])
        title = names.word("option", f"{choice.name}.{choice.options[1 + option]}.title")
        told.append(f"{lang.number(extreme, 2, signed=True)} ({whose}; {title})")
    steps = int(max(places, default=0))
    row = ChangeRange(
        label=names.word("choice", f"{choice.name}.title"),
        fall=min(float(moved.min()), 0.0),
        rise=max(float(moved.max()), 0.0),
        beside=lang.number(steps, 0),
        told="; ".join(told) or lang.text("city_score_figure.together"),
    )
    return _Effect(row, steps, int((np.isnan(totals) & ~np.isnan(own)).sum(axis=1).max()))
