"""Charts of scores, targets, ranks and states: odd data, pages, values on hover."""

from dataclasses import replace
from functools import partial

import pytest
from aqyl.reports.figures.bullet_chart import (
    BulletChart,
    BulletGroup,
    BulletRow,
    bullet_pages,
    draw_bullet_chart,
)
from aqyl.reports.figures.change_ranges import ChangeRange, ChangeRanges, draw_change_ranges
from aqyl.reports.figures.map_grid import map_pages
from aqyl.reports.figures.rank_intervals import RankIntervals, RankRow, draw_rank_intervals
from aqyl.reports.figures.score_bars import Bound, ScoreBar, ScoreBars, draw_score_bars
from aqyl.reports.figures.state_map import SIGNS, StateCell, StateMap, StateRow, draw_state_map
from aqyl.reports.figures.style import house_style, svg_text
from aqyl.reports.figures.value_map import ValueMap, ValueRow, draw_value_map
from aqyl.reports.language import language
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from ..figure_reading import PAGE, clipped, titles, touching

NAN = float("nan")
LONG = "Қоршаған ортаны қорғауға арналған цифрлық қызметтердің сапасы"
KK = language("kk")
GREY_APART = 0.04  # of full lightness, or another sign

LEVELS = (Bound(0, "Төмен"), Bound(45, "Ортадан төмен"), Bound(60, "Орташа"), Bound(90, "Жоғары"))
BARS = (
    ScoreBar(LONG, (30.0, 20.0), 4.0, 5.0, 49.0),
    ScoreBar("Алматы", (70.0, 29.0), 4.0, 0.0, 100.0),
    ScoreBar("Шымкент", (-3.0, 10.0), 0.0, 5.0, 2.0),
    ScoreBar("Балсыз", (0.0, 0.0), 2.0, 0.0, NAN),
)
SCORES = ScoreBars(LONG, "n", ("Бірінші", LONG), "қосымша", "айыппұл", "TotalScore", LEVELS, BARS)
ROWS = (
    BulletRow(f"K1 {LONG}", 0.5, "45,5", "≥ 90 %"),
    BulletRow("K2", 1.0, "12 345 678", "айына ≥ 10 000 000"),
    BulletRow("K3", NAN, "–", "≤ 5 мин"),
    BulletRow("K4", -0.4, "+2,0", "≤ −5 %", "толығырақ"),
    BulletRow("K5", 0.0, "сәйкес емес", "сәйкес"),
)
BULLETS = BulletChart(
    LONG, "n", "нысаналы мәнге жету үлесі", "Мәні", "Нысаналы мән", "дерек жоқ",
    (BulletGroup(LONG, ROWS), BulletGroup("b", ROWS[:1])),
)  # fmt: skip
RANKS = RankIntervals(
    LONG, "n", "Орын", "есептегі орын", "ортаңғы 90 %", "ең жоғары және ең төмен", "сақталады",
    (
        RankRow(LONG, 1, 1, 1, 1, 1, 1.0),
        RankRow("b", 2, 2, 20, 3, 19, 0.4),
        RankRow("c", NAN, NAN, NAN, NAN, NAN, NAN),
        RankRow("d", NAN, 2, 5, 2, 4, NAN),
    ),
)  # fmt: skip
CHANGES = ChangeRanges(
    LONG, "n", "Өзгеріс", "орын",
    (
        ChangeRange(LONG, -25.0, 0.01, "12", "x"),
        ChangeRange("b", -0.001, 0.0, "0", "y"),
        ChangeRange("c", 0.0, 0.0, "0", "z"),
    ),
)  # fmt: skip
NAMES = tuple(f"{i + 1} Қатты тұрмыстық қалдықтар" for i in range(16))
VALUES = ValueMap(LONG, "n", NAMES, (ValueRow(LONG, (100.0, NAN, 0.0, *(55.0,) * 13)),), decimals=0)
CELLS = tuple(StateCell(SIGNS[j % 5], f"t{j}", "2027" if j % 2 else "") for j in range(16))
STATES = StateMap(LONG, "n", NAMES, dict.fromkeys(SIGNS, "мерзімі"), (StateRow(LONG, CELLS),))
ODD = {
    "scores": partial(draw_score_bars, SCORES),
    "scores_short": partial(draw_score_bars, replace(SCORES, bars=BARS[1:2])),
    "scores_one_part": partial(
        draw_score_bars,
        replace(SCORES, parts=("a",), bars=(ScoreBar("A 100", (50.0,), 0.0, 0.0, 50.0),)),
    ),
    "scores_none": partial(draw_score_bars, replace(SCORES, bars=BARS[3:])),
    "bullets": partial(draw_bullet_chart, BULLETS),
    "bullets_no_data": partial(
        draw_bullet_chart, replace(BULLETS, groups=(BulletGroup("a", ROWS[2:3]),))
    ),
    "ranks": partial(draw_rank_intervals, RANKS),
    "ranks_none": partial(draw_rank_intervals, replace(RANKS, rows=RANKS.rows[2:3])),
    "changes": partial(draw_change_ranges, CHANGES),
    "changes_none": partial(draw_change_ranges, replace(CHANGES, rows=CHANGES.rows[2:])),
    "values": partial(draw_value_map, VALUES),
    "values_few": partial(
        draw_value_map,
        ValueMap(LONG, "n", (LONG, "Тұрғын үй-коммуналдық шаруашылық"), (ValueRow("a", (1, 99)),)),
    ),
    "states": partial(draw_state_map, STATES),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_data_are_whole_apart_and_fit_a_page(name: str) -> None:
    with house_style():
        figure = ODD[name](KK)
        figure.canvas.draw()
        assert clipped(figure) == []
        assert touching(figure) == []
    width, height = 25.4 * figure.get_size_inches()
    assert width == pytest.approx(160)
    assert height < PAGE


def told(name: str) -> list[str]:
    return titles(svg_text(partial(ODD[name], KK), text=False, prefix="p-"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("scores", "Алматы – TotalScore: 100,0"),
        ("scores", "Алматы – қосымша: +4"),
        ("scores", "Шымкент – айыппұл: −5"),
        ("scores", "Шымкент – Бірінші: −3,0"),
        ("bullets", "K3: дерек жоқ; Нысаналы мән: ≤ 5 мин"),
        (
            "bullets",
            "K4: +2,0; Нысаналы мән: ≤ −5 %; нысаналы мәнге жету үлесі: −40 %; толығырақ",
        ),
        (
            "ranks",
            "b: есептегі орын – 2; ортаңғы 90 % – 3–19; ең жоғары және ең төмен – 2–20",
        ),
        ("changes", f"{LONG}: x"),
        ("changes", "c: z"),
        ("values", f"{LONG}, 2 Қатты тұрмыстық қалдықтар: –"),
        ("states", "t15"),
    ],
)
def test_marks_tell_their_values(name: str, text: str) -> None:
    assert text in told(name)


def test_a_bar_without_a_score_is_not_drawn() -> None:
    assert not any(text.startswith("Балсыз") for text in told("scores"))
    assert told("scores_none") == []


def test_a_share_is_as_long_as_it_says() -> None:
    with house_style():
        figure = draw_bullet_chart(BULLETS, KK)
    lengths = [
        patch.get_width()
        for patch in figure.axes[0].patches
        if isinstance(patch, Rectangle) and patch.get_zorder() in {1, 2}
    ]
    track = max(lengths)
    shares = [length / track for length in lengths if length < track]
    assert shares == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("groups", [(24, 15, 23, 3, 23), (1, 1, 1), (31,)])
def test_pages_hold_every_indicator_once_and_fit(groups: tuple[int, ...]) -> None:
    made = tuple(
        BulletGroup(f"g{g}", tuple(replace(ROWS[0], label=f"K{g}.{i} {LONG}") for i in range(n)))
        for g, n in enumerate(groups)
    )
    pages = bullet_pages(replace(BULLETS, groups=made))
    drawn = [row.label for page in pages for group in page.groups for row in group.rows]
    assert drawn == [row.label for group in made for row in group.rows]
    for page in pages:
        with house_style():
            assert 25.4 * draw_bullet_chart(page, KK).get_size_inches()[1] < PAGE
    # A group that a page has room for is not divided.
    for group in made:
        within = [page for page in pages if group.heading in {own.heading for own in page.groups}]
        assert len(group.rows) > 20 or len(within) == 1


@pytest.mark.parametrize("n", [22, 36, 108])
@pytest.mark.parametrize("label", ["Алматы", LONG])
def test_pages_of_a_map_fit(n: int, label: str) -> None:
    rows = [ValueRow(f"{label} {i}", (50.0,) * 16) for i in range(n)]
    pages = map_pages(rows, [row.label for row in rows])
    assert [row for page in pages for row in page] == rows
    sizes = [len(page) for page in pages]
    assert max(sizes) - min(sizes) <= len(pages)
    with house_style():
        figure = draw_value_map(replace(VALUES, rows=pages[0]), KK)
    assert 25.4 * figure.get_size_inches()[1] < PAGE


def test_states_differ_in_grey_by_lightness_or_sign() -> None:
    """Each state has a sign of its own; cells with dark signs are light, and the other way."""
    with house_style():
        figure = draw_state_map(STATES, KK)
    colors = [
        patch.get_facecolor() for patch in figure.axes[0].patches if isinstance(patch, Rectangle)
    ][:5]
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (to_rgb(c) for c in colors)]
    none, empty, half, cross, check = light
    assert none == empty == pytest.approx(1.0)
    assert empty - half > GREY_APART
    assert half - cross > GREY_APART
    assert cross - check > 0.3


def test_a_short_name_is_never_cut() -> None:
    rows = tuple(ValueRow(f"A {i}", (1.0, 2.0)) for i in (1, 30, 100, 999))
    svg = svg_text(
        partial(draw_value_map, ValueMap("t", "", ("a", "b"), rows), KK), text=True, prefix="p-"
    )
    assert all(f">{row.label}<" in svg for row in rows)
    assert "…" not in svg
