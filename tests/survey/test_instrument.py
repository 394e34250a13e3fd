"""Questionnaires: the shipped one, and what is said of a wrong one."""

import pickle
from pathlib import Path

import pytest
from aqyl.data import folder
from aqyl.survey.errors import AqylError
from aqyl.survey.instrument import read_instrument

SMALL = """
[scale]
points = [1, 2, 3]
labels = [{ en = "no" }, { en = "so" }, { en = "yes" }]

[[construct]]
id = "trust"
items = ["t1", "t2"]

[item.t2]
reverse = true

[[profile]]
id = "gender"
options = [{ code = "f" }, { code = "m" }]
"""


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "q.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_questionnaire_is_complete_in_three_languages() -> None:
    found = read_instrument(folder("turkistan") / "instrument.toml")
    sizes = {c.id: len(c.items) for c in found.constructs}
    assert sizes == {
        "economy": 5,
        "people": 4,
        "governance": 7,
        "mobility": 5,
        "environment": 9,
        "living": 10,
        "acceptance": 11,
    }
    assert found.scale.points == (1, 2, 3, 4, 5)
    labelled = [*found.items, *found.constructs, *found.profile]
    labels = [*(thing.labels for thing in labelled), *found.scale.labels, found.title]
    labels += [option.labels for question in found.profile for option in question.options]
    assert all(set(label) == {"kk", "ru", "en"} and all(label.values()) for label in labels)
    assert [len(question.options) for question in found.profile] == [5, 2, 3, 4, 8]


def test_a_small_questionnaire_is_read(tmp_path: Path) -> None:
    found = read_instrument(write(tmp_path, SMALL))
    assert [(item.id, item.reverse) for item in found.items_of("trust")] == [
        ("t1", False),
        ("t2", True),
    ]
    assert [found.scale.reverse(point) for point in found.scale.points] == [3, 2, 1]
    with pytest.raises(AqylError, match="no construct `x`; there are trust"):
        found.items_of("x")


def test_everything_that_contradicts_itself_is_told_at_once(tmp_path: Path) -> None:
    text = (
        'scale = { points = [1, 3, 2], labels = ["a", "b"] }\nreverse = ["x"]\n'
        'constructs = { a = ["A1", "A1"], b = ["A1", "B1", "B1"] }\n'
        'labels = { z = "Z" }\nprofile = { sex = ["f", "f"] }\n'
    )
    with pytest.raises(AqylError) as caught:
        read_instrument(write(tmp_path, text))
    error = caught.value
    assert [one.problem for one in (error, *error.others)] == [
        "The item `A1` stands twice",
        "The item `B1` stands twice",
        "The option of `sex` `f` stands twice",
        "`x` is described or reversed, and no construct lists it",
        "`labels` names `z`, which is no construct, item, question or option",
        "`scale.points` must ascend, got [1, 3, 2]",
        "`scale.labels` must name each of the 3 points, got 2",
    ]
    assert {one.where for one in (error, *error.others)} == {"q.toml"}
    again = pickle.loads(pickle.dumps(error))
    assert [str(one) for one in again.others] == [str(one) for one in error.others]


def test_constructs_are_written_in_one_form(tmp_path: Path) -> None:
    for text in ("", 'constructs = { a = ["A"] }\n[[construct]]\nid = "b"\nitems = ["B"]\n'):
        with pytest.raises(AqylError, match="needs its constructs once"):
            read_instrument(write(tmp_path, "scale = { points = [1, 2] }\n" + text))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("points = [1, 2, 3]", "points = [1, 3, 2]", "must ascend"),
        ("points = [1, 2, 3]", "points = [1, 2]", "each of the 2 points, got 3"),
        (
            "points = [1, 2, 3]",
            "point = [1, 2, 3]",
            "Unknown key `scale.point`; did you mean `points`?|`scale.points` is missing",
        ),
        ('"t1", "t2"', '"t1", "t1", "t2"', "item `t1` stands twice"),
        ("[item.t2]", "[item.t9]", "`t9` is described or reversed, and no construct lists it"),
        ('{ code = "m" }', '{ code = "f" }', "option of `gender` `f` stands twice"),
        ('{ en = "so" }', '{ en = "No " }', "label of the scale `no` stands twice"),
        ('items = ["t1", "t2"]', "items = []", "`construct.1.items`: needs at least 1"),
        ("[scale]", "[scale", "not valid TOML"),
    ],
)
def test_a_wrong_questionnaire_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SMALL
    with pytest.raises(AqylError, match=message):
        read_instrument(write(tmp_path, SMALL.replace(old, new, 1)))
