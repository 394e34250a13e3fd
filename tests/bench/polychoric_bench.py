"""Time of all polychoric correlations of a survey against numpy's correlations and psych's.

psych is timed in a fresh R on the same answers, inside R, where R with psych is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from aqyl.analysis.polychoric import polychoric
from survey_bench import NAMES, simulated
from timing import shortest

PEOPLE = 676
PSYCH = """
suppressMessages(library(psych)); x <- read.csv(commandArgs(TRUE)[1])
cat(min(replicate(3, system.time(suppressWarnings(polychoric(x)))[["elapsed"]])))
"""


def psych_seconds(answers: np.ndarray) -> float | None:
    """Return the shortest of three runs of psych on these answers, None without R and psych."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        np.savetxt(path, answers, fmt="%d", delimiter=",", header=",".join(NAMES), comments="")
        command = [rscript, "-e", PSYCH, str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    return float(run.stdout) if run.returncode == 0 else None


def main() -> None:
    """Print one line."""
    answers = simulated(PEOPLE)
    mine = shortest(lambda: polychoric(answers, NAMES))
    bare = shortest(lambda: np.corrcoef(answers, rowvar=False))
    theirs = psych_seconds(answers)
    print(f"{'people x items':>18} {'all s':>8} {'corrcoef s':>11} {'ratio':>6} {'psych s':>8}")
    said = "no psych" if theirs is None else f"{theirs:8.2f}, {theirs / mine:.0f} times as long"
    print(f"{f'{PEOPLE} x {len(NAMES)}':>18} {mine:8.4f} {bare:11.5f} {mine / bare:6.0f} {said}")


if __name__ == "__main__":
    main()
