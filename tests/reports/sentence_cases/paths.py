"""Cases of the path model: its measurement, its structure, its groups."""

import numpy as np

from ..changed_results import NAN, at, others, slopes
from .case import PEOPLE, case

__all__ = ["CONSTRUCTS", "DISCRIMINANCE", "INDICATORS", "PATH_CASES", "TESTS", "WAYS"]

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
    case("pls_ipma_1", "pls_ipma.top_beside", {"model.ipma.0.importance": at(0, value=-0.9)}),
    case("pls_ipma_1", "pls_ipma.negative", {"model.ipma.0.importance": others(-0.2)}),
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
    case(
        "pls_micom",
        "pls_micom.partial pls_micom.means pls_micom.variances",
        {
            "grouped.micom.invariance": ("partial", "partial", "full"),
            "grouped.micom.means.p": at(0, value=0.01),
            "grouped.micom.variances.p": at(1, value=0.02),
        },
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
PATH_CASES = [*MEASUREMENT, *STRUCTURE]
