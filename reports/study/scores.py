"""Scores of the dimensions by the rule that a study names."""

from __future__ import annotations

import numpy as np

from ...analysis.component_scores import component_of, component_scores
from ...analysis.item_dropping import ItemDropping
from ...survey.errors import MethodError, SpecificationError
from ...survey.responses import Responses
from ...survey.scoring import Scores, score, turned
from .study_file import Study

__all__ = ["study_scores"]


def study_scores(study: Study, responses: Responses, factors: ItemDropping | None) -> Scores:
    """Score every dimension.

    Parameters
    ----------
    study : Study
    responses : Responses
        The people who are scored.
    factors : ItemDropping or None
        Components of the study, needed by the rules ``"loadings"`` and ``"components"``; the items
        that left are not scored.

    Raises
    ------
    SpecificationError
        If a rule needs components and there are none, or fewer than dimensions; or as `score`.
    """
    keys = study.scores
    left_out = tuple(line.item for line in factors.log) if factors else ()
    for construct in study.instrument.constructs:
        if set(construct.items) <= set(left_out):
            raise MethodError(
                f"`factors.drop` leaves `{construct.id}` no item: none loads "
                f"{study.factors.threshold:g} or more",
                next_step="Lower `factors.threshold`, or drop nothing.",
            )
    if keys.rule == "mean" or keys.rule == "sum" or keys.rule == "weighted":  # noqa: PLR1714
        return score(
            responses,
            rule=keys.rule,
            weights=keys.weights,
            leave_out=left_out,
            at_least=keys.at_least,
        )
    if factors is None:
        raise SpecificationError(f"Scores by `{keys.rule}` need the components of the items")
    extraction = factors.solution
    groups = {
        c.id: [item for item in c.items if item not in left_out]
        for c in study.instrument.constructs
    }
    place = component_of(extraction, groups)
    if keys.rule == "loadings":
        weights = {
            item: float(extraction.loadings[extraction.names.index(item), place[name]])
            for name, items in groups.items()
            for item in items
        }
        return score(
            responses, rule="mean", weights=weights, leave_out=left_out, at_least=keys.at_least
        )
    names = tuple(item.id for item in responses.instrument.items)
    values = component_scores(extraction, turned(responses), names)
    columns = [place[c.id] for c in study.instrument.constructs]
    complete = np.asarray(~np.isnan(values).any(axis=1))
    sizes = [len(groups[c.id]) for c in study.instrument.constructs]
    answered = np.where(complete[:, None], sizes, 0)
    return Scores(tuple(groups), values[:, columns], answered, "components")
