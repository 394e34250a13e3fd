"""The published tables as they were printed, read from the shipped data."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from ...analysis.panel import Panel
from ...data import folder
from ...survey.number_text import PrintedNumber, printed_number
from ..framework_file import FrameworkFile, read_framework

__all__ = ["YEARS", "AnnexCell", "GrowthSeries", "IndicatorRow", "Published", "load_published"]

YEARS = (2019, 2020, 2021, 2022, 2023)
_FILES = (
    "indicators",
    "indicator_values",
    "integral_indices",
    "indicator_counts",
    "growth_series",
    "growth_variables",
    "growth_forecast",
    "chart_series",
    "annexes",
    "annex_series",
)

# Indices are printed with six decimals and without trailing zeros: 0 and 0,3 are exact.
_SIX_DIGITS = 5e-7

Row = dict[str, str]
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of the indicator table (Annex Ә3).

    Attributes
    ----------
    id, domain : str
    row : int
        Number within the domain.
    count : bool
        The values are counts, which print in full.
    printed, normalised : tuple of PrintedNumber, one a year
    """

    id: str
    domain: str
    row: int
    count: bool
    printed: tuple[PrintedNumber, ...]
    normalised: tuple[PrintedNumber, ...]

    @property
    def values(self) -> np.ndarray:
        """Printed values, shape (5,)."""
        return np.array([p.value for p in self.printed])

    @property
    def index(self) -> np.ndarray:
        """Published normalised values, shape (5,)."""
        return np.array([p.value for p in self.normalised])

    @property
    def constant(self) -> bool:
        """The value is the same in every year."""
        return bool(np.ptp(self.values) == 0)


@dataclass(frozen=True, slots=True)
class GrowthSeries:
    """One column of the growth table (Table 5)."""

    variable: str
    labels: Labels
    units: Labels
    indicator: str
    years: tuple[int, ...]
    printed: tuple[PrintedNumber, ...]


@dataclass(frozen=True, slots=True)
class AnnexCell:
    """One cell of Annexes Ә4-Ә17; `printed` is None where the cell is empty or marked absent."""

    table: int
    series: str
    period: str
    text: str
    printed: PrintedNumber | None
    indicator: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Published:
    """All published numbers of the city study.

    Attributes
    ----------
    thesis, sensible : FrameworkFile
        The seven criteria with the published and with the sensible directions.
    rows : tuple of IndicatorRow, length 111
    table8 : mapping of domain to PrintedNumber per year
        With all digits that the source's charts hold.
    counts : mapping of domain (and ``"total"``) to int
    growth : tuple of GrowthSeries
    forecast : mapping of year to PrintedNumber
    charts : mapping of figure number to (indicator id, values)
    annexes : tuple of AnnexCell
    annex_labels : mapping of series to labels
    cities, urbanisation : tuple of rows as read
    files : tuple of Path
        Everything that was read.
    """

    thesis: FrameworkFile
    sensible: FrameworkFile
    rows: tuple[IndicatorRow, ...]
    table8: Mapping[str, tuple[PrintedNumber, ...]]
    counts: Mapping[str, int]
    growth: tuple[GrowthSeries, ...]
    forecast: Mapping[int, PrintedNumber]
    charts: Mapping[int, tuple[str, tuple[PrintedNumber, ...]]]
    annexes: tuple[AnnexCell, ...]
    annex_labels: Mapping[str, Labels]
    cities: tuple[Row, ...]
    urbanisation: tuple[Row, ...]
    files: tuple[Path, ...]

    @property
    def domains(self) -> tuple[str, ...]:
        """Ids of the seven criteria, in the order of the thesis."""
        return tuple(self.table8)

    def label(self, name: str) -> Labels:
        """Labels of a domain, an indicator or an annex series."""
        return self.annex_labels.get(name) or self.thesis.labels[name]

    def panel(self) -> Panel:
        """Arrange the printed values of Turkistan as a panel, shape (1, 5, 111)."""
        values = np.stack([row.values for row in self.rows], axis=-1)[None]
        return Panel(("Turkistan",), YEARS, tuple(row.id for row in self.rows), values)


@cache
def load_published() -> Published:
    """Read the shipped data of the thesis and the article."""
    turkistan, kazakhstan = folder("turkistan"), folder("kazakhstan")
    tables = {name: _read(turkistan / f"{name}.csv") for name in _FILES}
    thesis = read_framework(turkistan / "framework_thesis.toml")
    sensible = read_framework(turkistan / "framework_sensible.toml")
    extra = [kazakhstan / "city_rating_2022.csv", kazakhstan / "urbanisation.csv"]
    own = [turkistan / f"{name}.csv" for name in _FILES]
    frameworks = {*thesis.files, *sensible.files} - set(own)
    return Published(
        thesis=thesis,
        sensible=sensible,
        rows=_rows(tables["indicators"], tables["indicator_values"]),
        table8=_six_digits(tables["integral_indices"]),
        counts={row["domain"]: int(row["value"]) for row in tables["indicator_counts"]},
        growth=_growth(tables["growth_variables"], tables["growth_series"]),
        forecast={
            int(row["year"]): printed_number(row["printed"])
            for row in tables["growth_forecast"]
            if row["kind"] == "forecast"
        },
        charts=_charts(tables["chart_series"]),
        annexes=tuple(_annex(row) for row in tables["annexes"]),
        annex_labels={row["series"]: _labels(row, "label") for row in tables["annex_series"]},
        cities=tuple(_read(extra[0])),
        urbanisation=tuple(_read(extra[1])),
        files=tuple(sorted([*own, *extra, *frameworks])),
    )


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _labels(row: Row, key: str) -> dict[str, str]:
    return {code: row[f"{key}_{code}"] for code in ("kk", "ru", "en")}


def _by(
    rows: list[Row], key: str, text: str, *, coarsest: float = np.inf
) -> dict[str, tuple[PrintedNumber, ...]]:
    """Group printed numbers by a column; `coarsest` bounds what their last digit hides."""
    groups: dict[str, list[PrintedNumber]] = {}
    for row in rows:
        number = printed_number(row[text])
        number = replace(number, half_unit=min(number.half_unit, coarsest))
        groups.setdefault(row[key], []).append(number)
    return {name: tuple(numbers) for name, numbers in groups.items()}


def _rows(catalogue: list[Row], values: list[Row]) -> tuple[IndicatorRow, ...]:
    printed = _by(values, "id", "printed")
    normalised = _by(values, "id", "index_printed", coarsest=_SIX_DIGITS)
    return tuple(
        IndicatorRow(
            id=row["id"],
            domain=row["domain"],
            row=int(row["row"]),
            count=row["kind"] == "count",
            printed=printed[row["id"]],
            normalised=normalised[row["id"]],
        )
        for row in catalogue
    )


def _growth(variables: list[Row], values: list[Row]) -> tuple[GrowthSeries, ...]:
    printed = _by(values, "variable", "printed")
    years = tuple(sorted({int(row["year"]) for row in values}))
    return tuple(
        GrowthSeries(
            variable=row["variable"],
            labels=_labels(row, "label"),
            units=_labels(row, "unit"),
            indicator=row["indicator"],
            years=years,
            printed=printed[row["variable"]],
        )
        for row in variables
    )


def _six_digits(rows: list[Row]) -> dict[str, tuple[PrintedNumber, ...]]:
    """Table 8 with the value of the chart and the precision of the table."""
    return {
        domain: tuple(replace(number, half_unit=_SIX_DIGITS) for number in numbers)
        for domain, numbers in _by(rows, "domain", "chart").items()
    }


def _charts(rows: list[Row]) -> dict[int, tuple[str, tuple[PrintedNumber, ...]]]:
    numbers = _by(rows, "figure", "printed")
    indicator = {row["figure"]: row["indicator"] for row in rows}
    return {int(figure): (indicator[figure], values) for figure, values in numbers.items()}


def _annex(row: Row) -> AnnexCell:
    return AnnexCell(
        table=int(row["table"]),
        series=row["series"],
        period=row["period"],
        text=row["printed"],
        printed=printed_number(row["printed"]) if row["value"] else None,
        indicator=row["indicator"],
        year=int(row["indicator_year"]) if row["indicator_year"] else None,
    )
