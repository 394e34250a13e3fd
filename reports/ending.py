"""How the command ends: what went wrong is one sentence on the error stream and an exit code."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from ..survey.errors import AqylError, FileError
from .cli_options import SPOKEN

__all__ = ["one_ending"]

_BAD_INPUT, _INTERRUPTED, _TERMINATED = 2, 130, 143


@contextmanager
def one_ending() -> Iterator[None]:
    """End the program where a verb fails; a fault of the program itself stays a traceback."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    try:
        yield
    except AqylError as error:
        _tell(error)
    except OSError as error:
        if error.filename is not None:  # a file that this program should have asked about itself
            raise
        _tell(
            FileError(
                f"The output of the command cannot be written: {error.strerror or error}",
                next_step="Make room where it goes, or send it elsewhere.",
            )
        )
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def _tell(error: AqylError) -> None:
    """Say an error in the language of the command, and end the program."""
    from .error_words import told_all
    from .language import language

    for line in told_all(error, language(SPOKEN.get())):
        typer.echo(f"aqyl: {line}", err=True)
    sys.exit(_BAD_INPUT)
