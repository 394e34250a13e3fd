"""Periods of a log: a day, an ISO week, a month, a quarter or a year, told apart by their form.

A log has a hundred million rows and a few thousand periods. So the expressions here read each
distinct period once and join what they found to the rows.
"""

from __future__ import annotations

import re
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

__all__ = [
    "DAY",
    "FORM",
    "MONTH",
    "QUARTER",
    "WEEK",
    "WORD",
    "WORDS",
    "YEAR",
    "is_in_calendar",
    "rows_of",
]

YEAR, QUARTER, MONTH, WEEK, DAY = range(1, 6)

WORD, WORDS = 53, 7  # bits of a double; words for the 368 slots of a year

# Written for every dialect: no classes by letter, no lazy or nameless groups.
FORM = "^[12][0-9]{3}(-?Q[1-4]|-W[0-9]{2}|-[0-9]{2}(-[0-9]{2})?)?$"


def rows_of(log: ir.Table) -> ir.Table:
    """Set beside each row of a log what its period says; nothing if its form is unknown.

    Parameters
    ----------
    log : ibis.Table
        With a column `period` of texts.

    Returns
    -------
    ibis.Table
        The columns of `log`, and whole numbers: `year` (of a week, its ISO year); `kind`, from
        `YEAR` to `DAY`; `number` of the period in its year, which ascends with time: month and day
        as ``305``, week, month, quarter, or 0; and `word`, from 0 to 6, with `mark`, a power of two
        below 2**53: the periods of one kind and year differ in one of them, so that the sum of the
        marks of a word is the set of its periods, exact as a double.

    Examples
    --------
    >>> log = ibis.table({"period": "string", "value": "float64"}, name="log")
    >>> rows_of(log).columns
    ('period', 'value', 'year', 'kind', 'number', 'word', 'mark')
    """
    return log.join(_read(log.select("period").distinct()), "period")


def _read(periods: ir.Table) -> ir.Table:
    """Read distinct periods by their length and the place of their signs."""
    # A filter would not do: a database may convert a text before it leaves the row out.
    texts = periods.mutate(text=ibis.cases((_.period.re_search(FORM), _.period)))
    length = _.text.length()
    quarter = (length == 6) | (_.text.substr(5, 1) == "Q")
    kinds = (
        *((length == 10, DAY), (length == 8, WEEK), (quarter, QUARTER)),
        *((length == 7, MONTH), (length == 4, YEAR)),
    )
    part = ibis.cases(
        (length == 8, _.text.substr(6, 2)),
        (quarter, _.text.right(1)),
        (length >= 7, _.text.substr(5, 2)),
        else_="0",
    )
    day = ibis.cases((length == 10, _.text.substr(8, 2)), else_="0")
    parts = texts.select(
        "period",
        year=_.text.substr(0, 4).cast("int64"),
        kind=ibis.cases(*kinds).cast("int64"),
        part=part.cast("int64"),
        day=day.cast("int64"),
    )
    # Days before a month of a leap year, or one more: gaps are no harm, equal slots would be.
    slot = (_.part * 275 / 9).floor().cast("int64") - 30 + _.day
    is_day = _.kind == DAY
    slots = parts.select(
        "period",
        "year",
        "kind",
        number=ibis.cases((is_day, _.part * 100 + _.day), else_=_.part),
        slot=ibis.cases((is_day, slot), else_=_.part),
    )
    # A power, not a shift: the one of a shift is of another width in every database.
    mark = 2.0 ** (_.slot % WORD).cast("float64")
    return slots.mutate(word=_.slot // WORD, mark=mark).drop("slot")


def is_in_calendar(period: str) -> bool:
    """Tell whether a period of a known form exists: February has no day 30, few years a week 53.

    Examples
    --------
    >>> is_in_calendar("2026-02-28"), is_in_calendar("2026-02-30"), is_in_calendar("2025-W53")
    (True, False, False)
    """
    if not re.fullmatch(FORM, period):
        return False
    year, rest = period[:4], period[5:]
    parts = rest.split("-")
    try:
        if rest.startswith("W"):
            date.fromisocalendar(int(year), int(rest[1:]), 1)
        elif "Q" not in period:
            date(int(year), int(parts[0] or 1), int(parts[1]) if len(parts) > 1 else 1)
    except ValueError:
        return False
    return True
