r"""Whether a model predicts better than a benchmark, tested on the losses of people (CVPAT).

The loss of a person is the mean of the squared errors of the items of a construct (or of all
outcomes), each the mean over the repeats of a cross-validation. With :math:`D_i` the loss by PLS
minus the loss by the benchmark,

.. math:: t = \frac{\bar D}{s_D / \sqrt n}, \qquad df = n - 1.

A model that does not beat the indicator average (IA) has no predictive validity; one that beats the
linear model (LM), too, has a strong one. Two models of the same outcomes are compared in the same
way.

Sources: Liengaard et al. (2021), Decision Sciences 52, 362-392 (two models); Sharma, Liengaard,
Hair, Sarstedt and Ringle (2023), European Journal of Marketing 57, 1662-1677 (benchmarks).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from ...survey.errors import SpecificationError
from .pls_predict import PlsPrediction

__all__ = ["Cvpat", "LossTest", "compare_models", "cvpat"]

Verdict = Literal["better", "worse", "no_difference", "same"]
Benchmark = Literal["average", "linear"]

_SAME = 1e-10  # difference of losses, of a loss of one, that is rounding


@dataclass(frozen=True, slots=True)
class LossTest:
    """Test of the losses of n people.

    Attributes
    ----------
    outcome : str
        Construct whose items were predicted; empty for those of all outcomes.
    n : int
    loss, benchmark : float
        Means, in squared units of the answers.
    difference, se : float
    t : float
        NaN if everybody has the same difference.
    df : int
    p_less : float
        One-sided: losses are not smaller than the benchmark's.
    p : float
        Two-sided.
    verdict : {"better", "worse", "no_difference", "same"}
        Better or worse than the benchmark by a one-sided test; the same predictions.
    """

    outcome: str
    n: int
    loss: float
    benchmark: float
    difference: float
    se: float
    t: float
    df: int
    p_less: float
    p: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Cvpat:
    """Tests against one benchmark.

    Attributes
    ----------
    benchmark : {"average", "linear", "model"}
        Indicator average, linear model, or another PLS model.
    level : float
    overall : LossTest
    constructs : tuple of LossTest
        One for each explained construct.
    """

    benchmark: Literal["average", "linear", "model"]
    level: float
    overall: LossTest
    constructs: tuple[LossTest, ...]


def cvpat(found: PlsPrediction, *, benchmark: Benchmark, level: float = 0.05) -> Cvpat:
    """Test whether PLS predicts better than the indicator average or the linear model.

    Parameters
    ----------
    found : PlsPrediction
    benchmark : {"average", "linear"}
    level : float
        Of significance, one-sided.

    Raises
    ------
    SpecificationError
        If an option is out of range.

    Examples
    --------
    >>> from aqyl.analysis.composites.folds import assign_folds
    >>> from aqyl.analysis.composites.pls_predict import pls_predict
    >>> from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
    >>> rng = np.random.default_rng(1)
    >>> x = rng.standard_normal((200, 1)) + rng.standard_normal((200, 2))
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("trust", ("T",)), MeasuredConstruct("use", ("U",))),
    ...     (("trust", "use"),),
    ... )
    >>> found = pls_predict(x, ("T", "U"), model, assign_folds(200, seed=1))
    >>> cvpat(found, benchmark="average").overall.verdict
    'better'
    >>> cvpat(found, benchmark="linear").overall.verdict
    'same'
    """
    if benchmark not in {"average", "linear"}:
        raise SpecificationError(f'`benchmark` must be "average" or "linear", got "{benchmark}"')
    other = found.squared.average if benchmark == "average" else found.squared.linear
    return _tests(found, other, benchmark, level)


def compare_models(first: PlsPrediction, second: PlsPrediction, *, level: float = 0.05) -> Cvpat:
    """Test whether the first of two models predicts the same items better than the second.

    Raises
    ------
    SpecificationError
        If the two have not predicted the same items of the same people, or `level` is out of range.
    """
    order = [second.items.index(item) for item in first.items if item in second.items]
    if len(order) != len(first.items) or len(order) != len(second.items):
        raise SpecificationError(
            "Two models are compared by the same items, got "
            f"{', '.join(first.items)} and {', '.join(second.items)}",
            next_step="Give both models the same explained constructs.",
        )
    if not np.array_equal(first.people, second.people):
        raise SpecificationError(
            f"Two models are compared by the same people, got {first.n} and {second.n}",
            next_step="Give both models the same rows and folds.",
        )
    return _tests(first, second.squared.pls[:, order], "model", level)


def _tests(
    found: PlsPrediction,
    other: np.ndarray,
    benchmark: Literal["average", "linear", "model"],
    level: float,
) -> Cvpat:
    """Test all outcomes together, and each."""
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must be between 0 and 1, got {level:g}")
    own, owners = found.squared.pls, np.array(found.owners)
    each = [
        _test(name, own[:, owners == name], other[:, owners == name], level)
        for name in dict.fromkeys(found.owners)
    ]
    return Cvpat(benchmark, level, _test("", own, other, level), tuple(each))


def _test(outcome: str, own: np.ndarray, other: np.ndarray, level: float) -> LossTest:
    """Test the losses of each person, given squared errors of shape (n, q)."""
    losses, benchmarks = own.mean(axis=1), other.mean(axis=1)
    d, n = losses - benchmarks, len(losses)
    difference, se = float(d.mean()), float(d.std(ddof=1) / np.sqrt(n))
    same = bool((np.abs(d) <= _SAME * (losses + benchmarks)).all())
    t = difference / se if se > 0 and not same else float("nan")
    p_less = 1.0 if same else float(scipy.stats.t.cdf(t, n - 1))
    p = 1.0 if same else float(2 * scipy.stats.t.sf(abs(t), n - 1))
    verdict: Verdict = "no_difference"
    if same:
        verdict = "same"
    elif p_less < level:
        verdict = "better"
    elif 1 - p_less < level:
        verdict = "worse"
    return LossTest(
        outcome,
        n,
        float(losses.mean()),
        float(benchmarks.mean()),
        difference,
        se,
        t,
        n - 1,
        p_less,
        p,
        verdict,
    )
