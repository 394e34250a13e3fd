"""Where things stand: names keep off each other, and pages hold everything once."""

import numpy as np
from aqyl.reports.figures.label_places import place_labels
from aqyl.reports.figures.likert_bars import LikertBars, LikertGroup, LikertItem, likert_pages
from aqyl.reports.figures.loading_matrix import loading_pages
from aqyl.reports.figures.profile_bars import ProfileBars, profile_pages
from aqyl.reports.figures.sheet import text_width, within
from aqyl.reports.figures.small_multiples import multiple_pages
from hypothesis import given, settings
from hypothesis import strategies as st

from .odd_charts import PROFILE, matrix, multiples


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


@given(
    st.text("iWәҒ-", min_size=1, max_size=80), st.integers(1, 3), st.floats(4, 40), st.booleans()
)
@settings(max_examples=60, deadline=None)
def test_a_word_that_is_too_long_is_cut_where_its_line_is_full(
    word: str, lines: int, room: float, bold: bool
) -> None:
    shown = within(word, room, lines=lines, bold=bold).split("\n")
    assert len(shown) <= lines
    rest = word
    for line in shown[:-1]:
        assert rest.startswith(line)
        assert text_width(line, 8.5, bold=bold) <= room
        assert text_width(rest[: len(line) + 1], 8.5, bold=bold) > room
        rest = rest[len(line) :]
    assert text_width(shown[-1], 8.5, bold=bold) <= room
    if shown[-1] != rest:
        assert shown[-1].endswith("…")
        assert text_width(rest[: len(shown[-1])] + "…", 8.5, bold=bold) > room


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
