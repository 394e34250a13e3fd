"""A document for LaTeX: a chapter that compiles as it is, and its text for a thesis."""

from .document import write_latex

__all__ = ["write_latex"]
