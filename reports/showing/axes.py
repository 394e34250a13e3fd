"""What the rows and columns of an array of a result are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

import numpy as np

from ..table import Cell
from .cells import cell_of
from .setting import Setting
from .shapes import shapes

__all__ = ["Axis", "axes_along", "is_listed", "own_axes"]

# Arrays that run over components, of which there are as many as there are variables.
_BY_ORDER = frozenset({"acceleration", "eigenvalues", "fourth", "mean_eigenvalues", "squared"})


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction of an array.

    Attributes
    ----------
    field : str
        Field of the result that names the places; empty if they are numbered.
    names : tuple of Cell
    letter : str
        Of the docstring, where places are numbered: equal sizes alone are no common direction.
    """

    field: str
    names: tuple[Cell, ...]
    letter: str = ""


def is_listed(value: object) -> bool:
    """Whether a field of a result is a list of names or numbers, rather than of results.

    Examples
    --------
    >>> is_listed(("a", "b")), is_listed((("a", "b"),)), is_listed(())
    (True, True, False)
    """
    return (
        isinstance(value, tuple | list)
        and len(value) > 0
        and not any(is_dataclass(part) or isinstance(part, np.ndarray) for part in value)
    )


def own_axes(result: object, setting: Setting) -> dict[str, Axis]:
    """Return by letter of the docstring what names the places of a result's arrays."""
    kind = type(result)
    if not is_dataclass(result):
        return {}
    known = shapes(kind)
    found: dict[str, Axis] = {}
    for field in fields(result):
        value, shape = getattr(result, field.name), known.get(field.name, ())
        if len(shape) == 1 and shape[0] not in found and _names(value):
            words = (
                cell_of(part, setting, owner=kind.__name__, field=field.name) for part in value
            )
            found[shape[0]] = Axis(field.name, tuple(words))
    return found


def axes_along(
    size: Sequence[int],
    field: str,
    shape: Sequence[str],
    axes: Mapping[str, Axis],
    *,
    guess: bool = False,
) -> tuple[Axis, ...]:
    """Return what names each direction of an array; its places are numbered where nothing does.

    Wrong names are worse than none, so what the docstring does not say is guessed only for parts of
    a result that lie along it, and only if a single list has as many names.

    Parameters
    ----------
    size : sequence of int
    field : str
    shape : sequence of str
        Letters of the docstring; empty if it has none.
    axes : mapping of letter to Axis
    guess : bool
    """
    found = []
    for i, length in enumerate(size):
        named = []
        if len(shape) == len(size):
            named = [axes[shape[i]]] if shape[i] in axes else []
        elif guess:
            named = list({a.field: a for a in axes.values() if len(a.names) == length}.values())
        fits = len(named) == 1 and len(named[0].names) == length and field not in _BY_ORDER
        letter = shape[i] if len(shape) == len(size) else ""
        found.append(named[0] if fits else Axis("", tuple(range(1, length + 1)), letter))
    return tuple(found)


def _names(value: object) -> bool:
    """Whether a list tells its places apart: texts, or whole numbers such as years."""
    if not is_listed(value) or not isinstance(value, tuple):
        return False
    if all(isinstance(part, str) or is_listed(part) for part in value):
        return True
    return all(isinstance(part, int) for part in value) and len(set(value)) == len(value)
