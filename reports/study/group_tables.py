"""Tables of a study that compare groups of people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...analysis.group_descriptives import GroupTest
from ...survey.disclosure import primary
from ...survey.instrument import ProfileQuestion
from ..bounded import BOUNDED
from ..language import Language
from ..table import Cell, Column, Rounded, Table
from .group_pairs import pair_table
from .group_part import GroupPart
from .heads import Namer, caption, file_name, head, interval_heads, text_head
from .hidden_cells import MARK, SMALLEST, Cells, groups_note, privacy_note

__all__ = ["group_tables"]


def group_tables(
    part: GroupPart,
    question: ProfileQuestion,
    name: Namer,
    lang: Language,
    cells: Cells | None = None,
    *,
    outcome: str = "",
) -> list[Table]:
    """Return the means of the groups with one test, all tests, and the pairs of groups.

    Parameters
    ----------
    part : GroupPart
        As it may be shown: without the hidden groups.
    question : ProfileQuestion
    name : callable
    lang : Language
    cells : Cells, optional
        Of the question, to mark and to name the hidden groups; without it groups of fewer than 5
        people are marked.
    outcome : str, optional
        Dimension that the study explains; documents show its pairs before others.
    """
    labels = {option.code: lang.label(option.labels) for option in question.options}
    title = lang.label(question.labels)
    smallest = cells.smallest if cells else SMALLEST
    tables = [_means(part, labels, title, name, lang, smallest), _tests(part, title, name, lang)]
    if part.pairs:
        tables.append(pair_table(part, labels, title, name, lang, outcome))
    hidden = groups_note(question, cells, lang)
    return [replace(table, notes=(*table.notes, *hidden)) for table in tables]


def _means(
    part: GroupPart,
    labels: dict[str, str],
    title: str,
    name: Namer,
    lang: Language,
    smallest: int,
) -> Table:
    """Mean and standard deviation of each group, Welch's test and an effect size."""
    samples = part.several.samples
    few = primary(samples.n, smallest)
    shown = [g for g in range(len(samples.labels)) if samples.n[g].max() > 0]
    test = part.two.welch if part.two else part.several.welch
    effect = part.two.g if part.two else part.several.omega_squared
    rows = []
    for d, dimension in enumerate(samples.names):
        row: list[Cell] = [name(dimension)]
        for g in shown:
            n = int(samples.n[g, d])
            row.append(Rounded(n, 0, MARK) if few[g, d] else n)
            row += [float(samples.mean[g, d]), float(samples.sd[g, d])]
        if part.two:
            two = part.two
            row += [float(two.difference[d]), float(two.lower[d]), float(two.upper[d])]
        row += [float(test.statistic[d]), float(test.p[d]), float(test.p_holm[d])]
        rows.append((*row, float(effect[d])))
    columns = _mean_columns(part, shown, labels, lang)
    marked = privacy_note(smallest, lang, marked=bool(few.any()), hidden=False)
    notes = [lang.text("study.groups_note"), *marked]
    small = [labels[samples.labels[g]] for g in shown if samples.n[g].max() < 2]
    if small:
        notes.append(lang.text("study.too_small", groups=", ".join(small)))
    caption_ = caption(lang, "groups", question=title)
    return Table(file_name("groups", part.question), caption_, columns, tuple(rows), tuple(notes))


def _mean_columns(
    part: GroupPart, shown: list[int], labels: dict[str, str], lang: Language
) -> tuple[Column, ...]:
    samples = part.several.samples
    columns = [text_head(lang, "construct")]
    for g in shown:
        label = labels[samples.labels[g]]
        columns += [
            Column(f"n_{samples.labels[g]}", lang.text("head.n"), "number", 0, label),
            Column(f"mean_{samples.labels[g]}", lang.text("head.mean"), "number", 2, label),
            Column(f"sd_{samples.labels[g]}", lang.text("head.sd"), "number", 2, label),
        ]
    if part.two:
        columns += [head(lang, "difference", 3, "signed"), *interval_heads(lang, part.two.level)]
    key = "hedges_g" if part.two else "omega_squared"
    columns += [
        Column("statistic", lang.text("test.welch" if part.two else "test.welch_anova"), "number"),
        head(lang, "p", kind="p"),
        head(lang, "p_holm", kind="p"),
        Column("effect", lang.text(f"effect.{key}"), "number", bounded=key in BOUNDED),
    ]
    return tuple(columns)


def _tests(part: GroupPart, title: str, name: Namer, lang: Language) -> Table:
    """Every test of every dimension."""
    tests: list[tuple[str, GroupTest]] = []
    effects = {}
    if part.two:
        two = part.two
        tests = [("student", two.student), ("welch", two.welch), ("mann_whitney", two.mann_whitney)]
        effects = {
            "student": ("cohen_d", two.d),
            "welch": ("hedges_g", two.g),
            "mann_whitney": ("rank_biserial", two.rank_biserial),
        }
    else:
        many = part.several
        tests = [("anova", many.anova), ("welch_anova", many.welch), ("kruskal", many.kruskal)]
        effects = {
            "anova": ("eta_squared", many.eta_squared),
            "welch_anova": ("omega_squared", many.omega_squared),
            "kruskal": ("epsilon_squared", many.rank_epsilon_squared),
        }
    tests.append(("brown_forsythe", part.two.levene if part.two else part.several.levene))
    rows = []
    for d, dimension in enumerate(part.several.samples.names):
        for key, test in tests:
            measure, sizes = effects.get(key, ("", None))
            rows.append(
                (
                    name(dimension),
                    lang.text(f"test.{key}"),
                    float(test.statistic[d]),
                    _df(test.df[d]),
                    _df(test.df_within[d]),
                    float(test.p[d]),
                    float(test.p_holm[d]),
                    lang.text(f"effect.{measure}") if measure else "",
                    Rounded(float(sizes[d]), 3, bounded=measure in BOUNDED)
                    if sizes is not None
                    else "",
                )
            )
    columns = (
        text_head(lang, "construct"),
        text_head(lang, "test"),
        head(lang, "statistic"),
        head(lang, "df1", 1),
        head(lang, "df2", 1),
        head(lang, "p", kind="p"),
        head(lang, "p_holm", kind="p"),
        text_head(lang, "effect_name"),
        head(lang, "effect"),
    )
    caption_ = caption(lang, "group_tests", question=title)
    name_ = file_name("group_tests", part.question)
    return Table(name_, caption_, columns, tuple(rows), merge=1)


def _df(value: float) -> Cell:
    """Degrees of freedom, whole where they are."""
    if np.isnan(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
