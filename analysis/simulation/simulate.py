"""One call from targets to a sample: population, answers, order, careless people, profile.

The sample is the same on every run with the same seed, machine and libraries. Another linear
algebra library rounds other last digits, and the search may then settle on another sample that
meets the targets as well; whoever needs one sample ships the file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from ...survey.responses import Responses
from ...survey.scoring import turned
from ...survey.screening import screen
from .careless import add_careless
from .lawful import as_responses, make_lawful, span_the_range
from .loss import loss_of
from .ordinal import draw_answers, item_margins
from .polish import Polished, polish
from .population import Population, find_population
from .profile import draw_profile
from .row_order import order_for_durbin_watson
from .targets import RegressionTarget, Targets

__all__ = ["SimulatedSample", "simulate"]


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedSample:
    """People whom nobody asked.

    Attributes
    ----------
    targets : Targets
    seed : int
    responses : Responses
        Answers (NaN where missing), profile, seconds and ids ``R0001`` and so on.
    kept : ndarray of bool, shape (n,)
        Who passes the screening of the targets.
    population : Population
    polished : Polished
        How far the answers of those who pass were from their aim, before and after.
    """

    targets: Targets
    seed: int
    responses: Responses
    kept: np.ndarray
    population: Population
    polished: Polished


def simulate(targets: Targets, *, seed: int) -> SimulatedSample:
    """Simulate a sample of answers that reproduces published tables.

    Parameters
    ----------
    targets : Targets
    seed : int
        Not negative.

    Raises
    ------
    SpecificationError
        If the seed is negative.
    MethodError
        If the targets contradict one another, or the limits find other people than they should.

    Examples
    --------
    >>> from aqyl.analysis.simulation.targets import CompositeTarget
    >>> from aqyl.survey.instrument import Construct, Instrument, Item, Scale
    >>> items = tuple(Item(name, name[0], {}) for name in ("A1", "A2", "A3", "B1", "B2", "B3"))
    >>> blocks = tuple(Construct(c, {}, tuple(c + i for i in "123")) for c in "AB")
    >>> toy = Instrument({}, Scale((1, 2, 3, 4, 5), ({},) * 5), blocks, items, ())
    >>> wanted = {"A": CompositeTarget(3.4, 0.8), "B": CompositeTarget(2.9, 0.9)}
    >>> sample = simulate(Targets(toy, 150, wanted), seed=1)
    >>> sample.responses.answers.shape, round(float(sample.responses.answers[:, :3].mean()), 2)
    ((150, 6), 3.4)
    """
    if seed < 0:
        raise SpecificationError(f"`seed` must not be negative, got {seed}")
    streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(6)]
    instrument, limits = targets.instrument, targets.limits
    answers, population, polished = _careful(targets, streams[:4])
    people = add_careless(turned(as_responses(instrument, answers)), targets, streams[4])
    n = len(people.careful)
    width = max(len(str(n)), 4)
    responses = as_responses(
        instrument,
        people.answers,
        profile=draw_profile(people, targets, streams[5]),
        seconds=people.seconds,
        ids=tuple(f"R{i:0{width}d}" for i in range(1, n + 1)),
    )
    kept = screen(responses, limits).kept
    wrong = int((kept != people.careful).sum())
    if wrong:
        raise MethodError(
            f"The limits judge {wrong} of {n} simulated people otherwise than they were meant",
            next_step="Set limits that keep careful and careless answers apart.",
        )
    return SimulatedSample(targets, seed, responses, kept, population, polished)


def _careful(
    targets: Targets, streams: list[np.random.Generator]
) -> tuple[np.ndarray, Population, Polished]:
    """Make the answers of those who pass, as they are scored, in their order."""
    instrument, limits = targets.instrument, targets.limits
    population = find_population(targets, streams[0])
    margins = item_margins(targets, population, streams[1])
    answers = draw_answers(targets, population, margins, streams[1])
    answers, fixed = span_the_range(answers, _full_range(targets, population), instrument, limits)
    answers = make_lawful(answers, fixed, instrument, limits, streams[2])
    polished = polish(
        answers,
        loss_of(targets, population, margins),
        fixed=fixed,
        instrument=instrument,
        limits=limits,
        rng=streams[2],
    )
    answers = polished.answers
    if targets.regression is not None and targets.regression.durbin_watson is not None:
        errors = _errors(answers, targets, population, targets.regression)
        order = order_for_durbin_watson(errors, targets.regression.durbin_watson, streams[3])
        answers = answers[order]
    return answers, population, polished


def _full_range(targets: Targets, population: Population) -> list[np.ndarray]:
    return [
        np.flatnonzero(population.own[:, j] & population.scored)
        for j, name in enumerate(targets.order)
        if targets.composites[name].full_range
    ]


def _errors(
    answers: np.ndarray, targets: Targets, population: Population, wanted: RegressionTarget
) -> np.ndarray:
    """Residuals of the regression of the composites; their units do not matter."""
    scored = population.own & population.scored[:, None]
    composites = answers @ (scored / scored.sum(axis=0))
    at = [targets.order.index(name) for name in (wanted.outcome, *wanted.predictors)]
    y, x = composites[:, at[0]], composites[:, at[1:]]
    x = np.hstack([np.ones((len(x), 1)), x])
    return y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
