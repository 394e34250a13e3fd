"""Rounding can explain what it can explain, and no more."""

import numpy as np
import pytest
from aqyl.analysis.recomputation import (
    agree,
    compare,
    derive_polarity,
    implied_limits,
    min_max_bounds,
)
from aqyl.survey.number_text import printed_number
from hypothesis import assume, given
from hypothesis import strategies as st


def printed(value: float, decimals: int):
    return printed_number(f"{value:.{decimals}f}")


@given(st.lists(st.floats(0, 100), min_size=2, max_size=6), st.integers(0, 2), st.booleans())
def test_bounds_hold_the_value_before_rounding(
    values: list[float], decimals: int, negative: bool
) -> None:
    x = np.array(values)
    assume(np.ptp(x) > 1e-6)
    truth = (x - x.min()) / np.ptp(x)
    truth = 1 - truth if negative else truth
    lower, upper = min_max_bounds([printed(v, decimals) for v in values], negative=negative)
    assert (lower <= truth + 1e-9).all()
    assert (truth <= upper + 1e-9).all()


def test_bounds_are_reached() -> None:
    """A search over a grid of inputs inside their intervals comes close to both bounds."""
    row = [printed_number(t) for t in ("17,2", "16,7", "13,9")]
    grid = np.linspace(-1, 1, 11)
    found = [
        (17.2 + a * 0.05, 16.7 + b * 0.05, 13.9 + c * 0.05)
        for a in grid
        for b in grid
        for c in grid
    ]
    x = np.array(found)
    place = (x - x.min(axis=1, keepdims=True)) / np.ptp(x, axis=1)[:, None]
    lower, upper = min_max_bounds(row)
    np.testing.assert_allclose(place.min(axis=0), lower, atol=1e-12)
    np.testing.assert_allclose(place.max(axis=0), upper, atol=1e-12)


@pytest.mark.parametrize(
    ("text", "value", "lower", "upper", "verdict"),
    [
        ("0,48", 0.4849, None, None, "equal"),
        ("0,48", 0.4851, None, None, "differs"),
        ("0,48", 0.49, 0.47, 0.50, "rounding"),
        ("0,48", 0.60, 0.55, 0.65, "differs"),
    ],
)
def test_verdicts(text, value, lower, upper, verdict) -> None:
    assert compare(printed_number(text), value, lower=lower, upper=upper).verdict == verdict


def test_two_printed_numbers_agree_within_their_digits() -> None:
    assert agree(printed_number("87"), printed_number("87,2%"))
    assert not agree(printed_number("89,0"), printed_number("85,0%"))


def test_direction_is_derived_and_a_constant_has_none() -> None:
    x = np.array([11.0, 7.0, 9.0, 8.0, 6.0])
    assert derive_polarity(x, np.array([0, 0.8, 0.4, 0.6, 1])) == "negative"
    assert derive_polarity(x, np.array([1, 0.2, 0.6, 0.4, 0])) == "positive"
    assert derive_polarity(np.ones(3), np.ones(3)) is None


@given(st.floats(-50, 50), st.floats(1, 50))
def test_limits_are_recovered(low: float, width: float) -> None:
    x = np.array([1.0, 4.0, 2.0, 9.0])
    found = implied_limits(x, (x - low) / width)
    assert found.minimum == pytest.approx(low, abs=1e-6)
    assert found.maximum == pytest.approx(low + width, abs=1e-6)
