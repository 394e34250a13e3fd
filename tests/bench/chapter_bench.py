"""The whole chapter of the thesis study, beside its statistics and what matplotlib needs to save.

One language, every format, 10,000 resamples, nothing kept from before; and the same run again.
"""

from __future__ import annotations

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


if __name__ == "__main__":
    main()
