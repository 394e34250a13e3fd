"""What is shown of answers and scores: people, items, moments, correlations, reliability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

from ...analysis.correlation import Correlations
from ...analysis.descriptives import Descriptives, describe
from ...analysis.normality import Normality
from ...survey.instrument import Construct, Instrument, Item, Option, ProfileQuestion, Scale
from ...survey.item_frequencies import ItemFrequencies, item_frequencies
from ...survey.profile import Frequencies
from ...survey.responses import Responses
from ...survey.scoring import Scores
from ...survey.screening import Screening
from ..blocks import Block
from ..study.answer_pictures import likert_pictures, profile_pictures
from ..study.item_tables import descriptives_table, item_table, normality_table
from ..study.output_keys import PrivacyKeys
from ..study.people_tables import profile_table, screening_table, sensitivity_table
from ..study.quality_part import QualityPart
from ..study.quality_pictures import correlation_picture
from ..study.quality_tables import correlation_table, quality_tables
from ..study.sensitivity import Sensitivity
from .any_result import result_tables
from .cells import cell_of, field_word
from .setting import Setting, study_of

__all__ = [
    "changed",
    "correlations",
    "descriptives",
    "frequencies",
    "items",
    "normality",
    "quality",
    "responses",
    "scores",
    "screening",
]


def screening(found: Screening, setting: Setting) -> list[Block]:
    """How many people break each rule."""
    return [screening_table(found, setting.lang)]


def frequencies(found: Sequence[Frequencies], setting: Setting) -> list[Block]:
    """Show the answers to profile questions, as a table and as bars."""
    known = setting.instrument.profile if setting.instrument else ()
    words = {question.id: question for question in known}
    asked = tuple(words.get(own.question) or _question(own, setting) for own in found)
    form = Instrument({}, Scale((1, 2), ({}, {})), (), (), asked)
    people = SimpleNamespace(ids=range(max(own.n for own in found)))
    study = study_of(
        setting,
        study=SimpleNamespace(instrument=form, privacy=PrivacyKeys()),
        profile=tuple(found),
        kept=people,
    )
    table = profile_table(tuple(found), form, setting.lang)
    return [table, *profile_pictures(study, setting.name, setting.lang)]


def items(found: ItemFrequencies, setting: Setting) -> list[Block]:
    """Show how often each point was chosen, as a table and as diverging bars."""
    form = setting.instrument
    if form is None or tuple(item.id for item in form.items) != found.items:
        points = tuple({"": str(point)} for point in found.points)
        single = tuple(Item(name, "", {"": name}) for name in found.items)
        scale = Scale(found.points, points)
        form = Instrument({}, scale, (Construct("", {}, found.items),), single, ())
    study = study_of(setting, study=SimpleNamespace(instrument=form), items=found)
    table = item_table(found, form, setting.lang)
    return [table, *likert_pictures(study, setting.name, setting.lang)]


def responses(found: Responses, setting: Setting) -> list[Block]:
    """Show what was answered, by everybody together."""
    known = replace(setting, instrument=found.instrument)
    return items(item_frequencies(found), known)


def changed(found: Sensitivity, setting: Setting) -> list[Block]:
    """Show the main results without each rule of the screening."""
    return [sensitivity_table(found, setting.name, setting.lang)]


def scores(found: Scores, setting: Setting) -> list[Block]:
    """Show the moments of the scores; the scores of single people are nobody's business."""
    return descriptives(describe(found.values, found.constructs), setting)


def descriptives(found: Descriptives, setting: Setting) -> list[Block]:
    """Moments in SPSS's layout."""
    labels = tuple(setting.name(own) for own in found.names)
    return [descriptives_table(found, labels, setting.lang)]


def normality(found: Normality, setting: Setting) -> list[Block]:
    """Show the tests of normality with the rule of size."""
    labels = tuple(setting.name(own) for own in found.names)
    return [normality_table(found, None, labels, setting.lang)]


def correlations(found: Correlations, setting: Setting) -> list[Block]:
    """Correlations with stars below the diagonal, and as a map."""
    if len(found.names) < 2:
        return [*result_tables(found, setting)]
    lang = setting.lang
    method = cell_of(found.method, setting, owner="Correlations", field="method")
    table = correlation_table(found, setting.name, lang)
    table = replace(table, notes=(f"{field_word('method', setting)}: {method}.", *table.notes))
    picture = correlation_picture(study_of(setting, correlations=found), setting.name, lang)
    if picture is None:
        return [table]
    return [table, replace(picture, notes=(*picture.notes[:1], *table.notes))]


def quality(found: QualityPart, setting: Setting) -> list[Block]:
    """Reliability and validity of the dimensions of a study."""
    return [*quality_tables(found, setting.name, setting.lang, msa={})]


def _question(found: Frequencies, setting: Setting) -> ProfileQuestion:
    options = tuple(Option(code, {"": setting.name(code)}) for code in found.options)
    return ProfileQuestion(found.question, {"": setting.name(found.question)}, options)
