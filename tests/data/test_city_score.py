"""The order as data: Annexes 2, 3 and 5, and what ties the files together."""

import csv
import itertools
import re
import tomllib
from collections import Counter

import pytest
from aqyl.data import folder

from .schema_check import assert_fits

CATEGORIES = ("republican", "oblast", "district")
HOME = folder("city_score")
SCHEMAS = tomllib.loads((HOME / "schema.toml").read_text("utf-8"))
MULTIPLIERS = {"млн": 1_000_000, "мың": 1_000}

KPIS_OF_INITIATIVES = (19, 5, 7, 7, 1, 1, 7, 7, 9, 6, 0, 3, 5, 2, 4, 5)
FUNCTIONS_OF_INITIATIVES = (10, 25, 7, 13, 12, 11, 5, 14, 11, 6, 10, 8, 7, 5, 7, 6)


def rows_of(file: str) -> list[dict[str, str]]:
    with (HOME / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


KPIS = {row["kpi"]: row for row in rows_of("kpis.csv")}
ROAD_MAP = {(row["initiative"], row["category"]): row for row in rows_of("road_map.csv")}


def flags(row: dict[str, str]) -> set[str]:
    return set(row["flags"].split(";")) - {""}


def printed_numbers(text: str) -> set[float]:
    """Every number of a printed target: 100 000, 10 млн, 99.5, 5–10."""
    found = set()
    for digits, word in re.findall(r"(\d+(?: \d{3})*(?:\.\d+)?)\s*(млн|мың)?", text):
        found.add(float(digits.replace(" ", "")) * MULTIPLIERS.get(word, 1))
    return found


def test_the_schema_and_the_source_name_every_file() -> None:
    assert set(SCHEMAS) == {path.name for path in HOME.glob("*.csv")}
    source = (HOME / "SOURCE.md").read_text("utf-8")
    assert all(name in source for name in SCHEMAS)
    assert all(word in source for word in ("141/НҚ", "469/НҚ", "12 July 2026"))


@pytest.mark.parametrize("file", SCHEMAS)
def test_a_file_satisfies_its_schema(file: str) -> None:
    assert_fits(rows_of(file), SCHEMAS[file], file, "Seed 003")


@pytest.mark.parametrize("file", SCHEMAS)
def test_a_file_is_plain_utf_8_with_line_feeds(file: str) -> None:
    raw = (HOME / file).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")


def test_counts_of_kpis_and_functions_by_initiative() -> None:
    kpis = Counter(int(row["initiative"]) for row in KPIS.values())
    functions = Counter(int(row["initiative"]) for row in rows_of("functions.csv"))
    initiatives = rows_of("initiatives.csv")
    assert [int(row["initiative"]) for row in initiatives] == list(range(1, 17))
    assert tuple(kpis[i] for i in range(1, 17)) == KPIS_OF_INITIATIVES
    assert tuple(functions[i] for i in range(1, 17)) == FUNCTIONS_OF_INITIATIVES
    assert tuple(int(row["kpis_found"]) for row in initiatives) == KPIS_OF_INITIATIVES


def test_ids_are_made_of_initiative_and_number() -> None:
    for file, column, letter in (("kpis.csv", "kpi", "K"), ("functions.csv", "function", "F")):
        for row in rows_of(file):
            assert row[column] == f"{letter}{int(row['initiative']):02d}.{int(row['number']):02d}"


def test_functions_are_numbered_without_a_gap() -> None:
    for initiative, group in itertools.groupby(
        rows_of("functions.csv"), key=lambda r: r["initiative"]
    ):
        numbers = [int(row["number"]) for row in group]
        assert numbers == list(range(1, len(numbers) + 1)), initiative


def test_found_and_certainly_missing_numbers_fill_the_table_from_its_first_row() -> None:
    found: dict[str, set[int]] = {}
    for row in KPIS.values():
        found.setdefault(row["initiative"], set()).add(int(row["number"]))
    for row in rows_of("missing.csv"):
        mine = found.setdefault(row["initiative"], set())
        first, _, last = row["number"].rstrip("+").partition("-")
        lost = set(range(int(first), int(last or first) + 1))
        assert not lost & mine, row
        if row["number"].endswith("+"):
            assert int(first) == max(mine, default=0) + 1, row
        else:
            mine |= lost
    for initiative, numbers in found.items():
        assert numbers == set(range(1, len(numbers) + 1)), initiative


def test_sections_weigh_100_and_the_levels_cover_0_to_100_but_for_the_gaps() -> None:
    assert [int(row["weight"]) for row in rows_of("sections.csv")] == [25, 25, 20, 15, 15]
    levels = rows_of("levels.csv")
    assert [int(row["lower"]) for row in levels] == [90, 75, 60, 45, 0]
    assert [int(row["upper"]) for row in levels] == [100, 89, 74, 59, 45]
    for row in levels:
        assert printed_numbers(row["range_printed"]) <= {float(row["lower"]), float(row["upper"])}


def test_stages_have_their_years() -> None:
    years = {(r["stage"], r["first_year"], r["last_year"]) for r in ROAD_MAP.values()}
    assert years == {("1", "2026", "2027"), ("2", "2027", "2028"), ("3", "2029", "2030")}


def test_a_stage_never_comes_earlier_for_a_smaller_category() -> None:
    for initiative in {i for i, _ in ROAD_MAP}:
        stages = [
            int(ROAD_MAP[initiative, c]["stage"]) for c in CATEGORIES if (initiative, c) in ROAD_MAP
        ]
        assert stages == sorted(stages), initiative


def test_every_kpi_belongs_to_an_initiative_of_the_road_map() -> None:
    initiatives = {row["initiative"]: row for row in rows_of("initiatives.csv")}
    for row in KPIS.values():
        assert (row["initiative"], "republican") in ROAD_MAP, row["kpi"]
        if row["section_by_meaning"] != initiatives[row["initiative"]]["section"]:
            assert row["initiative"] == "1" or row["kpi"] in {"K04.07", "K08.07"}


def test_annex_3_gives_functions_to_the_categories_of_annex_2() -> None:
    wanted = {
        (row["initiative"], c)
        for row in rows_of("functions.csv")
        for c in CATEGORIES
        if row[c] != "no"
    }
    assert wanted == set(ROAD_MAP)


def test_a_function_of_a_smaller_category_is_one_of_the_larger() -> None:
    for row in rows_of("functions.csv"):
        assert row["republican"] == "yes"
        assert row["oblast"] == "yes" or row["district"] == "no", row["function"]


def test_the_need_is_the_printed_one() -> None:
    words = {"жоғары": "high", "орташа": "medium", "төмен": "low"}
    depends = set()
    for row in rows_of("functions.csv"):
        head = row["need_printed"].lower().partition(":")[0]
        if row["need"] == "depends":
            depends.add(row["function"])
            assert "шағын" in head
        else:
            assert {words[w] for w in words if re.search(rf"\b{w}\b", head)} == {row["need"]}
    assert depends == {"F01.01", "F01.09", "F10.04"}


def test_functions_printed_twice_are_flagged() -> None:
    rows = rows_of("functions.csv")
    count = Counter((row["initiative"], row["name_kk"]) for row in rows)
    for row in rows:
        twice = count[row["initiative"], row["name_kk"]] > 1
        assert ("duplicate" in flags(row)) == twice
        assert ("partly" in flags(row)) == ("partly" in [row[c] for c in CATEGORIES])
    assert {r["function"] for r in rows if "duplicate" in flags(r)} == {"F05.04", "F05.11"}


@pytest.mark.parametrize(
    ("initiative", "category", "stage", "executors"),
    [
        ("3", "district", "2", "ЖАО, коммуналдық қызметтер"),
        ("7", "district", "3", "ЖАО, КМ"),
        ("9", "oblast", "1", "ЖАО, ПД"),
        ("10", "republican", "2", "ЖАО, ТЖД"),
        ("16", "district", "3", "ЖАО, коммуналдық қызметтер"),
    ],
)
def test_rows_of_the_road_map_typed_by_hand(
    initiative: str, category: str, stage: str, executors: str
) -> None:
    row = ROAD_MAP[initiative, category]
    assert (row["stage"], row["executors_printed"]) == (stage, executors)


def test_categories_absent_from_the_road_map() -> None:
    absent = {(str(i), c) for i in range(1, 17) for c in CATEGORIES} - set(ROAD_MAP)
    one = {(i, c) for i in "568" for c in ("oblast", "district")}
    assert absent == one | {(i, "district") for i in ("1", "4", "10", "11", "12")}
