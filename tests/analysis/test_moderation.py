"""Simple slopes and curves against regressions of R; bootstrap intervals; invariances."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.bootstrap_result import PlsBootstrap
from aqyl.analysis.composites.moderation import simple_slopes
from aqyl.analysis.composites.pls_result import PlsResult
from aqyl.analysis.composites.quadratic_effects import quadratic_effect, with_square
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import Interaction, MeasuredConstruct, StructuralModel
from aqyl.survey.errors import SpecificationError

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # regressions of standardised single items in closed form

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
with (REFERENCE / "r" / "assessment.csv").open() as stream:
    R = {(row["key"], row["name"]): float(row["value"]) for row in csv.DictReader(stream)}

PLAIN = StructuralModel(
    tuple(MeasuredConstruct(n, (f"{n}1",)) for n in "ABC"), (("A", "C"), ("B", "C"))
)
CROSSED = StructuralModel(
    PLAIN.constructs, (*PLAIN.paths, ("AB", "C")), interactions=(Interaction("AB", ("A", "B")),)
)
CURVE = with_square(StructuralModel(PLAIN.constructs[::2], (("A", "C"),)), "A", "C")


def fitted(model: StructuralModel, values: np.ndarray = ANSWERS) -> PlsResult:
    return pls(moments_of(values, NAMES), model, values=values)


def test_simple_slopes_are_r_s() -> None:
    found = simple_slopes(fitted(CROSSED), "AB", "C", "B")
    assert (found.focal, found.moderator) == ("A", "B")
    expected = [R["slope", str(z)] for z in (-1, 0, 1)]
    np.testing.assert_allclose(found.slopes, expected, atol=SAME)
    lines = [[R["predicted", f"{m} {f}"] for f in (-1, 0, 1)] for m in (-1, 0, 1)]
    np.testing.assert_allclose(found.predicted, lines, atol=SAME)
    assert found.f_squared == pytest.approx(R["f_squared", "A1:B1"], abs=SAME)
    assert found.slope_interval is None


def test_the_curve_is_r_s() -> None:
    found = quadratic_effect(fitted(CURVE), "A^2", "C")
    assert found.bend == pytest.approx(R["bend", "A1"], abs=SAME)
    assert found.turning_point == pytest.approx(R["turning", "A1"], rel=1e-9)
    curve = [R["curve", str(x)] for x in (-1, 0, 1)]
    np.testing.assert_allclose(found.predicted, curve, atol=SAME)
    assert found.curvature == "opens_downward"
    slope = (np.diff(found.predicted)).mean()
    assert found.slopes[1] == pytest.approx(slope, abs=SAME)


def test_either_construct_may_moderate() -> None:
    result = fitted(CROSSED)
    one, other = (simple_slopes(result, "AB", "C", name) for name in "AB")
    assert one.change == pytest.approx(other.change, abs=SAME)
    np.testing.assert_allclose(one.predicted, other.predicted.T, atol=SAME)


def test_reversing_the_moderator_reverses_the_levels() -> None:
    turned = ANSWERS.copy()
    turned[:, NAMES.index("B1")] = 6 - turned[:, NAMES.index("B1")]
    plain = simple_slopes(fitted(CROSSED), "AB", "C", "B")
    found = simple_slopes(fitted(CROSSED, turned), "AB", "C", "B")
    np.testing.assert_allclose(found.slopes, plain.slopes[::-1], atol=SAME)


def test_a_known_interaction_is_recovered() -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(20_000, 12))
    at = {name: i for i, name in enumerate(NAMES)}
    a, b = x[:, at["A1"]], x[:, at["B1"]]
    x[:, at["C1"]] = 0.4 * a + 0.2 * b + 0.3 * a * b + 0.5 * x[:, at["C1"]]
    found = simple_slopes(fitted(CROSSED, x), "AB", "C", "B")
    sd = np.sqrt(0.16 + 0.04 + 0.09 + 0.25)
    # Four standard errors of a coefficient of 20,000 people.
    np.testing.assert_allclose(found.slopes, np.array([0.1, 0.4, 0.7]) / sd, atol=0.03)


def with_sd(found: PlsBootstrap) -> PlsBootstrap:
    """Give a bootstrap the draws of the products' standard deviations: those of the estimate."""
    if "product_sd" in found.draws:
        return found
    sd = np.repeat(found.original.product_sd[:, None], found.resamples, axis=1)
    return replace(found, draws=found.draws | {"product_sd": sd})


def test_intervals_of_slopes_hold_them() -> None:
    found = with_sd(bootstrap_pls(ANSWERS, NAMES, CROSSED, seed=1, resamples=400))
    slopes = simple_slopes(found.original, "AB", "C", "B", bootstrap=found)
    assert slopes.slope_interval is not None
    assert slopes.change_interval is not None
    assert (slopes.slope_interval.lower < slopes.slopes).all()
    assert (slopes.slope_interval.upper > slopes.slopes).all()
    assert slopes.slope_interval.excludes_zero.tolist()[1]
    assert not slopes.change_interval.excludes_zero
    curve = with_sd(bootstrap_pls(ANSWERS, NAMES, CURVE, seed=1, resamples=400))
    bent = quadratic_effect(curve.original, "A^2", "C", bootstrap=curve)
    assert bent.bend_interval is not None
    assert bent.curvature == ("opens_downward" if bent.bend_interval.excludes_zero else "straight")


def test_draws_of_the_products_are_demanded() -> None:
    found = bootstrap_pls(ANSWERS, NAMES, CROSSED, seed=1, resamples=40)
    without = {name: x for name, x in found.draws.items() if str(name) != "product_sd"}
    with pytest.raises(SpecificationError, match="no draws of `product_sd`"):
        simple_slopes(found.original, "AB", "C", "B", bootstrap=replace(found, draws=without))


def test_refusals() -> None:
    crossed, curve = fitted(CROSSED), fitted(CURVE)
    with pytest.raises(SpecificationError, match="no interaction `BA`"):
        simple_slopes(crossed, "BA", "C", "B")
    with pytest.raises(SpecificationError, match="`C` is none of the constructs of `AB`"):
        simple_slopes(crossed, "AB", "C", "C")
    with pytest.raises(SpecificationError, match="`AB` has no path to `B`"):
        simple_slopes(crossed, "AB", "B", "A")
    with pytest.raises(SpecificationError, match=r"`A\^2` is the square of `A`"):
        simple_slopes(curve, "A^2", "C", "A")
    with pytest.raises(SpecificationError, match="`AB` is the product of two constructs"):
        quadratic_effect(crossed, "AB", "C")
    with pytest.raises(SpecificationError, match="no path from `A` to `B` to be bent"):
        with_square(PLAIN, "A", "B")


def test_the_square_of_one_construct_may_act_twice() -> None:
    chain = StructuralModel(PLAIN.constructs, (("A", "B"), ("A", "C"), ("B", "C")))
    bent = with_square(with_square(chain, "A", "B"), "A", "C")
    assert [product.id for product in bent.interactions] == ["A^2"]
    assert quadratic_effect(fitted(bent), "A^2", "B").outcome == "B"
    assert chain.interactions == ()
