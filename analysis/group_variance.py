r"""Whether groups differ in their mean, spread or rank: two groups or more.

With n people in g groups, sums of squares between and within, and :math:`w_j = n_j / s_j^2`:

.. math::
   F &= \frac{SS_b / (g - 1)}{SS_w / (n - g)}, \qquad
   \eta^2 = \frac{SS_b}{SS_t}, \quad
   \omega^2 = \frac{SS_b - (g - 1) MS_w}{SS_t + MS_w}, \quad
   \epsilon^2 = \frac{SS_b - (g - 1) MS_w}{SS_t} \\
   F_{Welch} &= \frac{\sum w_j (\bar x_j - \tilde x)^2 / (g - 1)}
                    {1 + 2 (g - 2) \lambda / (g^2 - 1)}, \quad
   \lambda = \sum \frac{(1 - w_j / \sum w)^2}{n_j - 1}, \quad df = \frac{g^2 - 1}{3 \lambda}

Kruskal and Wallis's H is corrected for ties. Levene's test is of Brown and Forsythe's kind, about
the medians. Effect sizes are not clipped at zero: a negative one says that the groups differ by
less than chance would have it.

Sources: Welch (1951), Biometrika 38, 330-336; Kruskal and Wallis (1952), JASA 47, 583-621; Brown
and Forsythe (1974), JASA 69, 364-367.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from .group_descriptives import GroupDescriptives, GroupTest, describe_groups, group_test

__all__ = ["Reason", "SeveralGroups", "brown_forsythe", "compare_several", "reasons_of"]

Reason = Literal["", "too_few_groups", "no_variance", "constant_group"]


@dataclass(frozen=True, slots=True, eq=False)
class SeveralGroups:
    """Comparison of two groups or more in d dimensions.

    Attributes
    ----------
    samples : GroupDescriptives
        Names, labels, and n, mean, SD and median of each group.
    reasons : tuple of Reason, length d
        Why tests of a dimension are NaN: fewer than two groups of two people; no group varies (the
        test of ranks is left); some group does not vary (only Welch's test is NaN). Empty if none.
    anova, welch, kruskal, levene : GroupTest
        F, F, H and F.
    between, within : ndarray, shape (d,)
        Sums of squares of the groups in use.
    eta_squared, omega_squared, epsilon_squared : ndarray, shape (d,)
        Effect sizes of the analysis of variance.
    rank_epsilon_squared : ndarray, shape (d,)
        H / (n - 1), the effect size of the Kruskal-Wallis test.
    """

    samples: GroupDescriptives
    reasons: tuple[Reason, ...]
    anova: GroupTest
    welch: GroupTest
    kruskal: GroupTest
    levene: GroupTest
    between: np.ndarray
    within: np.ndarray
    eta_squared: np.ndarray
    omega_squared: np.ndarray
    epsilon_squared: np.ndarray
    rank_epsilon_squared: np.ndarray


def compare_several(
    values: np.ndarray, names: Sequence[str], groups: np.ndarray, labels: Sequence[str]
) -> SeveralGroups:
    """Compare the scores of all groups in each dimension.

    Parameters
    ----------
    values : ndarray, shape (n, d)
        Scores; NaN where missing.
    names : sequence of str, length d
    groups : ndarray of int, shape (n,)
        Code of each person's answer, -1 where missing.
    labels : sequence of str
        Of the codes; a group of fewer than two scores is described but not tested.

    Raises
    ------
    SpecificationError
        As `describe_groups`.

    Examples
    --------
    >>> scores = np.array([[1.0], [2.0], [3.0], [2.0], [3.0], [4.0], [6.0], [7.0], [8.0]])
    >>> found = compare_several(scores, ("x",), np.repeat([0, 1, 2], 3), ("a", "b", "c"))
    >>> found.anova.statistic.round(6).tolist(), found.eta_squared.round(6).tolist()
    ([21.0], [0.875])
    """
    samples = describe_groups(values, names, groups, labels)
    reasons = reasons_of(samples)
    tested = _tested(reasons)
    n, mean, sd = _numbers(samples)
    total, g = n.sum(axis=0), samples.used.sum(axis=0)
    between, within, anova = _anova(n, mean, sd, tested)
    h = _kruskal_statistic(samples, n, g > 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = within / (total - g)
        surplus, whole = between - (g - 1) * error, between + within
        eta, omega, epsilon = between / whole, surplus / (whole + error), surplus / whole
    return SeveralGroups(
        samples=samples,
        reasons=reasons,
        anova=anova,
        welch=_welch(n, mean, sd, tested & np.array([r != "constant_group" for r in reasons])),
        kruskal=group_test(h, g - 1, scipy.stats.chi2.sf(h, np.maximum(g - 1, 1))),
        levene=brown_forsythe(values, names, groups, labels),
        between=np.where(tested, between, np.nan),
        within=np.where(tested, within, np.nan),
        eta_squared=np.where(tested, eta, np.nan),
        omega_squared=np.where(tested, omega, np.nan),
        epsilon_squared=np.where(tested, epsilon, np.nan),
        rank_epsilon_squared=h / np.maximum(total - 1, 1),
    )


def brown_forsythe(
    values: np.ndarray, names: Sequence[str], groups: np.ndarray, labels: Sequence[str]
) -> GroupTest:
    """Levene's test of equal spreads, about the medians (Brown and Forsythe 1974).

    Parameters are those of `compare_several`. NaN where fewer than two groups have two scores, or
    everybody is as far from the median of his group.

    Examples
    --------
    >>> scores = np.array([[1.0], [2.0], [4.0], [1.0], [5.0], [9.0]])
    >>> found = brown_forsythe(scores, ("x",), np.repeat([0, 1], 3), ("a", "b"))
    >>> found.statistic.round(6).tolist()
    [1.315789]
    """
    median = describe_groups(values, names, groups, labels).median
    distance = np.where((groups >= 0)[:, None], np.abs(values - median[groups]), np.nan)
    spread = describe_groups(distance, names, groups, labels)
    return _anova(*_numbers(spread), _tested(reasons_of(spread)))[2]


def reasons_of(samples: GroupDescriptives) -> tuple[Reason, ...]:
    """Tell, dimension by dimension, why a comparison is not defined; empty where it is."""
    flat = samples.used & (samples.sd == 0)
    found: list[Reason] = []
    for j in range(len(samples.names)):
        count, still = samples.used[:, j].sum(), flat[:, j].sum()
        if count < 2:
            found.append("too_few_groups")
        elif still == count:
            found.append("no_variance")
        else:
            found.append("constant_group" if still else "")
    return tuple(found)


def _tested(reasons: tuple[Reason, ...]) -> np.ndarray:
    return np.array([reason in {"", "constant_group"} for reason in reasons], dtype=bool)


def _numbers(samples: GroupDescriptives) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return n, mean and SD of the groups in use, and zeros for the others."""
    used = samples.used
    return (
        np.where(used, samples.n, 0),
        np.where(used, samples.mean, 0.0),
        np.where(used, samples.sd, 0.0),
    )


def _anova(
    n: np.ndarray, mean: np.ndarray, sd: np.ndarray, tested: np.ndarray
) -> tuple[np.ndarray, np.ndarray, GroupTest]:
    """Find sums of squares and F from n, means and SDs, (g, d); n is 0 in a group left out."""
    total, df = n.sum(axis=0), np.maximum((n > 0).sum(axis=0) - 1, 1)
    grand = (n * mean).sum(axis=0) / np.maximum(total, 1)
    between = (n * (mean - grand) ** 2).sum(axis=0)
    within = (np.maximum(n - 1, 0) * sd**2).sum(axis=0)
    df_within = np.maximum(total - df - 1, 1)
    f = np.full(tested.shape, np.nan)
    np.divide(between / df, within / df_within, out=f, where=tested)
    return between, within, group_test(f, df, scipy.stats.f.sf(f, df, df_within), df_within)


def _welch(n: np.ndarray, mean: np.ndarray, sd: np.ndarray, tested: np.ndarray) -> GroupTest:
    g = np.maximum((n > 0).sum(axis=0), 2)
    weight = np.zeros_like(mean)
    np.divide(n, sd**2, out=weight, where=(n > 0) & tested)
    whole = np.where(tested, weight.sum(axis=0), 1.0)
    centre = (weight * mean).sum(axis=0) / whole
    between = (weight * (mean - centre) ** 2).sum(axis=0) / (g - 1)
    share = np.where(n > 0, (1 - weight / whole) ** 2 / np.maximum(n - 1, 1), 0.0)
    spread = share.sum(axis=0)
    f = np.where(tested, between / (1 + 2 * (g - 2) * spread / (g**2 - 1)), np.nan)
    df_within = np.full_like(f, np.nan)
    np.divide(g**2 - 1, 3 * spread, out=df_within, where=tested)
    return group_test(f, g - 1, scipy.stats.f.sf(f, g - 1, df_within), df_within)


def _kruskal_statistic(samples: GroupDescriptives, n: np.ndarray, tested: np.ndarray) -> np.ndarray:
    total = n.sum(axis=0).astype(float)
    middle = (total + 1) / 2
    apart = (n * np.where(n > 0, samples.mean_rank - middle, 0.0) ** 2).sum(axis=0)
    variance = total * (total + 1) / 12 - samples.ties / 12 / np.maximum(total - 1, 1)
    h = np.full(tested.shape, np.nan)
    np.divide(apart, variance, out=h, where=tested & (variance > 0))
    return h
