"""What is shown of factorability, of the number of components, and of their loadings."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from ...analysis.factorability import Factorability
from ...analysis.factors import Extraction
from ...analysis.item_dropping import ItemDropping
from ...analysis.parallel_analysis import ParallelAnalysis
from ...analysis.retention import Retention
from ...survey.instrument import Construct, Instrument, Item, Scale
from ..blocks import Block
from ..figures.picture import Picture
from ..study.factor_tables import (
    dropping_table,
    factorability_table,
    loading_table,
    phi_table,
    retention_table,
    structure_table,
    variance_table,
)
from ..study.pictures import scree_picture
from ..study.quality_pictures import first_two_picture, loading_pictures
from ..study.study_keys import FactorKeys
from ..table import Table
from .any_result import result_tables
from .setting import Setting, study_of

__all__ = ["dropping", "extraction", "factorability", "parallel", "retention"]

_SMALL = 0.3  # loadings below it are left blank, so that the pattern can be seen


def factorability(found: Factorability, setting: Setting) -> list[Block]:
    """KMO and Bartlett's test in SPSS's layout."""
    return [factorability_table(found, setting.lang)]


def retention(found: Retention, setting: Setting) -> list[Block]:
    """Every criterion beside the others, and the scree plot with the chance eigenvalues."""
    fixed = found.fixed
    chosen, count = ("parallel", found.parallel.count) if fixed is None else ("fixed", fixed)
    table = retention_table(found, chosen, count, FactorKeys(), setting.lang)
    if fixed is None:  # no rule was chosen: nothing to say of one
        table = replace(table, notes=table.notes[1:])
    if found.parallel.percentile is None:
        table = replace(table, notes=table.notes[:-1])
    return [table, _scree(found.eigenvalues.tolist(), found.parallel, count, found.n, setting)]


def parallel(found: ParallelAnalysis, setting: Setting) -> list[Block]:
    """Show the eigenvalues beside those of random data."""
    tables = result_tables(found, setting)
    if found.percentile is None:
        return [*tables]
    return [*tables, _scree(found.eigenvalues.tolist(), found, found.count, 0, setting)]


def extraction(found: Extraction, setting: Setting) -> list[Block]:
    """Variance explained, sorted loadings, and both as figures."""
    keys = _keys(found)
    lang = setting.lang
    variance = variance_table(found, (), keys, lang)
    chance = len(variance.columns) - 1  # only a parallel analysis knows it
    variance = replace(
        variance, columns=variance.columns[:chance], rows=tuple(r[:chance] for r in variance.rows)
    )
    tables = [variance, loading_table(found, keys, lang)]
    if found.rotation.oblique:
        tables += [structure_table(found, keys, lang), phi_table(found, lang)]
    told = (_told(table, found, setting) for table in tables)
    return [*told, *_loading_pictures(found, keys, setting)]


def dropping(found: ItemDropping, setting: Setting) -> list[Block]:
    """Say which items leave, in which order, and show what stays."""
    blocks: list[Block] = []
    if found.log:
        blocks.append(dropping_table(found, setting.lang))
    return [*blocks, *extraction(found.solution, setting)]


def _keys(found: Extraction) -> FactorKeys:
    return FactorKeys(method=found.method, rotation=found.rotation.method, threshold=_SMALL)


def _told(table: Table, found: Extraction, setting: Setting) -> Table:
    """Say of the extraction what it knows: it rests on moments, whatever they were made of."""
    if not table.notes:
        return table
    return replace(table, notes=(_extraction_note(found, setting), *table.notes[1:]))


def _extraction_note(found: Extraction, setting: Setting) -> str:
    lang = setting.lang
    return lang.text(
        "shown.extraction",
        method=lang.text(f"extraction.{found.method}"),
        rotation=lang.text(f"rotation.{found.rotation.method}"),
        n=lang.number(found.n, 0),
    )


def _scree(
    values: list[float], found: ParallelAnalysis, count: int, n: int, setting: Setting
) -> Picture:
    known = SimpleNamespace(
        eigenvalues=found.eigenvalues[: len(values)], parallel=found, n=n or float("nan")
    )
    factors = SimpleNamespace(first=SimpleNamespace(count=count, method="components"))
    return scree_picture(study_of(setting, retention=known, factors=factors), setting.lang)


def _loading_pictures(found: Extraction, keys: FactorKeys, setting: Setting) -> list[Picture]:
    instrument = setting.instrument or _plain_instrument(found.names)
    known = {item.id for item in instrument.items}
    if not known >= set(found.names):
        instrument = _plain_instrument(found.names)
    study = study_of(
        setting,
        factors=SimpleNamespace(first=found),
        study=SimpleNamespace(factors=keys, instrument=instrument),
    )
    pictures = loading_pictures(study, setting.name, setting.lang)
    if points := first_two_picture(study, setting.name, setting.lang):
        pictures.append(points)
    note = _extraction_note(found, setting)
    return [replace(own, notes=(*own.notes[:-1], note)) for own in pictures]


def _plain_instrument(names: tuple[str, ...]) -> Instrument:
    """Return a questionnaire that knows of its items nothing but their codes."""
    items = tuple(Item(name, "", {"en": name}) for name in names)
    return Instrument({}, Scale((1, 2), ({}, {})), (Construct("", {}, names),), items, ())
