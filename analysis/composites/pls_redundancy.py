"""Redundancy analysis: whether a construct of mode B covers what another measure of it says.

The construct, as it is formed by its items, explains the same construct measured by a global item,
or by items of mode A. With one global item the path is the multiple correlation of that item with
the items of the construct.

Sources: Chin (1998), in Modern Methods for Business Research, 295-336; Hair, Hult, Ringle and
Sarstedt (2022), A Primer on PLS-SEM, chapter 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..moments import Moments
from ..pls import pls
from ..structural_model import MeasuredConstruct, StructuralModel
from .pls_limits import MeasurementLimits

__all__ = ["Redundancy", "redundancy"]


@dataclass(frozen=True, slots=True, eq=False)
class Redundancy:
    """Convergent validity of a construct of mode B.

    Attributes
    ----------
    n : int
    items, measure : tuple of str
        Of the construct, and of the other measure.
    path : float
        From the construct to the other measure.
    r_squared : float
        Its square.
    limit : float
    passed : bool
        `path` is at the limit or above.
    """

    n: int
    items: tuple[str, ...]
    measure: tuple[str, ...]
    path: float
    r_squared: float
    limit: float
    passed: bool


def redundancy(
    moments: Moments,
    items: Sequence[str],
    measure: Sequence[str],
    *,
    limits: MeasurementLimits | None = None,
) -> Redundancy:
    """Let a construct of mode B explain another measure of the same.

    Parameters
    ----------
    moments : Moments
        Of both sets of items.
    items : sequence of str
        Of the construct.
    measure : sequence of str
        One global item, or items of mode A.
    limits : MeasurementLimits, optional

    Raises
    ------
    SpecificationError
        If an item is unknown, or stands in both sets.
    MethodError
        As `pls`.

    Examples
    --------
    >>> import numpy as np
    >>> r = np.array([[1.0, 0.2, 0.6], [0.2, 1.0, 0.6], [0.6, 0.6, 1.0]])
    >>> found = redundancy(Moments(90, ("a", "b", "all"), np.zeros(3), r), ["a", "b"], ["all"])
    >>> round(found.path, 4), found.passed
    (0.7746, True)
    """
    limits = limits or MeasurementLimits()
    model = StructuralModel(
        (
            MeasuredConstruct("construct", tuple(items), "B"),
            MeasuredConstruct("measure", tuple(measure)),
        ),
        (("construct", "measure"),),
    )
    path = float(pls(moments, model).paths[0, 1])
    return Redundancy(
        n=moments.n,
        items=tuple(items),
        measure=tuple(measure),
        path=path,
        r_squared=path**2,
        limit=limits.redundancy,
        passed=path >= limits.redundancy,
    )
