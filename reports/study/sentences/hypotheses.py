"""One sentence a hypothesis: path, Beta, interval, test, verdict, size of the effect, caution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....analysis.hypotheses import LEVEL, Verdict, judge
from ....analysis.regression_blocks import effect_sizes
from ...language import Language
from ..heads import Namer
from ..method_table import in_regression, judged_by_pls, method_verdicts
from ..pictures import beta_interval
from ..results import StudyResults
from .effects import F_SQUARED, effect_word
from .residuals import VIF_LIMIT
from .voice import Told, Voice

__all__ = ["hypothesis_sentences", "verdict_sentences"]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What stands beside a path, in the regression or in PLS."""

    lower: float
    upper: float
    level: float
    f_squared: float
    effect: str
    vif: float


def hypothesis_sentences(results: StudyResults, name: Namer, lang: Language) -> tuple[str, ...]:
    """Say what became of each hypothesis that was judged.

    Parameters
    ----------
    results : StudyResults
    name : callable
        Label of a construct.
    lang : Language

    Returns
    -------
    tuple of str
        In the order of ``results.verdicts``; a caution follows within the text where predictors
        repeat each other, or where errors that allow for unequal variance change the verdict.
    """
    voice = Voice(lang, name, results.simulated)
    return tuple(
        voice.opened(_told(verdict, results, voice), own=verdict.hypothesis.id)
        for verdict in results.verdicts
    )


def verdict_sentences(results: StudyResults, voice: Voice) -> Told:
    """Count the verdicts, and say where the methods differ."""
    told: Told = {}
    if results.verdicts:
        told["hypotheses"] = [*_counted(results, voice), *_untested(results, voice)]
        if results.model:
            told["methods"] = _methods(results, voice)
    return told


def _told(verdict: Verdict, results: StudyResults, voice: Voice) -> str:
    path, found = verdict.path, _evidence(verdict, results)
    statistics = {
        "beta": voice.number(path.estimate),
        "interval": voice.interval(found.lower, found.upper, found.level),
        "t": voice.number(path.statistic, 2, of="t"),
        "p": voice.p(path.p),
    }
    key = "numbers" if np.isfinite([found.lower, found.upper]).all() else "numbers_plain"
    effect = ""
    if np.isfinite(found.f_squared) and found.effect:
        size, word = voice.number(found.f_squared, of="f_squared"), voice.effect(found.effect)
        effect = voice.say("hypothesis.effect", f_squared=size, effect=word)
    text = voice.say(
        f"hypothesis.{verdict.verdict}",
        id=verdict.hypothesis.id,
        path=voice.path(path.predictor, path.outcome),
        numbers=voice.say(f"hypothesis.{key}", **statistics),
        effect=effect,
    )
    return " ".join((text, *_cautions(verdict, found, results, voice)))


def _evidence(verdict: Verdict, results: StudyResults) -> _Evidence:
    predictor, outcome = verdict.path.predictor, verdict.path.outcome
    if results.regression and in_regression(results, verdict):
        found = results.regression.diagnostics.regression
        j = found.predictors.index(predictor)
        lower, upper = beta_interval(found)
        f_squared = float(effect_sizes(found)[j])
        word = effect_word(f_squared, F_SQUARED)
        return _Evidence(
            float(lower[j]), float(upper[j]), found.level, f_squared, word, float(found.vif[j])
        )
    part = results.model
    if part is None:
        raise ValueError("A verdict rests on a regression or on a path model")
    quality = part.assessment.structure.paths
    m = [*zip(quality.starts, quality.ends, strict=True)].index((predictor, outcome))
    names = part.bootstrap.original.constructs
    place = names.index(predictor), names.index(outcome)
    return _Evidence(
        float(part.paths.lower[place]),
        float(part.paths.upper[place]),
        part.paths.level,
        float(quality.f_squared[m]),
        quality.f_squared_verdicts[m],
        float(quality.vif[m]),
    )


def _cautions(verdict: Verdict, found: _Evidence, results: StudyResults, voice: Voice) -> list[str]:
    cautions = []
    if found.vif >= VIF_LIMIT:
        cautions.append(voice.say("hypothesis.vif", vif=voice.number(found.vif, 2, of="vif")))
    if results.regression and not in_regression(results, verdict):
        return [*cautions, voice.say("hypothesis.by_pls")]
    if results.regression:
        diagnostics = results.regression.diagnostics
        paths = {path.predictor: path for path in diagnostics.robust.paths}
        robust = paths[verdict.path.predictor]
        (again,) = judge([verdict.hypothesis], [robust])
        test = diagnostics.breusch_pagan
        if test.p < LEVEL and again.verdict != verdict.verdict:
            p, test_p = voice.p(robust.p), voice.p(test.p)
            word = voice.lang.text(f"hypothesis.{again.verdict}")
            cautions.append(voice.say("hypothesis.unequal", test_p=test_p, p=p, verdict=word))
    return cautions


def _counted(results: StudyResults, voice: Voice) -> list[str]:
    verdicts = results.verdicts
    by_pls = judged_by_pls(results)
    kind = "both" if by_pls else "regression" if results.regression else "pls"
    method = voice.say(f"hypotheses.by_{kind}")
    ids = {
        key: [v.hypothesis.id for v in verdicts if v.verdict == key]
        for key in ("supported", "opposite", "not_supported")
    }
    n = len(verdicts)
    if n == 1:
        only = verdicts[0]
        key = f"hypotheses.single_{only.verdict}"
        return [voice.say(key, id=only.hypothesis.id, method=method)]
    supported, listed = len(ids["supported"]), voice.listed
    if not supported:
        first = voice.count("hypotheses.none", n, method=method)
    elif supported == n:
        first = voice.count("hypotheses.all", n, method=method)
    else:
        values = {"all": voice.count("count.of_hypotheses", n), "method": method}
        first = voice.count("hypotheses.some", supported, ids=listed(ids["supported"]), **values)
    sentences = [first]
    if ids["opposite"]:
        key = "opposite_too" if ids["not_supported"] else "opposite"
        rest = listed(ids["not_supported"]) if ids["not_supported"] else ""
        opposite = listed(ids["opposite"])
        sentences.append(voice.say(f"hypotheses.{key}", opposite=opposite, ids=rest))
    elif ids["not_supported"] and supported:
        sentences.append(voice.say("hypotheses.rest", ids=listed(ids["not_supported"])))
    return sentences


def _untested(results: StudyResults, voice: Voice) -> list[str]:
    """Name the hypotheses whose paths the regression does not have."""
    by_pls = judged_by_pls(results)
    said = [voice.say("hypotheses.only_pls", ids=voice.listed(by_pls))] if by_pls else []
    judged = {verdict.hypothesis.id for verdict in results.verdicts}
    rest = [own.id for own in results.study.hypotheses if own.id not in judged]
    return [*said, voice.say("hypotheses.untested", ids=voice.listed(rest))] if rest else said


def _methods(results: StudyResults, voice: Voice) -> list[str]:
    found: dict[str, dict[str, str]] = {}
    for method, verdicts in method_verdicts(results).items():
        for verdict in verdicts:
            found.setdefault(verdict.hypothesis.id, {})[method] = verdict.verdict
    compared = {id_: own for id_, own in found.items() if len(own) > 1}
    if not compared:
        return []
    differing = []
    for id_, own in compared.items():
        if len(set(own.values())) > 1:
            said = [
                f"{voice.say(f'methods.{method}')} – {voice.lang.text(f'hypothesis.{verdict}')}"
                for method, verdict in own.items()
            ]
            differing.append(f"{id_} ({voice.say('list.separator').join(said)})")
    if differing:
        return [voice.say("methods.differ", ids=voice.listed(differing))]
    return [voice.count("methods.agree", len(compared))]
