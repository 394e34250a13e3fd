"""Scores split by a question of the profile, and what every comparison of groups stands on.

A group is a code of the answer, from 0; -1 means that nobody knows. A group takes part in the tests
of a dimension if at least two of its people have a score there: the others are described, and left
out of the tests in sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import SpecificationError

__all__ = [
    "INTERVAL",
    "GroupDescriptives",
    "GroupTest",
    "describe_groups",
    "group_test",
    "holm",
    "two_that_occur",
]

INTERVAL = 0.95  # level of the intervals of means
_FLAT = 1e-12  # SD, against the size of the scores, that is rounding of scores all the same


@dataclass(frozen=True, slots=True, eq=False)
class GroupDescriptives:
    """Descriptives of d dimensions in g groups.

    Attributes
    ----------
    names : tuple of str, length d
    labels : tuple of str, length g
    n : ndarray of int, shape (g, d)
        People with a score.
    mean, sd, se, median : ndarray, shape (g, d)
        Mean and median are NaN in an empty group, SD and standard error in one of fewer than two.
        An SD that is only rounding is 0.
    reach : ndarray, shape (g, d)
        Half of the width of Student's interval of the mean at the level `INTERVAL`; NaN where the
        standard error is.
    mean_rank : ndarray, shape (g, d)
        Mean rank among the groups in use, ties averaged; NaN in the others.
    ties : ndarray, shape (d,)
        Sum of t^3 - t over the tied ranks of the groups in use.
    used : ndarray of bool, shape (g, d)
        Groups with at least two scores.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    n: np.ndarray
    mean: np.ndarray
    sd: np.ndarray
    se: np.ndarray
    reach: np.ndarray
    median: np.ndarray
    mean_rank: np.ndarray
    ties: np.ndarray
    used: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class GroupTest:
    """One test, once a dimension.

    Attributes
    ----------
    statistic : ndarray, shape (d,)
        The t, F, H or z that `p` belongs to.
    df, df_within : ndarray, shape (d,)
        Degrees of freedom; `df_within` is NaN where the statistic has only one number of them,
        and both are for a z.
    p : ndarray, shape (d,)
        NaN where the test is not defined.
    p_holm : ndarray, shape (d,)
        By Holm's correction over the dimensions where the test is defined.
    """

    statistic: np.ndarray
    df: np.ndarray
    df_within: np.ndarray
    p: np.ndarray
    p_holm: np.ndarray


def describe_groups(
    values: np.ndarray, names: Sequence[str], groups: np.ndarray, labels: Sequence[str]
) -> GroupDescriptives:
    """Split scores by group and describe each group.

    Parameters
    ----------
    values : ndarray, shape (n, d)
        Scores; NaN where missing.
    names : sequence of str, length d
    groups : ndarray of int, shape (n,)
        Code of each person's answer, -1 where missing.
    labels : sequence of str, length g
        Of the codes 0 to g - 1.

    Raises
    ------
    SpecificationError
        If shapes do not fit, a name or label occurs twice, or a code has no label.

    Examples
    --------
    >>> scores = np.array([[1.0], [3.0], [4.0], [np.nan], [9.0]])
    >>> found = describe_groups(scores, ("x",), np.array([0, 0, 1, 1, -1]), ("men", "women"))
    >>> found.n[:, 0].tolist(), found.mean[:, 0].tolist(), found.used[:, 0].tolist()
    ([2, 1], [2.0, 4.0], [True, False])
    """
    _check(values, names, groups, labels)
    known = groups >= 0
    x, code = np.asarray(values, dtype=float)[known], groups[known]
    member = (code == np.arange(len(labels))[:, None]).astype(float)
    present = ~np.isnan(x)
    n = (member @ present).astype(int)
    shift = np.where(present, x, 0.0).sum(axis=0) / np.maximum(present.sum(axis=0), 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = shift + member @ np.where(present, x - shift, 0.0) / n
        square = member @ np.where(present, (x - mean[code]) ** 2, 0.0)
        sd = np.where(n > 1, np.sqrt(square / (n - 1)), np.nan)
        sd = np.where(sd <= _FLAT * np.abs(mean), 0.0, sd)
    mean_rank, ties = _ranks(x, member, present, n)
    se = sd / np.sqrt(np.maximum(n, 1))
    return GroupDescriptives(
        names=tuple(names),
        labels=tuple(labels),
        n=n,
        mean=mean,
        sd=sd,
        se=se,
        reach=scipy.special.stdtrit(np.maximum(n - 1, 1), (1 + INTERVAL) / 2) * se,
        median=_medians(x, code, len(labels)),
        mean_rank=mean_rank,
        ties=ties,
        used=n > 1,
    )


def group_test(
    statistic: np.ndarray,
    df: np.ndarray,
    p: np.ndarray,
    df_within: np.ndarray | None = None,
) -> GroupTest:
    """Put a test together; its degrees of freedom and p are NaN where the statistic is."""
    undefined = np.isnan(statistic)
    within = np.full_like(statistic, np.nan) if df_within is None else df_within
    p = np.where(undefined, np.nan, p)
    return GroupTest(
        statistic=statistic,
        df=np.where(undefined, np.nan, df),
        df_within=np.where(undefined, np.nan, within),
        p=p,
        p_holm=holm(p),
    )


def holm(p: np.ndarray) -> np.ndarray:
    """Holm's adjusted p; those that are NaN stay so and are not counted.

    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, np.nan, 0.03])).round(6).tolist()
    [0.03, 0.06, nan, 0.06]
    """
    adjusted = np.full(p.shape, np.nan)
    at = np.flatnonzero(~np.isnan(p))
    order = at[np.argsort(p[at], kind="stable")]
    steps = p[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def two_that_occur(codes: np.ndarray, labels: Sequence[str], *, more: str) -> tuple[int, int]:
    """Return the codes of the two groups that occur; `more` says what to do with more of them.

    Raises
    ------
    SpecificationError
        If not exactly two occur.

    Examples
    --------
    >>> two_that_occur(np.array([2, 0, -1, 2]), ("men", "women", "others"), more="Join some.")
    (0, 2)
    """
    occurring = np.unique(codes[codes >= 0])
    if len(occurring) != 2:
        listed = ", ".join(f"`{labels[code]}`" for code in occurring) or "none"
        raise SpecificationError(
            f"Two groups are needed, and the answers hold {len(occurring)}: {listed}",
            next_step=more if len(occurring) > 2 else "Choose another question.",
        )
    return int(occurring[0]), int(occurring[1])


def _check(
    values: np.ndarray, names: Sequence[str], groups: np.ndarray, labels: Sequence[str]
) -> None:
    if values.ndim != 2 or values.shape != (len(groups), len(names)):
        raise SpecificationError(
            f"`values` must have one row a person and one column a name, got shape {values.shape} "
            f"for {len(groups)} people and {len(names)} names"
        )
    for kind, given in (("names", names), ("labels", labels)):
        if len(set(given)) < len(given):
            twice = next(one for i, one in enumerate(given) if one in given[:i])
            raise SpecificationError(f"`{kind}` must differ, and `{twice}` occurs twice")
    if not np.issubdtype(groups.dtype, np.integer):
        raise SpecificationError(f"`groups` must be integer codes, got {groups.dtype}")
    wrong = groups[(groups < -1) | (groups >= len(labels))]
    if wrong.size:
        raise SpecificationError(
            f"The code {wrong[0]} in `groups` has no label: codes go from 0 to {len(labels) - 1}",
            next_step="Write -1 where the answer is missing.",
        )


def _medians(x: np.ndarray, code: np.ndarray, count: int) -> np.ndarray:
    medians = np.full((count, x.shape[1]), np.nan)
    for g in range(count):
        for j, column in enumerate(x[code == g].T):
            seen = column[~np.isnan(column)]
            if seen.size:
                medians[g, j] = np.median(seen)
    return medians


def _ranks(
    x: np.ndarray, member: np.ndarray, present: np.ndarray, n: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mean ranks of the groups with two scores or more, and the sum of their ties."""
    used = n > 1
    mean_rank, ties = np.full(n.shape, np.nan), np.zeros(x.shape[1])
    for j in range(x.shape[1]):
        taken = (member[used[:, j]].sum(axis=0) > 0) & present[:, j]
        if not taken.any():
            continue
        ranks = scipy.stats.rankdata(x[taken, j])
        at = used[:, j]
        mean_rank[at, j] = member[at][:, taken] @ ranks / n[at, j]
        _, tied = np.unique(x[taken, j], return_counts=True)
        ties[j] = (tied.astype(float) ** 3 - tied).sum()
    return mean_rank, ties
