"""Names of the order's data are short, distinct and written in one alphabet a word."""

import csv
import re
from collections import Counter

import pytest
from aqyl.data import folder

HOME = folder("city_score")
LANGUAGES = ("kk", "ru", "en")
NAMED = (
    "sections.csv",
    "levels.csv",
    "initiatives.csv",
    "functions.csv",
    "kpis.csv",
    "domain_targets.csv",
)
KPI_NAME = 60
SHORT_NAME = 28
MIXED = re.compile(r"[A-Za-z][А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]|[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][A-Za-z]")
KAZAKH = re.compile("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
# Units are a column of their own: a name does not repeat them.
UNITS = re.compile(r"%|пайыз|процент|percent|\bмин\b|\bminutes?\b|минут|\bсағат\b|\bhours?\b")


def rows_of(file: str) -> list[dict[str, str]]:
    with (HOME / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("file", NAMED)
def test_no_word_mixes_alphabets(file: str) -> None:
    for row in rows_of(file):
        for column, text in row.items():
            assert not MIXED.search(text), (column, text)


@pytest.mark.parametrize("file", NAMED)
def test_english_has_no_cyrillic_and_russian_no_kazakh_letters(file: str) -> None:
    for row in rows_of(file):
        assert not re.search("[А-яЁё]", row["name_en"]), row["name_en"]
        assert not KAZAKH.search(row["name_ru"]), row["name_ru"]


def test_names_of_kpis_are_short_distinct_and_without_units() -> None:
    rows = rows_of("kpis.csv")
    for language in LANGUAGES:
        names = Counter(row[f"name_{language}"] for row in rows)
        assert max(names.values()) == 1
        for name in names:
            assert len(name) <= KPI_NAME, name
            assert not UNITS.search(name), name
            assert name[0].isupper() or name[0].isdigit(), name
            assert name[-1] not in ".;:", name


def test_short_names_of_initiatives_fit_a_chart() -> None:
    rows = rows_of("initiatives.csv")
    for language in LANGUAGES:
        names = [row[f"short_{language}"] for row in rows]
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= SHORT_NAME


def test_functions_of_one_initiative_are_translated_alike_in_all() -> None:
    """A function printed in the same words has one translation."""
    for language in ("ru", "en"):
        seen: dict[str, str] = {}
        for row in rows_of("functions.csv"):
            name = row[f"name_{language}"]
            assert seen.setdefault(row["name_kk"], name) == name, row["function"]


def test_missing_rows_are_told_in_sentences() -> None:
    for row in rows_of("missing.csv"):
        for language in LANGUAGES:
            assert re.fullmatch(r"[A-ZА-ЯӘҒҚҢӨҰҮҺІ].*\.", row[f"what_{language}"])
