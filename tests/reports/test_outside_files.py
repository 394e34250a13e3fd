"""A study reads files outside its folder only by leave, wherever it names them."""

import os
from pathlib import Path

import pytest
from aqyl.reports.study.study_check import check_study
from aqyl.reports.study.study_file import read_study
from aqyl.survey.errors import SpecificationError

from .faulty_study import SCHEME, changed, told
from .stranger_study import STUDY, write_study

CITY = '[[index]]\ndata = "{}"\nframework = "{}"\n[instrument]'
OUTSIDE = [
    ('file = "answers.csv"', 'file = "../answers.csv"', "data.file"),
    ('file = "answers.csv"', 'file = "/etc/hostname"', "data.file"),
    ('file = "answers.csv"', 'file = "link.csv"', "data.file"),
    ('file = "answers.csv"', 'file = "linked/answers.csv"', "data.file"),
    ('file = "answers.csv"', 'file = "C:\\\\answers.csv"', "data.file"),
    ("[instrument]", CITY.format("../a.csv", "f.toml"), "index.1.data"),
    ("[instrument]", CITY.format("a.csv", "../f.toml"), "index.1.framework"),
    ("[instrument]", CITY.format("a.csv", "cat.toml"), "index.1.framework"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key"), OUTSIDE)
def test_a_file_outside_the_folder_needs_leave(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    inner = tmp_path / "study"
    inner.mkdir()
    path = write_study(inner, study=changed((old, new)))
    (inner / "answers.csv").rename(tmp_path / "answers.csv")
    (inner / "link.csv").symlink_to(tmp_path / "answers.csv")
    (inner / "linked").symlink_to(tmp_path)
    (inner / "cat.toml").write_text(SCHEME + '[catalogue]\nfile = "../c.csv"\n', "utf-8")
    with pytest.raises(SpecificationError, match="outside the folder of the study") as caught:
        read_study(path)
    assert "--allow-outside" in caught.value.next_step
    assert str(tmp_path) not in str(caught.value)
    found = [f for f in check_study(path) if "outside the folder" in f.sentence]
    assert [fault.key for fault in found] == [key]
    assert read_study(path, allow_outside=True).path == path


def test_a_questionnaire_outside_is_not_opened(tmp_path: Path) -> None:
    inner = tmp_path / "study"
    inner.mkdir()
    (tmp_path / "q.toml").write_text("secret", "utf-8")
    path = write_study(inner, study='data = "answers.csv"\ninstrument = "../q.toml"\n')
    found = check_study(path)
    assert told(found) == [("study.toml:2", "instrument")]
    assert "secret" not in str(found[0].error)


def test_a_link_inside_the_folder_is_fine(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=changed(('file = "answers.csv"', 'file = "link.csv"')))
    (tmp_path / "link.csv").symlink_to("answers.csv")
    assert check_study(path) == ()


def test_answers_named_by_the_caller_need_no_leave(tmp_path: Path) -> None:
    inner = tmp_path / "study"
    inner.mkdir()
    path = write_study(inner, study=STUDY + "[model]\nresamples = 200\n")
    (inner / "answers.csv").rename(tmp_path / "others.csv")
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        study = read_study("study/study.toml", data="others.csv")
        assert study.data_file == Path("others.csv")
        assert check_study("study/study.toml", data="others.csv") == ()
        missing = check_study("study/study.toml", data="none.csv")
        assert "There is no file none.csv" in [fault.sentence for fault in missing]
    finally:
        os.chdir(before)
    assert read_study(path, data=tmp_path / "others.csv").data_file == tmp_path / "others.csv"
