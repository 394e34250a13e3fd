"""What a reader of a study must know before its numbers: said first, on the page and the screen."""

from __future__ import annotations

from ..language import Language
from .heads import percent_of
from .results import StudyResults

__all__ = ["cautions"]


def cautions(results: StudyResults, lang: Language) -> tuple[str, ...]:
    """Say what could not be computed, who is missing from the regression, what looks reversed."""
    said = [
        lang.text("caution.refused", part=lang.text(f"part.{r.part}"), why=r.sentence)
        for r in results.refused
    ]
    if not results.screening.rules:
        said.append(lang.text("caution.unscreened"))
    kept = len(results.kept.ids)
    if results.regression and results.regression.diagnostics.regression.n < kept:
        n = results.regression.diagnostics.regression.n
        said.append(
            lang.text(
                "caution.listwise",
                n=lang.number(n, 0),
                kept=lang.number(kept, 0),
                percent=percent_of(results.study.scores.at_least, lang),
            )
        )
    alphas = results.quality.alphas.values() if results.quality else ()
    negative = [item for alpha in alphas for item in alpha.negative]
    if negative:
        said.append(lang.text("study.reverse_warning", items=", ".join(negative)))
    return tuple(said)
