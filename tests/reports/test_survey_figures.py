"""Figures of a survey: true to the numbers, whole on the page, the same on every run."""

from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from aqyl.reports.figures.correlation_map import CorrelationMap, draw_correlation_map
from aqyl.reports.figures.htmt_plot import HtmtPlot, HtmtRow, draw_htmt_plot
from aqyl.reports.figures.ipma_map import IpmaMap, IpmaPoint, draw_ipma_map
from aqyl.reports.figures.label_places import place_labels
from aqyl.reports.figures.likert_bars import (
    LikertBars,
    LikertGroup,
    LikertItem,
    draw_likert_bars,
    likert_pages,
)
from aqyl.reports.figures.loading_matrix import (
    LoadingMatrix,
    LoadingRow,
    draw_loading_matrix,
    loading_pages,
)
from aqyl.reports.figures.loading_plot import LoadingPlot, LoadingPoint, draw_loading_plot
from aqyl.reports.figures.picture import Picture
from aqyl.reports.figures.profile_bars import (
    ProfileBar,
    ProfileBars,
    ProfilePanel,
    draw_profile_bars,
    profile_pages,
)
from aqyl.reports.figures.shades import diverging, ink_on, signed_shade
from aqyl.reports.figures.small_multiples import (
    MultipleRow,
    SmallMultiple,
    SmallMultiples,
    draw_small_multiples,
    multiple_pages,
)
from aqyl.reports.figures.style import house_style, save, svg_text
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.answer_pictures import likert_pictures, profile_pictures
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.group_pictures import group_pictures
from aqyl.reports.study.model_pictures import htmt_picture, ipma_pictures
from aqyl.reports.study.quality_pictures import (
    correlation_picture,
    first_two_picture,
    loading_pictures,
)
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.sections import namer
from aqyl.reports.study.study_file import read_study
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from .stranger_study import STUDY, write_study
from .test_figures import clipped, out_of_view

NAN = float("nan")
PAGE = 250.0  # millimetres of an A4 page that a figure may take, its caption below
LONG = "Қоршаған ортаны қорғауға арналған цифрлық қызметтердің сапасы"
WORDS = ("мүлдем жоқ", "жоқ", "көбіне жоқ", "айта алмаймын", "көбіне иә", "иә", "толығымен иә")
FIELDS = ("сақтау", "осыған назар аудару", "артық болуы мүмкін", "басымдығы төмен")
MODEL = """
[model]
paths = ["ease -> trust", "trust -> use", "ease -> use"]
resamples = 200
seed = 5
"""
SAME = 1e-12  # the figures hold the numbers themselves
SHARES = 1e-9  # percents are computed anew from counts
TOUCH = 2.0  # pixels that boxes of letters may share, where no ink is
LEAST_CONTRAST = 4.5  # WCAG 2.1, level AA


def pictures_of(results: StudyResults, code: str) -> dict[str, Picture]:
    lang, name = language(code), namer(results, language(code))
    found = [
        *profile_pictures(results, name, lang),
        *likert_pictures(results, name, lang),
        *loading_pictures(results, name, lang),
        first_two_picture(results, name, lang),
        correlation_picture(results, name, lang),
        *ipma_pictures(results, name, lang),
        htmt_picture(results, name, lang),
        *(p for part in results.groups for p in group_pictures(results, part, name, lang)),
    ]
    return {picture.name: picture for picture in found if picture}


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    plan = read_study(write_study(tmp_path_factory.mktemp("figures"), study=STUDY + MODEL))
    return analyse(plan, read_answers(plan))


def texts_of(figure: Figure) -> list[tuple[str, tuple[float, float, float, float]]]:
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    unseen = out_of_view(figure)
    return [
        (text.get_text(), text.get_window_extent(renderer).extents)
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in unseen
    ]


def touching(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other."""
    found = texts_of(figure)
    return [
        (first, second)
        for i, (first, a) in enumerate(found)
        for second, b in found[:i]
        if min(a[2], b[2]) - max(a[0], b[0]) > TOUCH and min(a[3], b[3]) - max(a[1], b[1]) > TOUCH
    ]


def titles(svg: str) -> list[str]:
    return [e.text or "" for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("title")]


def numbers(rows: Any, first: int) -> np.ndarray:
    """Cells of a table from a column on."""
    return np.array([row[first:] for row in rows], dtype=float)


def likert(count: int, *items: tuple[int, ...], label: str = LONG) -> LikertBars:
    names = WORDS if count == 7 else tuple(str(i + 1) for i in range(count))
    made = tuple(LikertItem(f"A{i} {label}", counts) for i, counts in enumerate(items))
    return LikertBars(LONG, "n = 9", names, (LikertGroup(LONG, made),))


def points(n: int, label: str) -> tuple[IpmaPoint, ...]:
    rng = np.random.default_rng(3)
    pairs = zip(rng.normal(0.2, 0.2, n).tolist(), rng.normal(60, 12, n).tolist(), strict=True)
    return tuple(IpmaPoint(f"{i} {label}", *pair) for i, pair in enumerate(pairs))


def correlations(k: int) -> CorrelationMap:
    r = np.random.default_rng(4).uniform(-1, 1, (k, k))
    values = tuple(tuple(r[i, :i].tolist()) for i in range(k))
    return CorrelationMap(LONG, "n = 9", (LONG,) * k, values, tuple((3,) * i for i in range(k)))


def matrix(k: int, m: int, label: str = LONG) -> LoadingMatrix:
    loadings = np.random.default_rng(5).uniform(-0.45, 0.45, (k, m))
    loadings[np.arange(k), np.arange(k) % m] = np.where(np.arange(k) % 5, 0.8, -0.7)
    rows = tuple(LoadingRow(f"A{i} {label}", tuple(row)) for i, row in enumerate(loadings.tolist()))
    return LoadingMatrix(LONG, "n = 9", "Компонент", 0.5, rows)


def multiples(panels: int, labels: tuple[str, ...]) -> SmallMultiples:
    row, empty = MultipleRow(3.0, 2.8, 3.2), MultipleRow(NAN, NAN, NAN)
    rows = (*(row for _ in labels[1:]), empty)
    made = tuple(SmallMultiple(LONG, rows, 3.0) for _ in range(panels))
    return SmallMultiples(LONG, "n = 9", labels, made)


def loading_points(n: int) -> LoadingPlot:
    rng = np.random.default_rng(6)
    first, second = (rng.uniform(-0.2, 0.9, n).tolist() for _ in range(2))
    made = tuple(LoadingPoint(f"SEN{i}", first[i], second[i], i % 3) for i in range(n))
    key = ("Компонент 1", "Компонент 2", "Басқа тармақтар")
    return LoadingPlot(LONG, "n = 9", key[:2], key, made)


PAIR = f"{LONG} – {LONG}"
PROFILE = ProfilePanel(LONG, 9, (ProfileBar(LONG, 100.0, 9), ProfileBar("b", 0.0, 0)))
NOBODY = ProfilePanel("Ештеңе", 0, (ProfileBar("a", NAN, 0), ProfileBar("b", NAN, None)))
SHORT = ProfilePanel("Жынысы", 9, (ProfileBar("Әйел", 55.6, 5), ProfileBar("Ер", 44.4, 4)))
HTMT = (HtmtRow(PAIR, 1.12, 2.3, False), HtmtRow("a – b", 0.2, NAN, True))
ODD = {
    "likert_7": partial(draw_likert_bars, likert(7, (5, 9, 0, 30, 4, 5, 9), (0,) * 7)),
    "likert_7_nobody": partial(draw_likert_bars, likert(7, (0,) * 7)),
    "likert_2": partial(draw_likert_bars, likert(2, (5, 9), (14, 0), (0, 14))),
    "likert_4": partial(draw_likert_bars, likert(4, (1, 2, 3, 4), label="")),
    "likert_3": partial(draw_likert_bars, likert(3, (1, 2, 3), (0, 9, 0))),
    "likert_11": partial(draw_likert_bars, likert(11, tuple(range(11)))),
    "matrix_1": partial(draw_loading_matrix, matrix(1, 1)),
    "matrix_12": partial(draw_loading_matrix, matrix(54, 12)),
    "matrix_20": partial(draw_loading_matrix, matrix(20, 20)),
    "loading_plot": partial(draw_loading_plot, loading_points(24)),
    "ipma_1": partial(draw_ipma_map, IpmaMap(LONG, "n", "x", "y", FIELDS, points(1, LONG))),
    "ipma_2": partial(draw_ipma_map, IpmaMap(LONG, "n", "x", "y", FIELDS, points(2, LONG))),
    "ipma_12": partial(draw_ipma_map, IpmaMap(LONG, "n", "x", "y", FIELDS, points(12, "Орта"))),
    "profile": partial(draw_profile_bars, ProfileBars(LONG, "n", (PROFILE, NOBODY))),
    "profile_one": partial(draw_profile_bars, ProfileBars(LONG, "n", (PROFILE,))),
    "profile_two_columns": partial(draw_profile_bars, ProfileBars("a", "n", (SHORT, NOBODY))),
    "correlations_2": partial(draw_correlation_map, correlations(2)),
    "correlations_12": partial(draw_correlation_map, correlations(12)),
    "no_correlation": partial(
        draw_correlation_map, CorrelationMap("a", "n", ("b", "c"), ((), (NAN,)), ((), (0,)))
    ),
    "htmt": partial(draw_htmt_plot, HtmtPlot(LONG, "n", (0.85, 0.9, 1.0), HTMT)),
    "htmt_one": partial(draw_htmt_plot, HtmtPlot("a", "n", (0.85, 0.9, 1.0), HTMT[1:])),
    "multiples_12": partial(draw_small_multiples, multiples(12, (LONG, "б"))),
    "multiples_1": partial(draw_small_multiples, multiples(1, ("а", "б"))),
    "multiples_empty": partial(draw_small_multiples, multiples(1, ("а",))),
}


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


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_of_a_study_is_whole_and_told(stranger: StudyResults, code: str) -> None:
    found = pictures_of(stranger, code)
    assert set(found) == {
        "profile_bars", "likert", "loading_matrix", "first_two", "correlation_map", "ipma_1",
        "htmt_plot", "group_means_gender", "group_means_age",
    }  # fmt: skip
    for picture in found.values():
        with house_style():
            figure = picture.draw()
            figure.canvas.draw()
            assert clipped(figure) == [], picture.name
            assert touching(figure) == [], picture.name
        assert picture.alt.startswith(picture.caption), picture.name
        assert any(letter.isdigit() for letter in picture.alt), picture.name
        assert picture.notes, picture.name
        assert picture.data.rows, picture.name


def test_likert_bars_show_the_counts_of_the_answers(stranger: StudyResults) -> None:
    data = pictures_of(stranger, "ru")["likert"].data
    for j, item in enumerate(stranger.kept.instrument.items):
        given = stranger.kept.answers[:, j]
        (row,) = numbers([row for row in data.rows if row[1] == item.id], 2)
        counts = np.array([(given == point).sum() for point in range(1, 8)])
        assert row[0] == counts.sum()
        np.testing.assert_allclose(row[1:], 100 * counts / counts.sum(), rtol=SHARES)


def test_sides_leave_the_middle_out() -> None:
    odd, even = LikertItem("a", (1, 2, 4, 2, 1)), LikertItem("a", (3, 1))
    assert odd.sides == pytest.approx((30, 40, 30))
    assert even.sides == pytest.approx((75, 0, 25))
    assert LikertItem("a", (0, 0)).sides == (0, 0, 0)


def test_profile_bars_show_the_frequencies(stranger: StudyResults) -> None:
    rows = pictures_of(stranger, "ru")["profile_bars"].data.rows
    expected = [
        (int(count), float(percent))
        for found in stranger.profile
        for count, percent in zip(found.count, found.valid_percent, strict=True)
    ]
    assert [row[2:] for row in rows] == expected


def test_questions_with_suppressed_cells_are_left_out_and_named(tmp_path: Path) -> None:
    study = STUDY + "[privacy]\nsmallest = 60\nsuppress = true\n"
    plan = read_study(write_study(tmp_path, study=study))
    results = analyse(plan, read_answers(plan))
    assert min(found.count.min() for found in results.profile) < 60 < results.profile[0].count.min()
    found = pictures_of(results, "en")["profile_bars"]
    assert {row[0] for row in found.data.rows} == {"Пол"}
    assert "gave are not shown: Возраст." in found.notes[1]


def test_loadings_and_correlations_are_those_of_the_study(stranger: StudyResults) -> None:
    found = pictures_of(stranger, "en")
    assert stranger.factors is not None
    assert stranger.correlations is not None
    first = stranger.factors.first
    rows = found["loading_matrix"].data.rows
    order = [first.names.index(str(row[0])) for row in rows]
    assert sorted(order) == list(range(9))
    np.testing.assert_allclose(numbers(rows, 1), first.loadings[order], rtol=SAME)
    pairs = numbers(found["first_two"].data.rows, 1)
    np.testing.assert_allclose(pairs, first.loadings[:, :2], rtol=SAME)
    shown = titles(svg_text(found["correlation_map"].draw, text=True, prefix=""))
    r, stars = stranger.correlations.r, stranger.correlations.stars
    for i, j in ((1, 0), (2, 0), (2, 1)):
        names = stranger.correlations.names
        text = f"{names[j]} – {names[i]}: {r[i, j]:.3f}{'*' * stars[i, j]}"
        assert text in shown


def test_the_map_and_htmt_are_those_of_the_model(stranger: StudyResults) -> None:
    found = pictures_of(stranger, "en")
    assert stranger.model is not None
    ipma, pairs = stranger.model.ipma[0], stranger.model.assessment.discriminance
    rows = [row[:3] for row in found["ipma_1"].data.rows]
    order = [ipma.constructs.index(str(row[0])) for row in rows]
    expected = np.column_stack([ipma.importance, ipma.performance])
    np.testing.assert_allclose(numbers(rows, 1), expected[order], rtol=SAME)
    assert sorted(order) == [0, 1]
    rows = found["htmt_plot"].data.rows
    names = [" – ".join(pair) for pair in pairs.pairs]
    order = [names.index(str(row[0])) for row in rows]
    expected = np.column_stack([pairs.htmt, pairs.upper])
    np.testing.assert_allclose(numbers(rows, 1), expected[order], rtol=SAME)
    assert sorted(order) == [0, 1, 2]


def test_groups_show_means_with_t_intervals(stranger: StudyResults) -> None:
    part = stranger.groups[0]
    found = part.several.samples
    rows = numbers(pictures_of(stranger, "en")["group_means_gender"].data.rows, 2)
    assert rows[:, 0].tolist() == found.mean.T.ravel().tolist()
    # 95 % of t with 70 to 90 degrees of freedom.
    reach = (rows[:, 2] - rows[:, 0]) / found.se.T.ravel()
    assert (reach > 1.985).all()
    assert (reach < 1.996).all()


def test_figures_that_the_data_do_not_allow_are_left_out(tmp_path: Path) -> None:
    study = STUDY.replace('trust = ["T1", "T2", "T3"], ease = ["E1", "E2", "E3"], ', "")
    study = study.replace('reverse = ["E2"]\n', "").split("[regression]")[0]
    plan = read_study(write_study(tmp_path, study=study))
    results = analyse(plan, read_answers(plan))
    assert set(pictures_of(results, "kk")) == {"profile_bars", "likert", "loading_matrix"}


def test_simulated_samples_say_so_within_the_figure(tmp_path: Path) -> None:
    plan = read_study(write_study(tmp_path, study="simulated = true\n" + STUDY))
    results = analyse(plan, read_answers(plan))
    assert results.simulated
    for picture in pictures_of(results, "en").values():
        with house_style():
            said = [text for text, _ in texts_of(picture.draw())]
        assert any(text.startswith("simulated data, n = ") for text in said), picture.name


def test_pages_hold_every_item_once_and_dimensions_whole() -> None:
    sizes = (5, 4, 7, 5, 9, 10, 11, 40)
    row, head = 6.2, 6.4  # millimetres of a short name and of a heading
    groups = tuple(
        LikertGroup(str(g), tuple(LikertItem(f"{g}.{i}", (1, 2)) for i in range(size)))
        for g, size in enumerate(sizes)
    )
    bars = LikertBars("a", "n", ("1", "2"), groups)
    pages = likert_pages(bars, room=180)
    assert max(sum(row * len(g.items) + head for g in page.groups) for page in pages) <= 180
    shown = [(g.heading, item) for page in pages for g in page.groups for item in g.items]
    assert shown == [(g.heading, item) for g in groups for item in g.items]
    cut = [g.heading for page in pages for g in page.groups]
    assert [heading for heading in cut if cut.count(heading) > 1] == ["7", "7"]


def test_other_pages_hold_everything_once() -> None:
    rows = matrix(120, 3).rows
    assert sum(loading_pages(rows), ()) == rows
    assert [len(page) for page in loading_pages(rows)] == [40, 40, 40]
    chart = ProfileBars("a", "n", (PROFILE,) * 20)
    assert sum((page.panels for page in profile_pages(chart)), ()) == chart.panels
    many = multiples(30, tuple("абвгд"))
    assert sum((page.panels for page in multiple_pages(many)), ()) == many.panels


def test_the_same_data_are_the_same_bytes(tmp_path: Path) -> None:
    draw = partial(ODD["likert_7"], language("kk"))
    first, second = (save(draw, tmp_path / stem) for stem in ("a", "b"))
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.suffix


@pytest.mark.parametrize("name", ["loading_plot", "ipma_12", "matrix_20", "multiples_1", "htmt"])
def test_the_same_data_are_the_same_page(name: str) -> None:
    draw = partial(ODD[name], language("kk"))
    assert svg_text(draw, text=True, prefix="a") == svg_text(draw, text=True, prefix="a")


@given(st.lists(st.tuples(st.floats(5, 95), st.floats(5, 95)), min_size=2, max_size=9, unique=True))
@settings(max_examples=50)
def test_names_stay_in_bounds_and_off_each_other(places: list[tuple[float, float]]) -> None:
    at, sizes = np.array(places), np.tile([12.0, 4.0], (len(places), 1))
    centres = place_labels(at, sizes, (0, 0, 100, 100))
    assert (centres - sizes / 2 >= 0).all()
    assert (centres + sizes / 2 <= 100).all()
    gaps = np.abs(centres[:, None] - centres[None]) - sizes[0]
    apart = (gaps > -1e-9).any(axis=2)
    assert apart[~np.eye(len(places), dtype=bool)].all()


def luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def test_numbers_can_be_read_on_their_colours() -> None:
    colors = [signed_shade(v) for v in np.linspace(-1, 1, 201).tolist()]
    colors += [color for count in range(2, 12) for color in diverging(count)]
    for color in colors:
        dark, light = sorted((luminance(color), luminance(ink_on(color))))
        assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST, color


def test_a_scale_darkens_towards_both_ends() -> None:
    for count in range(2, 12):
        shades = [luminance(color) for color in diverging(count)]
        half = count // 2
        assert shades[:half] == sorted(shades[:half])
        assert shades[-half:] == sorted(shades[-half:], reverse=True)
        if count % 2:
            assert max(shades) == shades[half]


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
