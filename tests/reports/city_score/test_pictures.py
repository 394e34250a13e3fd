"""Figures of CityScore: true to the results, whole on the page, called simulated."""

import pickle
from functools import partial

import numpy as np
import pytest
from aqyl.reports.city_score.results import Results
from aqyl.reports.figures.picture import Picture
from aqyl.reports.figures.style import house_style, svg_text

from ..figure_reading import PAGE, clipped, touching
from .city_results import results
from .drawn_pictures import SETS, pictures
from .many_results import many

ORDER = ("score_bars", "section_map", "kpis", "ranks", "choices", "coverage_map", "road_map")


def drawn_once(found: Results, code: str) -> list[Picture]:
    """Figures without the KPIs of the second and the third settlement, which look alike."""
    return [p for name, p in pictures(found, code).items() if name[:6] not in {"kpis_2", "kpis_3"}]


def subtitle_of(picture: Picture) -> str:
    """Return what stands below the title within a figure."""
    draw = picture.draw
    assert isinstance(draw, partial)
    return draw.args[0].subtitle


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("three", "en"),
        ("long", "kk"),
        ("long", "ru"),
        ("many", "kk"),
        ("letter", "ru"),
    ],
)
def test_every_figure_is_whole_and_told(name: str, code: str) -> None:
    found = many(**SETS[name])
    for picture in drawn_once(found, code):
        if name == "letter" and picture.name.startswith("kpis"):
            continue  # the letter of the order changes no KPI
        with house_style():
            figure = picture.draw()
            figure.canvas.draw()
            assert clipped(figure) == [], picture.name
            assert touching(figure) == [], picture.name
        width, height = 25.4 * figure.get_size_inches()
        assert width == pytest.approx(160), picture.name
        assert height < PAGE, picture.name
        assert picture.alt.startswith(picture.caption), picture.name
        assert any(letter.isdigit() for letter in picture.alt), picture.name
        assert "nan" not in picture.alt, picture.name
        assert picture.data.name == picture.name
        assert picture.notes, picture.name
        assert picture.data.rows, picture.name


@pytest.mark.parametrize("name", SETS)
def test_figures_stand_in_the_order_of_the_report(name: str) -> None:
    found = list(pictures(many(**SETS[name])))
    places = [next(i for i, start in enumerate(ORDER) if own.startswith(start)) for own in found]
    assert places == sorted(places)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("code", "word"), [("kk", "модельденген"), ("ru", "смоделированные"), ("en", "simulated")]
)
def test_simulated_values_are_called_so_within_and_below_and_in_the_name(
    code: str, word: str
) -> None:
    for picture in drawn_once(results(claimed=True), code):
        assert picture.name.startswith("simulated_")
        assert word in picture.notes[0].lower()
        assert word in subtitle_of(picture), picture.name


def test_other_values_are_not_called_simulated() -> None:
    found = drawn_once(many(**SETS["letter"]), "en")
    assert found
    for picture in found:
        assert "simulated" not in " ".join((picture.name, *picture.notes)).lower()
        assert "simulated" not in subtitle_of(picture), picture.name


def test_nothing_that_cannot_be_scored_is_drawn() -> None:
    found = many(4, year=2020)
    assert np.isnan(found.scores.total).all()
    assert set(pictures(found)) == {"road_map_term_map"}


def test_one_settlement_has_no_ranks() -> None:
    assert not any(name.startswith("ranks") for name in pictures(many(**SETS["one"])))


def test_figures_are_the_same_on_every_run_and_go_to_another_process() -> None:
    for name, picture in pictures(many(**SETS["three"]), "kk").items():
        if name.startswith("kpis"):
            continue  # the slowest, and drawn by the same means
        again = pickle.loads(pickle.dumps(picture.draw))
        first, second = (svg_text(d, text=False, prefix="p-") for d in (picture.draw, again))
        assert first == second
