"""A second process returns what a call returns, raises what it raises, and never outlives us."""

import sys
import time
from functools import partial
from operator import truediv
from pathlib import Path

import pytest
from aqyl.reports import document as module
from aqyl.reports.document import Formats, Place, write_documents
from aqyl.reports.output import check_target
from aqyl.reports.second_process import EndedError, SecondProcess
from aqyl.survey.errors import FileError

from .word_sample import sample


def test_calls_come_back_in_their_order() -> None:
    with SecondProcess("operator") as process:
        begun = [process.begin(partial(truediv, k, 2)) for k in range(5)]
        assert [future.result() for future in begun] == [0.0, 0.5, 1.0, 1.5, 2.0]
        assert process.do(partial(truediv, 9, 2)) == 4.5


def test_what_a_call_raises_is_raised_here_and_the_next_is_done() -> None:
    with SecondProcess() as process:
        with pytest.raises(ZeroDivisionError):
            process.do(partial(truediv, 1, 0))
        with pytest.raises(FileError, match="must be a folder of its own") as raised:
            process.do(partial(check_target, Path()))
        assert raised.value.next_step == "Name a new folder with --out."
        with pytest.raises(RuntimeError, match="pickle"):
            process.do(partial(eval, "lambda: 0"))
        assert process.do(partial(truediv, 1, 2)) == 0.5


def test_a_process_that_ended_is_said_to_have_ended() -> None:
    with SecondProcess() as process, pytest.raises(EndedError):
        process.do(partial(sys.exit, 1))


def test_an_error_here_ends_it_in_the_middle_of_a_call() -> None:
    process = SecondProcess()
    process.begin(partial(time.sleep, 600))
    process.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert process.ended


def test_it_imports_no_file_of_the_folder_where_we_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docx.py").write_text("raise SystemExit(1)", "utf-8")
    monkeypatch.chdir(tmp_path)
    with SecondProcess("aqyl.reports.word.document") as process:
        assert process.do(partial(truediv, 1, 2)) == 0.5


def documents(folder: Path, writer: SecondProcess | None) -> dict[str, bytes]:
    folder.mkdir()
    own = (sample("kk"), sample("ru"))
    homes = (folder / "kk", folder / "ru")
    place = Place(own, homes, folder / "report.html")
    write_documents([place], formats=Formats(("docx", "csv"), ()), writer=writer)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def test_a_second_process_writes_the_same_word_files(tmp_path: Path) -> None:
    with SecondProcess("aqyl.reports.word.document") as writer:
        there = documents(tmp_path / "there", writer)
    assert there == documents(tmp_path / "here", None)
    assert {"kk/chapter.docx", "ru/chapter.docx"} <= there.keys()


def test_what_a_process_that_ended_left_undone_is_done_here(tmp_path: Path) -> None:
    with SecondProcess() as writer:
        writer.begin(partial(sys.exit, 1))
        there = documents(tmp_path / "there", writer)
    assert there == documents(tmp_path / "here", None)


def test_nothing_is_written_after_an_error_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_csv", full)
    with SecondProcess("aqyl.reports.word.document") as writer:
        with pytest.raises(OSError, match="No space left"):
            documents(tmp_path / "out", writer)
        found = sorted(tmp_path.rglob("*.docx"))
        assert writer.do(partial(truediv, 1, 2)) == 0.5  # it waits for the next call
        assert sorted(tmp_path.rglob("*.docx")) == found


def test_a_word_file_that_cannot_be_written_is_an_error_here(tmp_path: Path) -> None:
    home = tmp_path / "kk"
    (home / "chapter.docx").mkdir(parents=True)
    place = Place((sample("kk"),), (home,), tmp_path / "report.html")
    with SecondProcess() as writer, pytest.raises(IsADirectoryError):
        write_documents([place], formats=Formats(("docx",), ()), writer=writer)
