"""Numbers, captions and notes of the tables and figures of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocks import Block
from .composition import together
from .figures.picture import Picture
from .language import Language
from .table import Table
from .table_style import GOST, TableStyle

__all__ = ["Caption", "Note", "caption_of", "note_of", "numbered", "reference"]

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


@dataclass(frozen=True, slots=True)
class Note:
    """The note of a table or figure; false if it says nothing.

    Attributes
    ----------
    lead : str
        What stands before it in italics, with a space; empty in styles that set nothing apart.
    text : str
    """

    lead: str
    text: str

    def __bool__(self) -> bool:
        """Whether there is a note."""
        return bool(self.text)

    @property
    def whole(self) -> str:
        """Everything that it says."""
        return self.lead + self.text


def note_of(notes: Sequence[str], lang: Language, style: TableStyle = GOST) -> Note:
    r"""Return the notes of a table or figure as one paragraph; an empty one if there are none.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> from aqyl.reports.table_style import STYLES
    >>> note_of(("n = 676.", "Varimax."), language("kk")).whole
    'Ескерту – n\xa0=\xa0676. Varimax.'
    >>> note_of(("p < 0,05.",), language("kk"), STYLES["apa"])
    Note(lead='Ескерту. ', text='p\xa0<\xa0,05.')
    """
    if not notes:
        return Note("", "")
    text = together(style.sentence(" ".join(notes)))
    if style.title_below:
        return Note(f"{lang.text('caption.note_word')} ", text)
    return Note("", lang.text("caption.note", text=text))
