"""Where a row of a log stands, and how its cells were written: in a file or in a database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

__all__ = ["InDatabase", "Place", "with_more"]


class Place(Protocol):
    """Where rows stand: in which order they are told, and how."""

    @property
    def order(self) -> tuple[str, ...]:
        """Columns by which the rows are told."""
        ...

    def shown(self, row: Mapping[str, Any], column: str) -> str:
        """Return the text of a cell as it was written."""
        ...

    def named(self, row: Mapping[str, Any], column: str) -> str:
        """Name a cell for an error."""
        ...


class InDatabase:
    """Rows of a database have no numbers; they are told by what they hold."""

    order: tuple[str, ...] = ("settlement", "kpi", "period")

    def shown(self, row: Mapping[str, Any], column: str) -> str:
        """Return the text of a cell."""
        return "" if row[column] is None else str(row[column])

    def named(self, row: Mapping[str, Any], column: str) -> str:  # noqa: ARG002
        """Name the row of a cell by its settlement, KPI and period."""
        return f"settlement `{row['settlement']}`, KPI `{row['kpi']}`, period `{row['period']}`"


def with_more(place: str, more: int) -> str:
    """Add to the place of a row how many more are like it."""
    if not more:
        return place
    return f"{place}, and 1 more row" if more == 1 else f"{place}, and {more} more rows"
