"""In which tables a statistic stands: what somebody asks who looks for KMO, α or R².

The words are data (``explanation_terms.toml``), and those of every language are known at once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .language import LANGUAGES, language

__all__ = ["tables_of_statistic"]

_TERM = "explanation_term."
_LETTERS = {
    **{"α": " alpha ", "β": " beta ", "ω": " omega ", "ρ": " rho ", "λ": " loading "},
    **{"χ": " chi ", "η": " eta ", "ε": " epsilon ", "δ": " delta ", "√": " sqrt ", "ё": "е"},
}


def tables_of_statistic(text: str) -> tuple[str, ...]:
    """Return the names of the tables that a statistic stands in, the first one first.

    Parameters
    ----------
    text : str
        In any language, with or without Greek letters, superscripts and hyphens.

    Examples
    --------
    >>> tables_of_statistic("KMO"), tables_of_statistic("R²")
    (('factorability',), ('model_summary', 'pls_outcomes'))
    """
    return _tables().get(_plain(text), ())


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """Tables by statistic, in the order of the words."""
    found: dict[str, tuple[str, ...]] = {}
    order = [key for key in language("en").words if key.startswith(_TERM)]
    for key in order:
        name = key.removeprefix(_TERM)
        for code in LANGUAGES:
            for term in map(_plain, language(code).words[key].split(";")):
                if name not in found.get(term, ()):
                    found[term] = (*found.get(term, ()), name)
    return found


def _plain(text: str) -> str:
    """Leave out of a statistic what people write in different ways."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    for letter, name in _LETTERS.items():
        folded = folded.replace(letter, name)
    folded = re.sub(r"\bsquared?\b|\bквадрат\b|\^2", "2", folded.replace("chi 2", "chi2"))
    return re.sub(r"[\W_]+", "", folded)
