r"""Whether two groups differ: Student's, Welch's and Mann-Whitney's tests with their effect sizes.

Differences are of the first group minus the second. With the pooled standard deviation s,

.. math:: d = (\bar x_1 - \bar x_2) / s, \qquad
          g = d\, \frac{\Gamma(\nu / 2)}{\sqrt{\nu / 2}\, \Gamma((\nu - 1) / 2)}, \quad
          \nu = n_1 + n_2 - 2, \qquad
          r_{rb} = \frac{2 U_1}{n_1 n_2} - 1,

where the interval of d holds the noncentralities of t that the observed t does not reject, times
:math:`\sqrt{1/n_1 + 1/n_2}`, and that of g is d's times the same factor. Mann and Whitney's z is
corrected for ties, not for continuity, as SPSS prints it; p is exact without ties in small groups.

Sources: Hedges (1981), Journal of Educational Statistics 6, 107-128; Cumming and Finch (2001),
Educational and Psychological Measurement 61, 532-574; Kerby (2014), Comprehensive Psychology 3, 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import SpecificationError
from .group_descriptives import (
    GroupDescriptives,
    GroupTest,
    describe_groups,
    group_test,
    two_that_occur,
)
from .group_variance import Reason, brown_forsythe, reasons_of

__all__ = ["TwoGroups", "compare_two", "standardised_difference_interval"]

_EXACT = 20  # scores of each group up to which Mann and Whitney's p is counted out


@dataclass(frozen=True, slots=True, eq=False)
class TwoGroups:
    """Comparison of two groups in d dimensions.

    Attributes
    ----------
    samples : GroupDescriptives
        Names, the two labels, and n, mean, SD and median of each.
    level : float
        Confidence of the intervals.
    reasons : tuple of Reason, length d
        Why tests of a dimension are NaN: a group has fewer than two scores; neither group varies
        (Mann and Whitney's test is left if they differ). Empty if none.
    difference, lower, upper : ndarray, shape (d,)
        Of the means, with Welch's interval.
    student, welch, levene : GroupTest
        t, t, and F about the medians.
    mann_whitney : GroupTest
        z; its p is exact where `exact`.
    u : ndarray, shape (d,)
        Mann and Whitney's U of the first group.
    exact : ndarray of bool, shape (d,)
        No ties, and at most 20 scores in each group.
    d, d_lower, d_upper, g, g_lower, g_upper : ndarray, shape (d,)
        Cohen's d and Hedges's g.
    rank_biserial : ndarray, shape (d,)
        From -1 to 1: 1 if every score of the first group is above every one of the second.
    """

    samples: GroupDescriptives
    level: float
    reasons: tuple[Reason, ...]
    difference: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    student: GroupTest
    welch: GroupTest
    levene: GroupTest
    mann_whitney: GroupTest
    u: np.ndarray
    exact: np.ndarray
    d: np.ndarray
    d_lower: np.ndarray
    d_upper: np.ndarray
    g: np.ndarray
    g_lower: np.ndarray
    g_upper: np.ndarray
    rank_biserial: np.ndarray


def compare_two(
    values: np.ndarray,
    names: Sequence[str],
    groups: np.ndarray,
    labels: Sequence[str],
    *,
    level: float = 0.95,
) -> TwoGroups:
    """Compare the scores of two groups in each dimension.

    Parameters
    ----------
    values : ndarray, shape (n, d)
        Scores; NaN where missing.
    names : sequence of str, length d
    groups : ndarray of int, shape (n,)
        Code of each person's answer, -1 where missing.
    labels : sequence of str
        Of the codes; exactly two of them must occur.
    level : float

    Raises
    ------
    SpecificationError
        If not exactly two groups occur, `level` is not between 0 and 1, or as `describe_groups`.

    Examples
    --------
    >>> scores = np.array([[1.0], [2.0], [3.0], [3.0], [4.0], [5.0]])
    >>> found = compare_two(scores, ("x",), np.repeat([0, 1], 3), ("a", "b"))
    >>> found.d.round(6).tolist(), found.u.tolist(), found.welch.p.round(6).tolist()
    ([-2.0], [0.5], [0.070484])
    """
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must be between 0 and 1, got {level:g}")
    every = describe_groups(values, names, groups, labels)
    first, second = two_that_occur(
        groups, every.labels, more="Compare more than two with `compare_several`."
    )
    codes = np.where(groups == first, 0, np.where(groups == second, 1, -1))
    labels = (labels[first], labels[second])
    samples = describe_groups(values, names, codes, labels)
    reasons = reasons_of(samples)
    tested = np.array([reason in {"", "constant_group"} for reason in reasons], dtype=bool)
    student, factor = _student(samples, tested)
    difference = np.where(samples.used.all(axis=0), samples.mean[0] - samples.mean[1], np.nan)
    welch, lower, upper = _welch(samples, difference, tested, level)
    scale = np.sqrt((1 / np.maximum(samples.n, 1)).sum(axis=0))
    bounds = standardised_difference_interval(student.statistic, student.df, level)
    d, d_lower, d_upper = (centre * scale for centre in (student.statistic, *bounds))
    u, exact, mann_whitney, rank_biserial = _mann_whitney(samples, values, codes)
    return TwoGroups(
        samples=samples,
        level=level,
        reasons=tuple("" if reason == "constant_group" else reason for reason in reasons),
        difference=difference,
        lower=lower,
        upper=upper,
        student=student,
        welch=welch,
        levene=brown_forsythe(values, names, codes, labels),
        mann_whitney=mann_whitney,
        u=u,
        exact=exact,
        d=d,
        d_lower=d_lower,
        d_upper=d_upper,
        g=d * factor,
        g_lower=d_lower * factor,
        g_upper=d_upper * factor,
        rank_biserial=rank_biserial,
    )


def standardised_difference_interval(
    t: np.ndarray, df: np.ndarray, level: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Noncentralities of t between which an observed t is not rejected; NaN where t is.

    Examples
    --------
    >>> lower, upper = standardised_difference_interval(np.array([2.0]), np.array([30.0]))
    >>> lower.round(4).tolist(), upper.round(4).tolist()
    ([-0.0393], [4.0081])
    """
    tail = (1 - level) / 2
    bounds = np.full((2, len(t)), np.nan)
    for j in np.flatnonzero(~np.isnan(t)):
        for side, wanted in enumerate((1 - tail, tail)):
            bounds[side, j] = _noncentrality(float(t[j]), float(df[j]), wanted)
    return bounds[0], bounds[1]


def _noncentrality(t: float, df: float, wanted: float) -> float:
    """Find the noncentrality at which t has this probability below it."""

    def surplus(centre: float) -> float:
        return float(scipy.stats.nct.cdf(t, df, centre)) - wanted

    step = 2 + abs(t) / np.sqrt(df)
    low, high = t - step, t + step
    while surplus(low) < 0:
        low -= step
    while surplus(high) > 0:
        high += step
    return scipy.optimize.root_scalar(
        surplus, bracket=(low, high), method="brentq", xtol=1e-13
    ).root


def _student(samples: GroupDescriptives, tested: np.ndarray) -> tuple[GroupTest, np.ndarray]:
    """Student's t, and the factor by which Hedges corrects d."""
    n, sd = np.where(tested, samples.n, 2), np.where(tested, samples.sd, 1.0)
    df = (n.sum(axis=0) - 2).astype(float)
    pooled = np.sqrt(((n - 1) * sd**2).sum(axis=0) / df)
    t = (samples.mean[0] - samples.mean[1]) / (pooled * np.sqrt((1 / n).sum(axis=0)))
    t = np.where(tested, t, np.nan)
    factor = np.exp(scipy.special.gammaln(df / 2) - scipy.special.gammaln((df - 1) / 2)) / np.sqrt(
        df / 2
    )
    return group_test(t, df, 2 * scipy.stats.t.sf(np.abs(t), df)), factor


def _welch(
    samples: GroupDescriptives, difference: np.ndarray, tested: np.ndarray, level: float
) -> tuple[GroupTest, np.ndarray, np.ndarray]:
    n, se = np.where(tested, samples.n, 2), np.where(tested, samples.se, 1.0)
    error = np.sqrt((se**2).sum(axis=0))
    df = error**4 / (se**4 / (n - 1)).sum(axis=0)
    t = np.where(tested, difference / error, np.nan)
    half = np.where(tested, scipy.stats.t.ppf((1 + level) / 2, df) * error, np.nan)
    test = group_test(t, df, 2 * scipy.stats.t.sf(np.abs(t), df))
    return test, difference - half, difference + half


def _mann_whitney(
    samples: GroupDescriptives, values: np.ndarray, codes: np.ndarray
) -> tuple[np.ndarray, np.ndarray, GroupTest, np.ndarray]:
    """U of the first group, where its p is exact, the test, and the rank-biserial correlation."""
    used = samples.used.all(axis=0)
    a, b = np.where(used, samples.n, 2)
    total = a + b
    # U is a whole number of halves, which the mean of the ranks holds only up to rounding.
    u = np.where(used, np.round(2 * a * (samples.mean_rank[0] - (a + 1) / 2)) / 2, np.nan)
    variance = a * b / 12 * (total + 1 - samples.ties / (total * (total - 1)))
    z = np.full(u.shape, np.nan)
    tested = used & (variance > 0)
    np.divide(u - a * b / 2, np.sqrt(np.where(tested, variance, 1.0)), out=z, where=tested)
    p = 2 * scipy.stats.norm.sf(np.abs(z))
    exact = used & (samples.ties == 0) & (samples.n <= _EXACT).all(axis=0)
    for j in np.flatnonzero(exact):
        x, y = (values[codes == code, j] for code in (0, 1))
        test = scipy.stats.mannwhitneyu(x[~np.isnan(x)], y[~np.isnan(y)], method="exact")
        p[j] = test.pvalue
    return u, exact, group_test(z, np.full_like(z, np.nan), p), 2 * u / (a * b) - 1
