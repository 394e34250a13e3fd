"""The hypotheses by regression, PLS and covariance structures, side by side."""

from __future__ import annotations

import math
from dataclasses import replace

from ...analysis.hypotheses import Verdict, judge
from ..language import Language
from ..table import Cell, Column, Table
from .heads import Namer, caption, head, text_head
from .model_part import pls_paths
from .results import StudyResults
from .sem_tables import sem_paths

__all__ = ["in_regression", "judged_by_pls", "method_sentences", "method_table", "method_verdicts"]

_HEADS = {"regression": "regression", "pls": "pls", "sem": "sem_head"}


def method_verdicts(results: StudyResults) -> dict[str, tuple[Verdict, ...]]:
    """Judge the hypotheses by every method of the study that has their paths."""
    paths = {}
    if results.regression:
        paths["regression"] = results.regression.diagnostics.regression.paths
    if results.model:
        paths["pls"] = pls_paths(results.model)
    if results.sem:
        paths["sem"] = sem_paths(results.sem.fit)
    found = {}
    for method, estimated in paths.items():
        own = [path for path in estimated if not math.isnan(path.p)]
        ends = {(path.predictor, path.outcome) for path in own}
        stated = [h for h in results.study.hypotheses if (h.predictor, h.outcome) in ends]
        found[method] = judge(stated, own)
    return found


def judged_by_pls(results: StudyResults) -> tuple[str, ...]:
    """Return the ids of the hypotheses that PLS judges, because the regression lacks their paths.

    Empty in a study without a regression, where PLS judges them all.
    """
    if results.regression is None:
        return ()
    return tuple(v.hypothesis.id for v in results.verdicts if not in_regression(results, v))


def in_regression(results: StudyResults, verdict: Verdict) -> bool:
    """Whether the regression of a study has the path of a hypothesis."""
    if results.regression is None:
        return False
    found = results.regression.diagnostics.regression
    return verdict.path.outcome == found.outcome and verdict.path.predictor in found.predictors


def method_table(results: StudyResults, name: Namer, lang: Language) -> Table:
    """Show estimate, p and verdict of each hypothesis by each method."""
    found = _by_hypothesis(results)
    rows = []
    for hypothesis in results.study.hypotheses:
        path = f"{name(hypothesis.predictor)} → {name(hypothesis.outcome)}"
        row: list[Cell] = [hypothesis.id, path]
        for verdicts in found.values():
            verdict = verdicts.get(hypothesis.id)
            if verdict is None:
                row += [None, None, None]
                continue
            word = lang.text(f"hypothesis.{verdict.verdict}")
            row += [verdict.path.estimate, verdict.path.p, word]
        rows.append(tuple(row))
    columns = [text_head(lang, "hypothesis"), text_head(lang, "path")]
    for method in found:
        group = lang.text(f"methods.{_HEADS[method]}")
        columns += [
            replace(head(lang, f"by_{method}"), group=group),
            Column(f"p_{method}", lang.text("head.p"), "p", group=group),
            Column(f"verdict_{method}", lang.text("head.verdict"), group=group),
        ]
    bases = "; ".join(_basis(method, results, lang) for method in found)
    notes = [lang.text("methods.note", methods=bases)]
    if any(cell is None for row in rows for cell in row):
        notes.append(lang.text("tables.not_in_model"))
    title = caption(lang, "methods")
    return Table("methods", title, tuple(columns), tuple(rows), tuple(notes))


def method_sentences(results: StudyResults, lang: Language) -> tuple[str, ...]:
    """Say each hypothesis by all methods in one sentence, and on how many they agree."""
    found = _by_hypothesis(results)
    sentences, same, compared = [], 0, 0
    for hypothesis in results.study.hypotheses:
        own = {m: v[hypothesis.id] for m, v in found.items() if hypothesis.id in v}
        if "regression" not in own or "pls" not in own:
            continue
        compared += 1
        same += len({verdict.verdict for verdict in own.values()}) == 1
        sem = ""
        if "sem" in own:
            sem = lang.text(
                "methods.sem", verdict=_word(own["sem"], lang), **_numbers(own["sem"], lang)
            )
        pls = _numbers(own["pls"], lang)
        sentences.append(
            lang.text(
                "methods.sentence",
                id=hypothesis.id,
                regression=_word(own["regression"], lang),
                pls=_word(own["pls"], lang),
                pls_beta=pls["beta"],
                pls_p=pls["p"],
                sem=sem,
                **_numbers(own["regression"], lang),
            )
        )
    if compared:
        sentences.append(
            lang.text("methods.agree", same=lang.number(same, 0), all=lang.number(compared, 0))
        )
    return tuple(sentences)


def _basis(method: str, results: StudyResults, lang: Language) -> str:
    """Say what the estimates of a method rest on."""
    estimator = results.sem.fit.estimator if results.sem else ""
    if method == "pls" and results.model:
        factors = {own.mode == "reflective" for own in results.model.model.constructs}
        method = "pls_mixed" if len(factors) > 1 else "plsc" if True in factors else "pls"
    said = lang.text(f"methods.basis_{method}", estimator=estimator)
    if method != "sem" or results.sem is None or not results.sem.without:
        return said
    return f"{said}, {lang.text('methods.without')}"


def _by_hypothesis(results: StudyResults) -> dict[str, dict[str, Verdict]]:
    """Verdicts of every method by the id of their hypothesis."""
    return {
        method: {verdict.hypothesis.id: verdict for verdict in verdicts}
        for method, verdicts in method_verdicts(results).items()
    }


def _word(verdict: Verdict, lang: Language) -> str:
    return lang.text(f"hypothesis.{verdict.verdict}")


def _numbers(verdict: Verdict, lang: Language) -> dict[str, str]:
    p = verdict.path.p
    small = lang.text("study.p_below", p=lang.number(0.001, 3, bounded=True))
    return {
        "beta": lang.number(verdict.path.estimate, 3, bounded=True),
        "p": small if p < 0.0005 else lang.text("study.p_equal", p=lang.number(p, 3, bounded=True)),
    }
