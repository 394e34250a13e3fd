"""The figures of a report of CityScore, in the order in which it shows them."""

from __future__ import annotations

from ..figures.picture import Picture
from ..language import Language
from .choice_picture import choice_picture
from .coverage_pictures import coverage_pictures
from .kpi_pictures import kpi_pictures
from .rank_pictures import rank_pictures
from .results import Results
from .road_map_pictures import road_map_pictures
from .score_pictures import score_bars_picture, section_pictures

__all__ = ["city_score_pictures"]


def city_score_pictures(results: Results, lang: Language) -> list[Picture]:
    """Choose and build the figures that the results can carry.

    Parameters
    ----------
    results : Results
    lang : Language

    Returns
    -------
    list of Picture
        Totals from their parts, sections, KPIs of up to three settlements, ranks under all
        readings, what each choice changes, functions that are there, and the road map; each with
        its data, words for those who do not see it, and values on hover. Simulated values are
        called simulated within each figure and below it.
    """
    scores, choices = score_bars_picture(results, lang), choice_picture(results, lang)
    return [
        *([scores] if scores else []),
        *section_pictures(results, lang),
        *kpi_pictures(results, lang),
        *rank_pictures(results, lang),
        *([choices] if choices else []),
        *coverage_pictures(results, lang),
        *road_map_pictures(results, lang),
    ]
