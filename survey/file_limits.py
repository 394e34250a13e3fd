"""Limits on files that people hand over: beyond them a file is refused before it is read.

A table may have 2 GB, a TOML file 16 MB, and an archive such as a workbook may unpack to 1 GB and,
beyond 50 MB, to 200 times its size. `AQYL_MAX_MB` sets one limit in place of all of these;
`AQYL_MAX_DEPTH` sets how deep lists and tables may lie in each other.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from .errors import FileError, SpecificationError
from .toml_lines import STRINGS

__all__ = ["nesting", "refuse_deep_text", "refuse_deep_tree", "refuse_large", "refuse_swelling"]

_MEGABYTE = 1_000_000
_LARGEST: dict[Literal["table", "specification"], int] = {"table": 2000, "specification": 16}
_UNPACKED = 1000
_RATIO, _RATIO_FROM = 200, 50
_DEPTH = 64

_SIZE_STEP = "If you trust it, raise the limit: set the variable AQYL_MAX_MB to more megabytes."
_DEPTH_STEP = "If you trust it, raise the limit: set the variable AQYL_MAX_DEPTH."
_NESTING = re.compile(rf"{STRINGS}|#[^\n]*|[\[\]{{}}.=,\n]", re.DOTALL | re.MULTILINE)


def refuse_large(path: Path, kind: Literal["table", "specification"]) -> None:
    """Refuse a file that has more bytes than its kind may have; a missing one passes.

    Raises
    ------
    FileError
        If it has.
    SpecificationError
        If `AQYL_MAX_MB` is no positive number.
    """
    size = path.stat().st_size if path.is_file() else 0
    limit = _number("AQYL_MAX_MB", _LARGEST[kind])
    if size > limit * _MEGABYTE:
        raise FileError(
            f"The file {path.name} has {_megabytes(size)} MB; the limit is {limit:g}",
            next_step=_SIZE_STEP,
        )


def refuse_swelling(path: Path) -> None:
    """Refuse an archive, such as a workbook, that would unpack to far more than it should.

    The sizes are those that the archive states of its parts; a reader never unpacks a part
    further. A file that is no archive passes.

    Raises
    ------
    FileError
        If it would.
    SpecificationError
        If `AQYL_MAX_MB` is no positive number.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return
    unpacked = sum(part.file_size for part in parts)
    limit = _number("AQYL_MAX_MB", _UNPACKED)
    ratio = unpacked / max(path.stat().st_size, 1)
    swells = unpacked > _RATIO_FROM * _MEGABYTE and ratio > _RATIO
    if unpacked > limit * _MEGABYTE:
        raise FileError(
            f"The file {path.name} unpacks to {_megabytes(unpacked)} MB; the limit is {limit:g}",
            next_step=_SIZE_STEP,
        )
    if swells and "AQYL_MAX_MB" not in os.environ:
        raise FileError(
            f"The file {path.name} unpacks to {ratio:.0f} times its size; the limit is {_RATIO}",
            next_step=_SIZE_STEP,
        )


def refuse_deep_text(text: str, what: str, name: str) -> None:
    """Refuse a text of TOML or JSON that nests too deep, before a parser follows it.

    Raises
    ------
    FileError
        If it does.
    SpecificationError
        If `AQYL_MAX_DEPTH` is no positive number.
    """
    _refuse_depth(nesting(text), what, name)


def refuse_deep_tree(tree: Mapping[str, Any], what: str, name: str) -> None:
    """Refuse content that nests too deep, such as a key of very many parts.

    Raises
    ------
    FileError
        If it does.
    SpecificationError
        If `AQYL_MAX_DEPTH` is no positive number.
    """
    depth, level = 0, [tree]
    while level:
        depth += 1
        inner = [v for x in level for v in (x.values() if isinstance(x, Mapping) else x)]
        level = [v for v in inner if isinstance(v, Mapping | list)]
    _refuse_depth(depth, what, name)


def nesting(text: str) -> int:
    r"""Return how deep a text nests: brackets in brackets, or the parts of a dotted key.

    Those in texts and comments do not count.

    Examples
    --------
    >>> nesting('a = [[1], { b = "[[[[" }]  # [[['), nesting("a.b.c = 1"), nesting("'''\n[[['''")
    (2, 3, 0)
    """
    depth = deepest = dots = 0
    for found in _NESTING.finditer(text):
        sign = found.group()
        if sign == ".":
            dots += 1
        elif len(sign) == 1:
            depth += (sign in "[{") - (sign in "]}")
            dots = 0
        deepest = max(deepest, depth, dots + 1 if dots else 0)
    return deepest


def _refuse_depth(depth: int, what: str, name: str) -> None:
    limit = _number("AQYL_MAX_DEPTH", _DEPTH)
    if depth > limit:
        raise FileError(
            f"The {what} nests {depth} deep; the limit is {limit:g}",
            where=name,
            next_step=_DEPTH_STEP,
        )


def _number(variable: str, default: float) -> float:
    """Return a limit: that of the environment, or the default."""
    text = os.environ.get(variable)
    if text is None:
        return default
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise SpecificationError(f"`{variable}` must be a positive number, got `{text}`")
    return number


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.0f}"
