"""A step is done once for the same inputs; a cache never lies and never stops a run."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from aqyl.reports import cache as module
from aqyl.reports.cache import NO_CACHE, Cache, program, user_cache
from aqyl.reports.manifest import MANIFEST, InputFile
from aqyl.reports.output import write_folder
from aqyl.reports.run_record import unchanged, write_record
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.results import analyse
from aqyl.reports.study.run import run_study
from aqyl.reports.study.study_file import read_study
from aqyl.survey.errors import MethodError

from .stranger_study import STUDY, write_study


class Step:
    """Counts how often it is done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> np.ndarray:
        """Be done once more."""
        self.done += 1
        return np.arange(3.0)


def test_the_same_inputs_are_not_computed_twice(tmp_path: Path) -> None:
    step, cache = Step(), Cache(tmp_path)
    for values in (np.ones(2), np.ones(2), np.zeros(2)):
        np.testing.assert_array_equal(cache("step", (values,), step), np.arange(3.0))
    assert step.done == 2
    cache("other", (np.ones(2),), step)
    assert step.done == 3


def test_no_folder_keeps_nothing() -> None:
    step = Step()
    NO_CACHE("step", (1,), step)
    NO_CACHE("step", (1,), step)
    assert step.done == 2


@pytest.mark.parametrize("damage", [b"", b"x" * 50])
def test_a_damaged_result_is_computed_again(tmp_path: Path, damage: bytes) -> None:
    step, cache = Step(), Cache(tmp_path)
    cache("step", (1,), step)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    np.testing.assert_array_equal(cache("step", (1,), step), np.arange(3.0))
    assert step.done == 2


def test_another_program_computes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step, cache = Step(), Cache(tmp_path)
    cache("step", (1,), step)
    monkeypatch.setattr(module, "program", lambda: "another")
    cache("step", (1,), step)
    assert step.done == 2
    assert program() != "another"


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    step, cache = Step(), Cache(tmp_path / "file")
    cache("step", (1,), step)
    cache("step", (1,), step)
    assert step.done == 2


def test_the_oldest_results_leave_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache("old", (1,), Step())
    for kept in tmp_path.iterdir():
        os.utime(kept, (1, 1))
    cache("new", (1,), Step())
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    monkeypatch.setattr(module, "_LARGEST", max(sizes))
    cache.trim()
    assert [path.name.partition("-")[0] for path in tmp_path.iterdir()] == ["new"]


def test_the_user_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AQYL_CACHE", str(tmp_path / "mine"))
    assert user_cache() == Cache(tmp_path / "mine")


def test_errors_are_kept_as_they_were(tmp_path: Path) -> None:
    error = MethodError("Nothing varies", where="row 1", next_step="Ask more people.")
    kept = Cache(tmp_path)
    kept("step", (1,), lambda: error)
    again = kept("step", (1,), lambda: MethodError("never"))
    assert str(again) == str(error) == "Nothing varies (row 1). Ask more people."


def test_a_caption_computes_nothing_and_a_key_computes_what_hangs_on_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")

    def steps(text: str) -> set[str]:
        before = {path.name for path in (tmp_path / "cache").glob("*")}
        study = read_study(write_study(tmp_path, study=text))
        analyse(study, read_answers(study), cache)
        new = {path.name for path in (tmp_path / "cache").glob("*")} - before
        return {name.partition("-")[0] for name in new}

    assert "regression_part" in steps(STUDY)
    assert steps(STUDY.replace('title = "', 'title = "Another ')) == set()
    changed = steps(STUDY.replace("[regression]", "[regression]\nlevel = 0.9", 1))
    assert "regression_part" in changed
    assert "correlate" not in changed


def test_a_caption_loads_none_of_what_computes_and_draws(tmp_path: Path) -> None:
    out, kept = tmp_path / "out", tmp_path / "cache"
    run_study(write_study(tmp_path, study=STUDY), out, cache=Cache(kept))
    study = write_study(tmp_path, study=STUDY.replace('title = "', 'title = "Another '))
    code = (
        "import sys; from pathlib import Path; from aqyl.reports.cache import Cache\n"
        "from aqyl.reports.study.run import run_study\n"
        "study, out, kept = sys.argv[1:]\n"
        "run_study(study, out, cache=Cache(Path(kept)))\n"
        "heavy = {'scipy.stats', 'statsmodels', 'pandas', 'matplotlib', 'fontTools', 'openpyxl'}\n"
        "print(sorted(heavy & {*sys.modules}))"
    )
    command = [sys.executable, "-c", code, str(study), str(out), str(kept)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_cache_that_may_only_be_read_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, cache = Step(), Cache(tmp_path)
    cache("step", (1,), step)

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(module.os, "utime", refused)
    cache("step", (1,), step)
    assert step.done == 1


def test_a_disk_that_fills_up_keeps_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    Cache(tmp_path)("step", (1,), Step())
    assert list(tmp_path.iterdir()) == []


def test_files_that_another_run_removes_do_not_stop_the_trimming(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    for i in range(3):
        cache("step", (i,), Step())
    known = Path.is_file

    def removed(self: Path) -> bool:
        there = known(self)
        self.unlink(missing_ok=True)
        return there

    monkeypatch.setattr(Path, "is_file", removed)
    cache.trim()
    assert list(tmp_path.iterdir()) == []


def test_a_run_whose_input_changed_under_it_is_not_known_again(tmp_path: Path) -> None:
    cache, out, source = Cache(tmp_path / "cache"), tmp_path / "out", tmp_path / "in.csv"
    source.write_text("x")
    write_folder(out, lambda folder: (folder / "a").write_text("a"), inputs=[InputFile(source)])
    source.write_text("y")
    write_record(cache, ("run",), out, [source], ())
    assert unchanged(cache, ("run",), out) is None


def test_a_run_is_known_again_only_if_nothing_changed(tmp_path: Path) -> None:
    cache, out, data = Cache(tmp_path / "cache"), tmp_path / "out", tmp_path / "in.csv"
    data.write_text("x")
    inputs = [InputFile(data)]
    write_folder(out, lambda folder: (folder / "a.txt").write_text("a"), inputs=inputs)
    command = ("run", "study.toml")
    assert unchanged(cache, command, out) is None
    write_record(cache, command, out, [data], ["found"])
    record = unchanged(cache, command, out)
    assert record is not None
    assert tuple(record.summary) == ("found",)
    assert unchanged(cache, ("run", "other.toml"), out) is None
    assert unchanged(NO_CACHE, command, out) is None
    for path, text in ((data, "x"), (out / "a.txt", "a"), (out / MANIFEST, None)):
        before = path.read_bytes()
        path.write_text("changed")
        assert unchanged(cache, command, out) is None
        path.write_bytes(before)
        assert text is None or path.read_text() == text
        assert unchanged(cache, command, out) is not None
    (out / "b.txt").write_text("more")
    assert unchanged(cache, command, out) is None
