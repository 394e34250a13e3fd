"""Importance-performance maps against regressions of R, openpls-engine, and by hand."""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.composites.ipma import Ipma, importance_performance
from aqyl.analysis.composites.pls_scores import construct_scores
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    Mode,
    StructuralModel,
)
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given, settings
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # the same closed form; R and openpls print 15 digits
PEER = 1e-9  # weights iterated by two programs to the last digits

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
ALL = moments_of(ANSWERS, NAMES)
TRIANGLE = (("A", "B"), ("A", "C"), ("B", "C"))


def read(folder: str) -> dict[tuple[str, str], float]:
    with (REFERENCE / folder / "assessment.csv").open() as source:
        return {(row["key"], row["name"]): float(row["value"]) for row in csv.DictReader(source)}


def model(count: int = 4, mode: Mode = "A") -> StructuralModel:
    return StructuralModel(
        tuple(
            MeasuredConstruct(n, tuple(f"{n}{i}" for i in range(1, count + 1)), mode) for n in "ABC"
        ),
        TRIANGLE,
    )


def mapped(count: int = 4, mode: Mode = "A") -> Ipma:
    return importance_performance(
        pls(ALL, model(count, mode), tolerance=1e-13), ALL, "C", (1.0, 5.0)
    )


def test_single_items_are_the_regression_of_r() -> None:
    cells, single = read("r"), model(1)
    without = StructuralModel(single.constructs, (("A", "C"), ("B", "C")))
    found = importance_performance(pls(ALL, without), ALL, "C", (1.0, 5.0))
    assert found.constructs == ("A", "B")
    assert found.items == ("A1", "B1")
    for at, item in enumerate(found.items):
        assert found.importance[at] == pytest.approx(cells["importance", item], abs=SAME)
        assert found.performance[at] == pytest.approx(cells["performance", item], abs=SAME)
    assert found.target_performance == pytest.approx(cells["performance", "C1"], abs=SAME)


def test_standardised_effects_and_items_are_openpls_s() -> None:
    cells, found = read("openpls"), mapped()
    for name, value in zip(found.constructs, found.standardised, strict=True):
        assert value == pytest.approx(cells["standardised", name], abs=PEER)
    for item, value in zip(found.items, found.item_performance, strict=True):
        assert value == pytest.approx(cells["item_performance", item], abs=SAME)


def test_construct_scores_by_hand() -> None:
    result, found = pls(ALL, model()), mapped()
    points = 100 * (ANSWERS - 1) / 4
    sd = {}
    for at, name in enumerate("ABC"):
        own = [NAMES.index(item) for item in model().items if item[0] == name]
        raw = result.weights[4 * at : 4 * at + 4] / points[:, own].std(axis=0, ddof=1)
        scores = points[:, own] @ (raw / raw.sum())
        sd[name] = scores.std(ddof=1)
        mean = found.target_performance if name == "C" else found.performance[at]
        assert mean == pytest.approx(scores.mean(), abs=1e-5)  # the weights stop at 1e-7
    expected = [result.total[i, 2] * sd["C"] / sd[n] for i, n in enumerate("AB")]
    np.testing.assert_allclose(found.importance, expected, rtol=1e-6)


def test_items_share_the_importance_of_their_construct() -> None:
    found = mapped()
    for at, name in enumerate(found.constructs):
        own = np.array(found.owners) == name
        assert found.item_weights[own].sum() == pytest.approx(1, abs=SAME)
        assert found.item_importance[own].sum() == pytest.approx(found.importance[at], abs=SAME)
        shared = found.item_weights[own] @ found.item_performance[own]
        assert shared == pytest.approx(found.performance[at], abs=SAME)
    assert found.negative == ()


def test_quadrants_stand_beside_the_means() -> None:
    m = Moments(
        99,
        ("a", "b", "y"),
        np.array([2.0, 4.0, 3.0]),
        np.array([[1.0, 0.0, 0.7], [0.0, 1.0, 0.2], [0.7, 0.2, 1.0]]),
    )
    constructs = tuple(MeasuredConstruct(n, (n,)) for n in "aby")
    result = pls(m, StructuralModel(constructs, (("a", "y"), ("b", "y"))))
    found = importance_performance(result, m, "y", (1.0, 5.0))
    assert found.quadrants == ("concentrate", "possible_overkill")
    assert found.item_quadrants == found.quadrants


def test_factors_vary_less_than_their_scores() -> None:
    result = pls(ALL, model(mode="reflective"))
    found = importance_performance(result, ALL, "C", (1.0, 5.0))
    plain = mapped()
    ratio = np.sqrt(result.rho_a[2] / result.rho_a[:2])
    expected = plain.importance / plain.standardised * result.total[:2, 2] * ratio
    np.testing.assert_allclose(found.importance, expected, rtol=1e-5)


def test_higher_order_constructs_and_interactions() -> None:
    items = tuple(MeasuredConstruct(n, tuple(f"{n}{i}" for i in range(1, 5))) for n in "ABC")
    higher = StructuralModel(items, (("H", "C"),), (HigherOrder("H", ("A", "B")),))
    result = pls(ALL, higher)
    found = importance_performance(result, ALL, "C", (1.0, 5.0))
    assert found.constructs == ("H",)
    assert set(found.items) == set(items[0].items + items[1].items)
    assert found.item_weights.sum() == pytest.approx(1, abs=SAME)
    crossed = StructuralModel(
        items, (*TRIANGLE, ("AB", "C")), interactions=(Interaction("AB", ("A", "B")),)
    )
    result = pls(ALL, crossed, values=ANSWERS)
    assert importance_performance(result, ALL, "C", (1.0, 5.0)).constructs == ("A", "B")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(0.1, 50), min_size=12, max_size=12),
    st.lists(st.floats(-100, 100), min_size=12, max_size=12),
)
def test_units_and_zero_points_change_nothing(factors: list[float], shifts: list[float]) -> None:
    scale, zero = np.array(factors), np.array(shifts)
    other = moments_of(ANSWERS * scale + zero, NAMES)
    ends = {n: (s + z, 5 * s + z) for n, s, z in zip(NAMES, scale, zero, strict=True)}
    found = importance_performance(pls(other, model()), other, "C", ends)
    plain = importance_performance(pls(ALL, model()), ALL, "C", (1.0, 5.0))
    np.testing.assert_allclose(found.importance, plain.importance, rtol=1e-7)
    np.testing.assert_allclose(found.performance, plain.performance, rtol=1e-7)


def test_negative_weights_are_named_and_a_negative_sum_is_refused() -> None:
    r = np.array([[1.0, 0.8, 0.6], [0.8, 1.0, 0.2], [0.6, 0.2, 1.0]])
    m = Moments(99, ("a", "b", "y"), np.full(3, 3.0), r)
    single = MeasuredConstruct("Y", ("y",))
    formed = StructuralModel((MeasuredConstruct("X", ("a", "b"), "B"), single), (("X", "Y"),))
    assert importance_performance(pls(m, formed), m, "Y", (1.0, 5.0)).negative == ("b",)
    unlike = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, -0.45], [0.5, -0.45, 1.0]])
    far = Moments(99, ("a", "b", "y"), np.full(3, 3.0), np.outer([9, 1, 1], [9, 1, 1]) * unlike)
    with pytest.raises(MethodError, match=r"The weights of `X` sum to -"):
        importance_performance(pls(far, formed), far, "Y", (-50.0, 50.0))


@pytest.mark.parametrize(
    ("target", "scale", "sentence"),
    [
        ("A", (1.0, 5.0), "No path ends at `A`; explained are `B`, `C`"),
        ("C", (5.0, 1.0), "The scale of `A1` must ascend, got 5 to 1"),
        ("C", (4.0, 5.0), "The mean .* of `A1` lies outside its scale from 4 to 5"),
        ("C", {"A1": (1.0, 5.0)}, "`scale` lacks the item `A2`"),
    ],
)
def test_refusals(target: str, scale: tuple[float, float], sentence: str) -> None:
    with pytest.raises(SpecificationError, match=sentence):
        importance_performance(pls(ALL, model()), ALL, target, scale)


def test_other_moments_and_other_rows_are_refused() -> None:
    result, half = pls(ALL, model()), moments_of(ANSWERS[:120], NAMES)
    with pytest.raises(SpecificationError, match="of 120 people, the result of 240"):
        importance_performance(result, half, "C", (1.0, 5.0))
    with pytest.raises(SpecificationError, match="120 complete rows, the result rests on 240"):
        construct_scores(result, ANSWERS[:120], NAMES)
    with pytest.raises(SpecificationError, match="no column of the item `C4`"):
        construct_scores(result, ANSWERS[:, :-1], NAMES[:-1])


def test_scores_have_the_correlations_of_the_result() -> None:
    items = tuple(MeasuredConstruct(n, tuple(f"{n}{i}" for i in range(1, 5))) for n in "ABC")
    crossed = StructuralModel(
        items, (*TRIANGLE, ("AB", "C")), interactions=(Interaction("AB", ("A", "B")),)
    )
    result = pls(ALL, crossed, values=ANSWERS)
    holes = np.vstack([ANSWERS, np.full(12, np.nan)])
    scores = construct_scores(result, holes, NAMES)
    assert np.isnan(scores[-1]).all()
    found = np.corrcoef(scores[:-1].T)
    np.testing.assert_allclose(found, result.composite_correlations, atol=SAME)
