"""Sentences on groups of people: which dimensions differ, by how much, between whom."""

from __future__ import annotations

import numpy as np

from ....analysis.group_descriptives import GroupTest
from ....analysis.hypotheses import LEVEL
from ....survey.instrument import ProfileQuestion
from ..group_part import GroupPart
from ..heads import file_name
from ..results import StudyResults
from .effects import HEDGES_G, OMEGA_SQUARED, effect_word
from .extremes import finite, lowest
from .voice import Told, Voice

__all__ = ["group_sentences"]

_PAIRS = 4  # significant pairs that a sentence can hold
_FEW = 10  # people of a group whose mean and variance are hardly known


def group_sentences(results: StudyResults, voice: Voice) -> Told:
    """Say of every question by which people are compared what differs."""
    questions = {question.id: question for question in results.study.instrument.profile}
    told: Told = {}
    for part in results.groups:
        labels = _labels(questions[part.question], voice)
        told[file_name("groups", part.question)] = _means(part, labels, voice)
        told[file_name("group_tests", part.question)] = _tests(part, voice)
        if part.pairs:
            told[file_name("group_pairs", part.question)] = _pairs(part, labels, voice)
    return told


def _labels(question: ProfileQuestion, voice: Voice) -> dict[str, str]:
    return {
        option.code: voice.quoted(voice.lang.label(option.labels)) for option in question.options
    }


def _means(part: GroupPart, labels: dict[str, str], voice: Voice) -> list[str]:
    test = part.two.welch if part.two else part.several.welch
    names = part.several.samples.names
    there = np.flatnonzero(np.isfinite(test.p_holm)).tolist()
    differing = [_difference(part, d, labels, voice) for d in there if test.p_holm[d] < LEVEL]
    if differing:
        first = voice.say("groups.differ", dimensions=voice.listed(differing))
    elif there:
        least = lowest(finite([voice.label(name) for name in names], test.p_holm))
        name, p = least[0]
        key = "same" if len(least) == 1 else "same_all"  # Holm's correction makes many ones
        first = voice.say(f"groups.{key}", p=voice.p(p), dimension=name)
    else:
        return []
    samples = part.several.samples
    small = [
        labels[label] for g, label in enumerate(samples.labels) if 1 < samples.n[g].max() < _FEW
    ]
    if not small:
        return [first]
    # Without their numbers, which a study may keep to itself.
    return [first, voice.say("groups.small", few=voice.whole(_FEW), groups=voice.listed(small))]


def _difference(part: GroupPart, d: int, labels: dict[str, str], voice: Voice) -> str:
    """Write a dimension with its p, the size of the effect, and of two groups the higher one."""
    name = voice.label(part.several.samples.names[d])
    if part.two is None:
        effect, p = float(part.several.omega_squared[d]), part.several.welch.p_holm[d]
        shown = ("ω²", effect, effect_word(max(effect, 0.0), OMEGA_SQUARED))
        return f"{name} ({_sized(p, *shown, voice)})"
    two = part.two
    effect = float(two.g[d])
    higher = two.samples.labels[0 if two.difference[d] > 0 else 1]
    sized = _sized(two.welch.p_holm[d], "g", effect, effect_word(effect, HEDGES_G), voice)
    return f"{name} ({voice.say('groups.higher', sized=sized, group=labels[higher])})"


def _sized(p: float, measure: str, effect: float, word: str, voice: Voice) -> str:
    return voice.say(
        "stat.sized",
        p=voice.p(float(p)),
        measure=measure,
        value=voice.number(effect, of="hedges_g" if measure == "g" else "omega_squared"),
        effect=voice.effect(word),
    )


def _tests(part: GroupPart, voice: Voice) -> list[str]:
    many = part.several
    main, ranks = (
        (part.two.welch, part.two.mann_whitney) if part.two else (many.welch, many.kruskal)
    )
    spread = part.two.levene if part.two else many.levene
    labels = [voice.label(name) for name in many.samples.names]
    sentences = []
    both = np.isfinite(main.p_holm) & np.isfinite(ranks.p_holm)
    if both.any():
        test = voice.say("group_tests.mann_whitney" if part.two else "group_tests.kruskal")
        other = [
            f"{labels[d]} ({voice.p(ranks.p_holm[d])})"
            for d in np.flatnonzero(both)
            if (main.p_holm[d] < LEVEL) != (ranks.p_holm[d] < LEVEL)
        ]
        key = "differ" if other else "same"
        listed = voice.listed(other) if other else ""
        sentences.append(voice.say(f"group_tests.{key}", test=test, dimensions=listed))
    return sentences + _spreads(spread, labels, voice)


def _spreads(test: GroupTest, labels: list[str], voice: Voice) -> list[str]:
    ps = finite(labels, test.p_holm)
    if not ps:
        return []
    unequal = [f"{label} ({voice.p(p)})" for label, p in ps if p < LEVEL]
    if unequal:
        return [voice.say("group_tests.unequal", dimensions=voice.listed(unequal))]
    return [voice.say("group_tests.equal", p=voice.p(min(p for _, p in ps)))]


def _pairs(part: GroupPart, labels: dict[str, str], voice: Voice) -> list[str]:
    found = part.pairs
    if found is None or not np.isfinite(found.p).any():
        return []

    def told(d: int, m: int) -> str:
        first, second = (labels[label] for label in found.pairs[m])
        numbers = {
            "difference": voice.lang.number(float(found.difference[d, m]), 3, signed=True),
            "p": voice.p(float(found.p[d, m])),
        }
        shown = voice.say("group_pairs.numbers", **numbers)
        return f"{voice.label(found.names[d])}: {first} – {second} ({shown})"

    main = part.two.welch if part.two else part.several.welch
    order = np.argsort(np.where(np.isnan(found.p), np.inf, found.p), axis=None, kind="stable")
    places = [np.unravel_index(i, found.p.shape) for i in order]
    below = [(int(d), int(m)) for d, m in places if found.p[d, m] < LEVEL]
    significant = [told(d, m) for d, m in below]
    if not significant:
        d, m = places[0]
        return [voice.say("group_pairs.none", pair=told(int(d), int(m)))]
    if len(significant) > _PAIRS:
        counted = {"shown": voice.whole(_PAIRS), "n": voice.whole(len(significant))}
        listed = "; ".join(significant[:_PAIRS])
        sentences = [voice.say("group_pairs.first", pairs=listed, **counted)]
    else:
        sentences = [voice.say("group_pairs.differ", pairs="; ".join(significant))]
    # A pair is corrected for the pairs of its dimension, not for the number of dimensions.
    alone = {d: voice.label(found.names[d]) for d, _ in below if main.p_holm[d] >= LEVEL}
    if alone:
        named = voice.listed([*alone.values()])
        sentences.append(voice.say("group_pairs.alone", dimensions=named))
    return sentences
