"""Cases of numbers that are not defined: their tables have nothing to say."""

from ..changed_results import NAN, others
from .case import FIRST, FOUND, OBLIQUE, PEOPLE, case
from .groups import TWO
from .paths import CONSTRUCTS, DISCRIMINANCE, INDICATORS, TESTS, WAYS
from .quality import HTMT

__all__ = ["UNDEFINED"]

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
