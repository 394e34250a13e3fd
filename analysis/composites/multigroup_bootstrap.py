r"""Whether the paths of a model differ between two groups, by a bootstrap of each group.

With :math:`\hat\beta_g` the estimate of group g, :math:`s_g` the SD of its draws :math:`\beta^*_g`
and :math:`\bar\beta^*_g` their mean:

- Henseler's test counts pairs of draws; :math:`p = \mathrm{share}(2 \bar\beta^*_1 - \beta^*_{1i}
  \le 2 \bar\beta^*_2 - \beta^*_{2j})` is small if the first group's estimate is greater
  ("reflected", as in the paper), or :math:`p = \mathrm{share}(\beta^*_{1i} \le \beta^*_{2j})`
  ("direct"). The two-sided p is twice the smaller tail.
- Parametric, for equal variances, with :math:`df = n_1 + n_2 - 2`: :math:`t = (\hat\beta_1 -
  \hat\beta_2) / \sqrt{(\frac{(n_1 - 1)^2}{df} s_1^2 + \frac{(n_2 - 1)^2}{df} s_2^2)(\frac1{n_1} +
  \frac1{n_2})}`.
- Welch and Satterthwaite, for unequal variances: :math:`v_g = s_g^2 (n_g - 1) / n_g`, :math:`t =
  (\hat\beta_1 - \hat\beta_2) / \sqrt{v_1 + v_2}`, :math:`df = (v_1 + v_2)^2 / (v_1^2 / (n_1 - 1) +
  v_2^2 / (n_2 - 1))`. Some texts subtract 2 from df; here it is the usual formula.

Sources: Henseler, Ringle and Sinkovics (2009), Advances in International Marketing 20, 277-319;
Sarstedt, Henseler and Ringle (2011), Advances in International Marketing 22, 195-218; Chin (2000),
Frequently asked questions: Partial least squares and PLS-Graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from ...survey.errors import MethodError, SpecificationError
from .bootstrap_result import PlsBootstrap
from .multigroup import COMPARED
from .pls_quantities import Quantity

__all__ = ["BootstrapDifference", "GroupBootstrap", "Pairs", "TTest", "compare_bootstraps"]

Pairs = Literal["reflected", "direct"]

_FEWEST = 20  # draws below which neither their SD nor their order says much
_FLAT = 1e-12  # range of draws that is rounding


@dataclass(frozen=True, slots=True, eq=False)
class TTest:
    """Tests of differences, all arrays of their shape; p is two-sided."""

    t: np.ndarray
    df: np.ndarray
    p: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class BootstrapDifference:
    """An estimate in two groups; all arrays are of the shape that it has in `PlsResult`.

    Tests are NaN where the model has no such path or effect, or the draws do not vary.

    Attributes
    ----------
    first, second, difference : ndarray
        The difference is of the first group minus the second.
    se_first, se_second : ndarray
        SD of the draws, divided by their number minus one.
    p_greater : ndarray
        Henseler's, one-sided: small if the first group's estimate is greater.
    p : ndarray
        Henseler's, two-sided.
    parametric, welch : TTest
    """

    first: np.ndarray
    second: np.ndarray
    difference: np.ndarray
    se_first: np.ndarray
    se_second: np.ndarray
    p_greater: np.ndarray
    p: np.ndarray
    parametric: TTest
    welch: TTest


@dataclass(frozen=True, slots=True, eq=False)
class GroupBootstrap:
    """Estimates of two groups and the bootstrap tests of their differences.

    Attributes
    ----------
    n : tuple of (int, int)
    usable : tuple of (int, int)
        Resamples of each group with an estimate.
    pairs : {"reflected", "direct"}
    paths, total, total_indirect : BootstrapDifference
        Shape (c, c).
    specific_indirect, weights, loadings, r_squared : BootstrapDifference
        One a way, an item, an item, a construct.
    """

    n: tuple[int, int]
    usable: tuple[int, int]
    pairs: Pairs
    paths: BootstrapDifference
    total: BootstrapDifference
    total_indirect: BootstrapDifference
    specific_indirect: BootstrapDifference
    weights: BootstrapDifference
    loadings: BootstrapDifference
    r_squared: BootstrapDifference


def compare_bootstraps(
    first: PlsBootstrap, second: PlsBootstrap, *, pairs: Pairs = "reflected"
) -> GroupBootstrap:
    """Test the difference of two groups in every path, effect, weight and loading of a model.

    Parameters
    ----------
    first, second : PlsBootstrap
        Of the same model for the people of each group, with seeds of their own.
    pairs : {"reflected", "direct"}
        What Henseler's test counts.

    Raises
    ------
    SpecificationError
        If the models differ, both have the same seed, or `pairs` is neither.
    MethodError
        If a group has fewer than 20 resamples with an estimate.

    Examples
    --------
    >>> from aqyl.analysis.bootstrap import bootstrap_pls
    >>> from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("trust", ("T",)), MeasuredConstruct("use", ("U",))),
    ...     (("trust", "use"),),
    ... )
    >>> x = np.random.default_rng(1).standard_normal((2, 100, 2))
    >>> x[0, :, 1] += x[0, :, 0]
    >>> groups = [
    ...     bootstrap_pls(x[g], ("T", "U"), model, seed=g, resamples=500) for g in (0, 1)
    ... ]
    >>> found = compare_bootstraps(*groups)
    >>> bool(found.paths.p[0, 1] < 0.01), bool(found.paths.welch.p[0, 1] < 0.01)
    (True, True)
    """
    if first.original.model != second.original.model:
        raise SpecificationError(
            "Two groups are compared by the same model", next_step="Resample it in both."
        )
    if first.seed == second.seed:
        raise SpecificationError(
            f"The groups need a `seed` each, got {first.seed} for both",
            next_step="The same one would deal the same draws to both.",
        )
    if pairs not in {"reflected", "direct"}:
        raise SpecificationError(f'`pairs` must be "reflected" or "direct", got "{pairs}"')
    for which, group in (("first", first), ("second", second)):
        if group.usable < _FEWEST:
            raise MethodError(
                f"The {which} group has {group.usable} resamples with an estimate of "
                f"{group.resamples}, and {_FEWEST} are the least to compare",
                next_step="Draw more of them, or look at the reasons of those that failed.",
            )
    differences = {key: _difference(first, second, key, pairs) for key in COMPARED}
    n = (first.original.n, second.original.n)
    return GroupBootstrap(n, (first.usable, second.usable), pairs, **differences)


def _difference(
    first: PlsBootstrap, second: PlsBootstrap, key: Quantity, pairs: Pairs
) -> BootstrapDifference:
    """Test one kind of estimate."""
    shape = first.estimates[key].shape
    one, other = (group.estimates[key].ravel() for group in (first, second))
    sides = [group.draws[key][..., group.reasons == 0] for group in (first, second)]
    draws = [side.reshape(len(one), side.shape[-1]) for side in sides]
    with np.errstate(invalid="ignore"):
        exists = np.all(
            [np.isfinite(d).all(axis=1) & (np.ptp(d, axis=1) > _FLAT) for d in draws], 0
        )
    se = [np.full(len(one), np.nan) for _ in draws]
    greater = np.full(len(one), np.nan)
    for s, d in zip(se, draws, strict=True):
        s[exists] = d[exists].std(axis=1, ddof=1)
    for cell in np.flatnonzero(exists):
        greater[cell] = _share(draws[0][cell], draws[1][cell], pairs)
    n = (first.original.n, second.original.n)
    d = one - other
    return BootstrapDifference(
        first=one.reshape(shape),
        second=other.reshape(shape),
        difference=d.reshape(shape),
        se_first=se[0].reshape(shape),
        se_second=se[1].reshape(shape),
        p_greater=greater.reshape(shape),
        p=2 * np.minimum(greater, 1 - greater).reshape(shape),
        parametric=_parametric(d.reshape(shape), se[0].reshape(shape), se[1].reshape(shape), n),
        welch=_welch(d.reshape(shape), se[0].reshape(shape), se[1].reshape(shape), n),
    )


def _share(one: np.ndarray, other: np.ndarray, pairs: Pairs) -> float:
    """Share of pairs in which the first group's draw is not greater."""
    if pairs == "reflected":
        one, other = 2 * one.mean() - one, 2 * other.mean() - other
    below = np.searchsorted(np.sort(other), one, side="left")  # draws of the other below each
    return float(1 - below.sum() / (len(one) * len(other)))


def _parametric(d: np.ndarray, s1: np.ndarray, s2: np.ndarray, n: tuple[int, int]) -> TTest:
    n1, n2 = n
    df = np.where(np.isnan(s1), np.nan, n1 + n2 - 2)
    pooled = ((n1 - 1) ** 2 * s1**2 + (n2 - 1) ** 2 * s2**2) / df
    return _t_test(d / np.sqrt(pooled * (1 / n1 + 1 / n2)), df)


def _welch(d: np.ndarray, s1: np.ndarray, s2: np.ndarray, n: tuple[int, int]) -> TTest:
    n1, n2 = n
    v1, v2 = s1**2 * (n1 - 1) / n1, s2**2 * (n2 - 1) / n2
    df = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
    return _t_test(d / np.sqrt(v1 + v2), df)


def _t_test(t: np.ndarray, df: np.ndarray) -> TTest:
    return TTest(t, df, 2 * scipy.stats.t.sf(np.abs(t), df))
