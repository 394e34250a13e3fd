"""How wide text is on paper, roughly and rather too wide, and where its long words may break.

Widths are in em of the font; they hold for Times New Roman, Liberation Serif, FreeSerif, PT Serif
and Computer Modern, so that a table fits whichever of them a computer has.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

from ..caption import Note
from ..language import Language
from .text import SURE, fallback, latex_text

__all__ = ["broken", "lines", "longest_word", "note_prose", "prose", "width"]

_WIDTHS = (
    (0.28, " .,:;'|’\u00a0\u2009\u202f"),
    (0.38, "iljtfrIіІїҐ!()[]/·‘’"),
    (0.42, "-°²³"),
    (0.53, '0123456789–“”"«»*acesvzxyзгтсэєкчьяғә'),
    (0.62, "−+=<>±×÷~"),
    (0.80, "mwшщжюмфыДЫ%"),
    (1.02, "МЖШЩЮФWMQ—→↔⇒@&Ææ¼½¾©®"),
    (1.13, "№"),
)
_KNOWN = {character: em for em, characters in _WIDTHS for character in characters}
_SMALL, _CAPITAL, _WIDE = 0.58, 0.75, 1.05
_WORD, _KAZAKH_WORD = 12.0, 5.0  # em: longer words of a page may break
_NAMED = 5.5  # [U+1F600]
_SURELY = 1 - 1e-9  # of a width: what fills it to the last digit may take a line more
_LETTER = 1.0  # em: a line holds one letter at least, or nothing would ever fit
_VOWELS = frozenset("aeiouyаәеёиоөуұүыіэюяАӘЕЁИОӨУҰҮЫІЭЮЯAEIOUY")
_HARD = frozenset("ьъйЬЪЙ")
_SPACE = re.compile(r"[^\S\u00a0\u2007\u2009\u202f]+")
_PIECES = re.compile(r"([^\W_]*)([\W_]*)")


@cache
def width(text: str) -> float:
    """Width of a line of text.

    Examples
    --------
    >>> width("0,48") < width("Сенімділік") < width("Сенімділік 2")
    True
    """
    return sum(map(_character, text))


def longest_word(text: str) -> float:
    """Width of the longest word."""
    return max(map(width, _words(text)), default=0.0)


def lines(text: str, room: float) -> int:
    """Count the lines that a text takes at most in a column of a given width.

    Examples
    --------
    >>> lines("one two three", 50.0), lines("one two three", 3.0)
    (1, 3)
    """
    if width(text) < _SURELY * room:
        return 1
    count, used, room = 1, 0.0, max(room, _LETTER)
    for word in _words(text):
        long = width(word)
        if used and used + width(" ") + long > room:
            count, used = count + 1, 0.0
        while long > room:
            count, long = count + 1, long - 0.6 * room
        used += long + (width(" ") if used else 0.0)
    return count


def prose(text: str, lang: Language) -> str:
    """Write text that runs over the page as LaTeX; long Kazakh words may break, as TeX's would."""
    return broken(text, _KAZAKH_WORD if lang.code == "kk" else _WORD)


def note_prose(note: Note, lang: Language) -> str:
    """Write a note as LaTeX, its word in italics where it is set apart."""
    lead = rf"\textit{{{prose(note.lead.strip(), lang)}}} " if note.lead else ""
    return lead + prose(note.text, lang)


def broken(text: str, room: float) -> str:
    r"""Write text as LaTeX in which words wider than `room` may break.

    A word breaks between syllables, at a stroke or a sign, and if nothing else helps anywhere.
    TeX has no hyphenation of Kazakh, and the Russian one may be missing.

    Examples
    --------
    >>> print(broken("Көрсеткіштер саны", 3.0))
    Көр\-сет\-кіш\-тер саны
    >>> print(broken("Көрсеткіштер саны", 20.0))
    Көрсеткіштер саны
    """
    if longest_word(text) <= room:
        return latex_text(text)
    return " ".join(
        latex_text(word) if width(word) <= room else _word(word, room) for word in _words(text)
    )


def _words(text: str) -> list[str]:
    """Parts of a text between which a line may break, so not at the spaces within a number."""
    return _SPACE.sub(" ", text).split(" ")


def _word(word: str, room: float) -> str:
    """Write a long word with all places where it may break."""
    pieces = []
    for letters, signs in _PIECES.findall(unicodedata.normalize("NFC", word))[:-1]:
        *small, last = _syllables(letters) if letters.isalpha() else [letters]
        pieces += [part for syllable in (*small, last + signs) for part in _cut(syllable, room)]
    written = latex_text(pieces[0])
    for before, after in pairwise(pieces):
        joined = before[-1].isalpha() and after[0].isalpha()
        written += (r"\-" if joined else r"\allowbreak{}") + latex_text(after)
    return written


def _syllables(word: str) -> list[str]:
    """Split a word before the last consonant ahead of each vowel, two letters at least a part."""
    cuts = []
    for k in range(2, len(word) - 1):
        starts = word[k] not in _VOWELS | _HARD and word[k + 1] in _VOWELS
        between = word[k] in _VOWELS and word[k - 1] in _VOWELS
        left = word[cuts[-1] if cuts else 0 : k]
        if (starts or between) and len(left) > 1 and any(c in _VOWELS for c in left):
            cuts.append(k)
    return [word[i:j] for i, j in zip([0, *cuts], [*cuts, len(word)], strict=True)]


def _cut(part: str, room: float) -> list[str]:
    """Cut a part that is too wide itself."""
    if width(part) <= 0.9 * room:
        return [part]
    found = [""]
    for character in part:
        if found[-1] and width(found[-1] + character) > 0.6 * room:
            found.append("")
        found[-1] += character
    return found


def _character(character: str) -> float:
    if character in _KNOWN:
        return _KNOWN[character]
    if unicodedata.combining(character):
        return 0.0 if character < "\u0340" else _NAMED
    if character not in SURE and fallback(character).startswith("["):
        return _NAMED
    if not character.isprintable():
        return _NAMED
    if character.isalpha():
        return _SMALL if character.islower() else _CAPITAL
    return _WIDE if ord(character) > 0xFF else _SMALL
