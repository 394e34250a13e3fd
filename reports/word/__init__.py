"""A document as a Word file: real tables, fields and bookmarks, the same bytes every time."""

from .document import write_word

__all__ = ["write_word"]
