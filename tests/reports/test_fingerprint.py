"""Equal inputs have equal fingerprints, and nothing else has."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from aqyl.reports.fingerprint import fingerprint
from aqyl.survey.toml_keys import StrictKeys
from hypothesis import given
from hypothesis import strategies as st

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
)


@dataclass(frozen=True)
class Point:
    """Something with labels."""

    x: float
    labels: tuple[str, ...] = ()


class Keys(StrictKeys):
    """Keys of a file."""

    a: int = 1


@given(plain, plain)
def test_only_equal_values_are_equal(one: object, other: object) -> None:
    same = repr(one) == repr(other)  # tells 1 from 1.0 and True, as a fingerprint must
    assert (fingerprint(one) == fingerprint(other)) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        ((1, (2, 3)), ((1, 2), 3)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (np.zeros((2, 3)), np.zeros((3, 2))),
        (np.zeros(2), np.zeros(2, dtype=np.float32)),
        (np.array(["a", "b"], dtype=object), np.array(["ab", ""], dtype=object)),
        (Point(1.0), Point(2.0)),
        (Keys(a=1), Keys(a=2)),
        (partial(fingerprint, 1), partial(fingerprint, 2)),
        (Path("a/b"), Path("a/c")),
        (0.0, -0.0),
    ],
)
def test_what_differs_is_told_apart(one: object, other: object) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_words_may_be_left_out() -> None:
    point = Point(1.0, ("one",))
    renamed = replace(point, labels=("uno",))
    assert fingerprint(point) != fingerprint(renamed)
    skip = {"Point.labels"}
    assert fingerprint((point,), skip=skip) == fingerprint((renamed,), skip=skip)


def test_sets_have_no_order_and_processes_no_part() -> None:
    code = (
        "from aqyl.reports.fingerprint import fingerprint\n"
        "print(fingerprint({'a', 'b', 'c', 'd'}, 1.5))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {fingerprint({"d", "c", "b", "a"}, 1.5)}


@pytest.mark.parametrize("value", [object(), lambda: 1, iter(())])
def test_what_cannot_be_compared_is_refused(value: Callable[[], int]) -> None:
    with pytest.raises(TypeError, match="has no fingerprint"):
        fingerprint(value)
