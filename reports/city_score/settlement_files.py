"""Tables about settlements: who they are, what they did beyond the list, what is there and done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from ...analysis.city_score.initiatives import ExtraInitiative, confirmed
from ...analysis.city_score.order import CATEGORIES, Category
from ...analysis.city_score.settlements import Settlement
from ...survey.errors import AqylError, ValueInFileError
from ...survey.record_file import Record, read_records, refuse_twice
from .order_file import OrderFile

__all__ = [
    "SettlementFile",
    "read_done",
    "read_extra",
    "read_functions",
    "read_settlements",
    "read_statuses",
    "with_extra",
]

_CODES = ("kk", "ru", "en")
# Categories as people write them, beside the names of the order's three columns.
_CATEGORY_WORDS: Mapping[str, Category] = {
    "республикалық": "republican",
    "республиканский": "republican",
    "республиканская": "republican",
    "облыстық": "oblast",
    "областной": "oblast",
    "областная": "oblast",
    "аудандық": "district",
    "районный": "district",
    "районная": "district",
}


@dataclass(frozen=True, slots=True)
class SettlementFile:
    """Settlements with their names.

    Attributes
    ----------
    path : Path
    settlements : tuple of Settlement
    labels : mapping of settlement to labels by language code
    regions : mapping of region to labels by language code
    """

    path: Path
    settlements: tuple[Settlement, ...]
    labels: Mapping[str, Mapping[str, str]]
    regions: Mapping[str, Mapping[str, str]]

    @property
    def ids(self) -> tuple[str, ...]:
        """Names of the settlements in the data."""
        return tuple(settlement.id for settlement in self.settlements)


def read_settlements(path: str | Path) -> SettlementFile:
    """Read who is scored.

    Parameters
    ----------
    path : str or Path
        Columns ``settlement``, ``category`` (republican, oblast, district), ``population``,
        ``region`` (empty for cities of republican significance) and, optional, ``extra`` (number
        of confirmed extra initiatives), ``label_kk|ru|en`` and ``region_kk|ru|en``.

    Raises
    ------
    FileError, ValueInFileError
        If a cell breaks a rule; the sentence names file, row and column.
    """
    labels = tuple(f"label_{code}" for code in _CODES)
    regions = tuple(f"region_{code}" for code in _CODES)
    records = read_records(
        path,
        needed=("settlement", "category", "population"),
        optional=("region", "extra", *labels, *regions),
    )
    refuse_twice(records, "settlement")
    return SettlementFile(
        path=Path(path),
        settlements=tuple(_settlement(record) for record in records),
        labels={r.text("settlement"): _texts(r, "label", r.text("settlement")) for r in records},
        regions={
            r.text("region"): _texts(r, "region", r.text("region"))
            for r in records
            if r.text("region", optional=True)
        },
    )


def _settlement(record: Record) -> Settlement:
    written = record.text("category")
    category = _CATEGORY_WORDS.get(written.casefold()) or record.one_of("category", CATEGORIES)
    try:
        return Settlement(
            id=record.text("settlement"),
            category=cast(Category, category),
            population=record.number("population"),
            region=record.text("region", optional=True),
            extra=record.whole("extra", optional=0),
        )
    except AqylError as error:
        if error.where:
            raise
        raise ValueInFileError(
            error.problem, where=record.where(), next_step=error.next_step
        ) from error


def _texts(record: Record, stem: str, fallback: str) -> dict[str, str]:
    texts = {code: record.text(f"{stem}_{code}", optional=True) for code in _CODES}
    return {code: text for code, text in texts.items() if text} or {"und": fallback}


def read_extra(path: str | Path, known: Sequence[str]) -> tuple[ExtraInitiative, ...]:
    """Read extra initiatives with the five conditions of the order.

    Parameters
    ----------
    path : str or Path
        Columns ``settlement``, ``initiative`` (a name), ``in_road_map``, ``signed_report``,
        ``has_indicator``, ``in_period`` (yes or no) and ``sphere`` (one of eight; another text
        means that the initiative belongs to none).
    known : sequence of str
        Settlements that are scored.
    """
    conditions = ("in_road_map", "signed_report", "has_indicator", "in_period")
    records = read_records(path, needed=("settlement", "initiative", *conditions, "sphere"))
    refuse_twice(records, "settlement", "initiative")
    return tuple(
        ExtraInitiative(
            settlement=r.known("settlement", known, "settlement"),
            name=r.text("initiative"),
            in_road_map=r.yes("in_road_map"),
            signed_report=r.yes("signed_report"),
            has_indicator=r.yes("has_indicator"),
            in_period=r.yes("in_period"),
            sphere=r.text("sphere", optional=True),
        )
        for r in records
    )


def with_extra(file: SettlementFile, extra: Sequence[ExtraInitiative]) -> SettlementFile:
    """Count the extra initiatives that meet all conditions.

    Raises
    ------
    ValueInFileError
        If the table of settlements states another number.
    """
    counted = confirmed(extra)
    for settlement in file.settlements:
        if settlement.extra and settlement.extra != counted[settlement.id]:
            raise ValueInFileError(
                f"`{settlement.id}` has {settlement.extra} extra initiatives in the table of "
                f"settlements, and {counted[settlement.id]} of its initiatives meet all conditions",
                where=file.path.name,
                next_step="Leave the column `extra` empty, or mend the list of initiatives.",
            )
    settlements = tuple(replace(s, extra=counted[s.id]) for s in file.settlements)
    return replace(file, settlements=settlements)


def read_functions(
    path: str | Path, known: Sequence[str], order: OrderFile
) -> dict[str, frozenset[str]]:
    """Read which functions of Annex 3 a settlement has: columns settlement, function, there."""
    names = [function.id for function in order.functions]
    records = read_records(path, needed=("settlement", "function", "there"))
    refuse_twice(records, "settlement", "function")
    there: dict[str, set[str]] = {}
    for record in records:
        own = there.setdefault(record.known("settlement", known, "settlement"), set())
        name = record.known("function", names, "function")
        if record.yes("there"):
            own.add(name)
    return {settlement: frozenset(own) for settlement, own in there.items()}


def read_done(
    path: str | Path, known: Sequence[str], order: OrderFile
) -> dict[tuple[str, int], date]:
    """Read when initiatives were completed: columns settlement, initiative (1-16), done (a day)."""
    numbers = [str(initiative.number) for initiative in order.order.initiatives]
    records = read_records(path, needed=("settlement", "initiative", "done"))
    refuse_twice(records, "settlement", "initiative")
    return {
        (
            record.known("settlement", known, "settlement"),
            int(record.known("initiative", numbers, "initiative")),
        ): record.day("done")
        for record in records
    }


def read_statuses(
    path: str | Path, known: Sequence[str], order: OrderFile
) -> dict[tuple[str, str], bool]:
    """Read statuses set by hand: columns settlement, kpi, status (A or NA)."""
    kpis = [kpi.id for kpi in order.order.kpis]
    records = read_records(path, needed=("settlement", "kpi", "status"))
    refuse_twice(records, "settlement", "kpi")
    return {
        (
            record.known("settlement", known, "settlement"),
            record.known("kpi", kpis, "KPI"),
        ): record.one_of("status", ("A", "NA")) == "A"
        for record in records
    }
