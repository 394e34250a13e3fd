"""Figures of how sure ranks are: those of each member under every reading of the order."""

from __future__ import annotations

from functools import partial

import numpy as np

from ...analysis.city_score.rankings import Ranking
from ..figures.picture import Picture
from ..figures.rank_intervals import RankIntervals, RankRow, draw_rank_intervals
from ..language import Language
from ..table import Table
from .cautions import few_data_note, few_data_of, starred, unstarred
from .names import Names
from .picture_frame import marked, numbers, shown_first, subtitle, words
from .ranking_tables import with_score
from .results import Results

__all__ = ["rank_pictures"]

_DRAWN = ("republican", "regions")  # the rankings of the order
_TAIL = 0.05  # of the readings, on either side of the middle
_ROWS = 32


def rank_pictures(results: Results, lang: Language) -> list[Picture]:
    """Draw the ranks of cities of republican significance and of regions under all readings."""
    if results.sensitivity.readings < 2:
        return []
    return [
        _rank_picture(results, ranking, lang)
        for ranking in results.sensitivity.rankings
        if ranking.name in _DRAWN and (~np.isnan(ranking.ranks[0])).sum() > 1
    ]


def _rank_picture(results: Results, ranking: Ranking, lang: Language) -> Picture:
    names = Names(results, lang)
    n = names.count("readings", with_score(results, ranking))
    own = next(r for r in results.rankings if r.name == ranking.name)
    title = lang.text(f"city_score_figure.ranks_{ranking.name}", year=results.year)
    rows, notes = shown_first(_rank_rows(results, ranking, lang), _ROWS, lang)
    chart = RankIntervals(
        title=title,
        subtitle=subtitle(results, lang, n),
        axis=lang.text("city_score_figure.rank"),
        reported=lang.text("city_score_figure.rank_own"),
        middle=lang.text("city_score_figure.rank_middle", percent=round(100 * (1 - 2 * _TAIL))),
        all=lang.text("city_score_figure.rank_all"),
        share=lang.text("city_score_figure.rank_share"),
        rows=tuple(rows),
    )
    name = f"ranks_{ranking.name}"
    columns = (
        words("member", lang),
        numbers("rank", lang, 0),
        numbers("rank_best", lang, 0),
        numbers("rank_worst", lang, 0),
        numbers("rank_low", lang, 0),
        numbers("rank_high", lang, 0),
        numbers("rank_share", lang, 3),
    )
    data = tuple((unstarred(r.label), r.own, r.best, r.worst, r.low, r.high, r.share) for r in rows)
    picture = Picture(
        name=name,
        caption=title,
        alt=_rank_alt(rows, title, n, lang),
        data=Table(name, title, columns, data),
        draw=partial(draw_rank_intervals, chart, lang),
        notes=(
            lang.text("city_score_figure.ranks_note"),
            *_held(results, lang),
            *few_data_note(few_data_of(own, names), names, ranking.name),
            *notes,
        ),
    )
    return marked(picture, results, lang)


def _held(results: Results, lang: Language) -> list[str]:
    """Name the choices that all readings make as the report does."""
    names = Names(results, lang)
    held = [names.word("choice", f"{c.name}.title") for c in results.sensitivity.held]
    listed = "; ".join(held)
    return [lang.text("city_score_figure.ranks_held", choices=listed)] if held else []


def _rank_rows(results: Results, ranking: Ranking, lang: Language) -> list[RankRow]:
    """Sum up the ranks of each member, the best by its own rank first."""
    rows, n, names = [], with_score(results, ranking), Names(results, lang)
    few = few_data_of(next(r for r in results.rankings if r.name == ranking.name), names)
    for j, member in enumerate(ranking.members):
        ranks = ranking.ranks[:, j]
        known, own = ranks[~np.isnan(ranks)], float(ranks[0])
        low, high = np.nan, np.nan
        if len(known):
            # Ranks that occur, not means of two.
            low, high = np.quantile(known, (_TAIL, 1 - _TAIL), method="inverted_cdf")
        rows.append(
            RankRow(
                label=starred(names.member(member, ranking.name), member, few),
                own=own,
                best=float(known.min(initial=np.inf)) if len(known) else np.nan,
                worst=float(known.max(initial=0.0)) if len(known) else np.nan,
                low=float(low),
                high=float(high),
                share=np.nan if np.isnan(own) else float((ranks == own).sum()) / n,
            )
        )
    return sorted(rows, key=lambda row: np.nan_to_num(row.own, nan=np.inf))


def _rank_alt(rows: list[RankRow], title: str, readings: str, lang: Language) -> str:
    known = [row for row in rows if not np.isnan(row.own)]
    wide = max(known, key=lambda row: row.worst - row.best)
    key = "alt_ranks" if wide.worst > wide.best else "alt_ranks_same"
    return lang.text(
        f"city_score_figure.{key}",
        title=title,
        readings=readings,
        first=known[0].label,
        share=lang.number(100 * known[0].share, 0),
        wide=wide.label,
        best=lang.number(wide.best, 0),
        worst=lang.number(wide.worst, 0),
    )
