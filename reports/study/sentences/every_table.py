"""The sentences of all tables of a study, by the name of the table."""

from __future__ import annotations

from ...language import Language
from ..heads import Namer
from ..privacy import published
from ..results import StudyResults
from .answers import answer_sentences
from .correlations import correlation_sentences
from .covariance import covariance_sentences
from .factors import factor_sentences
from .group_models import group_model_sentences
from .groups import group_sentences
from .hypotheses import verdict_sentences
from .path_model import path_model_sentences
from .people import people_sentences
from .regression import regression_sentences
from .reliability import reliability_sentences
from .voice import Voice

__all__ = ["study_sentences"]

_SECTIONS = (
    people_sentences,
    answer_sentences,
    factor_sentences,
    reliability_sentences,
    correlation_sentences,
    regression_sentences,
    verdict_sentences,
    path_model_sentences,
    group_model_sentences,
    covariance_sentences,
    group_sentences,
)


def study_sentences(
    results: StudyResults, name: Namer, lang: Language
) -> dict[str, tuple[str, ...]]:
    """Say in one or two plain sentences what each table of a study shows.

    Parameters
    ----------
    results : StudyResults
    name : callable
        Label of a construct.
    lang : Language

    Returns
    -------
    dict of str to tuple of str
        By the name of the table. A table of which there is nothing to say (its analysis was
        refused, its numbers are not defined) has no entry. On simulated answers the first
        sentence of each table says so.
    """
    results = published(results)
    voice = Voice(lang, name, results.simulated)
    told: dict[str, tuple[str, ...]] = {}
    for section in _SECTIONS:
        for table, sentences in section(results, voice).items():
            if sentences:
                told[table] = (voice.opened(sentences[0]), *sentences[1:])
    return told
