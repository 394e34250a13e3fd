"""Bringing integer answers to their targets by moving single answers one point at a time.

Each round knows exactly what every possible move would change. It takes some of the best, at most
one a person, as many at once as the last rounds bore; when no move lowers the loss, it ends. As
that leaves the sample where single moves find nothing better, the weight of the items is changed in
stages, and what is the end for one weight is not for the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...survey.instrument import Instrument
from ...survey.screening import Limits
from .lawful import pass_alone
from .loss import Loss

__all__ = ["Polished", "polish"]

_STAGES = (0.1, 0.01, 0.03, 0.01)  # tolerances of the items' part; the last is what counts
_ROUNDS = 2000  # of one stage
_AT_ONCE = 0.3  # share of the people who may change in one round, at the start
_GROW, _SHRINK = 1.3, 0.5
_LEAST = 1e-6  # a smaller gain is rounding error
_SHUFFLE = 0.5  # moves are compared after a random discount of up to this share


@dataclass(frozen=True, slots=True, eq=False)
class Polished:
    """A polished sample.

    Attributes
    ----------
    answers : ndarray, shape (n, k)
    loss_before, loss_after : float
    rounds : int
    """

    answers: np.ndarray
    loss_before: float
    loss_after: float
    rounds: int


def polish(
    answers: np.ndarray,
    loss: Loss,
    *,
    fixed: np.ndarray,
    instrument: Instrument,
    limits: Limits,
    rng: np.random.Generator,
) -> Polished:
    """Move answers until no single move lowers the loss, in stages.

    Parameters
    ----------
    answers : ndarray, shape (n, k)
        They are not changed; every row passes `limits` before and after.
    loss : Loss
    fixed : ndarray of bool, shape (n, k)
        Answers that stay.
    instrument : Instrument
    limits : Limits
    rng : numpy.random.Generator
        Spreads the moves of a round over the items.
    """
    aim = replace(loss, tolerance=_STAGES[-1])
    before, rounds = aim.at(answers).total, 0
    for tolerance in _STAGES:
        answers, used = _descend(
            answers, replace(loss, tolerance=tolerance), fixed, instrument, limits, rng
        )
        rounds += used
    return Polished(answers, before, aim.at(answers).total, rounds)


def _descend(
    answers: np.ndarray,
    loss: Loss,
    fixed: np.ndarray,
    instrument: Instrument,
    limits: Limits,
    rng: np.random.Generator,
) -> tuple[np.ndarray, int]:
    """Follow one loss down: the answers reached, and the rounds it took."""
    n = len(answers)
    now = loss.at(answers)
    change = loss.changes(now)
    step = np.array([1.0, -1.0])
    barred = np.stack([fixed, fixed])
    at_once = max(_AT_ONCE * n, 1.0)
    for rounds in range(_ROUNDS):
        possible = _possible(change, answers, barred, instrument)
        person, item, way = _best_moves(possible, at_once, rng)
        if not len(person):
            return answers, rounds
        rows = answers[person]
        rows[np.arange(len(person)), item] += step[way]
        passes = pass_alone(rows, instrument, limits, answers)
        barred[way[~passes], person[~passes], item[~passes]] = True
        person, rows = person[passes], rows[passes]
        trial = answers.copy()
        trial[person] = rows
        then = loss.at(trial)
        if then.total < now.total:
            answers, now, change = trial, then, loss.changes(then)
            barred[:, person] = fixed[person]
            at_once = min(at_once * _GROW, n)
        else:
            at_once = max(at_once * _SHRINK, 1.0)
    return answers, _ROUNDS


def _possible(
    change: np.ndarray, answers: np.ndarray, barred: np.ndarray, instrument: Instrument
) -> np.ndarray:
    """Return the changes of the loss, infinite where a move leaves the scale or is barred."""
    points = instrument.scale.points
    beyond = np.stack([answers >= points[-1], answers <= points[0]])
    return np.where(beyond | barred, np.inf, change)


def _best_moves(
    change: np.ndarray, at_once: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Persons, items and ways of the best moves that lower the loss, at most one a person."""
    _, n, k = change.shape
    way = change.argmin(axis=0)
    best = np.minimum(change[0], change[1]) * rng.uniform(1 - _SHUFFLE, 1.0, (n, k))
    item = best.argmin(axis=1)
    person = np.argsort(best[np.arange(n), item], kind="stable")[: int(at_once)]
    person = person[best[person, item[person]] < -_LEAST]
    return person, item[person], way[person, item[person]]
