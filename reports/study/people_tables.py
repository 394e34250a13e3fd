"""Tables of a study on its people: who was left out, what that changes, who answered."""

from __future__ import annotations

import numpy as np

from ...survey.instrument import Instrument
from ...survey.profile import Frequencies
from ...survey.screening import Screening
from ..language import Language
from ..table import Cell, Column, Table
from .heads import Namer, caption, head, percent_of, text_head
from .sensitivity import Headline, Sensitivity

__all__ = ["profile_table", "screening_table", "sensitivity_table"]

_PERCENT_RULES = {"completeness"}


def screening_table(screening: Screening, lang: Language) -> Table:
    """How many people break each rule, how many only this one, and how many stay."""
    rows: list[tuple[Cell, ...]] = []
    for j, rule in enumerate(screening.rules):
        broken = screening.broken[:, j]
        alone = broken & (screening.broken.sum(axis=1) == 1)
        rows.append(
            (
                lang.text(f"rule.{rule}"),
                _limit(screening, rule, lang),
                int(broken.sum()),
                int(alone.sum()),
            )
        )
    out = int((~screening.kept).sum())
    rows.append((lang.text("study.left_out"), "", out, None))
    rows.append((lang.text("study.kept"), "", int(screening.kept.sum()), None))
    columns = (
        text_head(lang, "rule"),
        text_head(lang, "limit"),
        head(lang, "broken", 0),
        head(lang, "broken_alone", 0),
    )
    title = caption(lang, "screening", n=lang.number(len(screening.kept), 0))
    return Table("screening", title, columns, tuple(rows), (lang.text("study.screening_note"),))


def sensitivity_table(found: Sensitivity, name: Namer, lang: Language) -> Table:
    """Show the main results as screened, without each rule, and without any."""
    rows: list[tuple[Cell, ...]] = [_headline(lang.text("study.as_screened"), found.screened)]
    rows += [
        _headline(lang.text("study.without", rule=lang.text(f"rule.{rule}")), headline)
        for rule, headline in found.without.items()
    ]
    rows.append(_headline(lang.text("study.unscreened"), found.unscreened))
    columns = [text_head(lang, "sample"), head(lang, "n", 0), head(lang, "kmo")]
    if found.predictors:
        columns.append(head(lang, "n_regression", 0))
        columns.append(head(lang, "r_squared"))
        columns += [Column(f"beta_{p}", f"β: {name(p)}", "number", 3) for p in found.predictors]
    return Table("sensitivity", caption(lang, "sensitivity"), tuple(columns), tuple(rows))


def profile_table(tables: tuple[Frequencies, ...], instrument: Instrument, lang: Language) -> Table:
    """Frequencies of all profile questions, as SPSS prints them."""
    questions = {question.id: question for question in instrument.profile}
    rows: list[tuple[Cell, ...]] = []
    for found in tables:
        question = questions[found.question]
        name = lang.label(question.labels)
        for j, option in enumerate(question.options):
            rows.append(
                (
                    name,
                    lang.label(option.labels),
                    int(found.count[j]),
                    float(found.percent[j]),
                    float(found.valid_percent[j]),
                    float(found.cumulative_percent[j]),
                )
            )
            name = ""
        if found.missing:
            share = 100 * found.missing / found.n
            rows.append(("", lang.text("study.no_answer"), found.missing, share, None, None))
        rows.append(("", lang.text("table.total"), found.n, 100.0, None, None))
    columns = (
        text_head(lang, "question"),
        text_head(lang, "option"),
        head(lang, "frequency", 0),
        head(lang, "percent", 1),
        head(lang, "valid_percent", 1),
        head(lang, "cumulative_percent", 1),
    )
    return Table("profile", caption(lang, "profile"), columns, tuple(rows))


def _limit(screening: Screening, rule: str, lang: Language) -> str:
    """Say the limit of a rule as a sentence fragment."""
    limit = getattr(screening.limits, rule)
    if isinstance(limit, bool):
        return lang.text(f"limit.{rule}")
    if rule in _PERCENT_RULES:
        return lang.text(f"limit.{rule}", limit=percent_of(limit, lang))
    decimals = 0 if isinstance(limit, int) else _digits(limit)
    return lang.text(f"limit.{rule}", limit=lang.number(limit, decimals))


def _digits(value: float) -> int:
    """Decimals that print a limit as it was written."""
    return len(np.format_float_positional(value, trim="-").partition(".")[2])


def _headline(name: str, headline: Headline) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = (name, headline.n, headline.kmo)
    if not headline.betas:
        return cells
    return (*cells, headline.n_regression, headline.r_squared, *headline.betas)
