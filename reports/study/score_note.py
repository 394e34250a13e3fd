"""How the scores of a study were made, in words."""

from __future__ import annotations

from ..language import Language
from .heads import percent_of
from .results import StudyResults

__all__ = ["score_notes"]


def score_notes(results: StudyResults, lang: Language) -> tuple[str, ...]:
    """Say the scoring rule, its weights, and the items that are not scored."""
    keys = results.study.scores
    values = {}
    if keys.rule == "mean":
        values["percent"] = percent_of(keys.at_least, lang)
    if keys.rule == "weighted":
        values["weights"] = _weights(results, lang)
    notes = [lang.text(f"study.score_{keys.rule}", **values)]
    if results.left_out:
        notes.append(lang.text("study.left_items", items=", ".join(results.left_out)))
    return tuple(notes)


def _weights(results: StudyResults, lang: Language) -> str:
    """Name the weight of a construct once where its items share it."""
    given = results.study.scores.weights
    parts = []
    for construct in results.study.instrument.constructs:
        own = {item: given.get(item, 1.0) for item in construct.items}
        label = lang.label(construct.labels)
        if len(set(own.values())) == 1:
            parts.append(f"{label} {_short(next(iter(own.values())), lang)}")
        else:
            parts += [f"{item} {_short(weight, lang)}" for item, weight in own.items()]
    return "; ".join(parts)


def _short(value: float, lang: Language) -> str:
    decimals = f"{value:.4f}".rstrip("0").partition(".")[2]
    return lang.number(value, len(decimals))
