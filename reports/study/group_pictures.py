"""Figures of a study on its groups: mean scores with intervals, one panel a dimension."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from ...analysis.group_descriptives import INTERVAL
from ..figures.picture import Picture
from ..figures.small_multiples import (
    MultipleRow,
    SmallMultiple,
    SmallMultiples,
    cut_rows,
    draw_small_multiples,
    multiple_pages,
)
from ..language import Language
from ..table import Table
from .answer_pictures import paged
from .group_part import GroupPart
from .heads import Namer, file_name, head, interval_heads, percent_of, text_head
from .hidden_cells import Cells, groups_note
from .pictures import sample
from .results import StudyResults

__all__ = ["group_pictures", "score_scale"]

_LEAST = 3  # people of whose mean an interval says anything: of two it spans the whole scale


def group_pictures(
    results: StudyResults,
    part: GroupPart,
    name: Namer,
    lang: Language,
    cells: Cells | None = None,
    *,
    scale: tuple[float, float] | None = None,
) -> list[Picture]:
    """Draw the mean scores of the groups of one question, with t intervals.

    `part` is without the groups that `cells` hide; a note names them. `scale` has the ends that no
    score can pass, as `score_scale` gives them.
    """
    found = part.several.samples
    question = next(q for q in results.study.instrument.profile if q.id == part.question)
    labels = {option.code: lang.label(option.labels) for option in question.options}
    reach = np.where(found.n < _LEAST, np.nan, found.reach)
    at = [g for g in range(len(found.labels)) if found.n[g].any()]
    panels = tuple(
        SmallMultiple(name(dimension), _rows(found.mean[at, d], reach[at, d]), _centre(part, d))
        for d, dimension in enumerate(found.names)
    )
    title = lang.text("survey_figure.groups", question=lang.label(question.labels))
    people = sample(results, int(found.n.sum(axis=0).max()), lang)
    names = tuple(labels[found.labels[g]] for g in at)
    pages = multiple_pages(SmallMultiples(title, people, names, panels, ends=scale))
    stem = file_name("group_means", part.question)
    few = [labels[found.labels[g]] for g in at if (found.n[g] < _LEAST).any()]
    pictures = []
    for i, page in enumerate(pages):
        own_name, own_title = paged(stem, title, i, len(pages), lang)
        pictures.append(
            Picture(
                name=own_name,
                caption=own_title,
                alt=_alt(page, own_title, lang),
                data=_data(page, own_name, own_title, lang),
                draw=partial(draw_small_multiples, replace(page, title=own_title), lang),
                notes=(*_notes(page, few, lang), *groups_note(question, cells, lang)),
            )
        )
    return pictures


def score_scale(results: StudyResults) -> tuple[float, float]:
    """Return what scores lie between: the ends of the scale of answers, or of the scores if found.

    A mean of answers, weighted or not, stays within their scale; sums and components do not.
    """
    if results.study.scores.rule in {"mean", "loadings"}:
        points = results.study.instrument.scale.points
        return float(points[0]), float(points[-1])
    values = results.scores.values
    return float(np.nanmin(values)), float(np.nanmax(values))


def _notes(page: SmallMultiples, few: list[str], lang: Language) -> tuple[str, ...]:
    """Say what dots and lines are, which groups have no interval, and which one is cut."""
    notes = [lang.text("survey_figure.groups_note", percent=percent_of(INTERVAL, lang))]
    if few:
        notes.append(lang.text("survey_figure.groups_few", least=_LEAST, groups=", ".join(few)))
    if cut := cut_rows(page):
        notes.append(lang.text("survey_figure.groups_cut", groups=", ".join(cut)))
    return tuple(notes)


def _rows(means: np.ndarray, reach: np.ndarray) -> tuple[MultipleRow, ...]:
    pairs = zip(means.tolist(), reach.tolist(), strict=True)
    return tuple(MultipleRow(mean, mean - half, mean + half) for mean, half in pairs)


def _centre(part: GroupPart, dimension: int) -> float:
    """Mean of all people of the groups."""
    found = part.several.samples
    n, mean = found.n[:, dimension], found.mean[:, dimension]
    return float(np.nansum(n * mean) / n.sum()) if n.any() else float("nan")


def _alt(page: SmallMultiples, title: str, lang: Language) -> str:
    """Tell the panel whose means are farthest apart, with its highest and lowest group."""
    best = (-1.0, "", "", 0.0, "", 0.0)
    for panel in page.panels:
        means = [(r.value, g) for r, g in zip(panel.rows, page.labels, strict=True)]
        known = [pair for pair in means if not np.isnan(pair[0])]
        if len(known) > 1:
            (low, lowest), (high, highest) = min(known), max(known)
            best = max(best, (high - low, panel.heading, highest, high, lowest, low))
    gap, dimension, highest, high, lowest, low = best
    if gap < 0:
        return title
    return lang.text(
        "survey_figure.alt_groups",
        title=title,
        dimension=dimension,
        highest=highest,
        high=lang.number(high, 2),
        lowest=lowest,
        low=lang.number(low, 2),
    )


def _data(page: SmallMultiples, name: str, title: str, lang: Language) -> Table:
    columns = (
        text_head(lang, "construct"),
        text_head(lang, "group"),
        head(lang, "mean"),
        *interval_heads(lang, INTERVAL),
    )
    rows = tuple(
        (panel.heading, label, row.value, row.lower, row.upper)
        for panel in page.panels
        for label, row in zip(page.labels, panel.rows, strict=True)
    )
    return Table(name, title, columns, rows, merge=1)
