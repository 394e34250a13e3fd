"""Tables of any result that has no layout of its own: every field in its place, with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeGuard

import numpy as np

from ..study.heads import percent_of
from ..table import Cell, Table
from .axes import axes_along, is_listed, own_axes
from .cells import cell_of, number_cell
from .setting import Setting
from .shapes import shapes
from .sheets import Found, Place, records_table, sheets, strip

__all__ = ["result_tables", "result_title"]

_WIDEST = 60  # columns of a matrix that is still shown
_LONGEST = 20_000  # rows of one
# What a result was computed from is no result.
_GIVEN = frozenset(
    {"Framework", "Instrument", "Layout", "Plan", "Responses", "Sample", "Settings", "Stage"}
    | {"StructuralModel", "Targets", "Order", "Values"}
)


def result_title(result: object, setting: Setting) -> str:
    """Return the words for a kind of result; those of its class where the language has none.

    Examples
    --------
    >>> from aqyl.analysis.factorability import Bartlett
    >>> from aqyl.reports.language import language
    >>> result_title(Bartlett(9.8, 3, 0.02, -0.1), Setting(language("en"), {}))
    "Bartlett's test of sphericity"
    """
    name = type(result).__name__
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
    return setting.lang.words.get(f"shown_result.{name}", plain)


def result_tables(result: object, setting: Setting) -> list[Table]:
    """Return readable tables of a result that has no layout of its own.

    Single numbers are rows of one table, vectors along the same names columns of another; every
    matrix is a table, and every result within the result follows with tables of its own.

    Parameters
    ----------
    result : object
        Instance of a dataclass.
    setting : Setting
    """
    kind = type(result).__name__
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
    return list(_tables(result, Place(setting, result_title(result, setting), name, {}, kind)))


def _tables(result: object, place: Place) -> Iterator[Table]:
    place = replace(place, axes={**place.axes, **own_axes(result, place.setting)})
    found, known, rest = Found(), shapes(type(result)), []
    for key, value in _entries(result):
        if value is None or type(value).__name__ in _GIVEN or (key == "limits" and place.inner):
            continue  # the limits of a part are those of the whole
        if _is_inline(value, place):
            _add_inline(key, value, found, place)
        elif is_dataclass(value) or isinstance(value, Mapping) or _is_records(value):
            rest.append((key, value))
        elif _is_ragged(value):
            if max(part.size for part in value) <= _WIDEST and len(value) <= _WIDEST:
                (axis,) = axes_along((len(value),), key, known.get(key, ()), place.axes)
                found.ragged.append((axis, key, value))
        else:
            _add(key, value, known.get(key, ()), found, place)
    told = any(column.group for strips in found.vectors.values() for column, _ in strips)
    if told and [word for word, _ in found.scalars] == [place.word("level")]:
        found.scalars.clear()  # the heads of the intervals say it
    yield from sheets(found, place)
    for key, value in sorted(rest, key=lambda part: part[0] == "limits"):
        yield from _inner_tables(value, place.part(key, type(value).__name__))


def _entries(result: object) -> list[tuple[str, object]]:
    """Return the fields of a result, or the entries of a mapping within one."""
    if isinstance(result, Mapping):
        return [(str(key), value) for key, value in result.items()]
    if not is_dataclass(result):
        return []
    return [(own.name, getattr(result, own.name)) for own in fields(result)]


def _add(key: str, value: object, shape: tuple[str, ...], found: Found, place: Place) -> None:
    """Put a field that is no result where it belongs."""
    array = value if isinstance(value, np.ndarray) and value.size else None
    if array is not None and array.ndim > 1 and array.shape[-1] <= _WIDEST:
        if array.size // array.shape[-1] <= _LONGEST:
            axes = axes_along(array.shape, key, shape, place.axes)
            found.grids.setdefault(axes, []).append((key, array))
    elif (array is not None and array.ndim == 1) or (len(shape) == 1 and is_listed(value)):
        size = len(value)  # pyright: ignore[reportArgumentType]
        (axis,) = axes_along((size,), key, shape, place.axes)
        own = found.vectors.setdefault(axis, [])
        column = strip(key, value, place)
        if axis.field != key and any(cell not in ("", None) for cell in column[1]):
            own.append(column)
    elif not isinstance(value, str) or value:
        cell = cell_of(value, place.setting, owner=place.owner, field=key)
        found.scalars.append((place.word(key), number_cell(cell, key, place.setting)))


def _is_inline(value: object, place: Place) -> bool:
    """Whether a result within a result is a few vectors along one axis of the outer one."""
    if not is_dataclass(value) or own_axes(value, place.setting):
        return False
    parts = [part for _, part in _entries(value)]
    sizes = {part.shape for part in parts if isinstance(part, np.ndarray)}
    plain = all(isinstance(part, np.ndarray | str | int | float | None) for part in parts)
    if not plain or len(sizes) != 1:
        return False
    (size,) = sizes
    return len(size) == 1 and bool(axes_along(size, "", (), place.axes, guess=True)[0].field)


def _add_inline(key: str, value: object, found: Found, place: Place) -> None:
    """Put the vectors of a result within a result beside those of the outer one."""
    group = place.word(key)
    level = getattr(value, "level", None)
    if isinstance(level, float):
        group = f"{group}, {percent_of(level, place.setting.lang)} %"
    for inner, part in _entries(value):
        if not isinstance(part, np.ndarray) or (inner == "undefined" and not part.any()):
            continue
        (axis,) = axes_along(part.shape, inner, (), place.axes, guess=True)
        values: object = part
        if inner == "excludes_zero":  # of nothing that was estimated
            known = ~np.isnan(getattr(value, "lower", part))
            values = [
                bool(cell) if there else None for cell, there in zip(part, known, strict=True)
            ]
        owner, name = type(value).__name__, f"{key}_{inner}"
        column = strip(inner, values, place, name=name, group=group, owner=owner)
        found.vectors.setdefault(axis, []).append(column)


def _is_records(value: object) -> bool:
    return isinstance(value, tuple | list) and any(is_dataclass(part) for part in value)


def _is_ragged(value: object) -> TypeGuard[Sequence[np.ndarray]]:
    return (
        isinstance(value, tuple | list)
        and bool(value)
        and all(isinstance(part, np.ndarray) for part in value)
    )


def _inner_tables(value: object, place: Place) -> Iterator[Table]:
    """Show a result within a result, or several."""
    if not isinstance(value, tuple | list):
        yield from _tables(value, place)
        return
    records = [_flat(part, place.setting) for part in value]
    flat = [record for record in records if record]
    if len(flat) == len(records):
        yield records_table(flat, type(value[0]).__name__, place)
        return
    for i, part in enumerate(value, start=1):
        owner = type(part).__name__
        own = replace(place, title=f"{place.title} {i}", name=f"{place.name}_{i}", owner=owner)
        yield from _tables(part, own)


def _flat(part: object, setting: Setting) -> dict[str, Cell] | None:
    """Return a result of single values as one row; None if it has arrays."""
    row: dict[str, Cell] = {}
    for key, value in _entries(part):
        if isinstance(value, np.ndarray | Mapping) or _is_records(value) or _is_ragged(value):
            return None
        inner = _flat(value, setting) if is_dataclass(value) else {}
        if inner is None:
            return None
        if not is_dataclass(value):
            row[key] = cell_of(value, setting, owner=type(part).__name__, field=key)
        row |= {own if own not in row else f"{key}_{own}": cell for own, cell in inner.items()}
    return row or None
