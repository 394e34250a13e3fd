"""Figures of a study on its people and their answers: profile, and items point by point."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from ...survey.item_frequencies import above_middle
from ...survey.profile import Frequencies
from ..figures.likert_bars import (
    LikertBars,
    LikertGroup,
    LikertItem,
    draw_likert_bars,
    likert_pages,
)
from ..figures.picture import Picture
from ..figures.profile_bars import (
    ProfileBar,
    ProfileBars,
    ProfilePanel,
    draw_profile_bars,
    profile_pages,
)
from ..language import Language
from ..table import Cell, Column, Table
from .agreement import point_names, sides
from .heads import Namer, caption, head, text_head
from .pictures import sample
from .privacy import privacy_cells
from .results import StudyResults

__all__ = ["item_name", "likert_pictures", "paged", "profile_pictures"]


def profile_pictures(results: StudyResults, _name: Namer, lang: Language) -> list[Picture]:
    """Draw the answers to the profile questions, on as many pages as they need.

    A question with a cell that the study suppresses is left out, and a note names it.
    """
    questions = {question.id: question for question in results.study.instrument.profile}
    panels, hidden, cells = [], [], privacy_cells(results)
    for found in results.profile:
        question = questions[found.question]
        heading = lang.label(question.labels)
        if cells[found.question].hidden.any():
            hidden.append(heading)
            continue
        labels = [lang.label(option.labels) for option in question.options]
        panels.append(_panel(found, heading, labels))
    if not panels:
        return []
    notes = [lang.text("survey_figure.profile_note")]
    if hidden:
        notes.append(lang.text("survey_figure.profile_hidden", questions=", ".join(hidden)))
    people = sample(results, len(results.kept.ids), lang)
    pages = profile_pages(ProfileBars(caption(lang, "profile"), people, tuple(panels)))
    pictures = []
    for i, page in enumerate(pages):
        own_name, title = paged("profile_bars", page.title, i, len(pages), lang)
        answers = "; ".join(_most_frequent(panel, lang) for panel in page.panels)
        pictures.append(
            Picture(
                name=own_name,
                caption=title,
                alt=lang.text("survey_figure.alt_profile", title=title, answers=answers),
                data=_profile_data(page, own_name, title, lang),
                draw=partial(draw_profile_bars, replace(page, title=title), lang),
                notes=tuple(notes),
            )
        )
    return pictures


def likert_pictures(results: StudyResults, name: Namer, lang: Language) -> list[Picture]:
    """Draw how often each point was chosen, item by item, on as many pages as they need."""
    instrument, found = results.study.instrument, results.items
    count = dict(zip(found.items, found.count.tolist(), strict=True))
    groups = tuple(
        LikertGroup(
            name(construct.id),
            tuple(
                LikertItem(item_name(results, item, lang), tuple(count[item]))
                for item in construct.items
            ),
        )
        for construct in instrument.constructs
    )
    points = tuple(point_names(found.points, instrument.scale.labels, lang))
    title = lang.text("survey_figure.likert")
    pages = likert_pages(LikertBars(title, sample(results, found.n, lang), points, groups))
    pictures = []
    for i, page in enumerate(pages):
        own_name, title = paged("likert", page.title, i, len(pages), lang)
        pictures.append(
            Picture(
                name=own_name,
                caption=title,
                alt=_likert_alt(page, title, lang),
                data=_likert_data(page, own_name, title, lang),
                draw=partial(draw_likert_bars, replace(page, title=title), lang),
                notes=_likert_notes(results, lang),
            )
        )
    return pictures


def item_name(results: StudyResults, item: str, lang: Language) -> str:
    """Return the code of an item with its wording, if it has one."""
    wording = next(lang.label(i.labels) for i in results.study.instrument.items if i.id == item)
    return item if wording == item else f"{item} {wording}"


def paged(name: str, title: str, page: int, pages: int, lang: Language) -> tuple[str, str]:
    """Return name and title of one of several pages of a figure; of a single one as they are."""
    if pages == 1:
        return name, title
    return f"{name}_{page + 1}", lang.text("survey_figure.part", title=title, part=page + 1)


def _panel(found: Frequencies, heading: str, labels: list[str]) -> ProfilePanel:
    bars = zip(labels, found.valid_percent.tolist(), found.count.tolist(), strict=True)
    return ProfilePanel(heading, found.n - found.missing, tuple(ProfileBar(*bar) for bar in bars))


def _most_frequent(panel: ProfilePanel, lang: Language) -> str:
    best = max(panel.bars, key=lambda bar: np.nan_to_num(bar.percent, nan=-1.0))
    return f"{panel.heading} – {best.label} ({lang.number(best.percent, 1)} %)"


def _profile_data(page: ProfileBars, name: str, title: str, lang: Language) -> Table:
    rows = tuple(
        (panel.heading, bar.label, bar.count, bar.percent)
        for panel in page.panels
        for bar in panel.bars
    )
    columns = (
        text_head(lang, "question"),
        text_head(lang, "option"),
        head(lang, "frequency", 0),
        head(lang, "valid_percent", 1),
    )
    return Table(name, title, columns, rows)


def _likert_data(page: LikertBars, name: str, title: str, lang: Language) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for group in page.groups:
        for item in group.items:
            shares = [share if item.n else None for share in item.percents]
            rows.append((group.heading, item.label, item.n, *shares))
    columns = (
        text_head(lang, "construct"),
        text_head(lang, "item"),
        head(lang, "n", 0),
        *(Column(f"percent_{p.split()[0]}", f"{p}, %", "number", 1) for p in page.points),
    )
    return Table(name, title, columns, tuple(rows))


def _likert_alt(page: LikertBars, title: str, lang: Language) -> str:
    items = [item for group in page.groups for item in group.items if item.n]
    if not items:
        return lang.text("survey_figure.alt_likert_none", title=title)
    best, worst = (choose(items, key=lambda item: item.sides[2]) for choose in (max, min))
    high = lang.number(best.sides[2], 0)
    if len(items) == 1:
        low = lang.number(best.sides[0], 0)
        return lang.text(
            "survey_figure.alt_likert_one", title=title, best=best.label, high=high, low=low
        )
    return lang.text(
        "survey_figure.alt_likert",
        title=title,
        best=best.label,
        high=high,
        worst=worst.label,
        low=lang.number(worst.sides[2], 0),
    )


def _likert_notes(results: StudyResults, lang: Language) -> tuple[str, ...]:
    points = results.items.points
    below, above = sides(points, above_middle(len(points)))
    notes = [lang.text("survey_figure.likert_sides", below=below, above=above)]
    if len(points) % 2:
        notes.append(lang.text("survey_figure.likert_middle"))
    turned = [item.id for item in results.study.instrument.items if item.reverse]
    if turned:
        notes.append(lang.text("study.reverse_note", items=", ".join(turned)))
    return tuple(notes)
