"""Sentences on a PLS model as a whole: its fit, its predictions, a common method."""

from __future__ import annotations

import numpy as np

from ....analysis.composites.bootstrap_fit import Distance
from ....analysis.composites.pls_predict import PlsPrediction
from ....analysis.composites.predictive_power import PredictivePower
from ..model_part import ModelPart
from .extremes import finite, highest, lowest, noted
from .voice import Voice

__all__ = ["bias_sentences", "fit_sentences", "prediction_sentences"]

_SRMR = 0.08  # usual limit of PLS (Henseler, Hubona and Ray 2016)
_DISTANCES: dict[Distance, str] = {"srmr": "SRMR", "d_uls": "d_ULS", "d_g": "d_G"}


def fit_sentences(part: ModelPart, voice: Voice) -> list[str]:
    """Judge SRMR, and say whether the bootstrap rejects exact fit."""
    estimated, sentences = part.bootstrap.original.estimated, []
    if np.isfinite(estimated.srmr):
        key = "srmr" if estimated.srmr <= _SRMR else "srmr_high"
        values = {"srmr": voice.against(estimated.srmr, _SRMR), "limit": voice.number(_SRMR, 2)}
        sentences.append(voice.say(f"pls_fit.{key}", **values))
    if part.fit is None:
        return sentences
    rejected, kept = [], []
    for key, name in _DISTANCES.items():
        own, limit = float(getattr(part.fit.fit, key)), part.fit.quantile[key]
        if not np.isfinite([own, limit]).all():
            continue
        numbers = {
            "own": voice.against(own, limit, of=key),
            "limit": voice.number(limit, of=key),
        }
        told = f"{name} ({voice.say('pls_fit.numbers', **numbers)})"
        (rejected if own > limit else kept).append(told)
    percent = voice.whole(100 * part.fit.level)
    if rejected:
        measures = voice.listed(rejected)
        sentences.append(voice.say("pls_fit.rejected", measures=measures, percent=percent))
    elif kept:
        measures = voice.listed(kept)
        sentences.append(voice.say("pls_fit.kept", measures=measures, percent=percent))
    return sentences


def prediction_sentences(found: PlsPrediction, power: PredictivePower, voice: Voice) -> list[str]:
    """Say whether the model predicts better than the mean, and than a linear model."""
    q2 = finite(found.items, found.q2_predict)
    if not q2:
        return []
    if failed := [pair for pair in q2 if pair[1] <= 0]:
        sentence = voice.say("pls_prediction.not_all", items=noted(failed, voice, limit=0.0))
    else:
        ends = {
            "low": noted(lowest(q2), voice, limit=0.0),
            "high": noted(highest(q2), voice, limit=0.0),
        }
        sentence = voice.say("pls_prediction.all", **ends)
    counted = {"n": voice.whole(sum(power.well)), "all": voice.whole(sum(power.items))}
    word = voice.say(f"power.{power.overall}")
    error = power.error.upper()
    return [sentence, voice.say("pls_prediction.power", error=error, power=word, **counted)]


def bias_sentences(part: ModelPart, voice: Voice) -> list[str]:
    """Say whether one source may lie behind all answers."""
    single, full = part.assessment.single_factor, part.assessment.full_collinearity
    sentences = []
    if np.isfinite(single.component):
        key = "harman_high" if single.suspected else "harman"
        share = voice.against(100 * single.component, 100 * single.limit, 1, of="percent")
        limit = voice.whole(100 * single.limit)
        sentences.append(voice.say(f"pls_method_bias.{key}", share=share, limit=limit))
    vifs = finite([voice.label(construct) for construct in full.constructs], full.vif)
    if not vifs:
        return sentences
    limit = voice.number(full.limit, 1, of="vif")
    if high := [pair for pair in vifs if pair[1] > full.limit]:
        listed = noted(high, voice, decimals=2, limit=full.limit, of="vif")
        said = voice.say("pls_method_bias.vif_high", limit=limit, constructs=listed)
    else:
        top = noted(highest(vifs), voice, decimals=2, limit=full.limit, of="vif")
        said = voice.say("pls_method_bias.vif", limit=limit, top=top)
    return [*sentences, said]
