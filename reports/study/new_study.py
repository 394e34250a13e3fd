"""A new study: a folder with a commented study file and simulated answers that runs at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ...data import folder
from ...survey.errors import FileError
from ..language import Language, LanguageCode

__all__ = ["write_new_study"]


_LANGUAGE = re.compile(r'^language = "\w\w" *', re.MULTILINE)


def write_new_study(
    out: str | Path, lang: Language, languages: Sequence[LanguageCode] = ()
) -> tuple[Path, ...]:
    """Write the files of a new study into a folder.

    Parameters
    ----------
    out : str or Path
        A folder that is not there yet, or is empty.
    lang : Language
        Of the comments.
    languages : sequence of {"kk", "ru", "en"}
        Of the documents; that of the comments if not given.

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
    kept = {name: (source / name).read_bytes() for name in ("answers.csv", "study.schema.json")}
    study = (source / f"{lang.code}.toml").read_text("utf-8")
    files = {"study.toml": _spoken(study, languages or [lang.code]).encode(), **kept}
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise FileError(
                f"{out} is there already and is not an empty folder",
                next_step="Name another folder.",
            )
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
    except OSError as error:
        raise FileError(f"The folder {out} cannot be written: {error.strerror}") from error
    return tuple(out / name for name in files)


def _spoken(study: str, languages: Sequence[LanguageCode]) -> str:
    """Name the languages of the documents in the text of a study; its comments stay in line."""
    quoted = [f'"{code}"' for code in dict.fromkeys(languages)]
    named = quoted[0] if len(quoted) == 1 else f"[{', '.join(quoted)}]"
    return _LANGUAGE.sub(lambda found: f"language = {named} ".ljust(len(found[0])), study)
