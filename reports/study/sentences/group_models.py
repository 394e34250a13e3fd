"""Sentences on a path model in two groups: the same composites, different paths."""

from __future__ import annotations

import numpy as np

from ....analysis.composites.micom_result import Micom
from ..group_model_part import GroupModelPart
from ..results import StudyResults
from .voice import Told, Voice

__all__ = ["group_model_sentences"]


def group_model_sentences(results: StudyResults, voice: Voice) -> Told:
    """Say whether paths may be compared, and which differ."""
    part = results.grouped
    if part is None:
        return {}
    questions = {question.id: question for question in results.study.instrument.profile}
    options = questions[part.question].options
    labels = {option.code: voice.quoted(voice.lang.label(option.labels)) for option in options}
    return {
        "pls_micom": _micom(part.micom, voice),
        "pls_multigroup": _paths(part, labels, voice),
    }


def _micom(found: Micom, voice: Voice) -> list[str]:
    named: dict[str, list[str]] = {"full": [], "partial": [], "none": []}
    for j, construct in enumerate(found.constructs):
        kind, label = found.invariance[j], voice.label(construct)
        p = voice.p(float(found.compositional.p[j]))
        shown = {"none": p, "partial": _unlike(found, j, voice), "full": ""}[kind]
        named[kind].append(f"{label} ({shown})" if shown else label)
    if named["none"]:
        return [voice.say("pls_micom.none", constructs=voice.listed(named["none"]))]
    least = voice.p(float(np.nanmin(found.compositional.p)))
    first = voice.say("pls_micom.composites", p=least)
    if named["partial"]:
        return [first, voice.say("pls_micom.partial", constructs=voice.listed(named["partial"]))]
    return [first, voice.say("pls_micom.full")]


def _unlike(found: Micom, j: int, voice: Voice) -> str:
    """Name the moments of a composite in which the groups differ, with their p."""
    tests = {"means": found.means, "variances": found.variances}
    return "; ".join(
        voice.say(f"pls_micom.{key}", p=voice.p(float(test.p[j])))
        for key, test in tests.items()
        if test.p[j] < found.level
    )


def _paths(part: GroupModelPart, labels: dict[str, str], voice: Voice) -> list[str]:
    found = part.difference
    at = {construct: i for i, construct in enumerate(found.constructs)}
    groups = voice.listed([labels[label] for label in found.labels])
    rows = []
    for start, end in found.model.paths:
        place = at[start], at[end]
        p = float(found.paths.p[place])
        if np.isfinite(p):
            numbers = {
                key: voice.number(float(getattr(found.paths, key)[place]))
                for key in ("first", "second")
            }
            shown = voice.say("pls_multigroup.numbers", p=voice.p(p), **numbers)
            rows.append((p, f"{voice.path(start, end)} ({shown})"))
    if not rows:
        return []
    differing = [text for p, text in rows if p < found.level]
    if not differing:
        return [voice.say("pls_multigroup.same", path=min(rows)[1], groups=groups)]
    sentences = [voice.say("pls_multigroup.differ", paths=voice.listed(differing), groups=groups)]
    if "none" in part.micom.invariance:
        sentences.append(voice.say("pls_multigroup.doubtful"))
    return sentences
