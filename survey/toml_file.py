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
    if path.suffix.lower() != ".toml":
        raise FileError(f"The {what} must be a .toml file, got `{path.name}`")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            f"The {what} is not UTF-8", where=path.name, next_step="Save it again as UTF-8."
        ) from error
    if curly := next((sign for sign in "“”«»" if f"= {sign}" in text or f"[{sign}" in text), ""):
        raise FileError(
            f"The {what} has the quote {curly}, which TOML does not know",
            where=path.name,
            next_step='Write straight quotes: "…".',
        )
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise FileError(
            f"The {what} is not valid TOML: {error}",
            where=path.name,
            next_step="Numbers take a decimal point (2.5), texts take quotes.",
        ) from error
