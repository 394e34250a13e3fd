"""Sentences on the correlations of the dimensions."""

from __future__ import annotations

import numpy as np

from ....analysis.correlation import Correlations
from ....analysis.hypotheses import LEVEL
from ..results import StudyResults
from .voice import Told, Voice

__all__ = ["correlation_sentences"]


def correlation_sentences(results: StudyResults, voice: Voice) -> Told:
    """Name the strongest and the weakest correlation, and count the significant ones."""
    found, ranks = results.correlations, results.rank_correlations
    if found is None or len(results.scores.constructs) < 2:
        return {}
    told: Told = {"correlations": _correlations(found, voice)}
    if ranks:
        told["correlation_pairs"] = _both(found, ranks, voice)
    return told


def _correlations(found: Correlations, voice: Voice) -> list[str]:
    rows, columns = _pairs(found)
    if not rows.size:
        return []
    r, p = found.r[rows, columns], found.p[rows, columns]

    def told(at: int) -> str:
        ends = [voice.label(found.names[i]) for i in (columns[at], rows[at])]
        numbers = {"r": voice.number(float(r[at])), "p": voice.p(float(p[at]))}
        return f"{voice.listed(ends)} ({voice.say('stat.r', **numbers)})"

    if len(r) == 1:
        key = "single" if p[0] < LEVEL else "single_not"
        return [voice.say(f"correlations.{key}", pair=told(0))]
    order = np.argsort(np.abs(r), kind="stable")
    ends = {"strongest": told(order[-1]), "weakest": told(order[0])}
    significant = int((p < LEVEL).sum())
    if significant == len(p):
        second = voice.say("correlations.all", p=voice.p(float(p.max())))
    elif not significant:
        second = voice.say("correlations.none", p=voice.p(float(p.min())))
    else:
        counted = {"n": voice.whole(significant), "all": voice.whole(len(p))}
        second = voice.say("correlations.some", **counted)
    return [voice.say("correlations.ends", **ends), second]


def _both(pearson: Correlations, ranks: Correlations, voice: Voice) -> list[str]:
    rows, columns = _pairs(pearson)
    there = np.isfinite(ranks.r[rows, columns]) & np.isfinite(ranks.p[rows, columns])
    rows, columns = rows[there], columns[there]
    if not rows.size:
        return []
    apart = np.abs(pearson.r[rows, columns] - ranks.r[rows, columns])

    def pair(at: int) -> str:
        return voice.pair(pearson.names[columns[at]], pearson.names[rows[at]])

    far = int(apart.argmax())
    first = voice.say("correlation_pairs.apart", most=voice.number(apart[far]), pair=pair(far))
    ps = pearson.p[rows, columns], ranks.p[rows, columns]
    differing = [
        f"{pair(at)} ({voice.say('correlation_pairs.ps', pearson=voice.p(a), spearman=voice.p(b))})"
        for at, (a, b) in enumerate(zip(*ps, strict=True))
        if (a < LEVEL) != (b < LEVEL)
    ]
    if differing:
        return [first, voice.say("correlation_pairs.differ", pairs=voice.listed(differing))]
    return [first, voice.say("correlation_pairs.agree")]


def _pairs(found: Correlations) -> tuple[np.ndarray, np.ndarray]:
    """Places of the pairs, each once, whose correlation and p are defined."""
    rows, columns = np.tril_indices(len(found.names), -1)
    there = np.isfinite(found.r[rows, columns]) & np.isfinite(found.p[rows, columns])
    return rows[there], columns[there]
