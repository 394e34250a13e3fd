"""Sentences on the paths of PLS: effects, explained variance, mediation, fit, prediction."""

from __future__ import annotations

import numpy as np

from ....analysis.composites.ipma import Ipma
from ....analysis.composites.mediation import Mediation
from ....analysis.composites.moderation import SimpleSlopes
from ....analysis.hypotheses import LEVEL
from ...table import Cell
from ..model_part import ModelPart
from ..results import StudyResults
from .extremes import finite, highest, noted
from .path_measurement import measurement_sentences
from .prediction import bias_sentences, fit_sentences, prediction_sentences
from .residuals import VIF_LIMIT
from .voice import Told, Voice

__all__ = ["path_model_sentences"]


def path_model_sentences(results: StudyResults, voice: Voice) -> Told:
    """Say what each table of the PLS model shows."""
    part = results.model
    if part is None:
        return {}
    told = measurement_sentences(part, voice)
    told["pls_paths"] = _paths(part, voice)
    told["pls_outcomes"] = _outcomes(part, voice)
    if part.assessment.mediation:
        told["pls_mediation"] = _mediation(part.assessment.mediation, voice)
    if part.slopes:
        level = part.assessment.limits.structure.level
        told["pls_slopes"] = [_slope(slope, level, voice) for slope in part.slopes]
    told["pls_fit"] = fit_sentences(part, voice)
    if part.prediction and part.power:
        told["pls_prediction"] = prediction_sentences(part.prediction, part.power, voice)
    for i, found in enumerate(part.ipma, start=1):
        told[f"pls_ipma_{i}"] = _importance(found, voice)
    told["pls_method_bias"] = bias_sentences(part, voice)
    return told


def _paths(part: ModelPart, voice: Voice) -> list[str]:
    found, test = part.assessment.structure.paths, part.path_tests
    at = {c: i for i, c in enumerate(part.bootstrap.original.constructs)}
    yes, no = [], []
    for m in np.argsort(-np.abs(found.paths), kind="stable"):
        start, end = found.starts[m], found.ends[m]
        p = float(test.p[at[start], at[end]])
        if not np.isfinite(p):
            continue
        numbers = {"beta": voice.number(float(found.paths[m])), "p": voice.p(p)}
        shown = voice.say("stat.beta", **numbers)
        if p >= LEVEL:
            no.append(f"{voice.path(start, end)} ({shown})")
            continue
        word = found.f_squared_verdicts[m]
        effect = voice.say("stat.effect", effect=voice.effect(word)) if word else ""
        yes.append(f"{voice.path(start, end)} ({shown}{effect})")
    sentences = voice.significance("pls_paths", yes, no)
    vifs = finite(map(voice.path, found.starts, found.ends), found.vif)
    high = [pair for pair in vifs if pair[1] >= VIF_LIMIT]
    if sentences and high:
        listed, limit = noted(high, voice, decimals=2, of="vif"), voice.whole(VIF_LIMIT)
        sentences.append(voice.say("pls_paths.vif", limit=limit, paths=listed))
    return sentences


def _outcomes(part: ModelPart, voice: Voice) -> list[str]:
    found = part.assessment.structure.outcomes
    there = np.flatnonzero(np.isfinite(found.r_squared)).tolist()
    sizes = part.assessment.limits.structure
    ends = (sizes.r_squared_weak, sizes.r_squared_moderate, sizes.r_squared_substantial)
    limits = "; ".join(voice.number(end, 2) for end in ends)

    def told(key: str, j: int) -> str:
        return voice.say(
            f"pls_outcomes.{key}",
            limits=limits,
            label=voice.label(found.constructs[j]),
            word=voice.say(f"explained.{found.verdicts[j]}"),
            r_squared=voice.number(float(found.r_squared[j])),
        )

    if len(there) == 1:
        return [told("single", there[0])]
    outcomes = [told("outcome", j) for j in there]
    if not outcomes:
        return []
    return [voice.say("pls_outcomes.several", limits=limits, outcomes=voice.listed(outcomes))]


def _mediation(found: Mediation, voice: Voice) -> list[str]:
    yes, no = [], []
    for w, way in enumerate(found.ways):
        lower, upper = (
            float(end[w]) for end in (found.indirect_interval.lower, found.indirect_interval.upper)
        )
        if not np.isfinite([lower, upper, found.indirect[w]]).all():
            continue
        shown = " → ".join(voice.label(construct) for construct in way)
        numbers = voice.say(
            "pls_mediation.numbers",
            indirect=voice.number(float(found.indirect[w])),
            interval=voice.interval(lower, upper, found.level),
        )
        kind = found.classes[w]
        if lower <= 0 <= upper:
            no.append(f"{shown} ({numbers})")
        elif kind == "undetermined":
            yes.append(f"{shown} ({numbers})")
        else:
            word = voice.say(f"mediation.{kind}")
            yes.append(f"{shown} ({numbers}, {word})")
    sentences = []
    if yes:
        sentences.append(voice.say("pls_mediation.yes", ways="; ".join(yes)))
    if no:
        sentences.append(voice.say("pls_mediation.no", ways="; ".join(no)))
    return sentences


def _slope(found: SimpleSlopes, level: float, voice: Voice) -> str:
    """Say how the slope changes with the moderator, and whether that is more than chance."""
    low, high = int(found.levels.argmin()), int(found.levels.argmax())
    values: dict[str, Cell] = {
        "path": voice.path(found.focal, found.outcome),
        "moderator": voice.label(found.moderator),
        "low": voice.number(float(found.slopes[low])),
        "high": voice.number(float(found.slopes[high])),
    }
    ends = found.change_interval
    if ends is None or not np.isfinite([ends.lower, ends.upper]).all():
        return voice.say("pls_slopes.plain", **values)
    lower, upper = float(ends.lower), float(ends.upper)
    key = "same" if lower <= 0 <= upper else "differ"
    change, interval = voice.number(found.change), voice.interval(lower, upper, level)
    return voice.say(f"pls_slopes.{key}", change=change, interval=interval, **values)


def _importance(found: Ipma, voice: Voice) -> list[str]:
    labels = [voice.label(construct) for construct in found.constructs]
    effects = finite(labels, found.importance)
    if not effects:
        return []
    lowering = [pair for pair in effects if pair[1] < 0]
    values = {
        "target": voice.label(found.target),
        "negative": noted(lowering, voice, of="importance") if lowering else "",
    }
    top, effect = highest(effects)[0]
    if effect < 0:
        return [voice.say("pls_ipma.negative", **values)]
    j = labels.index(top)
    first = voice.say(
        "pls_ipma.top_beside" if lowering else "pls_ipma.top",
        construct=top,
        effect=voice.number(effect, of="importance"),
        performance=voice.number(float(found.performance[j]), 1, of="performance"),
        **values,
    )
    low = [
        (label, float(found.performance[j]))
        for j, label in enumerate(labels)
        if found.quadrants[j] == "concentrate" and found.importance[j] >= 0
    ]
    if not low or len(labels) == 1:
        return [first]
    listed = noted(low, voice, decimals=1, of="performance")
    return [first, voice.say("pls_ipma.concentrate", constructs=listed)]
