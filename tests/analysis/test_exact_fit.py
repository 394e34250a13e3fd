"""Exact fit of PLS path models: rejected where the model is wrong, rarely where it is true."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.composites.bootstrap_fit import exact_fit
from scipy.stats import binomtest

from .bootstrap_study import simulated
from .pls_study import NAMES, triangle


def test_exact_fit_holds_for_a_model_that_holds() -> None:
    rng = np.random.default_rng(2)
    found = exact_fit(simulated(rng, 400), NAMES, triangle("rrr"), seed=1, resamples=300)
    for distance in ("srmr", "d_uls", "d_g"):
        assert found.p[distance] > 0.05
        assert found.quantile[distance] > getattr(found.fit, distance)
    assert found.failures == {}
    assert found.fit.model == "estimated"


def test_exact_fit_is_rejected_for_a_model_that_does_not_hold() -> None:
    x = simulated(np.random.default_rng(2), 400)
    x[:, 3], x[:, 7] = x[:, 7].copy(), x[:, 3].copy()
    found = exact_fit(x, NAMES, triangle("rrr"), seed=1, resamples=200)
    for distance in ("srmr", "d_uls", "d_g"):
        defined = 200 - sum(found.failures.values())
        assert defined > 150
        assert found.p[distance] == pytest.approx(1 / (1 + defined))
        assert found.quantile[distance] < getattr(found.fit, distance)


def test_exact_fit_rejects_a_true_model_as_rarely_as_it_says() -> None:
    rng, studies, rejected = np.random.default_rng(5), 80, 0
    for _ in range(studies):
        x = simulated(rng, 300)
        found = exact_fit(x, NAMES, triangle("rrr"), seed=1, resamples=100, workers=1)
        rejected += found.fit.d_uls > found.quantile["d_uls"]
    assert binomtest(rejected, studies, 0.05).pvalue > 0.01


def test_a_direct_path_left_out_misfits_the_paths_alone() -> None:
    x = simulated(np.random.default_rng(3), 2000)
    model = replace(triangle("rrr"), paths=(("A", "B"), ("B", "C")))
    assert exact_fit(x, NAMES, model, seed=1, resamples=100).p["srmr"] < 0.02
    free = exact_fit(x, NAMES, model, seed=1, resamples=100, against="saturated")
    assert free.p["srmr"] > 0.05
