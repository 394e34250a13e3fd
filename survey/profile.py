"""Who answered: frequencies of the profile questions, as SPSS prints them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .errors import SpecificationError
from .responses import Responses

__all__ = ["Frequencies", "frequencies"]


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """Answers to one profile question.

    Attributes
    ----------
    question : str
    options : tuple of str, length m
        Codes, in the order of the questionnaire.
    n, missing : int
        People, and those who gave no answer.
    count : ndarray of int, shape (m,)
    percent : ndarray, shape (m,)
        Of all people.
    valid_percent, cumulative_percent : ndarray, shape (m,)
        Of those who answered; NaN if nobody did.
    """

    question: str
    options: tuple[str, ...]
    n: int
    missing: int
    count: np.ndarray
    percent: np.ndarray
    valid_percent: np.ndarray
    cumulative_percent: np.ndarray


def frequencies(responses: Responses, question: str) -> Frequencies:
    """Count the answers to a profile question.

    Raises
    ------
    SpecificationError
        If there is no such question.
    """
    questions = responses.instrument.profile
    places = {q.id: j for j, q in enumerate(questions)}
    if question not in places:
        raise SpecificationError(
            f"There is no profile question `{question}`; there are {', '.join(places)}"
        )
    options = questions[places[question]].options
    chosen = responses.profile[:, places[question]]
    count = np.bincount(chosen[chosen >= 0], minlength=len(options))
    n, valid = len(chosen), int(count.sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        valid_percent = 100 * count / np.float64(valid)
    return Frequencies(
        question=question,
        options=tuple(option.code for option in options),
        n=n,
        missing=n - valid,
        count=count,
        percent=100 * count / n,
        valid_percent=valid_percent,
        cumulative_percent=np.cumsum(valid_percent),
    )
