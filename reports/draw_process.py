"""A process that draws: figures in, files out, through its pipes.

It is started as a program of its own, so that a script which runs a study is not run once more by
every process, as multiprocessing would without ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from .figures.style import drawn
from .fingerprint import fingerprint

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["DrawProcess", "draw_once"]


def draw_once(draw: Callable[[], Figure]) -> dict[str, bytes]:
    """Draw a figure: its files by format, and an SVG to stand within a page."""
    return drawn(draw, prefix=f"f{fingerprint(draw)[:10]}-")


class DrawProcess:
    """A process that draws one figure after the other, until it is closed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "aqyl.reports.draw_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> DrawProcess:
        """Return the process, which starts while others work."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, in the middle of a figure if something failed."""
        if error is not None:
            self._process.kill()
        self._process.communicate()

    def draw(self, draw: Callable[[], Figure]) -> dict[str, bytes]:
        """Have a figure drawn.

        Raises
        ------
        Exception
            Whatever drawing it raised.
        RuntimeError
            If the process ended in between.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The process that draws has no pipes")
        try:
            pickle.dump(draw, self._process.stdin)
            self._process.stdin.flush()
            answer = pickle.load(self._process.stdout)  # of our own process
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            raise RuntimeError("The process that draws ended") from error
        if isinstance(answer, Exception):
            raise answer
        return answer


def main() -> None:
    """Draw what comes in until there is no more; an interruption is for the one who started us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing else may get between answers
    while True:
        try:
            draw = pickle.load(sys.stdin.buffer)  # from the process that started us
        except EOFError:
            return
        try:
            answer: object = draw_once(draw)
        except Exception as error:
            answer = error
        pickle.dump(answer, answers)
        answers.flush()


if __name__ == "__main__":
    main()
