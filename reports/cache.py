"""Results of steps kept on disk by what went into them, so that nothing is computed twice.

The key of a step is the fingerprint of its inputs and of the program itself: its sources, words and
data, and the versions of the libraries that compute. A damaged result is computed again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from .fingerprint import fingerprint

__all__ = ["NO_CACHE", "Cache", "program", "user_cache", "write_aside"]

_ROOMS = ("survey", "analysis", "reports", "data")
_LIBRARIES = (
    "babel",
    "fonttools",
    "matplotlib",
    "numpy",
    "pingouin",
    "polars",
    "scipy",
    "statsmodels",
)
# Words, places and documents change no result of an analysis.
_NO_NUMBERS = {
    "Construct": "labels",
    "Instrument": "title",
    "Item": "labels",
    "Option": "labels",
    "ProfileQuestion": "labels",
    "Responses": "path note",
    "Scale": "labels",
    "Study": "path files data data_file title wordings languages source licence indices documents"
    " privacy",
}
_WORDS = frozenset(f"{owner}.{f}" for owner, fields in _NO_NUMBERS.items() for f in fields.split())
_OWN = frozenset({"Language.words"})  # the words of a language are files of the program
_LARGEST = 1_000_000_000  # bytes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cache:
    """Kept results of steps.

    Attributes
    ----------
    folder : Path or None
        Where they are; None keeps nothing.
    """

    folder: Path | None = None

    def __call__(self, step: str, inputs: tuple[object, ...], compute: Callable[[], T]) -> T:
        """Return the kept result of a step, or compute and keep it.

        Parameters
        ----------
        step : str
        inputs : tuple
            Everything on which the result depends, for `fingerprint`; words do not count.
        compute : callable

        Examples
        --------
        >>> Cache()("sum", (1, 2), lambda: 1 + 2)
        3
        """
        kept = self.find(step, inputs)
        if kept is None:
            kept = (compute(),)
            self.keep(step, inputs, kept[0])
        return kept[0]

    def find(self, step: str, inputs: tuple[object, ...]) -> tuple[Any] | None:
        """Return the kept result of a step within a tuple, or None if there is none."""
        if self.folder is None:
            return None
        path = self._path(self.folder, step, inputs)
        kept = _read(path)
        if kept is None:
            return None
        with suppress(OSError):  # a cache that may be read and not written serves all the same
            os.utime(path)
        return (pickle.loads(kept),)  # a file of this cache: its SHA-256 was compared

    def keep(self, step: str, inputs: tuple[object, ...], result: object) -> None:
        """Keep the result of a step."""
        if self.folder is not None:
            _write(self._path(self.folder, step, inputs), pickle.dumps(result))

    def _path(self, folder: Path, step: str, inputs: tuple[object, ...]) -> Path:
        return folder / f"{step}-{fingerprint(program(), inputs, skip=_WORDS | _OWN)}"

    def trim(self) -> None:
        """Remove what has not been used for longest, while the folder is too large."""
        if self.folder is None or not self.folder.is_dir():
            return
        kept = list(_files(self.folder))
        total = sum(facts.st_size for facts, _ in kept)
        for facts, path in sorted(kept, key=lambda pair: pair[0].st_mtime):
            if total <= _LARGEST:
                return
            with suppress(OSError):
                path.unlink()
            total -= facts.st_size


def user_cache() -> Cache:
    """Return the user's cache: the folder named by AQYL_CACHE, or the system's place for such."""
    named = os.environ.get("AQYL_CACHE")
    return Cache(Path(named) if named else Path(platformdirs.user_cache_dir("aqyl")))


NO_CACHE = Cache()


@cache
def program() -> str:
    """Fingerprint of the program: its sources, words and data, Python, and its libraries."""
    digest = hashlib.sha256(platform.python_version().encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for room in _ROOMS:
        root = Path(str(files(f"aqyl.{room}")))
        for path in sorted(root.rglob("*")):
            if path.suffix in {".py", ".toml", ".csv", ".ttf", ".css", ".js"} and path.is_file():
                digest.update(f"{path.relative_to(root).as_posix()} ".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read(path: Path) -> bytes | None:
    """Return what was kept, or None if there is nothing or it is damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, kept = content[:32], content[32:]
    return kept if hashlib.sha256(kept).digest() == digest else None


def _files(folder: Path) -> Iterator[tuple[os.stat_result, Path]]:
    """Go through the files of a folder; another run may remove some meanwhile."""
    for path in folder.rglob("*"):
        with suppress(OSError):
            if path.is_file():
                yield path.stat(), path


def _write(path: Path, content: bytes) -> None:
    """Keep a result with its SHA-256."""
    write_aside(path, hashlib.sha256(content).digest() + content)


def write_aside(path: Path, content: bytes) -> None:
    """Write a file of a cache aside, then rename it: nobody ever reads half of it.

    A full or read-only disk costs time, not the result, and keeps nothing.
    """
    aside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
            aside = Path(stream.name)
            stream.write(content)
        aside.replace(path)
    except OSError:
        if aside:
            aside.unlink(missing_ok=True)
