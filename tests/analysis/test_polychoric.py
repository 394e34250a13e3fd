"""Polychoric correlations against psych, lavaan and polycor, and against known truth.

The references and the script that made them stand in tests/reference/psych.
"""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.bivariate_normal import perfect_rectangles, rectangles
from aqyl.analysis.factorability import kmo
from aqyl.analysis.latent_correlation import latent_correlations
from aqyl.analysis.polychoric import Polychoric, polychoric, smoothed
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import ndtri

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-12  # the same closed form, or the same sums in another order
OPTIMUM = 1e-7  # a minimum is flat: two searches to the end meet at the root of the precision
STOPPED = 5e-5  # psych and polycor stop at a width of 1.2e-4 around the optimum

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
A1, A2, B1, B2, C1 = (NAMES.index(name) for name in ("A1", "A2", "B1", "B2", "C1"))

MIXED = ANSWERS.copy()  # as in the script: two, three, four and five categories
MIXED[:, A1] = ANSWERS[:, A1] > 3
MIXED[:, A2] = np.digitize(ANSWERS[:, A2], [3, 5])
MIXED[:, B1] = np.minimum(ANSWERS[:, B1], 4)
MIXED[:, B2] = np.where(ANSWERS[:, B2] == 3, 4, ANSWERS[:, B2])
MIXED[:, C1] = ANSWERS[:, C1] > 2
HOLES = ANSWERS.copy()
HOLES[::5, A1] = HOLES[::7, B1] = HOLES[::11, C1] = np.nan

with (REFERENCE / "psych" / "polychoric.csv").open() as stream:
    PRINTED = list(csv.DictReader(stream))


def printed(key: str) -> np.ndarray:
    """Correlation matrix that the script wrote under a key."""
    rows = [row for row in PRINTED if row["key"] == key]
    used = [name for name in NAMES if any(name in (r["row"], r["column"]) for r in rows)]
    matrix = np.eye(len(used))
    for row in rows:
        i, j = used.index(row["row"]), used.index(row["column"])
        matrix[i, j] = matrix[j, i] = float(row["value"])
    return matrix


def table_of(cells: np.ndarray) -> np.ndarray:
    """Answers of people who make up a two-way table."""
    i, j = np.indices(cells.shape)
    return np.repeat(np.column_stack([i.ravel(), j.ravel()]), cells.ravel(), axis=0)


def log_likelihood(cells: np.ndarray, r: list[float]) -> np.ndarray:
    """Log-likelihood of a two-way table at some correlations, thresholds from its margins."""
    rows, columns = (ndtri(np.cumsum(cells.sum(axis=s))[:-1] / cells.sum()) for s in (1, 0))
    at = np.array(r)
    grids = [np.tile(cuts, (len(at), 1)) for cuts in (rows, columns)]
    ends = np.abs(at) == 1
    shares = np.where(
        ends[:, None, None],
        perfect_rectangles(*grids, sign=np.sign(at)),
        rectangles(*grids, r=np.where(ends, 0.0, at)).probability,
    )
    logs = np.log(np.where(cells > 0, np.maximum(shares, 1e-300), 1.0))
    return (cells * logs).sum(axis=(1, 2))


# Other programs


@pytest.mark.parametrize(
    ("key", "values", "options", "tolerance"),
    [
        ("psych", ANSWERS, {}, STOPPED),
        ("optimum", ANSWERS, {}, OPTIMUM),
        ("mixed_lavaan", MIXED, {}, OPTIMUM),
        ("mixed_psych", MIXED, {"thresholds_from": "pairs"}, STOPPED),
        ("mixed_half", MIXED, {"thresholds_from": "pairs", "correct": 0.5}, OPTIMUM),
        ("mixed_polycor", MIXED, {"thresholds_from": "pairs", "correct": 0.5}, STOPPED),
        ("holes_psych", HOLES, {"missing": "pairwise"}, STOPPED),
        ("holes", HOLES, {"missing": "pairwise"}, OPTIMUM),
    ],
)
def test_correlations_are_those_of_psych_lavaan_and_polycor(
    key: str, values: np.ndarray, options: dict, tolerance: float
) -> None:
    found = polychoric(values, NAMES, **options)
    np.testing.assert_allclose(found.correlation, printed(key), rtol=0, atol=tolerance)


def test_thresholds_are_psych_s() -> None:
    found = np.array(polychoric(ANSWERS, NAMES).thresholds)
    for j in range(4):
        rows = [r for r in PRINTED if r["key"] == "threshold" and r["column"] == str(j + 1)]
        np.testing.assert_allclose(found[:, j], [float(r["value"]) for r in rows], atol=SAME)


def test_smoothing_is_psych_s() -> None:
    odd = np.array([[1, 0.9, -0.4], [0.9, 1, 0.6], [-0.4, 0.6, 1]])
    found = replace(polychoric(ANSWERS[:, :3], NAMES[:3]), correlation=odd)
    better = smoothed(found)
    np.testing.assert_allclose(better.correlation, printed("smooth"), rtol=0, atol=SAME)
    assert 0 < better.smallest_eigenvalue < 1e-9
    assert better.smoothing == pytest.approx(np.abs(printed("smooth") - odd).max(), abs=SAME)
    assert found.correlation is odd
    assert found.smoothing == 0


def test_a_positive_definite_matrix_is_left_alone() -> None:
    found = polychoric(ANSWERS, NAMES)
    assert found.smallest_eigenvalue == pytest.approx(np.linalg.eigvalsh(found.correlation)[0])
    assert smoothed(found) is found


# Known truth


@pytest.mark.parametrize("r", [-0.95, -0.4, 0.0, 0.3, 0.7, 0.9, 0.99])
def test_a_simulated_correlation_is_found_again(r: float) -> None:
    rng = np.random.default_rng(11)
    n = 200_000
    x = rng.normal(size=n)
    y = r * x + np.sqrt(1 - r * r) * rng.normal(size=n)
    answers = np.column_stack([np.digitize(x, [-1.5, -0.2, 0.9]), np.digitize(y, [-0.7, 0.1, 1.6])])
    found = polychoric(answers, ("x", "y"))
    # Four standard errors; coarse answers cost at most about three times the variance.
    assert found.correlation[0, 1] == pytest.approx(r, abs=4 * np.sqrt(3 / n) * (1 - r * r) + 1e-9)
    np.testing.assert_allclose(found.thresholds[0], [-1.5, -0.2, 0.9], atol=4 * 2 / np.sqrt(n))


@given(st.integers(1, 400), st.integers(1, 400))
def test_items_cut_at_their_medians_have_a_closed_form(same: int, other: int) -> None:
    answers = table_of(np.array([[same, other], [other, same]]))
    expected = np.sin(np.pi / 2 * (same - other) / (same + other))
    assert polychoric(answers, "xy").correlation[0, 1] == pytest.approx(expected, abs=1e-10)


def test_probabilities_as_counts_give_back_their_correlation() -> None:
    rows, columns = np.array([[-1.0, 0.2, 1.3]]), np.array([[-0.5, 0.6]])
    for r in (-0.98, -0.9, -0.2, 0.0, 0.75, 0.8, 0.99):
        cells = rectangles(rows, columns, np.array([r])).probability
        assert latent_correlations(cells, rows, columns)[0] == pytest.approx(r, abs=1e-11)


@given(arrays(np.int64, (4, 4), elements=st.integers(0, 6)))
def test_no_other_correlation_is_more_likely(cells: np.ndarray) -> None:
    cells[[0, 1, 2, 3], [0, 1, 2, 3]] += 1  # every category occurs
    found = polychoric(table_of(cells), "xy").correlation[0, 1]
    others = log_likelihood(cells, list(np.tanh(np.linspace(-6, 6, 61))))
    assert log_likelihood(cells, [found])[0] >= others.max() - 1e-8


def test_one_contradiction_among_many_agreements_is_weighed() -> None:
    cells = np.diag([200, 300, 300, 200])
    cells[0, 3] = 1
    found = polychoric(table_of(cells), "xy").correlation[0, 1]
    assert 0.9 < found < 1
    below, at, above = log_likelihood(cells, [found - 1e-4, found, found + 1e-4])
    assert at > max(below, above)


# What changes nothing


@given(
    st.permutations(range(5)),
    st.permutations(range(240)),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.sampled_from(["items", "pairs"]),
    st.sampled_from([0.0, 0.5]),
)
def test_order_direction_and_numbers_of_answers_change_nothing(
    order: list[int], people: list[int], flip: list[bool], source, correct: float
) -> None:
    mixed = MIXED[:, [A1, A2, B1, B2, C1]]
    sign = np.where(flip, -1.0, 1.0)
    turned = (mixed * 3 * sign + 7)[people][:, order]  # other numbers, in the same or reverse order
    options = {"thresholds_from": source, "correct": correct}
    base = polychoric(mixed, tuple("abcde"), **options)
    found = polychoric(turned, tuple("abcde"[i] for i in order), **options)
    expected = (base.correlation * np.outer(sign, sign))[np.ix_(order, order)]
    np.testing.assert_allclose(found.correlation, expected, rtol=0, atol=1e-9)
    assert (found.empty_cells == base.empty_cells[np.ix_(order, order)]).all()


def test_answers_are_not_changed_and_types_do_not_matter() -> None:
    before = HOLES.copy()
    polychoric(HOLES, NAMES, missing="pairwise")
    np.testing.assert_array_equal(HOLES, before)
    whole = polychoric(ANSWERS.astype(np.int8), NAMES)
    np.testing.assert_array_equal(whole.correlation, polychoric(ANSWERS, NAMES).correlation)


# Missing answers, and the moments


def test_listwise_uses_the_complete_rows_and_says_how_many() -> None:
    found = polychoric(HOLES, NAMES)
    complete = ~np.isnan(HOLES).any(axis=1)
    again = polychoric(ANSWERS[complete], NAMES)
    assert found.n == complete.sum() == found.pair_n.min() == found.pair_n.max()
    np.testing.assert_array_equal(found.correlation, again.correlation)


def test_pairwise_counts_each_pair() -> None:
    found = polychoric(HOLES, NAMES, missing="pairwise")
    present = (~np.isnan(HOLES)).astype(int)
    np.testing.assert_array_equal(found.pair_n, present.T @ present)
    assert found.moments().n == found.n == (~np.isnan(HOLES).any(axis=1)).sum()


def test_moments_serve_the_other_methods() -> None:
    found = polychoric(ANSWERS, NAMES)
    moments = found.moments()
    assert (moments.n, moments.names) == (240, NAMES)
    np.testing.assert_array_equal(moments.correlation, found.correlation)
    assert 0.5 < kmo(moments).overall < 1


def test_moments_without_a_complete_row_are_refused() -> None:
    x = ANSWERS[:, :3].copy()
    x[::3, 0] = x[1::3, 1] = x[2::3, 2] = np.nan
    found = polychoric(x, NAMES[:3], missing="pairwise")
    with pytest.raises(MethodError, match="at least two complete rows, got 0"):
        found.moments()


# Degenerate answers


@pytest.mark.parametrize("sign", [1, -1])
def test_perfect_association_is_exact_and_named(sign: int) -> None:
    x = np.column_stack([ANSWERS[:, 0], ANSWERS[:, 1], sign * ANSWERS[:, 0]])
    found = polychoric(x, ("a", "b", "copy"))
    assert found.correlation[0, 2] == sign
    assert found.perfect == (("a", "copy"),)
    assert found.smallest_eigenvalue == pytest.approx(0, abs=1e-12)
    with pytest.raises(MethodError, match="singular: `a`, `copy` determine each other"):
        kmo(found.moments())


def test_an_empty_cell_of_two_binary_items_is_perfect_unless_corrected() -> None:
    answers = table_of(np.array([[30, 0], [10, 20]]))
    found = polychoric(answers, "xy")
    assert (found.correlation[0, 1], found.empty_cells[0, 1]) == (1, 1)
    corrected = polychoric(answers, "xy", correct=0.5, thresholds_from="pairs")
    assert 0.8 < corrected.correlation[0, 1] < 1
    assert corrected.perfect == ()


def test_one_item_and_fewer_people_than_items_have_a_result() -> None:
    assert polychoric(ANSWERS[:, :1], NAMES[:1]).correlation.tolist() == [[1]]
    few = polychoric(ANSWERS[:11], NAMES)
    assert few.smallest_eigenvalue < 0
    assert smoothed(few).smallest_eigenvalue > 0


def constant() -> Polychoric:
    x = ANSWERS.copy()
    x[:, 3] = 4
    return polychoric(x, NAMES)


def one_category_in_common() -> Polychoric:
    x = np.array([[1, 1], [1, 2], [2, np.nan]])
    return polychoric(x, ("a", "b"), missing="pairwise")


def nothing_in_common() -> Polychoric:
    x = np.array([[1, np.nan], [2, np.nan], [np.nan, 1], [np.nan, 2]])
    return polychoric(x, ("a", "b"), missing="pairwise")


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (constant, r"from 2 to 20 categories, got 1 \(`A4`, 240 answers\)"),
        (lambda: polychoric(np.ones((5, 2)), "ab"), "got 1"),
        (lambda: polychoric(np.arange(60.0).reshape(30, 2), "ab"), r"got 30 .*ordinary"),
        (lambda: polychoric(ANSWERS[:, :2] / 2, "ab"), r"whole numbers, got 1\.5 \(`a`, row 1\)"),
        (lambda: polychoric(np.array([[1, 2], [np.inf, 3]]), "ab"), r"got inf \(`a`, row 2\)"),
        (lambda: polychoric(np.full((3, 2), np.nan), "ab"), "No row of 3 answers all 2 items"),
        (one_category_in_common, "`a` has one category among the 2 common answers to `a` and `b`"),
        (nothing_in_common, "There are no common answers to `a` and `b`"),
    ],
)
def test_what_is_not_defined_is_said(build, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        build()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"correct": -0.5}, "`correct` must be 0 or a positive number, got -0.5"),
        ({"correct": np.nan}, "got nan"),
        ({"missing": "mean"}, "`listwise` or `pairwise`, got `mean`"),
        ({"thresholds_from": "table"}, "`items` or `pairs`, got `table`"),
    ],
)
def test_options_that_do_not_exist_are_refused(options: dict, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        polychoric(ANSWERS, NAMES, **options)


@pytest.mark.parametrize(
    ("values", "names"),
    [(ANSWERS, NAMES[:3]), (ANSWERS[:, 0], ("a",)), (ANSWERS[:, :2], "aa"), (ANSWERS[:, :0], ())],
)
def test_names_that_do_not_fit_are_refused(values: np.ndarray, names) -> None:
    with pytest.raises(SpecificationError, match="column for each of"):
        polychoric(values, names)
    with pytest.raises(SpecificationError, match="must be numbers"):
        polychoric(ANSWERS.astype(str), NAMES)
