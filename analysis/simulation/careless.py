"""People whom a screening removes: incomplete, hurried, uniform and repeated answers.

Each kind breaks its own rule for certain and others by chance, as careless people do: who breaks
off early also took little time, who hurries may tick one point throughout.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .targets import Targets

__all__ = ["People", "add_careless", "times_of"]

_SECONDS_PER_ITEM = 7.5  # median of people who read the questions
_UNEVEN_TIME = 0.35  # SD of the logarithm of a time
_UNIFORM_SPEED = 0.55  # who ticks one point needs this share of the time
_COPY_SPEED = 0.6
_BREAK_OFF = 0.6  # share of the incomplete who stop at some question
_FEW_MISSING = 6  # answers that the others leave out at most
_HURRIED = (0.35, 0.98)  # times by the limit
_LONG_RUN = 0.6  # share of the uniform who break the rule on runs
_SHALLOW = 0.3  # share of the hurried who stay near one point


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Answers and times.

    Attributes
    ----------
    answers : ndarray, shape (n, k)
        NaN where missing.
    seconds : ndarray, shape (n,)
        Whole seconds.
    source : ndarray of int, shape (n,)
        Who of the careful people a person is, or whom a person copied; -1 for others.
    careful : ndarray of bool, shape (n,)
    """

    answers: np.ndarray
    seconds: np.ndarray
    source: np.ndarray
    careful: np.ndarray


def times_of(n: int, targets: Targets, rng: np.random.Generator) -> np.ndarray:
    """Draw times of careful people, shape (n,): log-normal, never below the limit."""
    k = len(targets.instrument.items)
    least = np.ceil((targets.limits.seconds_per_item or 0.0) * k * 1.05)
    times = k * _SECONDS_PER_ITEM * np.exp(_UNEVEN_TIME * rng.standard_normal(n))
    return np.round(np.maximum(times, least * (1 + 0.3 * rng.uniform(size=n))))


def add_careless(careful: np.ndarray, targets: Targets, rng: np.random.Generator) -> People:
    """Scatter careless people among the careful ones, whose order stays.

    Parameters
    ----------
    careful : ndarray, shape (n, k)
        Answers that pass the screening, as given.
    targets : Targets
    rng : numpy.random.Generator

    Returns
    -------
    People
        The first is a careful one, so that every copy finds an earlier person.
    """
    wanted, n = targets.careless, len(careful)
    drawn = [
        _incomplete(careful, wanted.incomplete, targets, rng),
        _hurried(careful, wanted.hurried, targets, rng),
        _uniform(careful, wanted.uniform, targets, rng),
    ]
    answers = np.vstack([careful, *(part[0] for part in drawn)])
    seconds = np.concatenate([times_of(n, targets, rng), *(part[1] for part in drawn)])
    total = n + wanted.total
    # Places after the first: careful people in their order, the others as they fall.
    others = np.concatenate([np.arange(n, len(answers)), np.full(wanted.copied, -2)])
    line = np.concatenate([[-1], rng.permutation(np.append(np.full(n - 1, -1), others))])
    is_careful, is_copy = line == -1, line == -2
    before = np.cumsum(is_careful)
    source = np.where(is_careful, before - 1, -1)
    source[is_copy] = (before[is_copy] * rng.uniform(size=wanted.copied)).astype(int)
    index = np.where(is_careful | is_copy, source, line)
    result = seconds[index]
    again = np.round(times_of(total, targets, rng) * _COPY_SPEED)
    return People(answers[index], np.where(is_copy, again, result), source, is_careful)


Drawn = tuple[np.ndarray, np.ndarray]


def _incomplete(
    careful: np.ndarray, count: int, targets: Targets, rng: np.random.Generator
) -> Drawn:
    k = careful.shape[1]
    answers = careful[rng.integers(len(careful), size=count)].copy()
    answers = _stirred(answers, 0.25, targets, rng)
    # As many as break the rule at least, whatever share it asks for.
    least = int(np.floor(k * (1 - (targets.limits.completeness or 0.0)) + 1e-9)) + 1
    for row in answers:
        if rng.uniform() < _BREAK_OFF:
            row[int(rng.integers(1, k - least + 1)) if k > least else 0 :] = np.nan
        else:
            missing = min(least + int(rng.integers(_FEW_MISSING)), k)
            row[rng.choice(k, size=missing, replace=False)] = np.nan
    answered = (~np.isnan(answers)).mean(axis=1)
    return answers, np.maximum(np.round(times_of(count, targets, rng) * answered), 5.0)


def _hurried(careful: np.ndarray, count: int, targets: Targets, rng: np.random.Generator) -> Drawn:
    k = careful.shape[1]
    low, high = targets.instrument.scale.points[0], targets.instrument.scale.points[-1]
    answers = rng.integers(low, high + 1, size=(count, k)).astype(float)
    near = rng.uniform(size=count) < _SHALLOW
    centre = rng.integers(low, high + 1, size=(count, 1)) + rng.choice(
        [-1, 0, 0, 0, 0, 0, 0, 0, 1], size=(count, k)
    )
    answers = np.where(near[:, None], np.clip(centre, low, high), answers)
    limit = (targets.limits.seconds_per_item or 0.0) * k
    return answers, np.floor(limit * rng.uniform(*_HURRIED, size=count))


def _uniform(careful: np.ndarray, count: int, targets: Targets, rng: np.random.Generator) -> Drawn:
    """One point nearly throughout: unbroken for long, or broken by few slips anywhere."""
    n, k = careful.shape
    low, high = targets.instrument.scale.points[0], targets.instrument.scale.points[-1]
    usual = careful[rng.integers(n, size=count), rng.integers(k, size=count)]
    answers = np.repeat(usual[:, None], k, axis=1)
    run, slips = targets.limits.longest_run, _slips(k, targets.limits.spread or 0.0)
    for row in answers:
        if run is not None and run < k and (not slips or rng.uniform() < _LONG_RUN):
            start = int(rng.integers(k - run))
            free = np.delete(np.arange(k), np.arange(start, start + run + 1))
            at = rng.choice(free, size=int(rng.integers(len(free) + 1)), replace=False)
        else:
            at = rng.choice(k, size=int(rng.integers(slips + 1)), replace=False)
        # At the end of the scale a slip can go one way only.
        way = rng.choice([-1.0, 1.0], size=len(at))
        row[at] += np.where((row[at] + way < low) | (row[at] + way > high), -way, way)
    times = np.round(times_of(count, targets, rng) * _UNIFORM_SPEED)
    return answers, times


def _slips(k: int, spread: float) -> int:
    """Answers, each a point off, with which k equal ones still spread less than a limit."""
    # The variance of d slips is at most d / (k - 1), when they go to both sides.
    slips = np.arange(k // 2 + 1)
    return int(slips[slips < spread**2 * (k - 1)].max(initial=0))


def _stirred(
    answers: np.ndarray, share: float, targets: Targets, rng: np.random.Generator
) -> np.ndarray:
    """Move a share of the answers by a point."""
    low, high = targets.instrument.scale.points[0], targets.instrument.scale.points[-1]
    step = rng.choice([-1.0, 1.0], size=answers.shape) * (rng.uniform(size=answers.shape) < share)
    return np.clip(answers + step, low, high)
