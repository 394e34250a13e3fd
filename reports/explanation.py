"""What a table or figure means: in plain words, with formula, limits, source and a sentence.

The texts are data (``words/kk/explain/*.toml``, ``ru``, ``en``), one file a section of the report.
Light on purpose: nothing here computes, so that the answer is there at once.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from ..survey.errors import SpecificationError
from .explained_statistics import tables_of_statistic
from .explanation_names import name_of_title, name_within, plain_name
from .language import LANGUAGES, Language, LanguageCode, language
from .spoken_names import numbered_name, title_like

__all__ = ["Explanation", "as_text", "explanation", "known", "listing"]

# Sections in the order of a report: name of the file, key of the heading.
_SECTIONS = {
    "screening": "study_section.screening",
    "people": "study_section.people",
    "answers": "study_section.answers",
    "factors": "study_section.factors",
    "reliability": "study_section.reliability",
    "regression": "study_section.regression",
    "pls": "study_section.pls",
    "sem": "study_section.sem",
    "groups": "study_section.groups",
    "index": "section.index",
    "city_score": "cityscore.column.city_score",
    "simulation": "explanation.simulation",
    "thesis": "explanation.thesis",
}
_CITY_HEADS = ("cityscore.column", "city_score_figure.column")
_PARTS = ("means", "formula", "columns", "limits", "source", "report")
_LISTS = {"formula", "columns", "source"}
_TOGETHER = re.compile(r" (?=[%=<>≤≥–])|(?<=[=<>≤≥]) ")  # "p < 0.05" stays in one line


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one table or figure means, in one language.

    Attributes
    ----------
    name, title : str
    section : str
        Part of the report: a name of the files of explanations.
    means : str
        Two to four sentences for somebody who comes from SPSS and Word.
    formula : str
        What is computed; formulas, and then their letters, parted by semicolons.
    columns : mapping of column key to str
        Those that need a word.
    limits, source : str
    report : str
        A sentence as it would stand in a thesis; its numbers are invented.
    also : tuple of str
        Other tables with the statistic that was asked for.
    """

    name: str
    title: str
    section: str
    means: str
    formula: str
    columns: Mapping[str, str]
    limits: str
    source: str
    report: str
    also: tuple[str, ...] = ()


def known() -> tuple[str, ...]:
    """Names of everything that is explained, in the order of a report."""
    return tuple(_explained("en"))


def explanation(name: str, lang: Language, *, results: str | Path = ".") -> Explanation:
    """Explain a table or a figure.

    Parameters
    ----------
    name : str
        As in the report's list of files; with or without folder, ending, ``simulated_`` and what
        a study adds to it (``groups_age``). Or its title, in any language; or its number in the
        results (``11``, ``Кесте 11``); or a statistic (``KMO``, ``альфа``).
    lang : Language
    results : str or Path
        Folder of results, or of folders of results, that tells what a number means.

    Raises
    ------
    SpecificationError
        If there is no such table or figure.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> explanation("out/tables/simulated_groups_age.csv", language("en")).title
    'Comparison of groups'
    """
    explained = _explained(lang.code)
    plain = plain_name(numbered_name(name, Path(results)) or name)
    found = name_within(plain, explained) or name_of_title(name, [*_titles()])
    tables = () if found else tables_of_statistic(name)
    if tables:
        return replace(explained[tables[0]], also=tables[1:])
    if not found:
        # Here, because pydantic behind it takes three times as long as all the rest.
        from ..survey.toml_keys import near

        like = near(plain, explained) or title_like(name, _titles())
        raise SpecificationError(
            f"There is no table or figure `{name.strip()}` to explain",
            next_step=f"Did you mean `{like}`?" if like else "`aqyl explain` lists the names.",
        )
    return explained[found]


def as_text(explanation: Explanation, lang: Language, width: int = 80) -> str:
    """Write an explanation for the screen, in lines of at most `width` letters where words allow.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> as_text(explanation("profile", language("en")), language("en")).splitlines()[0]
    'Profile of the respondents (profile)'
    """
    lines = [f"{explanation.title} ({explanation.name})"]
    for part in _PARTS:
        pieces = list(_pieces(explanation, part, lang))
        if pieces:
            lines += ["", lang.text(f"explanation.{part}")]
        for piece in pieces:
            lines += _wrapped(piece, width, hanging=part in _LISTS)
    if explanation.also:
        names = ", ".join(explanation.also)
        lines += ["", *_wrapped(lang.text("explanation.also", names=names), width, hanging=False)]
    return "\n".join(lines)


def listing(lang: Language) -> str:
    """Write the names that can be explained, with their titles, section by section."""
    explained = _explained(lang.code)
    wide = max(map(len, explained))
    lines = [lang.text("explanation.names")]
    for section, heading in _SECTIONS.items():
        lines += ["", lang.text(heading)]
        own = (found for found in explained.values() if found.section == section)
        lines += [f"  {found.name:{wide}}  {found.title}" for found in own]
    return "\n".join(lines)


@cache
def _explained(code: LanguageCode) -> Mapping[str, Explanation]:
    """Load the explanations of one language."""
    folder = files("aqyl.reports").joinpath("words", code, "explain")
    found = {}
    for section in _SECTIONS:
        text = folder.joinpath(f"{section}.toml").read_text("utf-8")
        for name, words in tomllib.loads(text).items():
            columns = MappingProxyType(words.pop("columns", {}))
            found[name] = Explanation(name=name, section=section, columns=columns, **words)
    return MappingProxyType(found)


def _titles() -> Iterator[tuple[str, str]]:
    """Give every title of every language with its name; those of a study's tables as well."""
    for code in LANGUAGES:
        yield from ((found.title, found.name) for found in _explained(code).values())
    for code in LANGUAGES:
        names = sorted(_explained(code), key=len, reverse=True)
        for key, title in language(code).words.items():
            own = key.removeprefix("study_title.")
            if own != key and (name := next((n for n in names if own.startswith(n)), "")):
                yield title, name


def _wrapped(text: str, width: int, *, hanging: bool) -> list[str]:
    """Break a paragraph, or one line of a list, whose next lines stand further in."""
    lines = textwrap.wrap(
        _TOGETHER.sub("\N{NO-BREAK SPACE}", text),
        width,
        initial_indent="  ",
        subsequent_indent="    " if hanging else "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _pieces(explanation: Explanation, part: str, lang: Language) -> Iterator[str]:
    """Give the paragraphs of one part."""
    if part == "columns":
        tables = _CITY_HEADS if explanation.section == "city_score" else ("head",)
        for key, text in explanation.columns.items():
            heads = (lang.words.get(f"{table}.{key}", "") for table in tables)
            head = next(filter(None, heads), key).format(percent="95")
            yield f"{key}: {text}" if head == key else f"{head} ({key}): {text}"
    elif part in {"formula", "source"}:
        yield from getattr(explanation, part).split("; ")
    elif getattr(explanation, part):
        yield getattr(explanation, part)
