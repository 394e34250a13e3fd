"""What a simulated sample of the questionnaire study has to reproduce, from the printed tables.

No answers of the study were ever published. Its tables fix moments, loadings and coefficients; the
rules of its screening are not printed either, only that 324 of 1,000 people went out, so the limits
and the kinds of careless people are ours.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from pathlib import Path

import numpy as np

from ...analysis.simulation.targets import (
    Careless,
    CompositeTarget,
    RegressionTarget,
    Targets,
)
from ...data import folder
from ...survey.errors import ValueInFileError
from ...survey.instrument import Instrument, read_instrument
from ...survey.number_text import PrintedNumber, printed_number
from ...survey.screening import Limits

__all__ = ["LIMITS", "SEED", "constant_weight", "published_targets"]

SEED = 676
LIMITS = Limits(
    completeness=1.0, seconds_per_item=2.0, longest_run=25, spread=0.25, duplicates=True
)
_CARELESS = Careless(incomplete=117, hurried=96, uniform=73, copied=38)
_NOT_PREDICTORS = {"model", "anova", "constant"}

Row = dict[str, str]


def published_targets() -> Targets:
    """Read the targets of the study of 676 people from the shipped tables."""
    home = folder("turkistan")
    instrument = read_instrument(home / "instrument.toml")
    loadings = _read(home / "loadings_published.csv")
    moments = {
        (row["construct"], row["statistic"]): printed_number(row["printed"])
        for row in _read(home / "descriptives_published.csv")
    }
    factorability = {
        row["statistic"]: float(row["value"]) for row in _read(home / "factorability_published.csv")
    }
    points = instrument.scale.points
    n = int(next(number.value for (_, name), number in moments.items() if name == "n"))
    k = len(instrument.items)
    return Targets(
        instrument=instrument,
        n=n,
        composites={
            c.id: _composite(c.id, moments, (points[0], points[-1])) for c in instrument.constructs
        },
        loadings={row["item"]: float(row["value"]) for row in loadings if row["value"]},
        components=_components(loadings, instrument),
        left_out=tuple(row["item"] for row in loadings if not row["value"]),
        kmo=factorability["kmo"],
        log_determinant=-factorability["chi_square"] / (n - 1 - (2 * k + 5) / 6),
        regression=_regression(_read(home / "regression_published.csv"), moments, n),
        profile=_profile(_read(home / "profile_published.csv"), n),
        limits=LIMITS,
        careless=_CARELESS,
    )


def constant_weight(
    minimum: PrintedNumber, maximum: PrintedNumber, ends: tuple[int, int]
) -> Decimal:
    """Find the shortest decimal that turns the ends of a scale into a printed range.

    Raises
    ------
    ValueInFileError
        If no constant fits both ends.

    Examples
    --------
    >>> constant_weight(printed_number(",94"), printed_number("4,68"), (1, 5))
    Decimal('0.936')
    """
    bounds = [
        [(Decimal(repr(p.value)) + side * Decimal(repr(p.half_unit))) / end for side in (-1, 1)]
        for p, end in ((minimum, ends[0]), (maximum, ends[1]))
    ]
    low, high = max(b[0] for b in bounds), min(b[1] for b in bounds)
    if low > high:
        raise ValueInFileError(
            f"No constant weight gives the range {minimum.text} to {maximum.text}"
        )
    unit = Decimal(1)
    while True:
        first = low.quantize(unit, rounding=ROUND_CEILING)
        if first <= high:
            # Of several that are as short, the one nearest to the middle.
            fitting = [first + i * unit for i in range(int((high - first) / unit) + 1)]
            return min(fitting, key=lambda c: abs(c - (low + high) / 2))
        unit /= 10


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _composite(
    construct: str, moments: Mapping[tuple[str, str], PrintedNumber], ends: tuple[int, int]
) -> CompositeTarget:
    weight = constant_weight(moments[construct, "minimum"], moments[construct, "maximum"], ends)
    return CompositeTarget(
        mean=moments[construct, "mean"].value,
        sd=moments[construct, "sd"].value,
        weight=float(weight),
        skewness=moments[construct, "skewness"].value,
        kurtosis=moments[construct, "kurtosis"].value,
        full_range=True,
    )


def _components(rows: list[Row], instrument: Instrument) -> tuple[str, ...]:
    """Order the constructs by the components on which their items load."""
    construct = {item.id: item.construct for item in instrument.items}
    place = {construct[row["item"]]: int(row["component"]) for row in rows if row["component"]}
    return tuple(sorted(place, key=lambda name: place[name]))


def _regression(
    rows: list[Row], moments: Mapping[tuple[str, str], PrintedNumber], n: int
) -> RegressionTarget:
    value = {(row["part"], row["statistic"]): float(row["value"]) for row in rows}
    names = tuple(dict.fromkeys(part for part, _ in value if part not in _NOT_PREDICTORS))
    mean_square = value["anova", "residual_ss"] / value["anova", "residual_df"]
    # Se^2 = mean square * VIF / ((n - 1) s^2), solved for the VIF.
    vif = [
        (value[name, "se"] * moments[name, "sd"].value) ** 2 * (n - 1) / mean_square
        for name in names
    ]
    outcome = {construct for construct, _ in moments} - set(names)
    return RegressionTarget(
        outcome=outcome.pop(),
        predictors=names,
        beta=tuple(value[name, "beta"] for name in names),
        r_squared=value["model", "r_squared"],
        vif=tuple(vif),
        durbin_watson=value["model", "durbin_watson"],
    )


def _profile(rows: list[Row], n: int) -> dict[str, tuple[int, ...]]:
    """Read counts by question; where a count and its percent disagree, the percent is right.

    One row disagrees (eight city planners, 0.6 %): with four, the counts sum to n.
    """
    counts: dict[str, list[int]] = {}
    for row in rows:
        count, percent = int(row["count"]), printed_number(row["percent_printed"])
        if abs(100 * count / n - percent.value) > percent.half_unit * (1 + 1e-9):
            count = int(np.rint(percent.value * n / 100))
        counts.setdefault(row["question"], []).append(count)
    return {question: tuple(values) for question, values in counts.items()}
