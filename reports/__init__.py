"""Studies, tables, figures, documents, languages and the command line.

Light on purpose: what loads heavy libraries is imported when it is first asked for.

>>> from aqyl.reports import run, show
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # of typing, which takes longer to import than all of this
if TYPE_CHECKING:
    from .showing import Shown, show
    from .study.run import Run
    from .study.run import run_study as run

__all__ = ["Run", "Shown", "run", "show"]

_PLACES = {
    "Run": ("aqyl.reports.study.run", "Run"),
    "Shown": ("aqyl.reports.showing", "Shown"),
    "run": ("aqyl.reports.study.run", "run_study"),
    "show": ("aqyl.reports.showing", "show"),
}


def __getattr__(name: str) -> object:
    """Import what is offered here when it is first asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _PLACES[name]
    return getattr(import_module(module), own)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
