"""Sentences on how PLS measures the constructs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ....analysis.composites.pls_construct_quality import ConstructQuality
from ....analysis.composites.pls_discriminance import Discriminance
from ....analysis.composites.pls_indicator_quality import IndicatorQuality
from ....analysis.composites.pls_limits import MeasurementLimits
from ..model_part import ModelPart
from .extremes import Named, finite, highest, lowest, noted
from .reliability import fornell_sentence
from .voice import Told, Voice

__all__ = ["measurement_sentences"]

Numbers = list[tuple[float, str]]  # with the names of their coefficients


def measurement_sentences(part: ModelPart, voice: Voice) -> Told:
    """Say what passes the limits of PLS and name what does not."""
    found = part.assessment
    limits = found.limits.measurement
    names = [
        indicator if indicator in part.model.items else voice.label(indicator)
        for indicator in found.indicators.indicators
    ]
    told: Told = {
        "pls_indicators": _indicators(found.indicators, names, limits, voice),
        "pls_constructs": _constructs(found.constructs, limits, voice),
    }
    if len(found.discriminance.constructs) > 1:
        told["pls_cross_loadings"] = _cross(found.indicators, names, voice)
        told["pls_fornell_larcker"] = _fornell(found.discriminance, voice)
        told["pls_htmt"] = _htmt(found.discriminance, voice)
    return told


def _indicators(
    found: IndicatorQuality, names: list[str], limits: MeasurementLimits, voice: Voice
) -> list[str]:
    judged = [bool(verdict) for verdict in found.loading_verdicts]
    loadings = finite(names, np.where(judged, found.loadings, np.nan))
    sentences = []
    if loadings:
        least, most = lowest(loadings), highest(loadings)
        limit = limits.loading_least
        ends = {
            "low": noted(least, voice, limit=limit),
            "high": noted(most, voice, limit=limits.loading),
        }
        sentences.append(voice.say("pls_indicators.loadings", **ends))
        values = {"limit": voice.number(limits.loading), "least": voice.number(limit, 2)}
        poor = [pair for pair in loadings if pair[1] < limit]
        weak = [pair for pair in loadings if pair[1] < limits.loading]
        if poor:
            listed = noted(poor, voice, limit=limit)
            sentences.append(voice.say("pls_indicators.poor", items=listed, **values))
        elif weak:
            listed = noted(weak, voice, limit=limits.loading)
            sentences.append(voice.say("pls_indicators.weak", items=listed, **values))
        else:
            sentences.append(voice.say("pls_indicators.strong", **values))
    bad = {"doubtful", "irrelevant"}
    weights: Named = [
        (names[i], float(found.weights[i]))
        for i, verdict in enumerate(found.weight_verdicts)
        if verdict in bad
    ]
    if weights:  # of mode B, and a reason to think again: worth more than a second look at loadings
        said = voice.say("pls_indicators.weights", items=noted(weights, voice))
        sentences = [*sentences[:1], said]
    elif not sentences and any(found.weight_verdicts):
        sentences.append(voice.say("pls_indicators.formed"))
    return sentences


def _constructs(found: ConstructQuality, limits: MeasurementLimits, voice: Voice) -> list[str]:
    labels = [voice.label(construct) for construct in found.constructs]
    measures = {"α": found.alpha, "ρA": found.rho_a, "ρC": found.rho_c}
    numbers = {key: finite(labels, values) for key, values in measures.items()}
    aves = finite(labels, found.ave)
    if not aves or not numbers["ρC"]:
        return []
    least, most = limits.reliability, limits.reliability_most
    values = {
        "least": voice.number(least, 2),
        "most": voice.number(most, 2),
        "ave": voice.number(limits.ave, 2),
    }
    each: dict[str, Numbers] = {label: [] for label in labels}
    for key, pairs in numbers.items():
        for label, value in pairs:
            each[label].append((value, key))
    low = _beyond(each, least, lambda value: value < least, voice)
    high = _beyond(each, most, lambda value: value > most, voice)
    if low:
        first = voice.say("pls_constructs.low", dimensions=voice.listed(low), **values)
    elif high:
        first = voice.say("pls_constructs.high", dimensions=voice.listed(high), **values)
    else:
        first = voice.say(
            "pls_constructs.good", rho_c=noted(lowest(numbers["ρC"]), voice), **values
        )
    if poor := [pair for pair in aves if pair[1] < limits.ave]:
        listed = noted(poor, voice, limit=limits.ave)
        return [first, voice.say("pls_constructs.ave_low", dimensions=listed, **values)]
    least_ave = noted(lowest(aves), voice, limit=limits.ave)
    return [first, voice.say("pls_constructs.ave_good", lowest=least_ave, **values)]


def _beyond(
    each: Mapping[str, Numbers], limit: float, over: Callable[[float], bool], voice: Voice
) -> list[str]:
    """Name the constructs of which a coefficient is beyond a limit, with each that is."""
    found = []
    for label, own in each.items():
        told = [f"{key} = {voice.against(value, limit)}" for value, key in own if over(value)]
        if told:
            found.append(f"{label} ({'; '.join(told)})")
    return found


def _cross(found: IndicatorQuality, names: list[str], voice: Voice) -> list[str]:
    there = np.isfinite(found.largest_cross) & np.isfinite(found.loadings)
    if not there.any():
        return []

    def told(i: int) -> str:
        own, cross = float(found.loadings[i]), float(found.largest_cross[i])
        numbers = {"own": voice.against(own, cross), "cross": voice.number(cross)}
        return f"{names[i]} ({voice.say('pls_cross_loadings.numbers', **numbers)})"

    failed = [told(i) for i in np.flatnonzero(there & ~found.cross_passed).tolist()]
    if failed:
        return [voice.say("pls_cross_loadings.failed", items=voice.listed(failed))]
    margin = np.where(there, np.abs(found.loadings) - found.largest_cross, np.inf)
    return [voice.say("pls_cross_loadings.passed", item=told(int(margin.argmin())))]


def _fornell(found: Discriminance, voice: Voice) -> list[str]:
    judged = [bool(verdict) for verdict in found.fornell_larcker_verdicts]
    roots = np.where(judged, np.diag(found.fornell_larcker), np.nan)
    return fornell_sentence(found.constructs, roots, found.largest, voice)


def _htmt(found: Discriminance, voice: Voice) -> list[str]:
    names = [voice.pair(*pair) for pair in found.pairs]
    strict, liberal = found.limits.htmt_strict, found.limits.htmt_liberal
    bounds, kind = finite(names, found.upper), "upper"
    if not bounds:
        bounds, kind = finite(names, found.htmt), "plain"
    if not bounds:
        return []
    measure = voice.say(f"pls_htmt.{kind}")
    values = {
        "measure": measure,
        "strict": voice.number(strict, 2),
        "liberal": voice.number(liberal, 2),
    }
    for key, limit in (("same", liberal), ("close", strict)):
        if over := [pair for pair in bounds if pair[1] >= limit]:
            pairs = noted(over, voice, limit=limit)
            return [voice.say(f"pls_htmt.{key}", pairs=pairs, **values)]
    top = noted(highest(bounds), voice, limit=strict)
    return [voice.say("pls_htmt.distinct", top=top, **values)]
