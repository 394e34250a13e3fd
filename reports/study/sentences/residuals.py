"""Sentences on what a regression assumes: predictors and residuals."""

from __future__ import annotations

import math

import numpy as np

from ....analysis.hypotheses import LEVEL
from ..regression_part import RegressionPart
from .extremes import finite, highest, noted
from .voice import Voice

__all__ = ["VIF_LIMIT", "collinearity_sentences", "residual_sentences"]

VIF_LIMIT = 5.0  # from here on collinearity makes single coefficients doubtful
_MANY = 200  # people from whom on t and F hardly feel residuals that are not normal
_COOK = 1.0  # distance from which one row by itself moves the fit (Cook and Weisberg)


def collinearity_sentences(part: RegressionPart, voice: Voice) -> list[str]:
    """Say how far the predictors repeat each other."""
    regression, found = part.diagnostics.regression, part.collinearity
    if len(regression.predictors) == 1:
        return [voice.say("collinearity.single")]
    vifs = finite([voice.label(name) for name in regression.predictors], regression.vif)
    if not vifs:
        return []
    limit = voice.whole(VIF_LIMIT)
    high = [pair for pair in vifs if pair[1] >= VIF_LIMIT]
    if high:
        listed = noted(high, voice, decimals=2)
        sentences = [voice.say("collinearity.vif_high", limit=limit, predictors=listed)]
    else:
        top = noted(highest(vifs), voice, decimals=2, limit=VIF_LIMIT)
        sentences = [voice.say("collinearity.vif", limit=limit, top=top)]
    index = float(found.condition_index.max())
    if not math.isfinite(index):
        return sentences
    values = {
        "index": voice.against(index, found.condition_limit, 2, of="condition_index"),
        "limit": voice.whole(found.condition_limit),
    }
    if found.strong.any():
        shares = found.proportions[found.strong, 1:].max(axis=0)
        pairs = zip(found.predictors, shares, strict=True)
        names = [voice.label(name) for name, share in pairs if share > found.proportion_limit]
        key = "condition_strong"
        values["predictors"] = voice.listed(names)
    else:
        key = "condition" if index < found.condition_limit else "condition_alone"
    return [*sentences, voice.say(f"collinearity.{key}", **values)]


def residual_sentences(part: RegressionPart, voice: Voice) -> list[str]:
    """Say whether the variance is equal, and which of influence and normality matters more."""
    found = part.diagnostics
    test, sentences = found.breusch_pagan, []
    if math.isfinite(test.statistic) and math.isfinite(test.p):
        key = "unequal" if test.p < LEVEL else "equal"
        shown = voice.chi_square(test.statistic, test.df, test.p)
        sentences.append(voice.say(f"residuals.{key}", test=shown))
    cook = found.influence.cook_largest
    if cook >= _COOK:
        values = {"cook": voice.against(cook, _COOK, of="cook"), "limit": voice.whole(_COOK)}
        return [*sentences, voice.say("residuals.influential", **values)]
    normal = found.shapiro or found.jarque_bera
    if not np.isfinite([normal.statistic, normal.p]).all():
        return sentences
    shapiro = {"statistic": voice.number(normal.statistic), "p": voice.p(normal.p)}
    shown = (
        voice.say("residuals.shapiro", **shapiro)
        if found.shapiro
        else voice.chi_square(normal.statistic, normal.df, normal.p)
    )
    n = found.regression.n
    key = "normal" if normal.p >= LEVEL else "large" if n >= _MANY else "small"
    return [*sentences, voice.say(f"residuals.{key}", test=shown, n=voice.whole(n))]
