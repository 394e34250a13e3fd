"""A folder is written as a whole or not at all, and nothing of the user's is lost."""

import json
import os
from pathlib import Path

import pytest
from aqyl.reports.output import MANIFEST, sha256, write_folder
from aqyl.survey.errors import FileError


def fill(text: str):
    return lambda folder: (folder / "a.txt").write_text(text)


def test_a_manifest_names_every_file_by_its_hash(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("x")
    write_folder(tmp_path / "out", fill("one"), inputs=[source], settings={"k": 1})
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert manifest["outputs"] == {"a.txt": sha256(tmp_path / "out" / "a.txt")}
    assert manifest["inputs"] == {"in.csv": sha256(source)}
    assert manifest["settings"] == {"k": 1}
    assert str(tmp_path) not in json.dumps(manifest)


def test_an_earlier_result_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", fill("one"))
    write_folder(tmp_path / "out", lambda folder: (folder / "b.txt").write_text("two"))
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["b.txt", MANIFEST]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_the_earlier_result_and_no_trace(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", fill("one"))

    def fail(folder: Path) -> None:
        fill("two")(folder)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", fail)
    assert (tmp_path / "out" / "a.txt").read_text() == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_the_users_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.docx").write_text("mine")
    with pytest.raises(FileError, match=r"did not make, such as `chapter\.docx`"):
        write_folder(tmp_path / "thesis", fill("one"))
    write_folder(tmp_path / "out", fill("one"))
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(FileError, match=r"notes\.txt"):
        write_folder(tmp_path / "out", fill("two"))
    assert (tmp_path / "out" / "a.txt").read_text() == "one"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(FileError, match="is a file"):
        write_folder(tmp_path / "out", fill("one"))
    with pytest.raises(FileError, match="cannot be written"):
        write_folder(tmp_path / "out" / "deeper", fill("one"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(FileError, match="cannot be written"):
        write_folder(tmp_path / "locked" / "out", fill("one"))
