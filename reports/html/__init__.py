"""Documents as one HTML file that needs nothing else: all languages, figures, style, script."""

from .page import write_html

__all__ = ["write_html"]
