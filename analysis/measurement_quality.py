"""Whether constructs are measured well: reliability and validity in one table with verdicts.

Only composes: `cronbach_alpha`, `inter_item`, `omega_total`, composite reliability, AVE, `htmt` and
`fornell_larcker`. The loadings come from whatever was fitted: components, CFA or PLS.

Sources of the limits: Nunnally (1978), Psychometric Theory (.70); Fornell and Larcker (1981),
Journal of Marketing Research 18, 39-50 (.50); Henseler, Ringle and Sarstedt (2015), Journal of the
Academy of Marketing Science 43, 115-135 (.85 and .90).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .construct_reliability import composite_reliability
from .moments import Moments
from .omega import omega_total
from .reliability import cronbach_alpha, inter_item
from .validity import FornellLarcker, Htmt, fornell_larcker, htmt

__all__ = ["MeasurementQuality", "QualityLimits", "QualityReason", "measurement_quality"]

QualityReason = Literal["", "single_item", "two_items", "no_proper_factor"]


@dataclass(frozen=True, slots=True)
class QualityLimits:
    """Limits of the verdicts.

    Attributes
    ----------
    reliability : float
        Least alpha, omega and composite reliability.
    ave : float
        Least average variance extracted.
    htmt_strict, htmt_liberal : float
        HTMT must be below: of constructs that differ in meaning, and of those that are close.

    Raises
    ------
    SpecificationError
        If a limit is not between 0 and 1.
    """

    reliability: float = 0.70
    ave: float = 0.50
    htmt_strict: float = 0.85
    htmt_liberal: float = 0.90

    def __post_init__(self) -> None:
        for name in ("reliability", "ave", "htmt_strict", "htmt_liberal"):
            if not 0 < getattr(self, name) < 1:
                raise SpecificationError(
                    f"The limit `{name}` must be between 0 and 1, got {getattr(self, name):g}"
                )


@dataclass(frozen=True, slots=True, eq=False)
class MeasurementQuality:
    """Reliability and validity of c constructs.

    Attributes
    ----------
    n : int
    constructs : tuple of str, length c
    limits : QualityLimits
    k : ndarray of int, shape (c,)
        Items.
    reasons : tuple of QualityReason, length c
        Why something is NaN: a construct of one item has no reliability, no correlations of items
        and no HTMT; with two items, or if one factor does not fit properly (a Heywood case, items
        that determine each other), only omega is NaN. Empty if nothing is.
    alpha, standardised_alpha, omega, composite_reliability, ave : ndarray, shape (c,)
        Omega total is of one factor by maximum likelihood; the last two of the loadings given.
    mean_inter_item, smallest_item_total : ndarray, shape (c,)
        Mean correlation of the items; smallest correlation of an item with the sum of the others.
    largest_htmt : ndarray, shape (c,)
        With any other construct; NaN if there is none with two items.
    alpha_passed, omega_passed, composite_passed, ave_passed : ndarray of bool, shape (c,)
        At the limit or above; False where the number is NaN.
    htmt_strict_passed, htmt_liberal_passed : ndarray of bool, shape (c,)
        `largest_htmt` is below the limit; False where it is NaN.
    htmt : Htmt
    fornell_larcker : FornellLarcker
    """

    n: int
    constructs: tuple[str, ...]
    limits: QualityLimits
    k: np.ndarray
    reasons: tuple[QualityReason, ...]
    alpha: np.ndarray
    standardised_alpha: np.ndarray
    omega: np.ndarray
    composite_reliability: np.ndarray
    ave: np.ndarray
    mean_inter_item: np.ndarray
    smallest_item_total: np.ndarray
    largest_htmt: np.ndarray
    alpha_passed: np.ndarray
    omega_passed: np.ndarray
    composite_passed: np.ndarray
    ave_passed: np.ndarray
    htmt_strict_passed: np.ndarray
    htmt_liberal_passed: np.ndarray
    htmt: Htmt
    fornell_larcker: FornellLarcker


def measurement_quality(
    moments: Moments,
    blocks: Mapping[str, Sequence[str]],
    loadings: Mapping[str, Sequence[float] | np.ndarray],
    construct_correlations: np.ndarray,
    *,
    scales: Mapping[str, Moments] | None = None,
    limits: QualityLimits | None = None,
) -> MeasurementQuality:
    """Judge the reliability and validity of constructs.

    Parameters
    ----------
    moments : Moments
        Of all items.
    blocks : mapping of construct to the names of its items
    loadings : mapping of construct to the standardised loadings of its items
        The same constructs; a construct of one item has the loading 1.
    construct_correlations : ndarray, shape (c, c)
        In the order of `blocks`.
    scales : mapping of construct to Moments, optional
        Of the items of single constructs, where more people answered them than all items (SPSS
        leaves people out scale by scale). Reliability comes from these, HTMT from `moments`.
    limits : QualityLimits, optional

    Raises
    ------
    SpecificationError
        If constructs, items, loadings and correlations do not fit each other.
    MethodError
        If an item, or the sum of a construct's items, does not vary.

    Examples
    --------
    >>> r = np.kron(np.eye(2), np.full((2, 2), 0.3)) + 0.3
    >>> np.fill_diagonal(r, 1.0)
    >>> found = measurement_quality(
    ...     Moments(100, tuple("abcd"), np.zeros(4), r),
    ...     {"x": "ab", "y": "cd"},
    ...     {"x": [0.8, 0.75], "y": [0.8, 0.75]},
    ...     np.array([[1.0, 0.5], [0.5, 1.0]]),
    ... )
    >>> found.alpha.tolist(), found.composite_passed.tolist(), found.reasons
    ([0.75, 0.75], [True, True], ('two_items', 'two_items'))
    """
    _check_loadings(blocks, loadings)
    limits = limits or QualityLimits()
    ratios = htmt(moments, blocks)  # checks the blocks
    criterion = fornell_larcker({name: loadings[name] for name in blocks}, construct_correlations)
    own = scales or {}
    rows = [
        _Row.of(own.get(name) or moments.select(list(items)), loadings[name])
        for name, items in blocks.items()
    ]
    numbers = np.array([row.numbers for row in rows], dtype=float).reshape(len(rows), 6).T
    alpha, standardised, omega, composite, mean, smallest = numbers
    largest = _largest(ratios.htmt)
    return MeasurementQuality(
        n=moments.n,
        constructs=tuple(blocks),
        limits=limits,
        k=np.array([len(items) for items in blocks.values()]),
        reasons=tuple(row.reason for row in rows),
        alpha=alpha,
        standardised_alpha=standardised,
        omega=omega,
        composite_reliability=composite,
        ave=criterion.ave,
        mean_inter_item=mean,
        smallest_item_total=smallest,
        largest_htmt=largest,
        alpha_passed=alpha >= limits.reliability,
        omega_passed=omega >= limits.reliability,
        composite_passed=composite >= limits.reliability,
        ave_passed=criterion.ave >= limits.ave,
        htmt_strict_passed=largest < limits.htmt_strict,
        htmt_liberal_passed=largest < limits.htmt_liberal,
        htmt=ratios,
        fornell_larcker=criterion,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """Reliability of one construct, and why some of it is missing."""

    numbers: tuple[float, ...]
    reason: QualityReason

    @classmethod
    def of(cls, items: Moments, loadings: Sequence[float] | np.ndarray) -> _Row:
        if len(items.names) == 1:
            return cls((np.nan,) * 6, "single_item")
        alpha, pairs = cronbach_alpha(items), inter_item(items)
        omega, reason = _omega(items)
        smallest = float(np.nanmin(pairs.corrected_item_total))
        composite = composite_reliability(loadings)
        return cls(
            (alpha.alpha, alpha.standardised, omega, composite, pairs.mean, smallest), reason
        )


def _omega(items: Moments) -> tuple[float, QualityReason]:
    if len(items.names) == 2:
        return float("nan"), "two_items"
    try:
        return omega_total(items), ""
    except MethodError:
        # One construct without a proper factor does not keep the table from the others.
        return float("nan"), "no_proper_factor"


def _largest(ratios: np.ndarray) -> np.ndarray:
    """Largest ratio with another construct, of those that are defined."""
    others = np.where(np.eye(len(ratios), dtype=bool) | np.isnan(ratios), -np.inf, ratios)
    largest = others.max(axis=1)
    return np.where(np.isinf(largest), np.nan, largest)


def _check_loadings(
    blocks: Mapping[str, Sequence[str]], loadings: Mapping[str, Sequence[float] | np.ndarray]
) -> None:
    for name, items in blocks.items():
        if name not in loadings:
            raise SpecificationError(f"`loadings` lack the construct `{name}`")
        if len(loadings[name]) != len(items):
            raise SpecificationError(
                f"The construct `{name}` has {len(items)} items and {len(loadings[name])} loadings"
            )
