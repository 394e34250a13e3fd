"""Whether a regression has enough observations, by Green's rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["SampleSize", "sample_size"]


@dataclass(frozen=True, slots=True)
class SampleSize:
    """Whether a regression has enough observations.

    Attributes
    ----------
    n : int
        Observations.
    predictors : int
    residual_df : int
        n - predictors - 1.
    needed : int
        50 + 8 x predictors.
    verdict : {"impossible", "too_small", "enough"}
        ``"impossible"`` where no residual degree of freedom is left.
    """

    n: int
    predictors: int
    residual_df: int
    needed: int
    verdict: Literal["impossible", "too_small", "enough"]


def sample_size(n: int, predictors: int) -> SampleSize:
    """Judge n for a regression by the rule n >= 50 + 8 m.

    Source: Green, S. B. (1991), How many subjects does it take to do a regression analysis?
    Multivariate Behavioral Research 26(3), 499-510.

    Examples
    --------
    >>> sample_size(9, 6).verdict, sample_size(9, 6).residual_df, sample_size(9, 6).needed
    ('too_small', 2, 98)
    """
    df = n - predictors - 1
    needed = 50 + 8 * predictors
    verdict = "impossible" if df < 1 else "too_small" if n < needed else "enough"
    return SampleSize(n, predictors, df, needed, verdict)
