"""Answers that tables about people mark or leave out, and the words that say which and why.

The words name the answers that are rare and those left out with them. That gives no count away:
`survey.disclosure` chooses so that a rare answer may have any small count even if it is known to be
the rare one. Where all answers are left out none is named.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ...survey.disclosure import primary
from ...survey.instrument import ProfileQuestion
from ...survey.profile import Frequencies
from ..language import Language
from ..table import Rounded
from .output_keys import PrivacyKeys

__all__ = [
    "MARK",
    "SMALLEST",
    "Cells",
    "confidential",
    "groups_note",
    "hidden_reason",
    "privacy_note",
    "privacy_words",
]

MARK = "*"
SMALLEST = PrivacyKeys().smallest


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Answers to one profile question, and after them those who gave none.

    Attributes
    ----------
    smallest : int
        Of a count that is not small.
    small : ndarray of bool, shape (m + 1,)
        Which are marked because they are small; never those who gave no answer, who have nothing in
        common.
    rare : ndarray of bool, shape (m + 1,)
        Which are small, or have few scores of some dimension where groups are compared.
    hidden : ndarray of bool, shape (m + 1,)
        Which are left out: none, or the rare ones and others with them.
    """

    smallest: int
    small: np.ndarray
    rare: np.ndarray
    hidden: np.ndarray

    @classmethod
    def marked(cls, found: Frequencies, smallest: int = SMALLEST) -> Cells:
        """Mark the small cells of a question and leave none out."""
        small = np.append(primary(found.count, smallest), np.False_)
        return cls(smallest, small, small, np.zeros_like(small))


def confidential(lang: Language) -> Rounded:
    """Return the cell of a number that is left out: empty in files, a sign in documents."""
    return Rounded(math.nan, 0, lang.text("privacy.sign"))


def privacy_words(smallest: int, lang: Language) -> dict[str, str]:
    """Return the signs of tables about people, and how to say that a count is small."""
    fewer = lang.plural("privacy.fewer", smallest)
    return {"mark": MARK, "sign": lang.text("privacy.sign"), "fewer": fewer}


def privacy_note(smallest: int, lang: Language, *, marked: bool, hidden: bool) -> tuple[str, ...]:
    """Explain the signs that stand in a table; nothing if there is none."""
    words = privacy_words(smallest, lang)
    notes = {"privacy.marked_note": marked, "privacy.hidden_note": hidden}
    return tuple(lang.text(key, **words) for key, there in notes.items() if there)


def groups_note(question: ProfileQuestion, cells: Cells | None, lang: Language) -> tuple[str, ...]:
    """Name the groups that are hidden, and why; nothing if none is."""
    if cells is None or not cells.hidden[:-1].any():
        return ()
    answers = [lang.label(option.labels) for option in question.options]
    if cells.hidden.all():
        return (lang.text("privacy.groups_note", groups="; ".join(answers)),)
    rare = _listed(answers, cells.hidden & cells.rare)
    others = _listed(answers, cells.hidden & ~cells.rare)
    words = privacy_words(cells.smallest, lang)
    notes = [lang.text("privacy.groups_rare", groups=rare, **words)]
    if others:
        notes.append(lang.text("privacy.groups_with", groups=others))
    return tuple(notes)


def hidden_reason(question: ProfileQuestion, cells: Cells, lang: Language) -> tuple[str, ...]:
    """Say which answers to a question are rare, and which are left out with them; or nothing."""
    if not cells.hidden.any():
        return ()
    label = lang.label(question.labels)
    words = privacy_words(cells.smallest, lang)
    if cells.hidden.all():
        return (lang.text("privacy.all_hidden", question=label, **words),)
    answers = [lang.label(option.labels) for option in question.options]
    answers.append(lang.text("study.no_answer"))
    rare = _listed(answers, cells.hidden & cells.rare)
    others = _listed(answers, cells.hidden & ~cells.rare)
    key = "privacy.hidden_with" if others else "privacy.hidden_rare"
    return (lang.text(key, question=label, rare=rare, others=others, **words),)


def _listed(answers: list[str], chosen: np.ndarray) -> str:
    pairs = zip(answers, chosen.tolist(), strict=False)  # of groups without those of no answer
    return "; ".join(answer for answer, there in pairs if there)
