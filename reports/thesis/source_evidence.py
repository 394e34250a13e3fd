"""What the published inputs prove of themselves: how the yearly values came about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...analysis.growth import Trend, fit_trend
from ...analysis.recomputation import agree
from ...analysis.sample_size import SampleSize, sample_size
from ...survey.number_text import PrintedNumber
from .published import YEARS, AnnexCell, IndicatorRow, Published

__all__ = [
    "CHAIN_CHANCE",
    "Chain",
    "Extrapolation",
    "Mismatch",
    "SourceEvidence",
    "round_ratio",
    "source_evidence",
]

FOUR_MONTHS = "2024-01/2024-04"
ONE_MONTH = "2024-04"
CHAIN_CHANCE = 0.06  # largest chance, per step, that a ratio is round by accident


@dataclass(frozen=True, slots=True)
class Chain:
    """A series whose every yearly ratio is a number of at most three decimals."""

    row: IndicatorRow
    ratios: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Extrapolation:
    """A value printed for 2023 that is a value of 2024, as it is or times the periods of a year.

    Attributes
    ----------
    cell : AnnexCell
        Value of January-April or of April 2024.
    value : PrintedNumber
        Value that the indicator table prints for 2023.
    factor : int
        1, 4 (times January-April) or 12 (times April).
    """

    cell: AnnexCell
    value: PrintedNumber
    factor: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One number printed in two places.

    Attributes
    ----------
    source : str
        ``"5"`` for Table 5, ``"Ә7"`` and so on for the annexes of the thesis.
    indicator : str
    year : int
    there : PrintedNumber or None
        As printed in `source`; None where the cell is empty or marked absent.
    text : str
        The cell of `source` as it stands.
    here : PrintedNumber
        As printed in the indicator table.
    """

    source: str
    indicator: str
    year: int
    there: PrintedNumber | None
    text: str
    here: PrintedNumber


@dataclass(frozen=True, slots=True, eq=False)
class SourceEvidence:
    """All evidence on the inputs.

    Attributes
    ----------
    chains : tuple of Chain
    extrapolations : tuple of Extrapolation
    mismatches : tuple of Mismatch
        Printed differently in two tables.
    unsupported : tuple of Mismatch
        Printed in the indicator table, absent in the annex of the same statistic.
    trend : Trend
        Exponential trend of the gross regional product.
    published_growth : float
        Yearly growth that the published forecast implies, as a share.
    sample : SampleSize
        Of the growth table as a regression.
    """

    chains: tuple[Chain, ...]
    extrapolations: tuple[Extrapolation, ...]
    mismatches: tuple[Mismatch, ...]
    unsupported: tuple[Mismatch, ...]
    trend: Trend
    published_growth: float
    sample: SampleSize


def source_evidence(published: Published) -> SourceEvidence:
    """Hold the published inputs against each other."""
    product, *predictors = published.growth
    values = np.array([p.value for p in product.printed])
    forecast = [p.value for p in published.forecast.values()]
    mismatches, unsupported = _across_tables(published)
    return SourceEvidence(
        chains=tuple(chain for row in published.rows if (chain := _chain(row))),
        extrapolations=_extrapolations(published),
        mismatches=mismatches,
        unsupported=unsupported,
        trend=fit_trend(np.array(product.years), values, ahead=len(forecast)),
        published_growth=float((forecast[-1] / forecast[0]) ** (1 / (len(forecast) - 1)) - 1),
        sample=sample_size(len(values), len(predictors)),
    )


def round_ratio(
    earlier: PrintedNumber, later: PrintedNumber, *, decimals: int = 3
) -> tuple[float, float] | None:
    """Find the round ratio that turns one printed number into the next.

    Returns
    -------
    (ratio, chance) or None
        The ratio at `decimals`, and the chance that two unrelated numbers of this precision would
        show one; None if no such ratio connects the intervals of the two numbers.

    Examples
    --------
    >>> from aqyl.survey.number_text import printed_number
    >>> ratio, chance = round_ratio(printed_number("86251760"), printed_number("94876936"))
    >>> ratio, chance < 1e-4
    (1.1, True)
    """
    if earlier.value <= 0 or later.value <= 0:
        return None
    low = (later.value - later.half_unit) / (earlier.value + earlier.half_unit)
    high = (later.value + later.half_unit) / max(earlier.value - earlier.half_unit, 1e-300)
    ratio = round(later.value / earlier.value, decimals)
    return (ratio, (high - low) * 10**decimals) if low <= ratio <= high else None


def _chain(row: IndicatorRow) -> Chain | None:
    steps = [round_ratio(a, b) for a, b in zip(row.printed, row.printed[1:], strict=False)]
    found = [step for step in steps if step and step[1] < CHAIN_CHANCE]
    if len(found) < len(steps):
        return None
    return Chain(row, tuple(ratio for ratio, _ in found))


def _extrapolations(published: Published) -> tuple[Extrapolation, ...]:
    last = {row.id: row.printed[-1] for row in published.rows}
    found = []
    for cell in published.annexes:
        if cell.period not in {FOUR_MONTHS, ONE_MONTH} or cell.printed is None:
            continue
        if cell.indicator not in last:
            continue
        value = last[cell.indicator]
        for whole in (1, 4, 12):
            if (
                abs(cell.printed.value * whole - value.value)
                <= value.half_unit + 1e-6 * value.value
            ):
                found.append(Extrapolation(cell, value, whole))
    return tuple(found)


def _across_tables(published: Published) -> tuple[tuple[Mismatch, ...], tuple[Mismatch, ...]]:
    here = {row.id: row.printed for row in published.rows}
    pairs: list[Mismatch] = []
    for series in published.growth:
        if series.indicator:
            pairs += [
                Mismatch("5", series.indicator, year, p, p.text, here[series.indicator][i])
                for i, year in enumerate(YEARS)
                for p in [series.printed[series.years.index(year)]]
            ]
    pairs += [
        Mismatch(
            f"Ә{c.table}", c.indicator, c.year, c.printed, c.text, here[c.indicator][c.year - 2019]
        )
        for c in published.annexes
        if c.indicator and c.year is not None
    ]
    differ = tuple(p for p in pairs if p.there is not None and not agree(p.there, p.here))
    return differ, tuple(p for p in pairs if p.there is None)
