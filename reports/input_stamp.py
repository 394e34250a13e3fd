"""What an input looked like when it was read, so that a change during a run is found out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

__all__ = ["Stamp", "Stamps", "stamp", "stamps"]

Stamp = tuple[int, int, int]  # bytes, nanoseconds of the last change, number of the file
Stamps = dict[Path, "Stamp | None"]


def stamp(path: Path) -> Stamp | None:
    """Return what tells a file from a later one at its place; None if there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def stamps(paths: Iterable[Path]) -> Stamps:
    """Return the stamps of files by their full paths.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> list(stamps([folder("turkistan") / "study.toml"]).values()) == [None]
    False
    """
    return {path.resolve(): stamp(path) for path in paths}
