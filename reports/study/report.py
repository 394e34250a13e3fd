"""The chapter of a study: every table and figure, in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..blocks import Block, Document
from ..cache import NO_CACHE, Cache
from ..caption import numbered
from ..composition import together, told, with_notes, with_text
from ..document import REPORT, Formats, Place, write_documents
from ..drawing import Progress
from ..input_stamp import Stamps
from ..language import Language, language
from ..manifest import InputFile
from ..output import write_folder, write_json
from ..second_process import SecondProcess
from ..table import Table
from ..table_style import STYLES, TableStyle
from .empty_columns import without_empty_columns
from .index_part import IndexPart, index_blocks
from .privacy import published
from .provenance import provenance, provenance_line
from .results import StudyResults
from .sections import namer, study_blocks
from .sentences.every_table import study_sentences
from .sentences.figures import figure_sentences

__all__ = ["study_document", "study_inputs", "told_blocks", "write_study_report"]


def write_study_report(
    results: StudyResults,
    out: str | Path,
    languages: Sequence[Language],
    *,
    indices: Sequence[IndexPart] = (),
    seen: Stamps | None = None,
    settings: Mapping[str, object] | None = None,
    overwrite: bool = False,
    cache: Cache = NO_CACHE,
    progress: Progress = lambda _total: lambda: None,
    writer: SecondProcess | None = None,
) -> tuple[str, ...]:
    """Write the chapter of a study to a folder, in the formats that the study names.

    Parameters
    ----------
    results : StudyResults
    out : str or Path
    languages : sequence of Language
        With several, each has a folder of its own, and one page holds all.
    indices : sequence of IndexPart
        Of cities, as sections of their own.
    seen : Stamps, optional
        What the inputs looked like when they were read.
    settings : mapping, optional
        More for the manifest.
    overwrite : bool
        Whether results that were changed since they were written may be replaced.
    cache : Cache
        Keeps figures.
    progress : callable
        Receives the number of figures, returns what is called after each.
    writer : SecondProcess, optional
        Writes Word while this process writes the rest.

    Returns
    -------
    tuple of str
        Folders of an earlier run that this one removed, such as those of languages.

    Raises
    ------
    FileError
        If the folder cannot be written or holds anything that aqyl did not make, or an input was
        changed since it was read.

    Notes
    -----
    Writes ``report.html`` and ``results.json`` with every number at full precision, and for each
    language ``chapter.docx``, ``chapter.tex``, ``tables.xlsx``, ``tables/*.csv`` and ``figures/*``;
    ``manifest.json`` names every file.
    """
    results = published(results)
    study = results.study
    documents = tuple(study_document(results, lang, indices) for lang in languages)

    def write(folder: Path) -> None:
        alone = len(languages) == 1
        folders = tuple(folder if alone else folder / lang.code for lang in languages)
        place = Place(documents, folders, folder / REPORT)
        formats = Formats(tuple(study.documents.formats), tuple(study.documents.figures))
        write_documents([place], formats=formats, cache=cache, progress=progress, writer=writer)
        plain = study_document(results, language("en"), indices)
        write_json(folder / "results.json", {t.name: t.records() for t in plain.tables})

    facts = {
        "command": "run",
        "study": study.path.name,
        "languages": [lang.code for lang in languages],
        "encoding": results.responses.encoding,
        "simulated": results.simulated,
        "seed": study.factors.seed,
        **({"model_seed": study.model.seed} if study.model else {}),
        **(settings or {}),
    }
    return write_folder(
        Path(out),
        write,
        title=documents[0].title,
        inputs=study_inputs(results, indices, seen),
        settings=facts,
        date=study.date,
        overwrite=overwrite,
    )


def study_inputs(
    results: StudyResults, indices: Sequence[IndexPart] = (), seen: Stamps | None = None
) -> list[InputFile]:
    """Return every file that went into a study, as it was seen when it was read."""
    known = seen or {}
    study = results.study
    paths = [*study.files, *(p for part in indices for p in (part.source.path, *part.scheme.files))]
    files = [InputFile(path, seen=known.get(path.resolve())) for path in paths]
    answers = results.responses.path
    return [*files, InputFile(answers, study.licence, known.get(answers.resolve()))]


def study_document(
    results: StudyResults, lang: Language, indices: Sequence[IndexPart] = ()
) -> Document:
    """Compose the document of one language; tables and figures are numbered in order."""
    study = results.study
    style = STYLES[study.documents.style]
    blocks = told_blocks(results, study_blocks(results, lang.in_style(style)), style, lang)
    cities = index_blocks(indices, lang)
    blocks += told(with_text(cities, figure_sentences(cities, (), lang)), style)
    subtitle = lang.text(
        "study.subtitle",
        read=lang.number(len(results.responses.ids), 0),
        kept=lang.number(len(results.kept.ids), 0),
        items=lang.number(len(study.instrument.items), 0),
        constructs=lang.number(len(study.instrument.constructs), 0),
    )
    if study.source:
        source = lang.label(study.source).removesuffix(".")
        subtitle = f"{subtitle} {lang.text('study.source', source=source)}"
    if not study.documents.provenance:
        subtitle = f"{subtitle} {provenance_line(results, lang)}"
    title = lang.text("study.title", title=lang.label(study.title))
    if results.simulated:
        title = f"{title} – {lang.text('study.simulated_short')}"
        subtitle = f"{lang.text('study.simulated')} {subtitle}"
    return Document(title, together(subtitle), tuple(numbered(blocks)), lang, style)


def told_blocks(
    results: StudyResults, blocks: Sequence[Block], style: TableStyle, lang: Language
) -> list[Block]:
    """Add what each table and figure shows, in sentences before it, and what tables rest on."""
    own = lang.in_style(style)
    sentences = study_sentences(results, namer(results, own), own)
    if results.simulated:
        sentences = {f"simulated_{name}": said for name, said in sentences.items()}
    tables = tuple(block.name for block in blocks if isinstance(block, Table))
    blocks = [without_empty_columns(b) if isinstance(b, Table) else b for b in blocks]
    noted = with_text(with_notes(blocks, provenance(results, tables, own)), sentences)
    shown = figure_sentences(noted, sentences, own, results.study.factors.method)
    return told(with_text(noted, shown), style)
