"""Which cells of a study's tables about people are marked or left out, so that they name nobody.

People are counted answer by answer of each profile question, those without an answer among them,
and again in the tables that compare their scores. These tables are linked: a count that is hidden
in one and printed in the other is not hidden. So each question has one set of hidden answers, which
no table, figure, sentence or file tells.

A group that is hidden also leaves the tests of its question, because they give it back: d / t alone
is the root of 1/n₁ + 1/n₂, and t's degrees of freedom are n₁ + n₂ - 2. The tests are those of the
groups that remain. The same goes for a group that is hidden only with another: n and df of its
tests, and p and standard errors of its pairs, tell its size, and what is left of the total is the
count of the other. Answers to the items are opinions, by which nobody is recognised, and the
screening counts questionnaires that are in no other table: both stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from ...survey.disclosure import primary, suppressed
from ...survey.errors import MethodError
from ...survey.profile import Frequencies
from ..language import Language
from .group_model_part import GroupModelPart
from .group_part import GroupPart, group_part
from .hidden_cells import Cells, hidden_reason, privacy_words
from .results import StudyResults

__all__ = ["privacy_cautions", "privacy_cells", "privacy_remedies", "published", "sizes_note"]


def privacy_cells(results: StudyResults) -> dict[str, Cells]:
    """Return the cells of every profile question, as the study's table ``[privacy]`` asks for."""
    privacy = results.study.privacy
    found = {f.question: Cells.marked(f, privacy.smallest) for f in results.profile}
    if not privacy.suppress:
        return found
    return {
        f.question: _suppressed(found[f.question], _linked(results, f)) for f in results.profile
    }


def published(results: StudyResults) -> StudyResults:
    """Return the results as they may be shown: what would give a hidden cell back is not in them.

    Groups are compared without the hidden ones, and not at all if fewer than two remain. The sizes
    of the groups of a model are NaN if one of them is hidden. Frequencies keep their numbers, of
    which `privacy_cells` says what to show.

    Returns
    -------
    StudyResults
        The same object if nothing is hidden. What is published already does not change.
    """
    cells = {name: c.hidden for name, c in privacy_cells(results).items() if c.hidden.any()}
    if not cells:
        return results
    groups = [_regrouped(results, part, cells.get(part.question)) for part in results.groups]
    grouped, invariant = results.grouped, results.invariant
    if grouped and grouped.question in cells:
        grouped = _without_sizes(grouped)
    if invariant and results.study.model and results.study.model.groups in cells:
        invariant = replace(invariant, n=tuple(math.nan for _ in invariant.n))
    there = tuple(part for part in groups if part)
    return replace(results, groups=there, grouped=grouped, invariant=invariant)


def sizes_note(sizes: Sequence[float], lang: Language) -> tuple[str, ...]:
    """Explain the dash in place of the sizes of groups; nothing if they are shown."""
    return (lang.text("privacy.sizes_note"),) if any(map(math.isnan, sizes)) else ()


def privacy_cautions(results: StudyResults, lang: Language) -> tuple[str, ...]:
    """Say how many cells are marked or left out, which ones and why."""
    cells, smallest = privacy_cells(results), results.study.privacy.smallest
    words = privacy_words(smallest, lang)
    if not results.study.privacy.suppress:
        n = sum(int(c.small.sum()) for c in cells.values())
        n += sum(int(primary(g.several.samples.n, smallest).sum()) for g in results.groups)
        counted = lang.plural("privacy.cells", n)
        return (lang.text("privacy.marked", cells=counted, **words),) if n else ()
    n = sum(int(c.hidden.sum()) for c in cells.values())
    if not n:
        return ()
    said = [lang.text("privacy.hidden", cells=lang.plural("privacy.cells", n), **words)]
    nothing = _not_compared(results, cells)
    for question in results.study.instrument.profile:
        if question.id not in cells:
            continue
        reason = hidden_reason(question, cells[question.id], lang)
        if question.id in nothing:
            reason = (*reason, lang.text("privacy.not_compared"))
        elif question.id in results.study.compare_by and cells[question.id].hidden[:-1].any():
            reason = (*reason, lang.text("privacy.left_out"))
        said += [" ".join(reason)] if reason else []
    return tuple(said)


def privacy_remedies(results: StudyResults, lang: Language) -> tuple[str, ...]:
    """Tell who runs a study what to do about the cells of which `privacy_cautions` speaks."""
    key = "merge" if results.study.privacy.suppress else "unmark"
    return (lang.text(f"privacy.{key}"),) if privacy_cautions(results, lang) else ()


def _suppressed(cells: Cells, tables: np.ndarray) -> Cells:
    """Leave out the rare answers of linked tables, those without one in the last column."""
    few = primary(tables[:, :-1], cells.smallest).any(axis=0)
    hidden = suppressed(tables, cells.smallest, unanswered=tables.shape[1] - 1)
    return replace(cells, rare=np.append(few, np.False_), hidden=hidden)


def _linked(results: StudyResults, found: Frequencies) -> np.ndarray:
    """All people by answer, and where they are compared those with a score in each dimension."""
    tables = [np.append(found.count, found.missing)]
    if found.question in results.study.compare_by:
        codes = _codes(results, found.question) % len(tables[0])  # nobody's answer comes last
        tables += [
            np.bincount(codes[there], minlength=len(tables[0]))
            for there in ~np.isnan(results.scores.values.T)
        ]
    return np.stack(tables)


def _codes(results: StudyResults, question: str) -> np.ndarray:
    return results.kept.profile[:, _place(results, question)]


def _place(results: StudyResults, question: str) -> int:
    return [q.id for q in results.kept.instrument.profile].index(question)


def _regrouped(
    results: StudyResults, part: GroupPart, hidden: np.ndarray | None
) -> GroupPart | None:
    """Compare the groups that are not hidden, or return None if they are fewer than two."""
    if hidden is None or not part.several.samples.n[hidden[:-1]].any():
        return part
    profile, codes = results.kept.profile.copy(), _codes(results, part.question)
    profile[:, _place(results, part.question)] = np.where(hidden[codes], -1, codes)
    try:
        return group_part(replace(results.kept, profile=profile), results.scores, part.question)
    except MethodError:
        return None  # `privacy_cautions` says so


def _without_sizes(part: GroupModelPart) -> GroupModelPart:
    sizes = (math.nan, math.nan)
    return replace(
        part,
        micom=replace(part.micom, n=sizes),
        difference=replace(part.difference, n=sizes),
    )


def _not_compared(results: StudyResults, cells: Mapping[str, Cells]) -> list[str]:
    """Questions of which hidden groups leave fewer than two to compare."""
    answers = {found.question: found.count > 0 for found in results.profile}
    return [
        name
        for name in results.study.compare_by
        if name in answers
        and answers[name].sum() > 1
        and (answers[name] & ~cells[name].hidden[:-1]).sum() < 2
    ]
