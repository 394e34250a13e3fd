"""Bootstrap of PLS path models: every resample against an estimate by itself, and known truth."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.bootstrap_draws import BLOCK, counts
from aqyl.analysis.composites.bootstrap_fit import exact_fit
from aqyl.analysis.composites.bootstrap_intervals import (
    IntervalMethod,
    bootstrap_interval,
    bootstrap_test,
)
from aqyl.analysis.composites.bootstrap_result import PlsBootstrap
from aqyl.analysis.composites.pls_quantities import QUANTITIES, Quantity
from aqyl.analysis.composites.pls_result import PlsResult
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    Mode,
    StructuralModel,
)
from aqyl.survey.errors import MethodError, SpecificationError
from scipy.stats import binomtest, bootstrap, chisquare

REFERENCE = Path(__file__).parents[1] / "reference"
PLATFORM = 1e-10  # batches, workers, and an estimate by itself iterated to the last digits
TIGHT = 1e-13  # stop criterion of estimates by themselves

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
PATHS = (("A", "B"), ("A", "C"), ("B", "C"))


def triangle(modes: str = "AAA") -> StructuralModel:
    named: dict[str, Mode] = {"A": "A", "B": "B", "r": "reflective"}
    return StructuralModel(
        tuple(
            MeasuredConstruct(n, tuple(f"{n}{i}" for i in range(1, 5)), named[mode])
            for n, mode in zip("ABC", modes, strict=True)
        ),
        PATHS,
    )


HIGHER = StructuralModel(triangle().constructs, (("H", "C"),), (HigherOrder("H", ("A", "B"), "B"),))
MODERATED = StructuralModel(
    triangle().constructs,
    (("A", "C"), ("B", "C"), ("AB", "C")),
    interactions=(Interaction("AB", ("A", "B")),),
)
MODELS = {
    "composites": triangle(),
    "mode_b": triangle("BAA"),
    "factors": triangle("rrr"),
    "higher": HIGHER,
    "higher_factors": replace(HIGHER, constructs=triangle("rrA").constructs),
    "moderated": MODERATED,
}


def resample(index: int, n: int = 240, seed: int = 3) -> np.ndarray:
    """Return the rows of one resample."""
    return np.repeat(np.arange(n), counts(seed, index, index + 1, n, 0)[0])


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


def test_draws_are_multinomial() -> None:
    n, resamples = 60, 20_000
    drawn = counts(11, 0, resamples, n, 0)
    assert (drawn.sum(axis=1) == n).all()
    assert chisquare(drawn.sum(axis=0)).pvalue > 0.001
    assert drawn.var() == pytest.approx(1 - 1 / n, abs=0.01)
    off = np.corrcoef(drawn.T)[np.triu_indices(n, 1)]
    assert off.mean() == pytest.approx(-1 / (n - 1), abs=0.002)
    assert np.abs(off + 1 / (n - 1)).max() < 5 / np.sqrt(resamples)
    follow = np.corrcoef(drawn[:-1].ravel(), drawn[1:].ravel())[0, 1]
    assert abs(follow) < 5 / np.sqrt(n * resamples)  # neighbouring resamples have nothing in common


def test_long_files_are_drawn_block_by_block() -> None:
    n = 2 * BLOCK + 100
    blocks = [counts(1, 0, 50, n, b) for b in range(3)]
    assert [b.shape for b in blocks] == [(50, BLOCK), (50, BLOCK), (50, 100)]
    total = np.sum([b.sum(axis=1) for b in blocks], axis=0)
    assert (total == n).all()
    assert blocks[2].mean() == pytest.approx(1, abs=0.1)
    assert blocks[0].sum(axis=1).std() > 10  # blocks share the draws at random
    np.testing.assert_array_equal(counts(1, 20, 30, n, 1), blocks[1][20:30])


def test_long_files_are_estimated_from_the_same_rows() -> None:
    x = np.tile(ANSWERS, (18, 1))
    n = len(x)
    assert n > BLOCK
    found = bootstrap_pls(x, NAMES, MODERATED, seed=2, resamples=3)
    drawn = np.concatenate([counts(2, 1, 2, n, b)[0] for b in range(2)])
    rows = np.repeat(x, drawn, axis=0)
    alone = pls(moments_of(rows, NAMES), MODERATED, tolerance=TIGHT, values=rows)
    np.testing.assert_allclose(found.draws["paths"][..., 1], alone.paths, atol=PLATFORM)


def missing_answers() -> np.ndarray:
    x = ANSWERS.copy()
    x[np.random.default_rng(4).random(x.shape) < 0.03] = np.nan
    return x


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


def simulated(rng: np.random.Generator, n: int) -> np.ndarray:
    """Answers of n people to three factors with paths .5, .3 and .4."""
    a = rng.normal(size=n)
    b = 0.5 * a + np.sqrt(0.75) * rng.normal(size=n)
    left = 1 - (0.3 * 0.5 + 0.4 * 0.55)
    c = 0.3 * a + 0.4 * b + np.sqrt(left) * rng.normal(size=n)
    common = np.repeat(np.column_stack([a, b, c]), 4, axis=1)
    return 0.8 * common + 0.6 * rng.normal(size=(n, 12))


TRUTH = np.array([0.5, 0.3, 0.4])
AT = ([0, 0, 1], [1, 2, 2])


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
