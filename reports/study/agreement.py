"""Which points of a scale count as agreement, in words that a table and a figure share."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["sides"]


def sides(points: Sequence[int], top: int) -> tuple[str, str]:
    """Name as many points at the lower end of a scale as count as agreement at the upper end.

    Parameters
    ----------
    points : sequence of int
        Of the scale, ascending.
    top : int
        How many of the highest count as agreement.

    Examples
    --------
    >>> sides((1, 2, 3, 4, 5), 2), sides((0, 1, 2), 1)
    (('1–2', '4–5'), ('0', '2'))
    """
    return _span(points[:top]), _span(points[len(points) - top :])


def _span(points: Sequence[int]) -> str:
    return str(points[0]) if len(points) == 1 else f"{points[0]}–{points[-1]}"
