"""A log of KPIs as a table of a database: its columns, and the rules that make years of it.

A log has one row for each settlement, KPI and period, with a value and, if some periods count more
than others, a weight.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import ibis.expr.types as ir
from ibis import _

from .errors import SpecificationError, ValueInFileError
from .toml_keys import nearest

__all__ = ["COLUMNS", "Names", "YearlyRule", "as_log", "refuse_rules"]

YearlyRule = Literal["mean", "last", "sum", "median", "min", "max"]
COLUMNS = ("settlement", "kpi", "period", "value")
_NUMBERS = {"value", "weight"}


def as_log(table: ir.Table) -> ir.Table:
    """Take the columns of a log from a table: texts, and numbers in double precision.

    Parameters
    ----------
    table : ibis.Table
        With `settlement`, `kpi`, `period`, `value` and perhaps `weight`, among other columns.

    Raises
    ------
    ValueInFileError
        If one of the first four is missing, or `value` or `weight` holds no numbers.
    """
    taken = [*COLUMNS, *(["weight"] if "weight" in table.columns else [])]
    for column in taken:
        if column not in table.columns:
            raise ValueInFileError(
                f"The log has no column `{column}`",
                next_step="Name its columns `settlement`, `kpi`, `period` and `value`.",
            )
        kind = table.schema()[column]
        if column in _NUMBERS and not kind.is_numeric():
            raise ValueInFileError(
                f"The column `{column}` must hold numbers, but its type is `{kind}`"
            )
    return table.select(**{c: _[c].cast("float64" if c in _NUMBERS else "string") for c in taken})


def refuse_rules(rules: Mapping[str, str]) -> None:
    """Refuse a list of rules that is empty or has an unknown one.

    Raises
    ------
    SpecificationError
    """
    if not rules:
        raise SpecificationError("There is no KPI with a rule for its yearly value")
    known = get_args(YearlyRule)
    for kpi, rule in rules.items():
        if rule not in known:
            raise SpecificationError(
                f"The rule of `{kpi}` must be `mean`, `last`, `sum`, `median`, `min` or `max`, "
                f"got `{rule}`"
            )


@dataclass(frozen=True, slots=True)
class Names:
    """Settlements and KPIs that may stand in a log; any settlement where there is no list."""

    settlement: frozenset[str] | None
    kpi: frozenset[str]

    @staticmethod
    def of(
        rules: Mapping[str, str],
        settlements: Collection[str] | None,
        kpis: Collection[str] | None,
    ) -> Names:
        """Take the names from what a caller gives, and refuse rules that do not fit."""
        refuse_rules(rules)
        for kpi in kpis or ():
            if kpi not in rules:
                raise SpecificationError(
                    f"There is no rule for the yearly value of `{kpi}`",
                    next_step=nearest(kpi, rules),
                )
        known = None if settlements is None else frozenset(settlements)
        return Names(known, frozenset(rules if kpis is None else kpis))
