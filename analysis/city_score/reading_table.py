"""One KPI under every combination of the choices that touch it, and sums over KPIs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .applicability import applicable
from .kpi_scores import kpi_score
from .order import Kpi, Order
from .readings import CHOICES, Choice, Reading
from .scores import sections_of
from .settlements import TIMES, Values

__all__ = ["ReadingTable", "choices_from", "merged", "reading_table", "sums"]

_YEARLY = "yearly"


@dataclass(frozen=True, slots=True, eq=False)
class ReadingTable:
    """A KPI, or a sum of KPIs, under each combination of the choices that touch it.

    Attributes
    ----------
    choices : tuple of str
        One axis of every array; then come settlements, and sections of the first two.
    weighted, points : ndarray, shape (..., s, j)
        Score times points, and points, where there are data.
    applies, missing : ndarray, shape (..., s)
        Whether (how many) KPIs are applicable, and are without data.
    """

    choices: tuple[str, ...]
    weighted: np.ndarray
    points: np.ndarray
    applies: np.ndarray
    missing: np.ndarray

    @property
    def parts(self) -> tuple[np.ndarray, ...]:
        """The four arrays."""
        return self.weighted, self.points, self.applies, self.missing

    def fixed(self, held: Collection[str]) -> ReadingTable:
        """Return the table with some choices at their first option."""
        parts, names = self.parts, list(self.choices)
        for axis in reversed(range(len(names))):
            if names[axis] in held:
                parts = tuple(part.take(0, axis=axis) for part in parts)
                del names[axis]
        return ReadingTable(tuple(names), *parts)


def choices_from(base: Reading, rules: Sequence[str]) -> tuple[Choice, ...]:
    """List all choices, the option of `base` first; of `yearly` only the rules that are given."""
    found = []
    for choice in CHOICES:
        first = base.option(choice.name)
        others = [option for option in choice.options if option != first]
        if choice.name == _YEARLY:
            others = [option for option in others if option in rules]
        found.append(Choice(choice.name, (first, *others)))
    return tuple(found)


def reading_table(
    kpi: Kpi,
    order: Order,
    by_rule: Mapping[str, Values],
    base: Reading,
    choices: Sequence[Choice],
) -> ReadingTable:
    """Score a KPI for each combination of the choices that touch it; drop those that do not."""
    touching = set(_touching(kpi, order))
    own = [choice for choice in choices if choice.name in touching]
    names = [choice.name for choice in own]
    alone = replace(order, kpis=(kpi,))
    rows = [
        _row(kpi, alone, by_rule, replace(base, **dict(zip(names, taken, strict=True))))
        for taken in itertools.product(*(choice.options for choice in own))
    ]
    shape = tuple(len(choice.options) for choice in own)
    parts = [np.array(part).reshape(*shape, *part[0].shape) for part in zip(*rows, strict=True)]
    for axis in reversed(range(len(own))):
        if all((part == part.take([0], axis=axis)).all() for part in parts):
            parts = [part.take(0, axis=axis) for part in parts]
            del names[axis]
    return ReadingTable(tuple(names), *parts)


def _touching(kpi: Kpi, order: Order) -> Iterator[str]:
    """Name the choices that can change a KPI's score, status or section."""
    initiative = order.initiative(kpi.initiative)
    yield from ("stage_start", _YEARLY)
    if set(initiative.stages) != set(initiative.required):
        yield "applicability"
    if kpi.meaning != kpi.section:
        yield "section"
    if kpi.direction == "change":
        yield from ("change_floor", "range_end", "worded_change")
    if kpi.direction == "words":
        yield "partly"
    if kpi.direction == "domains":
        yield "domains"
    if kpi.direction == "at_most" and kpi.unit in TIMES:
        yield "zero"
    if kpi.shared:
        yield "one_value"
    if not math.isnan(kpi.fourth):
        yield "fourth_value"
    if kpi.up_to:
        yield "up_to"
    if kpi.doubtful:
        yield "doubtful"
    if kpi.repeats:
        yield "repeated"


def _row(
    kpi: Kpi, order: Order, by_rule: Mapping[str, Values], reading: Reading
) -> tuple[np.ndarray, ...]:
    """Return what one KPI adds to the sums under one reading."""
    values = by_rule[reading.yearly]
    score = kpi_score(kpi, values, reading)
    applies = applicable(kpi, order, values, reading)
    missing = applies & np.isnan(score)
    points = (applies & ~missing) * kpi.points
    place = sections_of(order, reading)[0]
    weighted = np.nan_to_num(score) * points
    return weighted[:, None] * place, points[:, None] * place, applies, missing


def merged(tables: Sequence[ReadingTable]) -> list[ReadingTable]:
    """Add up the KPIs that are touched by the same choices."""
    groups: dict[tuple[str, ...], list[ReadingTable]] = {}
    for table in tables:
        groups.setdefault(table.choices, []).append(table)
    return [
        ReadingTable(
            names, *(np.sum(part, axis=0) for part in zip(*(t.parts for t in group), strict=True))
        )
        for names, group in groups.items()
    ]


def sums(tables: Sequence[ReadingTable], at: Mapping[str, np.ndarray], n: int) -> list[np.ndarray]:
    """Add up tables for some rows of the product of all choices.

    Parameters
    ----------
    tables : sequence of ReadingTable
    at : mapping of choice to ndarray of int, shape (n,)
        The option that each row takes.
    n : int

    Returns
    -------
    list of ndarray, shapes (n, s, j), (n, s, j), (n, s), (n, s)
        In the order of `ReadingTable.parts`.
    """
    added: list[np.ndarray] = []
    for table in tables:
        index = tuple(at[name] for name in table.choices)
        picked = [
            part[index] if index else np.broadcast_to(part, (n, *part.shape))
            for part in table.parts
        ]
        added = [a + b for a, b in zip(added, picked, strict=True)] if added else picked
    return added
