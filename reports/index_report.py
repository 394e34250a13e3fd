"""The report of an index: tables, figures and files for anybody's cities."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from ..analysis.integral_index import IntegralIndex, integral_index
from ..analysis.panel import Panel
from ..survey.errors import AqylError
from .blocks import Block, Document, Heading
from .cache import NO_CACHE, Cache
from .caption import numbered
from .composition import told, with_text
from .document import REPORT, Place, write_documents
from .drawing import Progress
from .framework_file import FrameworkFile
from .index_pictures import index_pictures
from .index_tables import index_tables
from .indicator_file import IndicatorFile
from .input_stamp import stamp
from .language import Language
from .manifest import InputFile
from .output import write_folder
from .study.sentences.figures import figure_sentences
from .table_style import GOST

__all__ = ["computed", "contribution_frame", "write_index_report"]


def write_index_report(
    source: IndicatorFile,
    scheme: FrameworkFile,
    out: str | Path,
    lang: Language,
    *,
    figures: bool = True,
    settings: Mapping[str, object] | None = None,
    overwrite: bool = False,
    cache: Cache = NO_CACHE,
    progress: Progress = lambda _total: lambda: None,
) -> IntegralIndex:
    """Compute the index of a file and write its report to a folder.

    Writes ``report.html``, ``chapter.docx``, ``chapter.tex``, ``tables.xlsx``, ``tables/*.csv``,
    ``figures/*`` and ``manifest.json``; ``tables/contributions.csv`` holds every indicator, city
    and year.

    Raises
    ------
    AqylError
        If data and framework do not fit, a method is not defined for the data, or the folder
        cannot be written.
    """
    inputs = [InputFile(p, seen=stamp(p)) for p in (source.path, *scheme.files)]
    result = computed(source, scheme)

    def write(folder: Path) -> None:
        document = _document(result, source.panel, scheme, lang, figures=figures)
        place = Place((document,), (folder,), folder / REPORT)
        write_documents([place], cache=cache, progress=progress)
        _write_contributions(result, folder / "tables" / "contributions.csv")

    facts = {
        "command": "index",
        "data": source.path.name,
        "framework": scheme.files[0].name,
        "language": lang.code,
        "figures": figures,
        "encoding_found": source.encoding,
        **(settings or {}),
    }
    title = lang.text("document.index_title", title=lang.label(scheme.title))
    write_folder(Path(out), write, title=title, inputs=inputs, settings=facts, overwrite=overwrite)
    return result


def computed(source: IndicatorFile, scheme: FrameworkFile) -> IntegralIndex:
    """Compute the index of a file; an error names the cell of the file.

    Raises
    ------
    AqylError
        If data and framework do not fit, or a method is not defined for the data.
    """
    try:
        return integral_index(source.panel, scheme.framework)
    except AqylError as error:
        if error.cell is None:
            raise
        where = f"{source.where(error.cell)}; {error.where}"
        raise type(error)(error.problem, where=where, next_step=error.next_step) from error


def contribution_frame(
    result: IntegralIndex, first: int = 0, last: int | None = None
) -> pl.DataFrame:
    """Every indicator of every city and year: normalised value and contribution to the index.

    Parameters
    ----------
    result : IntegralIndex
    first, last : int
        Range of cities; all if not given.

    Returns
    -------
    polars.DataFrame
        Columns city, year, indicator, normalised, contribution; c x t x k rows.
    """
    chosen = slice(first, last)
    names = [indicator.id for indicator in result.framework.indicators]
    cities = result.cities[chosen]
    keys = pl.DataFrame({"city": cities}, schema={"city": pl.String})
    keys = keys.join(pl.DataFrame({"year": result.years}), how="cross")
    keys = keys.join(pl.DataFrame({"indicator": names}), how="cross")
    return keys.with_columns(
        normalised=pl.Series(result.normalised[chosen].ravel()).fill_nan(None),
        contribution=pl.Series(result.contributions[chosen].ravel()),
    )


def _write_contributions(result: IntegralIndex, path: Path) -> None:
    """Write all contributions, some cities at a time, so that millions of rows stay small."""
    _, years, indicators = result.normalised.shape
    step = max(1, 500_000 // (years * indicators))
    with path.open("wb") as stream:
        stream.write(b"\xef\xbb\xbf")
        for first in range(0, len(result.cities), step):
            frame = contribution_frame(result, first, first + step)
            frame.write_csv(stream, include_header=first == 0)


def _document(
    result: IntegralIndex,
    panel: Panel,
    scheme: FrameworkFile,
    lang: Language,
    *,
    figures: bool,
) -> Document:
    title = lang.label(scheme.title)
    cities, years, _ = result.normalised.shape
    counted = ", ".join(
        (
            lang.plural("index.cities", cities),
            lang.plural("index.years", years),
            lang.plural("index.indicators", len(result.framework.indicators)),
        )
    )
    drawn = index_pictures(result, scheme, lang) if figures else []
    blocks: list[Block] = [Heading(lang.text("section.index"), "index")]
    shown = [*drawn, *index_tables(result, panel, scheme, lang)]
    blocks += told(with_text(shown, figure_sentences(shown, (), lang)), GOST)
    heading = lang.text("document.index_title", title=title)
    return Document(heading, counted, tuple(numbered(blocks)), lang)
