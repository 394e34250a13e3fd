"""Options that several verbs of the command share, and the language that it speaks."""

from __future__ import annotations

from contextvars import ContextVar
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .language import LanguageCode

__all__ = [
    "SPOKEN",
    "Decimal",
    "Fresh",
    "Lang",
    "Languages",
    "OneLanguage",
    "Outside",
    "Overwrite",
    "SpokenLanguage",
    "speak",
    "spoken",
    "spoken_of_study",
]

# Language of what is said on the screen, an error above all: that of the first --lang.
SPOKEN: ContextVar[str] = ContextVar("spoken", default="en")


class Lang(StrEnum):
    """Languages of the output."""

    KK = "kk"
    RU = "ru"
    EN = "en"


def speak(chosen: Lang | list[Lang] | None) -> Lang | list[Lang] | None:
    """Speak the language of an option from here on."""
    if isinstance(chosen, list):
        chosen = list(dict.fromkeys(chosen))  # a language named twice is one language
    first = chosen[0] if isinstance(chosen, list) and chosen else chosen
    if isinstance(first, Lang):
        SPOKEN.set(first.value)
    return chosen


def spoken(chosen: Lang | None, own: Callable[[], LanguageCode | None]) -> LanguageCode:
    """Return the chosen language; without one speak that of the study or the results, or English.

    Parameters
    ----------
    chosen : Lang or None
    own : callable
        Finds the language of what the verb is given; None if it has none.
    """
    code = chosen.value if chosen else own() or "en"
    SPOKEN.set(code)
    return code


def spoken_of_study(chosen: Lang | None, study: Path) -> LanguageCode:
    """Return the chosen language, or speak the first of a study file, or English."""
    from .spoken_language import language_of_study

    return spoken(chosen, lambda: language_of_study(study))


OneLanguage = Annotated[Lang, typer.Option(help="Language of the output.", callback=speak)]
SpokenLanguage = Annotated[
    Lang | None,
    typer.Option(
        "--lang", help="Language of what is said; that of the study if not given.", callback=speak
    ),
]
Languages = Annotated[
    list[Lang] | None, typer.Option("--lang", help="Language; repeatable.", callback=speak)
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Compute everything anew.")]
Outside = Annotated[
    bool, typer.Option("--allow-outside", help="Let the study name files outside its folder.")
]

Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace results that were changed since the last run.")
]


class Decimal(StrEnum):
    """Decimal sign of the input."""

    AUTO = "auto"
    COMMA = "comma"
    POINT = "point"
