"""Whether the constructs of a PLS path model differ: Fornell and Larcker's criterion, and HTMT.

The criterion asks that the root of a construct's AVE be above its correlations with all others.
HTMT is inferred one-sidedly: constructs differ where the upper end of the interval is below a
limit (Franke and Sarstedt 2019, Internet Research 29, 430-447). A part and its whole are not
compared.

Sources: Fornell and Larcker (1981), Journal of Marketing Research 18, 39-50; Henseler, Ringle and
Sarstedt (2015), Journal of the Academy of Marketing Science 43, 115-135.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from .bootstrap_intervals import IntervalMethod
from .bootstrap_result import PlsBootstrap
from .pls_blocks import related
from .pls_draws import upper_end
from .pls_limits import MeasurementLimits
from .pls_result import PlsResult

__all__ = ["Discriminance", "DiscriminanceVerdict", "FornellLarckerVerdict", "discriminance"]

FornellLarckerVerdict = Literal["", "distinct", "not_distinct"]
DiscriminanceVerdict = Literal["", "strict", "liberal", "one", "not_distinct"]


@dataclass(frozen=True, slots=True, eq=False)
class Discriminance:
    """Criteria of discriminant validity of c constructs, interactions left out, and p pairs.

    Attributes
    ----------
    limits : MeasurementLimits
    constructs : tuple of str, length c
    fornell_larcker : ndarray, shape (c, c)
        Correlations, with the root of the AVE on the diagonal (NaN for mode B); NaN between a part
        and its whole.
    largest : ndarray, shape (c,)
        Largest absolute correlation with another construct; NaN if there is none.
    fornell_larcker_verdicts : tuple of FornellLarckerVerdict, length c
        Empty for mode B, for single items, and where there is no other construct.
    pairs : tuple of (str, str), length p
        Constructs that have a HTMT.
    htmt, htmt2 : ndarray, shape (p,)
    upper : ndarray, shape (p,)
        One-sided upper end of HTMT at the level of `limits`; NaN without a bootstrap.
    undefined : ndarray of int, shape (p,)
        Draws in which HTMT was not defined and that are left out.
    verdicts, inferred : tuple of DiscriminanceVerdict, length p
        The strictest limit that `htmt`, and that `upper`, is below: strict (.85), liberal (.90) or
        one; or none of them. Empty where the number is NaN.
    """

    limits: MeasurementLimits
    constructs: tuple[str, ...]
    fornell_larcker: np.ndarray
    largest: np.ndarray
    fornell_larcker_verdicts: tuple[FornellLarckerVerdict, ...]
    pairs: tuple[tuple[str, str], ...]
    htmt: np.ndarray
    htmt2: np.ndarray
    upper: np.ndarray
    undefined: np.ndarray
    verdicts: tuple[DiscriminanceVerdict, ...]
    inferred: tuple[DiscriminanceVerdict, ...]


def discriminance(
    result: PlsResult,
    *,
    bootstrap: PlsBootstrap | None = None,
    limits: MeasurementLimits | None = None,
    method: IntervalMethod = "percentile",
) -> Discriminance:
    """Judge the discriminant validity of the constructs.

    Parameters
    ----------
    result : PlsResult
    bootstrap : PlsBootstrap, optional
    limits : MeasurementLimits, optional
    method : {"percentile", "basic", "t", "bca"}
        Of the intervals.

    Raises
    ------
    SpecificationError
        If `bootstrap` does not belong to the result.
    MethodError
        If there are too few draws.

    Examples
    --------
    >>> from ..moments import Moments
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a", "b")), MeasuredConstruct("y", ("c", "d"))), (("x", "y"),)
    ... )
    >>> r = np.kron(np.eye(2), np.full((2, 2), 0.1)) + 0.6
    >>> np.fill_diagonal(r, 1.0)
    >>> found = discriminance(pls(Moments(99, tuple("abcd"), np.zeros(4), r), model))
    >>> found.htmt.round(4).tolist(), found.verdicts, found.fornell_larcker_verdicts
    ([0.8571], ('liberal',), ('distinct', 'distinct'))
    """
    limits = limits or MeasurementLimits()
    c = len(result.model.constructs) + len(result.model.higher_order)
    names, joined = result.constructs[:c], related(result)
    matrix = result.correlations[:c, :c].copy()
    for i, j in combinations(range(c), 2):
        if (names[i], names[j]) in joined:
            matrix[i, j] = matrix[j, i] = np.nan
    others = np.abs(np.where(np.isnan(matrix), 0.0, matrix))
    np.fill_diagonal(others, 0.0)
    alone = (np.isnan(matrix) | np.eye(c, dtype=bool)).all(axis=1)
    largest = np.where(alone, np.nan, others.max(axis=1))
    root = np.sqrt(result.ave[:c])
    np.fill_diagonal(matrix, root)
    at = [(i, j) for i, j in combinations(range(c), 2) if not np.isnan(result.htmt[i, j])]
    rows, columns = np.array(at, dtype=np.intp).reshape(-1, 2).T
    upper, undefined = np.full(len(at), np.nan), np.zeros(len(at), dtype=int)
    if bootstrap is not None and at:
        ends, left_out = upper_end(bootstrap, result, "htmt", level=limits.level, method=method)
        upper, undefined = ends[rows, columns], left_out[rows, columns]
    ratios = result.htmt[rows, columns]
    return Discriminance(
        limits=limits,
        constructs=names,
        fornell_larcker=matrix,
        largest=largest,
        fornell_larcker_verdicts=_fornell_larcker(result, root, largest),
        pairs=tuple((names[i], names[j]) for i, j in at),
        htmt=ratios,
        htmt2=result.htmt2[rows, columns],
        upper=upper,
        undefined=undefined,
        verdicts=tuple(_verdict(value, limits) for value in ratios),
        inferred=tuple(_verdict(value, limits) for value in upper),
    )


def _fornell_larcker(
    result: PlsResult, root: np.ndarray, largest: np.ndarray
) -> tuple[FornellLarckerVerdict, ...]:
    single = [len(x.items) == 1 for x in result.model.constructs]
    single += [False] * len(result.model.higher_order)
    return tuple(
        "" if alone or np.isnan(own) or np.isnan(most) else _distinct(own, most)
        for alone, own, most in zip(single, root, largest, strict=True)
    )


def _distinct(root: float, largest: float) -> FornellLarckerVerdict:
    return "distinct" if root > largest else "not_distinct"


def _verdict(value: float, limits: MeasurementLimits) -> DiscriminanceVerdict:
    if np.isnan(value):
        return ""
    if value < limits.htmt_strict:
        return "strict"
    if value < limits.htmt_liberal:
        return "liberal"
    return "one" if value < limits.htmt_one else "not_distinct"
