"""Numbers as people write them."""

import math

import polars as pl
import pytest
from aqyl.survey.errors import ValueInFileError
from aqyl.survey.number_text import DecimalSign, parse_numbers, printed_number
from hypothesis import given
from hypothesis import strategies as st


def read(*texts: str, decimal: DecimalSign = "auto") -> list[float]:
    return parse_numbers(pl.Series(texts), decimal=decimal).values.tolist()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 508 380,90", 2508380.9),
        ("2\u00a0508\u202f380,90", 2508380.9),
        ("19 256,60", 19256.6),
        ("1,55E+08", 1.55e8),
        ("−0,5", -0.5),
        ("+7,25", 7.25),
        (",5", 0.5),
        ("1.234.567,8", 1234567.8),
    ],
)
def test_decimal_comma(text: str, value: float) -> None:
    assert read(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1234.5", 1234.5), ("1,234,567.8", 1234567.8), ("1'234.5", 1234.5), ("-.5", -0.5)],
)
def test_decimal_point(text: str, value: float) -> None:
    assert read(text) == [value]


def test_percent_keeps_its_figure() -> None:
    parsed = parse_numbers(pl.Series(["94,5%", "94,5 %", "94,5"]))
    assert parsed.values.tolist() == [94.5, 94.5, 94.5]
    assert parsed.percent.tolist() == [True, True, False]


@pytest.mark.parametrize(
    "text", ["12 5", "1 23", "n/a", "nan", "inf", "-inf", "1e", "--5", "5-", "5 km"]
)
def test_what_is_not_a_number_is_unreadable(text: str) -> None:
    parsed = parse_numbers(pl.Series([text]))
    assert parsed.unreadable.tolist() == [True]
    assert math.isnan(parsed.values[0])


def test_empty_is_blank_and_not_unreadable() -> None:
    parsed = parse_numbers(pl.Series(["", None, "  ", "1"]))
    assert parsed.blank.tolist() == [True, True, True, False]
    assert not parsed.unreadable.any()


def test_a_comma_that_may_be_either_is_refused() -> None:
    with pytest.raises(ValueInFileError, match="`1,234` can be a decimal or thousands"):
        read("1,234", "5")


def test_a_leading_zero_is_never_a_group_of_thousands() -> None:
    assert read("0,625", "0,480") == [0.625, 0.48]
    assert read("0,625") == [0.625]


def test_another_number_tells_what_the_comma_is() -> None:
    assert read("1,234", "0,5") == [1.234, 0.5]
    assert read("1,234", "5,678,901") == [1234.0, 5678901.0]
    assert read("1,234", decimal="comma") == [1.234]
    assert read("1,234", decimal="point") == [1234.0]


def test_two_decimal_signs_are_refused() -> None:
    with pytest.raises(ValueInFileError, match="one decimal sign"):
        read("0,5", "0.5")


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False), st.sampled_from([",", "."]))
def test_every_float_is_read_back(value: float, sign: str) -> None:
    text = f"{value:.6f}".replace(".", sign)
    decimal = "comma" if sign == "," else "point"
    assert read(text, decimal=decimal) == [float(f"{value:.6f}")]


@pytest.mark.parametrize(
    ("text", "half"),
    [("0,48", 0.005), ("94,5%", 0.05), ("10", 0.5), ("1,55E+08", 500000.0), ("0,480", 0.0005)],
)
def test_the_last_digit_hides_half_a_unit(text: str, half: float) -> None:
    assert printed_number(text).half_unit == pytest.approx(half, rel=1e-12)


def test_a_printed_word_is_refused() -> None:
    with pytest.raises(ValueInFileError, match="`x` is not a number"):
        printed_number("x")
