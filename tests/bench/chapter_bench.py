"""The whole chapter of the thesis study, beside its statistics and what matplotlib needs to save.

One language, every format, 10,000 resamples, nothing kept from before; and the same run again.
Then the command as its user runs it, on this study and on that of `aqyl new`: cold, after a change
of the title alone, and after none, beside the start of the command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from aqyl.data import folder
from aqyl.reports.cache import Cache
from aqyl.reports.figures.style import FORMATS, house_style
from aqyl.reports.language import language
from aqyl.reports.run_record import unchanged, write_record
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.report import study_document
from aqyl.reports.study.results import analyse
from aqyl.reports.study.run import run_study
from aqyl.reports.study.study_file import read_study

STUDY = folder("turkistan") / "study.toml"


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(*arguments: str | Path, kept: Path) -> float:
    """Seconds by the clock of a run of the command, with a cache of its own."""
    program = [sys.executable, "-c", "from aqyl.reports.cli import main; main()"]
    words = [*program, *map(str, arguments)]
    settings = {**os.environ, "AQYL_CACHE": str(kept)}
    return timed(lambda: subprocess.run(words, env=settings, check=True, capture_output=True))


def edited(place: Path, study: Path) -> None:
    """Print how long the command takes cold, with another title, and without any change."""
    run = ("run", study, "--out", place / f"{study.parent.name}_out", "--lang", "kk")
    text = study.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title"))
    cold = command(*run, kept=place / "kept")
    study.write_text(text.replace(title, 'title = "Another title"'), encoding="utf-8")
    changed = command(*run, kept=place / "kept")
    same = command(*run, kept=place / "kept")
    started = command("--help", kept=place / "kept")
    print(f"the command on {study.parent.name}: cold {cold:.2f} s,", end=" ")
    print(f"another title {changed:.2f} s (1/{cold / changed:.0f}),", end=" ")
    print(f"no change {same:.2f} s (--help {started:.2f} s)")


def main() -> None:
    study = read_study(STUDY)
    answers = read_answers(study)
    results = analyse(study, answers)  # warm: imports are not what is compared
    pictures = study_document(results, language("kk")).pictures

    def save() -> None:
        with house_style():
            for picture in pictures:
                figure = picture.draw()
                for ending in FORMATS:
                    figure.savefig(BytesIO(), format=ending, dpi=300)

    statistics, saving = timed(lambda: analyse(study, answers)), timed(save)
    with TemporaryDirectory() as place:
        out, cache = Path(place) / "out", Cache(Path(place) / "cache")
        whole = timed(lambda: run_study(STUDY, out, languages=["kk"]))
        kept = timed(lambda: run_study(STUDY, out, languages=["kk"], cache=cache))
        again = timed(lambda: run_study(STUDY, out, languages=["kk"], cache=cache))
        write_record(cache, ["run"], out, [STUDY], [])
        nothing = timed(lambda: unchanged(cache, ["run"], out))
    print(f"statistics {statistics:.2f} s, matplotlib saves {len(pictures)} figures {saving:.2f} s")
    print(f"whole chapter, cold: {whole:.2f} s = {whole / (statistics + saving):.2f} times both")
    print(f"filling the cache {kept:.2f} s, every step kept {again:.2f} s")
    print(f"no change {nothing:.2f} s")
    with TemporaryDirectory() as place:
        shutil.copytree(STUDY.parent, Path(place) / "turkistan")
        command("new", Path(place) / "new", kept=Path(place) / "kept")
        for name in ("turkistan", "new"):
            edited(Path(place), Path(place) / name / "study.toml")


if __name__ == "__main__":
    main()
