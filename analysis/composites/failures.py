"""Samples in which PLS has no estimate: counted by reason, and said in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .pls_measure import REASONS, Reason

__all__ = ["LINEAR_MODEL", "SENTENCES", "Failure", "counted", "sentence_of"]

_ALL: tuple[Reason | Literal["linear_model"], ...] = (*REASONS, "linear_model")
LINEAR_MODEL = len(REASONS)  # number of the reason that PLS itself does not know
SENTENCES: dict[Reason | Literal["linear_model"], str] = {
    "constant_item": "an item does not vary",
    "constant_composite": "a composite does not vary, or has no relation to its neighbours",
    "singular": "items of mode B, or constructs that explain another, determine each other",
    "not_converged": "the weights do not converge",
    "negative_rho_a": "the rho_A of a reflective construct is not positive",
    "linear_model": "items of the linear model determine each other",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A reason why some permutations, resamples or folds have no estimate, and how many."""

    reason: Reason | Literal["linear_model"]
    count: int


def counted(reason: np.ndarray) -> tuple[Failure, ...]:
    """Count the reasons, shape (R,), why there is no estimate."""
    counts = np.bincount(reason, minlength=len(_ALL))
    return tuple(Failure(_ALL[i], int(counts[i])) for i in range(1, len(_ALL)) if counts[i])


def sentence_of(failures: Sequence[Failure]) -> str:
    """Say in one sentence why there is no estimate, and how often."""
    return "; ".join(f"{SENTENCES[failure.reason]} ({failure.count})" for failure in failures)
