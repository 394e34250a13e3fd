"""Sentences and words of the CityScore report."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from aqyl.analysis.city_score.initiatives import State
from aqyl.analysis.city_score.order import CATEGORIES, Direction
from aqyl.analysis.city_score.readings import CHOICES, Reading
from aqyl.reports.city_score.kpi_rows import UNITS
from aqyl.reports.city_score.names import Names
from aqyl.reports.city_score.order_file import read_order
from aqyl.reports.city_score.order_tables import FLAGS
from aqyl.reports.city_score.ranking_tables import Span
from aqyl.reports.city_score.reading_effects import Role
from aqyl.reports.city_score.score_sentences import least_sure
from aqyl.reports.city_score.sentences import city_sentences
from aqyl.reports.language import LANGUAGES, language

from .city_results import CITIES, CONDITIONS, results

EN = language("en")


def said(table: str, code: str = "en", **options: object) -> str:
    found = results(**options)  # pyright: ignore[reportArgumentType]
    sentences = city_sentences(found, language(code))
    return " ".join(sentences.get(table) or sentences.get(f"simulated_{table}", ()))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_code_has_words_in_every_language(code: str) -> None:
    lang = language(code)
    keys = [f"choice.{choice.name}.{part}" for choice in CHOICES
            for part in ("place", "title", "unclear")]  # fmt: skip
    keys += [f"option.{choice.name}.{option}.{part}" for choice in CHOICES
             for option in choice.options for part in ("title", "meaning")]  # fmt: skip
    keys += [f"flag{kind}.{flag}" for flag in FLAGS for kind in ("", "_read")]
    keys += [f"state.{state}" for state in get_args(State)]
    keys += [f"unit.{unit}" for unit in UNITS]
    keys += [f"effect.{role}" for role in get_args(Role)]
    keys += [f"category.{category}" for category in CATEGORIES]
    keys += [f"condition.{condition}" for condition in (*CONDITIONS, "sphere")]
    texts = [lang.words[f"cityscore.{key}"] for key in keys]
    assert all(texts)
    order = read_order()
    assert all(order.labels[level.id][code] for level in order.order.levels)


def test_every_flag_of_the_order_is_known() -> None:
    order = read_order()
    assert {flag for row in order.rows.values() for flag in row.flags} <= set(FLAGS)
    assert {kpi.direction for kpi in order.order.kpis} == set(get_args(Direction))


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_options_of_a_choice_are_told_apart(choice) -> None:
    for code in LANGUAGES:
        words = language(code).words
        titles = {words[f"cityscore.option.{choice.name}.{o}.title"] for o in choice.options}
        assert len(titles) == len(choice.options)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("claimed", [False, True])
def test_sentences_are_whole(code: str, claimed: bool) -> None:
    found = city_sentences(results(claimed=claimed), language(code))
    for table, sentences in found.items():
        for sentence in sentences:
            assert sentence.endswith("."), table
            assert not {"{", "}"} & set(sentence), table
            assert "nan" not in sentence.lower().split(), table
            assert "  " not in sentence, table


def test_the_first_and_the_second_are_named_with_their_scores() -> None:
    found = results()
    total = dict(zip(CITIES, found.scores.total.tolist(), strict=True))
    first, second = sorted(CITIES[:3], key=lambda city: -total[city])[:2]
    labels = found.settlements.labels
    text = said("ranking_republican")
    assert f"First is {labels[first]['en']} ({EN.number(total[first], 1)})." in text
    assert f"Second is {labels[second]['en']} ({EN.number(total[second], 1)})." in text


def test_a_shared_first_rank_has_no_second() -> None:
    found = results(("astana", "almaty", "shymkent"))
    tied = replace(
        found.rankings[0], ranks=np.array([[1.0, 1.0, 3.0]]), scores=np.array([[80.0, 80, 70]])
    )
    sentences = city_sentences(replace(found, rankings=(tied,)), EN)
    text = " ".join(sentences["simulated_ranking_republican"])
    assert "The first rank is shared: Astana and Almaty (80.0)." in text
    assert "Second" not in text


def test_all_that_are_equally_uncertain_are_named_up_to_three() -> None:
    found = results()
    names = Names(found, EN)
    called = ["A", "B", "C", "D", "E"]
    alike = [Span(rank, 1.0, 5.0, 7, 0) for rank in (1.0, 2.0, 3.0, 4.0, 5.0)]
    sure = replace(alike[4], held=9)
    text = least_sure([*alike[:2], sure], [0, 1, 2], called, "9", names)
    assert "A (1; 1–5) and B (2; 1–5); each stays under 7 of 9" in text
    text = least_sure(alike[:3], [0, 1, 2], called, "9", names)
    assert "A (1; 1–5), B (2; 1–5) and C (3; 1–5);" in text
    text = least_sure(alike, [0, 1, 2, 3, 4], called, "9", names)
    assert "C (3; 1–5) and 2 more;" in text
    assert "D" not in text
    text = least_sure([sure, alike[1]], [0, 1], called, "9", names)
    assert text.startswith("Least certain is the rank of B: it is 2 under 7 of 9")


def test_counts_of_readings_leave_out_those_without_any_score() -> None:
    found = results()
    over = next(r for r in found.sensitivity.rankings if r.name == "republican")
    scored = int((~np.isnan(over.ranks)).any(axis=1).sum())
    readings = found.sensitivity.readings
    assert 0 < scored < readings
    text = said("ranking_republican")
    assert f"{EN.number(readings - scored, 0)} of {EN.number(readings, 0)}" in text
    assert f"of {EN.number(scored, 0)} readings" in text


def test_readings_say_how_many_places_matter_and_how_many_readings_they_make() -> None:
    found = results().sensitivity
    text = said("readings")
    assert f"{len(CHOICES)}; of these {len(found.choices)} change a total" in text
    assert f"{EN.number(found.readings, 0)} readings" in text


def test_who_loses_points_is_named() -> None:
    found = results()
    lost = [found.settlements.labels[city]["en"] for city, points
            in zip(CITIES, found.scores.penalty, strict=True) if points]  # fmt: skip
    assert lost
    assert f"(5 points): {' and '.join(lost)}." in said("scores")
    assert "Nobody loses points" in said("scores", cities=("astana", "almaty"))


def test_a_settlement_without_values_has_no_score_and_is_named() -> None:
    text = said("scores", without=("semey",))
    assert "Without a score, because nothing can be scored: Semey." in text


def test_a_region_that_one_settlement_stands_for_is_a_caution() -> None:
    assert "Regions that only one settlement stands for: 4 of 4." in said("ranking_regions")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_single_settlement_is_told_by_itself(code: str) -> None:
    text = said("scores", code, cities=("turkistan",))
    total = results(("turkistan",)).scores.total[0]
    assert language(code).number(float(total), 1) in text
    assert "ranking_oblast" not in city_sentences(results(("turkistan",)), language(code))


def test_nothing_reported_is_no_overdue() -> None:
    found = city_sentences(results(), EN)
    assert found["road_map_plan"][0].startswith("Nothing is reported as done")
    assert "road_map_overdue" not in found


def test_without_any_score_there_is_no_first() -> None:
    text = said("ranking_republican", reading=Reading(stage_start="year_after"))
    assert "Nobody has a score." in text
