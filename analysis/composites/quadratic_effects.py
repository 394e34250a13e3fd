r"""Effects that bend: the square of a construct beside the construct, as a check of linearity.

The square of the standardised scores enters the regression standardised. With b its path over the
standard deviation of the square, the slope at x standard deviations is :math:`\beta_x + 2 b x`, and
the curve turns at :math:`-\beta_x / (2b)`.

Source: Sarstedt, Ringle, Cheah, Ting, Moisescu and Radomir (2020), Tourism Economics 26, 531-554.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ...survey.errors import SpecificationError
from ..structural_model import Interaction, StructuralModel
from .bootstrap_result import PlsBootstrap
from .pls_draws import Interval, interval
from .pls_result import PlsResult
from .product_slopes import LEVELS, BentPath, check_path, product_of

__all__ = ["Curvature", "QuadraticEffect", "quadratic_effect", "with_square"]

Curvature = Literal["opens_upward", "opens_downward", "straight"]


@dataclass(frozen=True, slots=True, eq=False)
class QuadraticEffect:
    """A curved effect of a construct on an outcome, all standardised.

    Attributes
    ----------
    square, construct, outcome : str
    levels : ndarray, shape (m,)
        Of the construct, in standard deviations.
    slopes : ndarray, shape (m,)
        Of the curve at these levels.
    slope_interval : Interval or None
        None without a bootstrap.
    bend : float
        Coefficient of the squared score; half the change of slope for one standard deviation.
    bend_interval : Interval or None
    f_squared : float
        Of the square.
    turning_point : float
        Level at which the slope is zero; NaN if the effect is exactly straight.
    curvature : Curvature
        By the sign of `bend`; straight if its interval holds zero, or it is zero.
    predicted : ndarray, shape (m,)
        Outcome at `levels`, other constructs at their means.
    """

    square: str
    construct: str
    outcome: str
    levels: np.ndarray
    slopes: np.ndarray
    slope_interval: Interval | None
    bend: float
    bend_interval: Interval | None
    f_squared: float
    turning_point: float
    curvature: Curvature
    predicted: np.ndarray


def quadratic_effect(
    result: PlsResult,
    square: str,
    outcome: str,
    *,
    levels: Sequence[float] = LEVELS,
    bootstrap: PlsBootstrap | None = None,
    level: float = 0.95,
) -> QuadraticEffect:
    """Slopes and turning point of a curved effect.

    Parameters
    ----------
    result : PlsResult
    square : str
        Interaction of a construct with itself.
    outcome : str
    levels : sequence of float
        Of the construct.
    bootstrap : PlsBootstrap, optional
    level : float
        Confidence of the intervals.

    Raises
    ------
    SpecificationError
        If the model has no such square with a path to the outcome, its construct has no path to
        the outcome, or `bootstrap` does not belong to the result.
    MethodError
        If there are too few draws.
    """
    product = product_of(result, square, outcome)
    if product.of[0] != product.of[1]:
        raise SpecificationError(
            f"`{square}` is the product of two constructs", next_step="Take `simple_slopes`."
        )
    construct = product.of[0]
    check_path(result, construct, outcome)
    bent, x = (
        BentPath.of(result, product, construct, outcome, bootstrap),
        np.asarray(levels, dtype=float),
    )
    slopes, bend = bent.slopes(2 * x)
    straight, path = bend[0] == 0, bent.path[0]
    found = None if bootstrap is None else interval(bend[1:], level=level)
    if found is not None:
        straight = straight or not found.excludes_zero
    at = {name: i for i, name in enumerate(result.constructs)}
    return QuadraticEffect(
        square=square,
        construct=construct,
        outcome=outcome,
        levels=x,
        slopes=slopes[:, 0],
        slope_interval=None if bootstrap is None else interval(slopes[:, 1:], level=level),
        bend=float(bend[0]),
        bend_interval=found,
        f_squared=float(result.f_squared[at[square], at[outcome]]),
        turning_point=float(-path / (2 * bend[0])) if bend[0] != 0 else float("nan"),
        curvature="straight" if straight else "opens_upward" if bend[0] > 0 else "opens_downward",
        predicted=path * x + bend[0] * (x**2 - 1),
    )


def with_square(model: StructuralModel, construct: str, outcome: str) -> StructuralModel:
    """Return the model with the square of a construct acting on an outcome, too.

    Raises
    ------
    SpecificationError
        If the construct has no path to the outcome, or the model has a construct of that id.

    Examples
    --------
    >>> from ..structural_model import MeasuredConstruct
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a",)), MeasuredConstruct("y", ("b",))), (("x", "y"),)
    ... )
    >>> with_square(model, "x", "y").paths
    (('x', 'y'), ('x^2', 'y'))
    """
    if (construct, outcome) not in model.paths:
        raise SpecificationError(f"There is no path from `{construct}` to `{outcome}` to be bent")
    square = f"{construct}^2"
    own = [product for product in model.interactions if product.id == square]
    added = () if own else (Interaction(square, (construct, construct)),)
    return replace(
        model,
        paths=(*model.paths, (square, outcome)),
        interactions=(*model.interactions, *added),
    )
