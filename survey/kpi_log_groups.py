"""A log grouped by settlement, KPI and year: few groups that show what is wrong in many rows.

That a period stands twice shows without remembering any. The periods of a year are bits, and a sum
of powers of two has as many bits as terms if and only if no two terms are equal.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import polars as pl
from ibis import _

from .kpi_periods import WORD, WORDS, rows_of

__all__ = ["groups_of", "is_light", "is_odd", "repeats"]

_LARGEST = 1.7976931348623157e308  # of a double; neither infinities nor NaN are at most that


def groups_of(log: ir.Table) -> ir.Table:
    """Count what can be wrong in each settlement, KPI and year.

    Parameters
    ----------
    log : ibis.Table
        As `aqyl.survey.kpi_log_table.as_log` makes it, of periods that are in the calendar.

    Returns
    -------
    ibis.Table
        `settlement`, `kpi`, `year`, `rows`; `odd` and, where there are weights, `light` rows;
        `least` and `most` of the kinds of period; the words of `repeats`.
    """
    light = {"light": _.count(where=is_light())} if "weight" in log.columns else {}
    words = {f"word_{k}": _.mark.sum(where=_.word == k) for k in range(WORDS)}
    groups = rows_of(log).group_by("settlement", "kpi", "year")
    return groups.aggregate(
        rows=_.count(),
        odd=_.count(where=is_odd()),
        least=_.kind.min(),
        most=_.kind.max(),
        **light,
        **words,
    )


def repeats() -> pl.Expr:
    """Tell the groups in which a period stands twice.

    A sum of distinct powers below 2**53 is exact; one that is not below has equal terms.
    """
    words = (pl.col(f"word_{k}").fill_null(0.0).clip(0.0, 2.0**WORD) for k in range(WORDS))
    bits = (word.cast(pl.Int64).bitwise_count_ones().cast(pl.Int64) for word in words)
    return pl.sum_horizontal(*bits) != pl.col("rows")


def is_odd() -> ibis.Deferred:
    """Tell the rows whose value is no finite number."""
    return ~(_.value.abs() <= _LARGEST).fill_null(False)


def is_light() -> ibis.Deferred:
    """Tell the rows whose weight is not above zero, or not finite."""
    return ~((_.weight > 0) & (_.weight <= _LARGEST)).fill_null(False)
