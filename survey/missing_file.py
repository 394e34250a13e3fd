"""A file that is not there, and the one beside it that may be meant."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from .errors import FileError
from .toml_keys import near

__all__ = ["meant_file", "missing_file"]

_TABLES = {".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm", ".parquet", ".sav", ".zsav", ".dta"}


def missing_file(path: Path) -> FileError:
    """Return the error for a file that is not there, with the file of its folder that is meant."""
    like = meant_file(path)
    return FileError(
        f"There is no file {path}",
        next_step=(
            f"The folder has `{like}`: was it meant?" if like else "Check the name and the folder."
        ),
    )


def meant_file(path: Path) -> str:
    """Return the file of the same folder whose name is most like this one; empty if none is.

    A name that differs only in capitals comes first, then one with the ending of another table.
    """
    try:
        names = sorted(one.name for one in path.parent.iterdir() if one.is_file())
    except OSError:
        return ""
    names = [name for name in names if not name.startswith((".", "~$"))]
    own, stem = _plain(path.name), _plain(path.stem)
    same = [name for name in names if _plain(name) == own]
    ending = path.suffix.lower()
    kinds = _TABLES if ending in _TABLES else {ending}
    kin = {_plain(Path(name).stem): name for name in names if Path(name).suffix.lower() in kinds}
    return next(iter(same), "") or kin.get(stem, "") or kin.get(near(stem, kin), "")


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
