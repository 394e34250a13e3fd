"""Shipped studies and catalogues: files only, each with its source.

Every folder holds a ``SOURCE.md`` (where each number was printed, what was repaired) and a
``schema.toml`` (columns, types, keys). Nothing here is computed.
"""

from importlib.resources import files
from pathlib import Path

__all__ = ["folder"]


def folder(name: str) -> Path:
    """Path of one shipped folder, for example ``"turkistan"`` or ``"kazakhstan"``.

    Raises
    ------
    FileNotFoundError
        If nothing of that name is shipped.

    Examples
    --------
    >>> folder("turkistan").joinpath("indicators.csv").is_file()
    True
    """
    path = Path(str(files(__name__).joinpath(name)))
    if not path.is_dir():
        shipped = sorted(p.name for p in path.parent.iterdir() if p.is_dir() and p.name[0] != "_")
        raise FileNotFoundError(f"No shipped data folder `{name}`; there are {', '.join(shipped)}.")
    return path
