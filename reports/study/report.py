"""The report of a survey study: every table and figure, in one language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..blocks import Document
from ..caption import numbered
from ..document import draw_all, write_document
from ..language import Language
from ..output import write_folder, write_json
from .results import StudyResults
from .sections import study_blocks

__all__ = ["study_document", "write_study_report"]

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
        write_document(document, folder)
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
    blocks = numbered(study_blocks(results, lang))
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
    return Document(title, subtitle, tuple(blocks), lang)
