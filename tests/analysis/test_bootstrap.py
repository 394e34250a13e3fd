"""Bootstrap of PLS path models: every resample against an estimate by itself, and its signs."""

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.pls_quantities import QUANTITIES, Quantity
from aqyl.analysis.composites.pls_result import PlsResult
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel

from .bootstrap_study import HIGHER, MODELS, PLATFORM, missing_answers, resample
from .pls_study import ANSWERS, NAMES, TIGHT, triangle


def number(found: PlsResult, quantity: Quantity) -> np.ndarray | float:
    """Return a number of a result by the name that draws have."""
    match quantity:
        case "part_weights":
            return found.higher.weights
        case "part_loadings":
            return found.higher.loadings
        case "srmr":
            return found.estimated.srmr
        case "srmr_saturated":
            return found.saturated.srmr
        case _:
            return getattr(found, quantity)


@pytest.mark.parametrize("name", MODELS)
def test_every_resample_is_an_estimate_by_itself(name: str) -> None:
    model = MODELS[name]
    found = bootstrap_pls(ANSWERS, NAMES, model, seed=3, resamples=40, batch=16)
    assert set(found.draws) == set(QUANTITIES)
    for index in (0, 15, 16, 39):
        rows = ANSWERS[resample(index)]
        alone = pls(moments_of(rows, NAMES), model, tolerance=TIGHT, values=rows)
        for quantity, draws in found.draws.items():
            np.testing.assert_allclose(
                draws[..., index], number(alone, quantity), atol=PLATFORM, err_msg=quantity
            )
    for quantity, estimate in found.estimates.items():
        np.testing.assert_allclose(estimate, number(found.original, quantity), atol=1e-6)
    assert found.usable == 40
    assert found.failures == {}


@pytest.mark.parametrize("name", ["factors", "moderated"])
@pytest.mark.parametrize("scale", [1.0, 0.37])  # answers in whole numbers, and others
def test_batches_and_workers_change_nothing(name: str, scale: float) -> None:
    runs = [
        bootstrap_pls(
            scale * ANSWERS, NAMES, MODELS[name], seed=5, resamples=70, batch=b, workers=w
        )
        for b, w in ((512, 1), (7, 1), (16, 4))
    ]
    for quantity, draws in runs[0].draws.items():
        for other in runs[1:]:
            np.testing.assert_allclose(
                other.draws[quantity], draws, atol=PLATFORM, err_msg=quantity
            )
    longer = bootstrap_pls(ANSWERS, NAMES, MODELS[name], seed=5, resamples=80)
    np.testing.assert_allclose(longer.draws["paths"][..., :70], runs[0].draws["paths"], atol=1e-10)
    other = bootstrap_pls(ANSWERS, NAMES, MODELS[name], seed=6, resamples=70)
    assert np.abs(other.draws["paths"] - runs[0].draws["paths"]).max() > 0.01


def test_missing_answers_are_left_out_or_replaced_as_named() -> None:
    x, model = missing_answers(), triangle("BAr")
    complete = x[~np.isnan(x).any(axis=1)]
    listwise = bootstrap_pls(x, NAMES, model, seed=3, resamples=5)
    assert listwise.original.n == len(complete) < 200
    known = bootstrap_pls(complete, NAMES, model, seed=3, resamples=5)
    np.testing.assert_array_equal(listwise.draws["paths"], known.draws["paths"])

    once = bootstrap_pls(x, NAMES, model, seed=3, resamples=5, missing="mean")
    replaced = np.where(np.isnan(x), np.nanmean(x, axis=0), x)
    alone = pls(moments_of(replaced[resample(2)], NAMES), model, tolerance=TIGHT)
    np.testing.assert_allclose(once.draws["paths"][..., 2], alone.paths, atol=PLATFORM)

    inside = bootstrap_pls(x, NAMES, model, seed=3, resamples=5, missing="mean_inside")
    rows = x[resample(2)]
    rows = np.where(np.isnan(rows), np.nanmean(rows, axis=0), rows)
    alone = pls(moments_of(rows, NAMES), model, tolerance=TIGHT)
    np.testing.assert_allclose(inside.draws["paths"][..., 2], alone.paths, atol=PLATFORM)
    np.testing.assert_allclose(inside.estimates["paths"], once.estimates["paths"], atol=PLATFORM)
    assert not np.allclose(inside.draws["paths"], once.draws["paths"], atol=1e-6)


def test_signs_follow_the_rule() -> None:
    # Two items against two: which way the construct points is a toss in every resample.
    rng = np.random.default_rng(3)
    f = rng.normal(size=(120, 1))
    x = np.hstack([f, f, -f, -f, f]) + 0.8 * rng.normal(size=(120, 5))
    names = tuple("abcde")
    model = StructuralModel(
        (MeasuredConstruct("x", tuple("abcd")), MeasuredConstruct("y", ("e",))), (("x", "y"),)
    )
    plain = bootstrap_pls(x, names, model, seed=1, resamples=400).draws
    turned = bootstrap_pls(x, names, model, seed=1, resamples=400, signs="construct")
    single = bootstrap_pls(x, names, model, seed=1, resamples=400, signs="individual")
    original = turned.estimates
    assert 40 < (np.sign(plain["paths"][0, 1]) != np.sign(original["paths"][0, 1])).sum() < 360
    for found in (turned.draws, single.draws):
        assert (np.sign(found["paths"][0, 1]) == np.sign(original["paths"][0, 1])).all()
        assert (np.sign(found["loadings"][:4]) == np.sign(original["loadings"])[:4, None]).all()
        for quantity in ("paths", "loadings", "weights", "total"):
            np.testing.assert_allclose(np.abs(found[quantity]), np.abs(plain[quantity]))
        np.testing.assert_array_equal(found["r_squared"], plain["r_squared"])
    agreed = bootstrap_pls(ANSWERS, NAMES, HIGHER, seed=1, resamples=50)
    same = bootstrap_pls(ANSWERS, NAMES, HIGHER, seed=1, resamples=50, signs="construct")
    for quantity, draws in agreed.draws.items():
        np.testing.assert_array_equal(same.draws[quantity], draws)
