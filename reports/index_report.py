"""The report of an index: tables, figures and files for anybody's cities."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from ..analysis.integral_index import IntegralIndex, integral_index, ranks
from .blocks import Block, Document, Heading
from .document import draw_all, write_document
from .framework_file import FrameworkFile
from .index_pictures import index_pictures
from .indicator_file import IndicatorFile
from .language import Language
from .output import write_folder
from .table import Column, Table

__all__ = ["contribution_frame", "index_tables", "write_index_report"]

_SHOWN = 60  # rows of a table that the page shows
_READABLE = 20_000  # rows of contributions that a workbook is still readable with


def write_index_report(
    source: IndicatorFile,
    scheme: FrameworkFile,
    out: str | Path,
    lang: Language,
    *,
    figures: bool = True,
    progress: Callable[[int], Callable[[], object]] = lambda _total: lambda: None,
) -> IntegralIndex:
    """Compute the index of a file and write its report to a folder.

    Writes ``report.html``, ``tables.xlsx``, ``tables/*.csv``, ``figures/*`` and
    ``manifest.json``; ``tables/contributions.csv`` holds every indicator, city and year.

    Raises
    ------
    AqylError
        If data and framework do not fit, a method is not defined for the data, or the folder
        cannot be written.
    """
    result = integral_index(source.panel, scheme.framework)

    def write(folder: Path) -> None:
        document = _document(result, scheme, lang, figures=figures)
        write_document(document, folder, lang)
        _write_contributions(result, folder / "tables" / "contributions.csv")
        jobs = [(picture, folder / "figures") for picture in document.pictures]
        draw_all(jobs, done=progress(len(jobs)))

    settings = {"command": "index", "language": lang.code, "encoding": source.encoding}
    write_folder(Path(out), write, inputs=[source.path, *scheme.files], settings=settings)
    return result


def index_tables(result: IntegralIndex, scheme: FrameworkFile, lang: Language) -> list[Table]:
    """Scores, ranks and yearly change as tables, one row a city and year."""
    order = [result.groups[-1], *result.groups[:-1]]  # the index first, then its parts
    at = [result.groups.index(group) for group in order]
    keys = (
        Column("city", lang.text("table.city")),
        Column("year", lang.text("table.year"), "label"),
    )
    names = tuple(Column(g, lang.label(scheme.labels[g]), "number") for g in order)
    scores = _city_years(result, result.scores[:, :, at])
    title = "caption.own_table"
    rule, mean = result.framework.normalisation, result.framework.mean
    notes = [
        lang.text(
            "index.rule",
            method=rule.method,
            over=rule.over,
            constant=rule.constant,
            missing=rule.missing,
            mean=mean.kind,
        )
    ]
    notes += [
        lang.text("index.annihilated", n=int(n), group=g, mean=mean.kind)
        for g, n in zip(result.groups, result.annihilated, strict=True)
        if n
    ]
    tables = [
        Table(
            "index_scores",
            lang.text(title, title=lang.text("index.scores")),
            (*keys, *names),
            scores,
            tuple(notes),
            _SHOWN,
        )
    ]
    if len(result.cities) > 1:
        places = tuple(Column(c.key, c.label, "number", 0) for c in names)
        rows = _city_years(result, ranks(result.scores)[:, :, at])
        tables.append(
            Table(
                "index_ranks",
                lang.text(title, title=lang.text("index.ranks")),
                (*keys, *places),
                rows,
                show=_SHOWN,
            )
        )
    if len(result.years) > 1:
        step = np.diff(result.scores[:, :, at], axis=1)
        change = tuple(Column(c.key, c.label, "signed") for c in names)
        tables.append(
            Table(
                "index_change",
                lang.text(title, title=lang.text("index.change")),
                (*keys, *change),
                _city_years(result, step, result.years[1:]),
                show=_SHOWN,
            )
        )
    tables.append(_contribution_table(result, scheme, lang))
    return tables


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


def _contribution_table(result: IntegralIndex, scheme: FrameworkFile, lang: Language) -> Table:
    """Contributions of the last year, for as many cities as a reader can take in."""
    indicators = result.framework.indicators
    cities = max(1, min(len(result.cities), _READABLE // len(indicators)))
    best = np.argsort(-np.nan_to_num(result.scores[:, -1, -1], nan=-np.inf), kind="stable")
    rows = tuple(
        (
            result.cities[c],
            indicator.id,
            lang.label(scheme.labels[indicator.id]),
            float(result.normalised[c, -1, k]),
            float(result.contributions[c, -1, k]),
        )
        for c in best[:cities]
        for k, indicator in enumerate(indicators)
    )
    columns = (
        Column("city", lang.text("table.city")),
        Column("id", lang.text("table.id")),
        Column("indicator", lang.text("table.indicator")),
        Column("normalised", lang.text("table.value"), "number"),
        Column("contribution", lang.text("table.contribution"), "number", 4),
    )
    title = lang.text("index.contributions", year=result.years[-1])
    return Table(
        "contributions_last_year",
        lang.text("caption.own_table", title=title),
        columns,
        rows,
        show=_SHOWN,
    )


def _city_years(
    result: IntegralIndex, values: np.ndarray, years: tuple[int, ...] | None = None
) -> tuple[tuple[str | int | float, ...], ...]:
    """Rows of city, year and the values of shape (c, t, g)."""
    plain = values.tolist()
    return tuple(
        (city, year, *plain[c][t])
        for c, city in enumerate(result.cities)
        for t, year in enumerate(years or result.years)
    )


def _document(
    result: IntegralIndex, scheme: FrameworkFile, lang: Language, *, figures: bool
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
    blocks += [*drawn, *index_tables(result, scheme, lang)]
    return Document(lang.text("document.index_title", title=title), counted, tuple(blocks))
