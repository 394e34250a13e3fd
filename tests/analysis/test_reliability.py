"""Item statistics, omegas and rho_A against psych, and scales whose reliability is known.

The reference and the script that made it stand in tests/reference/psych.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.construct_reliability import (
    average_variance_extracted,
    composite_reliability,
    rho_a,
)
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.omega import omega_hierarchical, one_factor
from aqyl.analysis.reliability import cronbach_alpha, inter_item, omega_total
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-12  # the same closed form; R prints 15 digits
OPTIMUM = 1e-7  # two optimisers and two rotations, each drawn tight
PSYCH = 1e-5  # psych stops its oblimin at a gradient of 1e-5

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
ALL = moments_of(ANSWERS, NAMES)


def psych(key: str) -> np.ndarray:
    with (REFERENCE / "psych" / "reliability.csv").open() as source:
        return np.array([float(r["value"]) for r in csv.DictReader(source) if r["key"] == key])


def scale(letter: str) -> Moments:
    return ALL.select([name for name in NAMES if name.startswith(letter)])


def named(covariance: np.ndarray, n: int = 200) -> Moments:
    k = len(covariance)
    return Moments(n, tuple(f"i{j}" for j in range(k)), np.zeros(k), covariance)


def correlated(loadings: np.ndarray, phi: np.ndarray | None = None) -> np.ndarray:
    common = loadings @ (np.eye(loadings.shape[1]) if phi is None else phi) @ loadings.T
    np.fill_diagonal(common, 1.0)
    return common


@pytest.mark.parametrize(("at", "letter"), [(0, "A"), (1, "B"), (2, "C")])
def test_items_are_psych_s(at: int, letter: str) -> None:
    found = inter_item(scale(letter))
    expected = psych("inter_item").reshape(3, 3)[at]
    np.testing.assert_allclose([found.mean, found.minimum, found.maximum], expected, atol=SAME)
    mine = slice(4 * at, 4 * at + 4)
    np.testing.assert_allclose(found.item_total, psych("item_total")[mine], atol=SAME)
    np.testing.assert_allclose(found.corrected_item_total, psych("corrected")[mine], atol=SAME)
    np.testing.assert_allclose(
        found.corrected_item_total, cronbach_alpha(scale(letter)).item_total, atol=SAME
    )


@pytest.mark.parametrize(("at", "letter"), [(0, "A"), (1, "B"), (2, "C")])
def test_rho_a_of_the_first_component_is_its_formula(at: int, letter: str) -> None:
    weights = np.linalg.eigh(scale(letter).correlation)[1][:, -1]
    found = rho_a(scale(letter), weights)
    assert found == pytest.approx(psych("rho_a")[at], abs=SAME)
    assert found == pytest.approx(rho_a(scale(letter), -7 * weights), abs=SAME)


@given(st.lists(st.floats(0.2, 0.95), min_size=2, max_size=9))
def test_rho_a_of_weights_like_loadings_is_the_reliability(loadings: list[float]) -> None:
    """In a population of one factor: the squared correlation of composite and factor."""
    x = np.array(loadings)
    r = correlated(x[:, None])
    truth = (x @ x) ** 2 / (x @ r @ x)
    assert rho_a(named(r), x) == pytest.approx(truth, abs=1e-10)


def test_hierarchical_omega_is_psych_s() -> None:
    found = omega_hierarchical(ALL)
    np.testing.assert_allclose([found.hierarchical, found.total], psych("omega"), atol=OPTIMUM)
    np.testing.assert_allclose(found.general, psych("general"), atol=OPTIMUM)
    got = [found.hierarchical, found.total, found.asymptotic]
    np.testing.assert_allclose(got, psych("omega_psych"), atol=PSYCH)
    np.testing.assert_allclose(found.general, psych("general_psych"), atol=PSYCH)
    assert found.negative == ()


def test_schmid_leiman_recovers_a_higher_order_model() -> None:
    own = np.kron(np.eye(3), np.array([[0.8], [0.7], [0.6]]))
    order = np.array([0.9, 0.7, 0.5])
    phi = correlated(order[:, None])
    r = correlated(own, phi)
    found = omega_hierarchical(named(r))
    np.testing.assert_allclose(np.sort(found.general_on_groups), np.sort(order), atol=1e-6)
    np.testing.assert_allclose(found.general, own @ order, atol=1e-6)
    np.testing.assert_allclose(found.communalities, (own**2).sum(axis=1), atol=1e-7)
    np.testing.assert_allclose(
        found.general**2 + (found.groups**2).sum(axis=1), found.communalities, atol=1e-6
    )
    assert found.hierarchical == pytest.approx((own @ order).sum() ** 2 / r.sum(), abs=1e-7)


def test_an_item_that_needs_reversing_is_named_and_left() -> None:
    x = ANSWERS.copy()
    x[:, 2] = 6 - x[:, 2]
    found, base = omega_hierarchical(moments_of(x, NAMES)), omega_hierarchical(ALL)
    assert found.negative == ("A3",)
    np.testing.assert_allclose(np.abs(found.general), np.abs(base.general), atol=OPTIMUM)
    assert found.hierarchical < base.hierarchical


@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=8), st.floats(0.1, 9))
def test_one_factor_is_found_again_in_any_units(loadings: list[float], unit: float) -> None:
    x = np.array(loadings)
    units = unit ** np.arange(len(x))
    fit = one_factor(named(correlated(x[:, None]) * np.outer(units, units)))
    np.testing.assert_allclose(fit.loadings, x, atol=1e-5)


def test_parallel_items_have_one_reliability() -> None:
    r = np.full((5, 5), 0.4) + 0.6 * np.eye(5)
    truth = 5 * 0.4 / (1 + 4 * 0.4)  # Spearman and Brown
    found = named(r)
    assert cronbach_alpha(found).alpha == pytest.approx(truth, abs=SAME)
    assert omega_total(found) == pytest.approx(truth, abs=1e-8)
    assert composite_reliability(np.full(5, np.sqrt(0.4))) == pytest.approx(truth, abs=SAME)
    assert rho_a(found, np.ones(5)) == pytest.approx(truth, abs=SAME)
    assert average_variance_extracted(np.full(5, np.sqrt(0.4))) == pytest.approx(0.4, abs=SAME)


@given(st.permutations(range(12)), st.permutations(range(240)))
def test_order_of_items_and_people_changes_nothing(items: list[int], people: list[int]) -> None:
    turned = moments_of(ANSWERS[people][:, items], [NAMES[i] for i in items])
    found, base = inter_item(turned), inter_item(ALL)
    np.testing.assert_allclose(found.item_total, base.item_total[items], atol=1e-10)
    assert found.mean == pytest.approx(base.mean, abs=1e-12)
    if items[0] < 2:  # the fit is slower: one order in six
        assert omega_hierarchical(turned).hierarchical == pytest.approx(
            omega_hierarchical(ALL).hierarchical, abs=OPTIMUM
        )


def test_two_identical_items() -> None:
    x = np.column_stack([ANSWERS[:, 0], ANSWERS[:, 0]])
    found = inter_item(moments_of(x, ("a", "b")))
    np.testing.assert_allclose(found.corrected_item_total, 1, atol=SAME)
    assert cronbach_alpha(moments_of(x, ("a", "b"))).alpha == pytest.approx(1, abs=SAME)


def test_one_item_has_no_pairs() -> None:
    found = inter_item(ALL.select(["A1"]))
    assert np.isnan([found.mean, found.minimum, found.maximum]).all()
    assert np.isnan(found.corrected_item_total).all()
    assert found.item_total[0] == pytest.approx(1, abs=SAME)


def test_others_that_cancel_out_leave_nan() -> None:
    """B and its mirror sum to a constant: the first item has nothing to correlate with."""
    x = np.column_stack([ANSWERS[:, 0], ANSWERS[:, 4], 6 - ANSWERS[:, 4]])
    moments = moments_of(x, ("a", "b", "mirror"))
    assert np.isnan(inter_item(moments).corrected_item_total).tolist() == [True, False, False]
    assert np.isnan(cronbach_alpha(moments).if_deleted).tolist() == [True, False, False]


def unrelated() -> Moments:
    """Three groups of items of which the third correlates negatively with one of the others."""
    phi = np.array([[1.0, 0.3, -0.3], [0.3, 1.0, 0.3], [-0.3, 0.3, 1.0]])
    return named(correlated(np.kron(np.eye(3), np.full((3, 1), 0.8)), phi))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: omega_hierarchical(ALL.select(NAMES[:5])), "six items .* got 5. Take omega total"),
        (lambda: omega_hierarchical(unrelated()), "not identified: the correlations .*0.300"),
        (lambda: omega_hierarchical(moments_of(ANSWERS[:9], NAMES)), "9 people is singular"),
        (lambda: one_factor(ALL.select(NAMES[:2])), "at least three items, got 2"),
        (
            lambda: one_factor(named(np.array([[1, 0.8, 0.8], [0.8, 1, 0.5], [0.8, 0.5, 1]]))),
            "Heywood",
        ),
        (lambda: rho_a(ALL.select(["A1"]), [1]), "at least two items"),
        (lambda: rho_a(ALL.select(["A1", "A2"]), [1, 0]), "at least two items"),
        (lambda: rho_a(named(np.array([[1.0, -1.0], [-1.0, 1.0]])), [1, 1]), "does not vary"),
        (lambda: inter_item(named(np.array([[1.0, -1.0], [-1.0, 1.0]]))), "sum .* does not vary"),
        (lambda: cronbach_alpha(named(np.array([[1.0, -1.0], [-1.0, 1.0]]))), "does not vary"),
        (lambda: inter_item(moments_of(np.c_[ANSWERS[:, :2], np.ones(240)], "abc")), "`c` does"),
    ],
)
def test_what_is_not_defined_is_said(build, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        build()


def test_weights_must_fit_the_items() -> None:
    with pytest.raises(SpecificationError, match="got 3 for 4 items"):
        rho_a(scale("A"), [1, 1, 1])
