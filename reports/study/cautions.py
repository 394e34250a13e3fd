"""What a reader of a study must know before its numbers: said first, on the page and the screen."""

from __future__ import annotations

from ..error_words import told
from ..language import Language
from .construct_names import construct_names
from .heads import percent_of
from .language_gaps import gap_sentence, language_gaps
from .model_file import formative
from .privacy import privacy_cautions
from .results import StudyResults

__all__ = ["cautions", "few_for_factors"]

_COMPLETE = 0.95  # share of the sample with complete answers, below which factors need a word
_USABLE = 0.95  # share of resamples without which intervals are a matter of luck


def cautions(results: StudyResults, lang: Language) -> tuple[str, ...]:
    """Say what could not be computed, who is missing from the regression, what looks reversed."""
    said = [
        lang.text("caution.refused", part=lang.text(f"part.{r.part}"), why=told(r.error, lang))
        for r in results.refused
    ]
    if unasked := _unasked(results, lang):
        said.append(lang.text("caution.unasked", questions=", ".join(unasked)))
    if not results.screening.rules:
        said.append(lang.text("caution.unscreened"))
    kept = len(results.kept.ids)
    if few := few_for_factors(results):
        numbers = {"n": lang.number(few, 0), "kept": lang.number(kept, 0)}
        said.append(lang.text("caution.factors", **numbers))
    if results.regression and results.regression.diagnostics.regression.n < kept:
        n = results.regression.diagnostics.regression.n
        numbers = {"n": lang.number(n, 0), "kept": lang.number(kept, 0)}
        if results.study.scores.rule == "mean":
            percent = percent_of(results.study.scores.at_least, lang)
            said.append(lang.text("caution.listwise", percent=percent, **numbers))
        else:  # the other rules need every item
            said.append(lang.text("caution.listwise_all", **numbers))
    if results.sem and results.sem.without:
        names = construct_names(results.study, lang)
        without = "; ".join(names.get(own, own) for own in results.sem.without)
        said.append(lang.text("caution.additive", names=without))
    if results.sem and results.model and (formed := formative(results.model.model)):
        names = construct_names(results.study, lang)
        listed = "; ".join(names.get(own, own) for own in formed)
        said.append(lang.text("caution.formative", names=listed))
    if results.model:
        said += [
            lang.text("caution.refused", part=lang.text(f"part.{part}"), why=told(error, lang))
            for part, error in results.model.refused
        ]
        found = results.model.bootstrap
        if found.original.n < kept:
            n, everybody = lang.number(found.original.n, 0), lang.number(kept, 0)
            said.append(lang.text("caution.model", n=n, kept=everybody))
        if found.usable < _USABLE * found.resamples:
            failed = lang.number(found.resamples - found.usable, 0)
            resamples = lang.number(found.resamples, 0)
            said.append(lang.text("caution.resamples", failed=failed, resamples=resamples))
    gaps = language_gaps(results.study, results.study.instrument, (lang.code,))
    said += [gap_sentence(gap, lang) for gap in gaps]
    alphas = results.quality.alphas.values() if results.quality else ()
    negative = [item for alpha in alphas for item in alpha.negative]
    if negative:
        said.append(lang.text("study.reverse_warning", items=", ".join(negative)))
    return (*said, *privacy_cautions(results, lang))


def few_for_factors(results: StudyResults) -> int | None:
    """Return on how many people KMO and factors rest, if far fewer than the sample has."""
    if results.factorability is None:
        return None
    n = results.factorability.n
    return n if n < _COMPLETE * len(results.kept.ids) else None


def _unasked(results: StudyResults, lang: Language) -> list[str]:
    """Name the questions about the person that nobody answered."""
    found = results.responses
    return [
        f"`{lang.label(question.labels)}`"
        for j, question in enumerate(found.instrument.profile)
        if not (found.profile[:, j] >= 0).any()
    ]
