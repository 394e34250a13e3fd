"""A study whose people are dealt out to ages as a test needs them, and its tables about people."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from aqyl.reports.language import Language, language
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.group_part import group_part
from aqyl.reports.study.group_tables import group_tables
from aqyl.reports.study.people_tables import profile_table
from aqyl.reports.study.privacy import privacy_cells, published
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.sections import namer
from aqyl.reports.study.study_file import read_study
from aqyl.reports.table import Table
from aqyl.survey.profile import frequencies

from .stranger_study import STUDY, write_study

__all__ = ["AGE", "AGES", "ENGLISH", "PRIVATE", "regrouped", "run", "tables", "with_ages"]

# Five answers by age, so that some may be rare.
AGES = ("до 30", "30-50", "старше 50", "61-70", "старше 70")
WIDE = STUDY.replace('"старше 50"]', '"старше 50", "61-70", "старше 70"]')
PRIVATE = WIDE + "\n[privacy]\nsuppress = true\n"
AGE = "Возраст"  # the question `age`, by its column
ENGLISH = language("en")


def run(folder: Path, study: str) -> StudyResults:
    plan = read_study(write_study(folder, study=study))
    return analyse(plan, read_answers(plan))


def with_ages(
    results: StudyResults, counts: tuple[int, ...], *, lacking: tuple[int, ...] = ()
) -> StudyResults:
    """Deal the people out to the ages, the rest gives none; some lack the score of trust."""
    n = len(results.kept.ids)
    codes = np.full(n, -1)
    codes[: sum(counts)] = np.repeat(np.arange(len(counts)), counts)
    codes = np.random.default_rng(3).permutation(codes)
    values = results.scores.values.copy()
    values[list(lacking), 0] = np.nan
    return regrouped(results, codes, values)


def regrouped(results: StudyResults, codes: np.ndarray, values: np.ndarray) -> StudyResults:
    kept = replace(results.kept, profile=np.column_stack([results.kept.profile[:, 0], codes]))
    scores = replace(results.scores, values=values)
    return replace(
        results,
        kept=kept,
        scores=scores,
        profile=tuple(frequencies(kept, q) for q in ("gender", "age")),
        groups=tuple(group_part(kept, scores, q) for q in ("gender", "age")),
    )


def tables(results: StudyResults, lang: Language = ENGLISH) -> dict[str, Table]:
    """Return the tables about people, as a study shows them."""
    shown_, cells = published(results), privacy_cells(results)
    instrument = results.study.instrument
    questions = {q.id: q for q in instrument.profile}
    found = [profile_table(shown_.profile, instrument, lang, cells)]
    for part in shown_.groups:
        question = questions[part.question]
        found += group_tables(part, question, namer(results, lang), lang, cells[part.question])
    return {table.name: table for table in found}
