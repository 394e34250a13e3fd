"""A misspelling says the same as what it misspells; a text that may be its opposite is none."""

import pytest
from aqyl.survey.misspelling import misspelt

SCALE = {
    "Совершенно не согласен": 1,
    "Не согласен": 2,
    "Скорее не согласен": 3,
    "Согласен": 5,
    "Келісемін": 5,
    "Strongly disagree": 1,
    "Useful": 5,
}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Согласн", "Согласен"),
        ("Соглсаен", "Согласен"),
        ("скоре не согласен", "Скорее не согласен"),
        ("Совершено не согласин", "Совершенно не согласен"),
        ("Strongli disagree", "Strongly disagree"),
        ("Скорее согласен", ""),
        ("Несогласен", ""),
        ("Келіспеймін", ""),
        ("Strongly agree", ""),
        ("Useless", ""),
        ("не знаю", ""),
        ("", ""),
    ],
)
def test_only_a_misspelling_is_suggested(text: str, meant: str) -> None:
    assert misspelt(text, SCALE) == meant


def test_of_two_that_are_as_near_none_is_suggested() -> None:
    assert misspelt("часта", {"часто": 1, "части": 2}) == ""
    assert misspelt("часта", {"часто": 1, "части": 1}) == "часто"
    assert misspelt("18-28", {"18-29": 1}) == ""
