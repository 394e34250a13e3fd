"""Figures of the road map: the state of every initiative, or its terms if nothing is reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ...analysis.city_score.initiatives import Progress, State
from ...analysis.city_score.order import CATEGORIES
from ..figures.map_grid import map_pages
from ..figures.picture import Picture
from ..figures.state_map import Sign, StateCell, StateMap, StateRow, draw_state_map
from ..language import Language
from ..table import Cell, Column, Table
from .names import Names
from .picture_frame import (
    MAP_ROWS,
    best_first,
    initiative_names,
    marked,
    paged,
    shown_first,
    subtitle,
    words,
)
from .results import Results
from .road_map_tables import day, reported

__all__ = ["road_map_pictures"]

_SIGNS: Mapping[State, Sign] = {
    "done": "check",
    "under_way": "half",
    "overdue": "cross",
    "ahead": "empty",
    "not_planned": "none",
}
_PLAN: tuple[State, ...] = ("under_way", "overdue", "ahead", "not_planned")


def road_map_pictures(results: Results, lang: Language) -> list[Picture]:
    """Draw the state of every initiative by settlement; the terms alone if nothing is reported."""
    if not results.progress:
        return []
    return _states(results, lang) if reported(results) else [_plan(results, lang)]


def _states(results: Results, lang: Language) -> list[Picture]:
    names, ids = Names(results, lang), results.scores.values.ids
    states: dict[State, str] = {state: names.word("state", state) for state in _SIGNS}
    shown, notes = shown_first([ids[i] for i in best_first(results)], MAP_ROWS, lang)
    own: dict[str, list[Progress]] = {settlement: [] for settlement in ids}
    for one in results.progress:
        own[one.settlement].append(one)
    lines = [(names.settlement(settlement), own[settlement]) for settlement in shown]
    title = lang.text("city_score_figure.road_map", day=day(results, lang))
    below = subtitle(results, lang, lang.text("city_score_figure.road_map_about"))
    pages = map_pages(lines, [label for label, _ in lines])
    found = []
    for p, page in enumerate(pages):
        name, caption = paged("road_map_state_map", title, p, len(pages), lang)
        chart = StateMap(
            title=caption,
            subtitle=below,
            columns=initiative_names(results, lang),
            states={_SIGNS[state]: text for state, text in states.items()},
            rows=tuple(_row(label, line, states, results, lang) for label, line in page),
        )
        data = [(label, *(states[one.state] for one in line)) for label, line in page]
        picture = Picture(
            name=name,
            caption=caption,
            alt=_alt([one for _, line in page for one in line], states, caption, lang),
            data=_data(results, name, caption, words("settlement", lang), data, lang),
            draw=partial(draw_state_map, chart, lang),
            notes=(lang.text("city_score_figure.road_map_note"), *notes),
        )
        found.append(marked(picture, results, lang))
    return found


def _plan(results: Results, lang: Language) -> Picture:
    """Draw the terms of each category; whether anybody kept them is not known.

    It is the order's own road map, so it is not simulated, whatever the values are.
    """
    states: dict[State, str] = {s: lang.text(f"city_score_figure.plan.{s}") for s in _PLAN}
    first = {s.category: s.id for s in reversed(results.scores.values.settlements)}
    lines = [
        (
            lang.text(f"city_score_figure.category.{category}"),
            [one for one in results.progress if one.settlement == first[category]],
        )
        for category in CATEGORIES
        if category in first
    ]
    title = lang.text("city_score_figure.plan_title", day=day(results, lang))
    chart = StateMap(
        title=title,
        subtitle=lang.text("city_score_figure.plan_about"),
        columns=initiative_names(results, lang),
        states={_SIGNS[state]: text for state, text in states.items()},
        rows=tuple(_row(label, line, states, results, lang, due=True) for label, line in lines),
    )
    data = [(label, *(str(one.due) if one.due else None for one in line)) for label, line in lines]
    return Picture(
        name="road_map_term_map",
        caption=title,
        alt=_alt([one for _, line in lines for one in line], states, title, lang),
        data=_data(results, "road_map_term_map", title, words("category", lang), data, lang),
        draw=partial(draw_state_map, chart, lang),
        notes=(lang.text("city_score_figure.plan_note"),),
    )


def _row(
    label: str,
    line: Sequence[Progress],
    states: Mapping[State, str],
    results: Results,
    lang: Language,
    *,
    due: bool = False,
) -> StateRow:
    """Build a row of cells; `due` writes the last year of the stage below the sign."""
    cells = []
    for one, name in zip(line, initiative_names(results, lang), strict=True):
        years = f" ({_first_year(one, results)}–{one.due})" if one.due else ""
        told = f"{label}, {name}: {states[one.state]}{years}"
        text = str(one.due) if due and one.due else ""
        cells.append(StateCell(_SIGNS[one.state], told, text))
    return StateRow(label, tuple(cells))


def _first_year(one: Progress, results: Results) -> int:
    stages = results.order.order.initiative(one.initiative).stages.values()
    return next(stage.first_year for stage in stages if stage.number == one.stage)


def _data(
    results: Results,
    name: str,
    title: str,
    first: Column,
    rows: Sequence[tuple[Cell, ...]],
    lang: Language,
) -> Table:
    numbered = zip(results.order.order.initiatives, initiative_names(results, lang), strict=True)
    columns = (first, *(Column(f"initiative_{i.number}", text) for i, text in numbered))
    return Table(name, title, columns, tuple(rows))


def _alt(line: Sequence[Progress], states: Mapping[State, str], title: str, lang: Language) -> str:
    counts = [(name, sum(one.state == state for one in line)) for state, name in states.items()]
    said = "; ".join(f"{name} – {lang.number(n, 0)}" for name, n in counts)
    return lang.text("city_score_figure.alt_states", title=title, states=said)
