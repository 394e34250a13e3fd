"""Resamples without an estimate are counted by their reason, and wrong arguments are refused."""

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.bootstrap_fit import exact_fit
from aqyl.analysis.composites.bootstrap_intervals import bootstrap_interval
from aqyl.analysis.moments import moments_of
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
from aqyl.survey.errors import MethodError, SpecificationError

from .bootstrap_study import HIGHER, MODERATED, missing_answers
from .pls_study import ANSWERS, NAMES, triangle


def test_a_constant_item_in_some_resamples_is_counted() -> None:
    x = ANSWERS.copy()
    x[:, 0] = 3
    x[0, 0] = 4  # a resample has this person or not: (1 - 1/240)^240 = .367
    found = bootstrap_pls(x, NAMES, triangle(), seed=1, resamples=2000)
    share = found.failures["constant_item"] / 2000
    assert share == pytest.approx((239 / 240) ** 240, abs=4 * np.sqrt(0.37 * 0.63 / 2000))
    assert found.usable + found.failures["constant_item"] == 2000
    lost = found.reasons > 0
    for draws in found.draws.values():
        assert np.isnan(draws[..., lost]).all()
    assert np.isfinite(found.draws["paths"][..., ~lost]).all()
    interval = bootstrap_interval(found, "paths")
    assert interval.undefined[0, 1] == lost.sum()
    assert np.isfinite(interval.lower[0, 1])


def test_items_that_determine_each_other_in_some_resamples_are_counted() -> None:
    x = ANSWERS.copy()
    x[:, 1] = x[:, 0]
    x[0, 1] = 6 - x[0, 0] if x[0, 0] != 3 else 5
    found = bootstrap_pls(x, NAMES, triangle("BAA"), seed=1, resamples=500)
    assert found.failures == {"singular": pytest.approx(184, abs=45)}
    assert bootstrap_pls(x, NAMES, triangle(), seed=1, resamples=100).failures == {}


def test_weights_that_do_not_converge_are_counted() -> None:
    found = bootstrap_pls(ANSWERS, NAMES, triangle(), seed=1, resamples=300, limit=12)
    assert set(found.failures) == {"not_converged"}
    assert 0 < found.failures["not_converged"] < 300


def test_factors_that_are_improper_in_some_resamples_are_counted() -> None:
    rng = np.random.default_rng(1)
    x = 0.6 * rng.normal(size=(60, 1)) + rng.normal(size=(60, 3))
    model = StructuralModel(
        (
            MeasuredConstruct("x", ("a", "b"), "reflective"),
            MeasuredConstruct("y", ("c",)),
        ),
        (("x", "y"),),
    )
    moments = moments_of(x, tuple("abc"))
    assert moments.correlation[0, 1] > 0
    found = bootstrap_pls(x, tuple("abc"), model, seed=1, resamples=1000)
    assert found.failures["negative_rho_a"] > 10
    assert found.improper.sum() > 10
    assert not (found.improper & (found.reasons > 0)).any()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"resamples": 0}, "`resamples` must be at least 1, got 0"),
        ({"batch": 0}, "`batch` must be at least 1, got 0"),
        ({"workers": 0}, "`workers` must be at least 1, got 0"),
        ({"seed": -1}, "`seed` must not be negative"),
        ({"jackknife": 241}, "between 0 and the 240 people, got 241"),
        ({"missing": "zero"}, '`missing` must be "listwise"'),
        ({"signs": "all"}, '`signs` must be "none"'),
        ({"names": NAMES[1:]}, r"each of 11 names, got the shape \(240, 12\)"),
        ({"names": ("x", *NAMES[1:])}, "no variable `A1`"),
    ],
)
def test_wrong_arguments_are_refused(change: dict, message: str) -> None:
    given = {"values": ANSWERS, "names": NAMES, "model": triangle(), "seed": 1}
    with pytest.raises(SpecificationError, match=message):
        bootstrap_pls(**(given | change))


def test_what_is_not_defined_is_refused() -> None:
    x = missing_answers()
    with pytest.raises(SpecificationError, match="Interactions need complete rows"):
        bootstrap_pls(x, NAMES, MODERATED, seed=1, missing="mean_inside")
    x[:, 2] = np.nan
    with pytest.raises(MethodError, match="Nobody answered `A3`"):
        bootstrap_pls(x, NAMES, triangle(), seed=1, missing="mean")
    with pytest.raises(MethodError, match="got 0"):
        bootstrap_pls(x, NAMES, triangle(), seed=1)
    with pytest.raises(MethodError, match="more people than items, got 2 people for 12 items"):
        bootstrap_pls(ANSWERS[:2], NAMES, triangle(), seed=1)
    found = bootstrap_pls(ANSWERS, NAMES, triangle(), seed=1, resamples=10)
    with pytest.raises(MethodError, match="BCa intervals need the jackknife"):
        bootstrap_interval(found, "paths", method="bca")
    with pytest.raises(SpecificationError, match="`level` must be between 0 and 1, got 95"):
        bootstrap_interval(found, "paths", level=95)
    assert np.isnan(bootstrap_interval(found, "paths").lower).all()  # ten draws have no quantiles
    for model in (HIGHER, MODERATED):
        with pytest.raises(SpecificationError, match="models of one stage"):
            exact_fit(ANSWERS, NAMES, model, seed=1)
    x = ANSWERS.copy()
    x[:, 1] = x[:, 0]
    with pytest.raises(MethodError, match="smallest eigenvalue of the observed ones"):
        exact_fit(x, NAMES, triangle(), seed=1)
