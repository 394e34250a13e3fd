"""Frequencies of items: equal to counting one by one, whatever is missing."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from aqyl.data import folder
from aqyl.survey.errors import MethodError, SpecificationError
from aqyl.survey.instrument import Construct, Instrument, Item, Scale, read_instrument
from aqyl.survey.item_frequencies import item_frequencies
from aqyl.survey.responses import Responses
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

SAME = 1e-12  # means from counts and from values differ in the order of their sums only


def people(
    answers: np.ndarray, points: tuple[int, ...] = (1, 2, 3, 4, 5), *, reverse: bool = False
) -> Responses:
    n, k = answers.shape
    names = tuple(f"Q{j}" for j in range(k))
    form = Instrument(
        {},
        Scale(points, tuple({} for _ in points)),
        (Construct("q", {}, names),),
        tuple(Item(name, "q", {}, reverse) for name in names),
        (),
    )
    ids = tuple(map(str, range(n)))
    nobody = np.empty((n, 0), dtype=int)
    return Responses(form, ids, answers, nobody, np.arange(n), Path("none.csv"), "utf-8")


ANSWERS = st.one_of(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0]), st.just(np.nan))


@given(arrays(float, st.tuples(st.integers(1, 30), st.integers(1, 4)), elements=ANSWERS))
def test_counting_one_by_one_finds_the_same(answers: np.ndarray) -> None:
    found = item_frequencies(people(answers))
    assert found.n == len(answers)
    for j, column in enumerate(answers.T):
        present = column[~np.isnan(column)]
        tally = Counter(present.tolist())
        assert found.count[j].tolist() == [tally[float(point)] for point in (1, 2, 3, 4, 5)]
        assert found.missing[j] == len(column) - len(present)
        if len(present):
            assert found.mean[j] == pytest.approx(present.mean(), abs=SAME)
            assert found.top_box[j] == pytest.approx(100 * (present >= 4).mean(), abs=1e-10)
            assert found.valid_percent[j].sum() == pytest.approx(100, abs=1e-10)
        else:
            assert np.isnan([found.mean[j], found.top_box[j], *found.valid_percent[j]]).all()
        if len(present) > 1:
            assert found.sd[j] == pytest.approx(present.std(ddof=1), abs=1e-10)
        else:
            assert np.isnan(found.sd[j])


@given(st.permutations(range(40)), st.permutations(range(3)))
def test_order_of_people_and_items_changes_nothing(order: list[int], items: list[int]) -> None:
    answers = np.random.default_rng(1).integers(1, 6, size=(40, 3)).astype(float)
    base = item_frequencies(people(answers))
    found = item_frequencies(people(answers[order][:, items]))
    np.testing.assert_array_equal(found.count, base.count[items])
    np.testing.assert_array_equal(found.sd, base.sd[items])


def test_the_top_box_is_of_the_points_asked_for() -> None:
    answers = np.array([[1.0], [4.0], [5.0], [5.0], [np.nan]])
    assert [item_frequencies(people(answers), top=k).top_box[0] for k in (1, 2, 4)] == [50, 75, 75]
    assert item_frequencies(people(answers)).top == 2
    assert item_frequencies(people(answers, (1, 2, 3, 4, 5, 6, 7))).top == 3


def test_reverse_items_are_counted_as_they_were_answered() -> None:
    answers = np.array([[1.0], [1.0], [5.0]])
    found = item_frequencies(people(answers, reverse=True))
    assert found.count.tolist() == [[2, 0, 0, 0, 1]]
    assert found.mean[0] == pytest.approx(7 / 3, abs=SAME)


def test_points_need_not_start_at_one() -> None:
    found = item_frequencies(people(np.array([[-3.0], [0.0], [7.0], [7.0]]), (-3, 0, 7)), top=1)
    assert found.points == (-3, 0, 7)
    assert found.count.tolist() == [[1, 1, 2]]
    assert (found.mean[0], found.top_box[0]) == (2.75, 50)


def test_points_that_nobody_chose_have_zero() -> None:
    found = item_frequencies(people(np.full((6, 2), 3.0)))
    assert found.count.tolist() == [[0, 0, 6, 0, 0]] * 2
    assert found.sd.tolist() == [0, 0]


def test_nobody_at_all_is_a_defined_result() -> None:
    found = item_frequencies(people(np.empty((0, 2))))
    assert (found.n, found.count.sum(), found.missing.tolist()) == (0, 0, [0, 0])
    assert np.isnan(found.mean).all()


def test_the_shipped_questionnaire_has_a_row_for_each_item() -> None:
    form = read_instrument(folder("turkistan") / "instrument.toml")
    answers = np.random.default_rng(2).integers(1, 6, size=(10, 51)).astype(float)
    ids = tuple(map(str, range(10)))
    given_ = Responses(
        form, ids, answers, np.full((10, 5), -1), np.arange(10), Path("a.csv"), "utf-8"
    )
    found = item_frequencies(given_)
    assert found.items == tuple(item.id for item in form.items)
    assert found.count.shape == (51, 5)
    np.testing.assert_allclose(found.mean, answers.mean(axis=0), atol=SAME)


def test_an_answer_off_the_scale_is_named() -> None:
    answers = np.array([[1.0, np.nan], [2.0, 3.5], [6.0, 1.0]])
    with pytest.raises(MethodError, match="`Q0` holds 6, which is no point of the scale"):
        item_frequencies(people(answers))
    with pytest.raises(MethodError, match=r"`Q0` holds 3\.5"):
        item_frequencies(people(answers[:, 1:]))


@pytest.mark.parametrize("top", [0, 5, -1])
def test_a_top_box_of_all_or_none_is_refused(top: int) -> None:
    with pytest.raises(SpecificationError, match=f"`top` must be from 1 to 4, got {top}"):
        item_frequencies(people(np.ones((3, 1))), top=top)
