"""A folder is written as a whole or not at all, and nothing of the user's is lost."""

import json
from pathlib import Path

import pytest
from aqyl.reports.input_stamp import stamp
from aqyl.reports.manifest import CRATE, MANIFEST, InputFile, read_manifest, sha256
from aqyl.reports.output import write_folder
from aqyl.survey.errors import AqylError, FileError


def fill(text: str):
    return lambda folder: (folder / "a.txt").write_text(text)


def test_a_manifest_names_every_file_by_its_hash(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("x")
    inputs = [InputFile(source, "CC-BY-4.0")]
    write_folder(tmp_path / "out", fill("one"), title="T", inputs=inputs, settings={"k": 1})
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert manifest.outputs == {"a.txt": sha256(tmp_path / "out" / "a.txt")}
    assert manifest.inputs == {"in.csv": sha256(source)}
    assert manifest.settings == {"k": 1}
    text = (tmp_path / "out" / MANIFEST).read_text("utf-8")
    assert str(tmp_path) not in text
    assert text == (tmp_path / "out" / CRATE).read_text("utf-8")


def test_a_manifest_is_a_research_object_crate(tmp_path: Path) -> None:
    source = tmp_path / "жауап %20 a.csv"
    source.write_text("x")

    def write(folder: Path) -> None:
        (folder / "кесте 1%.csv").write_text("a")

    write_folder(tmp_path / "out", write, title="T", inputs=[InputFile(source, "CC0-1.0")])
    crate = json.loads((tmp_path / "out" / CRATE).read_text("utf-8"))
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    assert len(entities) == len(crate["@graph"])
    assert crate["@context"] == "https://w3id.org/ro/crate/1.2/context"
    assert entities[CRATE]["about"] == {"@id": "./"}
    root = entities["./"]
    assert (root["@type"], root["name"], root["license"]) == ("Dataset", "T", "CC0-1.0")
    (part,) = root["hasPart"]
    assert entities[part["@id"]]["name"] == "кесте 1%.csv"
    assert entities[part["@id"]]["encodingFormat"] == "text/csv"
    references = [v for e in entities.values() for v in e.values() if isinstance(v, dict)]
    assert {r["@id"] for r in references} - set(entities) == {"https://w3id.org/ro/crate/1.2"}
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert set(manifest.outputs) == {"кесте 1%.csv"}
    assert set(manifest.inputs) == {"жауап %20 a.csv"}


def test_an_earlier_result_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", fill("one"))
    write_folder(tmp_path / "out", lambda folder: (folder / "b.txt").write_text("two"))
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["b.txt", MANIFEST, CRATE]
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
    changed = tmp_path / "out" / "a.txt"
    changed.write_text("edited by hand")
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with pytest.raises(FileError, match=r"`a\.txt` was changed by you since the last run \(out\)"):
        write_folder(tmp_path / "out", fill("two"))
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    write_folder(tmp_path / "out", fill("two"), overwrite=True)
    assert changed.read_text() == "two"
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(FileError, match=r"such as `notes\.txt`"):
        write_folder(tmp_path / "out", fill("three"), overwrite=True)


def test_several_changed_files_are_counted(tmp_path: Path) -> None:
    def write(folder: Path) -> None:
        for name in ("a.txt", "b.txt", "c.txt"):
            (folder / name).write_text("one")

    write_folder(tmp_path / "out", write)
    for name in ("b.txt", "c.txt"):
        (tmp_path / "out" / name).write_text("mine")
    with pytest.raises(FileError, match=r"`b\.txt` was changed .* and other files: 1"):
        write_folder(tmp_path / "out", write)


@pytest.mark.parametrize("lock", ["~$apter.docx", "~$chapter.docx", ".~lock.chapter.docx#"])
def test_a_file_that_is_open_in_a_program_is_named(tmp_path: Path, lock: str) -> None:
    def write(folder: Path) -> None:
        (folder / "kk").mkdir()
        (folder / "kk" / "chapter.docx").write_text("one")

    write_folder(tmp_path / "out", write)
    (tmp_path / "out" / "kk" / lock).write_text("me")
    with pytest.raises(FileError, match=r"`kk/chapter\.docx` is open in another program"):
        write_folder(tmp_path / "out", write, overwrite=True)
    assert (tmp_path / "out" / "kk" / lock).is_file()


def test_a_folder_that_windows_does_not_move_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "out", fill("one"))
    rename = Path.rename

    def locked(path: Path, target: Path) -> Path:
        if path == tmp_path / "out":
            raise PermissionError(13, "Access is denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", locked)
    with pytest.raises(FileError, match="may be open in another program, such as Word"):
        write_folder(tmp_path / "out", fill("two"))
    assert (tmp_path / "out" / "a.txt").read_text() == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_day_of_publication_is_the_authors(tmp_path: Path) -> None:
    write_folder(tmp_path / "one", fill("one"), date="2025-06-01")
    write_folder(tmp_path / "two", fill("one"))
    roots = []
    for name in ("one", "two"):
        graph = json.loads((tmp_path / name / CRATE).read_text("utf-8"))["@graph"]
        roots.append(next(entity for entity in graph if entity["@id"] == "./"))
    assert roots[0]["datePublished"] == "2025-06-01"
    assert "datePublished" not in roots[1]


def test_a_name_that_no_disk_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        write_folder(tmp_path / ("x" * 300), fill("one"))


def test_inputs_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "d.csv").write_text(name)
    inputs = [InputFile(tmp_path / name / "d.csv") for name in ("a", "b")]
    write_folder(tmp_path / "out", fill("one"), inputs=inputs)
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert set(manifest.inputs) == {"d.csv", "d.csv (2)"}


@pytest.mark.parametrize(
    "content", ['{"@graph": []}', '{"@graph": [{"@id": "./"}, 1]}', "[]", "[" * 100_000]
)
def test_a_manifest_of_anybody_protects_the_folder(tmp_path: Path, content: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text(content, "utf-8")
    (out / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(AqylError, match=r"did not leave there|was not made by"):
        write_folder(out, lambda folder: (folder / "a.txt").write_text("a", "utf-8"))
    assert (out / "mine.txt").read_text("utf-8") == "mine"


def test_an_input_that_changed_meanwhile_stops_the_writing(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("x")
    inputs = [InputFile(source, seen=stamp(source))]
    write_folder(tmp_path / "out", fill("one"), inputs=inputs)

    def write(folder: Path) -> None:
        fill("two")(folder)
        source.write_text("longer")

    with pytest.raises(FileError, match=r"`in\.csv` was changed while"):
        write_folder(tmp_path / "out", write, inputs=inputs)
    assert (tmp_path / "out" / "a.txt").read_text() == "one"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "out"]


@pytest.mark.parametrize("moment", [1, 2])
def test_an_interruption_between_two_names_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    write_folder(tmp_path / "out", fill("one"))
    rename, done = Path.rename, []

    def interrupted(self: Path, target: Path) -> Path:
        done.append(self)
        if len(done) == moment:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", fill("two"))
    assert (tmp_path / "out" / "a.txt").read_text() == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
