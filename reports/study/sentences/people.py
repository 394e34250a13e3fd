"""Sentences on the people of a study: who was left out, what that changes, who answered."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ....analysis.hypotheses import LEVEL
from ....survey.instrument import Instrument
from ....survey.profile import Frequencies
from ....survey.responses import Responses
from ....survey.screening import Screening
from ..privacy import privacy_cells
from ..results import StudyResults
from ..sensitivity import Sensitivity
from .voice import Told, Voice

__all__ = ["people_sentences"]

_LEAST = 0.001  # change of a coefficient that its three decimals show


def people_sentences(results: StudyResults, voice: Voice) -> Told:
    """Say who stays, what the others would change, and who those are that stay."""
    told: Told = {}
    if results.screening.rules:
        told["screening"] = [
            *_screening(results.screening, voice),
            *_declared(results.responses, voice),
        ]
        told["sensitivity"] = _sensitivity(results.sensitivity, voice)
    if results.profile:
        cells = privacy_cells(results)
        shown = [f for f in results.profile if not cells[f.question].hidden.any()]
        told["profile"] = _profile(shown, results.study.instrument, voice)
    return told


def _declared(people: Responses, voice: Voice) -> list[str]:
    """Say how many answers hold a value that the study or the file declares as missing."""
    n = 0 if people.user_missing is None else int(people.user_missing.sum())
    return [voice.count("screening.declared", n)] if n else []


def _screening(found: Screening, voice: Voice) -> list[str]:
    everybody, kept = len(found.kept), int(found.kept.sum())
    if kept == everybody:
        return [voice.count("screening.none", everybody)]
    out = everybody - kept
    sentences = [
        voice.count(
            "screening.out",
            out,
            all=voice.count("count.of_questionnaires", everybody),
            percent=voice.percent(out / everybody),
            kept=voice.whole(kept),
        )
    ]
    broken = found.broken.sum(axis=0)
    most = [
        f"{voice.quoted(voice.lang.text(f'rule.{rule}'))} "
        f"({voice.count('count.questionnaires', int(n))})"
        for rule, n in zip(found.rules, broken, strict=True)
        if n == broken.max()
    ]
    several = int((broken > 0).sum()) > 1
    key = "most" if several else "only"
    return [*sentences, voice.say(f"screening.{key}", rules=voice.listed(most))]


def _sensitivity(found: Sensitivity, voice: Voice) -> list[str]:
    base, plain = found.screened, found.unscreened
    if plain.n == base.n:
        return [voice.say("sensitivity.same", n=voice.whole(base.n))]
    samples = (base, *found.without.values(), plain)
    betas, p = np.array([h.betas for h in samples]), np.array([h.p for h in samples])
    sentences = []
    if found.predictors and np.isfinite([betas, p]).all():
        sentences.append(_betas(found.predictors, betas, p, voice))
        numbers = ("R²", base.r_squared, plain.r_squared)
    else:
        numbers = ("KMO", base.kmo, plain.kmo)
    measure, screened, unscreened = numbers
    if np.isfinite(screened) and np.isfinite(unscreened):
        values = {"screened": voice.number(screened), "unscreened": voice.number(unscreened)}
        key = "measure_same" if values["screened"] == values["unscreened"] else "measure"
        sentences.append(voice.say(f"sensitivity.{key}", measure=measure, **values))
    return sentences


def _betas(predictors: Sequence[str], betas: np.ndarray, p: np.ndarray, voice: Voice) -> str:
    """Say which coefficients change their sign or significance, or which of them moves most.

    The first row is that of the screened sample.
    """

    def told(i: int, j: int) -> str:
        screened, other = (
            voice.say("stat.beta", beta=voice.number(betas[row, j]), p=voice.p(p[row, j]))
            for row in (0, i)
        )
        label = voice.label(predictors[j])
        return voice.say("sensitivity.both", label=label, screened=screened, other=other)

    moved = np.abs(betas - betas[0])
    for key, changed in (
        ("signs", betas * betas[0] < 0),
        ("significance", (p < LEVEL) != (p[0] < LEVEL)),
    ):
        columns = np.flatnonzero(changed.any(axis=0))
        if len(columns):
            farthest = np.where(changed, moved, -1.0).argmax(axis=0)
            listed = [told(int(farthest[j]), int(j)) for j in columns]
            return voice.say(f"sensitivity.{key}", betas=voice.listed(listed))
    if moved.max() < _LEAST / 2:
        return voice.say("sensitivity.unchanged", least=voice.number(_LEAST))
    i, j = np.unravel_index(moved.argmax(), moved.shape)
    change = voice.number(moved[i, j])
    return voice.say("sensitivity.stable", change=change, beta=told(int(i), int(j)))


def _profile(tables: Sequence[Frequencies], instrument: Instrument, voice: Voice) -> list[str]:
    """Say the usual answers; of a question with cells that are suppressed nothing at all."""
    questions = {question.id: question for question in instrument.profile}
    top, missing = [], []
    for found in tables:
        question = questions[found.question]
        label = voice.quoted(voice.lang.label(question.labels))
        if found.missing:
            values = {"n": voice.whole(found.missing), "all": voice.whole(found.n)}
            missing.append(f"{label} ({voice.say('count.share', **values)})")
        most = [
            voice.quoted(voice.lang.label(option.labels))
            for option, n in zip(question.options, found.count, strict=True)
            if n == found.count.max()
        ]
        share = voice.lang.number(float(found.valid_percent.max()), 1)
        top.append(f"{label} – {voice.listed(most)} ({share} %)")
    sentences = [voice.say("profile.top", answers=voice.listed(top))] if top else []
    if missing:
        sentences.append(voice.say("profile.missing", questions=voice.listed(missing)))
    return sentences
