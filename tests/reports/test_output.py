"""A folder is written as a whole or not at all, and nothing of the user's is lost."""

import json
from pathlib import Path

import pytest
from aqyl.reports.output import MANIFEST, sha256, write_folder
from aqyl.survey.errors import AqylError, FileError


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
    with pytest.raises(FileError, match=r"such as `chapter\.docx`"):
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


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that nobody can write to")
def test_a_folder_that_nobody_can_write_to_is_refused() -> None:
    with pytest.raises(FileError, match="cannot be written"):
        write_folder(Path("/proc/aqyl/out"), fill("one"))


def test_the_working_folder_itself_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match="a folder of its own"):
        write_folder(Path(), fill("one"))


def test_a_file_that_was_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", fill("one"))
    (tmp_path / "out" / "a.txt").write_text("edited by hand")
    with pytest.raises(FileError, match=r"such as `a\.txt`"):
        write_folder(tmp_path / "out", fill("two"))


def test_a_name_that_no_disk_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        write_folder(tmp_path / ("x" * 300), fill("one"))


def test_inputs_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "d.csv").write_text(name)
    inputs = [tmp_path / name / "d.csv" for name in ("a", "b")]
    write_folder(tmp_path / "out", fill("one"), inputs=inputs)
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert set(manifest["inputs"]) == {"d.csv", "d.csv (2)"}


@pytest.mark.parametrize(
    "content", ['{"made_by": "aqyl"}', '{"made_by": "aqyl", "outputs": [1]}', "[" * 100_000]
)
def test_a_manifest_of_anybody_protects_the_folder(tmp_path: Path, content: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text(content, "utf-8")
    (out / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(AqylError, match=r"did not leave there|was not made by"):
        write_folder(out, lambda folder: (folder / "a.txt").write_text("a", "utf-8"))
    assert (out / "mine.txt").read_text("utf-8") == "mine"
