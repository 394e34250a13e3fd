"""MICOM against openpls-engine, closed forms, and groups that differ or do not by construction.

The reference numbers and the script that made them stand in tests/reference/openpls.
"""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.composites import permuted_groups
from aqyl.analysis.composites.micom import Micom, VarianceRule, micom
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    StructuralModel,
)
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given, settings
from hypothesis import strategies as st

from .test_pls_predict import ANSWERS, MODEL, MODERATED, NAMES, peer

SAME = 1e-10  # the same closed form
PEER = 1e-9  # peers iterate scores to 1e-14, we correlations to 1e-13
TIGHT = 1e-13  # stop criterion where peers are met
STOP = 1e-6  # iterations that stop at a change of 1e-7 from other starts
MONTE_CARLO = 2.6  # standard errors of a rejection rate: one run in a hundred is further
STANDARD = (ANSWERS - ANSWERS.mean(axis=0)) / ANSWERS.std(axis=0, ddof=1)
THIRDS = np.where(np.arange(len(ANSWERS)) % 3 == 0, 0, 1)
LABELS = ("a", "b")
SMALL = StructuralModel(
    (
        MeasuredConstruct("trust", ("T1", "T2", "T3")),
        MeasuredConstruct("use", ("U1", "U2")),
    ),
    (("trust", "use"),),
)
SMALL_NAMES = ("T1", "T2", "T3", "U1", "U2")


def answers(rng: np.random.Generator, n: int, loadings: tuple[float, ...]) -> np.ndarray:
    """Two constructs with a path of .5: three items of trust by these loadings, two of use."""
    trust = rng.standard_normal((n, 1))
    use = 0.5 * trust + np.sqrt(0.75) * rng.standard_normal((n, 1))
    size = np.array([*loadings, 0.8, 0.8])
    signal = np.hstack([np.repeat(trust, 3, axis=1), np.repeat(use, 2, axis=1)])
    return size * signal + np.sqrt(1 - size**2) * rng.standard_normal((n, 5))


def compared(x: np.ndarray, codes: np.ndarray, **options: object) -> Micom:
    given_options = {"seed": 1, "permutations": 199, **options}
    return micom(x, SMALL_NAMES, codes, LABELS, SMALL, **given_options)  # type: ignore[arg-type]


def test_statistics_are_openpls_s() -> None:
    """On standardised items, as openpls correlates the scores of the items as they stand."""
    cells = peer("openpls", "micom")
    rules: tuple[tuple[VarianceRule, str], ...] = (
        ("log_ratio", "log_var_ratio"),
        ("difference", "var_diff"),
    )
    for rule, key in rules:
        found = micom(
            STANDARD,
            NAMES,
            THIRDS,
            LABELS,
            MODEL,
            seed=1,
            permutations=1,
            variance=rule,
            tolerance=TIGHT,
        )
        for j, name in enumerate(found.constructs):
            c, mean = found.compositional.observed[j], found.means.observed[j]
            assert c == pytest.approx(cells[name, "c"], abs=PEER)
            # Weights of openpls give scores a variance of n / (n - 1).
            stretch = len(ANSWERS) / (len(ANSWERS) - 1)
            assert mean * np.sqrt(stretch) == pytest.approx(cells[name, "mean_diff"], abs=PEER)
            scale = stretch if rule == "difference" else 1.0
            own = found.variances.observed[j] * scale
            assert own == pytest.approx(cells[name, key], abs=PEER)


def test_statistics_are_those_of_scores() -> None:
    found = micom(ANSWERS, NAMES, THIRDS, LABELS, MODEL, seed=1, permutations=1, tolerance=TIGHT)
    groups = [
        pls(moments_of(rows, NAMES), MODEL, tolerance=TIGHT)
        for rows in (ANSWERS[THIRDS == 0], ANSWERS[THIRDS == 1], ANSWERS)
    ]
    columns = [NAMES.index(item) for item in MODEL.items]
    one, other, pooled = (STANDARD[:, columns] @ group.score_weights for group in groups)
    for j in range(3):
        c = np.corrcoef(one[:, j], other[:, j])[0, 1]
        assert found.compositional.observed[j] == pytest.approx(c, abs=SAME)
        a, b = pooled[THIRDS == 0, j], pooled[THIRDS == 1, j]
        assert found.means.observed[j] == pytest.approx(a.mean() - b.mean(), abs=SAME)
        ratio = np.log(a.var(ddof=1) / b.var(ddof=1))
        assert found.variances.observed[j] == pytest.approx(ratio, abs=SAME)


def test_single_items_are_invariant_in_composition() -> None:
    model = StructuralModel(
        (MeasuredConstruct("A", ("A1",)), MeasuredConstruct("B", ("B1",))), (("A", "B"),)
    )
    found = micom(ANSWERS, NAMES, THIRDS, LABELS, model, seed=1, permutations=50)
    np.testing.assert_allclose(found.compositional.observed, 1, atol=SAME)
    assert found.compositional.p.tolist() == [1.0, 1.0]


def test_tests_err_as_often_as_they_say() -> None:
    """Two groups of one population, 150 times: each of three tests rejects in 5 %."""
    runs = 150
    rejected = np.zeros((3, 2))
    for seed in range(runs):
        x = answers(np.random.default_rng([3, seed]), 160, (0.8, 0.7, 0.6))
        found = compared(x, np.arange(160) % 2, seed=seed, permutations=99)
        tests = (found.compositional, found.means, found.variances)
        rejected += np.array([test.p <= 0.05 for test in tests])
    error = MONTE_CARLO * np.sqrt(0.05 * 0.95 / runs)
    assert (np.abs(rejected / runs - 0.05) <= error + 1 / runs).all(), rejected / runs


def test_each_kind_of_difference_is_found() -> None:
    rng = np.random.default_rng(11)
    codes = np.repeat([0, 1], 300)
    first, second = (answers(rng, 300, (0.9, 0.8, 0.1)) for _ in LABELS)
    equal = compared(np.vstack([first, second]), codes)
    assert equal.invariance == ("full", "full")
    other = answers(rng, 300, (0.1, 0.8, 0.9))
    assert compared(np.vstack([first, other]), codes).invariance[0] == "none"
    shifted = compared(np.vstack([first, second + 0.5]), codes)
    assert shifted.invariance == ("partial", "partial")
    assert (shifted.means.p < 0.05).all()
    assert (shifted.variances.p > 0.05).all()
    assert (shifted.means.observed < shifted.means.lower).all()
    spread = compared(np.vstack([first, second * 1.5]), codes)
    assert spread.invariance == ("partial", "partial")
    assert (spread.variances.p < 0.05).all()


def test_p_counts_the_observed_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shares of the permutations by hand, and the same for any number at a time."""
    x = answers(np.random.default_rng(2), 120, (0.8, 0.7, 0.6))
    found = compared(x, np.arange(120) % 2, permutations=40, tolerance=1e-12)
    c = []
    # People are dealt out in the order: first group, second group.
    rows = np.vstack([x[::2], x[1::2]])
    z = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    for i in range(40):
        members = np.zeros(120, dtype=bool)
        members[np.random.default_rng([1, i]).permutation(120)[:60]] = True
        scores = [
            z @ pls(moments_of(rows[who], SMALL_NAMES), SMALL, tolerance=1e-12).score_weights
            for who in (members, ~members)
        ]
        c.append([np.corrcoef(scores[0][:, j], scores[1][:, j])[0, 1] for j in (0, 1)])
    draws = np.array(c)
    share = (1 + (draws <= found.compositional.observed + 1e-9).sum(axis=0)) / 41
    np.testing.assert_allclose(found.compositional.p, share, atol=SAME)
    np.testing.assert_allclose(found.compositional.lower, np.quantile(draws, 0.05, 0), atol=1e-9)
    np.testing.assert_allclose(found.compositional.mean, draws.mean(axis=0), atol=1e-9)
    monkeypatch.setattr(permuted_groups, "_BATCH", 7)
    again = compared(x, np.arange(120) % 2, permutations=40, tolerance=1e-12)
    np.testing.assert_allclose(again.compositional.lower, found.compositional.lower, atol=SAME)
    np.testing.assert_array_equal(again.means.p, found.means.p)


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_order_and_units_do_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = answers(rng, 100, (0.8, 0.7, 0.6))
    codes = rng.permutation(np.repeat([0, 1], 50))
    found = compared(x, codes, permutations=1)
    columns = rng.permutation(5)
    changed = x * rng.uniform(0.1, 9, 5) + rng.standard_normal(5)
    again = micom(
        changed[:, columns],
        [SMALL_NAMES[i] for i in columns],
        1 - codes,
        LABELS,
        SMALL,
        seed=1,
        permutations=1,
    )
    np.testing.assert_allclose(
        again.compositional.observed, found.compositional.observed, atol=STOP
    )
    np.testing.assert_allclose(again.means.observed, -found.means.observed, atol=STOP)
    np.testing.assert_allclose(again.variances.observed, -found.variances.observed, atol=STOP)


def test_interactions_and_higher_orders() -> None:
    """An interaction is no composite of items; a higher-order construct is one."""
    found = micom(ANSWERS, NAMES, THIRDS, LABELS, MODERATED, seed=1, permutations=20)
    assert found.constructs == ("A", "B", "C")
    whole = StructuralModel(
        MODEL.constructs, (("H", "C"),), higher_order=(HigherOrder("H", ("A", "B")),)
    )
    found = micom(ANSWERS, NAMES, THIRDS, LABELS, whole, seed=1, permutations=20)
    assert found.constructs == ("A", "B", "C", "H")
    scores = pls(moments_of(ANSWERS, NAMES), whole).score_weights[:, 3]
    h = STANDARD[:, [NAMES.index(item) for item in whole.items]] @ scores
    difference = h[THIRDS == 0].mean() - h[THIRDS == 1].mean()
    assert found.means.observed[3] == pytest.approx(difference, abs=STOP)


def test_missing_answers_and_others_are_left_out() -> None:
    x, codes = ANSWERS.copy(), THIRDS.copy()
    x[[0, 1], 5] = np.nan
    codes[[1, 2]] = -1
    found = micom(x, NAMES, codes, LABELS, MODEL, seed=1, permutations=5)
    assert found.n == (79, 158)
    assert found.left_out == 1
    assert found.configural.model == MODEL


def test_constant_item_in_some_permutations_is_counted() -> None:
    """Two people answer T1 otherwise; in half of the permutations both sit in one group."""
    x = answers(np.random.default_rng(6), 60, (0.8, 0.7, 0.6))
    x[:, 0] = 3.0
    x[[4, 7], 0] = 4.0
    found = compared(x, np.arange(60) % 2)
    assert [failure.reason for failure in found.failed] == ["constant_item"]
    assert found.failed[0].count + found.valid == found.permutations == 199
    together = 2 * (30 * 29) / (60 * 59)
    assert found.failed[0].count == pytest.approx(
        199 * together, abs=MONTE_CARLO * np.sqrt(199) / 2
    )
    assert all(np.isfinite(test.p).all() for test in (found.compositional, found.means))


def test_groups_that_cannot_be_compared_are_refused() -> None:
    two = np.where(np.arange(len(ANSWERS)) < 2, 0, 1)
    with pytest.raises(MethodError, match=r"got 2 people in `a` for 12 items"):
        micom(ANSWERS, NAMES, two, LABELS, MODEL, seed=1)
    three = np.arange(len(ANSWERS)) % 3
    with pytest.raises(SpecificationError, match=r"hold 3: `a`, `b`, `c`.*Set the codes"):
        micom(ANSWERS, NAMES, three, ("a", "b", "c"), MODEL, seed=1)
    with pytest.raises(SpecificationError, match="the answers hold 1: `a`"):
        micom(ANSWERS, NAMES, np.zeros(240, dtype=int), LABELS, MODEL, seed=1)
    flat = ANSWERS.copy()
    flat[THIRDS == 0, 0] = 2
    with pytest.raises(MethodError, match=f"`{NAMES[0]}` does not vary in the group `a`"):
        micom(flat, NAMES, THIRDS, LABELS, MODEL, seed=1)
    twins = replace(
        MODEL, constructs=(replace(MODEL.constructs[0], mode="B"), *MODEL.constructs[1:])
    )
    same = ANSWERS.copy()
    same[:, NAMES.index("A2")] = same[:, NAMES.index("A1")]
    with pytest.raises(MethodError, match=r"cannot be estimated for the groups `a` and `b`"):
        micom(same, NAMES, THIRDS, LABELS, twins, seed=1)
    half = ANSWERS.copy()
    half[THIRDS == 0, NAMES.index("A2")] = half[THIRDS == 0, NAMES.index("A1")]
    with pytest.raises(MethodError, match=r"for the group `a`: items of mode B"):
        micom(half, NAMES, THIRDS, LABELS, twins, seed=1)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"permutations": 0}, "`permutations` must be at least 1"),
        ({"seed": -1}, "`seed` must not be negative"),
        ({"level": 0}, "`level` must be between 0 and 1"),
        ({"variance": "ratio"}, '`variance` must be "log_ratio" or "difference"'),
    ],
)
def test_options_out_of_range(options: dict[str, object], sentence: str) -> None:
    with pytest.raises(SpecificationError, match=sentence):
        compared(ANSWERS[:, :5], THIRDS, **options)


def test_interaction_leaves_its_constructs_alone() -> None:
    """The constructs of an interaction keep their invariance when it joins the model."""
    alone = StructuralModel(MODEL.constructs, (("A", "C"), ("B", "C")))
    joined = replace(
        alone,
        paths=(*alone.paths, ("A*B", "C")),
        interactions=(Interaction("A*B", ("A", "B")),),
    )
    one = micom(ANSWERS, NAMES, THIRDS, LABELS, alone, seed=1, permutations=20)
    other = micom(ANSWERS, NAMES, THIRDS, LABELS, joined, seed=1, permutations=20)
    np.testing.assert_allclose(one.compositional.observed, other.compositional.observed, atol=SAME)
    np.testing.assert_array_equal(one.compositional.p, other.compositional.p)
