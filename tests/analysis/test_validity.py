"""HTMT, AVE and composite reliability against semTools, and constructs that are known.

The reference and the script that made it stand in tests/reference/semtools.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.construct_reliability import (
    average_variance_extracted,
    composite_reliability,
)
from aqyl.analysis.measurement_quality import (
    MeasurementQuality,
    QualityLimits,
    measurement_quality,
)
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.omega import omega_total, one_factor
from aqyl.analysis.reliability import cronbach_alpha, inter_item
from aqyl.analysis.validity import fornell_larcker, htmt, htmt_ratios
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # the same formula from the same numbers; semTools writes 15 digits
FIT = 1e-6  # lavaan's optimiser against ours at the same optimum

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
ALL = moments_of(ANSWERS, NAMES)
BLOCKS = {letter: [f"{letter}{i}" for i in range(1, 5)] for letter in "ABC"}


def semtools(key: str) -> np.ndarray:
    with (REFERENCE / "semtools" / "validity.csv").open() as source:
        return np.array([float(r["value"]) for r in csv.DictReader(source) if r["key"] == key])


LOADINGS = dict(zip("ABC", semtools("loading").reshape(3, 4), strict=True))
PHI = semtools("construct_correlation").reshape(3, 3)


def quality(moments: Moments = ALL, **limits: float) -> MeasurementQuality:
    return measurement_quality(moments, BLOCKS, LOADINGS, PHI, limits=QualityLimits(**limits))


def test_htmt_is_semtools_s() -> None:
    found = htmt(ALL, BLOCKS)
    np.testing.assert_allclose(found.htmt, semtools("htmt_plain").reshape(3, 3), atol=SAME)
    np.testing.assert_allclose(found.htmt2, semtools("htmt2_plain").reshape(3, 3), atol=SAME)


def test_reversed_items_change_no_htmt() -> None:
    x = ANSWERS.copy()
    x[:, [5, 8]] = 6 - x[:, [5, 8]]
    found = htmt(moments_of(x, NAMES), BLOCKS)
    np.testing.assert_allclose(found.htmt, semtools("htmt_reversed").reshape(3, 3), atol=SAME)
    np.testing.assert_allclose(found.htmt2, semtools("htmt2_reversed").reshape(3, 3), atol=SAME)


def test_ave_and_composite_reliability_are_semtools_s() -> None:
    for at, letter in enumerate("ABC"):
        ave, rho_c = semtools("ave")[at], semtools("composite_reliability")[at]
        # semTools divides by the implied variance, which its fit reproduces to its own tolerance.
        assert average_variance_extracted(LOADINGS[letter]) == pytest.approx(ave, abs=FIT)
        assert composite_reliability(LOADINGS[letter]) == pytest.approx(rho_c, abs=FIT)
        fit = one_factor(ALL.select(BLOCKS[letter]))
        np.testing.assert_allclose(fit.loadings, LOADINGS[letter], atol=FIT)


def test_htmt_of_parallel_items_is_the_correlation_of_the_constructs() -> None:
    loadings = np.kron(np.eye(3), np.full((4, 1), 0.7))
    phi = np.array([[1.0, 0.6, -0.2], [0.6, 1.0, 0.3], [-0.2, 0.3, 1.0]])
    r = loadings @ phi @ loadings.T
    np.fill_diagonal(r, 1.0)
    found = htmt(Moments(100, NAMES, np.zeros(12), r), BLOCKS)
    np.testing.assert_allclose(found.htmt, np.abs(phi), atol=SAME)
    np.testing.assert_allclose(found.htmt2, np.abs(phi), atol=SAME)


def test_htmt2_is_right_for_items_of_unequal_loadings_and_htmt_is_not() -> None:
    loadings = np.kron(np.eye(2), np.array([[0.9], [0.7], [0.3]]))
    r = loadings @ np.array([[1.0, 0.5], [0.5, 1.0]]) @ loadings.T
    np.fill_diagonal(r, 1.0)
    found = htmt(Moments(100, tuple("abcdef"), np.zeros(6), r), {"x": "abc", "y": "def"})
    assert found.htmt2[0, 1] == pytest.approx(0.5, abs=SAME)
    assert found.htmt[0, 1] > 0.54


def test_many_matrices_at_once_are_each_by_itself() -> None:
    rng = np.random.default_rng(1)
    member = np.repeat(np.eye(3), 4, axis=0)
    many = np.stack([np.corrcoef(ANSWERS[rng.integers(0, 240, 240)].T) for _ in range(5)])
    for geometric in (False, True):
        found = htmt_ratios(many, member, geometric=geometric)
        assert found.shape == (5, 3, 3)
        for one, matrix in zip(found, many, strict=True):
            np.testing.assert_allclose(
                one, htmt_ratios(matrix, member, geometric=geometric), atol=SAME
            )


@given(st.permutations(range(12)), st.permutations("ABC"), st.floats(0.1, 9), st.floats(-9, 9))
def test_order_and_units_change_no_htmt(
    items: list[int], constructs: list[str], scale: float, shift: float
) -> None:
    turned = moments_of(scale * ANSWERS[:, items] + shift, [NAMES[i] for i in items])
    found = htmt(turned, {name: BLOCKS[name][::-1] for name in constructs})
    at = ["ABC".index(name) for name in constructs]
    base = htmt(ALL, BLOCKS)
    np.testing.assert_allclose(found.htmt, base.htmt[np.ix_(at, at)], atol=1e-9)
    np.testing.assert_allclose(found.htmt2, base.htmt2[np.ix_(at, at)], atol=1e-8)


def test_a_construct_of_one_item_has_no_htmt() -> None:
    found = htmt(ALL, {"A": BLOCKS["A"], "one": ["B1"], "C": BLOCKS["C"]})
    assert found.single == ("one",)
    assert np.isnan(found.htmt[1]).all()
    assert np.isnan(found.htmt2[:, 1]).all()
    assert found.htmt[0, 2] == pytest.approx(semtools("htmt_plain")[2], abs=SAME)


def test_exact_zeros_are_a_ratio_of_zero_or_none() -> None:
    r = np.kron(np.eye(2), np.full((2, 2), 0.5)) + 0.5 * np.eye(4)
    names = tuple("abcd")
    apart = htmt(Moments(50, names, np.zeros(4), r), {"x": "ab", "y": "cd"})
    assert apart.htmt[0, 1] == apart.htmt2[0, 1] == 0
    across = htmt(Moments(50, names, np.zeros(4), r), {"x": "ac", "y": "bd"})
    assert np.isnan(across.htmt[0, 1])
    assert np.isnan(across.htmt2[0, 1])


def test_fornell_larcker_is_its_definition() -> None:
    found = fornell_larcker(LOADINGS, PHI)
    np.testing.assert_allclose(found.ave, semtools("ave"), atol=FIT)
    np.testing.assert_allclose(np.diag(found.matrix) ** 2, found.ave, atol=SAME)
    np.testing.assert_allclose(found.matrix[np.triu_indices(3, 1)], PHI[np.triu_indices(3, 1)])
    assert found.largest.tolist() == [PHI[0, 1], PHI[0, 1], PHI[0, 2]]
    assert found.passed.all()
    close = PHI.copy()
    close[0, 1] = close[1, 0] = -0.7
    assert fornell_larcker(LOADINGS, close).passed.tolist() == [False, False, True]


def test_one_construct_has_nothing_to_be_told_from() -> None:
    found = fornell_larcker({"A": LOADINGS["A"]}, np.ones((1, 1)))
    assert found.passed.tolist() == [True]
    assert np.isnan(found.largest).all()


def test_quality_composes_the_methods() -> None:
    found = quality()
    assert found.n == 240
    assert found.k.tolist() == [4, 4, 4]
    assert found.reasons == ("", "", "")
    for at, letter in enumerate("ABC"):
        items = ALL.select(BLOCKS[letter])
        alpha, pairs = cronbach_alpha(items), inter_item(items)
        assert found.alpha[at] == alpha.alpha
        assert found.standardised_alpha[at] == alpha.standardised
        assert found.omega[at] == omega_total(items)
        assert found.composite_reliability[at] == composite_reliability(LOADINGS[letter])
        assert found.mean_inter_item[at] == pairs.mean
        assert found.smallest_item_total[at] == pairs.corrected_item_total.min()
    assert found.largest_htmt.tolist() == found.htmt.htmt[[0, 1, 2], [1, 0, 0]].tolist()
    assert found.alpha_passed.all()
    assert found.composite_passed.all()
    assert not found.ave_passed.any()  # .43 to .46
    assert found.htmt_strict_passed.all()


def test_limits_are_the_reader_s() -> None:
    found = quality(reliability=0.76, ave=0.44, htmt_strict=0.4, htmt_liberal=0.57)
    assert found.composite_passed.tolist() == [True, False, True]
    assert found.ave_passed.tolist() == [True, False, True]
    assert found.htmt_strict_passed.tolist() == [False, False, True]
    assert found.htmt_liberal_passed.all()
    assert found.limits.ave == 0.44
    with pytest.raises(SpecificationError, match="`ave` must be between 0 and 1, got 50"):
        QualityLimits(ave=50)


def test_constructs_of_one_and_two_items_have_a_reason() -> None:
    blocks = {"A": BLOCKS["A"], "one": ["B1"], "two": ["C1", "C2"]}
    loadings = {"A": LOADINGS["A"], "one": [1.0], "two": [0.8, 0.7]}
    found = measurement_quality(ALL, blocks, loadings, PHI)
    assert found.reasons == ("", "single_item", "two_items")
    for numbers in (found.alpha, found.composite_reliability, found.mean_inter_item):
        assert np.isnan(numbers).tolist() == [False, True, False]
    assert np.isnan(found.omega).tolist() == [False, True, True]
    assert np.isnan(found.largest_htmt).tolist() == [False, True, False]
    assert found.ave[1] == 1
    assert not found.alpha_passed[1]
    assert not found.htmt_liberal_passed[1]


def test_a_construct_without_a_proper_factor_leaves_the_others() -> None:
    x = np.column_stack([ANSWERS, ANSWERS[:, 8]])
    blocks = {**BLOCKS, "C": ["C1", "C2", "C3", "copy"]}
    found = measurement_quality(moments_of(x, (*NAMES, "copy")), blocks, LOADINGS, PHI)
    assert found.reasons == ("", "", "no_proper_factor")
    assert np.isnan(found.omega).tolist() == [False, False, True]
    assert np.isfinite(found.alpha).all()


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: htmt(ALL, {"A": ["A1", "A2"], "B": ["A2", "B1"]}), "`A2` of `B` stands twice"),
        (lambda: htmt(ALL, {"A": []}), "`A` has no items"),
        (lambda: htmt(ALL, {}), "name no construct"),
        (lambda: htmt(ALL, {"A": ["A1", "Z9"]}), "no variable `Z9`"),
        (lambda: fornell_larcker(LOADINGS, PHI[:2, :2]), r"shape \(3, 3\), got \(2, 2\)"),
        (lambda: fornell_larcker(LOADINGS, 2 * PHI), "within -1 and 1.*Divide"),
        (lambda: fornell_larcker({**LOADINGS, "A": []}, PHI), "`A` has no loadings"),
        (lambda: measurement_quality(ALL, BLOCKS, {"A": [1]}, PHI), "has 4 items and 1 loadings"),
        (
            lambda: measurement_quality(ALL, BLOCKS, {"A": LOADINGS["A"]}, PHI),
            "lack the construct `B`",
        ),
    ],
)
def test_wrong_arguments_are_refused(build, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        build()


def test_an_item_that_does_not_vary_is_named() -> None:
    x = ANSWERS.copy()
    x[:, 3] = 2
    with pytest.raises(MethodError, match="`A4` does not vary"):
        quality(moments_of(x, NAMES))
