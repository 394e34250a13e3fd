"""Cases of the hypotheses, by one method and by several."""

from ..changed_results import NAN, others, outside_regression, stated, verdicts
from .case import FOUND, case

__all__ = ["HYPOTHESIS_CASES"]

BOTH = ("supported", "opposite", "not_supported")
ROBUST = {
    "regression.diagnostics.breusch_pagan.p": 0.001,
    "regression.diagnostics.robust.p": others(0.3),
}
HYPOTHESIS_CASES = [
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
    case("hypotheses", "hypotheses.untested", {"study.hypotheses": stated("H1", "H8", "H9")}),
    case(
        "hypotheses",
        "hypotheses.by_both hypotheses.only_pls",
        {"verdicts": outside_regression},
    ),
    case("each hypothesis", "hypothesis.by_pls", {"verdicts": outside_regression}),
    case("each hypothesis", "hypothesis.numbers hypothesis.effect"),
    case("each hypothesis", "hypothesis.vif", {f"{FOUND}.vif": others(6.0)}),
    case("each hypothesis", "hypothesis.unequal", ROBUST),
    case("each hypothesis", "hypothesis.supported hypothesis.effect", base="pls"),
    case("each hypothesis", "hypothesis.numbers_plain", {"model.paths.lower": others(NAN)}, "pls"),
    case("methods", "methods.differ"),
    case("methods", "methods.agree", {"sem": None}),
]
