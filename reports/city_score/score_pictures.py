"""Figures of the scores: TotalScore from its parts, and sections by settlement."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from ...analysis.city_score.scores import sections_of
from ...analysis.city_score.totals import EXTRA
from ..figures.map_grid import map_pages
from ..figures.picture import Picture
from ..figures.score_bars import Bound, ScoreBar, ScoreBars, draw_score_bars
from ..figures.value_map import ValueMap, ValueRow, draw_value_map
from ..language import Language
from ..table import Column, Table
from .cautions import few_data, few_data_note, starred, unstarred
from .names import Names
from .picture_frame import (
    MAP_ROWS,
    alt_of_ends,
    best_first,
    marked,
    paged,
    section_names,
    shown_first,
    subtitle,
    words,
)
from .results import Results

__all__ = ["score_bars_picture", "section_pictures"]

_BARS = 25
_TOTAL = "TotalScore"  # the order's name, the same in every language


def score_bars_picture(results: Results, lang: Language) -> Picture | None:
    """Draw what the sections, extra initiatives and the penalty make of every TotalScore."""
    scores, ordered = results.scores, best_first(results)
    if np.isnan(scores.total).all():
        return None
    shown, notes = shown_first(ordered, _BARS, lang)
    ids, few = [scores.values.ids[i] for i in shown], few_data(Names(results, lang))
    few = {name: share for name, share in few.items() if name in ids}
    part = "scores_part" if notes else "scores"
    title = lang.text(f"city_score_figure.{part}", year=results.year, shown=_BARS, all=len(ordered))
    names, bars = _bars(results, shown, lang)
    levels = sorted(results.order.order.levels, key=lambda level: level.lower)
    letter = scores.reading.weights == "as_printed"
    about = "" if letter else lang.text("city_score_figure.scores_about")
    note = lang.text(f"city_score_figure.{'letter_note' if letter else 'scores_note'}")
    chart = ScoreBars(
        title=title,
        subtitle=subtitle(results, lang, about),
        parts=names,
        added=lang.text("city_score_figure.extra"),
        taken=lang.text("city_score_figure.penalty"),
        total=_TOTAL,
        bounds=tuple(Bound(level.lower, Names(results, lang).of(level.id)) for level in levels),
        bars=bars,
    )
    columns = (
        words("settlement", lang),
        Column("total", _TOTAL, "number", 1),
        *(Column(f"part_{j + 1}", name, "number", 1) for j, name in enumerate(names)),
        Column("extra", chart.added, "number", 0),
        Column("penalty", chart.taken, "number", 0),
    )
    rows = tuple((unstarred(b.label), b.total, *b.parts, b.added, -b.taken) for b in bars)
    picture = Picture(
        name="score_bars",
        caption=title,
        alt=_scores_alt(bars, title, lang),
        data=Table("score_bars", title, columns, rows),
        draw=partial(draw_score_bars, chart, lang),
        notes=(note, *few_data_note(few, Names(results, lang)), *notes),
    )
    return marked(picture, results, lang)


def _bars(
    results: Results, shown: Sequence[int], lang: Language
) -> tuple[tuple[str, ...], tuple[ScoreBar, ...]]:
    """Name the parts of CityScore, and build the bars.

    With the weights to the letter of the order sections would bring thousands of points, so the
    final score is the only part.
    """
    scores, own = results.scores, Names(results, lang)
    ids, few = [scores.values.ids[i] for i in shown], few_data(own)
    labels = [starred(own.settlement(name), name, few) for name in ids]
    totals = [float(scores.total[i]) for i in shown]
    if scores.reading.weights == "as_printed":
        bars = (ScoreBar(a, (t,), 0.0, 0.0, t) for a, t in zip(labels, totals, strict=True))
        return (_TOTAL,), tuple(bars)
    parts = scores.contributions @ sections_of(scores.order, scores.reading)
    found = (
        ScoreBar(
            label=label,
            parts=tuple(parts[i].tolist()),
            added=EXTRA * scores.values.settlements[i].extra,
            taken=float(scores.penalty[i]),
            total=total,
        )
        for i, label, total in zip(shown, labels, totals, strict=True)
    )
    return section_names(results, lang), tuple(found)


def _scores_alt(bars: tuple[ScoreBar, ...], title: str, lang: Language) -> str:
    known = [bar for bar in bars if not np.isnan(bar.total)]
    best, worst = known[0], known[-1]
    key = "alt_scores" if len(known) > 1 else "alt_scores_one"
    return lang.text(
        f"city_score_figure.{key}",
        title=title,
        best=best.label,
        high=lang.number(best.total, 1),
        worst=worst.label,
        low=lang.number(worst.total, 1),
    )


def section_pictures(results: Results, lang: Language) -> list[Picture]:
    """Draw section scores as shaded cells, the best settlement first, on one or more pages."""
    scores, names = results.scores, section_names(results, lang)
    if np.isnan(scores.section_scores).all():
        return []
    shown, notes = shown_first(best_first(results), MAP_ROWS, lang)
    title = lang.text("city_score_figure.sections", year=results.year)
    below = subtitle(results, lang, lang.text("city_score_figure.sections_about"))
    rows = [
        ValueRow(
            Names(results, lang).settlement(scores.values.ids[i]),
            tuple((100 * scores.section_scores[i]).tolist()),
        )
        for i in shown
    ]
    columns = (
        words("settlement", lang),
        *(
            Column(section.id, name, "number", 1)
            for section, name in zip(results.order.order.sections, names, strict=True)
        ),
    )
    found, pages = [], map_pages(rows, [row.label for row in rows])
    for p, page in enumerate(pages):
        name, caption = paged("section_map", title, p, len(pages), lang)
        picture = Picture(
            name=name,
            caption=caption,
            alt=_sections_alt(page, names, caption, lang),
            data=Table(name, caption, columns, tuple((r.label, *r.values) for r in page)),
            draw=partial(draw_value_map, ValueMap(caption, below, names, page), lang),
            notes=(lang.text("city_score_figure.map_note"), *notes),
        )
        found.append(marked(picture, results, lang))
    return found


def _sections_alt(
    rows: tuple[ValueRow, ...], names: tuple[str, ...], title: str, lang: Language
) -> str:
    cells = [
        (value, f"{row.label}, {name}")
        for row in rows
        for value, name in zip(row.values, names, strict=True)
        if not np.isnan(value)
    ]
    return alt_of_ends("alt_map", cells, title, len(rows), lang, decimals=1)
