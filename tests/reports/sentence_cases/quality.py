"""Cases of reliability, validity and correlations."""

from dataclasses import replace

import numpy as np

from ..changed_results import NAN, at, others, square, square_of
from .case import case

__all__ = ["HTMT", "QUALITY_CASES"]

ONE_ALPHA = {"quality.quality.alpha": at(1, 2, value=NAN)}
HTMT = "quality.quality.htmt.htmt"
QUALITY_CASES = [
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
