"""All faults of a study in one go: wrong keys, kinds and names, with file, line and key."""

import tomllib
from pathlib import Path

import pytest
import typer
from aqyl.data import folder
from aqyl.reports.study.study_check import check_study
from aqyl.reports.study.study_file import read_study
from aqyl.reports.study.study_reading import study_reading
from aqyl.reports.study_commands import check_study_file
from aqyl.survey.errors import AqylError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st

from .faulty_study import changed, check, told
from .stranger_study import STUDY, write_study


def test_a_sound_study_has_no_faults(tmp_path: Path) -> None:
    assert check(tmp_path) == ()
    assert check_study(folder("turkistan") / "study.toml") == ()


def test_every_wrong_key_is_told_with_its_line(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        ("[regression]", "[regresion]"),
        ("longest_run", "longest_ran"),
        ("completeness = 0.8", 'completeness = "x"'),
        ("replications = 20", 'count = "all"\nmethod = "x"'),
    )
    assert told(found) == [
        ("study.toml:13", "screening.completeness"),
        ("study.toml:14", "screening.longest_ran"),
        ("study.toml:17", "factors.count"),
        ("study.toml:18", "factors.method"),
        ("study.toml:20", "regresion"),
    ]
    assert found[1].sentence.endswith("did you mean `longest_run`?")


def test_every_wrong_name_is_told_with_its_line(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        ("completeness = 0.8", "completeness = 80\nspread = -1"),
        ('outcome = "use"', 'outcome = "usage"\npredictors = ["a", "trust"]'),
        ('"trust -> use"', '"trust -> us"'),
        ('by = ["gender", "age"]', 'by = ["sex", "age", "age"]'),
        more='[scores]\nweights = { a = 1.0 }\n[model]\npaths = ["ease -> tru", "x"]\n'
        'modes = { q = "A" }\ngroups = "g"\nhigher_order = { h = ["ease", "w"] }\n',
    )
    assert told(found) == [
        ("study.toml:13", "screening.completeness"),
        ("study.toml:14", "screening.spread"),
        ("study.toml:21", "regression.outcome"),
        ("study.toml:22", "regression.predictors.a"),
        ("study.toml:26", "hypothesis.H1.path"),
        ("study.toml:29", "comparison.by.age"),
        ("study.toml:29", "comparison.by.sex"),
        ("study.toml:31", "scores.weights"),
        ("study.toml:31", "scores.weights.a"),
        ("study.toml:33", "model.paths.1"),
        ("study.toml:33", "model.paths.x"),
        ("study.toml:34", "model.modes.q"),
        ("study.toml:35", "model.groups"),
        ("study.toml:36", "model.higher_order.h.w"),
    ]
    assert "Did you mean `use`?" in {fault.next_step for fault in found}


def test_keys_and_names_are_told_together(tmp_path: Path) -> None:
    found = check(tmp_path, ("longest_run", "longest_ran"), ('"trust -> use"', '"trust -> us"'))
    assert [fault.key for fault in found] == ["screening.longest_ran", "hypothesis.H1.path"]


def test_the_rest_of_a_table_is_checked_as_well(tmp_path: Path) -> None:
    found = check(tmp_path, ("completeness = 0.8\nlongest_run", "completeness = 80\nlongest_ran"))
    assert [fault.key for fault in found] == ["screening.completeness", "screening.longest_ran"]


@pytest.mark.parametrize(
    "wrong", ['simulated = "yes"', "[factors]\nseed = 1.0", '[model]\ncovariance = "no"']
)
def test_kinds_are_not_guessed(tmp_path: Path, wrong: str) -> None:
    study = 'data = "answers.csv"\n' + wrong + "\n"
    found = check_study(write_study(tmp_path, study=study))
    assert [fault.sentence for fault in found if "valid" in fault.sentence]


@pytest.mark.parametrize(
    ("pairs", "key"),
    [
        ([('outcome = "use"', 'outcom = "use"')], "regression.outcom"),
        ([("[regression]", "[regresion]")], "regresion"),
        ([('path = "trust -> use"', 'pth = "trust -> use"')], "hypothesis.H1.pth"),
        ([("constructs = {", "construct = {")], "instrument.construct"),
        ([("[[hypothesis]]", "[[hypothesi]]")], "hypothesi"),
        ([('data = { file = "answers.csv"', "data = { file = 3")], "data.file"),
    ],
)
def test_one_slip_is_one_fault(tmp_path: Path, pairs: list[tuple[str, str]], key: str) -> None:
    """Nothing else is said of what depends on a table that cannot be read."""
    assert [fault.key for fault in check(tmp_path, *pairs)] == [key]


def test_a_study_raises_the_first_of_its_faults(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=changed(("completeness", "complete"), ("-> use", "-> us")))
    errors = [fault.error for fault in check_study(path)]
    with pytest.raises(SpecificationError) as caught:
        read_study(path)
    assert str(caught.value) in {str(error) for error in errors}
    assert caught.value.where == "study.toml"


def test_hypotheses_stand_once(tmp_path: Path) -> None:
    more = '[[hypothesis]]\nid = "H1"\npath = "ease -> use"\n'
    found = check(tmp_path, more=more)
    assert told(found) == [("study.toml:29", "hypothesis.H1.id")]


def test_a_text_that_is_no_toml_has_one_fault(tmp_path: Path) -> None:
    found = check(tmp_path, more="\n[x\n")
    assert [fault.place for fault in found] == ["study.toml:29"]
    assert "not valid TOML" in found[0].sentence
    missing = check_study(tmp_path / "none.toml")
    assert [fault.place for fault in missing] == ["none.toml"]


@pytest.mark.parametrize(
    ("code", "closing"), [("kk", "3 қате"), ("ru", "3 ошибки"), ("en", "3 faults")]
)
def test_the_verb_prints_places_and_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, closing: str
) -> None:
    slips = (("longest_run", "longest_ran"), ("-> use", "-> us"), ("replica", "repplica"))
    text = changed(*slips)
    path = write_study(tmp_path, study=text)
    with pytest.raises(typer.Exit) as ended:
        check_study_file(path, code)  # type: ignore[arg-type]
    assert ended.value.exit_code == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("study.toml:14: ")
    assert lines[1].startswith("study.toml:17: ")
    assert lines[-1] == closing
    assert "(study.toml)" not in "".join(lines)


WORDS = st.sampled_from(
    ["trust", "use", "us", "gender", "x", "H1", "", "trust -> use", 3, 0.5, True, [], {}, ["trust"]]
)
TABLES = st.sampled_from(
    [*sorted(tomllib.loads(STUDY)), "model", "index", "scores", "privacy", "n"]
)


@given(st.dictionaries(TABLES, st.dictionaries(st.sampled_from(
    ["file", "outcome", "predictors", "by", "paths", "groups", "id", "data", "smallest", "rule"]
), WORDS, max_size=3) | WORDS, min_size=1, max_size=3))  # fmt: skip
def test_no_study_breaks_the_check(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, object]
) -> None:
    """Whatever stands in a study, there is an answer, and reading it agrees."""
    tree = tomllib.loads(STUDY) | changes
    path = tmp_path_factory.mktemp("any") / "study.toml"
    path.write_text("".join(f"{key} = {_toml(value)}\n" for key, value in tree.items()), "utf-8")
    found = check_study(path)
    assert found  # at least the answers are missing
    assert all(fault.sentence and fault.line <= len(tree) for fault in found)
    if study_reading(path).faults:
        with pytest.raises(AqylError) as caught:
            read_study(path)
        assert str(caught.value) in {str(fault.error) for fault in found}
    else:
        assert read_study(path).path == path


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
