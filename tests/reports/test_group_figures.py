"""Figures of groups and of agreement: small groups and long intervals do not press others flat."""

from pathlib import Path

import numpy as np
import pytest
from aqyl.reports.figures.likert_bars import LikertItem
from aqyl.reports.figures.picture import Picture
from aqyl.reports.figures.small_multiples import (
    MultipleRow,
    SmallMultiple,
    SmallMultiples,
    cut_rows,
    draw_small_multiples,
)
from aqyl.reports.figures.style import house_style, svg_text
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.answer_pictures import likert_pictures
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.group_pictures import group_pictures, score_scale
from aqyl.reports.study.item_tables import item_table
from aqyl.reports.study.results import StudyResults, analyse
from aqyl.reports.study.sections import namer
from aqyl.reports.study.study_file import read_study

from .figure_reading import clipped
from .stranger_study import STUDY, write_study

NAN = float("nan")
EN = language("en")
SHARES = 1e-9  # percents are computed anew from counts


def chart(*rows: MultipleRow, ends: tuple[float, float] | None = None) -> SmallMultiples:
    labels = tuple("abcdef"[: len(rows)])
    return SmallMultiples("t", "n = 9", labels, (SmallMultiple("p", rows, 3.0),), ends=ends)


USUAL = tuple(MultipleRow(m, m - 0.2, m + 0.2) for m in (2.9, 3.0, 3.1, 3.2))


def limits(made: SmallMultiples) -> tuple[float, float]:
    with house_style():
        (_, axes) = draw_small_multiples(made, EN).axes
    return axes.get_xlim()


def test_a_long_interval_is_cut_and_does_not_stretch_the_axis() -> None:
    made = chart(*USUAL, MultipleRow(3.4, -5.0, 11.8))
    low, high = limits(made)
    assert 2.6 < low < 2.7
    assert 3.4 < high < 3.5
    assert cut_rows(made) == ("e",)
    assert cut_rows(chart(*USUAL)) == ()
    page = svg_text(lambda: draw_small_multiples(made, EN), text=True, prefix="")
    assert page.count("p – e: 3.40 [−5.00; 11.80]") == 4  # line, dot, both arrowheads


def test_the_axis_ends_with_the_scale() -> None:
    rows = (MultipleRow(4.9, 4.6, 5.2), MultipleRow(1.1, 0.8, 1.4))
    assert limits(chart(*rows, ends=(1, 5))) == (1, 5)
    assert cut_rows(chart(*rows, ends=(1, 5))) == ("a", "b")
    low, high = limits(chart(*rows))
    assert low < 0.8
    assert high > 5.2


def test_rows_without_intervals_are_drawn() -> None:
    made = chart(MultipleRow(2.0, NAN, NAN), MultipleRow(NAN, NAN, NAN), ends=(1, 5))
    assert cut_rows(made) == ()
    with house_style():
        figure = draw_small_multiples(made, EN)
        figure.canvas.draw()
        assert clipped(figure) == []


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    """Return a study with a group of two people and one of three."""
    study = STUDY.replace('"старше 50"]', '"старше 50", "двое", "трое"]')
    path = write_study(tmp_path_factory.mktemp("few"), study=study)
    source = path.with_name("answers.csv")
    lines = source.read_text("utf-8").splitlines()
    for k, group in enumerate(("двое", "двое", "трое", "трое", "трое")):
        cells = lines[k + 1].split(";")
        lines[k + 1] = ";".join([*cells[:2], group, *cells[3:]])
    source.write_text("\n".join(lines) + "\n", "utf-8")
    plan = read_study(path)
    return analyse(plan, read_answers(plan))


def ages(results: StudyResults, code: str) -> Picture:
    lang = language(code)
    part = next(part for part in results.groups if part.question == "age")
    scale = score_scale(results)
    (found,) = group_pictures(results, part, namer(results, lang), lang, scale=scale)
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_groups_of_two_have_no_interval_and_the_note_says_so(few: StudyResults, code: str) -> None:
    found = ages(few, code)
    ends = {str(row[1]): np.array(row[3:], dtype=float) for row in found.data.rows}
    assert np.isnan(ends["двое"]).all()
    assert not np.isnan(ends["трое"]).any()
    assert any("двое" in note and "трое" not in note for note in found.notes)


def test_the_scale_of_means_is_that_of_the_answers(few: StudyResults) -> None:
    assert score_scale(few) == (1, 7)
    with house_style():
        for axes in ages(few, "en").draw().axes[1:]:
            low, high = axes.get_xlim()
            assert low >= 1
            assert high <= 7


def test_the_scale_of_sums_is_that_of_the_scores(tmp_path: Path) -> None:
    plan = read_study(write_study(tmp_path, study=STUDY + '[scores]\nrule = "sum"\n'))
    results = analyse(plan, read_answers(plan))
    low, high = score_scale(results)
    assert 3 <= low < high <= 21
    assert high > 7


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_table_and_the_figure_count_the_same_points_as_agreement(
    few: StudyResults, code: str
) -> None:
    lang = language(code)
    (picture,) = likert_pictures(few, namer(few, lang), lang)
    table = item_table(few.items, few.study.instrument, lang)
    agree = [column.key for column in table.columns].index("top_box")
    bars = {str(row[1]): np.array(row[3:], dtype=float) for row in picture.data.rows}
    for i, row in enumerate(table.rows):
        own = LikertItem("", tuple(few.items.count[i].tolist()))
        assert row[agree] == pytest.approx(own.sides[2], rel=SHARES)
        assert row[agree] == pytest.approx(bars[str(row[0])][-3:].sum(), rel=SHARES)
    assert any("(5–7)" in note for note in table.notes)
    assert any("(1–3)" in note and "(5–7)" in note for note in picture.notes)
