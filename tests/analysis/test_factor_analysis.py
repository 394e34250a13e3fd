"""Extraction and rotation of components and factors against R, PSPP and known truth.

The reference and the script that made it stand in tests/reference/psych.
"""

import csv
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from aqyl.analysis.components import principal_components
from aqyl.analysis.factors import ExtractionMethod, extract, sorted_loadings
from aqyl.analysis.maximum_likelihood import likelihood_test, maximum_likelihood
from aqyl.analysis.moments import Moments, moments_of
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # the same closed form, or a fixed point that both reach to the last digits
OPTIMUM = 2e-7  # GPArotation's line search stops seeing a gain at a gradient of 1e-7
LIKELIHOOD = 1e-8  # factanal's optimiser at its finest setting
PSYCH_LIKELIHOOD = 1e-5  # psych stops its optimiser earlier than factanal
POPULATION = 1e-6  # a criterion that is zero at the truth is flat there: half the digits remain

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
MOMENTS = moments_of(ANSWERS, NAMES)
METHODS = get_args(ExtractionMethod)


def psych(key: str) -> np.ndarray:
    """Return a value, vector or matrix of the reference."""
    columns: dict[str, list[float]] = {}
    with (REFERENCE / "psych" / "factors.csv").open() as source:
        for row in csv.DictReader(source):
            if row["key"] == key:
                columns.setdefault(row["column"], []).append(float(row["value"]))
    return np.squeeze(np.stack(list(columns.values()), axis=1))


def population(loadings: np.ndarray, phi: np.ndarray, n: int = 500) -> Moments:
    """Return the moments that a factor model implies without error."""
    r = loadings @ phi @ loadings.T
    np.fill_diagonal(r, 1.0)
    k = len(r)
    return Moments(n, tuple(f"x{i}" for i in range(k)), np.zeros(k), r)


TRUTH = np.zeros((9, 3))
TRUTH[[0, 1, 2], 0] = 0.9, 0.8, 0.7
TRUTH[[3, 4, 5], 1] = 0.8, 0.7, 0.6
TRUTH[[6, 7, 8], 2] = 0.7, 0.6, 0.5
PHI = np.array([[1.0, 0.5, 0.3], [0.5, 1.0, 0.4], [0.3, 0.4, 1.0]])

# --- extraction and rotation against R ---------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_an_extraction_joins_loadings_scores_and_variances_as_r(method: ExtractionMethod) -> None:
    found = extract(MOMENTS, method=method, count=3, rotation="oblimin")
    key = f"{method}_oblimin_0_normalised"
    np.testing.assert_allclose(found.loadings, psych(key), atol=OPTIMUM)
    np.testing.assert_allclose(found.score_weights, psych(f"{key}_weight"), atol=OPTIMUM)
    np.testing.assert_allclose(found.rotated.sums, (found.structure**2).sum(axis=0), rtol=1e-14)
    assert found.initial.cumulative[-1] == pytest.approx(100)
    assert found.extracted.sums.sum() == pytest.approx(found.communalities.sum(), rel=1e-13)
    assert found.extracted.percent[0] == pytest.approx(100 * found.extracted.sums[0] / 12)
    turned = extract(MOMENTS, method=method, count=3)
    np.testing.assert_allclose(turned.score_weights, psych(f"{method}_varimax_weight"), atol=1e-7)
    assert turned.rotated.sums.sum() == pytest.approx(turned.communalities.sum(), rel=1e-13)


def test_principal_axes_are_psych_s() -> None:
    found = extract(MOMENTS, method="principal_axis", count=3)
    np.testing.assert_allclose(found.initial_communalities, psych("smc"), atol=SAME)
    np.testing.assert_allclose(found.communalities, psych("pa_communality"), atol=1e-9)
    assert found.test is None


def test_maximum_likelihood_and_its_test_are_factanal_s_and_psych_s() -> None:
    found = extract(MOMENTS, method="maximum_likelihood", count=3)
    np.testing.assert_allclose(1 - found.communalities, psych("ml_unique"), atol=LIKELIHOOD)
    np.testing.assert_allclose(
        found.communalities, psych("psych_ml_communality"), atol=PSYCH_LIKELIHOOD
    )
    assert found.test is not None
    assert found.test.chi_square == pytest.approx(psych("ml_chi"), rel=SAME)
    assert found.test.df == psych("ml_df") == 33
    assert found.test.p == pytest.approx(psych("ml_p"), rel=SAME)
    assert found.iterations < 10


# GNU PSPP 1.6: FACTOR /VARIABLES=A1 TO C4 /CRITERIA=FACTORS(3) RCONVERGE(1e-12) ITERATE(500)
# /EXTRACTION=PC /ROTATION=PROMAX(4): signs and order as here; SPSS's convention of the target.
PSPP_PATTERN = (
    (0.816537429994843, 0.011461041029229, -0.006564182483411),  # A1
    (0.048269705255330, 0.796341873221459, -0.016603973044339),  # B1
    (0.002827018447640, 0.115141786273940, 0.811363775515569),  # C1
)
PSPP_PHI = (0.421348640904680, 0.298987315208780, 0.229585957668086)


def test_promax_is_pspp_s() -> None:
    found = extract(MOMENTS, count=3, rotation="promax")
    np.testing.assert_allclose(found.loadings[[0, 4, 8]], PSPP_PATTERN, atol=1e-9)
    np.testing.assert_allclose(found.phi[[0, 0, 1], [1, 2, 2]], PSPP_PHI, atol=1e-9)


def test_principal_components_are_the_extraction_of_components() -> None:
    ours, general = principal_components(MOMENTS), extract(MOMENTS)
    np.testing.assert_array_equal(ours.loadings, general.loadings)
    np.testing.assert_array_equal(ours.explained, general.rotated.sums)
    assert principal_components(MOMENTS, rotate=False).rotation.method == "none"


# --- truth without a reference -----------------------------------------------------------------


@pytest.mark.parametrize("method", ["principal_axis", "maximum_likelihood"])
def test_oblimin_finds_the_factors_of_a_population(method: ExtractionMethod) -> None:
    found = extract(population(TRUTH, PHI), method=method, count=3, rotation="oblimin")
    np.testing.assert_allclose(found.loadings, TRUTH, atol=POPULATION)
    np.testing.assert_allclose(found.phi, PHI, atol=POPULATION)
    np.testing.assert_allclose(found.communalities, (TRUTH**2).sum(axis=1), atol=POPULATION)


def test_a_model_that_holds_is_not_rejected_and_one_that_does_not_is() -> None:
    three = extract(population(TRUTH, PHI), method="maximum_likelihood", count=3).test
    one = extract(population(TRUTH, PHI), method="maximum_likelihood", count=1).test
    assert three is not None
    assert one is not None
    assert three.chi_square == pytest.approx(0, abs=1e-9)
    assert three.p == pytest.approx(1)
    assert one.p < 1e-6


def test_the_test_of_fit_keeps_its_level() -> None:
    """Of 300 samples from a two-factor model, about 5 in 100 reject it at .05."""
    loadings = np.kron(np.eye(2), np.array([[0.8], [0.7], [0.7], [0.6]]))
    rng = np.random.default_rng(11)
    root = np.linalg.cholesky(population(loadings, np.eye(2)).covariance)
    p = [
        extract(
            moments_of(rng.normal(size=(300, 8)) @ root.T, NAMES[:8]),
            method="maximum_likelihood",
            count=2,
        ).test.p  # pyright: ignore[reportOptionalMemberAccess]
        for _ in range(300)
    ]
    assert 0.02 < np.mean(np.array(p) < 0.05) < 0.09
    assert 0.4 < np.mean(p) < 0.6


@given(
    st.sampled_from(METHODS),
    st.sampled_from(["varimax", "promax", "oblimin"]),
    st.permutations(range(12)),
    st.lists(st.booleans(), min_size=12, max_size=12),
    st.floats(0.1, 9),
)
def test_order_direction_and_units_of_items_change_nothing(
    method, rotation, order: list[int], flip: list[bool], scale: float
) -> None:
    sign = np.where(flip, -1.0, 1.0)
    base = extract(MOMENTS, method=method, count=3, rotation=rotation)
    changed = moments_of((ANSWERS * sign * scale)[:, order], tuple(NAMES[i] for i in order))
    found = extract(changed, method=method, count=3, rotation=rotation)
    np.testing.assert_allclose(np.abs(found.loadings), np.abs(base.loadings[order]), atol=1e-8)
    common = base.loadings @ base.phi @ base.loadings.T * np.outer(sign, sign)
    np.testing.assert_allclose(
        found.loadings @ found.phi @ found.loadings.T, common[np.ix_(order, order)], atol=1e-8
    )
    assert (found.loadings.sum(axis=0) >= 0).all()
    assert (np.diff(found.rotated.sums) <= 1e-12).all()


@pytest.mark.parametrize("rotation", ["varimax", "promax", "oblimin"])
def test_component_scores_correlate_as_phi_says(rotation) -> None:
    found = extract(MOMENTS, count=3, rotation=rotation)
    scores = found.score_weights.T @ MOMENTS.correlation @ found.score_weights
    np.testing.assert_allclose(scores, found.phi, atol=1e-12)


def test_components_of_fewer_people_than_items_have_scores_too() -> None:
    moments = moments_of(ANSWERS[:8], NAMES)
    found = extract(moments, count=3, rotation="oblimin")
    scores = found.score_weights.T @ moments.correlation @ found.score_weights
    np.testing.assert_allclose(scores, found.phi, atol=1e-10)


def test_one_factor_is_not_rotated() -> None:
    found = extract(MOMENTS, method="principal_axis", count=1, rotation="oblimin")
    assert found.rotation.method == "none"
    assert not found.rotation.oblique
    np.testing.assert_array_equal(found.loadings, found.unrotated)
    np.testing.assert_array_equal(found.phi, [[1.0]])


def test_saturated_models_have_no_test() -> None:
    found = extract(MOMENTS.select(NAMES[:3]), method="maximum_likelihood", count=1)
    assert found.test is not None
    assert found.test.df == 0
    assert np.isnan(found.test.p)


def test_rows_are_sorted_as_spss_sorts_them() -> None:
    loadings = np.array([[0.2, 0.7], [-0.6, 0.1], [0.8, 0.3], [0.3, -0.9]])
    found = sorted_loadings(loadings, suppress=0.3)
    assert found.order.tolist() == [2, 1, 3, 0]
    assert found.factor.tolist() == [1, 0, 0, 1]
    assert found.shown.tolist() == [[False, True], [True, False], [True, True], [True, True]]


# --- what is not defined -----------------------------------------------------------------------

COPY = moments_of(np.c_[ANSWERS, ANSWERS[:, 0]], (*NAMES, "copy"))
HEYWOOD = Moments(
    100,
    ("a", "b", "c"),
    np.zeros(3),
    np.array([[1.0, 0.8, 0.8], [0.8, 1.0, 0.4], [0.8, 0.4, 1.0]]),
)
CONSTANT = moments_of(np.c_[ANSWERS, np.ones(240)], (*NAMES, "one"))
ALIKE = moments_of(np.full((9, 3), 4.0), ("a", "b", "c"))
NOTHING = Moments(99, ("a", "b", "c"), np.zeros(3), np.eye(3))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: extract(COPY, method="principal_axis"), "13 variables and 240 people is singular"),
        (lambda: extract(COPY, method="maximum_likelihood"), "singular"),
        (
            lambda: extract(moments_of(ANSWERS[:8], NAMES), method="principal_axis"),
            "12 variables and 8 people is singular",
        ),
        (lambda: extract(moments_of(ANSWERS[:8], NAMES), count=8), "Only 7 components have any"),
        (lambda: extract(CONSTANT), "`one` does not vary"),
        (lambda: extract(ALIKE), "`a` does not vary"),
        (lambda: extract(NOTHING), "nothing is shared"),
        (lambda: extract(HEYWOOD, method="principal_axis", count=1), "of `a` passes 1 in round"),
        (
            lambda: extract(HEYWOOD, method="maximum_likelihood", count=1),
            "Heywood case: `a` has no unique variance",
        ),
        (
            lambda: extract(MOMENTS.select(NAMES[:5]), method="maximum_likelihood", count=3),
            "3 factors of 5 variables have more unknowns",
        ),
        (lambda: likelihood_test(0.1, n=7, k=12, count=3), "7 people are too few"),
    ],
)
def test_what_is_not_defined_is_said(build, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        build()


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: extract(MOMENTS, method="minres"), "got minres and varimax"),  # pyright: ignore
        (lambda: extract(MOMENTS, rotation="equamax"), "got components and eq"),  # pyright: ignore
        (lambda: extract(MOMENTS, count=13), "from 1 to 12, got 13"),
        (lambda: extract(MOMENTS, method="principal_axis", count=12), "from 1 to 11, got 12"),
        (lambda: extract(MOMENTS, count=0), "from 1 to 12, got 0"),
        (lambda: sorted_loadings(TRUTH, suppress=3), "from 0 to 1, got 3"),
    ],
)
def test_wrong_options_are_refused(build, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        build()


def test_likelihood_steps_do_not_depend_on_the_names() -> None:
    r = population(TRUTH, PHI).covariance
    one, other = (maximum_likelihood(r, 3, names) for names in (NAMES[:9], NAMES[3:]))
    np.testing.assert_array_equal(one.loadings, other.loadings)
