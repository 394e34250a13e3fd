"""A new study: what is in its folder, that it runs at once, and what its numbers show."""

import runpy
import tomllib
from pathlib import Path

import pytest
from aqyl.data import folder
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.new_study import write_new_study
from aqyl.reports.study.study_check import checked_study
from aqyl.reports.study.study_file import read_study
from aqyl.reports.study_commands import check_study_file, new_study
from aqyl.survey.errors import FileError

MAKER = Path(__file__).parents[1] / "reference" / "make_new_study.py"


def settings(code: str) -> dict[str, object]:
    tree = tomllib.loads((folder("new_study") / f"{code}.toml").read_text("utf-8"))
    assert tree.pop("language") == code
    return tree


def test_the_three_languages_differ_in_their_comments_alone() -> None:
    assert settings("kk") == settings("ru") == settings("en")
    texts = [(folder("new_study") / f"{code}.toml").read_text("utf-8") for code in LANGUAGES]
    assert len({len(text.splitlines()) for text in texts}) == 1
    for text in texts:
        assert text.startswith("#:schema ./study.schema.json\n")
        assert max(map(len, text.splitlines())) <= 180  # a label in three languages


def test_every_text_is_in_three_languages() -> None:
    tree = settings("en")
    instrument = tree["instrument"]
    assert isinstance(instrument, dict)
    items = [name for names in instrument["constructs"].values() for name in names]
    assert set(instrument["labels"]) >= {*items, *instrument["constructs"], *instrument["profile"]}
    texts = [tree["title"], *instrument["labels"].values(), *instrument["scale"]["labels"]]
    texts += [hypothesis["label"] for hypothesis in tree["hypothesis"]]  # type: ignore[union-attr]
    assert all(set(text) == {"kk", "ru", "en"} for text in texts)  # type: ignore[call-overload]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_new_study_has_no_fault(tmp_path: Path, code: str) -> None:
    files = write_new_study(tmp_path / "made", language(code))
    assert sorted(p.name for p in (tmp_path / "made").iterdir()) == sorted(p.name for p in files)
    found = checked_study(files[0])
    assert found.faults == ()
    assert found.study is not None
    assert found.study.languages == (code,)
    assert found.study.simulated
    assert found.responses is not None
    assert found.responses.simulated
    assert found.kept is not None
    assert (len(found.responses.ids), len(found.kept.ids)) == (120, 115)


def test_documents_in_several_languages_are_named_and_the_rest_stays(tmp_path: Path) -> None:
    plain = write_new_study(tmp_path / "a", language("ru"))[0]
    both = write_new_study(tmp_path / "b", language("ru"), ("ru", "kk", "ru"))[0]
    alone, several = (path.read_text("utf-8").splitlines() for path in (plain, both))
    assert tomllib.loads("\n".join(several))["language"] == ["ru", "kk"]
    pairs = [pair for pair in zip(alone, several, strict=True) if pair[0] != pair[1]]
    ((old, new),) = pairs
    assert old.index("#") == new.index("#")
    assert checked_study(tmp_path / "b" / "study.toml").gaps == ()


def test_the_answers_come_from_their_script() -> None:
    text = runpy.run_path(str(MAKER))["answers_text"]()
    assert (folder("new_study") / "answers.csv").read_text("utf-8") == text


def test_some_hypotheses_hold_and_others_do_not(tmp_path: Path) -> None:
    from aqyl.reports.study.results import analyse

    write_new_study(tmp_path, language("en"))
    text = (tmp_path / "study.toml").read_text("utf-8")
    quick = text.replace("# resamples = 10000", "resamples = 200").replace("covariance = true", "")
    (tmp_path / "study.toml").write_text(quick, "utf-8")
    study = read_study(tmp_path / "study.toml")
    found = analyse(study, read_answers(study))
    assert found.refused == ()
    verdicts = {v.hypothesis.id: v.verdict for v in found.verdicts}
    assert {name: verdicts[name] for name in ("H1", "H2", "H3", "H4")} == {
        "H1": "supported",
        "H2": "not_supported",
        "H3": "supported",
        "H4": "not_supported",
    }


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(FileError, match="is there already and is not an empty folder"):
        write_new_study(tmp_path, language("en"))
    with pytest.raises(FileError, match="is there already"):
        write_new_study(tmp_path / "notes.txt", language("en"))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    (tmp_path / "empty").mkdir()
    assert len(write_new_study(tmp_path / "empty", language("en"))) == 3


@pytest.mark.parametrize(
    ("code", "said", "fine"),
    [
        ("kk", "Жаңа зерттеу құрылды", "Қате жоқ."),
        ("ru", "Новое исследование создано", "Ошибок нет."),
        ("en", "A new study is in", "Nothing wrong."),
    ],
)
def test_the_verbs_speak_the_language(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
    said: str,
    fine: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    new_study("city", [code])  # type: ignore[arg-type]
    told = capsys.readouterr().out
    assert told.startswith(said)
    assert str(tmp_path) not in told
    check_study_file("city/study.toml", code)  # type: ignore[arg-type]
    told = capsys.readouterr().out
    assert told.startswith(fine)
    assert "120" in told
