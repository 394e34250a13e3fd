"""Numbers as people write them: decimal commas, spaced thousands, percent signs.

``"2 508 380,90"``, ``"94,5%"``, ``"1,55E+08"`` and ``"-0.5"`` are numbers; ``"12 5"``, ``"n/a"``,
``"nan"`` and ``"inf"`` are not. Nothing is guessed: where every comma could be a decimal sign as
well as a thousands separator (``"1,234"``), the text is refused until the user says which it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
import polars as pl

from .errors import ValueInFileError
from .workbook_file import NUMBER

__all__ = ["DecimalSign", "PrintedNumber", "TextNumbers", "parse_numbers", "printed_number"]

DecimalSign = Literal["auto", "comma", "point"]

_SPACES = r"[\s\u00a0\u2007\u2009\u202f'’]"
_MINUS = "−"
_GROUPS = r"[1-9]\d{0,2}(?:G\d{3})+"  # "0,625" is no group of thousands
_EXPONENT = r"(?:[eE][+-]?\d+)?"


def _pattern(group: str, mark: str) -> str:
    grouped = "|".join(_GROUPS.replace("G", sign) for sign in (" ", group))
    return rf"^[+-]?(?:(?:{grouped}|\d+)(?:{mark}\d*)?|{mark}\d+){_EXPONENT}$"


_COMMA_DECIMAL = _pattern(r"\.", ",")
_POINT_DECIMAL = _pattern(",", r"\.")
_EITHER = rf"^[+-]?[1-9]\d{{0,2}},\d{{3}}{_EXPONENT}$"
_EITHER_POINT = r"^[+-]?[1-9]\d{0,2}\.\d{3}$"


@dataclass(frozen=True, slots=True)
class TextNumbers:
    """A column of texts read as numbers.

    Attributes
    ----------
    values : ndarray of float64, shape (n,)
        The numbers; a percent keeps its figure (``"94,5%"`` is 94.5); NaN where `blank` or
        `unreadable`.
    percent : ndarray of bool, shape (n,)
        The text ended in a percent sign.
    blank : ndarray of bool, shape (n,)
        The text was empty.
    unreadable : ndarray of bool, shape (n,)
        The text was neither empty nor a number.
    """

    values: np.ndarray
    percent: np.ndarray
    blank: np.ndarray
    unreadable: np.ndarray


def parse_numbers(texts: pl.Series, *, decimal: DecimalSign = "auto") -> TextNumbers:
    """Read a column of texts as numbers.

    Parameters
    ----------
    texts : polars.Series of str, shape (n,)
    decimal : {"auto", "comma", "point"}
        The decimal sign. ``"auto"`` takes it from the texts that leave no doubt
        (``"0,625"``, ``"1 234,5"``, ``"1.5"``).

    Raises
    ------
    ValueInFileError
        If ``"auto"`` finds both signs used as decimals, or only texts such as ``"1,234"``.

    Examples
    --------
    >>> parse_numbers(pl.Series(["2 508,9", "94,5%", ""])).values.tolist()
    [2508.9, 94.5, nan]
    """
    quick = _plain_numbers(texts) if decimal != "comma" else None
    if quick is not None:
        return quick
    texts = texts.cast(pl.String)
    typed = texts.str.starts_with(NUMBER).fill_null(value=False)
    if typed.any():
        return _with_typed(texts, typed, decimal)
    plain = texts.str.replace_all(_SPACES, " ").str.strip_chars(" ").fill_null("")
    percent = plain.str.ends_with("%")
    plain = plain.str.strip_suffix("%").str.strip_chars(" ").str.replace(_MINUS, "-", literal=True)
    blank = plain == ""
    if decimal == "auto":
        decimal = _decimal_sign(plain)
    group, mark, pattern = (
        (r"[ .]", ",", _COMMA_DECIMAL) if decimal == "comma" else (r"[ ,]", ".", _POINT_DECIMAL)
    )
    number = plain.str.contains(pattern)
    cleaned = plain.str.replace_all(group, "").str.replace(mark, ".", literal=True)
    values = cleaned.set(~number, None).cast(pl.Float64, strict=False)
    finite = values.is_finite().fill_null(value=False)
    return TextNumbers(
        values=values.set(~finite, None).to_numpy().astype(float),
        percent=percent.to_numpy(),
        blank=blank.to_numpy(),
        unreadable=(~finite & ~blank).to_numpy(),
    )


def _with_typed(texts: pl.Series, typed: pl.Series, decimal: DecimalSign) -> TextNumbers:
    """Read cells that are numbers in a workbook as they are, and the texts among them by rule."""
    cells = parse_numbers(texts.set(~typed, None).str.strip_prefix(NUMBER), decimal="point")
    others = parse_numbers(texts.set(typed, None), decimal=decimal)
    is_typed = typed.to_numpy()
    return TextNumbers(
        values=np.where(is_typed, cells.values, others.values),
        percent=np.where(is_typed, cells.percent, others.percent),
        blank=~is_typed & others.blank,
        unreadable=np.where(is_typed, cells.unreadable, others.unreadable),
    )


def _plain_numbers(texts: pl.Series) -> TextNumbers | None:
    """Read texts that are all plain numbers such as ``-12.5`` or empty; None if any is not."""
    values = texts.cast(pl.Float64, strict=False)
    if values.null_count() > texts.null_count() or not values.is_finite().all():
        return None
    nothing = np.zeros(len(texts), dtype=bool)
    blank = texts.is_null().to_numpy()
    return TextNumbers(values.to_numpy().astype(float, copy=False), nothing, blank, nothing)


def _decimal_sign(plain: pl.Series) -> Literal["comma", "point"]:
    """Find the decimal sign that the texts prove."""
    marked = plain.filter(plain.str.contains("[,.]", literal=False))
    as_comma = marked.str.contains(_COMMA_DECIMAL)
    as_point = marked.str.contains(_POINT_DECIMAL)
    only_comma = marked.filter(as_comma & ~as_point & marked.str.contains(",", literal=True))
    only_point = marked.filter(as_point & ~as_comma)
    with_point = marked.filter(as_point & ~marked.str.contains(",", literal=True))
    either = marked.filter(marked.str.contains(_EITHER))
    if len(either):  # then `1.234` proves as little as `1,234`
        with_point = with_point.filter(~with_point.str.contains(_EITHER_POINT))
    points = pl.concat([only_point, with_point])
    if len(only_comma) and len(points):
        raise ValueInFileError(
            f"Numbers must use one decimal sign, but `{only_comma[0]}` uses a comma "
            f"and `{points[0]}` a point",
            next_step="Write them alike, or name the sign with --decimal comma or --decimal point.",
        )
    if len(either) and not len(only_comma) and not len(points):
        raise ValueInFileError(
            f"`{either[0]}` can be a decimal or thousands, and no other number tells which",
            next_step="Name the decimal sign with --decimal comma or --decimal point.",
        )
    return "comma" if len(only_comma) else "point"


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as it stands in print, with what its last digit can hide.

    Attributes
    ----------
    text : str
        As printed.
    value : float
    half_unit : float
        Half of one unit of the last printed digit, in the unit of `value`: the value before
        rounding lay in ``[value - half_unit, value + half_unit]``.
    """

    text: str
    value: float
    half_unit: float


def printed_number(text: str) -> PrintedNumber:
    """Read one printed number and the interval that its rounding leaves open.

    Raises
    ------
    ValueInFileError
        If the text is not a number.

    Examples
    --------
    >>> printed_number("94,5%")
    PrintedNumber(text='94,5%', value=94.5, half_unit=0.05)
    >>> printed_number("1,55E+08").half_unit
    500000.0
    """
    decimal: DecimalSign = "comma" if "," in text else "point"
    parsed = parse_numbers(pl.Series([text]), decimal=decimal)
    if parsed.blank[0] or parsed.unreadable[0]:
        raise ValueInFileError(f"`{text}` is not a number")
    plain = text.replace(_MINUS, "-").rstrip("% ")
    if decimal == "comma":
        plain = plain.replace(".", "").replace(",", ".")
    digits = "".join(c for c in plain if c in "0123456789.eE+-")
    exponent = Decimal(digits).as_tuple().exponent
    return PrintedNumber(text, float(parsed.values[0]), float(Decimal(5).scaleb(int(exponent) - 1)))
