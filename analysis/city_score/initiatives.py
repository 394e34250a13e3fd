"""Initiatives: extra ones and their conditions, functions that are there, stages that are due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from ...survey.errors import SpecificationError
from .order import Category, Order
from .settlements import Settlement

__all__ = [
    "SPHERES",
    "Coverage",
    "ExtraInitiative",
    "Function",
    "Progress",
    "State",
    "confirmed",
    "coverage",
    "progress",
]

Sphere = Literal[
    "governance",
    "safety",
    "transport",
    "social",
    "environment",
    "utilities",
    "economy",
    "infrastructure",
]
SPHERES: tuple[str, ...] = get_args(Sphere)

State = Literal["not_planned", "ahead", "under_way", "overdue", "done"]
Needed = Literal["yes", "partly", "no"]


@dataclass(frozen=True, slots=True)
class ExtraInitiative:
    """An initiative beyond the basic list, with the five conditions of Annex 5, 2.2 b.

    Attributes
    ----------
    settlement, name : str
    in_road_map : bool
        It stands in the approved road map.
    signed_report : bool
        A signed report states what was done, from when to when, and the results.
    has_indicator : bool
        At least one indicator confirms it.
    in_period : bool
        It was carried out in the period that is scored.
    sphere : str
        Main sphere of the smart city it belongs to (paragraph 5); any other text fails.
    """

    settlement: str
    name: str
    in_road_map: bool
    signed_report: bool
    has_indicator: bool
    in_period: bool
    sphere: str

    @property
    def failed(self) -> tuple[str, ...]:
        """Names of the conditions that are not met."""
        conditions = {
            "in_road_map": self.in_road_map,
            "signed_report": self.signed_report,
            "has_indicator": self.has_indicator,
            "in_period": self.in_period,
            "sphere": self.sphere in SPHERES,
        }
        return tuple(name for name, met in conditions.items() if not met)


def confirmed(initiatives: Iterable[ExtraInitiative]) -> Counter[str]:
    """Count the extra initiatives of each settlement that meet all five conditions.

    Raises
    ------
    SpecificationError
        If a settlement names an initiative twice.
    """
    initiatives = list(initiatives)
    named = Counter((entry.settlement, entry.name) for entry in initiatives)
    for (settlement, name), times in named.items():
        if times > 1:
            raise SpecificationError(f"`{settlement}` names the extra initiative `{name}` twice")
    return Counter(entry.settlement for entry in initiatives if not entry.failed)


@dataclass(frozen=True, slots=True)
class Function:
    """A row of Annex 3: what the system of an initiative has to do, and for whom."""

    id: str
    initiative: int
    needed: Mapping[Category, Needed]
    need: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the functions asked for a settlement has in one initiative.

    Attributes
    ----------
    settlement : str
    initiative : int
    asked, there : int
        Functions asked for the category (also in part), and those of them that are there.
    lacking : tuple of str
        Ids of those that are not, the most needed first.
    """

    settlement: str
    initiative: int
    asked: int
    there: int
    lacking: tuple[str, ...]


def coverage(
    functions: Sequence[Function],
    settlements: Sequence[Settlement],
    there: Mapping[str, frozenset[str]],
) -> tuple[Coverage, ...]:
    """Compare what is there with Annex 3, for every settlement and initiative that asks for any.

    Parameters
    ----------
    functions : sequence of Function
    settlements : sequence of Settlement
    there : mapping of settlement to ids of functions
        A settlement that is not named is left out.
    """
    urgency = {"high": 0, "medium": 1, "depends": 1, "low": 2}
    found: list[Coverage] = []
    for settlement in settlements:
        if settlement.id not in there:
            continue
        own = there[settlement.id]
        asked: dict[int, list[Function]] = {}
        for function in functions:
            if function.needed.get(settlement.category, "no") != "no":
                asked.setdefault(function.initiative, []).append(function)
        for initiative, wanted in asked.items():
            lacking = [function for function in wanted if function.id not in own]
            lacking.sort(key=lambda function: urgency.get(function.need, 3))
            ids = tuple(function.id for function in lacking)
            found.append(
                Coverage(settlement.id, initiative, len(wanted), len(wanted) - len(ids), ids)
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a settlement stands with an initiative on a day."""

    settlement: str
    initiative: int
    state: State
    stage: int | None
    due: int | None
    done: date | None


def progress(
    order: Order,
    settlements: Sequence[Settlement],
    done: Mapping[tuple[str, int], date],
    on: date,
) -> tuple[Progress, ...]:
    """Compare the road map with what is done by a day.

    An initiative is due until the end of the last year of its stage and overdue afterwards.

    Parameters
    ----------
    order : Order
    settlements : sequence of Settlement
    done : mapping of (settlement, initiative) to the day it was completed
    on : date
        Completions after this day do not count yet.
    """
    found: list[Progress] = []
    for settlement in settlements:
        for initiative in order.initiatives:
            stage = initiative.stages.get(settlement.category)
            finished = done.get((settlement.id, initiative.number))
            if finished is not None and finished <= on:
                state: State = "done"
            elif stage is None:
                state = "not_planned"
            elif on.year > stage.last_year:
                state = "overdue"
            else:
                state = "under_way" if on.year >= stage.first_year else "ahead"
            number, due = (stage.number, stage.last_year) if stage else (None, None)
            found.append(Progress(settlement.id, initiative.number, state, number, due, finished))
    return tuple(found)
