"""Sentences on the regression: what it explains, which predictors count, what speaks against it."""

from __future__ import annotations

import math

import numpy as np

from ....analysis.hypotheses import LEVEL
from ....analysis.regression import Regression
from ....analysis.relative_importance import RelativeImportance
from ..regression_part import RegressionPart
from ..results import StudyResults
from .effects import F_SQUARED, effect_word
from .extremes import finite, highest, lowest
from .residuals import collinearity_sentences, residual_sentences
from .voice import Told, Voice

__all__ = ["regression_sentences"]

_WATSON = (1.5, 2.5)  # usual bounds of a Durbin-Watson statistic without autocorrelation


def regression_sentences(results: StudyResults, voice: Voice) -> Told:
    """Say what each table of the regression shows."""
    part = results.regression
    if part is None:
        return {}
    found = part.diagnostics.regression
    told: Told = {
        "model_summary": _summary(part, voice),
        "anova": _anova(found, voice),
        "coefficients": _coefficients(part, voice),
        "collinearity": collinearity_sentences(part, voice),
        "residuals": residual_sentences(part, voice),
    }
    if part.importance:
        told["importance"] = _importance(part.importance, voice)
    if part.blocks:
        told["blocks"] = _blocks(part, voice)
    return told


def _summary(part: RegressionPart, voice: Voice) -> list[str]:
    found = part.diagnostics.regression
    sentences = []
    if found.r_squared < 1:
        f_squared = found.r_squared / (1 - found.r_squared)
        sentences.append(
            voice.say(
                "model_summary.explained",
                outcome=voice.label(found.outcome),
                percent=voice.percent(found.r_squared),
                r_squared=voice.number(found.r_squared),
                adjusted=voice.number(found.adjusted_r_squared),
                f_squared=voice.number(f_squared, of="f_squared"),
                effect=voice.effect(effect_word(f_squared, F_SQUARED)),
            )
        )
    watson = part.diagnostics.durbin_watson
    if math.isfinite(watson):
        low, high = _WATSON
        key = "watson_good" if low <= watson <= high else "watson_bad"
        bounds = {
            "low": voice.number(low, 1, of="durbin_watson"),
            "high": voice.number(high, 1, of="durbin_watson"),
        }
        nearest = min(_WATSON, key=lambda x: abs(x - watson))
        number = voice.against(watson, nearest, of="durbin_watson")
        sentences.append(voice.say(f"model_summary.{key}", watson=number, **bounds))
    return sentences


def _anova(found: Regression, voice: Voice) -> list[str]:
    if not math.isfinite(found.f):
        return []
    test = voice.f(found.f, (found.df_model, found.df_residual), found.f_p)
    key = "significant" if found.f_p < LEVEL else "not_significant"
    return [voice.say(f"anova.{key}", test=test)]


def _coefficients(part: RegressionPart, voice: Voice) -> list[str]:
    found, robust = part.diagnostics.regression, part.diagnostics.robust
    there = [j for j in range(len(found.predictors)) if np.isfinite([found.t[j], found.p[j]]).all()]
    if not there:
        return []

    def told(j: int) -> str:
        numbers = {"beta": voice.number(found.beta[j]), "p": voice.p(found.p[j])}
        return f"{voice.label(found.predictors[j])} ({voice.say('stat.beta', **numbers)})"

    ordered = sorted(there, key=lambda j: -abs(found.beta[j]))
    yes = [told(j) for j in ordered if found.p[j] < LEVEL]
    no = [told(j) for j in ordered if found.p[j] >= LEVEL]
    sentences = voice.significance("coefficients", yes, no)
    changed = [
        f"{voice.label(found.predictors[j])} ({voice.p(found.p[j])}; HC3: {voice.p(robust.p[j])})"
        for j in there
        if (found.p[j] < LEVEL) != (robust.p[j] < LEVEL)
    ]
    if changed:
        sentences.append(voice.say("coefficients.hc3_changes", predictors=voice.listed(changed)))
    elif np.isfinite(robust.p).all():
        sentences.append(voice.say("coefficients.hc3_same"))
    return sentences


def _importance(found: RelativeImportance, voice: Voice) -> list[str]:
    shares = finite([voice.label(name) for name in found.predictors], 100 * found.share)
    if len(shares) < 2 or highest(shares) == lowest(shares):
        return []

    def told(pairs: list[tuple[str, float]]) -> str:
        shown = [(name, voice.number(value, 1, of="percent")) for name, value in pairs]
        return voice.listed([f"{name} ({value} %)" for name, value in shown])

    ends = {"high": told(highest(shares)), "low": told(lowest(shares))}
    return [voice.say("importance.ends", **ends)]


def _blocks(part: RegressionPart, voice: Voice) -> list[str]:
    if part.blocks is None:
        return []
    told: dict[bool, list[str]] = {True: [], False: []}
    for i, block in enumerate(part.blocks.blocks, start=1):
        if not math.isfinite(block.f_change):
            continue
        told[block.f_change_p < LEVEL].append(
            voice.say(
                "blocks.block",
                block=i,
                change=voice.number(block.r_squared_change),
                p=voice.p(block.f_change_p),
                f_squared=voice.number(block.f_squared, of="f_squared"),
                effect=voice.effect(effect_word(block.f_squared, F_SQUARED)),
            )
        )
    keys = {True: "blocks.adds", False: "blocks.adds_not"}
    return [voice.say(keys[yes], blocks="; ".join(own)) for yes, own in told.items() if own]
