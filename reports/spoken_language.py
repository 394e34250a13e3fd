"""Which language to speak where nobody named one: that of the study, or of the results.

Light on purpose: a study that cannot be read has a language all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from .language import LANGUAGES, LanguageCode
from .manifest import MANIFEST, read_manifest

__all__ = ["language_here", "language_of_results", "language_of_study"]

_OWN = re.compile(r"""^language\s*=\s*\[?\s*["'](kk|ru|en)["']""", re.MULTILINE)
_MOST = 1_000_000  # signs of a study in which its language is looked for


def language_of_study(path: Path) -> LanguageCode | None:
    """Return the first language that a study file names; None if it names none.

    Parameters
    ----------
    path : Path
        The study file; it need not be there, nor be valid.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            found = _OWN.search(file.read(_MOST).replace("\r\n", "\n"))
    except OSError:
        return None
    return _known([found[1]] if found else [])


def language_of_results(folder: Path) -> LanguageCode | None:
    """Return the first language of a folder of results; None if aqyl did not write it."""
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    named = manifest.settings.get("languages") or [manifest.settings.get("language")]
    return _known(named if isinstance(named, list) else [named])


def language_here(folder: Path) -> LanguageCode | None:
    """Return the language of a folder: of the results in it, of its study, or of results beside it.

    None if it has neither a study that names a language nor results.
    """
    try:
        studies = sorted(folder.glob("*.toml"))
        results = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))
    except OSError:
        return None
    found = (
        language_of_results(folder),
        *map(language_of_study, studies),
        *map(language_of_results, results),
    )
    return next(filter(None, found), None)


def _known(codes: Iterable[object]) -> LanguageCode | None:
    """Return the first code; None if it is no language that aqyl speaks."""
    first = next(iter(codes), None)
    return next((code for code in LANGUAGES if code == first), None)
