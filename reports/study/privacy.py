"""Which cells of a study's tables about people are marked or left out, so that they name nobody.

People are counted answer by answer of each profile question, those without an answer among them,
and again in the tables that compare their scores. These tables are linked: a count that is hidden
in one and printed in the other is not hidden. So each question has one set of hidden answers, which
no table, figure, sentence or file tells.

A group that is hidden also leaves the tests of its question, because they give it back: d / t alone
is the root of 1/n₁ + 1/n₂, and t's degrees of freedom are n₁ + n₂ - 2. The tests are those of the
groups that remain. Answers to the items are opinions, by which nobody is recognised, and the
screening counts questionnaires that are in no other table: both stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...survey.disclosure import primary, suppressed
from ...survey.errors import MethodError
from ...survey.instrument import ProfileQuestion
from ...survey.profile import Frequencies
from ..language import Language
from ..table import Rounded
from .group_model_part import GroupModelPart
from .group_part import GroupPart, group_part
from .output_keys import PrivacyKeys
from .results import StudyResults

__all__ = [
    "MARK",
    "SMALLEST",
    "Cells",
    "confidential",
    "groups_note",
    "privacy_cautions",
    "privacy_cells",
    "privacy_note",
    "published",
    "sizes_note",
]

MARK = "*"
SMALLEST = PrivacyKeys().smallest


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Answers to one profile question, and after them those who gave none.

    Attributes
    ----------
    smallest : int
        Of a count that is not small.
    small, hidden : ndarray of bool, shape (m + 1,)
        Which are marked because they are small, and which are left out.
    """

    smallest: int
    small: np.ndarray
    hidden: np.ndarray

    @classmethod
    def marked(cls, found: Frequencies, smallest: int = SMALLEST) -> Cells:
        """Mark the small cells of a question and leave none out."""
        small = primary(_counts(found), smallest)
        return cls(smallest, small, np.zeros_like(small))


def privacy_cells(results: StudyResults) -> dict[str, Cells]:
    """Return the cells of every profile question, as the study's table ``[privacy]`` asks for."""
    privacy = results.study.privacy
    found = {f.question: Cells.marked(f, privacy.smallest) for f in results.profile}
    if not privacy.suppress:
        return found
    hidden = {
        f.question: suppressed(_linked(results, f), privacy.smallest) for f in results.profile
    }
    return {name: replace(cells, hidden=hidden[name]) for name, cells in found.items()}


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


def confidential(lang: Language) -> Rounded:
    """Return the cell of a number that is left out: empty in files, a sign in documents."""
    return Rounded(math.nan, 0, lang.text("privacy.sign"))


def privacy_note(smallest: int, lang: Language, *, marked: bool, hidden: bool) -> tuple[str, ...]:
    """Explain the signs that stand in a table; nothing if there is none."""
    words = _words(smallest, lang)
    notes = {"privacy.marked_note": marked, "privacy.hidden_note": hidden}
    return tuple(lang.text(key, **words) for key, there in notes.items() if there)


def groups_note(question: ProfileQuestion, cells: Cells | None, lang: Language) -> tuple[str, ...]:
    """Name the groups that are hidden; nothing if none is."""
    hidden = "" if cells is None else _hidden_groups(question, cells, lang)
    return (lang.text("privacy.groups_note", groups=hidden),) if hidden else ()


def sizes_note(sizes: Sequence[float], lang: Language) -> tuple[str, ...]:
    """Explain the dash in place of the sizes of groups; nothing if they are shown."""
    return (lang.text("privacy.sizes_note"),) if any(map(math.isnan, sizes)) else ()


def privacy_cautions(results: StudyResults, lang: Language) -> tuple[str, ...]:
    """Say how many cells are marked or left out, which groups and comparisons, and what to do."""
    cells, smallest = privacy_cells(results), results.study.privacy.smallest
    words = _words(smallest, lang)
    if not results.study.privacy.suppress:
        n = sum(int(c.small.sum()) for c in cells.values())
        n += sum(int(primary(g.several.samples.n, smallest).sum()) for g in results.groups)
        counted = lang.plural("privacy.cells", n)
        return (lang.text("privacy.marked", cells=counted, **words),) if n else ()
    n = sum(int(c.hidden.sum()) for c in cells.values())
    if not n:
        return ()
    counted = lang.plural("privacy.cells", n)
    said = [lang.text("privacy.hidden", cells=counted, **words)]
    nothing = _not_compared(results, cells)
    for question in results.study.instrument.profile:
        label = lang.label(question.labels)
        if question.id in nothing:
            said.append(lang.text("privacy.not_compared", question=label))
        elif question.id in results.study.compare_by and question.id in cells:
            groups = _hidden_groups(question, cells[question.id], lang)
            said += [lang.text("privacy.left_out", question=label, groups=groups)] if groups else []
    return tuple(said)


def _hidden_groups(question: ProfileQuestion, cells: Cells, lang: Language) -> str:
    pairs = zip(question.options, cells.hidden[:-1], strict=True)
    return "; ".join(lang.label(option.labels) for option, left_out in pairs if left_out)


def _words(smallest: int, lang: Language) -> dict[str, str]:
    fewer = lang.plural("privacy.fewer", smallest)
    return {"mark": MARK, "sign": lang.text("privacy.sign"), "fewer": fewer}


def _counts(found: Frequencies) -> np.ndarray:
    return np.append(found.count, found.missing)


def _linked(results: StudyResults, found: Frequencies) -> np.ndarray:
    """All people by answer, and where they are compared those with a score in each dimension."""
    tables = [_counts(found)]
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
