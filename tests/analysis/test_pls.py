"""PLS path models by closed forms, by populations that are known, and by what must not matter."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.composites.pls_weights import Scheme
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.regression import regress
from aqyl.analysis.structural_model import (
    MeasuredConstruct,
    Mode,
    StructuralModel,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from .pls_study import ALL, ANSWERS, NAMES, SAME, TIGHT, higher, moderated, standard, triangle


def test_single_items_are_ordinary_regression() -> None:
    names = ("A1", "B1", "C1")
    model = StructuralModel(
        tuple(MeasuredConstruct(n, (n,)) for n in names),
        (("A1", "C1"), ("B1", "C1"), ("A1", "B1")),
    )
    found, known = pls(ALL, model), regress(ALL, "C1", ["A1", "B1"])
    np.testing.assert_allclose(found.paths[:2, 2], known.beta, atol=SAME)
    assert found.r_squared[2] == pytest.approx(known.r_squared, abs=SAME)
    assert found.adjusted_r_squared[2] == pytest.approx(known.adjusted_r_squared, abs=SAME)
    assert found.paths[0, 1] == pytest.approx(ALL.select(names).correlation[0, 1], abs=SAME)
    np.testing.assert_allclose(found.correlations, ALL.select(names).correlation, atol=SAME)
    np.testing.assert_allclose(found.vif[:2, 2], known.vif, atol=SAME)
    np.testing.assert_allclose(found.loadings, 1, atol=SAME)
    np.testing.assert_allclose([found.rho_a, found.rho_c, found.ave], 1, atol=SAME)


@pytest.mark.parametrize("mode", ["A", "B", "reflective"])
def test_modes_of_one_item_are_the_same(mode: Mode) -> None:
    model = triangle(single="B")
    constructs = tuple(replace(c, mode=mode) if c.id == "B" else c for c in model.constructs)
    found, known = pls(ALL, replace(model, constructs=constructs)), pls(ALL, model)
    np.testing.assert_allclose(found.paths, known.paths, atol=SAME)
    np.testing.assert_allclose(found.loadings, known.loadings, atol=SAME)


def test_one_predictor_is_its_correlation() -> None:
    model = StructuralModel(triangle().constructs[:2], (("A", "B"),))
    found = pls(ALL, model, tolerance=TIGHT)
    scores = standard(ANSWERS[:, :8]) @ found.score_weights
    r = np.corrcoef(scores.T)[0, 1]
    assert found.paths[0, 1] == pytest.approx(r, abs=SAME)
    assert found.r_squared[1] == pytest.approx(r**2, abs=SAME)
    # Two blocks of mode B are canonical correlation analysis.
    both = tuple(replace(c, mode="B") for c in model.constructs)
    first = pls(ALL, replace(model, constructs=both), tolerance=TIGHT)
    x, y = (np.linalg.qr(standard(part))[0] for part in (ANSWERS[:, :4], ANSWERS[:, 4:8]))
    canonical = np.linalg.svd(x.T @ y)[1][0]
    assert abs(first.paths[0, 1]) == pytest.approx(canonical, abs=SAME)


def population(modes: str = "rrr") -> tuple[Moments, np.ndarray, np.ndarray]:
    """Correlations of three factors with known loadings and paths .5, .3 and .4."""
    phi = np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.55], [0.5, 0.55, 1.0]])
    loadings = np.array([0.9, 0.8, 0.7, 0.6, 0.85, 0.75, 0.8, 0.7, 0.9, 0.65, 0.75, 0.8])
    spread = np.kron(np.eye(3), np.ones((4, 1))) * loadings[:, None]
    r = spread @ phi @ spread.T
    np.fill_diagonal(r, 1.0)
    return Moments(10_000, NAMES, np.zeros(12), r), loadings, phi


def test_consistent_pls_finds_the_population() -> None:
    moments, loadings, phi = population()
    found = pls(moments, triangle("rrr"), tolerance=TIGHT)
    np.testing.assert_allclose(found.loadings, loadings, atol=SAME)
    np.testing.assert_allclose(found.correlations, phi, atol=SAME)
    np.testing.assert_allclose(found.paths[[0, 0, 1], [1, 2, 2]], [0.5, 0.3, 0.4], atol=SAME)
    np.testing.assert_allclose(found.htmt2, phi, atol=SAME)
    np.testing.assert_allclose(found.estimated.implied, moments.correlation, atol=SAME)
    assert found.estimated.srmr < SAME
    assert abs(found.estimated.d_g) < SAME
    assert found.total_indirect[0, 2] == pytest.approx(0.2, abs=SAME)
    assert found.ways == (("A", "B", "C"),)
    assert found.specific_indirect[0] == pytest.approx(0.2, abs=SAME)
    plain = pls(moments, triangle(), tolerance=TIGHT)
    assert plain.paths[0, 1] < 0.45  # composites are attenuated


def test_fit_is_its_definition() -> None:
    model = StructuralModel(triangle("rAA").constructs, (("A", "B"), ("B", "C")))
    found = pls(ALL, model, tolerance=TIGHT)
    for fit in (found.saturated, found.estimated):
        phi = found.correlations.copy()
        if fit.model == "estimated":
            phi[0, 2] = phi[2, 0] = phi[0, 1] * phi[1, 2]
        spread = np.kron(np.eye(3), np.ones((4, 1))) * found.loadings[:, None]
        implied = spread @ phi @ spread.T
        observed = ALL.correlation
        for block in (slice(4, 8), slice(8, 12)):
            implied[block, block] = observed[block, block]
        np.fill_diagonal(implied, 1.0)
        np.testing.assert_allclose(fit.implied, implied, atol=SAME)
        assert fit.d_uls == pytest.approx(((observed - implied) ** 2).sum() / 2, abs=SAME)
        assert fit.srmr == pytest.approx(np.sqrt(fit.d_uls / 78), abs=SAME)
        ratios = np.linalg.eigvals(np.linalg.solve(observed, implied)).real
        assert fit.d_g == pytest.approx((np.log(ratios) ** 2).sum() / 2, abs=SAME)
    assert found.estimated.srmr > found.saturated.srmr


def test_reflective_parts_are_corrected_for_attenuation() -> None:
    # Parts that are factors with known correlations: the composite of the factors, not of scores.
    moments, _, phi = population()
    found = pls(moments, higher(parts="reflective"), tolerance=TIGHT)
    a, b, c, h = (found.constructs.index(name) for name in "ABCH")
    assert found.correlations[a, b] == pytest.approx(phi[0, 1], abs=SAME)
    v = found.higher.weights
    assert v @ phi[:2, :2] @ v == pytest.approx(1, abs=SAME)
    np.testing.assert_allclose(found.higher.loadings, phi[:2, :2] @ v, atol=SAME)
    np.testing.assert_allclose(found.correlations[[a, b], h], phi[:2, :2] @ v, atol=SAME)
    # C is a composite of mode A: its correlation with the parts is attenuated by itself alone.
    kept = found.correlations[a, c] / phi[0, 2]
    assert found.paths[h, c] == pytest.approx(kept * (phi[:2, 2] @ v), abs=SAME)


def test_interactions_are_regressions_on_products_of_scores() -> None:
    found = pls(ALL, moderated(), values=ANSWERS, tolerance=TIGHT)
    plain = StructuralModel(triangle().constructs, (("A", "C"), ("B", "C")))
    first = pls(ALL, plain, tolerance=TIGHT)
    y = standard(ANSWERS) @ first.score_weights
    np.testing.assert_allclose(found.weights, first.weights, atol=SAME)
    products = np.column_stack([y[:, 0] * y[:, 1], y[:, 0] ** 2])
    np.testing.assert_allclose(found.product_sd, products.std(axis=0), atol=SAME)
    table = moments_of(np.column_stack([y, products]), ("A", "B", "C", "AB", "AA"))
    known = regress(table, "C", ["A", "B", "AB", "AA"])
    np.testing.assert_allclose(found.paths[[0, 1, 3, 4], 2], known.beta, atol=SAME)
    assert found.r_squared[2] == pytest.approx(known.r_squared, abs=SAME)
    np.testing.assert_allclose(found.correlations, table.correlation, atol=SAME)
    np.testing.assert_allclose(found.composite_correlations, table.correlation, atol=SAME)
    assert np.isnan(found.rho_a[3:]).all()
    assert np.isnan(found.cross_loadings[:, 3:]).all()


@settings(deadline=None, max_examples=40)
@given(
    st.permutations(range(12)),
    st.permutations(range(3)),
    st.floats(0.1, 9),
    st.floats(-9, 9),
    st.sampled_from(["AAA", "BAA", "rAr", "rrr"]),
    st.sampled_from(["path", "factor", "centroid"]),
)
def test_order_and_units_change_nothing(
    items: list[int],
    constructs: list[int],
    scale: float,
    shift: float,
    modes: str,
    scheme: Scheme,
) -> None:
    model = triangle(modes)
    blocks = [model.constructs[i] for i in constructs]
    turned = tuple(replace(c, items=tuple(i for i in order(items) if i in c.items)) for c in blocks)
    moved = moments_of(scale * ANSWERS[:, items] + shift, order(items))
    found = pls(moved, replace(model, constructs=turned), scheme=scheme, tolerance=TIGHT)
    known = pls(ALL, model, scheme=scheme, tolerance=TIGHT)
    at = [known.constructs.index(name) for name in found.constructs]
    rows = [known.items.index(name) for name in found.items]
    np.testing.assert_allclose(found.weights, known.weights[rows], atol=1e-9)
    np.testing.assert_allclose(found.loadings, known.loadings[rows], atol=1e-9)
    np.testing.assert_allclose(found.paths, known.paths[np.ix_(at, at)], atol=1e-9)
    np.testing.assert_allclose(found.total, known.total[np.ix_(at, at)], atol=1e-9)
    assert found.estimated.srmr == pytest.approx(known.estimated.srmr, abs=1e-9)


def order(items: list[int]) -> tuple[str, ...]:
    return tuple(NAMES[i] for i in items)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.booleans(), min_size=12, max_size=12), st.sampled_from(["AAA", "BAA", "rrr"]))
def test_reversed_items_turn_their_own_numbers(reverse: list[bool], modes: str) -> None:
    sign = np.where(reverse, -1.0, 1.0)
    model, known = triangle(modes), pls(ALL, triangle(modes), tolerance=TIGHT)
    found = pls(moments_of(ANSWERS * sign, NAMES), model, tolerance=TIGHT)
    np.testing.assert_allclose(np.abs(found.weights), np.abs(known.weights), atol=1e-9)
    np.testing.assert_allclose(np.abs(found.paths), np.abs(known.paths), atol=1e-9)
    np.testing.assert_allclose(found.r_squared, known.r_squared, atol=1e-9)
    np.testing.assert_allclose(found.htmt, known.htmt, atol=1e-9)
    own = np.diag(found.cross_loadings[:, np.repeat(range(3), 4)])
    for at in range(3):
        if modes[at] != "r":
            assert own[4 * at : 4 * at + 4].sum() >= 0


def test_schemes_of_two_constructs_agree() -> None:
    model = StructuralModel(triangle().constructs[:2], (("A", "B"),))
    found = [pls(ALL, model, scheme=s, tolerance=TIGHT) for s in ("path", "factor", "centroid")]
    for one in found[1:]:
        np.testing.assert_allclose(one.weights, found[0].weights, atol=1e-10)


def test_the_result_says_how_it_was_found() -> None:
    found = pls(ALL, triangle())
    assert found.change < found.tolerance == 1e-7
    assert 1 < found.iterations < 30
    assert (found.scheme, found.n) == ("path", 240)
