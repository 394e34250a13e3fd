"""Comparison of the dimensions between the answers to a profile question."""

from __future__ import annotations

from dataclasses import dataclass

from ...analysis.group_comparison import TwoGroups, compare_two
from ...analysis.group_variance import SeveralGroups, compare_several
from ...analysis.post_hoc import PostHoc, post_hoc
from ...survey.errors import MethodError
from ...survey.responses import Responses
from ...survey.scoring import Scores

__all__ = ["GroupPart", "group_part"]


@dataclass(frozen=True, slots=True, eq=False)
class GroupPart:
    """All that compares the groups of one question.

    Attributes
    ----------
    question : str
    codes : tuple of str
        Codes of the options, in the order of the questionnaire.
    several : SeveralGroups
    two : TwoGroups or None
        If exactly two answers occur.
    pairs : PostHoc or None
        If more than two do.
    """

    question: str
    codes: tuple[str, ...]
    several: SeveralGroups
    two: TwoGroups | None
    pairs: PostHoc | None


def group_part(people: Responses, scores: Scores, question: str) -> GroupPart:
    """Compare the scores of people by their answer to a profile question.

    Raises
    ------
    MethodError
        If fewer than two answers occur.
    """
    questions = {q.id: j for j, q in enumerate(people.instrument.profile)}
    j = questions[question]
    codes = tuple(option.code for option in people.instrument.profile[j].options)
    groups = people.profile[:, j]
    occurring = len({*groups.tolist()} - {-1})
    if occurring < 2:
        found = "one answer" if occurring else "no answer"
        raise MethodError(f"Of `{question}` {found} occurs: nothing to compare")
    data = (scores.values, scores.constructs, groups, codes)
    return GroupPart(
        question=question,
        codes=codes,
        several=compare_several(*data),
        two=compare_two(*data) if occurring == 2 else None,
        pairs=post_hoc(*data) if occurring > 2 else None,
    )
