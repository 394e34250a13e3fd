"""Layout of any result: numbers below each other, vectors beside each other, matrices."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..study.heads import head, text_head
from ..table import Cell, Column, Table
from .axes import Axis
from .cells import cell_of, column_of, field_word
from .setting import Setting

__all__ = ["Found", "Place", "Strip", "records_table", "sheets", "strip"]

_SHOWN = 60  # rows that documents show
_MANY = 3  # square arrays without names that are better read as a list of pairs

Strip = tuple[Column, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a result a table stands.

    Attributes
    ----------
    setting : Setting
    title, name : str
        Of the tables here; parts of a result add their words.
    axes : mapping of letter to Axis
        What names places here.
    owner : str
        Class whose fields are shown.
    inner : bool
        Whether it is a part of another result.
    """

    setting: Setting
    title: str
    name: str
    axes: Mapping[str, Axis]
    owner: str
    inner: bool = False

    def word(self, key: str) -> str:
        """Return the words of a field of the result here."""
        return field_word(key, self.setting, owner=self.owner)

    def part(self, key: str, owner: str) -> Place:
        """Return the place of a part of the result here."""
        word = self.setting.lang.words.get(f"shown_axis.{key}") or self.word(key)
        title, name = f"{self.title}: {word}", f"{self.name}_{key}"
        return replace(self, title=title, name=name, owner=owner, inner=True)


@dataclass(slots=True)
class Found:
    """What the fields of a result hold, by how it is laid out."""

    scalars: list[tuple[Cell, ...]] = field(default_factory=list)
    vectors: dict[Axis, list[Strip]] = field(default_factory=dict)
    grids: dict[tuple[Axis, ...], list[tuple[str, np.ndarray]]] = field(default_factory=dict)
    ragged: list[tuple[Axis, str, Sequence[np.ndarray]]] = field(default_factory=list)


def strip(
    key: str, values: object, place: Place, *, name: str = "", group: str = "", owner: str = ""
) -> Strip:
    """Return a vector as a column with its cells.

    Parameters
    ----------
    key : str
        Field that holds the vector.
    values : sequence or ndarray
    place : Place
    name : str
        Of the column, if not that of the field.
    group : str
        Words above the column and its neighbours.
    owner : str
        Class that holds the vector, if not that of the place.
    """
    owner = owner or place.owner
    cells = tuple(
        cell_of(part, place.setting, owner=owner, field=key)
        for part in values  # pyright: ignore[reportGeneralTypeIssues]
    )
    column = column_of(key, place.setting, owner=owner, key=name, group=group)
    if all(isinstance(cell, str | None) for cell in cells):
        column = replace(column, kind="text")
    return column, cells


def sheets(found: Found, place: Place) -> Iterator[Table]:
    """Lay out what a result holds."""
    lang = place.setting.lang
    if found.scalars:
        columns = (text_head(lang, "statistic"), head(lang, "value"))
        yield Table(place.name, place.title, columns, tuple(found.scalars))
    for axis, strips in found.vectors.items():
        if strips:
            yield _beside(axis, strips, place)
    for axes, grids in found.grids.items():
        square, named = len(set(axes)) < len(axes), all(axis.field for axis in axes)
        if len(grids) > 1 and named and not square:
            yield _listed(axes, grids, place)
        elif len(grids) >= _MANY and square and not named:
            yield _without_empty(_listed(axes, grids, place), len(axes))
        else:
            yield from (_grid(key, axes, values, place) for key, values in grids)
    for axis, key, values in found.ragged:
        yield _ragged(axis, key, values, place)


def records_table(records: list[dict[str, Cell]], owner: str, place: Place) -> Table:
    """Show results of single values as rows."""
    strips = []
    for key in dict.fromkeys(key for record in records for key in record):
        column = column_of(key, place.setting, owner=owner)
        cells = tuple(record.get(key) for record in records)
        text = all(isinstance(cell, str | None) for cell in cells)
        strips.append((replace(column, kind="text") if text else column, cells))
    columns = tuple(column for column, _ in strips)
    rows = tuple(zip(*(cells for _, cells in strips), strict=True))
    return Table(place.name, place.title, columns, rows, show=_SHOWN)


def _beside(axis: Axis, strips: list[Strip], place: Place) -> Table:
    """Show vectors along one axis as columns."""
    key = axis.field or strips[0][0].key
    if axis.field or key != "years":  # years need no numbers before them
        strips = [(_names(axis, place), axis.names), *strips]
    columns = tuple(column for column, _ in strips)
    return _sheet(key, columns, tuple(zip(*(cells for _, cells in strips), strict=True)), place)


def _grid(key: str, axes: tuple[Axis, ...], values: np.ndarray, place: Place) -> Table:
    """Show one array with the places of its last axis as columns."""
    *leading, last = axes
    numbers = column_of(key, place.setting, owner=place.owner)
    lines = values.reshape(-1, values.shape[-1])
    rows = tuple(
        (*names, *(cell_of(part, place.setting) for part in line))
        for names, line in zip(
            itertools.product(*(axis.names for axis in leading)), lines, strict=True
        )
    )
    columns = (
        *(replace(_names(axis, place), key=f"row_{i}") for i, axis in enumerate(leading)),
        *(replace(numbers, key=f"{key}_{name}", label=str(name)) for name in last.names),
    )
    return _sheet(key, columns, rows, place)


def _ragged(axis: Axis, key: str, values: Sequence[np.ndarray], place: Place) -> Table:
    """Show arrays of different lengths below each other."""
    widest = max(part.size for part in values)
    numbers = column_of(key, place.setting, owner=place.owner)
    rows = tuple(
        (name, *(cell_of(part, place.setting) for part in own.ravel()), *[""] * (widest - own.size))
        for name, own in zip(axis.names, values, strict=True)
    )
    names = (replace(numbers, key=f"{key}_{i + 1}", label=str(i + 1)) for i in range(widest))
    return _sheet(key, (_names(axis, place), *names), rows, place)


def _listed(axes: tuple[Axis, ...], grids: list[tuple[str, np.ndarray]], place: Place) -> Table:
    """Show several arrays over the same axes as columns, one row a cell."""
    strips = [strip(key, values.ravel(), place) for key, values in grids]
    names = itertools.product(*(axis.names for axis in axes))
    rows = tuple(
        (*first, *rest) for first, *rest in zip(names, *(cells for _, cells in strips), strict=True)
    )
    leading = (replace(_names(axis, place), key=f"row_{i}") for i, axis in enumerate(axes))
    columns = (*leading, *(column for column, _ in strips))
    if axes[0].field:
        return replace(_sheet(axes[0].field, columns, rows, place), merge=len(axes) - 1)
    return Table(place.name, place.title, columns, rows, show=_SHOWN)


def _without_empty(table: Table, leading: int) -> Table:
    """Leave out cells of which nothing was estimated, such as paths that a model does not have."""
    chosen = [j for j, column in enumerate(table.columns) if j >= leading and column.kind != "p"]
    rows = tuple(row for row in table.rows if any(_says(row[j]) for j in chosen))
    return replace(table, rows=rows or table.rows)


def _says(cell: Cell) -> bool:
    return isinstance(cell, int | float) and cell != 0 and not math.isnan(cell)


def _names(axis: Axis, place: Place) -> Column:
    whole = all(isinstance(name, int) for name in axis.names)
    label = place.word(axis.field) if axis.field else "№"
    return Column(axis.field or "row", label, "label" if whole else "text")


def _sheet(
    key: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], place: Place
) -> Table:
    own = place.part(key, place.owner)
    return Table(own.name, own.title, columns, rows, show=_SHOWN)
