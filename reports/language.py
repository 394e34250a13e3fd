"""Words, numbers and plurals of one language.

Words are data (``words/kk/*.toml``, ``ru``, ``en``); numbers follow CLDR through Babel:
``0,48`` and ``75 975 336`` in Kazakh and Russian, ``0.48`` and ``75,975,336`` in English.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

from babel import Locale
from babel.numbers import format_decimal

from ..survey.errors import SpecificationError
from .table_style import GOST, TableStyle

__all__ = ["LANGUAGES", "Language", "LanguageCode", "language"]

LanguageCode = Literal["kk", "ru", "en"]
LANGUAGES: tuple[LanguageCode, ...] = get_args(LanguageCode)

ABSENT = "–"
_HUGE = 1e15


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code, its words by dotted key, and how it writes numbers in a style."""

    code: LanguageCode
    words: Mapping[str, str]
    style: TableStyle = GOST

    def in_style(self, style: TableStyle) -> Language:
        """Return the language as it writes numbers in a style.

        Examples
        --------
        >>> from aqyl.reports.table_style import STYLES
        >>> language("en").in_style(STYLES["apa"]).number(0.48, bounded=True)
        '.48'
        """
        return self if self.style == style else replace(self, style=style)

    def text(self, key: str, /, **values: object) -> str:
        """Return the words of `key` with the values filled in.

        Raises
        ------
        KeyError
            If the language lacks the key: a fault of the program, which a test prevents.

        Examples
        --------
        >>> language("en").text("table.year")
        'Year'
        """
        return self.words[key].format(**values)

    def plural(self, key: str, n: int, /, **values: object) -> str:
        """Return the form of `key` that goes with the number `n`, which is filled in as ``{n}``."""
        form = Locale.parse(self.code).plural_form(n)
        template = self.words.get(f"{key}.{form}") or self.words[f"{key}.other"]
        return template.format(n=self.number(n, 0), **values)

    def number(
        self,
        value: float | None,
        decimals: int = 2,
        *,
        signed: bool = False,
        bounded: bool = False,
    ) -> str:
        """Write a number with a fixed count of decimals; a missing one as a dash.

        Parameters
        ----------
        value : float or None
        decimals : int
        signed : bool
            Whether a positive one has its sign; 0 has none.
        bounded : bool
            Whether it cannot pass 1: some styles leave its zero out.

        Examples
        --------
        >>> language("ru").number(0.48, 3), language("en").number(1234.5, 1)
        ('0,480', '1,234.5')
        >>> language("en").number(0.0004, 2, signed=True), language("en").number(0.4, signed=True)
        ('0.00', '+0.40')
        """
        if value is None or math.isnan(value):
            return ABSENT
        if math.isinf(value):
            return "∞" if value > 0 else "−∞"
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        if abs(value) >= _HUGE:  # more digits than a double holds
            return f"{value:.3e}".replace("-", "−")
        rounded = round(value, decimals) + 0.0  # no "-0,00"
        if signed and rounded:  # nor a sign of what is shown as nothing
            pattern = f"+{pattern};-{pattern}"
        return self.style.number(_written(rounded, pattern, self.code), bounded=bounded)

    def label(self, labels: Mapping[str, str]) -> str:
        """Pick this language's label, or any other there is, from labels by language code."""
        return labels.get(self.code) or next(iter(labels.values()))


@lru_cache(maxsize=100_000)  # every writer of a document writes the same numbers
def _written(value: float, pattern: str, code: str) -> str:
    return format_decimal(value, format=pattern, locale=code).replace("-", "−")


@cache
def language(code: str) -> Language:
    """Load one language.

    Raises
    ------
    SpecificationError
        If `code` is not ``kk``, ``ru`` or ``en``.
    """
    for known in LANGUAGES:
        if code == known:
            words: dict[str, str] = {}
            for source in files("aqyl.reports").joinpath("words", code).iterdir():
                if source.is_file():  # the folder of errors is no table of words
                    words |= _flat(tomllib.loads(source.read_text("utf-8")))
            return Language(known, words)
    raise SpecificationError(f"`lang` must be one of {', '.join(LANGUAGES)}, got `{code}`")


def _flat(tree: Mapping[str, Any], path: str = "") -> dict[str, str]:
    words: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, str):
            words[path + key] = value
        else:
            words |= _flat(value, f"{path}{key}.")
    return words
