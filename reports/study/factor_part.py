"""The components of a study: their correlations, their number, and the items that leave."""

from __future__ import annotations

from collections.abc import Sequence

from ...analysis.item_dropping import ItemDropping, drop_items
from ...analysis.moments import Moments, moments_of
from ...analysis.polychoric import polychoric
from ...analysis.retention import Retention, RetentionRule, retention
from ...survey.errors import MethodError
from ...survey.responses import Responses
from ...survey.scoring import turned
from .study_file import Study

__all__ = [
    "component_count",
    "factor_moments",
    "factor_solution",
    "left_out",
    "retention_rule",
    "study_retention",
]


def factor_moments(
    study: Study, responses: Responses, items: Sequence[str] | None = None
) -> Moments:
    """Return the moments of items, reversed where needed, or their polychoric correlations.

    Of all items if none are named; of the people who answered all of them.
    """
    known = [item.id for item in study.instrument.items]
    names = tuple(known if items is None else items)
    answers = turned(responses)[:, [known.index(name) for name in names]]
    if study.factors.correlation == "polychoric":
        return polychoric(answers, names).moments()
    return moments_of(answers, names)


def study_retention(study: Study, responses: Responses, moments: Moments) -> Retention:
    """Ask every criterion for the number of components.

    The parallel analysis permutes the answers themselves, which keeps their distributions.
    """
    keys = study.factors
    fixed = keys.count if isinstance(keys.count, int) else None
    return retention(
        moments,
        seed=keys.seed,
        values=turned(responses) if keys.correlation == "pearson" else None,
        replications=keys.replications,
        fixed=fixed,
    )


def retention_rule(study: Study) -> RetentionRule:
    """Return the criterion by which a study retains its components."""
    count = study.factors.count
    return "fixed" if isinstance(count, int) else count


def component_count(study: Study, found: Retention) -> int:
    """Return the number of components by the criterion of the study.

    Raises
    ------
    MethodError
        If the criterion retains none.
    """
    count = found.count(retention_rule(study))
    if count < 1:
        raise MethodError(
            f"The criterion `{retention_rule(study)}` retains no component",
            next_step="State a number, or another criterion, as `factors.count`.",
        )
    return count


def factor_solution(study: Study, moments: Moments, found: Retention | None) -> ItemDropping:
    """Extract the components and, if the study says so, drop items that load too little.

    Raises
    ------
    MethodError
        As `drop_items`; if the number of components could not be found.
    """
    keys = study.factors
    if moments.n <= len(moments.names):
        raise MethodError(
            f"{moments.n} complete answers are too few for {len(moments.names)} items"
        )
    if isinstance(keys.count, int):
        count = keys.count
    elif found is None:
        raise MethodError("The number of components could not be found")
    else:
        count = component_count(study, found)
    return drop_items(
        moments,
        minimum=keys.threshold if keys.drop != "none" else 0.0,
        stepwise=keys.drop == "stepwise",
        method=keys.method,
        count=count,
        rotation=keys.rotation,
    )


def left_out(factors: ItemDropping | None) -> tuple[str, ...]:
    """Items that left, in the order of the log."""
    return tuple(line.item for line in factors.log) if factors else ()
