"""Common method bias: full collinearity as R has it, and the single factor."""

import csv

import numpy as np
import pytest
from aqyl.analysis.components import principal_components
from aqyl.analysis.composites.common_method_bias import full_collinearity, single_factor
from aqyl.analysis.composites.pls_limits import BiasLimits
from aqyl.survey.errors import MethodError

from .pls_study import ALL, REFERENCE, SAME, fitted, triangle


def test_full_collinearity_is_r_s() -> None:
    with (REFERENCE / "r" / "assessment.csv").open() as source:
        cells = [row for row in csv.DictReader(source) if row["key"] == "full_vif"]
    found = full_collinearity(fitted(triangle(single="ABC")))
    np.testing.assert_allclose(found.vif, [float(row["value"]) for row in cells], atol=SAME)
    assert not found.suspected.any()
    strict = full_collinearity(fitted(triangle(single="ABC")), limits=BiasLimits(vif=1.1))
    assert strict.suspected.tolist() == (found.vif > 1.1).tolist()


def test_the_single_factor_is_the_first_component() -> None:
    found = single_factor(ALL)
    component = principal_components(ALL, count=1)
    assert found.component == pytest.approx(component.eigenvalues[0] / 12, abs=SAME)
    assert 0 < found.factor < found.component
    assert not found.suspected
    pair = single_factor(ALL.select(["A1", "A2"]))
    assert np.isnan(pair.factor)
    with pytest.raises(MethodError, match="at least two items, got 1"):
        single_factor(ALL.select(["A1"]))
