"""What is found, and the words by which it must be told: one case a branch of the sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from aqyl.analysis.item_dropping import Dropped

from .changed_results import (
    NAN,
    as_other,
    at,
    cut,
    loads,
    others,
    slopes,
    square,
    square_of,
    verdicts,
)

__all__ = ["CASES", "SIMULATED", "UNDEFINED", "Case", "case"]


@dataclass(frozen=True)
class Case:
    """A change of results, and the words by which it must be told: a table and its keys."""

    base: str
    table: str
    keys: str
    changes: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.table}-{self.keys}"


FIRST, FACTORS = "factors.first", {"factors.first.method": "principal_axis"}
FOUND = "regression.diagnostics.regression"
PEOPLE = "model.assessment"
REVERSED = {f"study.instrument.items.{i}.reverse": False for i in range(9)}
OBLIQUE = {f"{FIRST}.rotation.method": "promax"}
LOGGED = (Dropped(1, "T1", 0.4123, 0, 0.1, "low_loading"),)


def case(
    table: str, keys: str, changes: Mapping[str, Any] | None = None, base: str = "chain"
) -> Case:
    """Write a case in one line."""
    return Case(base, table, keys, changes or {})


def factor_cases(table: str, key: str, changes: Mapping[str, Any]) -> list[Case]:
    """Make a case of components and one of factors."""
    factors = {**changes, **FACTORS}
    return [case(table, key, changes), case(table, f"{key}_factors", factors)]


ANSWERS = [
    case("screening", "screening.out screening.most"),
    case(
        "screening", "screening.none", {"screening.kept": others(1), "screening.broken": others(0)}
    ),
    case(
        "screening",
        "screening.out screening.only",
        {"screening.broken": at((slice(None), 0), value=0)},
    ),
    case("sensitivity", "sensitivity.stable sensitivity.measure"),
    case("sensitivity", "sensitivity.signs", {"sensitivity.unscreened.betas": (-0.1, 0.2)}),
    case("sensitivity", "sensitivity.same", {"sensitivity.unscreened.n": 157}),
    case("sensitivity", "sensitivity.measure", {"sensitivity.screened.betas": (NAN, NAN)}),
    case("sensitivity", "sensitivity.measure", base="pls"),
    case("profile", "profile.top"),
    case("profile", "profile.top profile.missing", {"profile.0.missing": 3}),
    case("items", "items.direct items.reversed"),
    case("items", "items.means items.missing", {**REVERSED, "items.missing": others(2)}),
    case("items", "items.means items.complete", {**REVERSED, "items.missing": others(0)}),
    case("descriptives", "descriptives.means descriptives.shapes"),
    case(
        "descriptives",
        "descriptives.mean descriptives.shape",
        {"descriptives": lambda found: cut(found, 1)},
    ),
    case(
        "descriptives",
        "descriptives.weighted descriptives.shapes",
        {"study.scores.rule": "weighted", "study.scores.weights": {"T1": 0.9}},
    ),
    case(
        "descriptives",
        "descriptives.sums",
        {"study.scores.rule": "sum", "study.instrument.constructs.0.items": ("T1", "T2")},
    ),
    case("descriptives", "descriptives.standardised", {"study.scores.rule": "components"}),
    case("normality", "normality.some normality.near"),
    case("normality", "normality.all normality.near", {"normality.w_p": others(0.001)}),
    case(
        "normality",
        "normality.none normality.mardia_kept",
        {"normality.w_p": others(0.5), "mardia.skewness_p": 0.3, "mardia.kurtosis_p": 0.4},
    ),
    case(
        "normality",
        "normality.none normality.mardia_rejected",
        {"normality.w_p": others(0.5), "mardia.kurtosis_p": 0.01},
    ),
    case("normality", "normality.none", {"normality.w_p": others(0.5), "mardia": None}),
    case("normality", "normality.some normality.far", {"normality.skewness": at(0, value=2.4)}),
    case("normality", "normality.lilliefors", {"normality.w_p": others(NAN)}),
    case("items", "items.reversed list.more", dict.fromkeys(REVERSED, True)),
]
FACTOR_CASES = [
    case("factorability", "factorability.kmo factorability.bartlett"),
    case(
        "factorability",
        "factorability.kmo_poor factorability.bartlett_not",
        {
            "factorability.kmo.overall": 0.45,
            "factorability.kmo.verdict": "unacceptable",
            "factorability.bartlett.p": 0.3,
        },
    ),
    *factor_cases("retention", "retention.kept", {}),
    *factor_cases("retention", "retention.kept", {f"{FIRST}.count": 1}),
    case("retention", "retention.same"),
    case("retention", "retention.fewer", {"retention.parallel.count": 1}),
    case("retention", "retention.more", {"retention.parallel.count": 4}),
    case("retention", "retention.kaiser", {"study.factors.count": "parallel"}),
    case("retention", "retention.fixed", {"study.factors.count": 3}),
    *factor_cases("variance", "variance.all", {}),
    *factor_cases("variance", "variance.single", {f"{FIRST}.count": 1}),
    case("variance", "variance.low", {f"{FIRST}.extracted.cumulative": others(41.0)}),
    *factor_cases("loadings", "loadings.own", {}),
    case("loadings", "loadings.all"),
    *factor_cases("loadings", "loadings.low", {f"{FIRST}.loadings": at(0, value=0.31)}),
    case("loadings", "loadings.some", {f"{FIRST}.loadings": at(0, value=0.31)}),
    *factor_cases(
        "loadings", "loadings.cross", {f"{FIRST}.loadings": loads((0, 0, 0.6), (0, 1, 0.7))}
    ),
    *factor_cases("loadings", "loadings.scattered", {f"{FIRST}.loadings": as_other(0, 3)}),
    *factor_cases(
        "loadings", "loadings.shared", {f"{FIRST}.loadings": as_other(slice(3, 6), slice(0, 3))}
    ),
    case("structure", "structure.top", OBLIQUE),
    case("factor_correlations", "phi.weak", OBLIQUE),
    case("factor_correlations", "phi.top", {**OBLIQUE, f"{FIRST}.phi": square_of(-0.6, (1, 0))}),
    case("dropped", "dropped.items", {"factors.log": LOGGED}),
    case("dropped", "dropped.items", {"factors.log": 3 * LOGGED}),
    case("dropped", "dropped.unmet", {"factors.log": LOGGED, "factors.unmet": ("T2",)}),
    case("loadings_kept", "loadings.all loadings.own", {"factors.log": LOGGED}),
]
ONE_ALPHA = {"quality.quality.alpha": at(1, 2, value=NAN)}
HTMT = "quality.quality.htmt.htmt"
QUALITY = [
    case("reliability", "reliability.good reliability.convergent"),
    case("reliability", "reliability.some_low", {"quality.quality.alpha": at(0, value=0.6996)}),
    case("reliability", "reliability.low", {"quality.quality.alpha": others(0.5)}),
    case("reliability", "reliability.single", ONE_ALPHA),
    case(
        "reliability",
        "reliability.single_low",
        {"quality.quality.alpha": lambda _old: np.array([0.5, NAN, NAN])},
    ),
    case("reliability", "reliability.ordinal", {"study.factors.correlation": "polychoric"}),
    case("reliability", "reliability.ave_low", {"quality.quality.ave": at(0, value=0.4)}),
    case(
        "reliability",
        "reliability.cr_low",
        {"quality.quality.composite_reliability": at(0, value=0.6)},
    ),
    case("item_total", "item_total.range item_total.no_gain"),
    case("item_total", "item_total.gain", {"quality.alphas.trust.if_deleted": at(0, value=0.95)}),
    case("item_total", "item_total.low", {"quality.alphas.trust.item_total": at(0, value=0.2)}),
    case(
        "item_total", "item_total.negative", {"quality.alphas.trust.item_total": at(0, value=-0.2)}
    ),
    case("fornell_larcker", "fornell_larcker.passed"),
    case(
        "fornell_larcker",
        "fornell_larcker.failed",
        {"quality.quality.fornell_larcker.largest": at(0, value=0.9)},
    ),
    case("htmt", "htmt.distinct"),
    case("htmt", "htmt.close", {HTMT: square_of(0.87, (1, 0))}),
    case("htmt", "htmt.same", {HTMT: square_of(0.93, (1, 0))}),
    case("correlations", "correlations.ends correlations.all"),
    case("correlations", "correlations.some", {"correlations.p": square_of(0.3, (1, 0))}),
    case("correlations", "correlations.none", {"correlations.p": others(0.3)}),
    case(
        "correlations",
        "correlations.single",
        {"correlations": lambda found: square(found, 2), "rank_correlations": None},
    ),
    case(
        "correlations",
        "correlations.single_not",
        {
            "correlations": lambda found: replace(square(found, 2), p=np.full((2, 2), 0.4)),
            "rank_correlations": None,
        },
    ),
    case("correlation_pairs", "correlation_pairs.apart correlation_pairs.agree"),
    case(
        "correlation_pairs",
        "correlation_pairs.differ",
        {"rank_correlations.p": square_of(0.3, (1, 0))},
    ),
]
STRONG = {"strong": np.array([False, False, True]), "condition_index": np.array([1.0, 9.0, 35.0])}
REGRESSION = [
    case("model_summary", "model_summary.explained model_summary.watson_good"),
    case(
        "model_summary", "model_summary.watson_bad", {"regression.diagnostics.durbin_watson": 1.2}
    ),
    case("anova", "anova.significant"),
    case("anova", "anova.not_significant", {f"{FOUND}.f_p": 0.2}),
    case("coefficients", "coefficients.some coefficients.hc3_same"),
    case(
        "coefficients",
        "coefficients.all coefficients.hc3_changes",
        {f"{FOUND}.p": others(0.01)},
    ),
    case(
        "coefficients",
        "coefficients.none coefficients.hc3_changes",
        {f"{FOUND}.p": others(0.6), "regression.diagnostics.robust.p": others(0.01)},
    ),
    case("collinearity", "collinearity.vif collinearity.condition"),
    case("collinearity", "collinearity.vif_high", {f"{FOUND}.vif": others(7.5)}),
    case(
        "collinearity",
        "collinearity.condition_alone",
        {"regression.collinearity.condition_index": others(31.0)},
    ),
    case(
        "collinearity",
        "collinearity.condition_strong",
        {
            "regression.collinearity": lambda found: replace(
                found, **STRONG, proportions=np.full((3, 3), 0.9)
            )
        },
    ),
    case("collinearity", "collinearity.single", base="one"),
    case("residuals", "residuals.equal residuals.normal"),
    case(
        "residuals",
        "residuals.unequal residuals.small",
        {"regression.diagnostics.breusch_pagan.p": 0.001, "regression.diagnostics.shapiro.p": 0.01},
    ),
    case(
        "residuals",
        "residuals.large",
        {"regression.diagnostics.shapiro.p": 0.01, f"{FOUND}.n": 676},
    ),
    case(
        "residuals",
        "residuals.equal stat.chi_square",
        {"regression.diagnostics.shapiro": None},
    ),
    case(
        "residuals",
        "residuals.influential",
        {"regression.diagnostics.influence.cook_largest": 1.3},
    ),
    case("importance", "importance.ends"),
    case("blocks", "blocks.adds", base="blocks"),
    case("blocks", "blocks.adds_not", {"regression.blocks.blocks.0.f_change_p": 0.2}, "blocks"),
    *(
        case("blocks", f"effect.{word}", {"regression.blocks.blocks.0.f_squared": size}, "blocks")
        for word, size in (("none", 0.01), ("small", 0.02), ("medium", 0.2), ("large", 0.35))
    ),
]
BOTH = ("supported", "opposite", "not_supported")
ROBUST = {
    "regression.diagnostics.breusch_pagan.p": 0.001,
    "regression.diagnostics.robust.p": others(0.3),
}
HYPOTHESES = [
    *(
        case("hypotheses", f"hypotheses.single_{word}", {"verdicts": verdicts(word)})
        for word in BOTH
    ),
    *(case("each hypothesis", f"hypothesis.{word}", {"verdicts": verdicts(word)}) for word in BOTH),
    case("hypotheses", "hypotheses.all", {"verdicts": verdicts(*["supported"] * 5)}),
    case("hypotheses", "hypotheses.none", {"verdicts": verdicts(*["not_supported"] * 2)}),
    case(
        "hypotheses",
        "hypotheses.some hypotheses.rest",
        {"verdicts": verdicts("supported", "not_supported")},
    ),
    case(
        "hypotheses",
        "hypotheses.some hypotheses.opposite",
        {"verdicts": verdicts("supported", "opposite")},
    ),
    case("hypotheses", "hypotheses.some hypotheses.opposite_too", {"verdicts": verdicts(*BOTH)}),
    case("each hypothesis", "hypothesis.numbers hypothesis.effect"),
    case("each hypothesis", "hypothesis.vif", {f"{FOUND}.vif": others(6.0)}),
    case("each hypothesis", "hypothesis.unequal", ROBUST),
    case("each hypothesis", "hypothesis.supported hypothesis.effect", base="pls"),
    case("each hypothesis", "hypothesis.numbers_plain", {"model.paths.lower": others(NAN)}, "pls"),
    case("methods", "methods.differ"),
    case("methods", "methods.agree", {"sem": None}),
]
INDICATORS = f"{PEOPLE}.indicators"
WEIGHTS = ("irrelevant", *("relevant",) * 8)
PATHS = f"{PEOPLE}.structure.paths"
DISCRIMINANCE, CONSTRUCTS = f"{PEOPLE}.discriminance", f"{PEOPLE}.constructs"
MEASUREMENT = [
    case("pls_indicators", "pls_indicators.loadings pls_indicators.strong"),
    case(
        "pls_indicators",
        "pls_indicators.loadings pls_indicators.weak",
        {f"{INDICATORS}.loadings": at(0, value=0.6)},
    ),
    case(
        "pls_indicators",
        "pls_indicators.loadings pls_indicators.poor",
        {f"{INDICATORS}.loadings": at(0, value=0.2)},
    ),
    case(
        "pls_indicators",
        "pls_indicators.loadings pls_indicators.weights",
        {f"{INDICATORS}.weight_verdicts": WEIGHTS},
    ),
    case(
        "pls_indicators",
        "pls_indicators.formed",
        {
            f"{INDICATORS}.weight_verdicts": ("relevant",) * 9,
            f"{INDICATORS}.loading_verdicts": ("",) * 9,
        },
    ),
    case("pls_constructs", "pls_constructs.good pls_constructs.ave_good"),
    case("pls_constructs", "pls_constructs.low", {f"{CONSTRUCTS}.alpha": at(0, value=0.6)}),
    case("pls_constructs", "pls_constructs.high", {f"{CONSTRUCTS}.rho_c": at(0, value=0.97)}),
    case("pls_constructs", "pls_constructs.ave_low", {f"{CONSTRUCTS}.ave": at(0, value=0.4)}),
    case("pls_cross_loadings", "pls_cross_loadings.passed"),
    case(
        "pls_cross_loadings",
        "pls_cross_loadings.failed",
        {
            f"{INDICATORS}.cross_passed": lambda old: np.arange(len(old)) > 0,
            f"{INDICATORS}.largest_cross": at(0, value=0.9),
        },
    ),
    case("pls_fornell_larcker", "fornell_larcker.passed"),
    case(
        "pls_fornell_larcker", "fornell_larcker.failed", {f"{DISCRIMINANCE}.largest": others(0.9)}
    ),
    case("pls_htmt", "pls_htmt.distinct pls_htmt.upper"),
    case("pls_htmt", "pls_htmt.plain", {f"{DISCRIMINANCE}.upper": others(NAN)}),
    case("pls_htmt", "pls_htmt.close", {f"{DISCRIMINANCE}.upper": at(0, value=0.85)}),
    case("pls_htmt", "pls_htmt.same", {f"{DISCRIMINANCE}.upper": at(0, value=0.95)}),
]
TESTS = "model.path_tests.p"
WAYS = f"{PEOPLE}.mediation"
FIT = "model.fit.quantile"
STRUCTURE = [
    case("pls_paths", "pls_paths.all"),
    case("pls_paths", "pls_paths.none", {TESTS: others(0.5)}),
    case("pls_paths", "pls_paths.some", {TESTS: at((1, 0), value=0.5)}),
    case("pls_paths", "pls_paths.vif", {f"{PATHS}.vif": others(5.0)}),
    *(
        case(
            "pls_outcomes",
            f"pls_outcomes.several explained.{word}",
            {f"{PEOPLE}.structure.outcomes.verdicts": (word, word)},
        )
        for word in ("none", "weak", "moderate", "substantial")
    ),
    case(
        "pls_outcomes",
        "pls_outcomes.single",
        {f"{PEOPLE}.structure.outcomes.r_squared": at(0, value=NAN)},
    ),
    case("pls_mediation", "pls_mediation.yes", {f"{WAYS}.classes": ("undetermined",)}),
    *(
        case("pls_mediation", f"pls_mediation.yes mediation.{kind}", {f"{WAYS}.classes": (kind,)})
        for kind in ("complementary", "competitive", "indirect_only")
    ),
    case("pls_mediation", "pls_mediation.no", {f"{WAYS}.indirect_interval.lower": others(-0.1)}),
    case("pls_slopes", "pls_slopes.plain", {"model.slopes": slopes(NAN, NAN)}),
    case("pls_slopes", "pls_slopes.same", {"model.slopes": slopes(-0.1, 0.3)}),
    case("pls_slopes", "pls_slopes.differ", {"model.slopes": slopes(0.05, 0.3)}),
    case("pls_fit", "pls_fit.srmr pls_fit.kept"),
    case("pls_fit", "pls_fit.srmr", {"model.fit": None}),
    case("pls_fit", "pls_fit.srmr_high", {"model.bootstrap.original.estimated.srmr": 0.11}),
    case("pls_fit", "pls_fit.rejected", {f"{FIT}.srmr": 0.02}),
    case("pls_prediction", "pls_prediction.all pls_prediction.power"),
    case(
        "pls_prediction",
        "pls_prediction.not_all",
        {"model.prediction.q2_predict": at(0, value=-0.1)},
    ),
    *(
        case("pls_prediction", f"power.{word}", {"model.power.overall": word})
        for word in ("high", "medium", "low", "none")
    ),
    case("pls_ipma_1", "pls_ipma.top"),
    case(
        "pls_ipma_1",
        "pls_ipma.top pls_ipma.concentrate",
        {"model.ipma.0.quadrants": ("concentrate", "keep_up")},
    ),
    case("pls_method_bias", "pls_method_bias.harman pls_method_bias.vif"),
    case(
        "pls_method_bias",
        "pls_method_bias.harman_high",
        {f"{PEOPLE}.single_factor.suspected": True, f"{PEOPLE}.single_factor.component": 0.6},
    ),
    case(
        "pls_method_bias",
        "pls_method_bias.vif_high",
        {f"{PEOPLE}.full_collinearity.vif": others(4)},
    ),
    case("pls_micom", "pls_micom.composites pls_micom.full"),
    case(
        "pls_micom",
        "pls_micom.composites pls_micom.partial",
        {"grouped.micom.invariance": ("full", "partial", "full")},
    ),
    case("pls_micom", "pls_micom.none", {"grouped.micom.invariance": ("none", "full", "full")}),
    case("pls_multigroup", "pls_multigroup.same"),
    case("pls_multigroup", "pls_multigroup.differ", {"grouped.difference.paths.p": others(0.01)}),
    case(
        "pls_multigroup",
        "pls_multigroup.differ pls_multigroup.doubtful",
        {
            "grouped.difference.paths.p": others(0.01),
            "grouped.micom.invariance": ("none", "full", "full"),
        },
    ),
]
MEASURES = "sem.fit.fit"


def as_kind(kind: str) -> dict[str, Any]:
    """Give the corrected measures of fit the numbers of the plain ones."""
    return {MEASURES: lambda found: replace(found, **{kind: found.indices})}


COVARIANCE = [
    case("sem_fit", "sem_fit.good sem_fit.kept"),
    case("sem_fit", "sem_fit.missed", {f"{MEASURES}.indices.cfi": 0.93}),
    case("sem_fit", "sem_fit.missed", {f"{MEASURES}.residuals.srmr": 0.0801}),
    case("sem_fit", "sem_fit.rejected", {f"{MEASURES}.test.chi_square": 99.0}),
    case("sem_fit", "sem_fit.saturated", {f"{MEASURES}.test.df": 0}),
    case("sem_fit", "sem_fit.good sem_fit.scaled", as_kind("scaled")),
    case("sem_fit", "sem_fit.good sem_fit.robust", as_kind("robust")),
    case("sem_loadings", "sem_loadings.range"),
    case(
        "sem_loadings",
        "sem_loadings.range sem_loadings.low",
        {"sem.fit.estimates.standardised": others(0.4)},
    ),
    case("sem_paths", "sem_paths.some"),
    case("sem_paths", "sem_paths.all", {"sem.fit.estimates.p": others(0.01)}),
    case("sem_paths", "sem_paths.none", {"sem.fit.estimates.p": others(0.4)}),
    case("sem_constructs", "sem_constructs.good"),
    case("sem_constructs", "sem_constructs.low", {"sem.constructs.ave": others(0.4)}),
    case("sem_modifications", "sem_modifications.top"),
    case("sem_modifications", "sem_modifications.none", {"sem.modifications.index": others(2.0)}),
    case("sem_invariance", "sem_invariance.reached sem_invariance.strict"),
    *(
        case(
            "sem_invariance",
            f"sem_invariance.{level} sem_invariance.failed",
            {"invariant.reached": level},
        )
        for level in ("configural", "metric", "scalar")
    ),
]
TWO, SEVERAL = "groups.0.two", "groups.1.several"
GROUPS = [
    case("groups_gender", "groups.same"),
    case("groups_gender", "groups.same_all", {f"{TWO}.welch.p_holm": others(1.0)}),
    case(
        "groups_gender",
        "groups.differ groups.higher",
        {f"{TWO}.welch.p_holm": at(0, value=0.01), f"{TWO}.g": others(-0.4)},
    ),
    case(
        "groups_gender",
        "groups.differ groups.higher",
        {f"{TWO}.welch.p_holm": at(0, value=0.01), f"{TWO}.difference": others(0.4)},
    ),
    case("groups_age", "groups.differ stat.sized", {f"{SEVERAL}.welch.p_holm": at(0, value=0.01)}),
    case("groups_age", "groups.small", {f"{SEVERAL}.samples.n": at(0, value=4)}),
    case("group_tests_gender", "group_tests.same group_tests.mann_whitney group_tests.equal"),
    case(
        "group_tests_age",
        "group_tests.differ group_tests.kruskal",
        {f"{SEVERAL}.kruskal.p_holm": at(0, value=0.01)},
    ),
    case("group_tests_age", "group_tests.unequal", {f"{SEVERAL}.levene.p_holm": at(0, value=0.01)}),
    case("group_pairs_age", "group_pairs.none"),
    case("group_pairs_age", "group_pairs.differ", {"groups.1.pairs.p": at((0, 1), value=0.01)}),
    case("group_pairs_age", "group_pairs.first", {"groups.1.pairs.p": others(0.01)}),
]
CASES = [
    *ANSWERS, *FACTOR_CASES, *QUALITY, *REGRESSION, *HYPOTHESES, *MEASUREMENT, *STRUCTURE,
    *COVARIANCE, *GROUPS,
]  # fmt: skip

SIMULATED = case("screening", "", {"study.simulated": True})
# A number that is not defined: its table has nothing to say.
UNDEFINED = [
    case("anova", "", {f"{FOUND}.f": float("inf")}),
    case(
        "model_summary",
        "",
        {f"{FOUND}.r_squared": 1.0, "regression.diagnostics.durbin_watson": NAN},
    ),
    case("coefficients", "", {f"{FOUND}.t": others(float("inf"))}),
    case("collinearity", "", {f"{FOUND}.vif": others(NAN)}),
    case("importance", "", {"regression.importance.share": others(NAN)}),
    case("reliability", "", {"quality.quality.alpha": others(NAN)}),
    case("htmt", "", {HTMT: others(NAN)}),
    case("fornell_larcker", "", {"quality.quality.fornell_larcker.largest": others(NAN)}),
    case("correlations", "", {"correlations.r": others(NAN)}),
    case("correlation_pairs", "", {"rank_correlations.p": others(NAN)}),
    case("normality", "", {"normality.w_p": others(NAN), "normality.d_p": others(NAN)}),
    case("factor_correlations", "", {**OBLIQUE, f"{FIRST}.phi": others(NAN)}),
    case("pls_paths", "", {TESTS: others(NAN), "verdicts": ()}),
    case("pls_outcomes", "", {f"{PEOPLE}.structure.outcomes.r_squared": others(NAN)}),
    case("pls_mediation", "", {f"{WAYS}.indirect": others(NAN)}),
    case("pls_constructs", "", {f"{CONSTRUCTS}.ave": others(NAN)}),
    case("pls_cross_loadings", "", {f"{INDICATORS}.largest_cross": others(NAN)}),
    case(
        "pls_htmt",
        "",
        {f"{DISCRIMINANCE}.upper": others(NAN), f"{DISCRIMINANCE}.htmt": others(NAN)},
    ),
    case("pls_prediction", "", {"model.prediction.q2_predict": others(NAN)}),
    case("pls_ipma_1", "", {"model.ipma.0.importance": others(NAN)}),
    case("pls_multigroup", "", {"grouped.difference.paths.p": others(NAN)}),
    case("sem_loadings", "", {"sem.fit.estimates.standardised": others(NAN), "verdicts": ()}),
    case("sem_paths", "", {"sem.fit.estimates.p": others(NAN), "verdicts": ()}),
    case("sem_modifications", "", {"sem.modifications.index": others(NAN)}),
    case("groups_gender", "", {f"{TWO}.welch.p_holm": others(NAN)}),
    case("group_pairs_age", "", {"groups.1.pairs.p": others(NAN)}),
]
