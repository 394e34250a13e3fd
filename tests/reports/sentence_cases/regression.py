"""Cases of the regression."""

from dataclasses import replace

import numpy as np

from ..changed_results import others
from .case import FOUND, case

__all__ = ["REGRESSION_CASES"]

STRONG = {"strong": np.array([False, False, True]), "condition_index": np.array([1.0, 9.0, 35.0])}
REGRESSION_CASES = [
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
