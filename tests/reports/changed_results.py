"""Results of a study with single parts changed, so that every branch can be reached."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from aqyl.analysis.composites.moderation import SimpleSlopes
from aqyl.analysis.composites.pls_draws import Interval
from aqyl.analysis.hypotheses import Verdict
from pydantic import BaseModel

__all__ = [
    "NAN",
    "as_other",
    "at",
    "cut",
    "loads",
    "others",
    "outside_regression",
    "put",
    "slopes",
    "square",
    "square_of",
    "stated",
    "verdicts",
]

NAN = float("nan")


def put(whole: Any, path: str, value: Any) -> Any:
    """Return a copy in which the part at the end of a dotted path is another.

    The value may be a function of what stands there.
    """
    head, _, rest = path.partition(".")
    if isinstance(whole, dict):
        return {**whole, head: _new(whole[head], rest, value)}
    if isinstance(whole, tuple):
        place = int(head)
        return (*whole[:place], _new(whole[place], rest, value), *whole[place + 1 :])
    new = _new(getattr(whole, head), rest, value)
    if isinstance(whole, BaseModel):
        return whole.model_copy(update={head: new})
    return replace(whole, **{head: new})


def _new(old: Any, rest: str, value: Any) -> Any:
    if rest:
        return put(old, rest, value)
    return value(old) if callable(value) else value


def others(value: float) -> Callable[[np.ndarray], np.ndarray]:
    """Put a number into every place of an array."""
    return lambda old: np.full_like(old, value, dtype=float)


def at(*places: Any, value: float) -> Callable[[np.ndarray], np.ndarray]:
    """Put a number into some places of an array."""

    def change(old: np.ndarray) -> np.ndarray:
        new = np.array(old, dtype=float)
        for place in places:
            new[place] = value
        return new

    return change


def cut(found: Any, n: int) -> Any:
    """Keep the first n variables of a result that has one entry a variable."""
    parts = {
        key: getattr(found, key)[:n]
        for key in type(found).__dataclass_fields__
        if isinstance(getattr(found, key), tuple | np.ndarray)
    }
    return replace(found, **parts)


def square(found: Any, n: int) -> Any:
    """Keep the first n variables of a correlation matrix."""
    parts = {
        key: value[:n, :n]
        for key in type(found).__dataclass_fields__
        if isinstance(value := getattr(found, key), np.ndarray)
    }
    return replace(found, names=found.names[:n], **parts)


def verdicts(*words: str) -> Callable[[tuple[Verdict, ...]], tuple[Verdict, ...]]:
    """Make hypotheses H1, H2, ... of the first one, with these verdicts."""

    def change(old: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
        hypothesis = old[0].hypothesis
        return tuple(
            replace(old[0], hypothesis=replace(hypothesis, id=f"H{i}"), verdict=word)
            for i, word in enumerate(words, start=1)
        )

    return change


def outside_regression(old: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Add H2, on a path that only the path model of the chain has."""
    path = replace(old[0].path, predictor="ease", outcome="trust")
    hypothesis = replace(old[0].hypothesis, id="H2", predictor="ease", outcome="trust")
    return (*old, replace(old[0], hypothesis=hypothesis, path=path))


def stated(*ids: str) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """Make hypotheses with these names of the first one."""
    return lambda old: tuple(replace(old[0], id=id_) for id_ in ids)


def slopes(lower: float, upper: float) -> tuple[SimpleSlopes, ...]:
    """Make the slopes of an interaction, with the interval of their change."""
    ends = np.array(lower), np.array(upper)
    interval = Interval(*ends, np.array(lower > 0), np.zeros(()), 0.95, "percentile")
    levels, own = np.array([-1.0, 0.0, 1.0]), np.array([0.1, 0.2, 0.3])
    empty = np.zeros((3, 2))
    return (
        SimpleSlopes(
            "both", "trust", "ease", "use", levels, own, None, 0.1, interval, 0.02, empty, levels
        ),
    )


def square_of(value: float, *places: tuple[int, int]) -> Callable[[np.ndarray], np.ndarray]:
    """Put a number into some places of a symmetric matrix."""
    both = [place for i, j in places for place in ((i, j), (j, i))]
    return at(*both, value=value)


def loads(*rows: tuple[int, int, float]) -> Callable[[np.ndarray], np.ndarray]:
    """Give items (row, column) other loadings."""

    def change(old: np.ndarray) -> np.ndarray:
        new = old.copy()
        for i, j, value in rows:
            new[i, j] = value
        return new

    return change


def as_other(rows: slice | int, source: slice | int) -> Callable[[np.ndarray], np.ndarray]:
    """Let some rows be as others are."""

    def change(old: np.ndarray) -> np.ndarray:
        new = old.copy()
        new[rows] = old[source]
        return new

    return change
