"""The regenerated chapter: one document a language, one folder for all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..blocks import Block, Bullets, Document, Heading
from ..cache import NO_CACHE, Cache
from ..caption import numbered
from ..document import REPORT, Place, write_documents
from ..drawing import Progress
from ..language import Language, LanguageCode, language
from ..manifest import InputFile
from ..output import check_target, write_folder, write_json
from . import comparison_tables, pictures, source_tables, tables
from .findings import Finding, findings, sentences
from .index_evidence import IndexEvidence, index_evidence
from .published import Published, load_published
from .source_evidence import SourceEvidence, source_evidence
from .survey_chapter import run_thesis_survey, survey_chapter
from .survey_evidence import survey_evidence
from .survey_published import load_survey_published

__all__ = ["SURVEY", "chapter", "reproduce"]

SURVEY = "survey_simulated"  # folder of what is made from simulated answers


def reproduce(
    out: str | Path,
    *,
    languages: Sequence[LanguageCode] = ("kk", "ru", "en"),
    overwrite: bool = False,
    cache: Cache = NO_CACHE,
    progress: Progress = lambda _total: lambda: None,
) -> None:
    """Regenerate the thesis's index and survey tables and figures into a folder.

    Parameters
    ----------
    out : str or Path
        Folder to write; an earlier result of aqyl there is replaced.
    languages : sequence of {"kk", "ru", "en"}
        One folder each.
    overwrite : bool
        Whether results that were changed since they were written may be replaced.
    cache : Cache
        Keeps analyses and figures.
    progress : callable
        Receives the number of figures, returns what is called after each.

    Raises
    ------
    FileError
        If the folder cannot be written or holds anything that aqyl did not make.

    Notes
    -----
    Writes ``report.html`` with all languages; for each one ``LANG/chapter.docx``,
    ``LANG/chapter.tex``, ``LANG/tables.xlsx``, ``LANG/tables/*.csv``, ``LANG/figures/*`` (PDF, SVG,
    PNG, and the data as CSV); ``survey_simulated.html`` and the same files under
    ``LANG/survey_simulated`` for the survey, whose answers are simulated; ``results.json`` with
    every number at full precision, and ``manifest.json``.
    """
    check_target(Path(out), overwrite=overwrite)
    published, survey_published = load_published(), load_survey_published()
    index, source = index_evidence(published), source_evidence(published)
    found = findings(published, index, source)
    survey = run_thesis_survey(cache)
    compared = survey_evidence(survey_published, survey)

    def documents(lang: Language) -> tuple[Document, Document]:
        return (
            chapter(published, index, source, found, lang),
            survey_chapter(survey_published, survey, compared, lang),
        )

    def write(folder: Path) -> None:
        indices, surveys = zip(*(documents(language(code)) for code in languages), strict=True)
        homes = tuple(folder / code for code in languages)
        places = [
            Place(indices, homes, folder / REPORT),
            Place(surveys, tuple(home / SURVEY for home in homes), folder / f"{SURVEY}.html"),
        ]
        write_documents(places, cache=cache, progress=progress)
        plain, simulated = documents(language("en"))
        content = {**_results(plain, found), SURVEY: _numbers(simulated)}
        write_json(folder / "results.json", content)

    study = survey.study
    settings = {"command": "reproduce", "languages": list(languages), "seed": study.factors.seed}
    files = [*published.files, *survey_published.files, *study.files, survey.responses.path]
    inputs = [InputFile(path) for path in files]
    title = language("en").text("document.title")
    write_folder(
        Path(out), write, title=title, inputs=inputs, settings=settings, overwrite=overwrite
    )


def chapter(
    published: Published,
    index: IndexEvidence,
    source: SourceEvidence,
    found: tuple[Finding, ...],
    lang: Language,
) -> Document:
    """Compose the document of one language."""

    def section(name: str) -> Heading:
        return Heading(lang.text(f"section.{name}"), name)

    blocks: list[Block] = [
        Heading(lang.text("document.findings"), "findings"),
        Bullets(sentences(found, published, lang)),
        section("index"),
        tables.index_table(published, index, lang),
        pictures.radar(published, index, lang),
        pictures.index_lines(published, index, lang),
        pictures.change_plot(published, index, lang),
        *comparison_tables.comparison_tables(published, index, lang),
        section("rules"),
        comparison_tables.variant_table(published, index, lang),
        comparison_tables.direction_table(published, index, lang),
        section("rows"),
        tables.count_table(published, lang),
        pictures.heat_map(published, lang),
        comparison_tables.row_table(published, index, lang, everything=False),
        section("sources"),
        source_tables.chain_table(published, source, lang),
        source_tables.extrapolation_table(published, source, lang),
        source_tables.mismatch_table(published, source, lang),
        source_tables.unsupported_table(published, source, lang),
        section("indicators"),
        *pictures.indicator_charts(published, lang),
        section("growth"),
        tables.growth_table(published, source, lang),
        pictures.trend_chart(published, source, lang),
        tables.forecast_table(published, source, lang),
        section("cities"),
        tables.city_table(published, lang),
        tables.urbanisation_table(published, lang),
    ]
    return Document(
        title=lang.text("document.title"),
        subtitle=lang.text("document.subtitle"),
        blocks=tuple(numbered(blocks, prefix=lang.text("caption.own"))),
        lang=lang,
        files_only=(
            comparison_tables.row_table(published, index, lang, everything=True),
            source_tables.annex_table(published, lang),
        ),
    )


def _results(document: Document, found: tuple[Finding, ...]) -> dict[str, Any]:
    """Every number at full precision: tables by name, findings by sentence key."""
    return {
        **_numbers(document),
        "findings": {
            finding.key: {**finding.numbers, "indicators": list(finding.names)} for finding in found
        },
    }


def _numbers(document: Document) -> dict[str, Any]:
    return {
        "tables": {table.name: table.records() for table in document.tables},
        "figures": {picture.name: picture.data.records() for picture in document.pictures},
    }
