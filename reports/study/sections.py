"""The sections of a study's document: which tables and figures stand where."""

from __future__ import annotations

from dataclasses import replace

from ..blocks import Block, Bullets, Heading
from ..figures.picture import Picture
from ..language import Language
from ..table import Table
from .answer_pictures import likert_pictures, profile_pictures
from .cautions import cautions
from .construct_names import construct_names
from .factor_part import retention_rule
from .factor_tables import (
    dropping_table,
    factorability_table,
    loading_table,
    phi_table,
    retention_table,
    structure_table,
    variance_table,
)
from .group_model_tables import group_model_tables, invariance_table
from .group_pictures import group_pictures, score_scale
from .group_tables import group_tables
from .heads import Namer, of_factors
from .hypothesis_table import hypothesis_table
from .item_tables import descriptives_table, item_table, normality_table
from .method_table import judged_by_pls, method_table
from .model_pictures import htmt_picture, ipma_pictures
from .people_tables import profile_table, screening_table, sensitivity_table
from .pictures import sample, study_pictures
from .pls_measurement_tables import measurement_tables
from .pls_picture import path_diagram
from .pls_structure_tables import structure_tables
from .privacy import privacy_cells, published
from .quality_pictures import correlation_picture, first_two_picture, loading_pictures
from .quality_tables import correlation_pairs, correlation_table, quality_tables
from .regression_tables import regression_tables
from .results import StudyResults
from .score_note import score_notes
from .sem_tables import sem_tables
from .sentences.hypotheses import hypothesis_sentences

__all__ = ["marked", "namer", "study_blocks"]


def study_blocks(results: StudyResults, lang: Language) -> list[Block]:
    """Return headings, tables and figures of a study in their order, without numbers."""
    results = published(results)
    name = namer(results, lang)
    pictures = study_pictures(results, name, lang)
    parts: list[tuple[str, list[Block | None]]] = [
        ("screening", _screening(results, name, lang)),
        ("people", _people(results, name, lang)),
        ("answers", _answers(results, name, lang)),
        ("factors", _factors(results, pictures, name, lang)),
        ("reliability", _reliability(results, name, lang)),
        ("regression", _regression(results, pictures, name, lang)),
        ("pls", _pls(results, name, lang)),
        ("sem", _sem(results, name, lang)),
        ("groups", _groups(results, name, lang)),
    ]
    blocks: list[Block] = []
    for part, members in parts:
        there = [member for member in members if member]
        if there:
            key = of_factors(part, results.study.factors.method) if part == "factors" else part
            blocks += [Heading(lang.text(f"study_section.{key}"), part), *there]
    if warnings := cautions(results, lang):
        blocks = [
            Heading(lang.text("study_section.cautions"), "cautions"),
            Bullets(warnings),
            *blocks,
        ]
    return [marked(block, lang) if results.simulated else block for block in blocks]


def namer(results: StudyResults, lang: Language) -> Namer:
    """Return what names a construct in a language; anything else keeps its id."""
    labels = construct_names(results.study, lang)
    return lambda construct: labels.get(construct, construct)


def _screening(results: StudyResults, name: Namer, lang: Language) -> list[Block | None]:
    if not results.screening.rules:
        return []
    return [
        screening_table(results.screening, lang),
        sensitivity_table(results.sensitivity, name, lang),
    ]


def _people(results: StudyResults, name: Namer, lang: Language) -> list[Block | None]:
    if not results.profile:
        return []
    cells = privacy_cells(results)
    table = profile_table(results.profile, results.study.instrument, lang, cells)
    return [table, *profile_pictures(results, name, lang)]


def _answers(results: StudyResults, name: Namer, lang: Language) -> list[Block | None]:
    labels = tuple(name(construct) for construct in results.scores.constructs)
    tables: list[Block | None] = [
        item_table(results.items, results.study.instrument, lang),
        *likert_pictures(results, name, lang),
    ]
    if results.descriptives:
        notes = score_notes(results, lang)
        tables.append(descriptives_table(results.descriptives, labels, lang, notes=notes))
    if results.normality:
        tables.append(normality_table(results.normality, results.mardia, labels, lang))
    return tables


def _factors(
    results: StudyResults, pictures: dict[str, Picture], name: Namer, lang: Language
) -> list[Block | None]:
    members: list[Block | None] = []
    if results.factorability:
        members.append(factorability_table(results.factorability, lang))
    found = results.factors
    if found is None:
        return members
    keys = results.study.factors
    chance: tuple[float, ...] = ()
    if results.retention:
        rule = retention_rule(results.study)
        members.append(retention_table(results.retention, rule, found.first.count, keys, lang))
        members.append(pictures["scree"])
        chance = tuple(results.retention.parallel.threshold.tolist())
    members.append(variance_table(found.first, chance, keys, lang))
    members.append(loading_table(found.first, keys, lang))
    members += loading_pictures(results, name, lang)
    members.append(first_two_picture(results, name, lang))
    if found.first.rotation.oblique:
        members.append(structure_table(found.first, keys, lang))
        members.append(phi_table(found.first, lang))
    if found.log:
        members.append(dropping_table(found, lang))
        members.append(loading_table(found.solution, keys, lang, name="loadings_kept"))
    return members


def _reliability(results: StudyResults, name: Namer, lang: Language) -> list[Block | None]:
    tables: list[Block | None] = []
    if results.quality:
        ordinal = results.study.factors.correlation == "polychoric"
        msa = {}
        if results.factorability:
            found = results.factorability.kmo
            msa = dict(zip(found.names, found.per_item.tolist(), strict=True))
        tables += quality_tables(results.quality, name, lang, msa=msa, ordinal=ordinal)
    several = len(results.scores.constructs) > 1
    if results.correlations and several:
        tables.append(correlation_table(results.correlations, name, lang))
        tables.append(correlation_picture(results, name, lang))
    if results.correlations and results.rank_correlations and several:
        both = results.correlations, results.rank_correlations
        tables.append(correlation_pairs(*both, name, lang))
    return tables


def _regression(
    results: StudyResults, pictures: dict[str, Picture], name: Namer, lang: Language
) -> list[Block | None]:
    members: list[Block | None] = [pictures.get("model")]
    if results.regression:
        members += regression_tables(results.regression, name, lang)
        members.append(pictures["coefficients"])
    if results.verdicts:
        members.append(Bullets(hypothesis_sentences(results, name, lang)))
        stated = results.verdicts, results.study.wordings
        by_pls = judged_by_pls(results)
        members.append(hypothesis_table(*stated, name, lang, by_pls=by_pls))
    return members


def _pls(results: StudyResults, name: Namer, lang: Language) -> list[Block | None]:
    if results.model is None:
        return []
    people = sample(results, results.model.bootstrap.original.n, lang)
    members: list[Block | None] = [
        path_diagram(results.model, name, lang, sample=people),
        *measurement_tables(results.model, name, lang),
        htmt_picture(results, name, lang),
        *structure_tables(results.model, name, lang),
        *ipma_pictures(results, name, lang),
    ]
    if results.verdicts:
        members.append(method_table(results, name, lang))
    if results.grouped:
        labels = _model_groups(results, lang)
        members += group_model_tables(results.grouped, labels, name, lang)
    return members


def _model_groups(results: StudyResults, lang: Language) -> dict[str, str]:
    """Return the labels, by their codes, of the answers by which the model is compared."""
    named = results.study.model.groups if results.study.model else ""
    options = (o for q in results.study.instrument.profile if q.id == named for o in q.options)
    return {option.code: lang.label(option.labels) for option in options}


def _sem(results: StudyResults, name: Namer, lang: Language) -> list[Block | None]:
    found = results.sem
    if found is None:
        return []
    fitted = found.fit, found.constructs, found.modifications
    tables = sem_tables(*fitted, name, lang, without=found.without)
    if results.invariant:
        labels = _model_groups(results, lang)
        tables.append(invariance_table(results.invariant, lang, labels))
    return [*tables]


def _groups(results: StudyResults, name: Namer, lang: Language) -> list[Block | None]:
    questions = {question.id: question for question in results.study.instrument.profile}
    blocks: list[Block | None] = []
    for part in results.groups:
        cells = privacy_cells(results)[part.question]
        outcome = results.study.regression.outcome if results.study.regression else ""
        blocks += group_tables(part, questions[part.question], name, lang, cells, outcome=outcome)
        blocks += group_pictures(results, part, name, lang, cells, scale=score_scale(results))
    return blocks


def marked(block: Block, lang: Language) -> Block:
    """Say at a table or figure, and in the names of its files, that its data are simulated."""
    if isinstance(block, Table | Picture):
        notes = (lang.text("study.simulated"), *block.notes)
        return replace(block, name=f"simulated_{block.name}", notes=notes)
    return block
