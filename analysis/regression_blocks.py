r"""Hierarchical regression: predictors enter in blocks, and each block is judged by what it adds.

With q predictors in a block and R squared before and after it,

.. math:: F = \frac{(R^2_{after} - R^2_{before}) / q}{(1 - R^2_{after}) / df}, \qquad
          f^2 = \frac{R^2_{after} - R^2_{before}}{1 - R^2_{after}}.

Source: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 9, who calls
an effect of .02 small, .15 medium and .35 large.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import SpecificationError
from .moments import Moments
from .regression import regress
from .regression_result import Regression

__all__ = ["Block", "HierarchicalRegression", "effect_sizes", "regress_blocks"]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One step of a hierarchical regression.

    Attributes
    ----------
    added : tuple of str
        Predictors that enter here.
    regression : Regression
        On these and all that entered before.
    r_squared_change : float
    f_change, f_change_p : float
    df1, df2 : int
        Degrees of freedom of `f_change`.
    f_squared : float
        Cohen's, of the block. Infinite, as `f_change`, where the fit is exact.
    """

    added: tuple[str, ...]
    regression: Regression
    r_squared_change: float
    f_change: float
    f_change_p: float
    df1: int
    df2: int
    f_squared: float


@dataclass(frozen=True, slots=True, eq=False)
class HierarchicalRegression:
    """The steps of a hierarchical regression.

    Attributes
    ----------
    outcome : str
    n : int
        The same at every step.
    blocks : tuple of Block
    f_squared : ndarray, shape (m,)
        Cohen's, of each predictor in the last regression, when it alone is left out.
    """

    outcome: str
    n: int
    blocks: tuple[Block, ...]
    f_squared: np.ndarray


def regress_blocks(
    moments: Moments, outcome: str, blocks: Sequence[Sequence[str]], *, level: float = 0.95
) -> HierarchicalRegression:
    """Regress one variable on blocks of others that enter one after the other.

    Parameters
    ----------
    moments : Moments
    outcome : str
    blocks : sequence of sequence of str
    level : float
        Confidence of the intervals.

    Raises
    ------
    SpecificationError
        If there is no block, one is empty, or as `regress`.
    MethodError
        As `regress`.

    Examples
    --------
    >>> r = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]])
    >>> data = Moments(103, ("a", "b", "y"), np.zeros(3), r)
    >>> found = regress_blocks(data, "y", [["a"], ["b"]])
    >>> [round(block.r_squared_change, 6) for block in found.blocks]
    [0.36, 0.09]
    >>> found.f_squared.round(6).tolist()
    [0.654545, 0.163636]
    """
    if not blocks:
        raise SpecificationError("A hierarchical regression needs at least one block")
    steps: list[Block] = []
    entered: list[str] = []
    before = 0.0
    for place, added in enumerate(blocks, start=1):
        if not added:
            raise SpecificationError(f"Block {place} has no predictor")
        entered += added
        found = regress(moments, outcome, entered, level=level)
        steps.append(_block(tuple(added), found, before))
        before = found.r_squared
    last = steps[-1].regression
    return HierarchicalRegression(outcome, last.n, tuple(steps), effect_sizes(last))


def effect_sizes(regression: Regression) -> np.ndarray:
    r"""Cohen's f squared of each predictor, shape (m,): what R squared loses without it.

    With classical errors it is :math:`t^2 / df`; infinite where the fit is exact.

    Raises
    ------
    SpecificationError
        If the errors of the regression are robust: their t says nothing of R squared.
    """
    if regression.errors != "classical":
        raise SpecificationError(f"f squared needs classical errors, got {regression.errors}")
    return regression.t**2 / regression.df_residual


def _block(added: tuple[str, ...], regression: Regression, before: float) -> Block:
    change = max(regression.r_squared - before, 0.0)
    df1, df2 = len(added), regression.df_residual
    with np.errstate(divide="ignore"):
        f_squared = float(np.divide(change, 1 - regression.r_squared)) if change > 0 else 0.0
    f = f_squared * df2 / df1
    return Block(
        added=added,
        regression=regression,
        r_squared_change=change,
        f_change=f,
        f_change_p=float(scipy.stats.f.sf(f, df1, df2)),
        df1=df1,
        df2=df2,
        f_squared=f_squared,
    )
