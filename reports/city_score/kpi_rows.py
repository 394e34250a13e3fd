"""Rows of Annex 4 as tables have them, shipped or added by a user."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

import numpy as np

from ...analysis.city_score.order import (
    CATEGORIES,
    Category,
    Direction,
    Domain,
    Initiative,
    Kpi,
    Target,
)
from ...survey.errors import AqylError, ValueInFileError
from ...survey.record_file import Record, read_records

__all__ = [
    "CODES",
    "KpiRow",
    "Labels",
    "Targets",
    "category_of",
    "kpi",
    "kpi_records",
    "kpi_row",
    "labels_of",
    "named",
    "read_targets",
]

Labels = Mapping[str, str]

YEARLY_RULES = ("mean", "last", "sum", "median", "min", "max")
FREQUENCIES = ("day", "week", "month", "quarter", "year")
UNITS = (
    "percent",
    "minutes",
    "hours",
    "days",
    "count",
    "per_month",
    "per_1000_people",
    "per_1000_vehicles",
    "per_1000_passengers",
    "per_100_km",
    "per_million_trips",
    "points_of_10",
    "points_of_5",
    "change_percent",
    "words",
)
CODES = ("kk", "ru", "en")
_KPI = ("kpi", "initiative", "number", "unit", "direction", "points", "frequency", "yearly")
_KPI_MORE = (
    *(f"{part}_printed" for part in ("name", "description", "formula", "source", "system")),
    *(f"{part}_printed" for part in ("frequency", "target", "effect")),
    *(f"name_{code}" for code in CODES),
    *(f"target_{category}" for category in CATEGORIES),
    *("target_fourth", "effect", "section_by_meaning", "flags", "note"),
)


@dataclass(frozen=True, slots=True)
class KpiRow:
    """What a row of Annex 4 says beyond the rules of scoring."""

    labels: Labels
    frequency: Literal["day", "week", "month", "quarter", "year"]
    yearly: str
    printed: str
    flags: frozenset[str]
    note: str
    added: bool = False


def named() -> tuple[str, ...]:
    """List the columns of a name in three languages."""
    return tuple(f"name_{code}" for code in CODES)


def labels_of(record: Record, stem: str = "name") -> Labels:
    """Return the texts of a row by language."""
    return {code: record.text(f"{stem}_{code}") for code in CODES}


def kpi_records(path: Path) -> list[Record]:
    """Read rows of Annex 4."""
    return read_records(path, needed=_KPI, optional=_KPI_MORE)


def kpi_row(record: Record, *, added: bool = False) -> KpiRow:
    """Read what is said of a KPI beyond the rules of scoring."""
    texts = {code: record.text(f"name_{code}", optional=True) for code in CODES}
    return KpiRow(
        labels={code: text for code, text in texts.items() if text} or {"und": record.text("kpi")},
        frequency=cast(
            Literal["day", "week", "month", "quarter", "year"],
            record.one_of("frequency", FREQUENCIES),
        ),
        yearly=record.one_of("yearly", YEARLY_RULES),
        printed=record.text("target_printed", optional=True),
        flags=_flags(record),
        note=record.text("note", optional=True),
        added=added,
    )


def _flags(record: Record) -> frozenset[str]:
    return frozenset(filter(None, record.text("flags", optional=True).split(";")))


@dataclass(frozen=True, slots=True)
class Targets:
    """Targets that do not fit into one row: by domain, of a change, in words."""

    domains: Mapping[str, list[Domain]]
    targets: Mapping[str, dict[Category, Target]]
    labels: Mapping[str, Labels]

    def has(self, name: str, direction: Direction) -> bool:
        """Tell whether the targets of a KPI are there, if its direction asks for such."""
        return direction in {"at_least", "at_most"} or name in {*self.domains, *self.targets}


def read_targets(at: Path) -> Targets:
    """Read the targets that stand in tables of their own."""
    domains: dict[str, list[Domain]] = {}
    targets: dict[str, dict[Category, Target]] = {}
    labels: dict[str, Labels] = {}
    columns = ("kpi", "domain", "direction", "target", *named())
    for r in read_records(
        at / "domain_targets.csv", needed=columns, optional=("unit", "name_printed")
    ):
        domain = Domain(
            r.text("domain"),
            cast(Literal["at_least", "at_most"], r.text("direction")),
            r.number("target"),
        )
        domains.setdefault(r.text("kpi"), []).append(domain)
        labels[f"{r.text('kpi')}.{domain.id}"] = labels_of(r)
    change = ("kpi", "category", "low", "high", "word_kind")
    for r in read_records(at / "change_targets.csv", needed=change, optional=("printed",)):
        # The order prints a reduction as "-5–10 %".
        low, high = -r.number("low", optional=True), -r.number("high", optional=True)
        wording = cast(Literal["as_possible"], r.text("word_kind", optional=True))
        own = targets.setdefault(r.text("kpi"), {})
        own[category_of(r)] = Target(low, high, wording)
    words = ("kpi", "category", "printed")
    for r in read_records(
        at / "word_targets.csv", needed=words, optional=("meaning_en", "word_kind")
    ):
        targets.setdefault(r.text("kpi"), {})[category_of(r)] = Target(wording="norm")
    return Targets(domains, targets, labels)


def category_of(record: Record) -> Category:
    """Read the category of a row."""
    return cast(Category, record.one_of("category", CATEGORIES))


def kpi(record: Record, initiatives: Sequence[Initiative], parts: Targets) -> Kpi:
    """Build a KPI from its row; what the row breaks is said with its place."""
    numbers = {i.number: i for i in initiatives}
    name, flags = record.text("kpi"), _flags(record)
    number = int(record.known("initiative", [str(n) for n in numbers], "initiative"))
    if not re.fullmatch(r"K\d\d\.\d\d", name):
        raise ValueInFileError(
            f"A KPI is named as `K11.01`, got `{name}`", where=record.where("kpi")
        )
    direction = cast(Direction, record.one_of("direction", get_args(Direction)))
    if not parts.has(name, direction):
        raise ValueInFileError(
            "A row that is added must have the direction `at_least` or `at_most`",
            where=record.where("direction"),
        )
    section = numbers[number].section
    meaning = record.text("section_by_meaning", optional=True) or section
    try:
        return Kpi(
            id=name,
            initiative=number,
            section=section,
            meaning=meaning,
            unit=record.one_of("unit", UNITS),
            direction=direction,
            points=record.number("points"),
            targets=_targets(record, name, direction, parts),
            domains=tuple(parts.domains.get(name, ())),
            fourth=record.number("target_fourth", optional=True),
            shared="one_value" in flags and "categories_named" not in flags,
            up_to="no_upper_limit_sign" in flags,
            doubtful="direction_doubtful" in flags,
            repeats="repeats_earlier" in flags,
        )
    except AqylError as error:
        if error.where:
            raise
        raise ValueInFileError(error.problem, where=record.where()) from error


def _targets(
    record: Record, name: str, direction: Direction, parts: Targets
) -> dict[Category, Target]:
    """Take the targets from the row, or of changes and words from their tables."""
    if direction not in {"at_least", "at_most"}:
        return parts.targets.get(name, {})
    numbers: dict[Category, float] = {
        c: record.number(f"target_{c}", optional=True) for c in CATEGORIES
    }
    return {c: Target(number, number) for c, number in numbers.items() if not np.isnan(number)}
