"""Figures of odd data are whole, fit a page, and are the same on every run."""

from functools import partial
from pathlib import Path

import pytest
from aqyl.reports.figures.htmt_plot import HtmtPlot, HtmtRow, draw_htmt_plot
from aqyl.reports.figures.likert_bars import LikertItem, draw_likert_bars
from aqyl.reports.figures.loading_matrix import draw_loading_matrix
from aqyl.reports.figures.loading_plot import LoadingPlot, LoadingPoint, draw_loading_plot
from aqyl.reports.figures.style import house_style, save, svg_text
from aqyl.reports.language import language

from ..figure_reading import PAGE, clipped, texts_of, titles, touching
from .odd_charts import LONG, ODD, WORDS, likert, matrix


@pytest.mark.parametrize("name", ODD)
def test_odd_data_are_whole_apart_and_fit_a_page(name: str) -> None:
    with house_style():
        figure = ODD[name](language("kk"))
        figure.canvas.draw()
        assert clipped(figure) == []
        assert touching(figure) == []
    width, height = 25.4 * figure.get_size_inches()
    assert width == pytest.approx(160)
    assert height < PAGE


def test_the_same_data_are_the_same_bytes(tmp_path: Path) -> None:
    draw = partial(ODD["likert_7"], language("kk"))
    first, second = (save(draw, tmp_path / stem) for stem in ("a", "b"))
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.suffix


@pytest.mark.parametrize("name", ["loading_plot", "ipma_12", "matrix_20", "multiples_1", "htmt"])
def test_the_same_data_are_the_same_page(name: str) -> None:
    draw = partial(ODD[name], language("kk"))
    assert svg_text(draw, text=True, prefix="a") == svg_text(draw, text=True, prefix="a")


@pytest.mark.parametrize("upper", [0.95, 2.3])
def test_every_limit_of_htmt_is_named(upper: float) -> None:
    rows = (HtmtRow("a – b", 0.02, upper, False),)
    with house_style():
        figure = draw_htmt_plot(HtmtPlot("a", "n", (0.85, 0.9, 1.0), rows), language("en"))
        figure.canvas.draw()
        assert touching(figure) == []
        assert {"0.85", "0.90", "1.00"} <= {text for text, _ in texts_of(figure)}


def test_names_of_loadings_leave_the_lines_of_zero_free() -> None:
    near = (("R1", -0.04, -0.13), ("R2", 0.0, 0.04), ("R3", -0.05, -0.07), ("K1", 0.8, 0.02))
    points = tuple(LoadingPoint(*point, 0) for point in near)
    plot = LoadingPlot("a", "n", ("x", "y"), ("x", "y", "z"), points)
    with house_style():
        figure = draw_loading_plot(plot, language("en"))
        figure.canvas.draw()
        x, y = figure.axes[-1].transData.transform((0.0, 0.0))
        boxes = [box for text, box in texts_of(figure) if text in {"R1", "R2", "R3", "K1"}]
    assert len(boxes) == len(near)
    for left, low, right, high in boxes:
        assert not left < x < right
        assert not low < y < high


def test_sides_leave_the_middle_out() -> None:
    odd, even = LikertItem("a", (1, 2, 4, 2, 1)), LikertItem("a", (3, 1))
    assert odd.sides == pytest.approx((30, 40, 30))
    assert even.sides == pytest.approx((75, 0, 25))
    assert LikertItem("a", (0, 0)).sides == (0, 0, 0)


def test_long_words_are_cut_in_the_figure_and_whole_on_hover() -> None:
    label = " ".join([LONG] * 5)
    draw = partial(draw_loading_matrix, matrix(1, 1, label), language("kk"))
    with house_style():
        (said,) = [text for text, _ in texts_of(draw()) if text.startswith("A0")]
    assert said.endswith("…")
    assert f"A0 {label}" in titles(svg_text(draw, text=True, prefix=""))


def test_answers_keep_their_order_in_the_key() -> None:
    with house_style():
        figure = ODD["likert_7"](language("kk"))
        figure.canvas.draw()
        said = [(text, box) for text, box in texts_of(figure) if text in WORDS]
    ordered = sorted(said, key=lambda pair: (-round(pair[1][3] / 10), pair[1][0]))
    assert [text for text, _ in ordered] == list(WORDS)


def test_counts_beside_bars_appear_only_where_they_differ() -> None:
    same, other = likert(5, (1, 1, 1, 1, 1)), likert(5, (1, 1, 1, 1, 1), (9, 0, 0, 0, 0))
    for bars, there in ((same, False), (other, True)):
        with house_style():
            said = [text for text, _ in texts_of(draw_likert_bars(bars, language("en")))]
        assert ("n" in said) is there
