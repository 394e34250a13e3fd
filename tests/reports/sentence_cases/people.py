"""Cases of the people, their answers and scores."""

import numpy as np

from ..changed_results import NAN, at, cut, others
from .case import case

__all__ = ["PEOPLE_CASES", "SIMULATED"]

REVERSED = {f"study.instrument.items.{i}.reverse": False for i in range(9)}
STEADY = {
    "sensitivity.screened.betas": (0.2, 0.4),
    "sensitivity.unscreened.betas": (0.2004, 0.4),
    "sensitivity.screened.p": (0.01, 0.01),
    "sensitivity.unscreened.p": (0.01, 0.01),
    "sensitivity.without": {},
    "sensitivity.screened.r_squared": 0.4391,
    "sensitivity.unscreened.r_squared": 0.4389,
}
PEOPLE_CASES = [
    case("screening", "screening.out screening.most"),
    case(
        "screening",
        "screening.out screening.most screening.declared",
        {"responses.user_missing": np.eye(3) > 0},
    ),
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
    case(
        "sensitivity",
        "sensitivity.significance",
        {"sensitivity.screened.p": (0.04, 0.3), "sensitivity.unscreened.p": (0.06, 0.3)},
    ),
    case("sensitivity", "sensitivity.measure", {"sensitivity.unscreened.p": (NAN, NAN)}),
    case("sensitivity", "sensitivity.same", {"sensitivity.unscreened.n": 157}),
    case("sensitivity", "sensitivity.measure", {"sensitivity.screened.betas": (NAN, NAN)}),
    case("sensitivity", "sensitivity.measure", base="pls"),
    case("sensitivity", "sensitivity.unchanged sensitivity.measure_same", STEADY),
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
SIMULATED = case("screening", "", {"study.simulated": True})
