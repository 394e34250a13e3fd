"""What is shown of path models: PLS with and without its bootstrap, and covariance structures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import cast

from ...analysis.composites.bootstrap_intervals import bootstrap_interval, bootstrap_test
from ...analysis.composites.bootstrap_result import PlsBootstrap
from ...analysis.composites.ipma import Ipma
from ...analysis.composites.moderation import SimpleSlopes
from ...analysis.composites.pls_result import PlsResult
from ...analysis.covariances.modification_indices import modification_indices
from ...analysis.covariances.sem_constructs import model_constructs
from ...analysis.covariances.sem_result import SemFit
from ..blocks import Block
from ..figures.path_diagram import DiagramConstruct, DiagramItem, DiagramPath, PathDiagram
from ..figures.path_diagram import draw_path_diagram as draw
from ..figures.picture import Picture
from ..study.heads import caption, head, interval_heads, text_head
from ..study.model_part import ModelPart
from ..study.model_pictures import htmt_picture, ipma_pictures
from ..study.pictures import sample
from ..study.pls_measurement_tables import bootstrap_note, measurement_tables
from ..study.pls_picture import path_diagram
from ..study.pls_structure_tables import structure_tables
from ..study.sem_part import SemPart
from ..study.sem_tables import sem_tables
from ..table import Cell, Column, Table
from .setting import Setting, study_of

__all__ = [
    "covariance_structure",
    "covariance_study",
    "importance_performance",
    "path_model",
    "path_study",
    "resampled_paths",
    "slopes",
]

_LEVEL = 0.95


def path_model(found: PlsResult, setting: Setting) -> list[Block]:
    """Show the estimates of PLS; whether they differ from zero only a bootstrap can tell."""
    lang, name = setting.lang, setting.name
    items = tuple(
        (name(owner), item, float(found.weights[i]), float(found.loadings[i]))
        for i, (owner, item) in enumerate(zip(found.owners, found.items, strict=True))
    )
    measured = (text_head(lang, "construct"), text_head(lang, "item"))
    quality = ("rho_a", "rho_c", "ave", "r_squared", "adjusted_r_squared")
    constructs = tuple(
        (name(own), *(float(getattr(found, key)[i]) for key in quality))
        for i, own in enumerate(found.constructs)
    )
    return [
        Table(
            "pls_indicators",
            caption(lang, "pls_indicators"),
            (*measured, head(lang, "weight"), head(lang, "loading")),
            items,
            merge=1,
        ),
        Table(
            "pls_constructs",
            caption(lang, "pls_constructs"),
            (measured[0], *(_quality_head(key, setting) for key in quality)),
            constructs,
        ),
        _path_table(found, setting),
        _plain_diagram(found, setting),
    ]


def resampled_paths(found: PlsBootstrap, setting: Setting) -> list[Block]:
    """Show paths and loadings with their bootstrap errors and intervals, and the diagram."""
    part = cast(
        "ModelPart",
        SimpleNamespace(
            model=found.original.model,
            bootstrap=found,
            paths=bootstrap_interval(found, "paths"),
            path_tests=bootstrap_test(found, "paths"),
        ),
    )
    lang, name, result = setting.lang, setting.name, found.original
    at = {own: i for i, own in enumerate(result.constructs)}
    paths = [((f"{name(a)} → {name(b)}",), (at[a], at[b])) for a, b in result.model.paths]
    owned = zip(result.owners, result.items, strict=True)
    items = [((name(owner), item), (i,)) for i, (owner, item) in enumerate(owned)]
    path_heads = (text_head(lang, "path"), head(lang, "beta"))
    item_heads = (text_head(lang, "construct"), text_head(lang, "item"), head(lang, "loading"))
    tables = [_tested("paths", path_heads, paths, part, setting)]
    tables.append(_tested("loadings", item_heads, items, part, setting))
    study = study_of(setting)
    people = sample(study, result.n, lang)
    return [*tables, path_diagram(part, name, lang, sample=people)]


def path_study(found: ModelPart, setting: Setting) -> list[Block]:
    """Show everything of the path model of a study."""
    lang, name = setting.lang, setting.name
    study = study_of(setting, model=found)
    people = sample(study, found.bootstrap.original.n, lang)
    pictures = [htmt_picture(study, name, lang), *ipma_pictures(study, name, lang)]
    return [
        path_diagram(found, name, lang, sample=people),
        *measurement_tables(found, name, lang),
        *structure_tables(found, name, lang),
        *(picture for picture in pictures if picture),
    ]


def importance_performance(found: Ipma, setting: Setting) -> list[Block]:
    """Show importance and performance, as a table and as a map."""
    study = study_of(setting, model=SimpleNamespace(ipma=(found,)))
    pictures = ipma_pictures(study, setting.name, setting.lang)
    tables = [replace(own.data, name="pls_ipma", notes=own.notes[-1:]) for own in pictures]
    return [*tables, *pictures]


def slopes(found: SimpleSlopes, setting: Setting) -> list[Block]:
    """Show the slope of the focal dimension at levels of the moderator."""
    lang, name, interval = setting.lang, setting.name, found.slope_interval
    columns = (
        text_head(lang, "path"),
        text_head(lang, "moderator"),
        head(lang, "moderator_level", 0, "signed"),
        head(lang, "slope"),
    )
    path = f"{name(found.focal)} → {name(found.outcome)}"
    rows: list[tuple[Cell, ...]] = [
        (path, name(found.moderator), float(level), float(slope))
        for level, slope in zip(found.levels, found.slopes, strict=True)
    ]
    if interval is not None:
        columns = (*columns, *interval_heads(lang, interval.level))
        ends = zip(interval.lower.tolist(), interval.upper.tolist(), strict=True)
        rows = [(*row, *pair) for row, pair in zip(rows, ends, strict=True)]
    title = caption(lang, "pls_slopes")
    return [Table("pls_slopes", title, columns, tuple(rows), merge=2)]


def covariance_structure(found: SemFit, setting: Setting) -> list[Block]:
    """Fit, loadings, paths, constructs, and what could be freed."""
    freed = None if found.estimator == "DWLS" else modification_indices(found)
    return covariance_study(SemPart(found, model_constructs(found), freed), setting)


def covariance_study(found: SemPart, setting: Setting) -> list[Block]:
    """Show everything of the covariance structure model of a study."""
    tables = sem_tables(
        found.fit, found.constructs, found.modifications, setting.name, setting.lang
    )
    return [table for table in tables if table.rows]


def _tested(
    quantity: str,
    heads: tuple[Column, ...],
    places: Iterable[tuple[tuple[str, ...], tuple[int, ...]]],
    part: ModelPart,
    setting: Setting,
) -> Table:
    """Show estimates with standard error, t, p and interval."""
    lang, found = setting.lang, part.bootstrap
    test = bootstrap_test(found, "paths" if quantity == "paths" else "loadings")
    ends = bootstrap_interval(found, "paths" if quantity == "paths" else "loadings", level=_LEVEL)
    numbers = (test.estimate, test.se, test.t, test.p, ends.lower, ends.upper)
    rows = tuple((*names, *(float(values[place]) for values in numbers)) for names, place in places)
    columns = (
        *heads,
        head(lang, "se"),
        head(lang, "t"),
        head(lang, "p", kind="p"),
        *interval_heads(lang, _LEVEL),
    )
    own = "pls_paths" if quantity == "paths" else "pls_indicators"
    notes = (bootstrap_note(part, lang), lang.text("pls.bootstrap_p"))
    return Table(own, caption(lang, own), columns, rows, notes, merge=len(heads) - 2)


def _quality_head(key: str, setting: Setting) -> Column:
    if key == "rho_c":
        return Column(key, "ρC (CR)", "number", bounded=True)
    return head(setting.lang, key)


def _path_table(found: PlsResult, setting: Setting) -> Table:
    lang, name = setting.lang, setting.name
    at = {own: i for i, own in enumerate(found.constructs)}
    keys = ("paths", "total_indirect", "total", "f_squared", "vif")
    rows: list[tuple[Cell, ...]] = []
    for start, end in found.model.paths:
        place = at[start], at[end]
        numbers = (float(getattr(found, key)[place]) for key in keys)
        rows.append((f"{name(start)} → {name(end)}", *numbers))
    heads = ("beta", "indirect", "total", "f_squared", "vif")
    columns = (text_head(lang, "path"), *(head(lang, key) for key in heads))
    note = lang.text("shown.no_bootstrap", n=lang.number(found.n, 0))
    return Table("pls_paths", caption(lang, "pls_paths"), columns, tuple(rows), (note,))


def _plain_diagram(found: PlsResult, setting: Setting) -> Picture:
    """Draw the estimates without stars."""
    lang, name = setting.lang, setting.name
    at = {own: i for i, own in enumerate(found.constructs)}
    paths = tuple(
        DiagramPath(start, end, float(found.paths[at[start], at[end]]), 0, found=True)
        for start, end in found.model.paths
    )
    drawn = [own for own in found.constructs if any(own in (p.start, p.end) for p in paths)]
    title = caption(lang, "pls_diagram")
    constructs = tuple(_drawn_construct(found, own, setting) for own in drawn)
    diagram = PathDiagram(title, sample(study_of(setting), found.n, lang), constructs, paths)
    last = found.model.explained[-1]
    r_squared = lang.number(float(found.r_squared[at[last]]), 3)
    return Picture(
        name="path_diagram",
        caption=title,
        alt=lang.text("pls.alt_diagram", title=title, outcome=name(last), r_squared=r_squared),
        data=replace(_path_table(found, setting), name="path_diagram", title=title),
        draw=partial(draw, diagram, lang),
        notes=(lang.text("shown.no_bootstrap", n=lang.number(found.n, 0)),),
    )


def _drawn_construct(found: PlsResult, own: str, setting: Setting) -> DiagramConstruct:
    formed = any(c.id == own and c.mode == "B" for c in found.model.constructs)
    values = found.weights if formed else found.loadings
    items = [
        DiagramItem(item, float(values[k]))
        for k, item in enumerate(found.items)
        if found.owners[k] == own
    ]
    items += [
        DiagramItem(setting.name(part), float(found.higher.loadings[k]))
        for k, part in enumerate(found.higher.parts)
        if found.higher.wholes[k] == own
    ]
    r_squared = float(found.r_squared[found.constructs.index(own)])
    explained = None if r_squared != r_squared else r_squared  # noqa: PLR0124
    return DiagramConstruct(own, setting.name(own), explained, tuple(items), formed)
