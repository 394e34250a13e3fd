"""The figures of CityScore by name, and the data that tests of them share."""

import numpy as np
from aqyl.reports.city_score.pictures import city_score_pictures
from aqyl.reports.city_score.results import Results
from aqyl.reports.figures.picture import Picture
from aqyl.reports.language import language

SETS = {
    "one": {"n": 1},
    "three": {"n": 3, "claimed": True},
    "long": {"n": 9, "long": True, "claimed": True},
    "many": {"n": 40, "claimed": True},
    "letter": {"n": 2, "weights": "as_printed", "simulated": False},
}


def pictures(found: Results, code: str = "en") -> dict[str, Picture]:
    drawn = city_score_pictures(found, language(code))
    return {picture.name.removeprefix("simulated_"): picture for picture in drawn}


def rows_of(found: Results, start: str, code: str = "en") -> list[tuple]:
    """Rows of all pages of a figure."""
    return [
        row
        for name, picture in pictures(found, code).items()
        if name.startswith(start)
        for row in picture.data.rows
    ]


def names(found: Results) -> list[str]:
    """English names of the settlements, the best first."""
    total = np.nan_to_num(found.scores.total, nan=-1)
    ordered = np.argsort(-total, kind="stable")
    return [found.settlements.labels[found.scores.values.ids[i]]["en"] for i in ordered]
