"""Tables on initiatives, the road map and the text of the order."""

from dataclasses import replace

from aqyl.analysis.city_score.readings import Reading
from aqyl.data import folder
from aqyl.reports.city_score.initiative_tables import coverage_tables, extra_table
from aqyl.reports.city_score.order_file import read_order
from aqyl.reports.city_score.order_tables import order_tables
from aqyl.reports.city_score.road_map_tables import STATES, road_map_tables, state_table
from aqyl.reports.language import language

from .city_results import computed, results

EN = language("en")


def test_extra_initiatives_name_the_condition_that_fails() -> None:
    (table,) = extra_table(results(claimed=True), EN)
    rows = [tuple(row) for row in table.rows]
    assert rows[0] == ("Turkistan", "Walks", "yes", "")
    failed = [EN.text(f"cityscore.condition.{word}") for word in
              ("in_road_map", "signed_report", "has_indicator", "in_period", "sphere")]  # fmt: skip
    assert [row[3] for row in rows[1:]] == failed
    assert {row[2] for row in rows[1:]} == {"no"}


def test_coverage_counts_functions_and_names_those_that_lack() -> None:
    found = results(claimed=True)
    table, lacking = coverage_tables(found, EN)
    rows = {(row["settlement"], row["initiative"]): row for row in table.records()}
    assert rows["Astana", 1]["there_percent"] == 100
    assert rows["Oral", 1]["there"] == 0
    assert "Almaty" not in {row["settlement"] for row in table.records()}
    names = {function.id: function for function in found.order.functions}
    needs = [names[str(row["function"])].need for row in lacking.records()]
    assert needs == sorted(needs, key=["high", "medium", "depends", "low"].index)
    both = next(r for r in lacking.records() if r["function"] == "F02.01")
    assert both["lacking_in"] == 2


def test_states_of_the_road_map_add_up_and_what_is_overdue_is_listed() -> None:
    found = results(claimed=True)
    counts, overdue = road_map_tables(found, EN)
    states = {row["settlement"]: row for row in counts.records()}
    for row in counts.records():
        assert sum(int(str(row[state])) for state in STATES) == 16
    assert states["Astana"]["done"] == 1
    assert states["Oral"]["done"] == 0  # reported for a later day
    late = sum(int(str(row["overdue"])) for row in counts.records())
    assert len(overdue.rows) == late > 0
    assert "June 30, 2028" in overdue.title


def test_without_reports_there_is_only_the_plan() -> None:
    found = results()
    (plan,) = road_map_tables(found, EN)
    assert plan.name == "road_map_plan"
    assert [c.key for c in plan.columns[2:]] == ["republican", "oblast"]
    assert plan.records()[4] == {
        "initiative": 5,
        "initiative_name": found.order.labels["5"]["en"],
        "republican": "2026–2027",
        "oblast": None,
    }
    states = {row["state"] for row in state_table(found, EN).records()}
    assert states == {None, "not planned"}  # nothing is called overdue or done


def test_doubtful_cells_are_listed_with_the_option_that_decides_them() -> None:
    found = results(reading=Reading(fourth_value="district"))
    doubtful, lost = order_tables(found, EN)
    flagged = {kpi for kpi, row in found.order.rows.items() if row.flags}
    assert {row["kpi"] for row in doubtful.records()} == flagged
    four = [row for row in doubtful.records() if row["kpi"] == "K01.09"]
    title = EN.text("cityscore.option.fourth_value.district.title")
    assert title in str(four[0]["read_as"])
    assert len(lost.rows) == len(found.order.missing)


def test_rows_that_a_user_added_are_marked() -> None:
    order = read_order(folder("city_score") / "extra_kpis.example.csv")
    row = replace(order.rows["K11.01"], flags=frozenset({"my_own_mark"}))
    order = replace(order, rows={**order.rows, "K11.01": row})
    found = computed(("astana", "almaty"), order=order)
    doubtful, lost = order_tables(found, EN)
    added = [row for row in doubtful.records() if row["kpi"] == "K11.01"]
    assert [(row["doubt"], row["read_as"]) for row in added] == [("my_own_mark", None)]
    assert str(added[0]["kpi_name"]).endswith(" *")
    assert EN.text("cityscore.note.added_kpi") in doubtful.notes
    counts = {row["initiative"]: row["added"] for row in lost.records()}
    assert counts[11] == 1
    assert sum(int(str(n)) for n in counts.values()) == 1


def test_a_kpi_that_repeats_an_earlier_one_is_said_once() -> None:
    doubtful = order_tables(results(), EN)[0]
    doubts = [row["doubt"] for row in doubtful.records() if row["kpi"] == "K08.02"]
    assert EN.text("cityscore.flag.repeats_earlier") in doubts
    assert EN.text("cityscore.flag.repeats") not in doubts
