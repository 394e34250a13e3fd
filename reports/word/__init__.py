"""A document as a Word file: real tables, fields and bookmarks, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

from ..blocks import Document

__all__ = ["write_word"]


def write_word(document: Document, path: Path, figures: Path) -> None:
    """Write a document as a Word file.

    Title, contents and lists come first; then the blocks. Wide tables stand on pages on their
    side. The same document and figures give the same bytes.

    Parameters
    ----------
    document : Document
    path : Path
        Ends in ``.docx``.
    figures : Path
        Folder that holds ``NAME.png`` of every figure.

    Raises
    ------
    FileNotFoundError
        If the picture of a figure is not there.
    """
    # Here: who has another process write never imports it.
    from ..word.document import write_document

    write_document(document, path, figures)
