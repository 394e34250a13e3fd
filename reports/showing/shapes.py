"""Shapes of the arrays of a result, as the docstring of its class states them.

Every result says in its docstring what its arrays run over (``names : tuple of str, length k``,
``r : ndarray, shape (k, k)``), so a table of any result can name its rows and columns.
"""

from __future__ import annotations

import inspect
import re
from functools import cache

__all__ = ["Shape", "shapes"]

Shape = tuple[str, ...]

_FIELDS = re.compile(r"^(\w+(?:, \w+)*) : (.+)$", re.MULTILINE)
_LENGTH = re.compile(r"length ([^,]+)")
_SHAPE = re.compile(r"shape \(([^()]*)\)")


@cache
def shapes(kind: type) -> dict[str, Shape]:
    """Return by field what each of its axes is, in the letters of the docstring.

    A field of which the docstring says nothing, or several things, is left out.

    Examples
    --------
    >>> from aqyl.analysis.correlation import Correlations
    >>> found = shapes(Correlations)
    >>> found["names"], found["r"]
    (('k',), ('k', 'k'))
    """
    words = inspect.getdoc(kind) or ""
    listed = words.partition("Attributes\n----------\n")[2]
    found: dict[str, Shape] = {}
    for names, meaning in _FIELDS.findall(listed):
        for name in names.split(", "):
            if " and (" not in meaning and (shape := _shape(meaning)):
                found[name] = shape
    return found


def _shape(meaning: str) -> Shape:
    if length := _LENGTH.search(meaning):
        return (length[1].strip(),)
    if shape := _SHAPE.search(meaning):
        return tuple(part.strip() for part in shape[1].split(",") if part.strip())
    return ()
