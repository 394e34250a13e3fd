"""What every number rests on, said under each table: people, missing answers, seed, version.

A study that does not want it under each table has it once, in the head of the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np

from ..language import Language
from .heads import file_name
from .method_table import judged_by_pls
from .privacy import published
from .results import StudyResults

__all__ = ["provenance", "provenance_line"]

# Beginnings of the names of tables, by what their numbers rest on.
_KINDS = {
    "everybody": ("screening", "sensitivity"),
    "items": (
        *("factorability", "retention", "variance", "loadings", "structure"),
        *("factor_correlations", "dropped"),
    ),
    "regression": (
        *("model_summary", "anova", "coefficients", "collinearity"),
        *("residuals", "importance", "blocks"),
    ),
    "scores": ("fornell_larcker",),
    "all_items": ("htmt",),
    "each_dimension": ("reliability", "item_total"),
    "verdicts": ("hypotheses", "methods"),
    "each": ("items", "descriptives", "normality", "correlations", "correlation_pairs"),
    "grouped": ("pls_micom", "pls_multigroup"),
    "pls": ("pls_",),
    "sem": ("sem_",),
}
# Tables of a PLS model in which nothing is drawn at random.
_FIXED = (
    *("pls_constructs", "pls_cross_loadings", "pls_fornell_larcker"),
    *("pls_ipma", "pls_method_bias"),
)


def provenance(results: StudyResults, names: tuple[str, ...], lang: Language) -> dict[str, str]:
    """Return a note for each table: how many people, missing answers, seed, version of aqyl.

    There is none where the study's table ``[documents]`` says ``provenance = false``.

    Parameters
    ----------
    results : StudyResults
    names : tuple of str
        Names of tables.
    lang : Language
    """
    if not results.study.documents.provenance:
        return {}
    installed, shown = version("aqyl"), published(results)
    return {name: _note(shown, name, lang, installed) for name in names}


def provenance_line(results: StudyResults, lang: Language) -> str:
    """Return the seeds of the study and the version of aqyl, for the document as a whole."""
    study = results.study
    seeds = [study.factors.seed, *([study.model.seed] if study.model else [])]
    return lang.text(
        "provenance.whole",
        seeds=", ".join(str(seed) for seed in dict.fromkeys(seeds)),
        version=version("aqyl"),
    )


def _note(results: StudyResults, name: str, lang: Language, installed: str) -> str:
    plain = name.removeprefix("simulated_")
    n, missing, seed = _basis(results, plain)
    counts = _each(results, plain) or (n, n)
    ends = dict.fromkeys(lang.number(end, 0) for end in counts)
    return lang.text(
        "provenance.note",
        n=_by_method(results, plain, lang) or "–".join(ends),
        missing=lang.text(f"provenance.{missing}"),
        seed=lang.text("provenance.no_seed")
        if seed is None
        else lang.text("provenance.seed", seed=seed),
        version=installed,
    )


def _by_method(results: StudyResults, name: str, lang: Language) -> str:
    """Say on how many people each method of a table rests, once if it is the same for all."""
    by_both = name == "hypotheses" and judged_by_pls(results)
    if name != "methods" and not by_both:
        return ""
    people = {}
    if results.regression:
        people["regression"] = results.regression.diagnostics.regression.n
    if results.model:
        people["pls"] = results.model.bootstrap.original.n
    if results.sem and not by_both:
        people["sem"] = results.sem.fit.n
    if len({*people.values()}) == 1:
        return lang.number(next(iter(people.values())), 0)
    return ", ".join(
        f"{lang.number(n, 0)} ({lang.text(f'sentence.methods.{method}')})"
        for method, n in people.items()
    )


def _each(results: StudyResults, name: str) -> tuple[int, int] | None:
    """Fewest and most people on whom a number rests, where each has its own; None elsewhere."""
    if name in _KINDS["each_dimension"] and results.quality and results.quality.n:
        return min(results.quality.n.values()), max(results.quality.n.values())
    if (compared := _compared(results, name)) is not None:
        return compared
    if name not in _KINDS["each"]:
        return None
    values = results.kept.answers if name == "items" else results.scores.values
    there = ~np.isnan(values)
    counts = there.sum(axis=0)
    if name.startswith("correlation") and there.shape[1] > 1:
        counts = (there.T.astype(int) @ there)[np.triu_indices(there.shape[1], 1)]
    return (int(counts.min()), int(counts.max())) if counts.size else None


def _basis(results: StudyResults, name: str) -> tuple[int, str, int | None]:
    """People, key of the rule for missing answers, and seed of a table."""
    study, kept = results.study, len(results.kept.ids)
    found = (kind for kind, stems in _KINDS.items() if name.startswith(stems))
    kind = next(found, "")
    basis: tuple[int, str, int | None] = (kept, "available", None)
    if kind == "everybody":
        basis = (len(results.responses.ids), "as_given", None)
    elif kind == "items" and (n := _complete(results, name)) is not None:
        seed = study.factors.seed if name in {"retention", "variance"} else None
        basis = (n, "listwise", seed)
    elif kind == "scores":
        complete = int((~np.isnan(results.scores.values).any(axis=1)).sum())
        basis = (complete, "scored", None)
    elif kind == "each_dimension":
        basis = (kept, "within", None)
    elif kind == "all_items" and results.quality:
        basis = (results.quality.quality.n, "listwise", None)
    elif kind in {"regression", "verdicts"} and results.regression:
        missing = "by_method" if kind == "verdicts" else "scored"
        drawn = name == "methods" or (name == "hypotheses" and judged_by_pls(results))
        seed = study.model.seed if drawn and results.model and study.model else None
        basis = (results.regression.diagnostics.regression.n, missing, seed)
    elif kind == "grouped" and results.grouped and results.model and study.model:
        sizes = results.grouped.micom.n
        n = sum(sizes) if _known(sizes) else results.model.bootstrap.original.n
        basis = (n, "listwise", study.model.seed)
    elif kind == "pls" and results.model and study.model:
        seed = None if name.startswith(_FIXED) else study.model.seed
        basis = (results.model.bootstrap.original.n, study.model.missing, seed)
    elif name == "sem_invariance" and results.invariant and _known(results.invariant.n):
        basis = (sum(results.invariant.n), "listwise", None)
    elif kind == "sem" and results.sem:
        fiml = results.sem.fit.estimator == "FIML"
        basis = (results.sem.fit.n, "fiml" if fiml else "listwise", None)
    return basis


def _known(sizes: Sequence[int]) -> bool:
    """Whether the sizes of groups may be told: confidential ones are no numbers."""
    return not np.isnan(sizes).any()


def _complete(results: StudyResults, name: str) -> int | None:
    """People who answered every item that a table of items or components rests on."""
    if name == "loadings_kept" and results.factors:
        return results.factors.solution.n
    found = results.factorability or (results.factors and results.factors.first)
    return found.n if found else None


def _compared(results: StudyResults, name: str) -> tuple[int, int] | None:
    """Fewest and most people of a dimension in the groups that a table compares; None elsewhere.

    They have a score of the dimension, and are in no hidden group: what is said here follows from
    the sizes that the tables print.
    """
    for part in results.groups:
        tables = (file_name(t, part.question) for t in ("groups", "group_tests", "group_pairs"))
        if name in tables:
            counts = part.several.samples.n.sum(axis=0)
            return int(counts.min()), int(counts.max())
    return None
