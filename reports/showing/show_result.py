"""Showing any result as its tables and figures, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...survey.errors import SpecificationError
from ..blocks import Block, Document
from ..figures.picture import Picture
from ..language import Language, LanguageCode, language
from ..study.index_part import IndexPart
from ..study.report import study_document
from ..study.results import StudyResults
from ..study.run import Run
from ..study.sections import marked
from ..table import Table
from ..table_style import STYLES, StyleName
from .builders import blocks_of
from .setting import Owner, setting
from .shown import Shown

__all__ = ["show"]


def show(
    result: object,
    lang: LanguageCode = "kk",
    style: StyleName | None = None,
    *,
    of: Owner | None = None,
) -> Shown:
    """Show any result as its tables and figures.

    In a notebook the last line of a cell is displayed; ``print(show(...))`` writes plain text;
    ``show(...).save("table.docx")`` writes a file.

    Parameters
    ----------
    result : object
        A result of `aqyl.analysis` or `aqyl.survey`; a study that was run, which is shown as a
        whole chapter, or a part of it; a table or a figure; or a list of these.
    lang : {"kk", "ru", "en"}
    style : {"gost", "apa", "spss"}, optional
        Layout of tables and zeros before decimals; that of the study for a study, else ``"gost"``.
    of : Run, StudyResults, Responses, Instrument, FrameworkFile or mapping of id to name, optional
        What the result belongs to. Its words stand for the ids of dimensions, and tables of
        simulated data say that they are.

    Raises
    ------
    SpecificationError
        If `result` is nothing that can be shown, or the language or the style is unknown.

    Examples
    --------
    >>> import numpy as np
    >>> from aqyl.analysis.factorability import bartlett
    >>> from aqyl.analysis.moments import moments_of
    >>> data = np.random.default_rng(1).normal(size=(50, 3))
    >>> print(show(bartlett(moments_of(data, ("a", "b", "c"))), "en"))
    Bartlett's test of sphericity
    ────────────────────────────────────
    Statistic                      Value
    ────────────────────────────────────
    χ²                             0.777
    df                                 3
    Sig.                           0.855
    Logarithm of the determinant  −0.016
    ────────────────────────────────────
    """
    words = language(lang)
    if style is not None and style not in STYLES:
        raise SpecificationError(f"`style` must be {', '.join(STYLES)}, got `{style}`")
    words = words.in_style(STYLES[style or "gost"])
    if isinstance(result, Shown):
        result = result.document.blocks
    if isinstance(result, Run):
        return Shown(_chapter(result.results, words, style, result.indices))
    if isinstance(result, StudyResults):
        return Shown(_chapter(result, words, style))
    known = setting(words, of)
    blocks = blocks_of(result, known)
    if known.simulated:
        blocks = [marked(block, words) for block in blocks]
    return Shown(
        Document(_title(blocks), "", tuple(_told_apart(blocks)), words, STYLES[style or "gost"])
    )


def _chapter(
    results: StudyResults,
    lang: Language,
    style: StyleName | None,
    indices: Sequence[IndexPart] = (),
) -> Document:
    if style is not None:
        documents = results.study.documents.model_copy(update={"style": style})
        results = replace(results, study=replace(results.study, documents=documents))
    return study_document(results, lang, indices)


def _title(blocks: Sequence[Block]) -> str:
    first = next(iter(blocks), None)
    if isinstance(first, Table):
        return first.title
    return first.caption if isinstance(first, Picture) else ""


def _told_apart(blocks: Sequence[Block]) -> list[Block]:
    """Give blocks of the same name different ones, because files and anchors are named by them."""
    seen: dict[str, int] = {}
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table | Picture):
            seen[block.name] = count = seen.get(block.name, 0) + 1
            if count > 1:
                block = replace(block, name=f"{block.name}_{count}")  # noqa: PLW2901
        found.append(block)
    return found
