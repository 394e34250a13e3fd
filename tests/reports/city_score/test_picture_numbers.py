"""Figures of CityScore are true to the results."""

import numpy as np
import pytest
from aqyl.analysis.city_score.readings import Reading
from aqyl.analysis.city_score.scores import city_score
from aqyl.reports.city_score.kpi_pictures import settlements_drawn
from aqyl.reports.city_score.pictures import city_score_pictures
from aqyl.reports.city_score.results import Results
from aqyl.reports.figures.style import svg_text
from aqyl.reports.language import LANGUAGES, language

from ..figure_reading import numbers, titles
from .city_results import results
from .drawn_pictures import SETS, names, pictures, rows_of
from .many_results import many

SAME = 1e-9  # the figures hold the numbers themselves; shares are computed anew


def test_score_bars_add_up_to_the_total() -> None:
    found = many(**SETS["long"])
    rows = rows_of(found, "score_bars")
    assert [row[0] for row in rows] == names(found)
    values = numbers(rows, 1)
    ordered = np.argsort(-found.scores.total, kind="stable")
    np.testing.assert_allclose(values[:, 0], found.scores.total[ordered], rtol=SAME)
    np.testing.assert_allclose(
        values[:, 1:6].sum(axis=1), found.scores.city_score[ordered], rtol=SAME
    )
    added = np.clip(values[:, 1:].sum(axis=1), 0, 100)
    np.testing.assert_allclose(values[:, 0], added, rtol=SAME)
    assert (values[:, 7] < 0).any()
    assert (values[:, 6] > 0).any()


def test_of_many_settlements_the_first_are_drawn_and_it_is_said() -> None:
    found = pictures(many(**SETS["many"]))["score_bars"]
    assert len(found.data.rows) == 25
    assert found.caption.endswith("first 25 of 40")
    assert found.notes[-1] == "Shown: the first 25 of 40."


def test_the_letter_of_the_order_has_no_parts() -> None:
    found = many(**SETS["letter"])
    rows = rows_of(found, "score_bars")
    assert [len(row) for row in rows] == [5] * 2
    assert all(row[1] == row[2] == 100.0 for row in rows)


def test_sections_stand_on_as_many_pages_as_needed_with_dashes() -> None:
    found = many(**SETS["many"])
    rows = rows_of(found, "section_map")
    assert [row[0] for row in rows] == names(found)
    ordered = np.argsort(-found.scores.total, kind="stable")
    expected = 100 * found.scores.section_scores[ordered]
    np.testing.assert_allclose(numbers(rows, 1), expected, rtol=SAME)
    assert np.isnan(expected).any()
    drawn = pictures(found)["section_map_part_2"]
    assert ">–<" in svg_text(drawn.draw, text=True, prefix="p-")


def test_three_settlements_are_chosen_for_their_kpis() -> None:
    found = many(**SETS["many"])
    first, middle, last = found.scores.total[settlements_drawn(found)]
    assert first == found.scores.total.max()
    assert last == found.scores.total.min()
    above = (found.scores.total > middle).sum()
    assert above == 19
    assert len(settlements_drawn(many(**SETS["three"]))) == 3


def test_kpis_that_apply_are_drawn_once_with_their_share() -> None:
    found = results()
    (i, *_) = settlements_drawn(found)
    rows = rows_of(found, "kpis_1")
    kpis = [row[1].split()[0] for row in rows]
    status = dict(zip([k.id for k in found.order.order.kpis], found.scores.status[i], strict=True))
    assert sorted(kpis) == sorted(kpi for kpi, own in status.items() if own != "NA")
    place = {kpi.id: k for k, kpi in enumerate(found.order.order.kpis)}
    for kpi, row in zip(kpis, rows, strict=True):
        np.testing.assert_equal(row[5], found.scores.kpi_scores[i, place[kpi]])
        assert row[6] == status[kpi]
        assert np.isnan(row[5]) == (row[6] == "ND")


def test_values_and_targets_are_written_in_their_units() -> None:
    written = {row[1].split()[0]: row[4] for row in rows_of(results(), "kpis_1")}
    assert written["K01.02"].endswith("; ≥ 99.5 %")
    assert written["K01.04"].endswith(" of 4 areas; all 4 areas")
    assert written["K01.12"].endswith("; ≤ −5 %")
    assert written["K01.01"].endswith("; ≤ 15 min")
    assert written["K02.04"].endswith("; ≥ 100,000 a month")


def test_a_kpi_without_data_is_marked_and_a_domain_is_told_on_hover() -> None:
    found = pictures(results())
    texts = [
        text
        for name, picture in found.items()
        if name.startswith("kpis_1")
        for text in titles(svg_text(picture.draw, text=False, prefix="p-"))
    ]
    assert any(": no data; Target: ≥ " in text for text in texts)
    domains = [text for text in texts if text.startswith("K01.04")]
    assert domains
    assert all("Safety: " in text and "(≤ 24 h)" in text for text in domains)


def test_rank_intervals_are_those_of_all_readings() -> None:
    found = results()
    ranking = next(r for r in found.sensitivity.rankings if r.name == "regions")
    labels = {found.settlements.regions[m]["en"]: j for j, m in enumerate(ranking.members)}
    rows = rows_of(found, "ranks_regions")
    assert {row[0] for row in rows} == set(labels)
    own = [row[1] for row in rows]
    assert own == sorted(own)
    for label, rank, best, worst, low, high, share in rows:
        ranks = ranking.ranks[:, labels[label]]
        known = np.sort(ranks[~np.isnan(ranks)])
        assert (best, worst) == (known[0], known[-1])
        assert best <= low <= high <= worst
        inside = (known >= low) & (known <= high)
        assert inside.mean() >= 0.9
        scored = (~np.isnan(ranking.ranks)).any(axis=1).sum()
        assert share == pytest.approx((ranks == rank).sum() / scored, rel=SAME)
    assert any(row[2] < row[3] for row in rows)


def test_choices_change_totals_as_scoring_anew_does() -> None:
    found = results()
    base = found.scores
    rows = {row[0]: row for row in rows_of(found, "choices")}
    row = rows["Target that is a range"]
    moved = [
        city_score(base.order, base.values, Reading(range_end=end)).total - base.total
        for end in ("middle", "far")
    ]
    assert row[1] == pytest.approx(np.min(moved), rel=SAME)
    assert row[2] == max(np.max(moved), 0.0)
    whose = base.values.ids[int(np.argmin(moved)) % len(base.total)]
    assert found.settlements.labels[whose]["en"] in row[3]
    largest = [max(row[2], -row[1]) for row in rows.values()]
    assert largest == sorted(largest, reverse=True)


def test_coverage_is_a_percent_of_what_is_asked() -> None:
    found = results(claimed=True)
    rows = {row[0]: row for row in rows_of(found, "coverage_map")}
    assert set(rows) == {"Astana", "Oral"}
    assert rows["Astana"][1] == 100.0
    assert rows["Oral"][1] == 0.0
    expected = {(c.settlement, c.initiative): 100 * c.there / c.asked for c in found.coverage}
    for i in range(1, 17):
        assert rows["Oral"][i] == pytest.approx(expected.get(("oral", i), np.nan), nan_ok=True)


def test_states_are_those_of_the_day() -> None:
    found = results(claimed=True)
    rows = {row[0]: row for row in rows_of(found, "road_map_state_map")}
    assert rows["Astana"][1] == "done"
    words = {state: language("en").text(f"cityscore.state.{state}") for state in _states(found)}
    for one in found.progress:
        name = found.settlements.labels[one.settlement]["en"]
        assert rows[name][one.initiative] == words[one.state]


def _states(found: Results) -> set[str]:
    return {one.state for one in found.progress}


@pytest.mark.parametrize("code", LANGUAGES)
def test_where_nothing_is_reported_the_terms_are_drawn_by_category(code: str) -> None:
    drawn = city_score_pictures(results(), language(code))[-1]
    assert drawn.name == "road_map_term_map"
    assert len(drawn.data.rows) == 2
    assert drawn.data.rows[0][1] == "2027"
    assert drawn.data.rows[1][5] is None
    late = titles(svg_text(drawn.draw, text=False, prefix="p-"))
    assert any("(2029–2030)" in text for text in late)
    assert not any(
        language(code).text("cityscore.state.overdue") in text
        for text in (*late, drawn.alt)
        if code == "en"
    )
