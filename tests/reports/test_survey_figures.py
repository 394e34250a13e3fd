"""Figures of a survey are whole, and true to the numbers of the study."""

from pathlib import Path

import numpy as np
import pytest
from aqyl.reports.figures.picture import Picture
from aqyl.reports.figures.style import house_style, svg_text
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

from .figure_reading import clipped, numbers, texts_of, titles, touching
from .stranger_study import STUDY, write_study

MODEL = """
[model]
paths = ["ease -> trust", "trust -> use", "ease -> use"]
resamples = 200
seed = 5
"""
SAME = 1e-12  # the figures hold the numbers themselves
SHARES = 1e-9  # percents are computed anew from counts


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
