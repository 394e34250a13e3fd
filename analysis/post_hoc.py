"""Which pairs of groups differ: the tests of Tukey and Kramer, and of Games and Howell.

Both take p from the studentised range of all groups, so it is corrected for the number of pairs.
Tukey's test pools the variance of the groups; Games and Howell's does not. Both are pingouin's.

Sources: Kramer (1956), Biometrics 12, 307-310; Games and Howell (1976), Journal of Educational
Statistics 1, 113-125.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

import numpy as np

from ..survey.errors import SpecificationError
from .group_descriptives import describe_groups
from .group_variance import Reason, reasons_of

__all__ = ["PostHoc", "PostHocMethod", "post_hoc"]

PostHocMethod = Literal["games_howell", "tukey"]


@dataclass(frozen=True, slots=True, eq=False)
class PostHoc:
    """Comparison of all m pairs of groups in d dimensions.

    Attributes
    ----------
    method : PostHocMethod
    names : tuple of str, length d
    pairs : tuple of (str, str), length m
        Labels, in the order of the question.
    reasons : tuple of Reason, length d
        Why a dimension is NaN: fewer than two groups of two people, no group varies, or (Games and
        Howell only) some group does not vary. Empty if none.
    difference, se, t, df, p : ndarray, shape (d, m)
        First mean minus second; p is adjusted for all pairs of one dimension. NaN for a pair with a
        group of fewer than two scores.
    """

    method: PostHocMethod
    names: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    difference: np.ndarray
    se: np.ndarray
    t: np.ndarray
    df: np.ndarray
    p: np.ndarray


def post_hoc(
    values: np.ndarray,
    names: Sequence[str],
    groups: np.ndarray,
    labels: Sequence[str],
    *,
    method: PostHocMethod = "games_howell",
) -> PostHoc:
    """Compare all pairs of groups in each dimension.

    Parameters
    ----------
    values : ndarray, shape (n, d)
        Scores; NaN where missing.
    names : sequence of str, length d
    groups : ndarray of int, shape (n,)
        Code of each person's answer, -1 where missing.
    labels : sequence of str
    method : {"games_howell", "tukey"}

    Raises
    ------
    SpecificationError
        If `method` is another, or as `describe_groups`.

    Examples
    --------
    >>> scores = np.array([[1.0], [2.0], [3.0], [2.0], [3.0], [4.0], [6.0], [7.0], [8.0]])
    >>> found = post_hoc(scores, ("x",), np.repeat([0, 1, 2], 3), ("a", "b", "c"), method="tukey")
    >>> found.difference.tolist(), found.p.round(4).tolist()
    ([[-1.0, -5.0, -4.0]], [[0.4827, 0.0021, 0.0065]])
    """
    if method not in get_args(PostHocMethod):
        allowed = ", ".join(get_args(PostHocMethod))
        raise SpecificationError(f"`method` must be one of {allowed}, got `{method}`")
    samples = describe_groups(values, names, groups, labels)
    reasons: tuple[Reason, ...] = tuple(
        "" if reason == "constant_group" and method == "tukey" else reason
        for reason in reasons_of(samples)
    )
    pairs = list(combinations(range(len(labels)), 2))
    table = np.full((5, len(samples.names), len(pairs)), np.nan)
    for j, reason in enumerate(reasons):
        if reason:
            continue
        taken = np.isin(groups, np.flatnonzero(samples.used[:, j])) & ~np.isnan(values[:, j])
        for pair, row in _pairwise(values[taken, j], groups[taken], method).items():
            table[:, j, pairs.index(pair)] = row
    difference, se, t, df, p = table
    return PostHoc(
        method=method,
        names=samples.names,
        pairs=tuple((labels[a], labels[b]) for a, b in pairs),
        reasons=reasons,
        difference=difference,
        se=se,
        t=t,
        df=df,
        p=p,
    )


def _pairwise(
    scores: np.ndarray, codes: np.ndarray, method: PostHocMethod
) -> dict[tuple[int, int], tuple[float, ...]]:
    """Difference, standard error, t, df and p of every pair of codes."""
    # Here, because the two imports take a second: longer than all that a comparison computes.
    import pandas as pd
    import pingouin

    data = pd.DataFrame({"score": scores, "group": codes})
    tukey = method == "tukey"
    test = pingouin.pairwise_tukey if tukey else pingouin.pairwise_gameshowell
    found = test(data, dv="score", between="group", effsize="none")
    df = np.full(len(found), len(scores) - len(np.unique(codes))) if tukey else found["df"]
    columns = (found["diff"], found["se"], found["T"], df, found["p_tukey" if tukey else "pval"])
    rows = np.stack([np.asarray(column, dtype=float) for column in columns], axis=1)
    return {
        (int(a), int(b)): tuple(row) for a, b, row in zip(found["A"], found["B"], rows, strict=True)
    }
