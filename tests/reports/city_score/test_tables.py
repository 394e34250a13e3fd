"""Tables of the CityScore report hold the numbers of the results."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from aqyl.analysis.city_score.readings import CHOICES, Reading
from aqyl.analysis.city_score.scores import city_score
from aqyl.analysis.city_score.sensitivity import sensitivity
from aqyl.reports.city_score.document import city_score_document
from aqyl.reports.city_score.kpi_tables import (
    BEST,
    contribution_table,
    improvement_table,
    kpi_table,
    missing_tables,
)
from aqyl.reports.city_score.ranking_tables import ranking_tables
from aqyl.reports.city_score.reading_tables import reading_tables
from aqyl.reports.city_score.results import Results
from aqyl.reports.city_score.score_tables import score_table
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.table import Table, plain, shown
from aqyl.reports.table_style import GOST
from aqyl.reports.word.layout import cell_texts, lay_out
from aqyl.reports.word.page import PORTRAIT

from .city_results import CITIES, results

EN = language("en")
MOST_TOTALS = 500  # so few that choices must be held
NAMED = 12  # KPIs without data that a row names
EXACT = 1e-9  # sums of the same doubles in another order


def named(found: Results, city: str) -> str:
    return found.settlements.labels[city]["en"]


def by_city(table: Table) -> dict[object, dict[str, object]]:
    return {row["settlement"]: dict(row) for row in table.records()}


def test_scores_are_those_of_the_results_sorted_by_category_and_total() -> None:
    found = results(claimed=True)
    table = score_table(found, EN)
    rows, scores = by_city(table), found.scores
    assert len(rows) == len(CITIES)
    for i, city in enumerate(scores.values.ids):
        row = rows[named(found, city)]
        for j, section in enumerate(scores.order.sections):
            assert row[section.id] == 100 * scores.section_scores[i, j]
        assert row["city_score"] == scores.city_score[i]
        assert row["extra"] == (1 if city == "turkistan" else 0)
        assert row["missing_percent"] == 100 * scores.missing_share[i]
        assert row["penalty"] == scores.penalty[i]
        assert row["total"] == scores.total[i]
        assert row["level"] == found.order.labels[scores.levels[i]]["en"]
    order = [(row["category"] != "republican", -float(str(row["total"]))) for row in rows.values()]
    assert order == sorted(order)


def test_rank_intervals_are_counted_over_all_readings() -> None:
    found = results()
    readings = found.sensitivity.readings
    assert readings > 1
    for ranking, table in zip(found.rankings, ranking_tables(found, EN), strict=True):
        over = next(r for r in found.sensitivity.rankings if r.name == ranking.name)
        labels = [
            found.settlements.regions[m]["en"] if ranking.name == "regions" else named(found, m)
            for m in ranking.members
        ]
        column = "region" if ranking.name == "regions" else "settlement"
        assert [row["rank"] for row in table.records()] == sorted(ranking.ranks[0])
        for row in table.records():
            j = labels.index(str(row[column]))
            own = over.ranks[~np.isnan(over.ranks[:, j]), j].tolist()
            assert row["rank"] == ranking.ranks[0, j]
            assert (row["best"], row["worst"]) == (min(own), max(own))
            assert row["held"] == own.count(ranking.ranks[0, j])
            assert row["unscored"] == readings - len(own)


def test_a_region_counts_the_people_and_settlements_that_have_a_score() -> None:
    found = results(without=("semey",))
    table = next(t for t in ranking_tables(found, EN) if t.name.endswith("regions"))
    rows = {row["region"]: row for row in table.records()}
    empty, full = rows["Abai region"], rows["Turkistan region"]
    assert (empty["rank"], empty["region_score"]) == (None, None)
    assert (empty["population"], empty["scored"], empty["listed"]) == (0, 0, 1)
    assert (full["population"], full["scored"], full["listed"]) == (200_000, 1, 1)
    assert table.rows[-1][1] == "Abai region"


def test_equal_scores_are_stated() -> None:
    found = results(("astana", "almaty", "shymkent"))
    ranking = found.rankings[0]
    tied = replace(ranking, ranks=np.array([[1.0, 1.0, 3.0]]), scores=np.array([[80.0, 80, 70]]))
    table = ranking_tables(replace(found, rankings=(tied,)), EN)[0]
    assert "Equal scores share a rank: Astana and Almaty." in table.notes


def test_towns_that_the_order_does_not_rank_say_so() -> None:
    tables = {table.name: table for table in ranking_tables(results(), EN)}
    note = EN.text("cityscore.note.not_ranked")
    assert note in tables["simulated_ranking_oblast"].notes
    assert note not in tables["simulated_ranking_republican"].notes


def test_contributions_sum_to_the_score() -> None:
    found = results()
    table = contribution_table(found, EN)
    assert len(table.rows) == len(CITIES) * len(found.scores.order.kpis)
    sums = dict.fromkeys([named(found, city) for city in CITIES], 0.0)
    for row in table.records():
        sums[str(row["settlement"])] += float(str(row["contribution"]))
    expected = found.scores.city_score.tolist()
    assert list(sums.values()) == pytest.approx(expected, abs=EXACT)


def test_kpis_are_counted_by_status_and_those_that_count_for_nobody_are_left_out() -> None:
    found = results()
    table = kpi_table(found, EN)
    ids = [kpi.id for kpi in found.scores.order.kpis]
    for row in table.records():
        k = ids.index(str(row["kpi"]))
        status = found.scores.status[:, k].tolist()
        assert [row[w] for w in ("a", "na", "nd")] == [status.count(w) for w in ("A", "NA", "ND")]
        own = found.scores.kpi_scores[:, k]
        expected = np.nanmean(own) if not np.isnan(own).all() else None
        assert row["s_kpi_mean"] == (expected and pytest.approx(expected, abs=EXACT))
    left_out = set(ids) - {str(row["kpi"]) for row in table.records()}
    assert left_out == {k for k, own in zip(ids, found.scores.status.T, strict=True)
                        if set(own) == {"NA"}}  # fmt: skip
    assert left_out


def test_filling_as_many_kpis_as_named_ends_the_penalty_and_one_less_does_not() -> None:
    found = results()
    rows = by_city(missing_tables(found, EN)[0])
    labels = {name: row.labels["en"] for name, row in found.order.rows.items()}
    lost = dict(zip([named(found, c) for c in CITIES], found.scores.penalty, strict=True))
    penalised = 0
    for city, row in rows.items():
        applicable, missing, fill = (int(str(row[k])) for k in ("applicable", "missing", "to_fill"))
        assert Fraction(missing - fill, applicable) <= Fraction(1, 5)
        if fill:
            penalised += 1
            assert Fraction(missing - fill + 1, applicable) > Fraction(1, 5)
            assert lost[str(city)] == 5
        listed = str(row["codes"]).split("; ")
        codes = [name.split()[0] for name in listed]
        assert codes == sorted(codes)
        assert all(f"{code} {labels[code]}" in name
                   for code, name in zip(codes, listed, strict=True))  # fmt: skip
        if missing <= NAMED:
            assert len(listed) == missing
        else:
            assert len(listed) == NAMED
            assert listed[-1].endswith(f" and {missing - NAMED} more")
    assert penalised


def test_the_five_best_steps_are_those_of_the_results() -> None:
    found = results()
    rows = improvement_table(found, EN).records()
    assert len(rows) == BEST * len(CITIES)
    ids = [kpi.id for kpi in found.scores.order.kpis]
    for row in rows:
        i = next(i for i, city in enumerate(CITIES) if named(found, city) == row["settlement"])
        k = ids.index(str(row["kpi"]))
        assert row["step_gain"] == found.improvement.step_gain[i, k]
        assert row["full_gain"] == found.improvement.full_gain[i, k]
    first = [row for row in rows if row["settlement"] == "Turkistan"]
    gains = [float(str(row["step_gain"])) for row in first]
    best = np.nanmax(found.improvement.step_gain[CITIES.index("turkistan")])
    assert gains == sorted(gains, reverse=True)
    assert gains[0] == best


def effects(tables: list[Table]) -> dict[tuple[str, str], dict[str, object]]:
    """Rows of what other ways of reading change, by choice and option."""
    rows = {(row["choice"], row["option"]): dict[str, object](row) for row in tables[2].records()}
    return {
        (choice.name, option): rows[title(choice.name), title(choice.name, option)]
        for choice in CHOICES
        for option in choice.options
        if (title(choice.name), title(choice.name, option)) in rows
    }


def title(choice: str, option: str = "") -> str:
    key = f"option.{choice}.{option}" if option else f"choice.{choice}"
    return EN.text(f"cityscore.{key}.title")


def test_each_choice_has_a_row_and_each_other_way_its_largest_change() -> None:
    found = results()
    tables = reading_tables(found, EN)
    choices, options, others = tables
    assert len(choices.rows) == len(CHOICES)
    assert len(options.rows) == sum(len(choice.options) for choice in CHOICES)
    assert len(others.rows) == len(options.rows) - len(CHOICES)
    rows, order, values = effects(tables), found.scores.order, found.scores.values
    for name, option in (("range_end", "far"), ("doubtful", "left_out"), ("domains", "worst")):
        other = city_score(order, values, replace(Reading(), **{name: option})).total
        moved = other - found.scores.total
        assert rows[name, option]["total_change"] == pytest.approx(
            moved[np.argmax(abs(moved))], abs=EXACT
        )
    assert rows["worded_change", "left_out"]["changes"] == "no"  # no district centre is there
    assert rows["weights", "as_printed"]["changes"] == "not compared"
    assert str(rows["level_gap", "rounded"]["changes"]).startswith("levels only")
    assert [row["here"] for row in options.records()].count("+") == len(CHOICES)


def test_choices_that_are_held_show_what_each_changes_alone() -> None:
    found = results()
    order, values = found.scores.order, found.scores.values
    few = sensitivity(order, values, most=MOST_TOTALS)
    assert few.held
    tables = reading_tables(replace(found, sensitivity=few), EN)
    assert EN.text("cityscore.note.held") in tables[2].notes
    rows = effects(tables)
    for choice in few.held:
        for option in choice.options[1:]:
            other = city_score(order, values, replace(Reading(), **{choice.name: option})).total
            moved = other - found.scores.total
            expected = moved[np.nanargmax(abs(moved))]
            row = rows[choice.name, option]
            assert row["changes"] == "yes, held"
            assert row["total_change"] == pytest.approx(expected, abs=EXACT)


def test_tables_of_readings_stand_on_upright_pages() -> None:
    for code in LANGUAGES:
        lang = language(code)
        for table in reading_tables(results(), lang):
            assert lay_out(table, cell_texts(table, lang, GOST)).page is PORTRAIT, table.name


def test_a_reading_that_leaves_nobody_a_score_says_how_many_it_costs() -> None:
    row = effects(reading_tables(results(), EN))["stage_start", "year_after"]
    assert (row["total_change"], row["rank_change"], row["scores_lost"]) == (None, None, 7)


def test_the_reading_taken_is_the_one_of_the_results() -> None:
    found = results(reading=Reading(range_end="far"))
    options = reading_tables(found, EN)[1]
    taken = [row["key"] for row in options.records() if row["here"]]
    assert "range_end=far" in taken
    assert "range_end=near" not in taken


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_not_defined_is_a_dash(code: str) -> None:
    """Under this reading nothing counts yet, so there is no score at all."""
    lang = language(code)
    found = results(reading=Reading(stage_start="year_after"))
    assert np.isnan(found.scores.total).all()
    document = city_score_document(found, lang)
    table = document.tables[0]
    totals = [c.key for c in table.columns].index("total")
    assert {shown(row[totals], table.columns[totals], lang) for row in table.rows} == {"–"}
    for table in document.tables:
        for row in table.rows:
            for cell, column in zip(row, table.columns, strict=True):
                assert shown(cell, column, lang).lower() not in {"nan", "none", "−nan"}
                assert plain(cell) is None or plain(cell) == plain(cell)
