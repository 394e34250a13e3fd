"""Statuses, formulas, rankings, readings, gains and initiatives, each by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from aqyl.analysis.city_score.improvement import improvement, missing_to_fill
from aqyl.analysis.city_score.initiatives import (
    ExtraInitiative,
    Function,
    Needed,
    confirmed,
    coverage,
    progress,
)
from aqyl.analysis.city_score.kpi_scores import at_least, at_most, change
from aqyl.analysis.city_score.order import Category, Kpi, Order, Section
from aqyl.analysis.city_score.rankings import rankings, region_scores
from aqyl.analysis.city_score.readings import CHOICES, Reading, read_choices
from aqyl.analysis.city_score.scores import city_score
from aqyl.analysis.city_score.sensitivity import sensitivity
from aqyl.survey.errors import SpecificationError
from hypothesis import given
from hypothesis import strategies as st

from .small_order import FULL, KPIS, ORDER, PEOPLE, numbers, values
from .test_scores import ROUNDING, panels, readings

FEW = 4_000  # totals: fast, and so few that some choices are held

totals = st.lists(st.integers(0, 1000).map(lambda n: n / 10), min_size=4, max_size=4)


def status(kpi: str, year: int, reading: Reading, settlement: int = 0, **more) -> str:
    panel = values(*([FULL] * 4), year=year, **more)
    k = [own.id for own in KPIS].index(kpi)
    return str(city_score(ORDER, panel, reading).status[settlement, k])


@pytest.mark.parametrize(
    ("start", "statuses"),
    [
        ("first_year", ["A", "A", "A"]),
        ("last_year", ["NA", "A", "A"]),
        ("year_after", ["NA", "NA", "A"]),
        ("at_once", ["A", "A", "A"]),
    ],
)
def test_when_a_stage_begins_to_count(start: str, statuses: list[str]) -> None:
    reading = read_choices([f"stage_start={start}"])
    assert [status("K03.01", year, reading) for year in (2027, 2028, 2029)] == statuses


def test_a_category_that_an_annex_leaves_out_does_not_apply() -> None:
    district = 3
    assert status("K02.01", 2030, Reading(), district) == "NA"  # no stage in the road map
    assert status("K02.01", 2030, Reading(applicability="functions"), district) == "A"
    assert status("K02.03", 2030, Reading(applicability="functions"), district) == "NA"  # no target


def test_a_status_by_hand_comes_first() -> None:
    out = {("astana", "K01.01"): False}
    assert status("K01.01", 2027, Reading(), applicable=out) == "NA"
    early = {("turkistan", "K03.01"): True}
    assert status("K03.01", 2026, Reading(), 1, applicable=early) == "A"
    with pytest.raises(SpecificationError, match="prints no target for the category `district`"):
        status("K02.03", 2030, Reading(), applicable={("saryagash", "K02.03"): True})


def test_the_formulas_at_their_edges() -> None:
    facts = np.array([0.0, 5.0, 10.0, 20.0, np.nan])
    np.testing.assert_array_equal(at_least(facts, np.array(10.0)), [0, 0.5, 1, 1, np.nan])
    np.testing.assert_array_equal(at_most(facts, np.array(10.0)), [1, 1, 1, 0.5, np.nan])
    moves = np.array([-10.0, -5.0, -2.5, 0.0, 5.0])
    np.testing.assert_array_equal(change(moves, np.array(-5.0)), [1, 1, 0.5, 0, 0])
    np.testing.assert_array_equal(change(moves, np.array(-5.0), floor=False), [1, 1, 0.5, 0, -1])


def test_changes_in_words() -> None:
    rows = [FULL | {"K01.03": value} for value in (-0.5, 0.0, 0.5)]
    people = tuple(replace(PEOPLE[3], id=f"d{i}") for i in range(3))
    scores = city_score(ORDER, values(*rows, people=people))
    assert scores.kpi_scores[:, 2].tolist() == [1.0, 0.0, 0.0]  # the least reduction is one


def test_a_time_of_zero_can_be_read_as_missing() -> None:
    row = FULL | {"K01.02": 0.0}
    assert city_score(ORDER, values(row)).kpi_scores[0, 1] == 1.0
    assert city_score(ORDER, values(row), Reading(zero="no_data_for_times")).status[0, 1] == "ND"


@given(totals)
def test_a_region_lies_between_its_settlements(scores: list[float]) -> None:
    names, found = region_scores(PEOPLE, np.array(scores))
    assert names == ["turkistan"]
    assert min(scores[1:]) - ROUNDING <= found[0, 0] <= max(scores[1:]) + ROUNDING


def test_a_region_by_hand() -> None:
    _, found = region_scores(PEOPLE, np.array([99.0, 80.0, 50.0, 40.0]))
    assert found[0, 0] == pytest.approx((80 * 200 + 50 * 100 + 40 * 50) / 350)
    _, found = region_scores(PEOPLE, np.array([99.0, 80.0, np.nan, 40.0]))
    assert found[0, 0] == pytest.approx((80 * 200 + 40 * 50) / 250)
    _, found = region_scores(PEOPLE, np.full(4, np.nan))
    assert np.isnan(found[0, 0])


def test_ties_share_a_rank_and_are_named() -> None:
    people = tuple(replace(PEOPLE[0], id=name) for name in ("a", "b", "c", "d"))
    (ranking,) = rankings(people, np.array([50.0, 70.0, 70.0, np.nan]))
    np.testing.assert_array_equal(ranking.ranks[0], [3, 1, 1, np.nan])
    assert ranking.tied() == (("b", "c"),)


@given(panels(), readings, st.integers(0, 10**6))
def test_every_row_of_the_sensitivity_is_a_reading(panel, base: Reading, pick: int) -> None:
    base = replace(base, weights="shares", level_gap="lower_bound", yearly="by_kind")
    found = sensitivity(ORDER, panel, base, most=FEW)
    row = pick % found.readings
    taken = zip(found.choices, found.options[row], strict=True)
    reading = replace(base, **{choice.name: choice.options[i] for choice, i in taken})
    np.testing.assert_allclose(
        found.totals[row], city_score(ORDER, panel, reading).total, atol=ROUNDING
    )
    np.testing.assert_array_equal(found.totals[0], city_score(ORDER, panel, base).total)


@given(panels(), readings)
def test_a_choice_that_is_not_listed_changes_nothing(panel, base: Reading) -> None:
    base = replace(base, weights="shares", level_gap="lower_bound", yearly="by_kind")
    found = sensitivity(ORDER, panel, base, most=FEW)
    listed = {choice.name for choice in (*found.choices, *found.held)}
    own = city_score(ORDER, panel, base).total
    for choice in CHOICES:
        if choice.name in listed | {"weights", "yearly"}:
            continue
        for option in choice.options:
            other = city_score(ORDER, panel, replace(base, **{choice.name: option})).total
            np.testing.assert_allclose(other, own, atol=ROUNDING)


def test_of_too_many_choices_the_weakest_are_held() -> None:
    panel = values(FULL, FULL | {"K03.02": 7.0})
    whole = sensitivity(ORDER, panel)
    some = sensitivity(ORDER, panel, most=whole.readings // 4)
    assert not whole.held
    assert some.held
    assert some.readings * 2 <= whole.readings // 4
    assert {c.name for c in some.choices} | {c.name for c in some.held} >= {
        c.name for c in whole.choices
    }


def test_rules_for_periods_are_readings_too() -> None:
    panel, last = values(FULL), values(FULL | {"K01.01": 90.0})
    found = sensitivity(ORDER, panel, yearly={"last": last})
    assert ("by_kind", "last") in [choice.options for choice in found.choices]
    row = found.alone("yearly", "last")
    assert found.totals[row, 0] == pytest.approx(city_score(ORDER, last).total[0])


def test_gains_by_hand() -> None:
    scores = city_score(ORDER, values(FULL))
    found = improvement(scores)
    # 45 of 90 percent: a step of 9 raises the score by 0.1, of a section of 33 points worth 50.
    assert found.step_gain[0, 0] == pytest.approx(50 * 10 / 33 * 0.1)
    assert found.full_gain[0, 0] == pytest.approx(50 * 10 / 33 * 0.5)
    assert found.distance[0, :3].tolist() == [45.0, 5.0, 2.5]
    assert found.full_gain[0, 9] == 0.0  # the target is met
    best = found.best(0)
    assert len(best) == 5
    assert (np.diff(found.step_gain[0, best]) <= 0).all()


@given(panels(), readings)
def test_reaching_every_target_brings_what_is_promised(panel, reading: Reading) -> None:
    scores = city_score(ORDER, panel, replace(reading, change_floor="zero"))
    found = improvement(scores)
    known = scores.status == "A"
    assert (found.step_gain[known] >= 0).all()
    assert (found.step_gain[known] <= found.full_gain[known] + ROUNDING).all()
    whole = scores.city_score + np.where(known, found.full_gain, 0.0).sum(axis=1)
    best = scores.worth.sum(axis=1)
    there = ~np.isnan(scores.city_score)
    np.testing.assert_allclose(whole[there], best[there], rtol=1e-12)


@given(panels(), readings)
def test_filling_what_is_asked_ends_the_penalty(panel, reading: Reading) -> None:
    scores = city_score(ORDER, panel, reading)
    to_fill = missing_to_fill(scores)
    applicable, missing = scores.number("A") + scores.number("ND"), scores.number("ND")
    for i, n in enumerate(to_fill.tolist()):
        of = applicable[i] - (missing[i] - n if reading.missing_share == "of_available" else 0)
        assert 5 * (missing[i] - n) <= of
        if n:
            less = n - 1
            of = applicable[i] - (
                missing[i] - less if reading.missing_share == "of_available" else 0
            )
            assert 5 * (missing[i] - less) > of


def test_extra_initiatives_need_all_five_conditions() -> None:
    good = ExtraInitiative("astana", "drones", True, True, True, True, "safety")
    bad = replace(good, name="statue", has_indicator=False, sphere="beauty")
    assert bad.failed == ("has_indicator", "sphere")
    assert confirmed([good, bad, replace(good, name="bikes")]) == {"astana": 2}
    with pytest.raises(SpecificationError, match="`drones` twice"):
        confirmed([good, good])


def test_functions_are_counted_by_category() -> None:
    asked: dict[Category, Needed] = {"republican": "yes", "oblast": "partly", "district": "no"}
    functions = (
        Function("F01.01", 1, asked, "low"),
        Function("F01.02", 1, asked, "high"),
        Function("F01.03", 1, {**asked, "oblast": "no"}, "high"),
    )
    there = {"astana": frozenset({"F01.03"}), "turkistan": frozenset(), "saryagash": frozenset()}
    capital, town = coverage(functions, PEOPLE, there)
    assert (capital.asked, capital.there, capital.lacking) == (3, 1, ("F01.02", "F01.01"))
    assert (town.settlement, town.asked, town.there) == ("turkistan", 2, 0)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 12, 31), "ahead"),
        (date(2027, 1, 1), "under_way"),
        (date(2028, 12, 31), "under_way"),
        (date(2029, 1, 1), "overdue"),
    ],
)
def test_the_road_map_by_date(on: date, state: str) -> None:
    found = {(p.settlement, p.initiative): p for p in progress(ORDER, PEOPLE, {}, on)}
    assert found["astana", 3].state == state
    assert found["astana", 3].due == 2028
    assert found["saryagash", 3].state == "not_planned"


def test_what_is_done_is_done_from_its_day() -> None:
    done = {("astana", 3): date(2028, 5, 1), ("saryagash", 3): date(2027, 1, 1)}
    before = {
        (p.settlement, p.initiative): p.state
        for p in progress(ORDER, PEOPLE, done, date(2028, 4, 30))
    }
    after = {
        (p.settlement, p.initiative): p.state
        for p in progress(ORDER, PEOPLE, done, date(2028, 5, 1))
    }
    assert (before["astana", 3], after["astana", 3]) == ("under_way", "done")
    assert before["saryagash", 3] == "done"


def test_readings_are_named() -> None:
    reading = read_choices(["empty_section = zero", "range_end=far"])
    assert (reading.empty_section, reading.range_end) == ("zero", "far")
    with pytest.raises(SpecificationError, match="Did you mean `range_end`"):
        read_choices(["range_ends=far"])
    with pytest.raises(SpecificationError, match="must be one of near, middle, far, got `end`"):
        read_choices(["range_end=end"])
    with pytest.raises(SpecificationError, match="name=option`, got `far`"):
        read_choices(["far"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sections": (Section("city", 50), Section("safe", 30))}, "must sum to 100, got 80"),
        ({"kpis": (KPIS[0], KPIS[0])}, "KPI `K01.01` occurs twice"),
        ({"kpis": (replace(KPIS[0], section="roads"),)}, "unknown section `roads`"),
        ({"kpis": (replace(KPIS[0], initiative=9),)}, "initiative 9, which the order lacks"),
    ],
)
def test_an_order_that_contradicts_itself_is_refused(change: dict, said: str) -> None:
    with pytest.raises(SpecificationError, match=said):
        replace(ORDER, **change)


def test_a_kpi_needs_points_and_positive_targets() -> None:
    with pytest.raises(SpecificationError, match="points of `K1` must be > 0"):
        Kpi("K1", 1, "city", "city", "percent", "at_least", 0, numbers(90))
    with pytest.raises(SpecificationError, match="must be a number > 0"):
        Kpi("K1", 1, "city", "city", "percent", "at_most", 5, numbers(0))
    with pytest.raises(SpecificationError, match="needs domains"):
        Kpi("K1", 1, "city", "city", "hours", "domains", 5)


def test_rows_can_be_added_and_the_order_stays() -> None:
    lost = Kpi("K02.09", 2, "safe", "safe", "percent", "at_least", 9, numbers(90, 80, 70))
    assert Order.with_kpis(ORDER, (lost,)).kpis[-1] == lost
    assert len(ORDER.kpis) == len(KPIS)
