"""Small cells: which are left out, and that nobody can work them out from the others."""

import itertools
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import pytest
from aqyl.survey.disclosure import hidden_sums, primary, suppressed
from aqyl.survey.errors import SpecificationError
from hypothesis import given
from hypothesis import strategies as st

Row = tuple[int, ...]
# What is printed of a row: its total, cells, and which of the hidden ones are small.
View = tuple[int, tuple[int | None, ...], tuple[bool, ...]]

counts = st.lists(st.integers(0, 30), min_size=1, max_size=9).map(np.array)
limits = st.integers(3, 10)


def cells(*numbers: int) -> np.ndarray:
    return np.array(numbers)


def hidden(row: np.ndarray, smallest: int = 5) -> list[int]:
    return np.flatnonzero(suppressed(row, smallest)).tolist()


def test_a_small_cell_has_at_least_one_and_fewer_than_the_limit() -> None:
    assert primary(cells(0, 1, 4, 5), 5).tolist() == [False, True, True, False]


@pytest.mark.parametrize("limit", [0, 1])
def test_no_cell_is_small_without_a_limit(limit: int) -> None:
    assert not primary(cells(0, 1, 2), limit).any()
    assert not suppressed(cells(0, 1, 2), limit).any()


@pytest.mark.parametrize(
    ("row", "left_out"),
    [
        ((40, 30, 25), []),
        ((40, 0, 25), []),  # nobody stands in an empty cell
        ((40, 3, 25, 60), [1, 2]),  # the later neighbour
        ((40, 60, 3), [1, 2]),
        ((40, 3, 0, 60), [0, 1]),  # an empty cell would hide nothing
        ((2, 3, 40, 60), [0, 1]),  # five people, any of 1 to 4 each
        ((4, 4, 40, 60), [0, 1, 2]),  # eight people: two small cells must have four each
        ((1, 5, 60, 70), [0, 1, 2]),  # six people: the one that is not small would be five
        ((1, 1, 60, 70), [0, 1, 2]),
        ((3, 150), [0, 1]),
        ((1, 1, 0), [0, 1, 2]),
    ],
)
def test_small_cells_take_neighbours_with_them(row: Row, left_out: list[int]) -> None:
    assert hidden(np.array(row)) == left_out


@pytest.mark.parametrize(
    ("row", "left_out"),
    [
        ((40, 30, 25, 1), []),  # they have nothing in common
        ((40, 30, 25, 4), []),
        ((40, 2, 25, 1), [1, 2]),  # three people are too few; those without an answer stay
        ((40, 2, 25, 2), [1, 2, 3]),
        ((40, 2, 25, 4), [1, 2, 3]),  # six: two without an answer are all that is known of them
        ((40, 2, 25, 5), [1, 3]),
        ((40, 4, 25, 3), [1, 3]),
        ((40, 25, 1, 90), [2, 3]),
        ((2, 3, 25, 90), [0, 1]),  # enough by themselves
        ((1, 1, 25, 90), [0, 1, 3]),
        ((3, 1), [0, 1]),
    ],
)
def test_those_without_an_answer_go_first_and_are_never_small(
    row: Row, left_out: list[int]
) -> None:
    found = suppressed(np.array(row), 5, unanswered=len(row) - 1)
    assert np.flatnonzero(found).tolist() == left_out


def test_no_answer_goes_along_only_if_it_is_enough_in_every_linked_table() -> None:
    people = cells(40, 3, 25, 60, 9)
    assert hidden_with(people, cells(40, 3, 25, 60, 8)) == [1, 4]
    assert hidden_with(people, cells(40, 3, 25, 60, 1)) == [1, 2]
    assert hidden_with(people, cells(40, 3, 25, 60, 2)) == [1, 2, 4]


def hidden_with(*rows: np.ndarray) -> list[int]:
    found = suppressed(np.stack(rows), 5, unanswered=len(rows[0]) - 1)
    return np.flatnonzero(found).tolist()


def test_the_choice_does_not_depend_on_sizes() -> None:
    """The later neighbour goes along, whether it is larger or smaller than the others."""
    assert hidden(cells(90, 3, 20, 50)) == hidden(cells(20, 3, 90, 50)) == [1, 2]


def test_linked_tables_hide_the_same_cells() -> None:
    people, with_score = cells(40, 7, 25, 60), cells(40, 3, 25, 60)
    assert not suppressed(people, 5).any()
    assert hidden(np.stack([people, with_score])) == [1, 2]


@pytest.mark.parametrize(
    ("row", "limit", "sentence"),
    [
        (cells(3, -1), 5, "`counts` must be whole numbers"),
        (np.array([1.0, 2.0]), 5, "`counts` must be whole numbers"),
        (cells(3), -1, "`smallest` must not be negative, got -1"),
    ],
)
def test_what_is_no_count_is_refused(row: np.ndarray, limit: int, sentence: str) -> None:
    with pytest.raises(SpecificationError, match=sentence):
        suppressed(row, limit)


@given(counts, limits)
def test_two_cells_or_more_with_enough_people_are_hidden(row: np.ndarray, limit: int) -> None:
    mask, small = suppressed(row, limit), primary(row, limit)
    assert mask.any() == small.any()
    assert (mask >= small).all()
    if mask.any() and not mask.all():
        assert mask.sum() >= 2
        assert row[mask].sum() >= limit
        assert (row[mask] > 0).all()


@given(st.lists(counts, min_size=1, max_size=4), limits)
def test_what_one_table_hides_all_linked_ones_hide(rows: list[np.ndarray], limit: int) -> None:
    wide = min(len(row) for row in rows)
    tables = np.stack([row[:wide] for row in rows])
    mask = suppressed(tables, limit)
    assert (mask >= primary(tables, limit).any(axis=0)).all()
    for table in tables if mask.any() and not mask.all() else ():
        assert table[mask].sum() >= limit or not primary(table[mask], limit).any()


@pytest.mark.parametrize("no_answer", [False, True])
@pytest.mark.parametrize(("cells_", "largest", "limit"), [(3, 16, 3), (4, 10, 4), (3, 20, 5)])
def test_who_knows_the_rule_finds_no_small_count(
    cells_: int, largest: int, limit: int, no_answer: bool
) -> None:
    """Every row that prints the same is a candidate; a small cell differs between them.

    The notes say which of the hidden cells are small, unless all are hidden. The last cell is that
    of no answer, or one like the others.
    """
    unanswered = cells_ - 1 if no_answer else None
    views = candidates(itertools.product(range(largest + 1), repeat=cells_), limit, unanswered)
    attacked = 0
    for (total, printed, rare), rows in views.items():
        if total <= limit or total - sum(n for n in printed if n is not None) > largest:
            continue  # three people are three people; and rows beyond those that were listed
        answers = [n is None for n in printed][:unanswered]
        for j in np.flatnonzero(answers):
            found = {row[j] for row in rows}
            if any(0 < n < limit for n in found):
                assert max(found) - min(found) >= 1, (printed, rare, rows)
                attacked += 1
    assert attacked > 100


def test_the_attack_finds_counts_that_are_hidden_carelessly() -> None:
    """The next smallest in place of the neighbour: of a tie both counts are known."""
    rows = itertools.product(range(12), repeat=3)
    views: dict[View, list[Row]] = defaultdict(list)
    for row in rows:
        small = [j for j in range(3) if 0 < row[j] < 5]
        if len(small) == 1:
            others = [j for j in range(3) if j != small[0]]
            mask = {small[0], min(others, key=lambda j: (row[j], j))}
            views[view(row, mask, ())].append(row)
    # 4 and 6, whichever it is
    assert views[(16, (None, None, 6), ())] == [(4, 6, 6), (6, 4, 6)]


def candidates(rows: Iterable[Row], limit: int, unanswered: int | None) -> dict[View, list[Row]]:
    views: dict[View, list[Row]] = defaultdict(list)
    for row in rows:
        rare = tuple(0 < n < limit for n in row)
        if unanswered is not None:
            rare = (*rare[:unanswered], False)
        if any(rare):
            mask = suppressed(np.array(row), limit, unanswered=unanswered)
            said = () if mask.all() else rare
            views[view(row, set(np.flatnonzero(mask).tolist()), said)].append(row)
    return views


def view(row: Row, mask: set[int], rare: tuple[bool, ...]) -> View:
    return sum(row), tuple(None if j in mask else n for j, n in enumerate(row)), rare


@given(counts, limits)
def test_running_sums_give_no_hidden_cell_back(row: np.ndarray, limit: int) -> None:
    """What is printed, as equations: no small cell follows from them."""
    mask = suppressed(row, limit)
    sums = hidden_sums(mask)
    m = len(row)
    known = [np.eye(m)[j] for j in np.flatnonzero(~mask)]
    known += [np.tri(m)[j] for j in np.flatnonzero(~sums)]
    known.append(np.ones(m))
    rank = np.linalg.matrix_rank(np.array(known))
    for j in np.flatnonzero(primary(row, limit)):
        if m > 1:
            assert np.linalg.matrix_rank(np.vstack([*known, np.eye(m)[j]])) > rank


def test_running_sums_outside_the_hidden_cells_stay() -> None:
    mask = np.array([False, True, True, False, False])
    assert hidden_sums(mask).tolist() == [False, True, False, False, False]
    assert not hidden_sums(np.zeros(4, dtype=bool)).any()
