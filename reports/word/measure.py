"""Widths of texts in Times New Roman, so that columns are as wide as what they hold.

The advance widths are those of the typeface, in thousandths of its size, rounded up; a program
that lays out pages with it, or with a typeface of the same metrics, needs no more room.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["longest_word", "width"]

_ADVANCES = {
    180: "'",
    200: "|\u2009\u202f",
    250: " \u00a0,.",
    280: "\\/:;ijltі",
    300: "²³",
    340: "!()-I[]`frІ·‘’",
    390: "Js",
    400: "з°",
    410: '"гғτ',
    430: "эє",
    440: "т",
    450: "?acezаесәγχ“”",
    460: "ья",
    470: "^",
    480: "{}вδθ",
    490: "кқλ",
    500: "#$*0123456789_bdghknopquvxyлорухөұүһЗρ«»§–",
    510: "бдчβ",
    520: "ъ",
    530: "αη",
    540: "ийнпцңμσ",
    550: "~±÷≈≠≤≥√",
    560: "FPSР",
    570: "+<=>×−",
    580: "БГЬҒφ",
    590: "Σ",
    610: "ELTZЕТ",
    630: "ψ",
    640: "м",
    650: "фЧҺΔ",
    660: "ЭЄω",
    670: "BCRВКСЯҚ",
    680: "ыЛ",
    690: "жД",
    710: "УЪ",
    720: "∞",
    730: "ADGHKNOQUVXYwАИЙНОПХЦӘҢӨҰҮ",
    750: "ю",
    770: "шщ",
    780: "&m",
    790: "Ф",
    840: "%",
    880: "Ы",
    890: "MМ",
    900: "Ж",
    920: "@",
    950: "W",
    960: "№",
    1000: "—…‰→←↔",
    1010: "ШЩ",
    1030: "Ю",
}
_ADVANCE = {letter: advance / 1000 for advance, letters in _ADVANCES.items() for letter in letters}
# A line may end at a space that is not a fixed one, and after a hyphen or dash within a word.
_WORD = re.compile(r"[^ \t\n\-–—]+[-–—]*|[-–—]+")


@lru_cache(maxsize=50_000)
def width(text: str) -> float:
    """Width of the longest line of a text, as a multiple of the size of its letters.

    Examples
    --------
    >>> round(width("0,48"), 3), round(width("Кесте"), 3)
    (1.75, 2.46)
    """
    return max(sum(map(_advance, line)) for line in text.split("\n"))


def longest_word(text: str) -> float:
    """Width of the longest part of a text that no line break divides.

    Examples
    --------
    >>> longest_word("two words") == width("words")
    True
    """
    return max(map(width, _WORD.findall(text)), default=0.0)


@lru_cache(maxsize=5_000)
def _advance(letter: str) -> float:
    """Return the advance of a letter; of its base if only that is known, else a full square."""
    found = _ADVANCE.get(letter)
    if found is not None:
        return found
    if unicodedata.combining(letter):
        return 0.0
    base = unicodedata.normalize("NFD", letter)[0]
    return _ADVANCE.get(base, 1.0)
