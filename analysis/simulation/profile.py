"""Who the simulated people are: exact counts for those who pass, the same shares for the rest.

Profile and answers are independent: the published tables say nothing of how they go together.
"""

from __future__ import annotations

import numpy as np

from .careless import People
from .targets import Targets

__all__ = ["draw_profile"]


def draw_profile(people: People, targets: Targets, rng: np.random.Generator) -> np.ndarray:
    """Choose an option of every profile question for everybody.

    Returns
    -------
    ndarray of int, shape (n, q)
        Place of the option, -1 where no answer was given; a copy has its original's.
    """
    questions = targets.instrument.profile
    result = np.full((len(people.careful), len(questions)), -1)
    copies = ~people.careful & (people.source >= 0)
    original = np.flatnonzero(people.careful)
    for j, question in enumerate(questions):
        if question.id not in targets.profile:
            continue
        counts = np.array(targets.profile[question.id])
        options = np.append(np.arange(len(counts)), -1)
        counts = np.append(counts, targets.n - counts.sum())
        result[people.careful, j] = rng.permutation(np.repeat(options, counts))
        others = ~people.careful & ~copies
        result[others, j] = rng.choice(options, size=int(others.sum()), p=counts / counts.sum())
        result[copies, j] = result[original[people.source[copies]], j]
    return result
