"""Paths of PLS path models: seminr's VIF and BIC, models compared, interactions judged."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.composites.model_selection import bic, compare_models
from aqyl.analysis.composites.pls_limits import StructureLimits
from aqyl.analysis.composites.pls_structure_quality import structure_quality
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.pls_assessment import assess_pls
from aqyl.analysis.structural_model import Interaction, StructuralModel
from aqyl.survey.errors import SpecificationError

from .pls_study import ALL, ANSWERS, CHAIN, NAMES, PEER, TRIANGLE, fitted, seminr, triangle


def test_paths_and_criteria_are_seminr_s() -> None:
    for name, paths in (("full", TRIANGLE), ("chain", CHAIN)):
        result = fitted(triangle(paths=paths))
        criteria, vifs = seminr(name, "it"), seminr(name, "path_vif")
        found = structure_quality(result)
        for outcome, value in zip(found.outcomes.constructs, found.outcomes.bic, strict=True):
            assert value == pytest.approx(criteria["BIC", outcome], abs=1e-7)  # n times log
        for start, end, vif in zip(
            found.paths.starts, found.paths.ends, found.paths.vif, strict=True
        ):
            peer = vifs[end, start]  # seminr has none for a single predictor; one is meant
            assert vif == pytest.approx(1.0 if np.isnan(peer) else peer, abs=PEER)


def test_weights_of_models_are_seminr_s() -> None:
    models = {"full": fitted(), "chain": fitted(triangle(paths=CHAIN))}
    found = compare_models(models, "C")
    for name, weight in zip(found.models, found.weights, strict=True):
        assert weight == pytest.approx(seminr(name, "weight")["C", ""], abs=1e-7)
    assert found.best == "full"
    assert found.delta.min() == 0
    assert found.predictors.tolist() == [2, 1]


def test_models_that_cannot_be_compared() -> None:
    one = fitted()
    with pytest.raises(SpecificationError, match="at least two models, got 1"):
        compare_models({"one": one}, "C")
    half = pls(moments_of(ANSWERS[:100], NAMES), triangle())
    with pytest.raises(SpecificationError, match="`half` rests on 100, the first on 240"):
        compare_models({"one": one, "half": half}, "C")
    with pytest.raises(SpecificationError, match="`short` measures `C` by other items"):
        compare_models({"one": one, "short": fitted(triangle(single="C"))}, "C")
    with pytest.raises(SpecificationError, match="No path ends at `A`; explained are `B`, `C`"):
        bic(one, "A")


def test_interactions_have_limits_of_their_own() -> None:
    crossed = StructuralModel(
        triangle().constructs,
        (*TRIANGLE, ("AB", "C")),
        interactions=(Interaction("AB", ("A", "B")),),
    )
    result = pls(ALL, crossed, values=ANSWERS)
    found = structure_quality(result)
    assert found.paths.f_squared_least == (0.02, 0.02, 0.02, 0.005)
    f_squared = float(found.paths.f_squared[3])
    limits = StructureLimits(interaction_small=f_squared * 0.5, interaction_medium=f_squared)
    low = replace(limits, interaction_medium=f_squared * 0.9)
    assert structure_quality(result, limits=low).paths.f_squared_verdicts[3] == "medium"
    assert "AB" not in assess_pls(result, ALL).constructs.constructs
