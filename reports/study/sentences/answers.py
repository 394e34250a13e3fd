"""Sentences on the answers and the scores: items, moments, normality."""

from __future__ import annotations

import numpy as np

from ....analysis.descriptives import Descriptives, Mardia
from ....analysis.hypotheses import LEVEL
from ....analysis.normality import Normality
from ....survey.instrument import Instrument
from ....survey.item_frequencies import ItemFrequencies
from ..results import StudyResults
from .extremes import Named, finite, highest, lowest, noted
from .voice import Told, Voice

__all__ = ["answer_sentences"]


def answer_sentences(results: StudyResults, voice: Voice) -> Told:
    """Say what stands out among items and scores."""
    told: Told = {"items": _items(results.items, results.study.instrument, voice)}
    if results.descriptives:
        told["descriptives"] = _descriptives(results, results.descriptives, voice)
    if results.normality:
        told["normality"] = _normality(results, results.normality, voice)
    return told


def _items(found: ItemFrequencies, instrument: Instrument, voice: Voice) -> list[str]:
    turned = [item.id for item in instrument.items if item.reverse]
    means = [pair for pair in finite(found.items, found.mean) if pair[0] not in turned]
    sentences = []
    if means and highest(means) != lowest(means):
        ends = _ends(means, voice, decimals=2)
        sentences.append(voice.say("items.direct" if turned else "items.means", **ends))
    if turned:
        sentences.append(voice.say("items.reversed", items=voice.listed(turned)))
    elif found.missing.any():
        most = [
            f"{item} ({voice.say('count.share', n=voice.whole(n), all=voice.whole(found.n))})"
            for item, n in zip(found.items, found.missing, strict=True)
            if n == found.missing.max()
        ]
        sentences.append(voice.say("items.missing", items=voice.listed(most)))
    else:
        sentences.append(voice.say("items.complete"))
    return sentences


def _descriptives(results: StudyResults, found: Descriptives, voice: Voice) -> list[str]:
    labels = [voice.label(construct) for construct in found.names]
    sentences = []
    if reason := _incomparable(results):
        if len(labels) > 1:
            sentences.append(voice.say(f"descriptives.{reason}"))
    else:
        sds = dict(zip(labels, found.sd, strict=True))
        means = [pair for pair in finite(labels, found.mean) if np.isfinite(sds[pair[0]])]
        if len(means) > 1 and highest(means) != lowest(means):
            ends = {
                key: voice.listed([_spread(label, mean, sds[label], voice) for label, mean in part])
                for key, part in (("high", highest(means)), ("low", lowest(means)))
            }
            sentences.append(voice.say("descriptives.means", **ends))
        elif len(means) == 1:
            spread = _spread(*means[0], sds[means[0][0]], voice)
            sentences.append(voice.say("descriptives.mean", mean=spread))
    shapes = np.isfinite(found.skewness) & np.isfinite(found.kurtosis)
    if shapes.any():
        skewness, kurtosis = found.skewness[shapes], found.kurtosis[shapes]
        numbers = {
            "skew_low": skewness.min(),
            "skew_high": skewness.max(),
            "kurt_low": kurtosis.min(),
            "kurt_high": kurtosis.max(),
        }
        key = "shapes" if shapes.sum() > 1 else "shape"
        values = {
            name: voice.number(float(number), of="skewness") for name, number in numbers.items()
        }
        sentences.append(voice.say(f"descriptives.{key}", **values))
    return sentences


def _spread(label: str, mean: float, sd: float, voice: Voice) -> str:
    numbers = {"mean": voice.number(mean, 2, of="mean"), "sd": voice.number(sd, 2, of="sd")}
    return f"{label} ({voice.say('descriptives.spread', **numbers)})"


def _incomparable(results: StudyResults) -> str:
    """Name the reason why means of different dimensions may not be compared, if there is one."""
    scores, instrument = results.study.scores, results.study.instrument
    if scores.rule == "components":
        return "standardised"
    gone = results.left_out
    if scores.rule == "sum":
        sizes = {len([i for i in c.items if i not in gone]) for c in instrument.constructs}
        return "sums" if len(sizes) > 1 else ""
    if scores.rule == "weighted":
        own = {scores.weights.get(item.id, 1.0) for item in instrument.items if item.id not in gone}
        return "weighted" if len(own) > 1 else ""
    return ""


def _normality(results: StudyResults, found: Normality, voice: Voice) -> list[str]:
    labels = [voice.label(construct) for construct in found.names]
    tested, by = finite(labels, found.w_p), "shapiro"
    if not tested:
        tested, by = finite(labels, found.d_p), "lilliefors"
    if not tested:
        return []
    test = voice.say(f"normality.{by}")
    rejected = [pair for pair in tested if pair[1] < LEVEL]
    if not rejected:
        least = voice.p(min(p for _, p in tested))
        sentences = [voice.say("normality.none", test=test, p=least)]
        return sentences + ([_mardia(results.mardia, voice)] if results.mardia else [])
    if len(rejected) == len(tested) > 1:
        most = voice.p(max(p for _, p in tested))
        first = voice.say("normality.all", test=test, p=most)
    else:
        listed = voice.listed([f"{label} ({voice.p(p)})" for label, p in rejected])
        first = voice.say("normality.some", test=test, dimensions=listed)
    return [first, _shape(results, found, labels, voice)]


def _shape(results: StudyResults, found: Normality, labels: list[str], voice: Voice) -> str:
    """Say how far the scores are from normal, and which methods do not need it."""
    methods = [
        voice.say(f"normality.{key}")
        for key, there in (
            ("spearman", results.rank_correlations and len(labels) > 1),
            ("ranks", results.groups),
            ("bootstrap", results.model),
        )
        if there
    ]
    also = voice.say("normality.also", methods=voice.listed(methods)) if methods else ""
    limit = voice.whole(found.limit)

    def moment(value: float) -> str:
        return voice.number(value, 2, of="skewness")

    far = [
        f"{label} ({moment(found.skewness[i])}; {moment(found.kurtosis[i])})"
        for i, label in enumerate(labels)
        if max(abs(found.skewness[i]), abs(found.kurtosis[i])) > found.limit
    ]
    if far:
        return voice.say("normality.far", limit=limit, dimensions=voice.listed(far), also=also)
    return voice.say("normality.near", limit=limit, also=also)


def _mardia(found: Mardia, voice: Voice) -> str:
    rejected = min(found.skewness_p, found.kurtosis_p) < LEVEL
    return voice.say(
        "normality.mardia_rejected" if rejected else "normality.mardia_kept",
        skewness=voice.p(found.skewness_p),
        kurtosis=voice.p(found.kurtosis_p),
    )


def _ends(found: Named, voice: Voice, *, decimals: int) -> dict[str, str]:
    return {
        "high": noted(highest(found), voice, decimals=decimals, of="mean"),
        "low": noted(lowest(found), voice, decimals=decimals, of="mean"),
    }
