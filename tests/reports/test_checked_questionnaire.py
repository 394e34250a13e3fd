"""The questionnaire of a study is checked as far as it can be read, in its own file as well."""

from pathlib import Path

from aqyl.reports.study.study_check import check_study

from .faulty_study import check, told
from .stranger_study import write_study


def test_a_questionnaire_of_its_own_has_its_own_lines(tmp_path: Path) -> None:
    study = 'data = "answers.csv"\ninstrument = "q.toml"\n[factors]\nthreshold = 2\n'
    path = write_study(tmp_path, study=study)
    (tmp_path / "q.toml").write_text(
        '[scale]\npoints = [1, 2]\nlables = ["a"]\n[[construct]]\nid = "a"\nitems = []\n'
        '[[construct]]\nitem = ["x"]\n',
        "utf-8",
    )
    assert told(check_study(path)) == [
        ("q.toml:3", "scale.lables"),
        ("q.toml:6", "construct.a.items"),
        ("q.toml:7", "construct.2.id"),
        ("q.toml:8", "construct.2.item"),
        ("study.toml:4", "factors.threshold"),
    ]
    (tmp_path / "q.toml").write_text(
        '[scale]\npoints = [1, 2]\n[[construct]]\nid = "a"\nitems = ["x"]\n'
        '[[construct]]\nid = "b"\nitems = [\n"y",\n"x"]\n',
        "utf-8",
    )
    assert told(check_study(path))[0] == ("q.toml:10", "construct.b.items.x")
    (tmp_path / "q.toml").unlink()
    assert ("study.toml:2", "instrument") in told(check_study(path))


def test_a_questionnaire_is_checked_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        ("points = [1, 2, 3, 4, 5, 6, 7], labels", "labels"),
        ('["E1", "E2", "E3"]', '["E1", "E2", "E2", "T1"]'),
        ('reverse = ["E2"]', 'reverse = ["E9"]'),
        ('["ж", "м"]', '["ж", "ж"]'),
        ('outcome = "use"', 'outcome = "us"'),
        ('by = ["gender", "age"]', 'by = ["gendr"]'),
        more='[model]\npaths = ["ease -> use"]\n',
    )
    assert [fault.key for fault in found] == [
        "instrument.scale.points",
        "instrument.constructs.ease.E2",
        "instrument.constructs.ease.T1",
        "instrument.reverse.E9",
        "instrument.profile.gender.ж",
        "regression.outcome",
        "comparison.by.gendr",
    ]


def test_a_questionnaire_file_is_checked_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    study = 'data = "answers.csv"\ninstrument = "q.toml"\n[regression]\noutcome = "b"\n'
    path = write_study(tmp_path, study=study)
    (tmp_path / "q.toml").write_text(
        'lables = { a = "A" }\nconstructs = { a = ["x", "x"] }\nreverse = ["y"]\n', "utf-8"
    )
    assert sorted(told(check_study(path))) == [
        ("q.toml:1", "lables"),
        ("q.toml:1", "scale"),
        ("q.toml:2", "constructs.a.x"),
        ("q.toml:3", "reverse.y"),
        ("study.toml:4", "regression.outcome"),
    ]
