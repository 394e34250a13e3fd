"""The same ranking under every reading of the order that makes a difference for the data.

A KPI knows which choices can touch it, so it is scored once for each combination of those few;
sums over KPIs then give every combination of all choices without scoring anything again.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .order import Order
from .rankings import Ranking, rankings
from .reading_table import ReadingTable, choices_from, merged, reading_table, sums
from .readings import Choice, Reading
from .scores import city_score
from .settlements import Values
from .totals import city_score_100, penalty, section_scores, total_score

__all__ = ["MOST", "Sensitivity", "sensitivity"]

_WHOLE = ("empty_section", "missing_share")  # choices that touch sums, not single KPIs
MOST = 20_000_000
_CHUNK = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """Totals and ranks under n readings.

    Attributes
    ----------
    base : Reading
        The reading that the others are compared with: row 0.
    choices : tuple of Choice
        Those that change a total of these data, alone or together; the option of `base` first.
    held : tuple of Choice
        Those that are kept as in `base` because the combinations would be too many: the ones that
        change totals least.
    options : ndarray of int, shape (n, number of choices)
        Which option of each choice a row takes.
    totals : ndarray, shape (n, s)
        TotalScore.
    rankings : tuple of Ranking
        With n rows each.
    """

    base: Reading
    choices: tuple[Choice, ...]
    held: tuple[Choice, ...]
    options: np.ndarray
    totals: np.ndarray
    rankings: tuple[Ranking, ...]

    @property
    def readings(self) -> int:
        """Number of combinations."""
        return len(self.totals)

    def alone(self, choice: str, option: str) -> int:
        """Row in which a choice takes an option and every other is as in `base`."""
        names = [c.name for c in self.choices]
        wanted = np.zeros(len(names), dtype=int)
        at = names.index(choice)
        wanted[at] = self.choices[at].options.index(option)
        return int(np.flatnonzero((self.options == wanted).all(axis=1))[0])


def sensitivity(
    order: Order,
    values: Values,
    base: Reading | None = None,
    *,
    yearly: Mapping[str, Values] | None = None,
    most: int = MOST,
) -> Sensitivity:
    """Score settlements under every combination of readings that changes a total.

    Choices of the level (`level_gap`) change no score; the formula to the letter (`weights =
    "as_printed"`) makes nearly every settlement 100 and stays out.

    Parameters
    ----------
    order : Order
    values : Values
    base : Reading, optional
    yearly : mapping of rule to Values, optional
        The same year by the other rules for several periods ("mean", "last").
    most : int
        Totals (combinations times settlements) that are computed at most.
    """
    base = base or Reading()
    city_score(order, values, base)  # refuses what cannot be scored
    by_rule = {base.yearly: values, **(yearly or {})}
    ordered = choices_from(base, tuple(by_rule))
    tables = [reading_table(kpi, order, by_rule, base, ordered) for kpi in order.kpis]
    touched = {name for table in tables for name in table.choices}
    single = [choice for choice in ordered if choice.name in touched]
    whole = [choice for choice in ordered if choice.name in _WHOLE]
    held = _too_many(order, by_rule, base, [*single, *whole], most // len(values.settlements))
    tables = [table.fixed({choice.name for choice in held}) for table in tables]
    single, whole = ([c for c in part if c not in held] for part in (single, whole))
    totals = _totals(order, values, base, tables, single, whole)
    kept, totals = _without_idle([*single, *whole], totals)
    options = np.array(list(itertools.product(*(range(len(c.options)) for c in kept))), dtype=int)
    return Sensitivity(
        base=base,
        choices=tuple(kept),
        held=held,
        options=options.reshape(len(totals), len(kept)),
        totals=totals,
        rankings=rankings(values.settlements, totals),
    )


def _too_many(
    order: Order,
    by_rule: Mapping[str, Values],
    base: Reading,
    choices: Sequence[Choice],
    most: int,
) -> tuple[Choice, ...]:
    """Choose what to hold as in `base`: the choices that change totals least, until `most` hold."""
    left = list(choices)
    if math.prod(len(choice.options) for choice in left) <= most:
        return ()
    own = city_score(order, by_rule[base.yearly], base).total

    def effect(choice: Choice) -> float:
        others = (replace(base, **{choice.name: option}) for option in choice.options[1:])
        totals = [city_score(order, by_rule[other.yearly], other).total for other in others]
        # A reading under which a settlement has no total any more changes it most of all.
        return float(np.nan_to_num(np.abs(np.array(totals) - own), nan=np.inf).max(initial=0.0))

    left.sort(key=effect, reverse=True)
    while math.prod(len(choice.options) for choice in left) > most:
        left.pop()
    return tuple(choice for choice in choices if choice not in left)


def _totals(
    order: Order,
    values: Values,
    base: Reading,
    tables: Sequence[ReadingTable],
    single: Sequence[Choice],
    whole: Sequence[Choice],
) -> np.ndarray:
    """TotalScore with one axis for each of `single` and of `whole`, then settlements."""
    shape, ends = ([len(choice.options) for choice in choices] for choices in (single, whole))
    readings = {
        taken: replace(base, **{c.name: c.options[i] for c, i in zip(whole, taken, strict=True)})
        for taken in itertools.product(*map(range, ends))
    }
    weights = np.array([section.weight for section in order.sections])
    extra = np.array([settlement.extra for settlement in values.settlements])
    groups = merged(tables)
    result = np.empty((math.prod(shape), *ends, len(extra)))
    for start in range(0, len(result), _CHUNK):
        rows = np.arange(start, min(start + _CHUNK, len(result)))
        options = np.unravel_index(rows, shape) if shape else ()
        at = {choice.name: own for choice, own in zip(single, options, strict=True)}
        weighted, points, applies, missing = sums(groups, at, len(rows))
        sections = section_scores(weighted, points)
        for taken, reading in readings.items():
            score = city_score_100(sections, weights, reading)
            lost = penalty(applies, missing, reading)
            result[rows, *taken] = total_score(score, extra, lost)
    return result.reshape(*shape, *ends, len(extra))


def _without_idle(choices: Sequence[Choice], totals: np.ndarray) -> tuple[list[Choice], np.ndarray]:
    """Drop the choices that change no total whatever the others are."""
    kept: list[Choice] = []
    axis = 0
    for choice in choices:
        first = totals.take([0], axis=axis)
        if np.array_equal(np.broadcast_to(first, totals.shape), totals, equal_nan=True):
            totals = totals.take(0, axis=axis)
        else:
            kept.append(choice)
            axis += 1
    return kept, totals.reshape(-1, totals.shape[-1])
