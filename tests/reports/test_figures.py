"""Figures: nothing clipped, no glyph lost, any sensible data drawn."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from aqyl.reports.figures.bar_chart import Bar, BarChart, draw_bar_chart
from aqyl.reports.figures.dot_plot import Change, DotPlot, draw_dot_plot
from aqyl.reports.figures.heat_map import Block, HeatMap, HeatRow, draw_heat_map
from aqyl.reports.figures.line_chart import Line, LineChart, draw_line_chart
from aqyl.reports.figures.radar import Radar, draw_radar
from aqyl.reports.figures.style import house_style, save
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.thesis import pictures
from aqyl.reports.thesis.index_evidence import index_evidence
from aqyl.reports.thesis.source_evidence import source_evidence
from matplotlib import rcParams

from .figure_reading import clipped

LONG = "Өте ұзын атауы бар көрсеткіш, оның әріптері: әғқңөұүһі"
YEARS = (2019, 2020, 2021)
NAN = float("nan")


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_of_the_thesis_figures_is_clipped(published, code: str) -> None:
    lang = language(code)
    index, source = index_evidence(published), source_evidence(published)
    drawn = [
        pictures.trend_chart(published, source, lang),
        *pictures.indicator_charts(published, lang),
        pictures.radar(published, index, lang),
        pictures.index_lines(published, index, lang),
        pictures.change_plot(published, index, lang),
        pictures.heat_map(published, lang),
    ]
    for picture in drawn:
        with house_style():
            figure = picture.draw()
            figure.canvas.draw()
            assert clipped(figure) == [], picture.name
        assert picture.alt
        assert picture.data.rows


@pytest.mark.parametrize(
    "draw",
    [
        partial(draw_line_chart, LineChart(LONG, "%", YEARS, (Line("a", (1.0, 1.0, 1.0)),), 1)),
        partial(draw_line_chart, LineChart(LONG, "", YEARS, (Line("a", (1e9, NAN, -1e9)),), 0)),
        partial(
            draw_line_chart,
            LineChart(LONG, "", YEARS, tuple(Line(f"Қала {i}", (1, 2, 3)) for i in range(8)), 1),
        ),
        partial(draw_line_chart, LineChart("a", "", (2020,), (Line("a", (0.001,)),), 3)),
        partial(draw_radar, Radar(LONG, (LONG, "b", "c"), (("2019", (0.1, 0.5, 1.0)),))),
        partial(draw_dot_plot, DotPlot(LONG, "", "2019", "2023", (Change(LONG, 0.5, 0.5),))),
        partial(
            draw_dot_plot,
            DotPlot("a", "", "2019", "2023", (Change("b", 0.9, 0.1), Change("c", -3, 7))),
        ),
        partial(
            draw_bar_chart,
            BarChart("a", "b", ("p", "q"), (Bar(LONG, (0.2, -0.3), -0.1), Bar("y", (0, 0), 0))),
        ),
        partial(
            draw_heat_map,
            HeatMap("a", LONG, ("1", "2"), ((Block("b", (HeatRow("r", (NAN, 0.5)),)),),)),
        ),
    ],
)
def test_odd_data_are_drawn_without_a_warning(draw, tmp_path: Path) -> None:
    paths = save(partial(draw, language("kk")), tmp_path / "f")
    assert [p.suffix for p in paths] == [".pdf", ".svg", ".png"]
    with house_style():
        figure = draw(language("kk"))
        figure.canvas.draw()
        assert clipped(figure) == []


def test_the_house_style_leaves_the_users_settings_alone() -> None:
    before = dict(rcParams)
    with house_style():
        assert rcParams["font.family"][0] == "PT Sans"
    assert dict(rcParams) == before


def test_a_wide_range_of_values_keeps_ticks_apart() -> None:
    lang = language("en")
    for scale in (1e-4, 0.03, 1.0, 5e4, 3e9):
        values = tuple(scale * np.array([1.0, 1.02, 1.05]))
        with house_style():
            figure = draw_line_chart(LineChart("a", "", YEARS, (Line("a", values),), 2), lang)
            figure.canvas.draw()
            ticks = [t.get_text() for t in figure.axes[0].get_yticklabels() if t.get_text()]
        assert len(set(ticks)) == len(ticks), ticks
