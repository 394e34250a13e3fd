"""A second process: it does calls for the first one, which send and return through its pipes.

It is started as a program of its own, so that a script which runs a study is not run once more by
every process, as multiprocessing would without ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from types import TracebackType
from typing import Any, TypeVar

__all__ = ["EndedError", "SecondProcess"]

T = TypeVar("T")


class EndedError(RuntimeError):
    """The second process is no more, as when the system took its memory back."""


class SecondProcess:
    """A process that does one call after the other, until it is closed.

    Parameters
    ----------
    *modules : str
        What it imports while it waits for the first call.
    """

    def __init__(self, *modules: str) -> None:
        # -P: no file of the folder where we are, such as a docx.py, stands in for a library.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "aqyl.reports.second_process", *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> SecondProcess:
        """Return the process, which starts while others work."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, in the middle of a call if something failed."""
        if error is not None:
            self._process.kill()
        self._thread.shutdown()
        self._process.communicate()

    @property
    def ended(self) -> bool:
        """Whether it is no more."""
        return self._process.poll() is not None

    def begin(self, call: Callable[[], T]) -> Future[T]:
        """Have a call done, after those that were begun before it; arguments as for `do`."""
        return self._thread.submit(self.do, call)

    def do(self, call: Callable[[], T]) -> T:
        """Have a call done, and wait for what it returns.

        Parameters
        ----------
        call : callable
            A function of a module, or a partial call of one; it goes there and back by pickle.

        Raises
        ------
        Exception
            Whatever the call raised.
        EndedError
            If the process ended in between.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise EndedError("The second process has no pipes")
        try:
            pickle.dump(call, self._process.stdin)
            self._process.stdin.flush()
            answer = pickle.load(self._process.stdout)  # of our own process
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            raise EndedError("The second process ended") from error
        if isinstance(answer, Exception):
            raise answer
        return answer


def main() -> None:
    """Do what comes in until there is no more; an interruption is for the one who started us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may get between answers
    for name in sys.argv[1:]:
        import_module(name)
    gc.freeze()  # what is imported stays
    while True:
        try:
            call: Callable[[], Any] = pickle.load(sys.stdin.buffer)  # from who started us
        except (EOFError, pickle.UnpicklingError):  # who started us has done, or is no more
            gc.freeze()  # nothing has to be found before the end
            return
        try:
            answer: object = call()
        except Exception as error:
            answer = error
        try:
            answers.write(_packed(answer))
            answers.flush()
        except BrokenPipeError:
            os._exit(1)  # nobody is there any more


def _packed(answer: object) -> bytes:
    """Pickle an answer; an error that cannot be is told in words."""
    try:
        return pickle.dumps(answer)
    except Exception as error:
        told = answer if isinstance(answer, Exception) else error
        return pickle.dumps(RuntimeError(f"{type(told).__name__}: {told}"))


if __name__ == "__main__":
    main()
