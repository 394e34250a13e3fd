r"""Scores of constructs from the answers to their items.

With weights w and the items that a person answered, reversed where the questionnaire says so,

.. math:: \text{mean} = \frac{\sum w_i x_i}{\sum w_i}, \qquad \text{sum} = \sum w_i x_i, \qquad
          \text{weighted} = \frac{1}{k} \sum w_i x_i.

The last keeps the size of the weights: with loadings below one it can fall below the lowest point
of the scale, as the published composites do (0.91 to 4.57 on a scale from 1 to 5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .errors import SpecificationError
from .responses import Responses

__all__ = ["Scores", "ScoringRule", "check_weight", "score", "turned"]

ScoringRule = Literal["mean", "sum", "weighted"]

_LEAST = 1e-4  # weight; the largest is its inverse, so that no score loses its digits
_SETTLED = 10  # decimals of a score; far below any difference of answers, far above rounding


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Scores of constructs.

    Attributes
    ----------
    constructs : tuple of str, length c
    values : ndarray, shape (n, c)
        NaN where a person answered too few items of a construct.
    answered : ndarray of int, shape (n, c)
        Items that each score rests on.
    rule : ScoringRule
    """

    constructs: tuple[str, ...]
    values: np.ndarray
    answered: np.ndarray
    rule: ScoringRule | Literal["components"]


def score(
    responses: Responses,
    *,
    rule: ScoringRule = "mean",
    weights: Mapping[str, float] | None = None,
    leave_out: tuple[str, ...] = (),
    at_least: float = 1.0,
) -> Scores:
    """Score every construct of the questionnaire.

    Parameters
    ----------
    responses : Responses
    rule : {"mean", "sum", "weighted"}
        ``"sum"`` and ``"weighted"`` need every item, whatever `at_least` is.
    weights : mapping, optional
        By item; 1 where not given. Loadings make a loading-weighted score.
    leave_out : tuple of str
        Items that are not scored.
    at_least : float
        Share of a construct's items that a person must have answered for a mean, from 0 to 1.

    Raises
    ------
    SpecificationError
        If the rule is unknown, `at_least` is not a share, an item is unknown, a weight is not
        from 1e-4 to 1e4, or a construct has no item left.
    """
    items = responses.instrument.items
    known = {item.id for item in items}
    for name in (*(weights or {}), *leave_out):
        if name not in known:
            raise SpecificationError(f"There is no item `{name}`")
    if rule not in {"mean", "sum", "weighted"}:
        raise SpecificationError(f"`rule` must be mean, sum or weighted, got `{rule}`")
    if not 0 <= at_least <= 1:
        raise SpecificationError(f"`at_least` must be a share from 0 to 1, got {at_least:g}")
    weight = np.array([float((weights or {}).get(item.id, 1.0)) for item in items])
    for item, own in zip(items, weight.tolist(), strict=True):
        check_weight(item.id, own)
    answers = turned(responses)
    constructs = responses.instrument.constructs
    values = np.empty((len(answers), len(constructs)))
    answered = np.empty(values.shape, dtype=int)
    for c, construct in enumerate(constructs):
        at = [
            i
            for i, item in enumerate(items)
            if item.construct == construct.id and item.id not in leave_out
        ]
        if not at:
            raise SpecificationError(f"`{construct.id}` has no item left to score")
        x, w = answers[:, at], weight[at]
        there = ~np.isnan(x)
        answered[:, c] = there.sum(axis=1)
        total = np.where(there, x * w, 0.0).sum(axis=1)
        enough = answered[:, c] >= max(at_least * len(at), 1) if rule == "mean" else there.all(1)
        divisor = {"mean": (there * w).sum(axis=1), "sum": 1.0, "weighted": float(len(at))}[rule]
        with np.errstate(invalid="ignore", divide="ignore"):
            values[:, c] = np.where(enough, total / divisor, np.nan)
    # Products add up to other last bits in another order of answers; people whose scores are equal
    # must have equal ranks.
    values = values.round(_SETTLED)
    return Scores(tuple(c.id for c in constructs), values, answered, rule)


def check_weight(name: str, weight: float) -> None:
    """Check the weight of an item, or that which the items of a construct share.

    Raises
    ------
    SpecificationError
        If it is not from 1e-4 to 1e4.
    """
    if not _LEAST <= weight <= 1 / _LEAST:
        raise SpecificationError(
            f"The weight of `{name}` must be from {_LEAST:g} to {1 / _LEAST:g}, got {weight:g}",
            next_step="A loading below zero calls for reversing the item.",
        )


def turned(responses: Responses) -> np.ndarray:
    """Turn the answers to reverse-keyed items, so that more always means more of the construct.

    Returns
    -------
    ndarray, shape (n, k)
        In the order of ``instrument.items``; NaN where missing.
    """
    scale = responses.instrument.scale
    mirror = [item.reverse for item in responses.instrument.items]
    return np.where(mirror, scale.reverse(responses.answers), responses.answers)
