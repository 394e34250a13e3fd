"""What the figures of a CityScore report show, so that its text refers to each before it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..figures.picture import Picture
from ..language import Language

__all__ = ["figure_sentences"]

_SEVERAL = ("kpis", "ranks")  # one figure a settlement, or a ranking


def figure_sentences(pictures: Sequence[Picture], lang: Language) -> dict[str, tuple[str, ...]]:
    """Say what the first figure of each kind shows; the others of its kind follow at once."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in dict.fromkeys(_kind(picture.name) for picture in pictures):
        first = next(picture for picture in pictures if _kind(picture.name) == kind)
        found[first.name] = (lang.text(f"city_score_figure.shows.{kind}"),)
    return found


def _kind(name: str) -> str:
    """Return what all pages of a figure, and figures of one kind, have in common.

    Examples
    --------
    >>> names = ("simulated_kpis_1_part_2", "ranks_regions", "coverage_map_part_1", "choices")
    >>> [_kind(name) for name in names]
    ['kpis', 'ranks', 'coverage_map', 'choices']
    """
    plain = re.sub(r"_part_\d+$", "", name.removeprefix("simulated_"))
    return next((kind for kind in _SEVERAL if plain.startswith(kind)), plain)
