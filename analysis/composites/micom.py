r"""Measurement invariance of composites between two groups (MICOM), in three steps.

1. Configural invariance: both groups are estimated with the same items, modes, data treatment and
   settings. It holds by construction here, and is stated.
2. Compositional invariance: with the items of both groups together, standardised, the scores by the
   weights :math:`w_1, w_2` of the two groups correlate :math:`c = w_1' R w_2 / \sqrt{w_1' R w_1
   \, w_2' R w_2}`; it is tested whether c is below 1.
3. Equal means and variances: scores by the weights of both groups together, of variance one, are
   compared: the difference of their means, and :math:`\log(s_1^2 / s_2^2)` as in the paper, or
   :math:`s_1^2 - s_2^2` as SmartPLS prints.

Tests are by permutation of the people. A composite with steps 1 and 2 has partial invariance, by
which paths may be compared; with step 3, too, it has full invariance, and groups may be pooled.

Source: Henseler, Ringle and Sarstedt (2016), International Marketing Review 33, 405-431.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

import numpy as np

from ...survey.errors import SpecificationError
from ..structural_model import StructuralModel
from .micom_result import Configural, Invariance, Micom, VarianceRule
from .permutation_test import PermutationTest, check_permutations, extreme, two_sided
from .permuted_groups import Permuted, TwoSamples, drawn, observed, two_samples
from .pls_estimate import Estimate, item_weights
from .pls_fit import dense
from .pls_plan import Plan
from .pls_weights import Scheme

__all__ = ["Micom", "VarianceRule", "micom"]


def micom(
    values: np.ndarray,
    names: Sequence[str],
    groups: np.ndarray,
    labels: Sequence[str],
    model: StructuralModel,
    *,
    seed: int,
    permutations: int = 5000,
    level: float = 0.05,
    variance: VarianceRule = "log_ratio",
    scheme: Scheme = "path",
    tolerance: float = 1e-7,
    limit: int = 300,
) -> Micom:
    """Test whether two groups mean the same by the composites of a model.

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
    variance : {"log_ratio", "difference"}
        Statistic of the variances.
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
    >>> x = rng.standard_normal((100, 1)) + rng.standard_normal((100, 4))
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("trust", ("T1", "T2")), MeasuredConstruct("use", ("U1", "U2"))),
    ...     (("trust", "use"),),
    ... )
    >>> found = micom(
    ...     x, ("T1", "T2", "U1", "U2"), np.arange(100) % 2, ("a", "b"), model,
    ...     seed=1, permutations=200,
    ... )
    >>> found.invariance, found.compositional.observed.round(4).tolist()
    (('full', 'full'), [0.9956, 0.986])
    """
    check_permutations(permutations, seed, level)
    if variance not in get_args(VarianceRule):
        raise SpecificationError(
            f'`variance` must be "log_ratio" or "difference", got "{variance}"'
        )
    samples = two_samples(
        values, names, groups, labels, model, scheme=scheme, tolerance=tolerance, limit=limit
    )
    statistic = _statistic(samples, variance)
    found = statistic(observed(samples))[0].reshape(3, -1)
    draws, failed = drawn(samples, statistic, permutations=permutations, seed=seed)
    draws = draws.reshape(len(draws), 3, -1)
    compositional = _below(found[0], draws[:, 0], level)
    means, variances = (two_sided(found[i], draws[:, i], level) for i in (1, 2))
    return Micom(
        labels=samples.labels,
        n=samples.n,
        left_out=samples.left_out,
        constructs=samples.constructs,
        permutations=permutations,
        valid=len(draws),
        seed=seed,
        failed=failed,
        level=level,
        variance_rule=variance,
        configural=Configural(model, samples.settings),
        compositional=compositional,
        means=means,
        variances=variances,
        invariance=_invariance(compositional.p, means.p, variances.p, level),
    )


def _statistic(samples: TwoSamples, rule: VarianceRule) -> Callable[[Permuted], np.ndarray]:
    """Make a function from permutations to c, differences of means and of variances, (B, 3 c)."""
    plan, c = samples.plan, len(samples.constructs)
    r = dense(plan.first, samples.pooled.first.r[:, 0])
    weights = _weights(samples.pooled, plan, c)[..., 0]
    scores = samples.rows @ (weights / _norms(r, weights[..., None])).T

    def statistic(batch: Permuted) -> np.ndarray:
        first, second = (_weights(group, plan, c) for group in (batch.first, batch.second))
        together = np.einsum("ckB,ckB->cB", first, r @ second)
        agreement = together / (_norms(r, first) * _norms(r, second))
        means, variances = _spreads(scores, batch.members, rule)
        return np.concatenate([agreement, means, variances]).T

    return statistic


def _weights(found: Estimate, plan: Plan, c: int) -> np.ndarray:
    """Weights of the items in all composites but products, shape (c, k, B)."""
    return item_weights(plan, found.first, found.second)[:c]


def _norms(r: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the standard deviations of composites, shape (c, B)."""
    return np.sqrt(np.einsum("ckB,ckB->cB", weights, r @ weights))


def _spreads(
    scores: np.ndarray, members: np.ndarray, rule: VarianceRule
) -> tuple[np.ndarray, np.ndarray]:
    """Difference of means and of variances of the scores of both groups, two of shape (c, B)."""
    sides = [_mean_and_variance(scores, chosen) for chosen in (members, ~members)]
    (first, wide), (second, narrow) = sides
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.log(wide / narrow) if rule == "log_ratio" else wide - narrow
    return first - second, spread


def _mean_and_variance(scores: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n = chosen.sum(axis=0)
    each = np.asarray(chosen, dtype=float)
    mean = scores.T @ each / n
    return mean, np.maximum((scores**2).T @ each / n - mean**2, 0.0) * n / (n - 1)


def _below(found: np.ndarray, draws: np.ndarray, level: float) -> PermutationTest:
    """Test whether c is below one, which is the most that it can be."""
    return PermutationTest(
        found,
        draws.mean(axis=0),
        np.quantile(draws, level, axis=0),
        np.ones_like(found),
        extreme(found, draws, tail="lower"),
    )


def _invariance(
    composition: np.ndarray, means: np.ndarray, variances: np.ndarray, level: float
) -> tuple[Invariance, ...]:
    """Judge each construct by the p of its three tests."""
    equal = np.minimum(means, variances) >= level
    return tuple(
        "none" if p < level else "full" if both else "partial"
        for p, both in zip(composition, equal, strict=True)
    )
