"""Figures within a page: values on hover, identifiers of their own, words that stay text."""

import re
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from aqyl.reports.figures.bar_chart import Bar, BarChart, draw_bar_chart
from aqyl.reports.figures.coefficient_plot import (
    Coefficient,
    CoefficientPlot,
    draw_coefficient_plot,
)
from aqyl.reports.figures.dot_plot import Change, DotPlot, draw_dot_plot
from aqyl.reports.figures.heat_map import Block, HeatMap, HeatRow, draw_heat_map
from aqyl.reports.figures.line_chart import Line, LineChart, draw_line_chart
from aqyl.reports.figures.path_diagram import (
    DiagramConstruct,
    DiagramItem,
    DiagramPath,
    PathDiagram,
    draw_path_diagram,
)
from aqyl.reports.figures.path_model import PathArrow, PathModel, draw_path_model
from aqyl.reports.figures.radar import Radar, draw_radar
from aqyl.reports.figures.scree_plot import ScreePlot, draw_scree_plot
from aqyl.reports.figures.style import blank, save, svg_text, tip, tips
from aqyl.reports.figures.trend_chart import TrendChart, draw_trend_chart
from aqyl.reports.language import language
from matplotlib.figure import Figure

NAN = float("nan")
YEARS = np.array([2019.0, 2020.0, 2021.0])
WHOLE = DiagramConstruct("y", "Use", 0.5, (DiagramItem("Y1", 0.812),))
CAUSES = tuple(
    DiagramConstruct(name, name.upper(), None, (DiagramItem(f"{name}1", 0.7),), formed=True)
    for name in ("a", "b", "c")
)
FIGURES = {
    "bar": (
        partial(draw_bar_chart, BarChart("t", "", ("p", "q"), (Bar("A", (0.2, -0.3), -0.1),))),
        ["A – p: 0.200", "A – q: −0.300"],
    ),
    "coefficients": (
        partial(
            draw_coefficient_plot,
            CoefficientPlot("t", "", (Coefficient("A", 0.2, 0.1, 0.3, 0.01, 0.25),)),
        ),
        ["A: [0.100; 0.300]", "A: 0.200", "A: 0.250"],
    ),
    "dots": (
        partial(draw_dot_plot, DotPlot("t", "", "2019", "2023", (Change("A", 0.1, 0.5),))),
        ["A, 2019: 0.10", "A, 2023: 0.50"],
    ),
    "cells": (
        partial(
            draw_heat_map,
            HeatMap("t", "", ("x", "y"), ((Block("", (HeatRow("A", (0.5, NAN)),)),),)),
        ),
        ["A, x: 0.50", "A, y: –"],
    ),
    "lines": (
        partial(
            draw_line_chart,
            LineChart("t", "", (2019, 2020), (Line("A", (1, NAN)), Line("B", (2, 3)))),
        ),
        ["A, 2019: 1", "B, 2019: 2", "B, 2020: 3"],
    ),
    "radar": (
        partial(draw_radar, Radar("t", ("a", "b", "c"), (("2019", (0.1, 0.5, 1.0)),))),
        ["a, 2019: 0.100", "b, 2019: 0.500", "c, 2019: 1.000"],
    ),
    "scree": (
        partial(
            draw_scree_plot,
            ScreePlot("t", "", "Component", "v", (2.5, 0.4, 0.1), (1.1,), 1, ("o", "chance", "k")),
        ),
        ["Component 1: 2.500", "Component 2: 0.400", "Component 3: 0.100", "chance"],
    ),
    "trend": (
        partial(
            draw_trend_chart,
            TrendChart(
                "t", "", YEARS, YEARS - 2018, YEARS, YEARS - 2018, YEARS - 2019, YEARS - 2017,
                YEARS[:1], YEARS[:1] - 2015, ("o", "trend", "band", "f"),
            ),
        ),
        ["2019: 1.0", "2020: 2.0", "2021: 3.0", "2019: 4.0", "band", "trend"],
    ),
    "model": (
        partial(
            draw_path_model,
            PathModel("t", "", {"a": "Trust", "b": "Use"}, (PathArrow("a", "b", "H1"),)),
        ),
        ["Trust", "Use", "H1: Trust → Use"],
    ),
    "diagram": (
        partial(
            draw_path_diagram,
            PathDiagram(
                "t", "", (*CAUSES, WHOLE),
                tuple(DiagramPath(c.id, "y", 0.345, 2, found=True) for c in CAUSES),
            ),
        ),
        ["Use: R² = 0.500", "Use, Y1: 0.812"]
        + [t for c in "ABC" for t in (c, f"{c}, {c.lower()}1: 0.700", f"{c} → Use: 0.345**")],
    ),
}  # fmt: skip


def page_of(name: str, *, text: bool = True, prefix: str = "f1-") -> str:
    return svg_text(partial(FIGURES[name][0], language("en")), text=text, prefix=prefix)


def ids(svg: str) -> list[str]:
    return re.findall(r'\bid="([^"]*)"', svg)


@pytest.mark.parametrize("name", FIGURES)
def test_marks_show_their_values_on_hover(name: str) -> None:
    root = ElementTree.fromstring(page_of(name))
    marks = {e: parent for parent in root.iter() for e in parent if e.tag.endswith("title")}
    assert set(FIGURES[name][1]) == {e.text for e in marks}
    # A title belongs to a mark or to the group around one, and stands first within it.
    for title, parent in marks.items():
        assert parent.tag.rpartition("}")[2] in {"g", "path", "use"}
        assert parent[0] is title


@pytest.mark.parametrize("name", FIGURES)
def test_two_figures_on_a_page_share_no_identifier(name: str) -> None:
    first, second = page_of(name, text=False), page_of(name, text=False, prefix="f2-")
    own = ids(first)
    assert own
    assert len(own) == len(set(own))
    assert not set(own) & set(ids(second))
    referred = {*re.findall(r'href="#([^"]*)"', first), *re.findall(r"url\(#([^)]*)\)", first)}
    assert referred == set(own)


def test_words_are_text_or_outlines() -> None:
    text, outlines = page_of("bar"), page_of("bar", text=False)
    assert ">A</text>" in text
    assert "PT Sans" in text
    assert "<text" not in outlines
    assert len(text) < len(outlines)


def test_a_figure_within_a_page_is_as_wide_as_its_place() -> None:
    svg = page_of("bar")
    head = svg.partition(">")[0]
    assert svg.startswith("<svg ")
    assert "viewBox" in head
    assert not re.search(r"\b(width|height)=", head)
    assert "<style" not in svg
    assert "<metadata" not in svg
    assert svg == page_of("bar")


def test_a_file_keeps_size_and_outlines_and_has_the_values_too(tmp_path: Path) -> None:
    _, svg, _ = save(partial(FIGURES["bar"][0], language("en")), tmp_path / "f")
    text = svg.read_text("utf-8")
    head = text.partition("viewBox")[0]
    assert head.startswith("<?xml")
    assert re.search(r'width="[\d.]+pt"', head)
    assert "<text" not in text
    assert "<title>A – p: 0.200</title>" in text


def test_letters_of_markup_and_line_breaks_are_words_like_others() -> None:
    words = "a < b & \"c\" 'd'\n\x01e"

    def draw() -> Figure:
        figure = blank(40, 40)
        axes = figure.add_subplot()
        tip(axes.bar([0], [1])[0], words)
        tips(axes.scatter([0, 1], [0, 1]), [words, "f"])
        return figure

    root = ElementTree.fromstring(svg_text(draw, text=True, prefix=""))
    found = [e.text for e in root.iter() if e.tag.endswith("title")]
    assert found == ["a < b & \"c\" 'd' e", "a < b & \"c\" 'd' e", "f"]


def test_marks_without_a_text_of_their_own_are_refused() -> None:
    def draw() -> Figure:
        figure = blank(40, 40)
        tips(figure.add_subplot().scatter([0, 1, 2], [0, 1, 2]), ["a", "b"])
        return figure

    with pytest.raises(ValueError, match="3 marks and 2 texts"):
        svg_text(draw, text=True, prefix="")
