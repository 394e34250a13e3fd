"""The report of a survey study: every table and figure, in one language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..blocks import Block, Bullets, Document, Heading
from ..document import draw_all, write_document
from ..figures.picture import Picture
from ..language import Language
from ..output import write_folder, write_json
from ..table import Table
from .cautions import cautions
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
from .group_tables import group_tables
from .heads import Namer, of_factors
from .hypothesis_table import hypothesis_table
from .item_tables import descriptives_table, item_table, normality_table
from .people_tables import profile_table, screening_table, sensitivity_table
from .pictures import study_pictures
from .quality_tables import correlation_pairs, correlation_table, quality_tables
from .regression_tables import regression_tables
from .results import StudyResults
from .score_note import score_notes

__all__ = ["marked", "namer", "study_blocks", "study_document", "write_study_report"]

Progress = Callable[[int], Callable[[], object]]


def write_study_report(
    results: StudyResults,
    out: str | Path,
    lang: Language,
    *,
    progress: Progress = lambda _total: lambda: None,
) -> None:
    """Write the report of a study to a folder.

    Writes ``report.html``, ``tables.xlsx``, ``tables/*.csv``, ``figures/*``, ``results.json`` with
    every number at full precision, and ``manifest.json``.

    Raises
    ------
    FileError
        If the folder cannot be written or holds anything that aqyl did not make.
    """

    def write(folder: Path) -> None:
        document = study_document(results, lang)
        write_document(document, folder, lang)
        write_json(folder / "results.json", {t.name: t.records() for t in document.tables})
        jobs = [(picture, folder / "figures") for picture in document.pictures]
        draw_all(jobs, done=progress(len(jobs)))

    study = results.study
    settings = {
        "command": "run",
        "language": lang.code,
        "encoding": results.responses.encoding,
        "simulated": results.simulated,
        "seed": study.factors.seed,
    }
    inputs = [*study.files, results.responses.path]
    write_folder(Path(out), write, inputs=inputs, settings=settings)


def study_document(results: StudyResults, lang: Language) -> Document:
    """Compose the document of one language; tables and figures are numbered in order."""
    study = results.study
    blocks = _numbered(study_blocks(results, lang), lang)
    subtitle = lang.text(
        "study.subtitle",
        read=lang.number(len(results.responses.ids), 0),
        kept=lang.number(len(results.kept.ids), 0),
        items=lang.number(len(study.instrument.items), 0),
        constructs=lang.number(len(study.instrument.constructs), 0),
    )
    title = lang.text("study.title", title=lang.label(study.title))
    if results.simulated:
        title = f"{title} – {lang.text('study.simulated_short')}"
        subtitle = f"{lang.text('study.simulated')} {subtitle}"
    return Document(title, subtitle, tuple(blocks))


def study_blocks(results: StudyResults, lang: Language) -> list[Block]:
    """Return headings, tables and figures of a study in their order, without numbers."""
    name = namer(results, lang)
    pictures = study_pictures(results, name, lang)
    parts: list[tuple[str, list[Table | Picture | None]]] = [
        ("screening", _screening(results, name, lang)),
        (
            "people",
            [profile_table(results.profile, results.study.instrument, lang)]
            if results.profile
            else [],
        ),
        ("answers", _answers(results, name, lang)),
        ("factors", _factors(results, pictures, lang)),
        ("reliability", _reliability(results, name, lang)),
        ("regression", _regression(results, pictures, name, lang)),
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
    """Return what names a construct in a language."""
    labels = {c.id: lang.label(c.labels) for c in results.study.instrument.constructs}
    return lambda construct: labels[construct]


def _screening(results: StudyResults, name: Namer, lang: Language) -> list[Table | Picture | None]:
    if not results.screening.rules:
        return []
    return [
        screening_table(results.screening, lang),
        sensitivity_table(results.sensitivity, name, lang),
    ]


def _answers(results: StudyResults, name: Namer, lang: Language) -> list[Table | Picture | None]:
    labels = tuple(name(construct) for construct in results.scores.constructs)
    tables: list[Table | Picture | None] = [
        item_table(results.items, results.study.instrument, lang)
    ]
    if results.descriptives:
        notes = score_notes(results, lang)
        tables.append(descriptives_table(results.descriptives, labels, lang, notes=notes))
    if results.normality:
        tables.append(normality_table(results.normality, results.mardia, labels, lang))
    return tables


def _factors(
    results: StudyResults, pictures: dict[str, Picture], lang: Language
) -> list[Table | Picture | None]:
    members: list[Table | Picture | None] = []
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
    if found.first.rotation.oblique:
        members.append(structure_table(found.first, keys, lang))
        members.append(phi_table(found.first, lang))
    if found.log:
        members.append(dropping_table(found, lang))
        members.append(loading_table(found.solution, keys, lang, name="loadings_kept"))
    return members


def _reliability(
    results: StudyResults, name: Namer, lang: Language
) -> list[Table | Picture | None]:
    tables: list[Table | Picture | None] = []
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
    if results.correlations and results.rank_correlations and several:
        both = results.correlations, results.rank_correlations
        tables.append(correlation_pairs(*both, name, lang))
    return tables


def _regression(
    results: StudyResults, pictures: dict[str, Picture], name: Namer, lang: Language
) -> list[Table | Picture | None]:
    members: list[Table | Picture | None] = [pictures.get("model")]
    if results.regression:
        members += regression_tables(results.regression, name, lang)
        members.append(pictures["coefficients"])
    if results.verdicts:
        members.append(hypothesis_table(results.verdicts, results.study.wordings, name, lang))
    return members


def _groups(results: StudyResults, name: Namer, lang: Language) -> list[Table | Picture | None]:
    questions = {question.id: question for question in results.study.instrument.profile}
    return [
        table
        for part in results.groups
        for table in group_tables(part, questions[part.question], name, lang)
    ]


def marked(block: Block, lang: Language) -> Block:
    """Say at a table or figure, and in the names of its files, that its data are simulated."""
    if isinstance(block, Table | Picture):
        notes = (lang.text("study.simulated"), *block.notes)
        return replace(block, name=f"simulated_{block.name}", notes=notes)
    return block


def _numbered(blocks: list[Block], lang: Language) -> list[Block]:
    """Give tables and figures their numbers, in the order of the document."""
    numbered: list[Block] = []
    tables = figures = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            title = lang.text("caption.table", number=tables, title=block.title)
            numbered.append(replace(block, title=title))
        elif isinstance(block, Picture):
            figures += 1
            caption = lang.text("caption.figure", number=figures, title=block.caption)
            numbered.append(replace(block, caption=caption))
        else:
            numbered.append(block)
    return numbered
