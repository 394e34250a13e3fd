r"""Moderation: how the effect of one construct changes with another.

The product of standardised scores enters the regression standardised (two-stage). Its path over the
standard deviation of the product, :math:`b = \beta / s`, is the change of slope for one standard
deviation of the moderator: the slope of the focal construct at z standard deviations is
:math:`\beta_x + b z`.

Sources: Aiken and West (1991), Multiple Regression (simple slopes); Henseler and Chin (2010),
Structural Equation Modeling 17, 82-109 (two stages); Becker, Ringle and Sarstedt (2018), Journal of
Modern Project Management 6, 1-21.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...survey.errors import SpecificationError
from .bootstrap_result import PlsBootstrap
from .pls_draws import Interval, interval
from .pls_result import PlsResult
from .product_slopes import LEVELS, BentPath, check_path, product_of

__all__ = ["SimpleSlopes", "simple_slopes"]


@dataclass(frozen=True, slots=True, eq=False)
class SimpleSlopes:
    """Slopes of a construct on an outcome at levels of a moderator, all standardised.

    Attributes
    ----------
    interaction, focal, moderator, outcome : str
    levels : ndarray, shape (m,)
        Of the moderator, in standard deviations.
    slopes : ndarray, shape (m,)
    slope_interval : Interval or None
        None without a bootstrap.
    change : float
        Of the slope for one standard deviation of the moderator.
    change_interval : Interval or None
    f_squared : float
        Of the interaction.
    predicted : ndarray, shape (m, f)
        Outcome at each level of the moderator (rows) and of the focal construct (columns), other
        constructs at their means: the lines of the usual figure.
    focal_levels : ndarray, shape (f,)
    """

    interaction: str
    focal: str
    moderator: str
    outcome: str
    levels: np.ndarray
    slopes: np.ndarray
    slope_interval: Interval | None
    change: float
    change_interval: Interval | None
    f_squared: float
    predicted: np.ndarray
    focal_levels: np.ndarray


def simple_slopes(
    result: PlsResult,
    interaction: str,
    outcome: str,
    moderator: str,
    *,
    levels: Sequence[float] = LEVELS,
    bootstrap: PlsBootstrap | None = None,
    level: float = 0.95,
) -> SimpleSlopes:
    """Slopes of the other construct of an interaction at levels of its moderator.

    Parameters
    ----------
    result : PlsResult
    interaction, outcome, moderator : str
    levels : sequence of float
        Of the moderator, and of the focal construct in `predicted`.
    bootstrap : PlsBootstrap, optional
    level : float
        Confidence of the intervals.

    Raises
    ------
    SpecificationError
        If the model has no such interaction with a path to the outcome, it is a square, the
        moderator is none of its constructs, the focal construct has no path to the outcome, or
        `bootstrap` does not belong to the result.
    MethodError
        If there are too few draws.
    """
    product = product_of(result, interaction, outcome)
    if product.of[0] == product.of[1]:
        raise SpecificationError(
            f"`{interaction}` is the square of `{product.of[0]}`",
            next_step="Take `quadratic_effect`.",
        )
    if moderator not in product.of:
        raise SpecificationError(
            f"`{moderator}` is none of the constructs of `{interaction}`: `{product.of[0]}` and "
            f"`{product.of[1]}`"
        )
    focal = product.of[0] if moderator == product.of[1] else product.of[1]
    check_path(result, focal, outcome)
    bent, z = (
        BentPath.of(result, product, focal, outcome, bootstrap),
        np.asarray(levels, dtype=float),
    )
    at = {name: i for i, name in enumerate(result.constructs)}
    beside = float(result.paths[at[moderator], at[outcome]])
    shared = float(result.composite_correlations[at[focal], at[moderator]])
    slopes, change = bent.slopes(z)
    base = (beside * z - change[0] * shared)[:, None]
    return SimpleSlopes(
        interaction=interaction,
        focal=focal,
        moderator=moderator,
        outcome=outcome,
        levels=z,
        slopes=slopes[:, 0],
        slope_interval=None if bootstrap is None else interval(slopes[:, 1:], level=level),
        change=float(change[0]),
        change_interval=None if bootstrap is None else interval(change[1:], level=level),
        f_squared=float(result.f_squared[at[interaction], at[outcome]]),
        predicted=base + slopes[:, :1] * z,
        focal_levels=z,
    )
