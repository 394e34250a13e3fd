"""CityScore by hand, against plain loops from the text of the order, and what must always hold."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.city_score.readings import CHOICES, Reading
from aqyl.analysis.city_score.scores import city_score
from aqyl.analysis.city_score.settlements import Settlement, Values
from aqyl.analysis.city_score.totals import level_of
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st

from .plain_score import plain_total
from .small_order import FULL, KPIS, ORDER, PEOPLE, YEAR, values

ROUNDING = 1e-9  # totals are rounded to nine decimals, so that ties do not hang on the last bit

readings = st.builds(Reading, **{c.name: st.sampled_from(c.options) for c in CHOICES})


@st.composite
def panels(draw: st.DrawFn) -> Values:
    """Values of one to four settlements, of three years, with gaps."""
    kinds = {
        "percent": st.integers(0, 200).map(lambda n: n / 2),
        "change_percent": st.integers(-40, 40).map(lambda n: n / 2),
        "words": st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    }
    other = st.integers(0, 200).map(float)
    units = {measure: kpi.unit for kpi in KPIS for measure in kpi.measures}
    row = st.fixed_dictionaries(
        {}, optional={m: kinds.get(unit, other) for m, unit in units.items()}
    )
    rows = draw(st.lists(row, min_size=1, max_size=4))
    return values(*rows, year=draw(st.integers(2026, 2031)))


def test_a_city_by_hand() -> None:
    scores = city_score(ORDER, values(FULL))
    kpis = [0.5, 0.5, 0.5, 0.75, 0.5, 0.75, 0.5, 0.5, 0.5, 1.0]
    np.testing.assert_allclose(scores.kpi_scores[0], kpis)
    city = (10 * 0.5 + 8 * 0.5 + 6 * 0.5 + 5 * 0.75 + 4 * 0.5) / 33
    safe = (9 * 0.75 + 7 * 0.5 + 7 * 0.5) / 23
    home = (8 * 0.5 + 8 * 1.0) / 16
    np.testing.assert_allclose(scores.section_scores[0], [city, safe, home])
    assert scores.city_score[0] == pytest.approx(50 * city + 30 * safe + 20 * home)
    assert scores.total[0] == pytest.approx(scores.city_score[0] + 2)
    assert scores.levels == ("medium",)
    assert scores.number("A").tolist() == [10]


@given(panels(), readings)
def test_every_reading_is_the_plain_one(panel: Values, reading: Reading) -> None:
    scores = city_score(ORDER, panel, reading)
    for i in range(len(panel.settlements)):
        total, sections = plain_total(ORDER, panel, reading, i)
        wanted = np.nan if total is None else total
        assert scores.total[i] == pytest.approx(wanted, abs=ROUNDING, nan_ok=True)
        for j, section in enumerate(ORDER.sections):
            own = sections[section.id]
            assert scores.section_scores[i, j] == pytest.approx(
                np.nan if own is None else own, nan_ok=True
            )


@given(panels(), readings)
def test_contributions_sum_to_the_score(panel: Values, reading: Reading) -> None:
    scores = city_score(ORDER, panel, reading)
    known = ~np.isnan(scores.city_score)
    np.testing.assert_allclose(
        scores.contributions.sum(axis=1)[known], scores.city_score[known], atol=1e-9, rtol=1e-12
    )


@given(panels(), st.sampled_from(["K01.01", "K02.01", "K02.02", "K02.03", "K03.01"]))
def test_a_score_never_falls_when_a_lower_bound_is_better_met(panel: Values, kpi: str) -> None:
    more = panel.numbers.copy()
    at = panel.measures.index(kpi)
    more[:, at] = np.minimum(more[:, at] + 7.5, 100.0)
    before = city_score(ORDER, panel).total
    after = city_score(ORDER, replace(panel, numbers=more)).total
    known = ~np.isnan(before)
    assert (after[known] >= before[known] - ROUNDING).all()


@given(panels(), st.sampled_from([kpi.id for kpi in KPIS]))
def test_what_does_not_apply_lowers_nothing(panel: Values, kpi: str) -> None:
    """Setting a KPI without data to NA never lowers a score; its value no longer counts."""
    applies = {(s.id, kpi): False for s in panel.settlements}
    out = replace(panel, applicable=applies)
    empty = panel.numbers.copy()
    for measure in next(k for k in KPIS if k.id == kpi).measures:
        empty[:, panel.measures.index(measure)] = np.nan
    without = city_score(ORDER, replace(panel, numbers=empty)).total
    left_out = city_score(ORDER, out).total
    known = ~np.isnan(without)
    assert (left_out[known] >= without[known] - ROUNDING).all()
    np.testing.assert_array_equal(left_out, city_score(ORDER, replace(out, numbers=empty)).total)


@given(panels(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_is_irrelevant(panel: Values, random) -> None:
    rows, columns = list(range(len(panel.settlements))), list(range(len(panel.measures)))
    random.shuffle(rows)
    random.shuffle(columns)
    shuffled = Values(
        panel.year,
        tuple(panel.settlements[i] for i in rows),
        tuple(panel.measures[j] for j in columns),
        panel.numbers[np.ix_(rows, columns)],
    )
    np.testing.assert_array_equal(
        city_score(ORDER, shuffled).total, city_score(ORDER, panel).total[rows]
    )


@pytest.mark.parametrize(
    ("missing", "reading", "lost"),
    [
        (2, Reading(), 0.0),  # exactly 20 % of ten
        (3, Reading(), 5.0),
        (1, Reading(missing_share="of_available"), 0.0),  # one of nine
        (2, Reading(missing_share="of_available"), 5.0),  # two of eight
        (9, Reading(), 5.0),  # once, however many are missing
    ],
)
def test_the_penalty_begins_above_a_fifth(missing: int, reading: Reading, lost: float) -> None:
    gone = [m for kpi in KPIS[:missing] for m in kpi.measures]
    row = {measure: value for measure, value in FULL.items() if measure not in gone}
    scores = city_score(ORDER, values(row), reading)
    assert scores.penalty.tolist() == [lost]
    assert scores.total[0] == pytest.approx(scores.city_score[0] + 2 - lost)


def test_totals_stay_between_0_and_100() -> None:
    best = {"K01.01": 100.0, "K02.01": 100.0, "K03.01": 100.0}
    worst = {"K01.03": 40.0}
    people = (replace(PEOPLE[0], extra=9), replace(PEOPLE[0], id="almaty", extra=0))
    scores = city_score(ORDER, values(best, worst, people=people), Reading(change_floor="none"))
    assert scores.total.tolist() == [100.0, 0.0]
    assert scores.city_score[1] < 0


def test_a_settlement_without_data_has_no_total() -> None:
    scores = city_score(ORDER, values({}))
    assert np.isnan(scores.total).all()
    assert scores.levels == ("",)
    assert set(scores.status[0]) == {"ND"}


def test_the_letter_of_the_order_makes_everybody_100() -> None:
    scores = city_score(ORDER, values(FULL), Reading(weights="as_printed"))
    assert scores.total.tolist() == [100.0]


@pytest.mark.parametrize(
    ("total", "printed", "rounded"),
    [
        (100, "very_high", "very_high"),
        (90, "very_high", "very_high"),
        (89.5, "good", "very_high"),
        (89.4999, "good", "good"),
        (75, "good", "good"),
        (74.9, "medium", "good"),
        (45, "below_medium", "below_medium"),
        (44.5, "low", "below_medium"),
        (0, "low", "low"),
    ],
)
def test_levels_at_their_edges(total: float, printed: str, rounded: str) -> None:
    assert level_of(total, ORDER.levels, Reading()) == printed
    assert level_of(total, ORDER.levels, Reading(level_gap="rounded")) == rounded


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        ("K01.01", 100.5, "between 0 and 100"),
        ("K02.02", -1.0, "between 0 and inf"),
        ("K01.03", -101.0, "between -100 and inf"),
        ("K01.02", np.inf, "between 0 and inf"),
        ("K01.05", 1.5, "between 0 and 1"),
    ],
)
def test_impossible_values_are_refused(measure: str, value: float, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        city_score(ORDER, values(FULL | {measure: value}))


def test_an_unknown_kpi_is_refused_with_the_nearest() -> None:
    panel = Values(YEAR, PEOPLE[:1], ("K01.011",), np.array([[1.0]]))
    with pytest.raises(SpecificationError, match=r"no KPI `K01\.011`\. Did you mean `K01\.01`"):
        city_score(ORDER, panel)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"category": "village"}, "must be one of republican, oblast, district"),
        ({"population": 0.0}, "must be a number > 0"),
        ({"population": np.nan}, "must be a number > 0"),
        ({"extra": -1}, "must be >= 0"),
        ({"category": "district"}, "has no region"),
    ],
)
def test_impossible_settlements_are_refused(change: dict, said: str) -> None:
    with pytest.raises(SpecificationError, match=said):
        replace(Settlement("astana", "republican", 1e6), **change)
