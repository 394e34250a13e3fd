"""Tables of a study on its people: who was left out, what that changes, who answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ...survey.disclosure import hidden_sums
from ...survey.instrument import Instrument
from ...survey.profile import Frequencies
from ...survey.screening import Screening
from ..language import Language
from ..table import Cell, Rounded, Table
from .heads import Namer, caption, head, name_note, named_columns, percent_of, text_head
from .hidden_cells import MARK, Cells, confidential, hidden_reason, privacy_note
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
    notes: tuple[str, ...] = ()
    if found.predictors:
        columns.append(head(lang, "n_regression", 0))
        columns.append(head(lang, "r_squared"))
        betas = named_columns(found.predictors, name, "beta")
        columns += [replace(beta, group="β") for beta in betas]
        notes = name_note(found.predictors, name, lang)
    return Table("sensitivity", caption(lang, "sensitivity"), tuple(columns), tuple(rows), notes)


def profile_table(
    tables: tuple[Frequencies, ...],
    instrument: Instrument,
    lang: Language,
    cells: Mapping[str, Cells] | None = None,
) -> Table:
    """Frequencies of all profile questions, as SPSS prints them.

    Parameters
    ----------
    tables : tuple of Frequencies
    instrument : Instrument
    lang : Language
    cells : mapping of question to Cells, optional
        Which are marked or left out; without it those of fewer than 5 people are marked.
    """
    questions = {question.id: question for question in instrument.profile}
    found = {f.question: (cells or {}).get(f.question) or Cells.marked(f) for f in tables}
    rows: list[tuple[Cell, ...]] = []
    for answers in tables:
        question = questions[answers.question]
        options = [lang.label(option.labels) for option in question.options]
        shown = _answers(answers, options, found[answers.question], lang)
        rows += [(lang.label(question.labels), *row) for row in shown]
    columns = (
        text_head(lang, "question"),
        text_head(lang, "option"),
        head(lang, "frequency", 0),
        head(lang, "percent", 1),
        head(lang, "valid_percent", 1),
        head(lang, "cumulative_percent", 1),
    )
    notes = privacy_note(
        max((own.smallest for own in found.values()), default=0),
        lang,
        marked=any((own.small & ~own.hidden).any() for own in found.values()),
        hidden=any(own.hidden.any() for own in found.values()),
    )
    reasons = [hidden_reason(questions[name], own, lang) for name, own in found.items()]
    notes = (*notes, *(said for reason in reasons for said in reason))
    return Table("profile", caption(lang, "profile"), columns, tuple(rows), notes, merge=1)


def _answers(
    found: Frequencies, options: list[str], cells: Cells, lang: Language
) -> list[tuple[Cell, ...]]:
    """Rows of one question: its answers, those who gave none, and all."""
    secret = confidential(lang)
    # Valid percents tell how many answered, and so how many did not.
    valid = np.logical_or(cells.hidden[:-1], cells.hidden[-1])
    running = np.logical_or(hidden_sums(cells.hidden[:-1]), cells.hidden[-1])
    with np.errstate(invalid="ignore", divide="ignore"):
        # Sums of counts: a sum of percents has last digits that depend on each of them.
        cumulative = 100 * np.cumsum(found.count) / np.float64(found.n - found.missing)
    rows: list[tuple[Cell, ...]] = [
        (
            option,
            *_share(int(found.count[j]), float(found.percent[j]), cells, j, lang),
            secret if valid[j] else float(found.valid_percent[j]),
            secret if running[j] else float(cumulative[j]),
        )
        for j, option in enumerate(options)
    ]
    if found.missing or cells.hidden[-1]:
        share = _share(found.missing, 100 * found.missing / found.n, cells, -1, lang)
        rows.append((lang.text("study.no_answer"), *share, None, None))
    rows.append((lang.text("table.total"), found.n, 100.0, None, None))
    return rows


def _share(
    count: int, percent: float, cells: Cells, place: int, lang: Language
) -> tuple[Cell, Cell]:
    """Count and percent of one answer, marked if it is small."""
    if cells.hidden[place]:
        return confidential(lang), confidential(lang)
    return (Rounded(count, 0, MARK) if cells.small[place] else count), percent


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
