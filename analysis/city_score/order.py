"""The order as data: sections, initiatives with their stages, KPIs with their targets, levels."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from ...survey.errors import SpecificationError

__all__ = [
    "CATEGORIES",
    "Category",
    "Direction",
    "Domain",
    "Initiative",
    "Kpi",
    "Level",
    "Order",
    "Section",
    "Stage",
    "Target",
]

Category = Literal["republican", "oblast", "district"]
Direction = Literal["at_least", "at_most", "change", "domains", "words"]
Wording = Literal["", "norm", "as_possible", "smallest", "stabilise"]

CATEGORIES: tuple[Category, ...] = get_args(Category)


@dataclass(frozen=True, slots=True)
class Target:
    """What a KPI has to reach in one category of settlements.

    Attributes
    ----------
    low, high : float
        Ends of the printed range, equal where one number is printed; NaN where words are. Of a
        change: percent of the base period, a reduction being negative, `low` the nearer to zero.
    wording : {"", "norm", "as_possible", "smallest", "stabilise"}
        What the words ask for, where no number is printed.
    """

    low: float = math.nan
    high: float = math.nan
    wording: Wording = ""


@dataclass(frozen=True, slots=True)
class Domain:
    """A part of a KPI with a threshold of its own, the same for every category."""

    id: str
    direction: Literal["at_least", "at_most"]
    target: float


@dataclass(frozen=True, slots=True)
class Kpi:
    """One row of Annex 4.

    Attributes
    ----------
    id : str
    initiative : int
    section : str
        Section of its initiative (Annex 2).
    meaning : str
        Section that its content belongs to.
    unit : str
    direction : Direction
        ``"domains"`` has one threshold a part, ``"words"`` is judged, not measured.
    points : float
        Weight within the section.
    targets : mapping of category to Target
        Without the categories for which nothing is printed.
    domains : tuple of Domain
        Only of ``"domains"``.
    fourth : float
        The fourth value where four are printed for three categories; else NaN.
    shared : bool
        One value is printed for all categories.
    up_to : bool
        The target is an "up to": its direction is not printed.
    doubtful : bool
        More is better as printed, and hardly so in meaning.
    repeats : bool
        An earlier KPI measures the same.
    """

    id: str
    initiative: int
    section: str
    meaning: str
    unit: str
    direction: Direction
    points: float
    targets: Mapping[Category, Target] = field(default_factory=dict)
    domains: tuple[Domain, ...] = ()
    fourth: float = math.nan
    shared: bool = False
    up_to: bool = False
    doubtful: bool = False
    repeats: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.points < math.inf:
            raise SpecificationError(f"The points of `{self.id}` must be > 0, got {self.points:g}")
        if (self.direction == "domains") != bool(self.domains):
            raise SpecificationError(f"`{self.id}` needs domains if its direction is `domains`")
        if self.direction in {"at_least", "at_most"}:
            numbers = [n for t in self.targets.values() for n in (t.low, t.high)]
            numbers += [] if math.isnan(self.fourth) else [self.fourth]
            if not numbers or not all(0 < number < math.inf for number in numbers):
                raise SpecificationError(f"Every target of `{self.id}` must be a number > 0")

    @property
    def measures(self) -> tuple[str, ...]:
        """Names under which its values stand in the data: its id, or one for each domain."""
        return tuple(f"{self.id}.{domain.id}" for domain in self.domains) or (self.id,)


@dataclass(frozen=True, slots=True)
class Stage:
    """When an initiative is due in one category (Annex 2)."""

    number: int
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative of the road map.

    Attributes
    ----------
    number : int
    section : str
    stages : mapping of category to Stage
        Without the categories that the road map leaves out.
    required : frozenset of category
        Categories for which Annex 3 asks at least one function.
    """

    number: int
    section: str
    stages: Mapping[Category, Stage]
    required: frozenset[Category] = frozenset(CATEGORIES)


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its weight; the weights of an order sum to 100."""

    id: str
    weight: float


@dataclass(frozen=True, slots=True)
class Level:
    """A level and the lowest TotalScore that reaches it."""

    id: str
    lower: float


@dataclass(frozen=True, slots=True)
class Order:
    """All that the order prescribes.

    Raises
    ------
    SpecificationError
        If a name occurs twice or is not known, or the section weights do not sum to 100.
    """

    sections: tuple[Section, ...]
    initiatives: tuple[Initiative, ...]
    kpis: tuple[Kpi, ...]
    levels: tuple[Level, ...]

    def __post_init__(self) -> None:
        _unique("section", [section.id for section in self.sections])
        _unique("initiative", [str(initiative.number) for initiative in self.initiatives])
        _unique("KPI", [kpi.id for kpi in self.kpis])
        total = sum(section.weight for section in self.sections)
        if abs(total - 100) > 1e-9:
            raise SpecificationError(f"The weights of the sections must sum to 100, got {total:g}")
        sections = {section.id for section in self.sections}
        numbers = {initiative.number for initiative in self.initiatives}
        for kpi in self.kpis:
            for section in (kpi.section, kpi.meaning):
                if section not in sections:
                    raise SpecificationError(f"`{kpi.id}` names the unknown section `{section}`")
            if kpi.initiative not in numbers:
                raise SpecificationError(
                    f"`{kpi.id}` belongs to initiative {kpi.initiative}, which the order lacks"
                )

    @property
    def measures(self) -> tuple[str, ...]:
        """Names of all columns of values, KPI by KPI."""
        return tuple(measure for kpi in self.kpis for measure in kpi.measures)

    def initiative(self, number: int) -> Initiative:
        """Return the initiative of a number."""
        return next(found for found in self.initiatives if found.number == number)

    def with_kpis(self, kpis: tuple[Kpi, ...]) -> Order:
        """Return the order with more KPIs, such as rows that the printed text has lost."""
        return replace(self, kpis=(*self.kpis, *kpis))


def _unique(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SpecificationError(f"The {what} `{twice[0]}` occurs twice in the order")
