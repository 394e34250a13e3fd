"""Annex 4 as data: every target is the printed one, and every flag is proved by its row."""

import re

import pytest

from .schema_check import KEYS
from .test_city_score import CATEGORIES, HOME, KPIS, SCHEMAS, flags, printed_numbers, rows_of

# K01.09 and K01.11 print a fourth value that is higher than the third.
FOURTH_ABOVE_THE_THIRD = {"K01.09", "K01.11"}
# One value is printed for all, or for the two categories named, so they do not differ.
SAME_FOR_ALL = {"K01.02", "K01.03", "K01.05", "K01.06", "K01.07"}


def targets(row: dict[str, str]) -> list[float]:
    return [float(row[f"target_{c}"]) for c in CATEGORIES if row[f"target_{c}"]]


def test_points_are_6_to_10() -> None:
    assert {int(row["points"]) for row in KPIS.values()} == {6, 7, 8, 9, 10}


@pytest.mark.parametrize("kpi", [k for k, r in KPIS.items() if r["direction"].startswith("at_")])
def test_targets_are_strictest_for_republican_cities(kpi: str) -> None:
    row = KPIS[kpi]
    numbers = targets(row)
    ordered = sorted(numbers, reverse=row["direction"] == "at_least")
    assert numbers == ordered
    assert (len(set(numbers)) < len(numbers)) == (kpi in SAME_FOR_ALL)


def test_only_two_fourth_values_break_the_order() -> None:
    fourth = {k: float(r["target_fourth"]) for k, r in KPIS.items() if r["target_fourth"]}
    broken = {k for k, value in fourth.items() if value > float(KPIS[k]["target_district"])}
    assert set(fourth) == broken == FOURTH_ABOVE_THE_THIRD


@pytest.mark.parametrize("kpi", KPIS)
def test_target_numbers_are_the_printed_ones(kpi: str) -> None:
    row = KPIS[kpi]
    printed = printed_numbers(row["target_printed"])
    numbers = {*targets(row), *([float(row["target_fourth"])] if row["target_fourth"] else [])}
    assert numbers <= printed
    if row["direction"] in {"at_least", "at_most"}:
        assert printed - numbers <= ({5.0} if row["unit"] == "points_of_5" else set())
        sign = {"at_least": "≥", "at_most": "≤"}[row["direction"]]
        spelt = re.search("Кемінде|-ға дейін", row["target_printed"])
        assert sign in row["target_printed"] or (spelt and sign == "≥")
    else:
        assert not numbers


def test_targets_of_domains_changes_and_words_are_printed_in_their_kpi() -> None:
    for row in rows_of("domain_targets.csv"):
        cell = f"{row['name_printed']} ≤{row['target']}сағ"
        assert cell in KPIS[row["kpi"]]["target_printed"]
        assert (row["direction"], row["unit"]) == ("at_most", KPIS[row["kpi"]]["unit"])
    for file in ("change_targets.csv", "word_targets.csv"):
        for row in rows_of(file):
            parts = KPIS[row["kpi"]]["target_printed"].split(" / ")
            assert parts[CATEGORIES.index(row["category"])] == row["printed"]
    for row in rows_of("change_targets.csv"):
        ends = {float(row[end]) for end in ("low", "high") if row[end]}
        assert ends == printed_numbers(row["printed"])
        assert bool(ends) != bool(row["word_kind"])


def test_directions_without_numbers_have_their_own_file() -> None:
    for direction, file in (("domains", "domain"), ("change", "change"), ("words", "word")):
        named = {row["kpi"] for row in rows_of(f"{file}_targets.csv")}
        assert {k for k, r in KPIS.items() if r["direction"] == direction} <= named


def in_words() -> set[str]:
    worded = {r["kpi"] for r in rows_of("change_targets.csv") if r["word_kind"]}
    return worded | {row["kpi"] for row in rows_of("word_targets.csv")}


def expected(row: dict[str, str]) -> set[str]:
    """List the flags that the printed cells themselves prove."""
    printed, name = row["target_printed"], row["name_printed"]
    numbers, parts = len(printed_numbers(printed)), len(printed.split(" / "))
    proofs = {
        "cut": any("…" in text for text in row.values()),
        "four_values": parts == 4,
        "two_values": parts == 1 and numbers == 2 and row["direction"] != "domains",
        "one_value": parts == 1 and numbers == 1,
        "by_domain": row["direction"] == "domains",
        "range": re.search(r"\d–\d", printed) is not None,
        "words": row["kpi"] in in_words(),
        "no_upper_limit_sign": "-ға дейін" in printed,
        "word_order": "-тен" in printed,
        "categories_named": "(республикалық" in printed,
        "unit_contradicts": "пайызы" in name and row["unit"].startswith("per_"),
        "frequency_doubtful": len(row["frequency_printed"].split()) > 2,
    }
    return {flag for flag, proved in proofs.items() if proved}


JUDGED = {
    "name_contradicts",
    "norm_in_formula",
    "formula_doubtful",
    "mistranslated",
    "repeats",
    "repeats_earlier",
    "direction_doubtful",
    "depends_on_size",
}


@pytest.mark.parametrize("kpi", KPIS)
def test_flags_agree_with_the_printed_text(kpi: str) -> None:
    row = KPIS[kpi]
    assert flags(row) - JUDGED == expected(row)
    assert bool(row["note"]) == bool(row["flags"])


def test_the_source_explains_every_flag() -> None:
    source = (HOME / "SOURCE.md").read_text("utf-8")
    for row in [*KPIS.values(), *rows_of("functions.csv"), *rows_of("extra_kpis.example.csv")]:
        assert all(flag in source for flag in flags(row))


def test_the_two_kpis_of_waiting_repeat_each_other() -> None:
    same = ("unit", "formula_printed", "target_printed", "points", "direction")
    first, second = KPIS["K04.01"], KPIS["K08.02"]
    assert {k for k, r in KPIS.items() if "repeats" in flags(r)} == {"K04.01", "K08.02"}
    assert [k for k, r in KPIS.items() if "repeats_earlier" in flags(r)] == ["K08.02"]
    assert [first[c] for c in same] == [second[c] for c in same]


def test_the_effect_is_the_first_word_of_the_justification() -> None:
    for row in KPIS.values():
        word = row["effect_printed"].partition(":")[0]
        known = {"Жоғары": "high", "Жоғарысы": "high", "Орташа": "medium", "Орта": "medium"}
        assert row["effect"] == known.get(word, "")


def test_the_frequency_is_the_printed_one() -> None:
    known = {"Күн": "day", "Апта": "week", "Ай": "month", "Жыл": "year"}
    known |= {"Тоқсан": "quarter", "Токсан": "quarter"}
    for row in KPIS.values():
        assert row["frequency"] == known[row["frequency_printed"].split()[0]]


def test_the_example_of_a_lost_kpi_says_that_it_is_one() -> None:
    (row,) = rows_of("extra_kpis.example.csv")
    assert row["kpi"] not in KPIS
    assert flags(row) == {"example"}
    assert all(
        row[f"name_{language}"].startswith(word)
        for language, word in (("kk", "Мысал"), ("ru", "Пример"), ("en", "Example"))
    )
    assert [c for c in SCHEMAS["extra_kpis.example.csv"] if c not in KEYS] == list(row)
    assert SCHEMAS["extra_kpis.example.csv"]["unit"] == SCHEMAS["kpis.csv"]["unit"]


# Typed from the order by hand, apart from the files.
CELLS = [
    ("K01.02", "target_republican", "99.5"),
    ("K02.04", "target_printed", "≥100 000 / ≥30 000 / ≥5 000"),
    ("K03.06", "formula_printed", "Қате есептеулер / Жалпы есептеулер ×100%"),
    ("K04.03", "target_district", "200000"),
    ("K06.07", "system_printed", "ЖҚБЖ"),
    ("K07.05", "formula_printed", "Шағымдар / (Тұрғындар/1000)"),
    ("K09.02", "target_oblast", "30"),
    ("K10.01", "points", "10"),
    ("K12.05", "target_printed", "≤6 / ≤12 / ≤24"),
    ("K15.04", "source_printed", "Өтініштер жүйесі"),
    ("K16.05", "frequency_printed", "Токсан сайын"),
]


@pytest.mark.parametrize(("kpi", "column", "cell"), CELLS)
def test_cells_typed_by_hand(kpi: str, column: str, cell: str) -> None:
    assert KPIS[kpi][column] == cell
