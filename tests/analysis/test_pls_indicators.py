"""Indicators of PLS path models: seminr's numbers, weights of formed constructs, VIF."""

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.common_method_bias import full_collinearity
from aqyl.analysis.composites.model_selection import bic
from aqyl.analysis.composites.pls_indicator_quality import indicator_quality
from aqyl.analysis.composites.pls_limits import MeasurementLimits
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.pls_assessment import assess_pls
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
from aqyl.survey.errors import MethodError
from hypothesis import given, settings
from hypothesis import strategies as st

from .pls_study import ALL, ANSWERS, ITEMS, NAMES, SAME, TRIANGLE, fitted, seminr, triangle


def test_indicators_are_seminr_s() -> None:
    found, cells = indicator_quality(fitted(), ALL), seminr("full", "item_vif")
    assert len(found.indicators) == len(cells) == 12
    for construct, item, vif in zip(found.constructs, found.indicators, found.vif, strict=True):
        assert vif == pytest.approx(cells[construct, item], abs=SAME)
    np.testing.assert_allclose(found.communalities, found.loadings**2, atol=SAME)
    assert found.cross_passed.all()


def test_weights_of_mode_b_are_judged_by_interval_and_loading() -> None:
    rng = np.random.default_rng(7)
    x = rng.normal(size=(800, 4))
    x[:, 1] = 0.85 * x[:, 0] + np.sqrt(1 - 0.85**2) * x[:, 1]  # says what the first says
    y = 0.6 * x[:, 0] + 0.8 * rng.normal(size=800)
    values = np.column_stack([x, y])
    names = ("x1", "x2", "x3", "x4", "y")
    formed = StructuralModel(
        (MeasuredConstruct("X", names[:4], "B"), MeasuredConstruct("Y", ("y",))), (("X", "Y"),)
    )
    bootstrap = bootstrap_pls(values, names, formed, seed=1, resamples=400)
    moments = moments_of(values, names)
    found = indicator_quality(bootstrap.original, moments, bootstrap=bootstrap)
    assert found.weight_verdicts == ("relevant", "kept_for_loading", "irrelevant", "irrelevant", "")
    assert found.loading_verdicts == ("",) * 5
    high = MeasurementLimits(absolute_loading=0.99)
    judged = indicator_quality(bootstrap.original, moments, bootstrap=bootstrap, limits=high)
    assert judged.weight_verdicts[1] == "doubtful"
    keys = [f.key for f in assess_pls(bootstrap.original, moments, bootstrap=bootstrap).findings]
    assert keys.count("weight_irrelevant") == 2
    assert "weight_kept_for_loading" in keys


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(12)), st.lists(st.floats(0.1, 90), min_size=12, max_size=12))
def test_order_and_units_change_nothing(order: list[int], factors: list[float]) -> None:
    values = ANSWERS[:, order] * np.array(factors)
    names = [NAMES[i] for i in order]
    other = moments_of(values, names)
    reversed_items = StructuralModel(
        tuple(MeasuredConstruct(n, ITEMS[n][::-1]) for n in "ABC"), TRIANGLE
    )
    found = indicator_quality(pls(other, reversed_items), other)
    plain = indicator_quality(pls(ALL, triangle()), ALL)
    at = [found.indicators.index(item) for item in plain.indicators]
    np.testing.assert_allclose(found.vif[at], plain.vif, rtol=1e-8)
    np.testing.assert_allclose(found.loadings[at], plain.loadings, atol=1e-6)  # stop at 1e-7
    np.testing.assert_allclose(found.largest_cross[at], plain.largest_cross, atol=1e-6)


def test_items_that_say_the_same_have_an_infinite_vif() -> None:
    r = np.array(
        [[1.0, 1.0, 0.5, 0.4], [1.0, 1.0, 0.5, 0.4], [0.5, 0.5, 1, 0.3], [0.4, 0.4, 0.3, 1]]
    )
    m = Moments(99, ("a", "b", "c", "y"), np.zeros(4), r)
    twins = StructuralModel(
        (MeasuredConstruct("X", ("a", "b", "c")), MeasuredConstruct("Y", ("y",))), (("X", "Y"),)
    )
    found = indicator_quality(pls(m, twins), m)
    assert np.isinf(found.vif[:2]).all()
    assert found.vif[2] == pytest.approx(1 / 0.75, abs=SAME)
    assert found.vif_verdicts == ("critical", "critical", "fine", "")
    same = StructuralModel(
        (MeasuredConstruct("X", ("a",)), MeasuredConstruct("Y", ("b",))), (("X", "Y"),)
    )
    with pytest.raises(MethodError, match="The constructs `X`, `Y` determine each other"):
        full_collinearity(pls(m, same))
    with pytest.raises(MethodError, match="The BIC of `Y` is not defined: R squared is 1"):
        bic(pls(m, same), "Y")
