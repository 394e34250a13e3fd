"""The SHA-256 of values by their content, so that equal inputs of a step are known again."""

from __future__ import annotations

import dataclasses
import enum
import functools
import hashlib
import struct
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

__all__ = ["fingerprint"]


def fingerprint(*values: object, skip: Collection[str] = ()) -> str:
    """Return the SHA-256 of values, equal for equal contents in any process.

    Parameters
    ----------
    *values : object
        Numbers, texts, paths, arrays, enumerations, collections, dataclasses, pydantic models,
        functions of modules and partial calls of them, nested in any way.
    skip : collection of str
        Fields of dataclasses and models that do not count, such as ``"Item.labels"``.

    Raises
    ------
    TypeError
        If a value is of another kind: it must not count as equal to anything.

    Examples
    --------
    >>> fingerprint({"a": 1.0}) == fingerprint({"a": 1.0})
    True
    >>> fingerprint(1) == fingerprint(1.0), fingerprint("ab") == fingerprint("a", "b")
    (False, False)
    """
    digest = hashlib.sha256()
    _feed(values, digest.update, frozenset(skip))
    return digest.hexdigest()


def _feed(value: Any, update: Callable[[bytes], object], skip: frozenset[str]) -> None:
    """Add a value: its kind, its length, its content, so that no two differ only in their seams."""
    kind = type(value)
    if value is None or kind in {bool, int}:
        _text(f"{kind.__name__} {value}", update)
    elif kind is float:
        update(b"float" + struct.pack("<d", value))
    elif isinstance(value, enum.Enum):
        _text(f"{kind.__qualname__}.{value.name}", update)
    elif isinstance(value, str):
        _text(value, update)
    elif isinstance(value, Path):
        _text(value.as_posix(), update)
    elif hasattr(value, "__array_interface__"):
        _array(value, update, skip)
    elif isinstance(value, Mapping):
        update(b"mapping%d" % len(value))
        for pair in value.items():
            _feed(pair, update, skip)
    elif isinstance(value, set | frozenset):
        _feed(sorted(fingerprint(member, skip=skip) for member in value), update, skip)
    elif isinstance(value, tuple | list):
        update(b"sequence%d" % len(value))
        for member in value:
            _feed(member, update, skip)
    else:
        _structure(value, update, skip)


def _structure(value: Any, update: Callable[[bytes], object], skip: frozenset[str]) -> None:
    """Add a dataclass, a model, a partial call or a function of a module."""
    kind = type(value)
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
    elif hasattr(kind, "model_fields"):
        names = list(kind.model_fields)
    elif isinstance(value, functools.partial):
        _feed((value.func, value.args, value.keywords), update, skip)
        return
    elif callable(value) and "<" not in getattr(value, "__qualname__", "<"):
        _text(f"{value.__module__}.{value.__qualname__}", update)
        return
    else:
        raise TypeError(f"A value of type {kind.__qualname__} has no fingerprint")
    _text(f"{kind.__module__}.{kind.__qualname__}", update)
    for name in names:
        if f"{kind.__name__}.{name}" not in skip:
            _text(name, update)
            _feed(getattr(value, name), update, skip)


def _array(value: Any, update: Callable[[bytes], object], skip: frozenset[str]) -> None:
    _text(f"array {value.dtype.str} {value.shape}", update)
    if value.dtype.hasobject:
        _feed(value.tolist(), update, skip)
    else:
        update(value.tobytes())


def _text(text: str, update: Callable[[bytes], object]) -> None:
    coded = text.encode("utf-8", "surrogatepass")
    update(b"text%d " % len(coded) + coded)
