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

_BAD_INPUT, _INTERRUPTED = 2, 130
_SIGNAL = 128  # the code of a program that a signal ended is this and the signal's number


@contextmanager
def one_ending() -> Iterator[None]:
    """End the program where a verb fails; a fault of the program itself stays a traceback."""
    for name in ("SIGTERM", "SIGHUP"):  # the second where there is one: a window that was closed
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
            signal.signal(number, lambda got, _: sys.exit(_SIGNAL + got))
    try:
        yield
    except AqylError as error:
        _tell(error)
    except OSError as error:
        if error.filename is not None:  # a file that this program should have asked about itself
            raise
        _tell(
            FileError(
                f"The system stopped the command: {error.strerror or error}",
                next_step="Make room where its output goes, or end other programs.",
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
