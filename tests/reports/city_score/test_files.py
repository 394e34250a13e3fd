"""Tables of a user become values: order, settlements, values, claims, and what is refused."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from aqyl.analysis.city_score.settlements import likely_fractions
from aqyl.data import folder
from aqyl.reports.city_score.demo import demo_folder, write_demo
from aqyl.reports.city_score.new_cities import write_new_cities
from aqyl.reports.city_score.options import Job, value_files
from aqyl.reports.city_score.order_file import read_order
from aqyl.reports.city_score.settlement_files import (
    read_done,
    read_extra,
    read_functions,
    read_settlements,
    read_statuses,
    with_extra,
)
from aqyl.reports.city_score.value_file import read_values
from aqyl.reports.language import language
from aqyl.survey.errors import AqylError, FileError, SpecificationError, ValueInFileError
from openpyxl import Workbook

ORDER = read_order()
PEOPLE = """settlement;category;region;population;label_ru
astana;republican;;1 400 000;Астана
turkistan;облыстық;south;200000;
saryagash;district;south;50000;
"""
EXACT = 1e-12  # means of a few numbers
EXTRA = "astana,drones,yes,да,1,иә,safety\nastana,statue,yes,yes,no,yes,\n"


@pytest.fixture
def people(tmp_path: Path):
    path = tmp_path / "settlements.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return read_settlements(path)


def values(folder: Path, text: str, people, **options):
    path = folder / "values.csv"
    path.write_text("settlement;kpi;period;value\n" + text, encoding="utf-8")
    return read_values(path, people, ORDER, **options)


def number(file, settlement: str, measure: str, rule: str = "by_kind") -> float:
    own = file.by_rule[rule]
    return float(own.numbers[own.ids.index(settlement), own.measures.index(measure)])


def test_the_demonstration_is_what_its_seed_gives(tmp_path: Path) -> None:
    write_demo(tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (demo_folder() / made.name).read_bytes(), made.name


def test_the_order_has_what_the_print_has() -> None:
    assert len(ORDER.order.kpis) == 88
    assert [s.weight for s in ORDER.order.sections] == [25, 25, 20, 15, 15]
    kpis = {kpi.id: kpi for kpi in ORDER.order.kpis}
    assert [kpis["K01.12"].targets[c].low for c in ("republican", "oblast")] == [-5, -3]
    assert kpis["K01.12"].targets["district"].wording == "as_possible"
    assert kpis["K01.09"].fourth == 70
    assert kpis["K01.04"].measures[0] == "K01.04.safety"
    assert [k for k, kpi in kpis.items() if kpi.repeats] == ["K08.02"]
    assert [k for k, kpi in kpis.items() if kpi.doubtful] == ["K02.04", "K09.02", "K09.06"]
    assert [k for k, kpi in kpis.items() if kpi.up_to] == ["K01.19"]
    assert [k for k, kpi in kpis.items() if kpi.shared] == ["K01.02", "K01.03", "K01.06", "K01.07"]


def test_lost_rows_can_be_added_in_the_same_form(tmp_path: Path) -> None:
    example = folder("city_score") / "extra_kpis.example.csv"
    more = read_order(example)
    assert [k.id for k in more.order.kpis if more.rows[k.id].added] == ["K11.01"]
    lines = example.read_text("utf-8").splitlines()
    for old, new, said in (
        ("K11.01", "K01.01", "`K01.01` stands in two rows"),
        (",percent,", ",parrots,", "`unit` must be one of .* got `parrots`"),
        (",at_least,", ",change,", "must have the direction `at_least` or `at_most`"),
        ("K11.01,11,", "K11.01,17,", "`17` is no known initiative"),
        (",90,70,", ",0,70,", "must be a number > 0"),
        (",90,70,,,", ",90,70,,0,", "must be a number > 0"),
        (",90,70,,", ",,,,", "must be a number > 0"),
        ("K11.01", "K01.12.level", "A KPI is named as `K11.01`"),
    ):
        path = tmp_path / "more.csv"
        path.write_text("\n".join([lines[0], lines[1].replace(old, new, 1)]), encoding="utf-8")
        with pytest.raises(ValueInFileError, match=said):
            read_order(path)


def test_settlements_are_read_in_three_languages(people) -> None:
    assert [s.category for s in people.settlements] == ["republican", "oblast", "district"]
    assert people.settlements[0].population == 1_400_000
    assert people.labels["astana"] == {"ru": "Астана"}
    assert people.labels["turkistan"] == {"und": "turkistan"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1 400 000", "", r"The cell is empty \(settlements\.csv, row 2, column `population`"),
        ("200000", "many", r"`many` is not a number \(settlements\.csv, row 3"),
        ("облыстық", "village", "`category` must be one of republican, oblast, district"),
        ("saryagash;district;south", "saryagash;district;", "`saryagash` has no region"),
        ("saryagash", "astana", "`astana` stands in two rows, 2 and 4"),
        ("population", "people", "The column `population` is missing"),
    ],
)
def test_a_wrong_settlement_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "settlements.csv"
    path.write_text(PEOPLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AqylError, match=said):
        read_settlements(path)


def test_periods_become_a_year_by_the_kind_of_kpi(tmp_path: Path, people) -> None:
    text = "".join(
        f"astana;K04.01;2027-{m:02};{v}\n" for m, v in ((1, "4,5"), (2, "5,5"), (3, "8"))
    )
    text += "astana;K04.04;2027-Q1;2\nastana;K04.04;2027-Q4;4\n"
    found = values(tmp_path, text, people)
    assert number(found, "astana", "K04.01") == pytest.approx(6, abs=EXACT)
    assert number(found, "astana", "K04.01", "last") == 8
    assert number(found, "astana", "K04.04") == 4  # a stock: the last quarter
    assert number(found, "astana", "K04.04", "mean") == 3
    assert np.isnan(number(found, "turkistan", "K04.01"))


def test_the_last_year_is_scored_and_another_on_demand(tmp_path: Path, people) -> None:
    text = "astana;K04.01;2026;5\nastana;K04.01;2027;6\n"
    assert number(values(tmp_path, text, people), "astana", "K04.01") == 6
    assert number(values(tmp_path, text, people, year=2026), "astana", "K04.01") == 5
    with pytest.raises(SpecificationError, match="no year 2030: they go from 2026 to 2027"):
        values(tmp_path, text, people, year=2030)


def test_a_change_comes_from_levels(tmp_path: Path, people) -> None:
    levels = "astana;K01.12.level;2026;200\nastana;K01.12.level;2027;190\n"
    assert number(values(tmp_path, levels, people), "astana", "K01.12") == pytest.approx(-5)
    with pytest.raises(ValueInFileError, match="given as a change and as a level"):
        values(tmp_path, levels + "astana;K01.12;2027;-3\n", people)


def test_a_level_without_a_base_is_refused(tmp_path: Path, people) -> None:
    for text in (
        "astana;K01.12.level;2027;190\n",
        "astana;K01.12.level;2026;0\nastana;K01.12.level;2027;190\n",
    ):
        with pytest.raises(ValueInFileError, match="has no level above zero in 2026"):
            values(tmp_path, text, people)


def test_a_workbook_and_parquet_are_read_as_well(tmp_path: Path, people) -> None:
    frame = pl.DataFrame(
        {
            "settlement": ["astana", "astana"],
            "kpi": ["K04.01", "K04.01"],
            "period": ["2027-01", "2027-02"],
            "value": [4.0, 6.0],
        }
    )
    frame.write_excel(tmp_path / "values.xlsx")
    frame.write_parquet(tmp_path / "values.parquet")
    for name in ("values.xlsx", "values.parquet"):
        assert number(read_values(tmp_path / name, people, ORDER), "astana", "K04.01") == 5
    frame.with_columns(kpi=pl.lit("K99.01")).write_excel(tmp_path / "wrong.xlsx")
    with pytest.raises(ValueInFileError, match=r"wrong\.xlsx, row 2"):
        read_values(tmp_path / "wrong.xlsx", people, ORDER)


def test_claims_are_read_and_checked(tmp_path: Path, people) -> None:
    def table(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    head = "settlement,initiative,in_road_map,signed_report,has_indicator,in_period,sphere\n"
    extra = read_extra(table("extra.csv", head + EXTRA), people.ids)
    assert [entry.failed for entry in extra] == [(), ("has_indicator", "sphere")]
    assert with_extra(people, extra).settlements[0].extra == 1
    functions = read_functions(
        table("f.csv", "settlement,function,there\nastana,F01.01,yes\nastana,F01.02,no\n"),
        people.ids,
        ORDER,
    )
    assert functions == {"astana": frozenset({"F01.01"})}
    done = read_done(
        table("done.csv", "settlement,initiative,done\nastana,3,01.05.2027\n"), people.ids, ORDER
    )
    assert done == {("astana", 3): date(2027, 5, 1)}
    statuses = read_statuses(
        table("s.csv", "settlement,kpi,status\nastana,K01.01,NA\n"), people.ids, ORDER
    )
    assert statuses == {("astana", "K01.01"): False}
    with pytest.raises(ValueInFileError, match="`17` is no known initiative"):
        read_done(
            table("d.csv", "settlement,initiative,done\nastana,17,2027-05-01\n"), people.ids, ORDER
        )


def test_two_counts_of_extra_initiatives_must_agree(tmp_path: Path, people) -> None:
    path = tmp_path / "settlements.csv"
    path.write_text("settlement,category,population,extra\nastana,republican,10,2\n")
    with pytest.raises(ValueInFileError, match="2 extra initiatives in the table of settlements"):
        with_extra(read_settlements(path), ())


def test_one_impossible_period_is_named_with_its_row(tmp_path: Path, people) -> None:
    text = "astana;K03.01;2027-01;95,5\nastana;K03.01;2027-02;104,5\n"
    with pytest.raises(ValueInFileError, match=r"got 104\.5 \(values\.csv, row 3, column `value`"):
        values(tmp_path, text, people)
    text = "astana;K03.03;2027-01;5\nastana;K03.03;2027-02;-1\n"
    with pytest.raises(ValueInFileError, match=r"got -1 \(values\.csv, row 3"):
        values(tmp_path, text, people)


def test_dates_and_percents_of_excel_are_months_and_percents(tmp_path: Path, people) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["settlement", "kpi", "period", "value"])
    for month, value in ((1, 0.9), (2, 0.8)):
        sheet.append(["astana", "K03.01", datetime(2027, month, 1), value])
        sheet.cell(sheet.max_row, 4).number_format = "0%"
    book.save(tmp_path / "values.xlsx")
    found = read_values(tmp_path / "values.xlsx", people, ORDER)
    assert number(found, "astana", "K03.01") == pytest.approx(85)


def test_percents_that_look_like_fractions_are_named(tmp_path: Path, people) -> None:
    text = "astana;K03.01;2027;0,95\nturkistan;K03.01;2027;95\nastana;K03.02;2027;0,5\n"
    found = values(tmp_path, text, people).by_rule["by_kind"]
    assert likely_fractions(ORDER.order, found) == (("astana", "K03.01"),)


def test_simulated_values_are_known_in_a_folder_and_behind_a_mark(tmp_path: Path, people) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    head = "settlement;kpi;period;value\n"
    (folder / "a.csv").write_text(f"{head}astana;K04.01;2026;5\n")
    (folder / "Thumbs.db").write_text("x")
    assert not read_values(folder, people, ORDER).simulated
    (folder / "b.csv").write_text(f"# SIMULATED. x\n{head}astana;K04.01;2027;6\n", "utf-8-sig")
    assert read_values(folder, people, ORDER).simulated
    assert [path.name for path in value_files(folder)] == ["a.csv", "b.csv"]
    with pytest.raises(FileError, match="There is no file"):
        read_values(tmp_path / "l*g", people, ORDER)


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_a_new_folder_is_read_as_it_is(tmp_path: Path, code) -> None:
    write_new_cities(tmp_path / "own", language(code))
    people = read_settlements(tmp_path / "own" / "settlements.csv")
    found = read_values(tmp_path / "own" / "values.csv", people, ORDER)
    shipped = read_values(demo_folder() / "values.csv", people, ORDER)
    assert found.simulated
    np.testing.assert_array_equal(
        found.by_rule["by_kind"].numbers, shipped.by_rule["by_kind"].numbers
    )
    assert read_extra(tmp_path / "own" / "extra.csv", people.ids)


def test_one_more_table_of_values_makes_another_job(tmp_path: Path) -> None:
    values = tmp_path / "log"
    (values / "results").mkdir(parents=True)
    (values / "a.csv").write_text("x")
    (values / "results" / "c.csv").write_text("not read, and so no input")
    before = Job(values, tmp_path / "s.csv").words()
    assert value_files(values) == (values / "a.csv",)
    (values / "b.csv").write_text("x")
    assert Job(values, tmp_path / "s.csv").words() != before
