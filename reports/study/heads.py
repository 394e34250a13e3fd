"""Column heads and captions of the tables of a study."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from ..language import Language
from ..table import Column

__all__ = [
    "Namer",
    "caption",
    "file_name",
    "head",
    "interval_heads",
    "of_factors",
    "percent_of",
    "text_head",
]


# Statistics that cannot pass 1; Beta can, and is written as one of them all the same.
_BOUNDED = {
    "adjusted_r_squared", "alpha", "alpha_lower", "alpha_upper", "ave", "by_pls",
    "by_regression", "by_sem", "beta", "communality", "cr", "if_deleted", "item_total",
    "kmo", "ks", "lmg", "loading", "mean_r", "msa", "omega", "omega_h", "pearson", "r",
    "r_squared", "r_squared_change", "rho_a", "spearman", "standardised",
    "standardised_alpha", "sw", "tolerance",
}  # fmt: skip

Namer = Callable[[str], str]  # label of a construct in the language of the table


def head(
    lang: Language,
    key: str,
    decimals: int = 3,
    kind: Literal["number", "signed", "label", "p"] = "number",
    **values: object,
) -> Column:
    """Return a column of numbers, named by the words of ``head.KEY``."""
    label = lang.text(f"head.{key}", **values)
    return Column(key, label, kind, decimals, bounded=key in _BOUNDED)


def text_head(lang: Language, key: str) -> Column:
    """Return a column of texts, named by the words of ``head.KEY``."""
    return Column(key, lang.text(f"head.{key}"))


def interval_heads(lang: Language, level: float, decimals: int = 3) -> tuple[Column, Column]:
    """Return the two columns of a confidence interval."""
    percent = percent_of(level, lang)
    return (
        head(lang, "lower", decimals, percent=percent),
        head(lang, "upper", decimals, percent=percent),
    )


def of_factors(key: str, method: str) -> str:
    """Return the key of words that say "component", or "factor" where factors were extracted."""
    return key if method == "components" else f"{key}_factors"


def percent_of(share: float, lang: Language) -> str:
    """Write a share in percent with as many decimals as it was given.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> percent_of(0.95, language("en")), percent_of(0.975, language("kk"))
    ('95', '97,5')
    """
    percent = round(100 * share, 8)
    return lang.number(percent, len(f"{percent:.8f}".rstrip("0").partition(".")[2]))


def file_name(kind: str, name: str) -> str:
    """Return the name of a table's files for something that a study named as it liked.

    Examples
    --------
    >>> file_name("groups", "Жасы / age")
    'groups_Жасы_age'
    """
    plain = re.sub(r"[^\w-]+", "_", name).strip("_")
    return f"{kind}_{plain}"


def caption(lang: Language, key: str, **values: object) -> str:
    """Return the title of a table or figure, named by the words of ``study_title.KEY``."""
    return lang.text(f"study_title.{key}", **values)
