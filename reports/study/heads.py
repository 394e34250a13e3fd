"""Column heads and captions of the tables of a study."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from ..bounded import BOUNDED
from ..language import Language
from ..table import Cell, Column, Table

__all__ = [
    "Namer",
    "caption",
    "file_name",
    "head",
    "interval_heads",
    "name_note",
    "named_columns",
    "of_factors",
    "percent_of",
    "square_table",
    "text_head",
]


_NAMES = 4  # columns at most that whole names stand above

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
    return Column(key, label, kind, decimals, bounded=key in BOUNDED)


def text_head(lang: Language, key: str) -> Column:
    """Return a column of texts, named by the words of ``head.KEY``."""
    return Column(key, lang.text(f"head.{key}"))


def interval_heads(
    lang: Language, level: float, decimals: int = 3, *, bounded: bool = False
) -> tuple[Column, Column]:
    """Return the two columns of a confidence interval, `bounded` as what it is of."""
    percent = percent_of(level, lang)
    group = lang.text("head.interval", percent=percent)
    return (
        replace(head(lang, "lower", decimals), group=group, bounded=bounded),
        replace(head(lang, "upper", decimals), group=group, bounded=bounded),
    )


def named_columns(
    constructs: Sequence[str], name: Namer, key: str, decimals: int = 3
) -> tuple[Column, ...]:
    """Return a column for each construct, headed by its name: correlations, loadings, shares.

    Where there are many, numbers stand above the columns; `name_note` says whose they are.
    """
    many = len(constructs) > _NAMES
    return tuple(
        Column(f"{key}_{c}", str(i) if many else name(c), "number", decimals, bounded=True)
        for i, c in enumerate(constructs, 1)
    )


def name_note(constructs: Sequence[str], name: Namer, lang: Language) -> tuple[str, ...]:
    """Say which construct each numbered column belongs to; nothing if names stand above them."""
    if len(constructs) <= _NAMES:
        return ()
    names = "; ".join(f"{i} – {name(c)}" for i, c in enumerate(constructs, 1))
    return (lang.text("tables.numbered_names", names=names),)


def square_table(
    table: str,
    title: str,
    constructs: Sequence[str],
    name: Namer,
    lang: Language,
    cells: Sequence[Sequence[Cell]],
    notes: tuple[str, ...] = (),
) -> Table:
    """Return a matrix of constructs by themselves; of many, rows and columns are numbered."""
    columns = (text_head(lang, "construct"), *named_columns(constructs, name, "with"))
    rows = tuple((name(c), *row) for c, row in zip(constructs, cells, strict=True))
    if len(constructs) > _NAMES:
        columns = (Column("number", lang.text("tables.number"), "label"), *columns)
        rows = tuple((i, *row) for i, row in enumerate(rows, 1))
        notes = (*notes, lang.text("tables.numbered_rows"))
    return Table(table, title, columns, rows, notes)


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
