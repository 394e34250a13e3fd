"""Bootstrap intervals and tests: SciPy's formulas, definitions, and the truth covered."""

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.bootstrap_intervals import (
    IntervalMethod,
    bootstrap_interval,
    bootstrap_test,
)
from aqyl.analysis.composites.bootstrap_result import PlsBootstrap
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from scipy.stats import binomtest, bootstrap

from .bootstrap_study import AT, TRUTH, simulated
from .pls_study import ANSWERS, NAMES, triangle


@pytest.fixture(scope="module")
def many() -> PlsBootstrap:
    return bootstrap_pls(ANSWERS, NAMES, triangle(), seed=1, resamples=4000, jackknife=len(ANSWERS))


def test_intervals_are_scipy_s(many: PlsBootstrap) -> None:
    # scipy's formulas on the same draws; its own jackknife of the same estimate.
    def path(rows: np.ndarray) -> float:
        people = ANSWERS[rows.astype(int)]
        return float(pls(moments_of(people, NAMES), triangle(), tolerance=1e-10).paths[0, 2])

    draws = many.draws["paths"][0, 2]
    methods: tuple[tuple[IntervalMethod, str], ...] = (
        ("percentile", "percentile"),
        ("basic", "basic"),
        ("bca", "BCa"),
    )
    for own, theirs in methods:
        seed = bootstrap(
            (np.arange(240),), path, n_resamples=2, method="percentile", vectorized=False, rng=1
        )
        known = bootstrap(
            (np.arange(240),),
            path,
            n_resamples=0,
            bootstrap_result=replace_draws(seed, draws),
            method=theirs,
            vectorized=False,
        ).confidence_interval
        found = bootstrap_interval(many, "paths", method=own)
        assert found.lower[0, 2] == pytest.approx(known.low, abs=1e-8)
        assert found.upper[0, 2] == pytest.approx(known.high, abs=1e-8)
        assert found.lower[0, 0] == found.upper[0, 0] == 0  # no such path


def replace_draws(result: object, draws: np.ndarray) -> object:
    result.bootstrap_distribution = draws  # type: ignore[attr-defined]
    return result


def test_tests_are_their_definition(many: PlsBootstrap) -> None:
    found = bootstrap_test(many, "paths")
    draws, estimate = many.draws["paths"][1, 2], many.original.paths[1, 2]
    assert found.estimate[1, 2] == pytest.approx(estimate, abs=1e-7)
    assert found.se[1, 2] == pytest.approx(draws.std(ddof=1), abs=1e-14)
    assert found.t[1, 2] == pytest.approx(estimate / draws.std(ddof=1), abs=1e-5)
    assert 0.02 < found.p[1, 2] < 0.2
    below = (draws <= 0).sum()
    assert found.p_percentile[1, 2] == pytest.approx(2 * (below + 1) / 4001)
    assert found.p[0, 1] < 1e-6
    assert np.isnan(found.t[1, 0])  # no such path: its draws are zero
    interval = bootstrap_interval(many, "paths", method="t")
    middle = (interval.lower + interval.upper)[1, 2] / 2
    assert middle == pytest.approx(found.estimate[1, 2], abs=1e-12)


def test_the_share_of_draws_beyond_zero_agrees_with_the_interval(many: PlsBootstrap) -> None:
    p = float(bootstrap_test(many, "paths").p_percentile[1, 2])
    for level, inside in ((1 - p + 0.01, True), (1 - p - 0.01, False)):
        found = bootstrap_interval(many, "paths", level=level)
        assert (found.lower[1, 2] < 0 < found.upper[1, 2]) == inside


def test_fewer_groups_are_the_same_jackknife_for_many_people() -> None:
    rng = np.random.default_rng(1)
    x = simulated(rng, 4000)
    bounds = [
        bootstrap_interval(
            bootstrap_pls(x, NAMES, triangle(), seed=1, resamples=1000, jackknife=groups),
            "r_squared",
            method="bca",
        ).lower[2]
        for groups in (4000, 400)
    ]
    assert bounds[0] == pytest.approx(bounds[1], abs=0.002)


@pytest.mark.parametrize("n", [300, 1000, 10_000])
def test_known_loadings_and_paths_are_recovered(n: int) -> None:
    rng = np.random.default_rng(n)
    studies = 60 if n < 10_000 else 12
    found = [pls(moments_of(simulated(rng, n), NAMES), triangle("rrr")) for _ in range(studies)]
    paths = np.array([f.paths[AT] for f in found]) - TRUTH
    loadings = np.array([f.loadings for f in found]) - 0.8
    for errors in (paths, loadings):
        se = errors.std(axis=0, ddof=1) / np.sqrt(studies)
        assert (np.abs(errors.mean(axis=0)) < 4 * se + 1 / n).all()  # no bias beyond chance
    assert np.abs(paths).mean() < 1.6 / np.sqrt(n)
    assert np.abs(loadings).mean() < 0.8 / np.sqrt(n)


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(7)
    hits, studies = np.zeros(3), 150
    for _ in range(studies):
        found = bootstrap_pls(
            simulated(rng, 300), NAMES, triangle("rrr"), seed=1, resamples=400, batch=400
        )
        interval = bootstrap_interval(found, "paths")
        hits += (interval.lower[AT] < TRUTH) & (interval.upper[AT] > TRUTH)
    for count in hits.astype(int):
        assert binomtest(int(count), studies, 0.95).pvalue > 0.005
