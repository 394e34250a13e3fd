"""TOML files that people write: read whole, or refused in one sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from .errors import FileError

__all__ = ["read_toml"]


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """Read a TOML file; `what` names its kind in an error, such as ``"framework"``.

    Raises
    ------
    FileError
        If the file is missing, is not TOML, or nests deeper than the reader can follow.
    """
    if not path.is_file():
        raise FileError(f"There is no {what} file {path}")
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileError(
            f"The {what} is not valid TOML: {error}",
            where=path.name,
            next_step="Numbers take a decimal point (2.5), texts take quotes.",
        ) from error
