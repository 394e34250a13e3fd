"""The assessment of PLS path models composes its parts, and lists what fails by which limit."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.bootstrap_intervals import IntervalMethod, bootstrap_interval
from aqyl.analysis.composites.pls_construct_quality import construct_quality
from aqyl.analysis.composites.pls_draws import interval
from aqyl.analysis.composites.pls_indicator_quality import indicator_quality
from aqyl.analysis.composites.pls_limits import BiasLimits, MeasurementLimits, StructureLimits
from aqyl.analysis.composites.pls_structure_quality import structure_quality
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls_assessment import AssessmentLimits, assess_pls
from aqyl.analysis.structural_model import HigherOrder, StructuralModel
from aqyl.survey.errors import SpecificationError

from .pls_study import ALL, ANSWERS, CHAIN, NAMES, SAME, fitted, triangle


def test_an_assessment_composes_and_lists_what_fails() -> None:
    bootstrap = bootstrap_pls(ANSWERS, NAMES, triangle(), seed=1, resamples=200)
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
    bootstrap = bootstrap_pls(ANSWERS, NAMES, triangle(), seed=1, resamples=100)
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


def test_parts_and_wholes_are_not_compared() -> None:
    higher = StructuralModel(
        triangle().constructs, (("H", "C"),), higher_order=(HigherOrder("H", ("A", "B")),)
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


def test_what_does_not_belong_to_the_result_is_refused() -> None:
    result, half = fitted(), moments_of(ANSWERS[:120], NAMES)
    with pytest.raises(SpecificationError, match="of 120 people, the result of 240"):
        assess_pls(result, half)
    other = bootstrap_pls(ANSWERS, NAMES, triangle(paths=CHAIN), seed=1, resamples=30)
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
    bootstrap = bootstrap_pls(ANSWERS, NAMES, triangle(), seed=1, resamples=300, jackknife=240)
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
