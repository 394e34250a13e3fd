"""How to read the order where it is silent or contradicts itself: each place is a named choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args, get_type_hints

from ...survey.errors import SpecificationError
from ...survey.toml_keys import nearest

__all__ = ["CHOICES", "Choice", "Reading", "read_choices"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the order; the defaults are ours, and every report lists them.

    Attributes
    ----------
    weights : {"shares", "as_printed"}
        The section weights sum to 100 and the sum is multiplied by 100 once more (2.1.4, 2.1.5):
        weights as shares of 1, or the formula to the letter, under which nearly all score 100.
    empty_section : {"renormalise", "zero"}
        A section in which a settlement has nothing to score: its weight goes to the others, or is
        lost (2.1.2 c speaks of weights within a section only).
    level_gap : {"lower_bound", "rounded"}
        A total such as 89.5 lies between "75-89" and "90-100": it has the level whose lower bound
        it reaches, or is rounded to an integer first (3).
    missing_share : {"of_applicable", "of_available"}
        KPIs without data are applicable (2.1.2) and yet left out (2.1.6): their share is taken of
        all applicable KPIs, or of those that have data.
    change_floor : {"zero", "none"}
        The formula of a change has no lower bound (2.1.3 d): the score stops at 0 or falls below.
    stage_start : {"first_year", "last_year", "year_after", "at_once"}
        The year from which a stage of the road map counts.
    range_end : {"near", "middle", "far"}
        The target "-5–10 %": 5, 7.5 or 10.
    worded_change : {"any_reduction", "left_out"}
        "As far as possible", "least reduction", "stabilise" for a change: met by no growth (by
        some reduction where one is asked for), or not applicable.
    partly : {"in_part", "nothing"}
        What a KPI that is judged in words is worth where it is met in part (or in a part of the
        year): that part, or nothing.
    domains : {"mean", "worst"}
        A KPI with thresholds by domain has the mean of its domains' scores, or the worst.
    one_value : {"all", "republican"}
        One value printed for three categories holds for all, or for the first only.
    fourth_value : {"ignored", "district"}
        Of four values the first three count, or the fourth is that of district centres.
    up_to : {"at_least", "left_out"}
        "Up to 40 %" is a target to reach, or no target at all.
    doubtful : {"as_printed", "left_out"}
        "At least 1,000 incidents found a month": more is better, as printed, or no target at all.
    repeated : {"both", "once"}
        The waiting time of passengers stands under two initiatives: it counts twice or once.
    zero : {"full", "no_data_for_times"}
        F = 0 under "at most" scores 1 "where it fits the meaning" (2.1.3 c): always, or not for
        waiting and repair times, where it is read as missing.
    section : {"initiative", "content"}
        Annex 4 assigns no KPI to a section: that of its initiative's sphere, or of its content.
    applicability : {"both_annexes", "road_map", "functions"}
        An initiative applies to a category if Annexes 2 and 3 both name it, or one of them.
    yearly : {"by_kind", "mean", "last"}
        Several periods of a year become one value: stocks by the last, the rest by the mean; or
        all by one rule.
    """

    weights: Literal["shares", "as_printed"] = "shares"
    empty_section: Literal["renormalise", "zero"] = "renormalise"
    level_gap: Literal["lower_bound", "rounded"] = "lower_bound"
    missing_share: Literal["of_applicable", "of_available"] = "of_applicable"
    change_floor: Literal["zero", "none"] = "zero"
    stage_start: Literal["first_year", "last_year", "year_after", "at_once"] = "first_year"
    range_end: Literal["near", "middle", "far"] = "near"
    worded_change: Literal["any_reduction", "left_out"] = "any_reduction"
    partly: Literal["in_part", "nothing"] = "in_part"
    domains: Literal["mean", "worst"] = "mean"
    one_value: Literal["all", "republican"] = "all"
    fourth_value: Literal["ignored", "district"] = "ignored"
    up_to: Literal["at_least", "left_out"] = "at_least"
    doubtful: Literal["as_printed", "left_out"] = "as_printed"
    repeated: Literal["both", "once"] = "both"
    zero: Literal["full", "no_data_for_times"] = "full"
    section: Literal["initiative", "content"] = "initiative"
    applicability: Literal["both_annexes", "road_map", "functions"] = "both_annexes"
    yearly: Literal["by_kind", "mean", "last"] = "by_kind"

    def __post_init__(self) -> None:
        for choice in CHOICES:
            value = getattr(self, choice.name)
            if value not in choice.options:
                raise SpecificationError(
                    f"`{choice.name}` must be one of {', '.join(choice.options)}, got `{value}`"
                )

    def option(self, choice: str) -> str:
        """Return the option taken of a choice."""
        return getattr(self, choice)


@dataclass(frozen=True, slots=True)
class Choice:
    """A place of the order that can be read in more than one way; the default comes first."""

    name: str
    options: tuple[str, ...]


CHOICES = tuple(Choice(name, get_args(hint)) for name, hint in get_type_hints(Reading).items())


def read_choices(pairs: Iterable[str]) -> Reading:
    """Build a reading from ``name=option`` pairs.

    Raises
    ------
    SpecificationError
        If a pair has no ``=``, or a choice or option is not known.

    Examples
    --------
    >>> read_choices(["empty_section=zero"]).empty_section
    'zero'
    """
    reading, names = Reading(), [field.name for field in fields(Reading)]
    for pair in pairs:
        name, equals, option = (part.strip() for part in pair.partition("="))
        if not equals:
            raise SpecificationError(f"A reading is written `name=option`, got `{pair}`")
        if name not in names:
            raise SpecificationError(
                f"`{name}` is no choice of the order", next_step=nearest(name, names)
            )
        reading = replace(reading, **{name: option})
    return reading
