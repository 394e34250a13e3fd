"""Sentences on how well the dimensions are measured and told apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....analysis.measurement_quality import MeasurementQuality, QualityLimits
from ....analysis.reliability import Alpha
from ....analysis.validity import FornellLarcker, Htmt
from ..results import StudyResults
from .extremes import Named, finite, highest, lowest, noted
from .voice import Told, Voice

__all__ = ["fornell_sentence", "reliability_sentences"]

_ITEM_TOTAL = 0.30  # least correlation of an item with the rest (Nunnally and Bernstein)
_GAIN = 0.001  # rise of alpha that shows at three decimals


def reliability_sentences(results: StudyResults, voice: Voice) -> Told:
    """Say what passes the usual limits and name what does not."""
    if results.quality is None:
        return {}
    found = results.quality.quality
    ordinal = results.study.factors.correlation == "polychoric"
    told: Told = {
        "reliability": _reliability(found, voice, ordinal=ordinal),
        "item_total": _items(results.quality.alphas, voice),
    }
    if len(found.constructs) > 1:
        several = found.k > 1
        told["fornell_larcker"] = _fornell_larcker(found.fornell_larcker, several, voice)
        told["htmt"] = _htmt(found.htmt, found.limits, voice)
    return told


def _reliability(found: MeasurementQuality, voice: Voice, *, ordinal: bool) -> list[str]:
    labels = [voice.label(construct) for construct in found.constructs]
    alphas = finite(labels, found.alpha)
    if not alphas:
        return []
    limit = found.limits.reliability
    values = {
        "alpha": voice.say("reliability.ordinal" if ordinal else "reliability.cronbach"),
        "limit": voice.number(limit, 2),
        "low": _valued(lowest(alphas), voice, limit),
        "high": _valued(highest(alphas), voice, limit),
    }
    poor = [pair for pair in alphas if pair[1] < limit]
    if len(alphas) == 1:
        key = "single_low" if poor else "single"
    elif poor:
        key = "low" if len(poor) == len(alphas) else "some_low"
        values["dimensions"] = noted(poor, voice, limit=limit)
    else:
        key = "good"
    return [voice.say(f"reliability.{key}", **values), *_convergence(found, labels, voice)]


def _convergence(found: MeasurementQuality, labels: list[str], voice: Voice) -> list[str]:
    """Judge AVE and CR of the dimensions of several items."""
    several = found.k > 1
    aves = finite(labels, np.where(several, found.ave, np.nan))
    crs = finite(labels, np.where(several, found.composite_reliability, np.nan))
    if not aves or not crs:
        return []
    least_ave, least_cr = found.limits.ave, found.limits.reliability
    values = {"ave_limit": voice.number(least_ave, 2), "cr_limit": voice.number(least_cr, 2)}
    if poor := [pair for pair in aves if pair[1] < least_ave]:
        listed = noted(poor, voice, limit=least_ave)
        return [voice.say("reliability.ave_low", dimensions=listed, **values)]
    if poor := [pair for pair in crs if pair[1] < least_cr]:
        listed = noted(poor, voice, limit=least_cr)
        return [voice.say("reliability.cr_low", dimensions=listed, **values)]
    ends = {
        "ave": _valued(lowest(aves), voice, least_ave),
        "cr": _valued(lowest(crs), voice, least_cr),
    }
    return [voice.say("reliability.convergent", **ends, **values)]


def _items(alphas: Mapping[str, Alpha], voice: Voice) -> list[str]:
    totals: Named = []
    gains: list[tuple[float, str]] = []
    for alpha in alphas.values():
        totals += finite(alpha.names, alpha.item_total)
        for item, deleted in finite(alpha.names, alpha.if_deleted):
            numbers = {"alpha": voice.number(alpha.alpha), "deleted": voice.number(deleted)}
            gain = f"{item} ({voice.say('item_total.rise', **numbers)})"
            gains.append((deleted - alpha.alpha, gain))
    if not totals:
        return []
    ends = {"low": _valued(lowest(totals), voice), "high": _valued(highest(totals), voice)}
    sentences = [voice.say("item_total.range", **ends)]
    negative = [pair for pair in totals if pair[1] < 0]
    low = [pair for pair in totals if pair[1] < _ITEM_TOTAL]
    rising = [text for gain, text in sorted(gains, reverse=True) if gain > _GAIN]
    if negative:
        sentences.append(voice.say("item_total.negative", items=noted(negative, voice)))
    elif low:
        items = noted(low, voice, limit=_ITEM_TOTAL)
        limit = voice.number(_ITEM_TOTAL, 2)
        sentences.append(voice.say("item_total.low", limit=limit, items=items))
    elif rising:
        sentences.append(voice.say("item_total.gain", items=voice.listed(rising)))
    elif gains and max(gain for gain, _ in gains) <= 0:
        sentences.append(voice.say("item_total.no_gain"))
    return sentences


def _fornell_larcker(found: FornellLarcker, several: np.ndarray, voice: Voice) -> list[str]:
    roots = np.where(several, np.sqrt(found.ave), np.nan)
    return fornell_sentence(found.constructs, roots, found.largest, voice)


def fornell_sentence(
    constructs: tuple[str, ...], roots: np.ndarray, largest: np.ndarray, voice: Voice
) -> list[str]:
    """Say whether the roots of the AVE are above the largest correlations; NaN is left out."""
    margins = finite(constructs, roots - largest)
    if not margins:
        return []
    at = {construct: i for i, construct in enumerate(constructs)}

    def told(construct: str) -> str:
        i = at[construct]
        numbers = {"root": voice.against(roots[i], largest[i]), "r": voice.number(largest[i])}
        return f"{voice.label(construct)} ({voice.say('fornell_larcker.numbers', **numbers)})"

    failed = [told(construct) for construct, margin in margins if margin <= 0]
    if failed:
        return [voice.say("fornell_larcker.failed", dimensions=voice.listed(failed))]
    tightest = voice.listed([told(construct) for construct, _ in lowest(margins)])
    return [voice.say("fornell_larcker.passed", dimension=tightest)]


def _htmt(found: Htmt, limits: QualityLimits, voice: Voice) -> list[str]:
    rows, columns = np.tril_indices(len(found.constructs), -1)
    names = [
        voice.pair(found.constructs[j], found.constructs[i])
        for i, j in zip(rows, columns, strict=True)
    ]
    ratios = finite(names, found.htmt[rows, columns])
    if not ratios:
        return []
    strict, liberal = limits.htmt_strict, limits.htmt_liberal
    values = {"strict": voice.number(strict, 2), "liberal": voice.number(liberal, 2)}
    for key, limit in (("same", liberal), ("close", strict)):
        if over := [pair for pair in ratios if pair[1] >= limit]:
            pairs = noted(over, voice, limit=limit)
            return [voice.say(f"htmt.{key}", pairs=pairs, **values)]
    return [voice.say("htmt.distinct", top=_valued(highest(ratios), voice, strict), **values)]


def _valued(found: Named, voice: Voice, limit: float | None = None) -> str:
    """Write a number and then whose it is; those that share it in one list."""
    value = found[0][1]
    number = voice.number(value) if limit is None else voice.against(value, limit)
    return f"{number} ({voice.listed([name for name, _ in found])})"
