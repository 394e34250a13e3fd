"""Wordings that the file of answers knows and the questionnaire does not.

Online forms write the question itself above its column, SPSS and Stata keep it as the variable's
label. Where the questionnaire has only a code, that wording is taken over for the tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from .answer_cells import plain
from .instrument import Instrument, Item, ProfileQuestion

__all__ = ["with_headings"]

Question = TypeVar("Question", Item, ProfileQuestion)

_NUMBERING = re.compile(r"^\s*[(№]?\s*[0-9]+(?:\.[0-9]+)*\s*[.):](?![0-9])\s*")


def with_headings(
    instrument: Instrument, headings: Mapping[str, str], place: Mapping[str, str]
) -> Instrument:
    """Return the questionnaire with wordings from the file where it has none of its own.

    Parameters
    ----------
    instrument : Instrument
    headings : mapping of str to str
        Each column and its label; empty where it has none but its name.
    place : mapping of str to str
        Column by id of item or profile question.

    Examples
    --------
    >>> from aqyl.survey.instrument import Construct, Item, Scale
    >>> form = Instrument(
    ...     {}, Scale((1, 2), ({}, {})), (Construct("a", {}, ("A1",)),),
    ...     (Item("A1", "a", {"und": "A1"}),), (),
    ... )
    >>> with_headings(form, {"A1": "1) I trust it"}, {"A1": "A1"}).items[0].labels
    {'und': 'I trust it'}
    """

    def labelled(question: Question) -> Question:
        if dict(question.labels) != {"und": question.id} or question.id not in place:
            return question
        column = place[question.id]
        text = _wording(headings[column] or column, question.id)
        return replace(question, labels={"und": text}) if text else question

    return replace(
        instrument,
        items=tuple(labelled(item) for item in instrument.items),
        profile=tuple(labelled(question) for question in instrument.profile),
    )


def _wording(text: str, code: str) -> str:
    """Take the wording out of a heading; empty where it is no more than the code."""
    bare = _NUMBERING.sub("", " ".join(text.split()))
    mark = re.escape(code)
    apart = re.compile(rf"^[\[(]?{mark}[\])]?[\s.:\-–—|]+|\s*[\[(]{mark}[\])]\s*$", re.I)
    bare = apart.sub("", bare).strip()
    return "" if plain(bare) in {"", plain(code)} else bare
