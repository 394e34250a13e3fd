"""What was forgotten in a TOML text: named with the line after which it belongs."""

from __future__ import annotations

import pytest
from aqyl.survey.errors import FileError
from aqyl.survey.toml_file import parsed_toml

BRACKET = "A comma or the closing bracket"


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ('a = ["x", "y" "z"]\nb = 1', f'{BRACKET} `]` is missing after `a = ["x", "y"`', 1),
        ('a = [\n { k = "1" }\n { k = "3" },\n]', f"{BRACKET} `]` is missing after `{{ k", 2),
        ('a = { k = "x" r = "y" }', f'{BRACKET} `}}` is missing after `a = {{ k = "x"`', 1),
        ('\nby = ["g", "a"\n\n[documents]\nx = 1', f"{BRACKET} `]` is missing", 2),
        ('by = ["g",\n[documents]\nx = 1', "The closing bracket `]` is missing", 1),
        ('by = ["g",  # why\n\nx = 1', "The closing bracket `]` is missing", 1),
        ('a = [ "x", # c "\n "y"\n "z"]', f'{BRACKET} `]` is missing after `"y"`', 2),
        ('a = ["K1, "K2"]', "A quotation mark is missing after", 1),
        ('a = { r = "y }\nb = 1', 'The closing quotation mark of a text is missing: `"y }`', 1),
        ('a = 1\nb = "abc', 'The closing quotation mark of a text is missing: `"abc`', 2),
        ("a = [1, 2", f"{BRACKET} `]` is missing after `a = [1, 2`", 1),
    ],
)
def test_what_is_missing_is_named_where_it_belongs(text: str, said: str, line: int) -> None:
    with pytest.raises(FileError) as caught:
        parsed_toml(text, "s.toml", "study")
    assert caught.value.problem.startswith(said)
    assert caught.value.where == f"s.toml, line {line}"


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("a = 1\na = 2", "Delete one of the two."),
        ('a = "A "q" b"', "single ones"),
        ("Название = 1", "in Latin letters"),
        ("a = 2,5", "decimal point"),
        ("a = [1, 2,5, abc]", "texts take quotes"),
        ('a = "C:\\d"', "between single quotes"),
    ],
)
def test_the_next_step_is_about_the_fault(text: str, step: str) -> None:
    with pytest.raises(FileError) as caught:
        parsed_toml(text, "s.toml", "study")
    assert step in caught.value.next_step


def test_the_list_is_named_where_it_begins() -> None:
    with pytest.raises(FileError) as caught:
        parsed_toml('a = [\n "x"\n "y"\n]', "s.toml", "study")
    assert caught.value.next_step == "Look from line 1 on, where the bracket `[` is opened."
