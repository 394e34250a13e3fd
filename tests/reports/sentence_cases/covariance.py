"""Cases of the covariance structure model."""

from dataclasses import replace
from typing import Any

from ..changed_results import others
from .case import case

__all__ = ["COVARIANCE_CASES"]

MEASURES = "sem.fit.fit"
POOR = {f"{MEASURES}.indices.cfi": 0.9, f"{MEASURES}.indices.nfi": 0.81}


def as_kind(kind: str) -> dict[str, Any]:
    """Give the corrected measures of fit the numbers of the plain ones."""
    return {MEASURES: lambda found: replace(found, **{kind: found.indices})}


COVARIANCE_CASES = [
    case("sem_fit", "sem_fit.good sem_fit.kept"),
    case("sem_fit", "sem_fit.missed", {f"{MEASURES}.indices.cfi": 0.93}),
    case("sem_fit", "sem_fit.missed", {f"{MEASURES}.residuals.srmr": 0.0801}),
    case("sem_fit", "sem_fit.good sem_fit.others", {f"{MEASURES}.residuals.gfi": 0.8996}),
    case("sem_fit", "sem_fit.missed sem_fit.others", POOR),
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
