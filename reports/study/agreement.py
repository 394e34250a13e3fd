"""The points of a scale in words that a table and a figure share: names, and agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language import Language

__all__ = ["point_names", "sides"]


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


def point_names(
    points: Sequence[int], labels: Sequence[Mapping[str, str]], lang: Language
) -> list[str]:
    """Name the points of a scale, each with its label where it has one.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> point_names((1, 2), ({"en": "No"}, {"en": "2"}), language("en"))
    ['1 – No', '2']
    """
    named = zip(points, map(lang.label, labels), strict=True)
    return [str(p) if label == str(p) else f"{p} – {label}" for p, label in named]


def _span(points: Sequence[int]) -> str:
    return str(points[0]) if len(points) == 1 else f"{points[0]}–{points[-1]}"
