"""Sentences on a covariance structure model: fit, loadings, paths, what could be freed."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from ....analysis.covariances.invariance import Invariance
from ....analysis.covariances.modification_indices import ModificationIndices
from ....analysis.covariances.sem_constructs import ModelConstructs
from ....analysis.covariances.sem_result import SemFit
from ....analysis.fit_measures import FitIndices, FitMeasures
from ....analysis.hypotheses import LEVEL
from ..results import StudyResults
from ..sem_tables import sem_paths
from .extremes import finite, highest, lowest, noted
from .voice import Told, Voice

__all__ = ["covariance_sentences"]

_HU_BENTLER = {"CFI": 0.95, "TLI": 0.95, "RMSEA": 0.06, "SRMR": 0.08}  # Hu and Bentler (1999)
_USUAL = 0.90  # of NFI, GFI and AGFI, as their table has it
_RATIO = 3.0  # of chi-square to its degrees of freedom (Kline)
_ERRORS = {"RMSEA", "SRMR"}  # measures of which less is better
_LOADING = 0.50  # least standardised loading (Hair, Black, Babin and Anderson)
_CRITICAL = NormalDist().inv_cdf(1 - LEVEL / 2) ** 2  # of a chi-square with one degree of freedom
_RELIABILITY, _AVE = 0.70, 0.50  # usual limits of CR and AVE (Fornell and Larcker)


def covariance_sentences(results: StudyResults, voice: Voice) -> Told:
    """Say what each table of the covariance structure model shows."""
    part = results.sem
    if part is None:
        return {}
    told: Told = {
        "sem_fit": _fit(part.fit.fit, voice),
        "sem_loadings": _loadings(part.fit, voice),
        "sem_paths": _paths(part.fit, voice),
        "sem_constructs": _constructs(part.constructs, voice),
    }
    if part.modifications is not None:
        names = {*part.constructs.constructs}
        told["sem_modifications"] = _modifications(part.modifications, names, voice)
    if results.invariant:
        told["sem_invariance"] = _invariance(results.invariant, voice)
    return told


def _fit(found: FitMeasures, voice: Voice) -> list[str]:
    if not found.test.df:
        return [voice.say("sem_fit.saturated")]
    indices, kind = _indices(found)
    values = {
        "CFI": indices.cfi,
        "TLI": indices.tli,
        "RMSEA": indices.rmsea,
        "SRMR": found.residuals.srmr,
    }
    there = {key: value for key, value in values.items() if np.isfinite(value)}
    sentences = []
    if there:
        shown = voice.say("list.separator").join(
            f"{key} = {voice.against(value, _HU_BENTLER[key])}" for key, value in there.items()
        )
        missed = [
            f"{key} {'≤' if key in _ERRORS else '≥'} {voice.number(_HU_BENTLER[key], 2)}"
            for key, value in there.items()
            if (value > _HU_BENTLER[key] if key in _ERRORS else value < _HU_BENTLER[key])
        ]
        kind = voice.say(f"sem_fit.{kind}") if kind else ""
        say = {"kind": kind, "measures": shown, "others": _others(found, indices, voice)}
        if missed:
            missing = voice.listed(missed)
            sentences.append(voice.say("sem_fit.missed", missing=missing, **say))
        else:
            sentences.append(voice.say("sem_fit.good", **say))
    test = found.scaled_test or found.test
    if np.isfinite(test.p):
        key = "rejected" if test.p < LEVEL else "kept"
        shown = voice.chi_square(test.chi_square, test.df, test.p)
        sentences.append(voice.say(f"sem_fit.{key}", test=shown))
    return sentences


def _others(found: FitMeasures, indices: FitIndices, voice: Voice) -> str:
    """Say which of the other limits of the table are missed; nothing if none is."""
    nfi = indices.nfi if np.isfinite(indices.nfi) else found.indices.nfi
    measures = {"NFI": nfi, "GFI": found.residuals.gfi, "AGFI": found.residuals.agfi}
    missed = [
        f"{key} = {voice.against(value, _USUAL)} (≥ {voice.number(_USUAL, 2)})"
        for key, value in measures.items()
        if value < _USUAL
    ]
    ratio = found.test.chi_square / found.test.df
    if ratio > _RATIO:
        word, limit = voice.lang.text("sem.ratio"), voice.whole(_RATIO)
        missed.insert(0, f"{word} = {voice.against(ratio, _RATIO, 2, of='chi_square')} (≤ {limit})")
    return voice.say("sem_fit.others", others=voice.listed(missed)) if missed else ""


def _indices(found: FitMeasures) -> tuple[FitIndices, str]:
    """Take the indices that suit the estimator best."""
    if found.robust:
        return found.robust, "robust"
    return (found.scaled, "scaled") if found.scaled else (found.indices, "")


def _loadings(fit: SemFit, voice: Voice) -> list[str]:
    found, items = fit.estimates, {*fit.layout.items}
    rows = [i for i, kind in enumerate(found.kind) if kind == "loading"]
    names = [found.left[i] if found.left[i] in items else voice.label(found.left[i]) for i in rows]
    loadings = finite(names, found.standardised[rows])
    if not loadings:
        return []
    values = {
        "limit": voice.number(_LOADING, 2),
        "low": noted(lowest(loadings), voice, limit=_LOADING),
        "high": noted(highest(loadings), voice, limit=_LOADING),
    }
    sentences = [voice.say("sem_loadings.range", **values)]
    if low := [pair for pair in loadings if abs(pair[1]) < _LOADING]:
        listed = noted(low, voice, limit=_LOADING)
        sentences.append(voice.say("sem_loadings.low", items=listed, **values))
    return sentences


def _paths(fit: SemFit, voice: Voice) -> list[str]:
    told: dict[bool, list[str]] = {True: [], False: []}
    for path in sorted(sem_paths(fit), key=lambda own: -abs(own.estimate)):
        if not np.isfinite([path.estimate, path.p]).all():
            continue
        shown = voice.say("stat.beta", beta=voice.number(path.estimate), p=voice.p(path.p))
        told[path.p < LEVEL].append(f"{voice.path(path.predictor, path.outcome)} ({shown})")
    return voice.significance("sem_paths", told[True], told[False])


def _constructs(found: ModelConstructs, voice: Voice) -> list[str]:
    labels = [voice.label(construct) for construct in found.constructs]
    sentences = []
    for measure, values, limit in (
        ("CR", found.composite_reliability, _RELIABILITY),
        ("AVE", found.ave, _AVE),
    ):
        pairs = finite(labels, values)
        if not pairs:
            continue
        low = [pair for pair in pairs if pair[1] < limit]
        numbers = {"measure": measure, "limit": voice.number(limit, 2)}
        key = "low" if low else "good"
        numbers["dimensions"] = noted(low or lowest(pairs), voice, limit=limit)
        sentences.append(voice.say(f"sem_constructs.{key}", **numbers))
    return sentences


def _modifications(found: ModificationIndices, constructs: set[str], voice: Voice) -> list[str]:
    if not len(found.index) or not np.isfinite(found.index[0]):
        return []
    index = float(found.index[0])
    critical = voice.number(_CRITICAL, 2, of="modification")
    kind, left, right = found.kind[0], found.left[0], found.right[0]
    # A path and a loading run from the construct, which stands on the right.
    directed = kind in {"loading", "path"}
    first, second = (right, left) if directed else (left, right)
    ends = [voice.label(end) if end in constructs else end for end in (first, second)]
    between = (" → " if directed else " ↔ ").join(ends)
    word = voice.lang.text(f"sem.kind_{kind}")
    key = "top" if index >= _CRITICAL else "none"
    number = voice.against(index, _CRITICAL, 2, of="modification")
    return [
        voice.say(
            f"sem_modifications.{key}", index=number, kind=word, between=between, critical=critical
        )
    ]


def _invariance(found: Invariance, voice: Voice) -> list[str]:
    sentences = [
        voice.say(
            "sem_invariance.reached",
            level=voice.lang.text(f"groups.level_{found.reached}"),
            permits=voice.say(f"sem_invariance.{found.reached}"),
        )
    ]
    after = [own.level for own in found.levels].index(found.reached) + 1
    if after == len(found.levels):
        return sentences
    failed = found.levels[after]
    broken = voice.say(
        "sem_invariance.failed",
        level=voice.lang.text(f"groups.level_{failed.level}"),
        cfi=voice.lang.number(failed.cfi_change, 4, signed=True, bounded=True),
        rmsea=voice.lang.number(failed.rmsea_change, 4, signed=True, bounded=True),
    )
    return [*sentences, broken]
