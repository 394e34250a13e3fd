"""A new study: a folder with a commented study file and simulated answers that runs at once."""

from __future__ import annotations

from pathlib import Path

from ...data import folder
from ...survey.errors import FileError
from ..language import Language

__all__ = ["write_new_study"]


def write_new_study(out: str | Path, lang: Language) -> tuple[Path, ...]:
    """Write the files of a new study into a folder.

    Parameters
    ----------
    out : str or Path
        A folder that is not there yet, or is empty.
    lang : Language
        Of the comments.

    Returns
    -------
    tuple of Path
        ``study.toml``, ``answers.csv`` (simulated, and marked so) and ``study.schema.json``.

    Raises
    ------
    FileError
        If the folder holds anything, or cannot be written.
    """
    out, source = Path(out), folder("new_study")
    names = {
        "study.toml": f"{lang.code}.toml",
        "answers.csv": "answers.csv",
        "study.schema.json": "study.schema.json",
    }
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise FileError(
                f"{out} is there already and is not an empty folder",
                next_step="Name another folder.",
            )
        out.mkdir(parents=True, exist_ok=True)
        for name, kept in names.items():
            (out / name).write_bytes((source / kept).read_bytes())
    except OSError as error:
        raise FileError(f"The folder {out} cannot be written: {error.strerror}") from error
    return tuple(out / name for name in names)
