"""A document as a sequence of blocks, the same for every writer."""

from __future__ import annotations

from dataclasses import dataclass

from .figures.picture import Picture, in_style
from .language import Language
from .table import Table
from .table_style import GOST, TableStyle

__all__ = ["Block", "Bullets", "Document", "Heading", "Paragraph"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the anchor that the contents link to; a level 2 stands below a level 1."""

    text: str
    anchor: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text, and the names of the tables and figures that it refers to."""

    text: str
    refers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language.

    Attributes
    ----------
    title, subtitle : str
    blocks : tuple of Block
    lang : Language
    style : TableStyle
    files_only : tuple of Table
        Tables too long to read, which are written as files and not shown.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    lang: Language
    style: TableStyle = GOST
    files_only: tuple[Table, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return (*(b for b in self.blocks if isinstance(b, Table)), *self.files_only)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All figures, in order, their numbers written as those of the tables."""
        return tuple(in_style(b, self.style) for b in self.blocks if isinstance(b, Picture))
