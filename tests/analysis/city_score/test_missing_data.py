"""Shares of missing data, of settlements and of regions."""

import numpy as np
import pytest
from aqyl.analysis.city_score.missing_data import HALF, missing_shares, missing_shares_of
from aqyl.analysis.city_score.rankings import rankings
from aqyl.analysis.city_score.readings import Reading
from aqyl.analysis.city_score.scores import city_score

from .small_order import FULL, ORDER, PEOPLE, values

CLOSE = 1e-12  # means of a few numbers


def scored(*rows: dict, reading: Reading | None = None):
    return city_score(ORDER, values(*rows), reading)


def test_the_share_is_of_the_applicable_whatever_the_reading() -> None:
    one = {"K01.01": 45.0}
    for option in ("of_applicable", "of_available"):
        found = scored(FULL, one, reading=Reading(missing_share=option))
        applicable = found.number("A") + found.number("ND")
        assert missing_shares(found).tolist() == [0.0, 1.0 - 1.0 / applicable[1]]


def test_a_region_is_the_mean_by_population_of_those_with_a_score() -> None:
    one = {"K01.01": 45.0}
    found = scored(FULL, FULL, one, {})
    assert np.isnan(found.total[3])
    own = missing_shares(found)
    regions = next(r for r in rankings(PEOPLE, found.total) if r.name == "regions")
    expected = (200_000 * own[1] + 100_000 * own[2]) / 300_000
    assert missing_shares_of(regions, found).tolist() == [pytest.approx(expected, abs=CLOSE)]
    assert expected < HALF < own[2]


def test_who_has_no_score_has_no_share() -> None:
    found = scored(FULL, FULL, FULL, {})
    district = next(r for r in rankings(PEOPLE, found.total) if r.name == "district")
    assert np.isnan(missing_shares_of(district, found)).all()
