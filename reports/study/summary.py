"""What a study found, in ten lines."""

from __future__ import annotations

from ..language import Language
from .results import StudyResults
from .sections import namer
from .sentences.every_table import study_sentences

__all__ = ["LINES", "summary"]

LINES = 10
# Tables whose first sentences sum a study up, the most telling first.
_TELLING = (
    "screening",
    "hypotheses",
    "model_summary",
    "reliability",
    "pls_outcomes",
    "factorability",
    "variance",
    "sem_fit",
    "methods",
    "pls_prediction",
    "htmt",
    "descriptives",
)


def summary(results: StudyResults, lang: Language) -> tuple[str, ...]:
    """Return at most ten sentences, in the order of the chapter.

    Parameters
    ----------
    results : StudyResults
    lang : Language
    """
    sentences = study_sentences(results, namer(results, lang), lang)
    chosen = [name for name in _TELLING if name in sentences][:LINES]
    return tuple(said[0] for name, said in sentences.items() if name in chosen)
