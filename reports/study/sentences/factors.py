"""Sentences on the components: whether to look for them, how many, what they are made of."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....analysis.factorability import Factorability
from ....analysis.factors import Extraction
from ....analysis.hypotheses import LEVEL
from ....analysis.item_dropping import ItemDropping
from ....analysis.retention import Retention, RetentionRule
from ..cautions import few_for_factors
from ..factor_part import retention_rule
from ..heads import of_factors
from ..results import StudyResults
from .extremes import finite, highest, noted
from .loading_pattern import pattern_sentences
from .voice import Told, Voice

__all__ = ["factor_sentences"]

_POOR = {"miserable", "unacceptable"}  # Kaiser's words below .6
_RULES: tuple[RetentionRule, ...] = ("kaiser", "parallel", "map", "map_fourth", "elbow")
_HALF = 50.0  # percent of the variance
_OBLIQUE = 0.32  # correlation of factors that is a tenth of shared variance (Tabachnick, Fidell)


def factor_sentences(results: StudyResults, voice: Voice) -> Told:
    """Say what the correlations of the items allow, and what was found in them."""
    told: Told = {}
    if results.factorability:
        told["factorability"] = _factorability(results.factorability, voice)
        told["factorability"] += _left_out(results, voice)
    found = results.factors
    if found is None:
        return told
    if results.retention:
        rule = retention_rule(results.study)
        told["retention"] = _retention(results.retention, rule, found.first, voice)
    owners = {item.id: item.construct for item in results.study.instrument.items}
    threshold = results.study.factors.threshold
    told["variance"] = _variance(found.first, voice)
    told["loadings"] = _loadings(found.first, threshold, owners, voice)
    if found.first.rotation.oblique:
        told["structure"] = _structure(found.first, voice)
        told["factor_correlations"] = _phi(found.first, voice)
    if found.log:
        told["dropped"] = _dropped(found, voice)
        told["loadings_kept"] = _loadings(found.solution, threshold, owners, voice)
    return told


def _left_out(results: StudyResults, voice: Voice) -> list[str]:
    """Warn where the factors rest on far fewer people than the sample has."""
    n = few_for_factors(results)
    if n is None:
        return []
    kept = voice.count("count.of_questionnaires", len(results.kept.ids))
    return [voice.say("factorability.left_out", n=voice.whole(n), kept=kept)]


def _factorability(found: Factorability, voice: Voice) -> list[str]:
    word = voice.lang.text(f"kmo_word.{found.kmo.verdict}")
    key = "kmo_poor" if found.kmo.verdict in _POOR else "kmo"
    test = found.bartlett
    significant = "bartlett" if test.p < LEVEL else "bartlett_not"
    return [
        voice.say(f"factorability.{key}", kmo=voice.number(found.kmo.overall), word=word),
        voice.say(
            f"factorability.{significant}", test=voice.chi_square(test.chi_square, test.df, test.p)
        ),
    ]


def _retention(found: Retention, chosen: str, first: Extraction, voice: Voice) -> list[str]:
    why = voice.say("retention.fixed")
    if chosen != "fixed":
        criterion = voice.lang.text(f"criterion.{chosen}")
        why = voice.say("retention.criterion", criterion=criterion)
    sentence = voice.count(of_factors("retention.kept", first.method), first.count, why=why)
    return [sentence, voice.say("retention.others", parts=_others(found, chosen, first, voice))]


def _others(found: Retention, chosen: str, first: Extraction, voice: Voice) -> str:
    """Name the criteria that are not the chosen one by whether they give as many."""
    counts = {str(rule): found.count(rule) for rule in _RULES if rule != chosen}
    both = {counts.get("map"), counts.get("map_fourth")}
    if len(both) == 1:
        counts["map_both"] = counts.pop("map")
        del counts["map_fourth"]
    named: dict[str, list[str]] = {"same": [], "fewer": [], "more": []}
    for rule, n in counts.items():
        said = voice.say(f"retention.{rule}")
        if n == first.count:
            named["same"].append(said)
        else:
            named["fewer" if n < first.count else "more"].append(f"{said} ({voice.whole(n)})")
    parts = (
        voice.say(f"retention.{key}", rules=voice.listed(rules))
        for key, rules in named.items()
        if rules
    )
    return "; ".join(parts)


def _variance(found: Extraction, voice: Voice) -> list[str]:
    total = float(found.extracted.cumulative[found.count - 1])
    key = "variance.all" if found.count > 1 else "variance.single"
    values = {
        "total": voice.against(total, _HALF, 1, of="percent"),
        "first": voice.number(float(found.extracted.percent[0]), 1, of="percent"),
    }
    sentences = [voice.say(of_factors(key, found.method), **values)]
    if total < _HALF:
        sentences.append(voice.say("variance.low"))
    return sentences


def _loadings(
    found: Extraction, threshold: float, owners: Mapping[str, str], voice: Voice
) -> list[str]:
    sizes = np.abs(found.loadings)
    best = sizes.argmax(axis=1)
    top = [
        (item, float(found.loadings[i, best[i]]))
        for i, item in enumerate(found.names)
        if sizes[i].max() == sizes.max()
    ]
    strong = int((sizes.max(axis=1) >= threshold).sum())
    limit = voice.number(threshold, 2)
    first = {"threshold": limit, "top": noted(top, voice)}
    if strong == len(sizes):
        sentence = voice.say("loadings.all", **first)
    else:
        sentence = voice.count("loadings.some", strong, all=voice.whole(len(sizes)), **first)
    return [sentence, *pattern_sentences(found, threshold, owners, voice)]


def _structure(found: Extraction, voice: Voice) -> list[str]:
    sizes = np.abs(found.structure)
    i, j = np.unravel_index(sizes.argmax(), sizes.shape)
    top = noted([(found.names[i], float(found.structure[i, j]))], voice)
    return [voice.say("structure.top", top=top)]


def _phi(found: Extraction, voice: Voice) -> list[str]:
    below = np.tril_indices(found.count, -1)
    names = [
        voice.say("phi.pair", first=voice.whole(int(j) + 1), second=voice.whole(int(i) + 1))
        for i, j in zip(*below, strict=True)
    ]
    sizes = finite(names, np.abs(found.phi[below]))
    if not sizes:
        return []
    pair, size = highest(sizes)[0]
    r = float(found.phi[below][names.index(pair)])
    key = "phi.weak" if size < _OBLIQUE else "phi.top"
    return [voice.say(key, pair=pair, r=voice.number(r))]


def _dropped(found: ItemDropping, voice: Voice) -> list[str]:
    gone = [(line.item, line.loading) for line in found.log]
    listed = noted(gone, voice, limit=found.minimum)
    sentences = [voice.count("dropped.items", len(gone), items=listed)]
    if found.unmet:
        limit = voice.number(found.minimum, 2)
        sentences.append(
            voice.say("dropped.unmet", threshold=limit, items=voice.listed(found.unmet))
        )
    return sentences
