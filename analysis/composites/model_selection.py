r"""Alternative PLS models of one outcome, compared by BIC and Akaike weights.

With n people, k paths to the outcome and SSE its unexplained sum of squares,

.. math:: BIC = n \ln\frac{SSE}{n} + (k + 1) \ln n, \qquad
          w_i = \frac{e^{-\Delta_i / 2}}{\sum_j e^{-\Delta_j / 2}},

where :math:`\Delta_i` is the distance to the smallest BIC. The outcome has variance one by n - 1,
so :math:`SSE = (n - 1)(1 - R^2)`.

Sources: Sharma, Sarstedt, Shmueli, Kim and Thiele (2019), Journal of the Association for
Information Systems 20, 346-397 (BIC); Danks, Sharma and Sarstedt (2020), Journal of Business
Research 113, 13-24 (weights).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from ..structural_model import check_outcome
from .pls_result import PlsResult

__all__ = ["ModelComparison", "bic", "compare_models"]


@dataclass(frozen=True, slots=True, eq=False)
class ModelComparison:
    """Models of one outcome.

    Attributes
    ----------
    outcome : str
    n : int
    models : tuple of str, length m
    predictors : ndarray of int, shape (m,)
        Constructs with a path to the outcome.
    r_squared, adjusted_r_squared, bic : ndarray, shape (m,)
    delta : ndarray, shape (m,)
        Distance to the smallest BIC.
    weights : ndarray, shape (m,)
        They sum to one.
    best : str
        Model with the largest weight; the first of several.
    """

    outcome: str
    n: int
    models: tuple[str, ...]
    predictors: np.ndarray
    r_squared: np.ndarray
    adjusted_r_squared: np.ndarray
    bic: np.ndarray
    delta: np.ndarray
    weights: np.ndarray
    best: str


def bic(result: PlsResult, outcome: str) -> float:
    """Bayesian information criterion of the regression that explains a construct.

    Raises
    ------
    SpecificationError
        If no path ends at `outcome`.
    MethodError
        If nothing of it is left unexplained.

    Examples
    --------
    >>> from ..moments import Moments
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a",)), MeasuredConstruct("y", ("b",))), (("x", "y"),)
    ... )
    >>> r = np.array([[1.0, 0.6], [0.6, 1.0]])
    >>> round(bic(pls(Moments(100, ("a", "b"), np.zeros(2), r), model), "y"), 4)
    -36.4234
    """
    check_outcome(result.model, outcome)
    unexplained = 1 - float(result.r_squared[result.constructs.index(outcome)])
    if not unexplained > 0:
        raise MethodError(
            f"The BIC of `{outcome}` is not defined: R squared is {1 - unexplained:.6g}",
            next_step="Look for a construct that says the same as the outcome.",
        )
    n, k = result.n, len(result.model.predecessors(outcome))
    return float(n * np.log(unexplained * (n - 1) / n) + (k + 1) * np.log(n))


def compare_models(results: Mapping[str, PlsResult], outcome: str) -> ModelComparison:
    """Compare models of the same outcome and people.

    Parameters
    ----------
    results : mapping of a name to PlsResult
    outcome : str

    Raises
    ------
    SpecificationError
        If there are fewer than two models, they rest on different numbers of people, measure the
        outcome by different items, or one does not explain it.
    MethodError
        As `bic`.
    """
    if len(results) < 2:
        raise SpecificationError(f"A comparison needs at least two models, got {len(results)}")
    first = next(iter(results.values()))
    for name, result in results.items():
        if result.n != first.n:
            raise SpecificationError(
                f"Models are compared on the same people; `{name}` rests on {result.n}, the first "
                f"on {first.n}"
            )
    values = np.array([bic(result, outcome) for result in results.values()])
    measured = [_indicators(result, outcome) for result in results.values()]
    for name, items in zip(results, measured, strict=True):
        if items != measured[0]:
            raise SpecificationError(
                f"Models are compared on the same outcome; `{name}` measures `{outcome}` by other "
                "items than the first"
            )
    at = [result.constructs.index(outcome) for result in results.values()]
    delta = values - values.min()
    weights = np.exp(-delta / 2)
    return ModelComparison(
        outcome=outcome,
        n=first.n,
        models=tuple(results),
        predictors=np.array([len(r.model.predecessors(outcome)) for r in results.values()]),
        r_squared=np.array([r.r_squared[i] for r, i in zip(results.values(), at, strict=True)]),
        adjusted_r_squared=np.array(
            [r.adjusted_r_squared[i] for r, i in zip(results.values(), at, strict=True)]
        ),
        bic=values,
        delta=delta,
        weights=weights / weights.sum(),
        best=tuple(results)[int(np.argmin(values))],
    )


def _indicators(result: PlsResult, name: str) -> frozenset[str]:
    """Items of a construct, or of the parts of a higher one."""
    parts = {whole.id: whole.parts for whole in result.model.higher_order}.get(name, (name,))
    return frozenset(
        item for item, owner in zip(result.items, result.owners, strict=True) if owner in parts
    )
