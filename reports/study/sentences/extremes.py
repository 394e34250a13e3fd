"""The largest and the smallest of some named numbers, and those beyond a limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from .voice import Voice

__all__ = ["Named", "finite", "highest", "lowest", "noted"]

Named = list[tuple[str, float]]  # what a number belongs to, as it is written, and the number

_SAME = 1e-9  # difference of two numbers that is rounding


def finite(names: Iterable[str], values: Sequence[float] | np.ndarray) -> Named:
    """Return the numbers that are defined, with their names."""
    pairs = zip(names, values, strict=True)
    return [(name, float(value)) for name, value in pairs if np.isfinite(value)]


def highest(found: Named) -> Named:
    """Return the largest number, and those equal to it.

    Examples
    --------
    >>> highest([("a", 1.0), ("b", 2.0), ("c", 2.0)])
    [('b', 2.0), ('c', 2.0)]
    """
    most = max(value for _, value in found)
    return [(name, value) for name, value in found if most - value <= _SAME]


def lowest(found: Named) -> Named:
    """Return the smallest number, and those equal to it."""
    least = min(value for _, value in found)
    return [(name, value) for name, value in found if value - least <= _SAME]


def noted(
    found: Named, voice: Voice, *, decimals: int = 3, limit: float | None = None, of: str = ""
) -> str:
    """List names with their numbers in brackets; `limit` is what the numbers are judged by.

    `of` as in `Voice.number`.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> noted([("T1", 0.5), ("T2", 0.25)], Voice(language("en"), str, simulated=False))
    'T1 (0.500) and T2 (0.250)'
    """

    def number(value: float) -> str:
        if limit is None:
            return voice.number(value, decimals, of=of)
        return voice.against(value, limit, decimals, of=of)

    return voice.listed([f"{name} ({number(value)})" for name, value in found])
