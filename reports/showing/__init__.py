"""Results shown in Python and in notebooks: tables and figures without a report."""

from .show_result import show
from .shown import Shown

__all__ = ["Shown", "show"]
