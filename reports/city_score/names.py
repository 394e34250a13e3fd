"""How a report of CityScore names and writes things in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...analysis.city_score.order import Kpi
from ..language import Language
from ..table import Cell, Column, Rounded, Table
from .results import Results

__all__ = ["Names", "measured", "whole"]

_LISTED = 6  # names after which a list only counts the others
# Tables that rest on the order and on other files than the values.
_WITHOUT_VALUES = frozenset(
    {
        "extra_initiatives",
        "coverage",
        "lacking_functions",
        "road_map_plan",
        "road_map_counts",
        "road_map_overdue",
        "road_map_states",
        "order_doubtful",
        "order_missing",
    }
)
_LARGE, _MIDDLE = 1000.0, 10.0  # values with no decimals, and with one
_MOST = 6  # decimals of a value that just misses its target


@dataclass(frozen=True, slots=True)
class Names:
    """The words of one language for what a report shows."""

    results: Results
    lang: Language

    def settlement(self, name: str) -> str:
        """Name a settlement."""
        return self.lang.label(self.results.settlements.labels[name])

    def member(self, name: str, ranking: str) -> str:
        """Name a member of a ranking: a region or a settlement."""
        if ranking == "regions":
            return self.lang.label(self.results.settlements.regions[name])
        return self.settlement(name)

    def kpi(self, name: str) -> str:
        """Name a KPI; one that the user added has a star."""
        row = self.results.order.rows[name]
        return f"{self.lang.label(row.labels)} *" if row.added else self.lang.label(row.labels)

    def of(self, name: str | int) -> str:
        """Name a section, a level, an initiative or a function; nothing has no name."""
        return self.lang.label(self.results.order.labels[str(name)]) if name != "" else ""

    def short(self, initiative: int) -> str:
        """Name an initiative in few words."""
        return self.lang.label(self.results.order.short[str(initiative)])

    def word(self, table: str, key: str) -> str:
        """Return the word of a code, such as a unit, a state or a category."""
        return self.lang.text(f"cityscore.{table}.{key}")

    def head(self, table: str, key: str) -> str:
        """Return the word of a code with a capital, as the head of a column."""
        word = self.word(table, key)
        return word[:1].upper() + word[1:]

    def note(self, key: str, /, **values: object) -> str:
        """Return a note below a table."""
        return self.lang.text(f"cityscore.note.{key}", **values)

    def said(self, key: str, /, **values: object) -> str:
        """Return a sentence before a table."""
        return self.lang.text(f"cityscore.said.{key}", **values)

    def count(self, key: str, n: int) -> str:
        """Count settlements, KPIs, initiatives or readings."""
        return self.lang.plural(f"cityscore.count.{key}", n)

    def points(self, value: float, *, signed: bool = False) -> str:
        """Write points of a score."""
        return self.lang.number(value, 1, signed=signed)

    def whole(self, value: float) -> str:
        """Write a number without decimals."""
        return self.lang.number(value, 0)

    def entry(self, name: str, value: str) -> str:
        """Write a name and, in brackets, its value."""
        return self.said("entry", name=name, value=value)

    def listed(self, parts: Sequence[str], most: int = _LISTED, slack: int = 1) -> str:
        """Join parts as the language does; of a long list the first, and how many more.

        The list is long if it has more than `most` and `slack` parts.
        """
        if len(parts) <= 1:
            return "".join(parts)
        if len(parts) > most + slack:
            shown, more = ", ".join(parts[:most]), self.whole(len(parts) - most)
            return self.lang.text("sentence.list.more", listed=shown, n=more)
        first = ", ".join(parts[:-1])
        return self.lang.text("sentence.list.last", first=first, last=parts[-1])

    def column(
        self,
        key: str,
        kind: Literal["text", "number", "signed", "label"] = "text",
        decimals: int = 0,
        *,
        group: str = "",
    ) -> Column:
        """Return a column whose head is the word of its key."""
        over = self.word("column", group) if group else ""
        return Column(key, self.word("column", key), kind, decimals, over)

    def initiative_columns(self) -> tuple[Column, ...]:
        """Return the columns that name an initiative of a settlement."""
        number = self.column("initiative", "label")
        return self.column("settlement"), number, self.column("initiative_name")

    def initiative_cells(self, settlement: str, initiative: int) -> tuple[Cell, ...]:
        """Return what stands in `initiative_columns`."""
        return self.settlement(settlement), initiative, self.short(initiative)

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[tuple[Cell, ...]],
        *,
        notes: Sequence[str] = (),
        show: int | None = None,
        merge: int = 0,
        **title: object,
    ) -> Table:
        """Return a table whose title is the words of its name.

        One that rests on simulated values says so below it and in the names of its files.
        """
        words = self.lang.text(f"cityscore.table.{name}", year=self.results.year, **title)
        if self.results.simulated and name not in _WITHOUT_VALUES:
            notes = (self.note("simulated"), *notes)
        return Table(
            name=self.file(name),
            title=words,
            columns=tuple(columns),
            rows=tuple(rows),
            notes=tuple(notes),
            show=show,
            merge=merge,
        )

    def file(self, name: str) -> str:
        """Return the name of a table, by which its files are called."""
        simulated = self.results.simulated and name not in _WITHOUT_VALUES
        return f"simulated_{name}" if simulated else name

    def value(self, kpi: Kpi, number: float, target: float) -> Cell:
        """Return the value of a KPI; of a judged one the verdict."""
        if kpi.direction == "words" and not np.isnan(number):
            verdict = "met" if number == 1 else "partly" if number > 0 else "not_met"
            return self.word("judged", verdict)
        return measured(number, target)

    def target(self, kpi: Kpi, number: float, wording: str) -> Cell:
        """Return the target of a KPI, in words where the order has no number."""
        if kpi.domains:
            return self.word("judged", "by_domain")
        if kpi.direction == "words":
            return self.word("judged", "met")
        if wording:
            return self.word("judged", "reduction" if wording == "smallest" else "no_growth")
        return measured(number)


def measured(number: float, target: float = np.nan) -> Cell:
    """Return a value with as many decimals as are worth reading; None if there is none.

    More stand where fewer would show a value that misses its target as if it were at it.

    Examples
    --------
    >>> [measured(*pair).decimals for pair in ((7.5,), (8.9961, 9.0))]
    [1, 3]
    """
    if np.isnan(number):
        return None
    most = 0 if abs(number) >= _LARGE else 1 if abs(number) >= _MIDDLE else 2
    shown = round(number, most)
    decimals = next(d for d in range(most + 1) if round(number, d) == shown)
    while number != target and round(number, decimals) == target and decimals < _MOST:
        decimals += 1
    return Rounded(float(number), decimals)


def whole(number: float) -> int | None:
    """Return a count or a rank as an integer; None if there is none."""
    return None if np.isnan(number) else int(number)
