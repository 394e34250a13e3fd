"""A folder of results is recomputed, and what differs is named."""

import json
from pathlib import Path

import pytest
from aqyl.reports.language import language
from aqyl.reports.manifest import MANIFEST
from aqyl.reports.study.run import run_study
from aqyl.reports.verification import Difference, verify
from aqyl.survey.errors import FileError

from .stranger_study import STUDY, write_study

SMALL = STUDY + '\n[documents]\nformats = ["csv", "xlsx"]\nfigures = ["svg"]\n'


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = write_study(tmp_path_factory.mktemp("study"), study=SMALL)
    run_study(path, path.parent / "results" / "out", languages=["ru"])
    return path


def test_the_same_inputs_give_the_same_files(study: Path) -> None:
    assert verify(study.parent / "results" / "out") == ()


def test_what_was_done_to_the_folder_is_named(study: Path) -> None:
    out = study.parent / "results" / "out"
    tables = out / "tables"
    kept = (tables / "anova.csv").read_bytes()
    (tables / "anova.csv").unlink()
    (tables / "profile.csv").write_bytes(b"x" + (tables / "profile.csv").read_bytes())
    (out / "mine.txt").write_text("mine")
    found = verify(out)
    (tables / "anova.csv").write_bytes(kept)
    (tables / "profile.csv").write_bytes((tables / "profile.csv").read_bytes()[1:])
    (out / "mine.txt").unlink()
    assert found == (
        Difference("missing", "tables/anova.csv"),
        Difference("changed", "tables/profile.csv"),
        Difference("extra", "mine.txt"),
    )


def test_another_input_is_named_and_nothing_computed(study: Path) -> None:
    data = study.parent / "answers.csv"
    kept = data.read_bytes()
    lines = kept.splitlines(keepends=True)
    data.write_bytes(b"".join(lines[:-1]))
    found = verify(study.parent / "results" / "out")
    data.write_bytes(kept)
    assert found == (Difference("input", "answers.csv"),)


def test_a_copy_of_the_data_elsewhere_hides_no_change(study: Path, tmp_path: Path) -> None:
    for name in ("mine", "copy"):
        (tmp_path / name).mkdir()
        for file in ("study.toml", "answers.csv"):
            (tmp_path / name / file).write_bytes((study.parent / file).read_bytes())
    run_study(tmp_path / "mine" / "study.toml", tmp_path / "mine" / "out", languages=["ru"])
    data = tmp_path / "mine" / "answers.csv"
    data.write_bytes(b"".join(data.read_bytes().splitlines(keepends=True)[:-1]))
    assert Difference("input", "answers.csv") in verify(tmp_path / "mine" / "out")


def test_another_version_is_named(study: Path) -> None:
    manifest = study.parent / "results" / "out" / MANIFEST
    kept = manifest.read_text("utf-8")
    content = json.loads(kept)
    for entity in content["@graph"]:
        if entity["@id"] == "#with-numpy":
            entity["softwareVersion"] = "1.0"
    manifest.write_text(json.dumps(content), "utf-8")
    (found,) = verify(study.parent / "results" / "out")
    manifest.write_text(kept, "utf-8")
    assert found.kind == "version"
    assert found.name.startswith("numpy 1.0 → ")


def test_a_study_in_a_folder_beside_the_results_is_found(study: Path, tmp_path: Path) -> None:
    (tmp_path / "my_study").mkdir()
    for name in ("study.toml", "answers.csv"):
        (tmp_path / "my_study" / name).write_bytes((study.parent / name).read_bytes())
    run_study(tmp_path / "my_study" / "study.toml", tmp_path / "my_results", languages=["ru"])
    assert verify(tmp_path / "my_results") == ()


def test_inputs_may_lie_elsewhere(study: Path, tmp_path: Path) -> None:
    run_study(study, tmp_path / "a" / "b" / "c" / "d" / "out", languages=["ru"])
    out = tmp_path / "a" / "b" / "c" / "d" / "out"
    with pytest.raises(FileError, match=r"`study\.toml` is not found .* --sources"):
        verify(out)
    assert verify(out, sources=study.parent) == ()


def test_a_folder_of_anybody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="has no manifest of aqyl"):
        verify(tmp_path)


def test_files_are_named_in_every_language() -> None:
    for code in ("kk", "ru", "en"):
        lang = language(code)
        for kind in ("missing", "changed", "extra", "input", "version", "recomputed"):
            assert "a.csv" in lang.text(f"verify.{kind}", name="a.csv")
