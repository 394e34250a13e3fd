"""Lines of keys in TOML texts: what stands where, and what is skipped rightly."""

import tomllib
from collections.abc import Iterator

import pytest
from aqyl.data import folder
from aqyl.survey.toml_lines import Place, toml_lines
from hypothesis import given
from hypothesis import strategies as st

TEXT = '''# comment with = and [brackets]
title = """
[no_table]
key = "no key"
"""
"quoted.key" . 'b c' = [ [1, 2],   # ]
  { a = 1, b = "}" },
  3.5,
]
[a."b c"]
when = 1979-05-27 07:32:00
text = "with \\"quotes\\" # no comment"
[[h]]
id = 1
[[h]]
id = 2
[h.x]
z = \'\'\'a"b
[[h]]\'\'\'
[[h.y]]
p = { q = { r = 1 }, s = [
  5,
  6 ] }
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2),
        (("quoted.key", "b c"), 6),
        (("quoted.key", "b c", 0, 1), 6),
        (("quoted.key", "b c", 1, "b"), 7),
        (("quoted.key", "b c", 2), 8),
        (("a", "b c"), 10),
        (("a", "b c", "when"), 11),
        (("a", "b c", "text"), 12),
        (("h", 0), 13),
        (("h", 0, "id"), 14),
        (("h", 1, "id"), 16),
        (("h", 1, "x", "z"), 18),
        (("h", 1, "y", 0), 20),
        (("h", 1, "y", 0, "p", "q", "r"), 21),
        (("h", 1, "y", 0, "p", "s", 1), 23),
    ],
)
def test_a_key_has_the_line_on_which_it_stands(place: Place, line: int) -> None:
    assert toml_lines(TEXT).of(place) == line


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("nothing",), 1),
        (("h", 1, "missing"), 15),
        (("h", 1, "x", "missing", 3), 17),
        (("a", 0, "when"), 11),  # a number counts the keys of a table
        (("a", 7), 10),
    ],
)
def test_what_is_not_there_has_the_line_of_what_is_around_it(place: Place, line: int) -> None:
    assert toml_lines(TEXT).of(place) == line


def places(tree: object, at: Place = ()) -> Iterator[Place]:
    """Every place that a parsed file has."""
    members = tree.items() if isinstance(tree, dict) else enumerate(tree)  # type: ignore[arg-type]
    for key, value in members:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


@pytest.mark.parametrize("file", ["instrument.toml", "study.toml", "framework_thesis.toml"])
def test_every_place_of_the_shipped_files_has_its_line(file: str) -> None:
    text = (folder("turkistan") / file).read_text("utf-8")
    found = toml_lines(text).lines
    assert set(found) == set(places(tomllib.loads(text)))
    rows = text.split("\n")
    for place, line in found.items():
        if isinstance(place[-1], str):
            assert place[-1] in rows[line - 1], place


KEYS = st.text("ab.\"'# =[]{}\\é\n", min_size=1, max_size=4)
VALUES = st.recursive(
    st.integers() | st.text("a\"'#]}\\\n,= ", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def written(value: object) -> str:
    """Write a value as TOML on one line, or a list on several."""
    if isinstance(value, dict):
        pairs = (f"{written(key)} = {written(member)}" for key, member in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        return "[\n" + "".join(f"  {written(member)}, # ]\n" for member in value) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    return str(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_tree_is_found_place_by_place(tree: dict[str, object]) -> None:
    text = "".join(f"{written(key)} = {written(value)}\n" for key, value in tree.items())
    assert tomllib.loads(text) == tree
    assert set(toml_lines(text).lines) == set(places(tree))
