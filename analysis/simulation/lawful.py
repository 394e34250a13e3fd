"""Rows of answers that a screening lets pass, and how others are changed until it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from ...survey.errors import MethodError
from ...survey.instrument import Instrument
from ...survey.responses import Responses
from ...survey.scoring import turned
from ...survey.screening import Limits, screen

__all__ = ["as_responses", "make_lawful", "pass_alone", "span_the_range"]

_TRIES = 2000


def as_responses(
    instrument: Instrument,
    answers: np.ndarray,
    *,
    profile: np.ndarray | None = None,
    seconds: np.ndarray | None = None,
    ids: tuple[str, ...] | None = None,
) -> Responses:
    """Answers that come from no file, as the screening and the scoring take them."""
    n = len(answers)
    return Responses(
        instrument=instrument,
        ids=ids or tuple(str(i + 1) for i in range(n)),
        answers=answers,
        profile=np.full((n, len(instrument.profile)), -1) if profile is None else profile,
        rows=np.arange(n),
        path=Path("simulated"),
        encoding="",
        seconds=seconds,
    )


def pass_alone(
    candidates: np.ndarray, instrument: Instrument, limits: Limits, present: np.ndarray
) -> np.ndarray:
    """Which candidates pass, shape (c,), by their answers and as doubles of none present.

    Parameters
    ----------
    candidates : ndarray, shape (c, k)
        Answers as they are scored, like all answers here.
    instrument : Instrument
    limits : Limits
        The time is not judged here.
    present : ndarray, shape (n, k)
        Rows that a candidate may not double, if doubles are refused.
    """
    by_row = replace(limits, seconds_per_item=None, duplicates=False)
    scored = as_responses(instrument, candidates)
    good = screen(replace(scored, answers=turned(scored)), by_row).kept.copy()
    if limits.duplicates:
        seen = {row.tobytes() for row in present}
        for i, row in enumerate(candidates):
            key = row.tobytes()
            good[i] &= key not in seen
            seen.add(key)
    return good


def make_lawful(
    answers: np.ndarray,
    fixed: np.ndarray,
    instrument: Instrument,
    limits: Limits,
    rng: np.random.Generator,
) -> np.ndarray:
    """Change single answers by one point, at random, in rows that do not pass, until they do.

    Parameters
    ----------
    answers : ndarray, shape (n, k)
    fixed : ndarray of bool, shape (n, k)
        Answers that stay.

    Raises
    ------
    MethodError
        If some row still does not pass after many changes.
    """
    answers = answers.copy()
    n, k = answers.shape
    low, high = instrument.scale.points[0], instrument.scale.points[-1]
    nobody = np.empty((0, k))
    bad = np.flatnonzero(~pass_alone(answers, instrument, limits, nobody))
    for _ in range(_TRIES):
        if not len(bad):
            return answers
        item = rng.integers(k, size=len(bad))
        step = rng.choice([-1.0, 1.0], size=len(bad))
        free = ~fixed[bad, item]
        answers[bad, item] += np.where(free, step, 0.0)
        answers = np.clip(answers, low, high)
        bad = np.flatnonzero(~pass_alone(answers, instrument, limits, nobody))
    raise MethodError(
        f"{len(bad)} of {n} simulated people break the limits however they are changed",
        next_step="Set wider limits.",
    )


def span_the_range(
    answers: np.ndarray,
    blocks: list[np.ndarray],
    instrument: Instrument,
    limits: Limits,
) -> tuple[np.ndarray, np.ndarray]:
    """Let one person give the lowest and another the highest answers in each block of items.

    Parameters
    ----------
    answers : ndarray, shape (n, k)
    blocks : list of ndarray of int
        Items of each composite that runs over the whole scale.

    Returns
    -------
    answers, fixed : ndarray, shape (n, k)
        The changed answers, and which of them have to stay.

    Raises
    ------
    MethodError
        If nobody is left who could give such answers within the limits.
    """
    answers, fixed = answers.copy(), np.zeros(answers.shape, dtype=bool)
    points = instrument.scale.points
    nobody = np.empty((0, answers.shape[1]))
    for block in blocks:
        for point, direction in ((points[0], 1), (points[-1], -1)):
            # The people nearest to such answers, each of them asked only once.
            near = np.argsort(direction * answers[:, block].sum(axis=1), kind="stable")
            near = near[~fixed[near].any(axis=1)]
            trial = answers[near].copy()
            trial[:, block] = point
            able = near[pass_alone(trial, instrument, limits, nobody)]
            if not len(able):
                raise MethodError(f"Nobody can answer {point} to {len(block)} items and pass")
            answers[able[0], block] = point
            fixed[able[0], block] = True
    return answers, fixed
