"""Tables and figures to be looked at: in a notebook, at the prompt, or in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..blocks import Document
from ..figures.picture import Picture
from ..table import Table
from .page_part import page_part
from .plain_text import text_of
from .saving import save_shown

__all__ = ["Shown"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Shown:
    """What `show` returns: a notebook displays it, `print` writes it, `save` keeps it.

    Attributes
    ----------
    document : Document
        All there is, in its order.
    """

    document: Document

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order; their rows hold every number at full precision."""
        return self.document.tables

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All figures, in order."""
        return self.document.pictures

    def save(self, path: str | Path) -> tuple[Path, ...]:
        """Write to a file, in the format of its ending.

        Parameters
        ----------
        path : str or Path
            Ends in ``.html``, ``.docx``, ``.tex``, ``.xlsx``, ``.csv``, ``.png``, ``.svg`` or
            ``.pdf``. The last four write tables or figures by themselves: of several, each has a
            file of its own, with its name added.

        Returns
        -------
        tuple of Path
            The files.

        Raises
        ------
        SpecificationError
            If the ending is unknown, or there is no figure to write.
        FileError
            If the file cannot be written.
        """
        return save_shown(self.document, path)

    def __str__(self) -> str:
        return text_of(self.document)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return page_part(self.document)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002
        """Write the plain text for IPython, which would else print the name of the class."""
        printer.text(str(self))
