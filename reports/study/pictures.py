"""The figures of a study: its model, the scree plot and the standardised coefficients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from ...analysis.regression import Regression
from ..figures.coefficient_plot import Coefficient, CoefficientPlot, draw_coefficient_plot
from ..figures.path_model import PathModel, draw_path_model
from ..figures.picture import Picture
from ..figures.scree_plot import ScreePlot, draw_scree_plot
from ..language import Language
from ..table import Column, Table
from .heads import Namer, caption, head, interval_heads, of_factors, percent_of, text_head
from .model_arrows import model_arrows
from .results import StudyResults

__all__ = [
    "beta_interval",
    "coefficient_picture",
    "model_picture",
    "sample",
    "scree_picture",
    "study_pictures",
]


def study_pictures(results: StudyResults, name: Namer, lang: Language) -> dict[str, Picture]:
    """Return the figures that the results allow, by name."""
    pictures = {}
    if results.study.hypotheses:
        pictures["model"] = model_picture(results, name, lang)
    if results.retention and results.factors:
        pictures["scree"] = scree_picture(results, lang)
    if results.regression:
        pictures["coefficients"] = coefficient_picture(results, name, lang)
    return pictures


def model_picture(results: StudyResults, name: Namer, lang: Language) -> Picture:
    """Draw the model that the hypotheses state."""
    hypotheses = results.study.hypotheses
    title = caption(lang, "model")
    arrows, moderators = model_arrows(results.study)
    ends = {end: name(end) for arrow in arrows for end in (arrow.start, arrow.end)}
    ends |= {own.moderator: name(own.moderator) for own in moderators}
    shown = {h.id: f"{name(h.predictor)} → {name(h.outcome)}" for h in hypotheses}
    shown |= {
        own.label: f"{ends[own.moderator]} → ({ends[own.start]} → {ends[own.end]})"
        for own in moderators
    }
    data = Table(
        "model",
        title,
        (text_head(lang, "hypothesis"), text_head(lang, "path")),
        tuple(shown.items()),
    )
    paths = "; ".join(f"{row[0]}: {row[1]}" for row in data.rows)
    note = lang.text("study.model_note")
    if not all(arrow.full for arrow in arrows):
        note = f"{note} {lang.text('study.model_rest_note')}"
    if moderators:
        note = f"{note} {lang.text('study.moderation_note')}"
    model = PathModel(title, note, ends, tuple(arrows), tuple(moderators))
    return Picture(
        name="model",
        caption=title,
        alt=lang.text("study_figure.alt_model", title=title, paths=paths),
        data=data,
        draw=partial(draw_path_model, model, lang),
    )


def scree_picture(results: StudyResults, lang: Language) -> Picture:
    """Draw the eigenvalues with those of the parallel analysis."""
    found, factors = results.retention, results.factors
    if found is None or factors is None:
        raise ValueError("There are no components to draw")
    title = caption(lang, "scree")
    percentile = lang.number(found.parallel.percentile, 0)
    values, chance = found.eigenvalues.tolist(), found.parallel.threshold.tolist()
    plot = ScreePlot(
        title=title,
        subtitle=sample(results, found.n, lang),
        component=lang.text(f"head.{of_factors('component', factors.first.method)}"),
        value=lang.text("study_figure.log_eigenvalue"),
        eigenvalues=tuple(values),
        chance=tuple(chance),
        retained=factors.first.count,
        names=(
            lang.text("study_figure.observed"),
            lang.text("study_figure.chance", percentile=percentile),
            lang.text("study_figure.kaiser"),
        ),
    )
    columns = (
        head(lang, "component", kind="label"),
        head(lang, "eigenvalue"),
        head(lang, "chance"),
    )
    rows = tuple((i + 1, *pair) for i, pair in enumerate(zip(values, chance, strict=True)))
    alt = lang.text(
        "study_figure.alt_scree",
        title=title,
        first=lang.number(values[0], 2),
        count=lang.number(factors.first.count, 0),
    )
    return Picture(
        name="scree",
        caption=title,
        alt=alt,
        data=Table("scree", title, columns, rows),
        draw=partial(draw_scree_plot, plot, lang),
    )


def coefficient_picture(
    results: StudyResults,
    name: Namer,
    lang: Language,
    *,
    published: Mapping[str, float] | None = None,
) -> Picture:
    """Draw the standardised coefficients; beside published ones if there are any."""
    if results.regression is None:
        raise ValueError("There is no regression to draw")
    found = results.regression.diagnostics.regression
    title = caption(lang, "coefficient_plot", outcome=name(found.outcome))
    lower, upper = beta_interval(found)
    coefficients = tuple(
        Coefficient(
            label=name(predictor),
            estimate=float(found.beta[j]),
            lower=float(lower[j]),
            upper=float(upper[j]),
            p=float(found.p[j]),
            published=published.get(predictor) if published else None,
        )
        for j, predictor in enumerate(found.predictors)
    )
    ordered = tuple(sorted(coefficients, key=lambda c: -c.estimate))
    names = (lang.text("study_figure.computed"), lang.text("study_figure.published"))
    plot = CoefficientPlot(
        title=title,
        subtitle=sample(results, found.n, lang),
        rows=ordered,
        names=names if published else None,
        r_squared=found.r_squared,
    )
    columns: tuple[Column, ...] = (
        text_head(lang, "construct"),
        head(lang, "beta"),
        *interval_heads(lang, found.level, bounded=True),
        head(lang, "p", kind="p"),
    )
    rows = tuple((c.label, c.estimate, c.lower, c.upper, c.p) for c in ordered)
    if published:
        columns = (*columns, replace(head(lang, "published"), bounded=True))
        rows = tuple((*row, c.published) for row, c in zip(rows, ordered, strict=True))
    best = max(ordered, key=lambda c: abs(c.estimate))
    alt = lang.text(
        "study_figure.alt_coefficients",
        title=title,
        best=best.label,
        value=lang.number(best.estimate, 3, bounded=True),
    )
    percent = percent_of(found.level, lang)
    return Picture(
        name="coefficient_plot",
        caption=title,
        alt=alt,
        data=Table("coefficient_plot", title, columns, rows),
        draw=partial(draw_coefficient_plot, plot, lang),
        notes=(lang.text("study.interval_note", percent=percent), lang.text("study.stars")),
    )


def sample(results: StudyResults, n: int, lang: Language) -> str:
    """Say the sample within the figure, which people copy without its notes."""
    counted = f"n = {lang.number(n, 0)}"
    return f"{lang.text('study.simulated_short')}, {counted}" if results.simulated else counted


def beta_interval(found: Regression) -> tuple[np.ndarray, np.ndarray]:
    """Return the interval of B in the units of Beta, taking the standard deviations as known."""
    unit = np.divide(found.beta, found.b, out=np.zeros_like(found.b), where=found.b != 0)
    return found.lower * unit, found.upper * unit
