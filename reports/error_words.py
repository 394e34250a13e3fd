"""Errors in the language of the reader, in the manner of gettext: the English sentence is the key.

An error is raised with an English sentence, so that it reads the same in a traceback, a log and a
test. ``words/kk/errors/*.toml`` and ``ru`` hold that sentence with ``{1}``, ``{2}`` for the values
it was filled with, and its translation with the same places in any order. The rule of matching:

1. An entry matches a sentence that has all its literal text in order, from end to end, so that no
   value cuts a pair of backticks.
2. Of several, that one is taken whose values outside backticks hold the fewest names in backticks,
   and of these the one with the most literal text.
3. A value in backticks or quotation marks is a name and stays. Any other value that is a sentence
   of the catalogue, or a list of such, is translated in its turn.

A sentence without an entry stays English: a reader sees it, and nothing fails.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from ..survey.errors import AqylError
from .language import Language, LanguageCode

__all__ = ["catalogue", "told", "told_all", "told_sentence"]

_PLACE = re.compile(r"\{(\d+)\}")
_NAME = "([^`]*)"
_TEXT = "((?:[^`]|`[^`]*`)*?)"  # with whole pairs of backticks

# A sentence within a sentence is short, and not deep; a longer text is a list of names.
_DEPTH, _LONG, _RUN = 8, 1000, 8
_MOST = 20  # faults that are told one by one


def told(error: AqylError, lang: Language) -> str:
    """Say an error in a language: what is wrong, where, and the next step.

    Parameters
    ----------
    error : AqylError
    lang : Language

    Returns
    -------
    str
        As ``str(error)``, which it is in English.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> from aqyl.survey.errors import MethodError
    >>> error = MethodError("`T1` does not vary", where="group `f`", next_step="Leave it out.")
    >>> print(told(error, language("ru")))
    Значения `T1` не меняются (группа `f`). Исключите его из анализа.
    """
    if lang.code == "en":
        return str(error)
    parts = (error.problem, error.where, error.next_step)
    problem, where, next_step = (told_sentence(part, lang) for part in parts)
    return str(AqylError(problem, where=where, next_step=next_step))


def told_all(error: AqylError, lang: Language) -> list[str]:
    """Say an error and the others that were found with it; of very many, their number at the end.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> from aqyl.survey.errors import MethodError, together
    >>> found = together([MethodError(f"`T{i}` does not vary") for i in range(1, 3)])
    >>> told_all(found, language("ru"))
    ['Значения `T1` не меняются.', 'Значения `T2` не меняются.']
    """
    faults = (error, *error.others)
    lines = [told(fault, lang) for fault in faults[:_MOST]]
    return [*lines, lang.plural("check.faults", len(faults))] if len(faults) > _MOST else lines


def told_sentence(sentence: str, lang: Language) -> str:
    """Say one part of an error in a language: its problem, its place or its next step.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> told_sentence("`T1` is not a number", language("kk"))
    '`T1` сан емес'
    """
    return _value(sentence, lang.code)


@cache
def catalogue(code: LanguageCode) -> dict[str, str]:
    """Read the sentences of errors that a language translates; none in English.

    Examples
    --------
    >>> catalogue("kk")["Leave one of them out."]
    'Біреуін алып тастаңыз.'
    """
    folder = files("aqyl.reports").joinpath("words", code, "errors")
    sources = folder.iterdir() if folder.is_dir() else ()
    tables = [tomllib.loads(source.read_text("utf-8")) for source in sources]
    return {english: words for table in tables for english, words in table.items()}


@dataclass(frozen=True)
class _Entry:
    """An English sentence with places for values, and its translation."""

    english: str
    words: str

    @cached_property
    def texts(self) -> list[str]:
        """Literal texts before, between and after the places."""
        return _PLACE.split(self.english)[::2]

    @cached_property
    def quoted(self) -> list[bool]:
        """Whether each place stands in backticks or quotation marks."""
        before = ["".join(self.texts[:place]) for place in range(1, len(self.texts))]
        return [text.count("`") % 2 == 1 or text.count('"') % 2 == 1 for text in before]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The rule of matching: only the program's own texts are a part of it, values never."""
        places = [_NAME if quoted else _TEXT for quoted in self.quoted]
        pairs = zip(map(re.escape, self.texts), [*places, ""], strict=True)
        return re.compile("".join(text + place for text, place in pairs), re.DOTALL)

    def values(self, sentence: str) -> tuple[str, ...] | None:
        """Return the values that make this entry that sentence, or None."""
        if not (sentence.startswith(self.texts[0]) and sentence.endswith(self.texts[-1])):
            return None
        found = self.pattern.fullmatch(sentence)
        return found.groups() if found else None

    def names(self, values: tuple[str, ...]) -> int:
        """Count the backticks of values that do not stand in backticks themselves."""
        return sum(
            v.count("`") for v, quoted in zip(values, self.quoted, strict=True) if not quoted
        )

    def filled(self, values: list[str]) -> str:
        """Put values in their places of the translation."""
        return _PLACE.sub(lambda place: values[int(place[1]) - 1], self.words)


@cache
def _entries(code: LanguageCode) -> tuple[_Entry, ...]:
    """Entries of a language, those with the most literal text first."""
    entries = [_Entry(english, words) for english, words in catalogue(code).items()]
    return tuple(sorted(entries, key=lambda entry: -sum(map(len, entry.texts))))


def _translated(sentence: str, code: LanguageCode, depth: int) -> str | None:
    """Translate a sentence; None if no entry matches."""
    found = [(entry, entry.values(sentence)) for entry in _entries(code)]
    fitting = [(entry, values) for entry, values in found if values is not None]
    if not fitting:
        return None
    entry, values = min(fitting, key=lambda pair: pair[0].names(pair[1]))
    pairs = zip(values, entry.quoted, strict=True)
    return entry.filled([v if quoted else _value(v, code, depth - 1) for v, quoted in pairs])


def _value(value: str, code: LanguageCode, depth: int = _DEPTH) -> str:
    """Translate a text that is a list of sentences or a sentence; leave any other."""
    if not depth:
        return value
    if words := _members(value, "; ", code, depth):
        return words
    if (depth == _DEPTH or len(value) <= _LONG) and (words := _translated(value, code, depth)):
        return words
    return _members(value, ", ", code, depth) or value


def _members(value: str, joint: str, code: LanguageCode, depth: int) -> str:
    """Translate each member of a list; nothing if one is no sentence.

    A member may hold the joint itself: it is the shortest run of parts that is a sentence.
    """
    parts = value.split(joint)
    said: list[str] = []
    start = 0 if len(parts) > 1 else len(parts)
    while start < len(parts):
        for end in range(start + 1, min(start + _RUN, len(parts)) + 1):
            member = joint.join(parts[start:end])
            words = _translated(member, code, depth - 1) if len(member) <= _LONG else None
            if words is not None:
                break
        else:
            return ""
        said.append(words)
        start = end
    return joint.join(said)
