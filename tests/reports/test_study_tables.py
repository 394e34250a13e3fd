"""Tables of a study where there is much, little, or nothing to say."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.factors import extract
from aqyl.analysis.moments import Moments
from aqyl.reports.language import LANGUAGES, Language, language
from aqyl.reports.study.empty_columns import without_empty_columns
from aqyl.reports.study.factor_tables import variance_table
from aqyl.reports.study.heads import interval_heads, name_note, named_columns, square_table
from aqyl.reports.study.study_keys import FactorKeys
from aqyl.reports.table import Column, Table, head_rows

FEW, MANY = tuple("abcd"), tuple("abcde")


def named(construct: str) -> str:
    return f"Construct {construct}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_names_stand_above_few_columns_and_numbers_above_many(code: str) -> None:
    lang = language(code)
    assert [c.label for c in named_columns(FEW, named, "on")] == [named(c) for c in FEW]
    assert name_note(FEW, named, lang) == ()
    numbered = named_columns(MANY, named, "on")
    assert [(c.key, c.label) for c in numbered[:2]] == [("on_a", "1"), ("on_b", "2")]
    (note,) = name_note(MANY, named, lang)
    assert all(f"{i} – {named(c)}" in note for i, c in enumerate(MANY, 1))


@pytest.mark.parametrize("lang", [language(code) for code in LANGUAGES], ids=LANGUAGES)
def test_a_large_matrix_numbers_its_rows_as_its_columns(lang: Language) -> None:
    def matrix(names: tuple[str, ...]) -> Table:
        cells = [[0.5 if j < i else "" for j in range(len(names))] for i in range(len(names))]
        return square_table("m", "M", names, named, lang, cells, ("First.",))

    small, large = matrix(FEW), matrix(MANY)
    assert [c.key for c in small.columns] == ["construct", *(f"with_{c}" for c in FEW)]
    assert small.notes == ("First.",)
    assert [c.key for c in large.columns[:3]] == ["number", "construct", "with_a"]
    assert [row[:2] for row in large.rows] == [(i, named(c)) for i, c in enumerate(MANY, 1)]
    assert large.notes == ("First.", lang.text("tables.numbered_rows"))


def test_bounds_of_an_interval_stand_under_one_head() -> None:
    table = Table("t", "T", (Column("x", "X"), *interval_heads(language("ru"), 0.9)), ())
    assert [(head.text, head.columns) for head in head_rows(table)[0]] == [("X", 1), ("90 % ДИ", 2)]


def test_columns_that_say_nothing_are_left_out_and_blank_loadings_stay() -> None:
    columns = (Column("a", ""), Column("b", "B"), Column("x", "X", "number"), Column("y", "Y", "p"))
    table = Table("t", "T", columns, (("", "", "", None), ("", None, 1, None)))
    kept = without_empty_columns(table)
    assert [c.key for c in kept.columns] == ["a", "x"]
    assert kept.rows == (("", ""), ("", 1))
    assert without_empty_columns(replace(table, rows=())).columns == columns
    assert len(without_empty_columns(replace(table, merge=2)).columns) == 3


@pytest.mark.parametrize(("items", "shown"), [(14, 14), (30, 30), (32, 10)])
def test_all_components_are_shown_or_the_note_counts_the_others(items: int, shown: int) -> None:
    correlation = np.full((items, items), 0.4) + 0.6 * np.eye(items)
    names = tuple(f"x{i}" for i in range(items))
    found = extract(Moments(200, names, np.zeros(items), correlation))
    lang = language("en")
    table = variance_table(found, (), FactorKeys(), lang)
    assert len(table.rows) == items
    assert len(table.rows[: table.show]) == shown
    left = lang.text("tables.rows_left_out", n=str(items - shown), all=str(items))
    assert (left in table.notes) == (items > shown)
