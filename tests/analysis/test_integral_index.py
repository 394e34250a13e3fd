"""The whole index: base R on the thesis's data, invariances, contributions, refusals."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.framework import Framework, Group, Indicator
from aqyl.analysis.index_rules import Mean, MeanKind, Normalisation
from aqyl.analysis.integral_index import integral_index, ranks
from aqyl.survey.errors import AqylError, MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from .conftest import framework, panel

REFERENCE = Path(__file__).parents[1] / "reference" / "r" / "index.csv"
R_DIGITS = 1e-13  # R printed 15 significant digits

grids = arrays(float, (3, 4, 6), elements=st.integers(0, 400).map(lambda n: n / 8))


@pytest.mark.parametrize("direction", ["published", "sensible"])
@pytest.mark.parametrize(
    ("column", "mean"),
    [
        ("arithmetic", Mean()),
        ("geometric", Mean("geometric", floor=0.01)),
        ("harmonic", Mean("harmonic", floor=0.01)),
        ("median", Mean("median")),
    ],
)
def test_table_8_is_base_r_s(published, direction: str, column: str, mean: Mean) -> None:
    scheme = published.thesis if direction == "published" else published.sensible
    result = integral_index(published.panel(), scheme.framework.with_mean(mean))
    with REFERENCE.open() as stream:
        rows = [r for r in csv.DictReader(stream) if r["direction"] == f"polarity_{direction}"]
    assert len(rows) == 35
    for row in rows:
        score = result.score(row["domain"])[0, result.years.index(int(row["year"]))]
        assert score == pytest.approx(float(row[column]), abs=R_DIGITS)


def test_levels_and_weights_are_a_closed_form() -> None:
    x = np.array([[[0.0, 10.0, 0.0], [1.0, 20.0, 4.0]], [[0.5, 15.0, 1.0], [0.25, 12.0, 3.0]]])
    inner = Group("inner", (Indicator("i0", weight=3), Indicator("i1", "negative")), weight=2)
    plan = Framework(Group("index", (inner, Indicator("i2"))), Normalisation(over="panel"))
    result = integral_index(panel(x), plan)
    group = (3 * x[..., 0] + (1 - (x[..., 1] - 10) / 10)) / 4
    np.testing.assert_allclose(result.score("inner"), group, atol=1e-15)
    np.testing.assert_allclose(result.score("index"), (2 * group + x[..., 2] / 4) / 3, atol=1e-15)
    assert result.groups == ("inner", "index")


@given(grids, st.integers(1, 40).map(lambda n: n / 4), st.integers(-100, 100))
def test_an_affine_change_of_units_changes_nothing(x: np.ndarray, scale: float, shift: int) -> None:
    plan = framework(6, negative=(1, 4), groups=2)
    before = integral_index(panel(x), plan).scores
    np.testing.assert_allclose(integral_index(panel(scale * x + shift), plan).scores, before)


@given(grids, st.permutations(range(6)))
def test_order_of_indicators_in_the_data_changes_nothing(x: np.ndarray, order: list[int]) -> None:
    plan = framework(6, groups=2)
    shuffled = panel(x).select([f"i{j}" for j in order])
    np.testing.assert_array_equal(
        integral_index(shuffled, plan).scores, integral_index(panel(x), plan).scores
    )


@given(grids, st.sampled_from(["arithmetic", "geometric", "harmonic", "median"]))
def test_the_index_lies_within_its_parts(x: np.ndarray, kind: MeanKind) -> None:
    result = integral_index(panel(x), framework(6, groups=3, mean=Mean(kind)))
    parts = result.scores[..., :-1]
    assert (result.scores[..., -1] >= parts.min(axis=-1) - 1e-12).all()
    assert (result.scores[..., -1] <= parts.max(axis=-1) + 1e-12).all()


@given(grids, st.sampled_from(["arithmetic", "geometric", "harmonic", "median"]))
def test_contributions_sum_to_the_index(x: np.ndarray, kind: MeanKind) -> None:
    result = integral_index(panel(x), framework(6, groups=3, mean=Mean(kind)))
    np.testing.assert_allclose(
        result.contributions.sum(axis=-1), result.scores[..., -1], atol=1e-12
    )


@given(grids, st.floats(0.1, 50))
def test_weights_are_scale_free(x: np.ndarray, scale: float) -> None:
    weights = (1.0, 2.0, 0.5, 3.0, 1.0, 4.0)
    scaled = tuple(scale * w for w in weights)
    np.testing.assert_allclose(
        integral_index(panel(x), framework(6, weights=scaled, groups=2)).scores,
        integral_index(panel(x), framework(6, weights=weights, groups=2)).scores,
        atol=1e-12,
    )


def test_z_scores_with_negative_groups_still_add_up() -> None:
    x = np.random.default_rng(3).normal(size=(5, 4, 6))
    rule = Normalisation(method="z-score", over="cities", constant="zero")
    result = integral_index(panel(x), framework(6, groups=3, rule=rule))
    np.testing.assert_allclose(
        result.contributions.sum(axis=-1), result.scores[..., -1], atol=1e-12
    )


def test_the_plan_and_the_panel_stay_as_they_were() -> None:
    x = np.random.default_rng(4).normal(size=(2, 3, 4))
    data, plan = panel(x.copy()), framework(4)
    changed = plan.with_mean(Mean("median"))
    integral_index(data, plan)
    assert plan.mean == Mean()
    assert changed.mean == Mean("median")
    np.testing.assert_array_equal(data.values, x)
    with pytest.raises(ValueError, match="read-only"):
        data.values[0, 0, 0] = 1.0


def test_a_zero_that_annihilates_is_counted() -> None:
    x = np.array([[[1.0, 5.0], [2.0, 5.0], [3.0, 1.0]]])
    result = integral_index(panel(x), framework(2, mean=Mean("geometric")))
    assert result.annihilated.tolist() == [2, 2]  # the zero of the group makes the index zero too


def test_missing_values_are_left_out_only_when_asked() -> None:
    x = np.array([[[1.0, 5.0], [2.0, np.nan], [3.0, 1.0]]])
    with pytest.raises(MethodError, match=r"missing \(city `city 0`, year 2001, indicator `i1`\)"):
        integral_index(panel(x), framework(2))
    plan = framework(2, rule=Normalisation(missing="omit"))
    np.testing.assert_allclose(integral_index(panel(x), plan).scores[0, :, -1], [0.5, 0.5, 0.5])


@pytest.mark.parametrize(
    ("rule", "values", "message"),
    [
        (Normalisation(), np.ones((3, 1, 2)), "data hold only the year 2000"),
        (Normalisation(over="cities"), np.ones((1, 3, 2)), "data hold only `city 0`"),
        (Normalisation(constant="error"), np.ones((2, 2, 2)), "does not vary over the years"),
        (
            Normalisation(method="distance-to-best"),
            np.array([[[0.0, 1.0], [1.0, 1.0]]]),
            "needs positive values and goalposts .*`i0`",
        ),
    ],
)
def test_what_a_method_cannot_do_is_said(
    rule: Normalisation, values: np.ndarray, message: str
) -> None:
    with pytest.raises(MethodError, match=message):
        integral_index(panel(values), framework(2, rule=rule))


def test_a_value_beyond_its_goalposts_is_refused_clipped_or_kept() -> None:
    x = panel(np.array([[[50.0], [120.0]]]))
    plan = Framework(
        Group("index", (Indicator("i0", goalposts=(0, 100)),)), Normalisation(over="goalposts")
    )
    with pytest.raises(MethodError, match=r"beyond its goalposts .*year 2001"):
        integral_index(x, plan)
    for beyond, expected in (("clip", 1.0), ("keep", 1.2)):
        rule = replace(plan.normalisation, beyond=beyond)
        result = integral_index(x, replace(plan, normalisation=rule))
        assert result.scores[0, 1, 0] == pytest.approx(expected)


def test_data_and_framework_must_name_the_same_indicators() -> None:
    x = panel(np.random.default_rng(5).normal(size=(2, 2, 3)))
    with pytest.raises(SpecificationError, match="framework names `i3`, which the data do not"):
        integral_index(x, framework(4))
    with pytest.raises(SpecificationError, match="data hold `i2`, which the framework does not"):
        integral_index(x, framework(2))


def test_a_negative_value_under_a_geometric_mean_is_named() -> None:
    x = panel(np.array([[[1.0, 2.0], [2.0, 1.0], [3.0, 7.0]]]))
    rule = Normalisation(method="z-score")
    with pytest.raises(AqylError, match=r"year 2000, `i0` in `g0`"):
        integral_index(x, framework(2, rule=rule, mean=Mean("geometric")))


def test_ranks_share_the_best_place() -> None:
    scores = np.array([62.0, 62.0, 54.0, np.nan, 51.0]).reshape(5, 1, 1)
    np.testing.assert_array_equal(ranks(scores).ravel(), [1, 1, 3, np.nan, 4])
