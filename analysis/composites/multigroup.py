"""Whether the paths of a model differ between two groups: a permutation test of each estimate.

The difference of the estimates of both groups is held against its differences when the same people
are dealt out to two groups of the same sizes at random. Paths should be compared only between
composites that mean the same in both groups: see `aqyl.analysis.composites.micom`.

Sources: Chin and Dibbern (2010), Handbook of Partial Least Squares, 171-193; Hair, Sarstedt, Ringle
and Gudergan (2018), Advanced Issues in Partial Least Squares Structural Equation Modeling, ch. 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..structural_model import StructuralModel
from .failures import Failure
from .permutation_test import check_permutations, two_sided
from .permuted_groups import Permuted, drawn, observed, two_samples
from .pls_estimate import Estimate
from .pls_plan import Plan
from .pls_quantities import Quantity, quantities
from .pls_weights import Scheme

__all__ = ["COMPARED", "GroupDifference", "GroupPermutation", "permute_groups"]

# What is compared, in the order of the attributes.
COMPARED: tuple[Quantity, ...] = (
    "paths",
    "total",
    "total_indirect",
    "specific_indirect",
    "weights",
    "loadings",
    "r_squared",
)


@dataclass(frozen=True, slots=True, eq=False)
class GroupDifference:
    """An estimate in two groups; all arrays are of the shape that it has in `PlsResult`.

    Attributes
    ----------
    first, second, difference : ndarray
        The difference is of the first group minus the second.
    lower, upper : ndarray
        Bounds between which the difference is not significant.
    p : ndarray
        Two-sided. With the bounds, NaN where the model has no such path or effect, and for the R
        squared of constructs that nothing explains.
    """

    first: np.ndarray
    second: np.ndarray
    difference: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    p: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class GroupPermutation:
    """Estimates of two groups and the permutation tests of their differences.

    Attributes
    ----------
    model : StructuralModel
    scheme : {"path", "factor", "centroid"}
    labels : tuple of (str, str)
    n : tuple of (int, int)
        Complete rows of each group.
    left_out : int
        People of the two groups with a missing answer.
    constructs : tuple of str, length c
    ways : tuple of tuple of str
        Constructs on the ways of the specific indirect effects.
    permutations, valid, seed : int
        Asked for, and those in which both groups have an estimate.
    failed : tuple of Failure
        Why others have none.
    level : float
        Of significance.
    paths, total, total_indirect : GroupDifference
        Shape (c, c).
    specific_indirect : GroupDifference
        One an indirect way.
    weights, loadings : GroupDifference
        One an item.
    r_squared : GroupDifference
        Shape (c,).
    """

    model: StructuralModel
    scheme: Scheme
    labels: tuple[str, str]
    n: tuple[int, int]
    left_out: int
    constructs: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...]
    permutations: int
    valid: int
    seed: int
    failed: tuple[Failure, ...]
    level: float
    paths: GroupDifference
    total: GroupDifference
    total_indirect: GroupDifference
    specific_indirect: GroupDifference
    weights: GroupDifference
    loadings: GroupDifference
    r_squared: GroupDifference


def permute_groups(
    values: np.ndarray,
    names: Sequence[str],
    groups: np.ndarray,
    labels: Sequence[str],
    model: StructuralModel,
    *,
    seed: int,
    permutations: int = 5000,
    level: float = 0.05,
    scheme: Scheme = "path",
    tolerance: float = 1e-7,
    limit: int = 300,
) -> GroupPermutation:
    """Test the difference of two groups in every path, effect, weight and loading of a model.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        Rows with a missing answer to an item of the model are left out.
    names : sequence of str, length k
    groups : ndarray of int, shape (n,)
        Code of each person's group, -1 where missing or not compared.
    labels : sequence of str
        Of the codes; exactly two of them must occur.
    model : StructuralModel
    seed : int
        Permutation i draws from its own stream, derived from `seed` and i.
    permutations : int
    level : float
        Of significance.
    scheme, tolerance, limit
        As in `pls`.

    Raises
    ------
    SpecificationError
        If an option is out of range, shapes do not fit or not exactly two groups occur.
    MethodError
        If a group has not more people than items, or cannot be estimated; or no permutation can.

    Examples
    --------
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> rng = np.random.default_rng(1)
    >>> x, group = rng.standard_normal((200, 2)), np.arange(200) % 2
    >>> x[:, 1] += np.where(group == 0, 1.0, -1.0) * x[:, 0]
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("trust", ("T",)), MeasuredConstruct("use", ("U",))),
    ...     (("trust", "use"),),
    ... )
    >>> found = permute_groups(x, ("T", "U"), group, ("a", "b"), model, seed=1, permutations=500)
    >>> found.paths.difference[0, 1].round(4), found.paths.p[0, 1].round(4)
    (np.float64(1.4596), np.float64(0.002))
    """
    check_permutations(permutations, seed, level)
    samples = two_samples(
        values, names, groups, labels, model, scheme=scheme, tolerance=tolerance, limit=limit
    )
    plan = samples.plan
    sides = observed(samples)
    first, second = (_flat(group, plan)[0] for group in (sides.first, sides.second))

    def statistic(batch: Permuted) -> np.ndarray:
        return _flat(batch.first, plan) - _flat(batch.second, plan)

    draws, failed = drawn(samples, statistic, permutations=permutations, seed=seed)
    differences = _differences(first, second, draws, level, sides.first, plan)
    return GroupPermutation(
        model=model,
        scheme=scheme,
        labels=samples.labels,
        n=samples.n,
        left_out=samples.left_out,
        constructs=model.names,
        ways=tuple(tuple(model.names[i] for i in way) for way in plan.wiring.ways),
        permutations=permutations,
        valid=len(draws),
        seed=seed,
        failed=failed,
        level=level,
        **differences,
    )


def _flat(found: Estimate, plan: Plan) -> np.ndarray:
    """All compared estimates side by side, shape (B, d)."""
    numbers = quantities(found, plan)
    rows = [numbers[key].reshape(-1, numbers[key].shape[-1]) for key in COMPARED]
    return np.concatenate(rows).T


def _differences(
    first: np.ndarray,
    second: np.ndarray,
    draws: np.ndarray,
    level: float,
    shaped: Estimate,
    plan: Plan,
) -> dict[str, GroupDifference]:
    """Test each estimate and give it its own shape again."""
    exists = np.isfinite(first) & ((first != 0) | (second != 0))
    test = two_sided((first - second)[exists], draws[:, exists], level)
    lower, upper, p = (np.full(len(first), np.nan) for _ in range(3))
    lower[exists], upper[exists], p[exists] = test.lower, test.upper, test.p
    found: dict[str, GroupDifference] = {}
    at, numbers = 0, quantities(shaped, plan)
    for key in COMPARED:
        shape = numbers[key].shape[:-1]
        span = slice(at, at + int(np.prod(shape)))
        cells = (x[span].reshape(shape) for x in (first, second, first - second, lower, upper, p))
        found[key] = GroupDifference(*cells)
        at = span.stop
    return found
