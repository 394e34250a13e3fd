"""Numbers and captions of the tables and figures of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocks import Block
from .figures.picture import Picture
from .language import Language
from .table import Table

__all__ = ["Caption", "caption_of", "note_of", "numbered", "reference"]

_NUMBER = re.compile(r"(.*?)(\d*)")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption in its parts, so that a word processor can count by itself.

    Attributes
    ----------
    word : str
        "Table" or "Figure" in the language of the document.
    prefix : str
        Letters before the count, such as ``"S"``.
    count : int or None
        None if the table or figure has no number.
    title : str
    separator : str
        Between number and title.
    """

    word: str
    prefix: str
    count: int | None
    title: str
    separator: str

    @property
    def label(self) -> str:
        """Word and number."""
        return self.word if self.count is None else f"{self.word} {self.prefix}{self.count}"

    @property
    def text(self) -> str:
        """The whole caption in one line."""
        return f"{self.label}{self.separator}{self.title}"


def caption_of(block: Table | Picture, lang: Language) -> Caption:
    """Return the caption of a table or figure.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> caption_of(Table("t", "Сенімділік", (), (), number="11"), language("kk")).text
    'Кесте 11 – Сенімділік'
    """
    kind = "table" if isinstance(block, Table) else "figure"
    found = _NUMBER.fullmatch(block.number)
    prefix, digits = found.groups() if found else (block.number, "")
    return Caption(
        word=lang.text(f"caption.{kind}"),
        prefix=prefix,
        count=int(digits) if digits else None,
        title=block.title if isinstance(block, Table) else block.caption,
        separator=lang.text("caption.separator"),
    )


def reference(block: Table | Picture, lang: Language) -> tuple[str, str, str]:
    """Return what stands before, as, and after the number where a sentence refers to a block.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> reference(Table("t", "T", (), (), number="11"), language("kk"))
    ('', '11', '-кесте')
    """
    kind = "table" if isinstance(block, Table) else "figure"
    before, _, after = lang.text(f"caption.see_{kind}", number="\0").partition("\0")
    return before, block.number, after


def numbered(blocks: Sequence[Block], *, prefix: str = "") -> list[Block]:
    """Give every table and figure that has no number the next one, in the order of the document.

    Parameters
    ----------
    blocks : sequence of Block
    prefix : str
        Letters before the numbers given here.
    """
    counts = {Table: 0, Picture: 0}
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table | Picture) and not block.number:
            counts[type(block)] += 1
            found.append(replace(block, number=f"{prefix}{counts[type(block)]}"))
        else:
            found.append(block)
    return found


def note_of(notes: Sequence[str], lang: Language) -> str:
    """Return the notes of a table or figure as one paragraph; empty if there are none.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> note_of(("n = 676.", "Varimax."), language("kk"))
    'Ескерту – n = 676. Varimax.'
    """
    return lang.text("caption.note", text=" ".join(notes)) if notes else ""
