"""Every shipped data file satisfies its schema, names its source, and parses to its numbers."""

import csv
import tomllib
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.recomputation import derive_polarity
from aqyl.data import folder
from aqyl.survey.instrument import read_instrument
from aqyl.survey.number_text import printed_number

from .schema_check import assert_fits

FOLDERS = ("turkistan", "kazakhstan")
SCHEMAS = {
    (name, file): schema
    for name in FOLDERS
    for file, schema in tomllib.loads((folder(name) / "schema.toml").read_text("utf-8")).items()
}


def rows_of(name: str, file: str) -> list[dict[str, str]]:
    with (folder(name) / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_file_has_a_schema_and_a_line_in_the_source() -> None:
    for name in FOLDERS:
        files = {p.name for p in folder(name).glob("*.csv")} - {"simulated_responses.csv"}
        assert files == {file for owner, file in SCHEMAS if owner == name}
        text = (folder(name) / "SOURCE.md").read_text("utf-8")
        for path in folder(name).iterdir():
            if path.suffix in {".csv", ".toml"} and path.name != "schema.toml":
                assert path.name in text, path.name


def test_the_simulated_answers_say_so_and_fit_the_questionnaire() -> None:
    """Their columns are those of the questionnaire; their notes stand above the header."""
    path = folder("turkistan") / "simulated_responses.csv"
    lines = path.read_text("utf-8").splitlines()
    notes = [line for line in lines if line.startswith("# ")]
    assert len(notes) == 3
    assert all(
        word in note
        for word, note in zip(("SIMULATED", "СМОДЕЛИРОВАНО", "МОДЕЛЬДЕНГЕН"), notes, strict=True)
    )
    form = read_instrument(folder("turkistan") / "instrument.toml")
    rows = list(csv.DictReader(lines[3:]))
    questions = {q.id: {"", *(option.code for option in q.options)} for q in form.profile}
    items = [item.id for item in form.items]
    assert list(rows[0]) == ["id", "seconds", *questions, *items]
    assert len(rows) == len({row["id"] for row in rows}) == 1000
    assert all(row[name] in codes for row in rows for name, codes in questions.items())
    assert all(row[item] in {"", "1", "2", "3", "4", "5"} for row in rows for item in items)


@pytest.mark.parametrize(("name", "file"), SCHEMAS)
def test_a_file_satisfies_its_schema(name: str, file: str) -> None:
    assert_fits(rows_of(name, file), SCHEMAS[name, file], file, "Seed 00")


@pytest.mark.parametrize(
    ("name", "file", "printed", "value"),
    [
        ("turkistan", "indicator_values.csv", "printed", "value"),
        ("turkistan", "indicator_values.csv", "index_printed", "index_value"),
        ("turkistan", "integral_indices.csv", "chart", "value"),
        ("turkistan", "indicator_counts.csv", "printed", "value"),
        ("turkistan", "growth_series.csv", "printed", "value"),
        ("turkistan", "growth_forecast.csv", "printed", "value"),
        ("turkistan", "chart_series.csv", "printed", "value"),
        ("turkistan", "annexes.csv", "printed", "value"),
        ("turkistan", "profile_published.csv", "count_printed", "count"),
        ("turkistan", "profile_published.csv", "percent_printed", "percent"),
        ("turkistan", "descriptives_published.csv", "printed", "value"),
        ("turkistan", "factorability_published.csv", "printed", "value"),
        ("turkistan", "loadings_published.csv", "printed", "value"),
        ("turkistan", "regression_published.csv", "printed", "value"),
        ("turkistan", "hypotheses_published.csv", "beta_printed", "beta"),
        ("turkistan", "hypotheses_published.csv", "p_printed", "p"),
        ("kazakhstan", "city_rating_2022.csv", "rank_printed", "rank"),
        ("kazakhstan", "city_rating_2022.csv", "level_printed", "level"),
        ("kazakhstan", "urbanisation.csv", "printed", "value"),
    ],
)
def test_parsed_numbers_are_the_printed_ones(
    name: str, file: str, printed: str, value: str
) -> None:
    checked = 0
    for row in rows_of(name, file):
        if row[value]:
            assert printed_number(row[printed].rstrip("ab*")).value == float(row[value]), row
            checked += 1
    assert checked


def test_the_charts_print_table_8_with_more_digits() -> None:
    for row in rows_of("turkistan", "integral_indices.csv"):
        printed = printed_number(row["printed"])
        # The thesis cuts some digits instead of rounding them: 0.41264388 is printed 0,412644.
        assert abs(printed.value - float(row["value"])) <= 2 * printed.half_unit, row


def test_published_polarity_is_derived_from_the_published_values() -> None:
    values: dict[str, list[dict[str, str]]] = {}
    for row in rows_of("turkistan", "indicator_values.csv"):
        values.setdefault(row["id"], []).append(row)
    for row in rows_of("turkistan", "indicators.csv"):
        mine = values[row["id"]]
        found = derive_polarity(
            np.array([float(r["value"]) for r in mine]),
            np.array([float(r["index_value"]) for r in mine]),
        )
        assert row["polarity_published"] == (found or "positive"), row["id"]


def test_every_negative_or_changed_direction_has_a_reason() -> None:
    for row in rows_of("turkistan", "indicators.csv"):
        changed = row["polarity_published"] != row["polarity_sensible"]
        if changed or row["polarity_sensible"] == "negative":
            assert row["polarity_note"], row["id"]


def test_charts_and_annexes_name_known_indicators() -> None:
    known = {row["id"] for row in rows_of("turkistan", "indicators.csv")}
    series = {row["series"] for row in rows_of("turkistan", "annex_series.csv")}
    for row in rows_of("turkistan", "annexes.csv"):
        assert row["series"] in known | series
        assert not row["indicator"] or row["indicator"] in known
    assert {row["indicator"] for row in rows_of("turkistan", "chart_series.csv")} <= known


def test_table_9_contradicts_itself_where_the_source_says() -> None:
    total: dict[str, int] = {}
    wrong = set()
    for row in rows_of("turkistan", "profile_published.csv"):
        total[row["question"]] = total.get(row["question"], 0) + int(row["count"])
        if round(100 * int(row["count"]) / 676, 1) != float(row["percent"]):
            wrong.add((row["question"], row["option"]))
    assert wrong == {("work", "planner")}
    assert total == {"age": 676, "gender": 676, "city": 676, "education": 675, "work": 680}


def test_an_unknown_folder_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="kazakhstan, new_study, turkistan"):
        folder("atlantis")


def test_the_fonts_carry_their_licence() -> None:
    names = {path.name for path in Path(folder("fonts")).iterdir()}
    assert "LICENSE-PT-Sans.txt" in names
