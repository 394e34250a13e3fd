"""What the published index numbers prove: recomputed cell by cell, under other rules as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ...analysis.framework import Framework, Polarity
from ...analysis.index_rules import Mean
from ...analysis.integral_index import IntegralIndex, aggregate, integral_index
from ...analysis.recomputation import (
    Comparison,
    ImpliedLimits,
    compare,
    derive_polarity,
    implied_limits,
    min_max_bounds,
)
from ...survey.number_text import PrintedNumber
from .published import YEARS, IndicatorRow, Published

__all__ = [
    "FLOOR",
    "VARIANTS",
    "CellEvidence",
    "IndexEvidence",
    "RowEvidence",
    "RowReason",
    "index_evidence",
]

FLOOR = 0.01  # the floor under which the geometric mean is also shown
VARIANTS = ("published", "sensible", "no_constants", "geometric", "geometric_floor")

RowReason = Literal["equal", "rounding", "fraction", "limits"]


@dataclass(frozen=True, slots=True, eq=False)
class RowEvidence:
    """One row of the indicator table: printed values against published normalised values.

    Attributes
    ----------
    row : IndicatorRow
    polarity : Polarity or None
        Direction that the published values follow; None for a constant row.
    cells : tuple of Comparison, one a year
    reason : RowReason
        ``"equal"`` in every cell; ``"rounding"`` of the printed values explains it;
        ``"fraction"``: only fractions of a count explain it; ``"limits"``: another minimum or
        maximum was used.
    limits : ImpliedLimits or None
        Limits behind the published values; where `reason` is ``"limits"``.
    """

    row: IndicatorRow
    polarity: Polarity | None
    cells: tuple[Comparison, ...]
    reason: RowReason
    limits: ImpliedLimits | None


@dataclass(frozen=True, slots=True, eq=False)
class CellEvidence:
    """One cell of Table 8.

    Attributes
    ----------
    domain : str
    year : int
    from_normalised, from_raw : Comparison
        Recomputed from the published normalised values, and from the printed raw values.
    causes : tuple of (RowEvidence, float)
        Rows that move the cell when it is computed from raw values, with what each adds; largest
        first.
    """

    domain: str
    year: int
    from_normalised: Comparison
    from_raw: Comparison
    causes: tuple[tuple[RowEvidence, float], ...]

    @property
    def raw_verdict(self) -> Literal["equal", "rounding", "rows"]:
        """Why the cell computed from raw values is where it is.

        ``"rows"``: some of its rows do not follow from their printed values (`causes` names them),
        so the rounding of the other rows is no explanation, however wide it is.
        """
        if self.from_raw.verdict == "equal":
            return "equal"
        broken = any(row.reason in {"fraction", "limits"} for row, _ in self.causes)
        return "rows" if broken else "rounding"


@dataclass(frozen=True, slots=True, eq=False)
class IndexEvidence:
    """All evidence on the integral indices.

    Attributes
    ----------
    rows : tuple of RowEvidence, length 111
    cells : tuple of CellEvidence, length 35
    variants : mapping of name in `VARIANTS` to IntegralIndex
    contradictions : tuple of str
        Indicators whose published direction contradicts their meaning.
    """

    rows: tuple[RowEvidence, ...]
    cells: tuple[CellEvidence, ...]
    variants: Mapping[str, IntegralIndex]
    contradictions: tuple[str, ...]

    def differing(self) -> tuple[RowEvidence, ...]:
        """Rows that do not follow from their printed values."""
        return tuple(row for row in self.rows if row.reason in {"fraction", "limits"})


def index_evidence(published: Published) -> IndexEvidence:
    """Recompute the normalised values and Table 8, and vary the rules."""
    framework = published.thesis.framework
    panel = published.panel()
    rows = tuple(_row(row) for row in published.rows)
    given = np.stack([row.index for row in published.rows], axis=-1)[None]
    variants = {
        "published": integral_index(panel, framework),
        "sensible": integral_index(panel, published.sensible.framework),
        "no_constants": integral_index(panel, _without_constants(framework)),
        "geometric": integral_index(panel, framework.with_mean(Mean("geometric"))),
        "geometric_floor": integral_index(
            panel, framework.with_mean(Mean("geometric", floor=FLOOR))
        ),
    }
    averaged = aggregate(panel, given, framework)
    cells = tuple(
        _cell(domain, i, published.table8[domain][i], averaged, rows)
        for domain in published.domains
        for i in range(len(YEARS))
    )
    meant = {i.id: i.polarity for i in published.sensible.framework.indicators}
    contradictions = tuple(i.id for i in framework.indicators if i.polarity != meant[i.id])
    return IndexEvidence(rows, cells, variants, contradictions)


def _without_constants(framework: Framework) -> Framework:
    rule = replace(framework.normalisation, constant="missing", missing="omit")
    return replace(framework, normalisation=rule)


def _row(row: IndicatorRow) -> RowEvidence:
    polarity = derive_polarity(row.values, row.index)
    negative = polarity == "negative"
    cells = _compared(row, negative=negative, exact=row.count)
    if all(cell.verdict == "equal" for cell in cells):
        return RowEvidence(row, polarity, cells, "equal", None)
    if all(cell.verdict != "differs" for cell in cells):
        return RowEvidence(row, polarity, cells, "rounding", None)
    limits = implied_limits(row.values, row.index)
    if limits.residual < 2e-5:  # one other pair of limits gives the row to its printed digits
        return RowEvidence(row, polarity, cells, "limits", limits)
    return RowEvidence(row, polarity, cells, "fraction", None)


def _compared(row: IndicatorRow, *, negative: bool, exact: bool) -> tuple[Comparison, ...]:
    low, high = row.values.min(), row.values.max()
    place = (row.values - low) / (high - low) if high > low else np.ones(len(row.values))
    value = 1 - place if negative else place
    lower, upper = min_max_bounds(row.printed, negative=negative, exact=exact)
    return tuple(
        compare(printed, float(value[i]), lower=float(lower[i]), upper=float(upper[i]))
        for i, printed in enumerate(row.normalised)
    )


def _cell(
    domain: str,
    year: int,
    printed: PrintedNumber,
    averaged: IntegralIndex,
    rows: tuple[RowEvidence, ...],
) -> CellEvidence:
    mine = [row for row in rows if row.row.domain == domain]
    n = len(mine)
    moved = [(row, row.cells[year].difference / n) for row in mine]
    causes = [(row, by) for row, by in moved if row.cells[year].verdict != "equal"]
    lower, upper = (
        float(np.mean([getattr(row.cells[year], side) for row in mine]))
        for side in ("lower", "upper")
    )
    normalised = float(averaged.score(domain)[0, year])
    # Each published normalised value may have lost half a unit of its last digit.
    slack = float(np.mean([row.row.normalised[year].half_unit for row in mine]))
    return CellEvidence(
        domain=domain,
        year=YEARS[year],
        from_normalised=compare(
            printed, normalised, lower=normalised - slack, upper=normalised + slack
        ),
        from_raw=compare(
            printed,
            float(np.mean([row.cells[year].recomputed for row in mine])),
            lower=lower,
            upper=upper,
        ),
        causes=tuple(sorted(causes, key=lambda cause: -abs(cause[1]))),
    )
