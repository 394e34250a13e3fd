r"""Careless answers: who goes out, for which rule, and with what number.

Each rule is a named limit; a rule that is not named is not applied. A person goes out who breaks
any of them, and every broken rule is kept, so that a report can say what each rule alone does.

Sources: Meade and Craig (2012), Psychological Methods 17, 437-455; Curran (2016), Journal of
Experimental Social Psychology 66, 4-19; Huang et al. (2012), Journal of Business and Psychology
27, 99-114.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import scipy

from .errors import SpecificationError
from .responses import Responses

__all__ = ["Limits", "Screening", "screen"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the rules; None leaves a rule out.

    Attributes
    ----------
    completeness : float, optional
        Smallest share of items that must be answered, from 0 to 1.
    seconds_per_item : float, optional
        Smallest mean time an item, in seconds: the person's time divided by the number of items of
        the questionnaire. Two seconds are a usual limit (Huang, Curran, Keeney, Poposki and DeShon
        2012).
    longest_run : int, optional
        Largest number of equal answers in a row.
    spread : float, optional
        Smallest standard deviation of a person's answers (n - 1).
    duplicates : bool
        Refuse a person whose complete answers equal those of an earlier one.
    mahalanobis : float, optional
        Smallest p of the squared Mahalanobis distance of a complete row (chi-square, k degrees of
        freedom).
    even_odd : float, optional
        Smallest even-odd consistency: the correlation over constructs between the means of a
        person's even and odd items, stepped up by Spearman and Brown.
    """

    completeness: float | None = None
    seconds_per_item: float | None = None
    longest_run: int | None = None
    spread: float | None = None
    duplicates: bool = False
    mahalanobis: float | None = None
    even_odd: float | None = None

    def __post_init__(self) -> None:
        for name, low, high in (
            ("completeness", 0.0, 1.0),
            ("seconds_per_item", 0.0, np.inf),
            ("longest_run", 1, np.inf),
            ("spread", 0.0, np.inf),
            ("mahalanobis", 0.0, 1.0),
            ("even_odd", -1.0, 1.0),
        ):
            limit = getattr(self, name)
            if limit is not None and not low <= limit <= high:
                bounds = f"from {low:g} to {high:g}" if np.isfinite(high) else f"at least {low:g}"
                raise SpecificationError(f"`{name}` must be {bounds}, got {limit:g}")


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """The outcome of a screening.

    Attributes
    ----------
    limits : Limits
    rules : tuple of str, length r
        Rules that were applied, in the order of `Limits`.
    measures : ndarray, shape (n, r)
        The number that each rule judges; NaN where it is not defined for a person, who then passes.
        For duplicates, the place of the earlier person, or NaN.
    broken : ndarray of bool, shape (n, r)
    kept : ndarray of bool, shape (n,)
    """

    limits: Limits
    rules: tuple[str, ...]
    measures: np.ndarray
    broken: np.ndarray
    kept: np.ndarray

    def without(self, rule: str) -> np.ndarray:
        """Who would be kept if one rule were not applied, shape (n,)."""
        if rule not in self.rules:
            raise SpecificationError(f"The rule `{rule}` was not applied")
        others = [i for i, name in enumerate(self.rules) if name != rule]
        return np.asarray(np.logical_not(self.broken[:, others].any(axis=1)))


def screen(responses: Responses, limits: Limits) -> Screening:
    """Apply the rules to everybody; the responses themselves are not changed.

    Parameters
    ----------
    responses : Responses
    limits : Limits

    Returns
    -------
    Screening
        One row a person, one column a rule.

    Raises
    ------
    SpecificationError
        If `seconds_per_item` is limited and the responses hold no time.
    """
    x = responses.answers
    applied, measures, broken = [], [], []
    judged = {
        "completeness": lambda limit: _below((~np.isnan(x)).mean(axis=1), limit),
        "seconds_per_item": lambda limit: _below(_seconds_per_item(responses), limit),
        "longest_run": lambda limit: _above(_longest_run(x), limit),
        "spread": lambda limit: _below(_spread(x), limit),
        "duplicates": lambda _: _marked(_earlier_twin(x)),
        "mahalanobis": lambda limit: _below(_mahalanobis_p(x), limit),
        "even_odd": lambda limit: _below(_even_odd(responses), limit),
    }
    for field in fields(limits):
        limit = getattr(limits, field.name)
        if limit is None or limit is False:
            continue
        measure, out = judged[field.name](limit)
        applied.append(field.name)
        measures.append(measure)
        broken.append(out)
    n = len(x)
    flags = np.stack(broken, axis=1) if broken else np.zeros((n, 0), dtype=bool)
    numbers = np.stack(measures, axis=1) if measures else np.zeros((n, 0))
    kept = np.logical_not(flags.any(axis=1))
    return Screening(limits, tuple(applied), numbers, flags, np.asarray(kept))


def _below(measure: np.ndarray, limit: float) -> tuple[np.ndarray, np.ndarray]:
    with np.errstate(invalid="ignore"):
        return measure, measure < limit


def _above(measure: np.ndarray, limit: float) -> tuple[np.ndarray, np.ndarray]:
    return measure, measure > limit


def _marked(measure: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return measure, ~np.isnan(measure)


def _seconds_per_item(responses: Responses) -> np.ndarray:
    seconds = responses.seconds
    if seconds is None or np.isnan(seconds).all():
        raise SpecificationError(
            "`seconds_per_item` needs the time that each person took, and there is none",
            where=responses.path.name,
            next_step="Name the column of the times, or leave the rule out.",
        )
    return seconds / len(responses.instrument.items)


def _longest_run(x: np.ndarray) -> np.ndarray:
    """Longest series of equal answers in the order of the questionnaire; a gap ends a series."""
    run = (~np.isnan(x[:, 0])).astype(float)
    longest = run.copy()
    for j in range(1, x.shape[1]):
        there = ~np.isnan(x[:, j])
        run = np.where(there & (x[:, j] == x[:, j - 1]), run + 1, there.astype(float))
        longest = np.maximum(longest, run)
    return longest


def _spread(x: np.ndarray) -> np.ndarray:
    n = (~np.isnan(x)).sum(axis=1)
    filled = np.where(np.isnan(x), 0.0, x)
    mean = filled.sum(axis=1) / np.maximum(n, 1)
    squares = np.where(np.isnan(x), 0.0, (x - mean[:, None]) ** 2).sum(axis=1)
    return np.where(n > 1, np.sqrt(squares / np.maximum(n - 1, 1)), np.nan)


def _earlier_twin(x: np.ndarray) -> np.ndarray:
    """Place of the first person with the same complete answers, or NaN."""
    complete = ~np.isnan(x).any(axis=1)
    first: dict[bytes, int] = {}
    twin = np.full(len(x), np.nan)
    for i in np.flatnonzero(complete):
        key = x[i].tobytes()
        if key in first:
            twin[i] = first[key]
        first.setdefault(key, int(i))
    return twin


def _mahalanobis_p(x: np.ndarray) -> np.ndarray:
    """Upper tail of the squared Mahalanobis distance of complete rows."""
    complete = ~np.isnan(x).any(axis=1)
    rows = x[complete]
    result = np.full(len(x), np.nan)
    if not len(rows):
        return result
    centred = rows - rows.mean(axis=0)
    # Constant or tied items add nothing to the distance: the pseudo-inverse passes over them.
    covariance = centred.T @ centred / max(len(rows) - 1, 1)
    rank = int(np.linalg.matrix_rank(covariance, hermitian=True))
    inverse = np.linalg.pinv(covariance, hermitian=True)
    distance = np.einsum("ij,jk,ik->i", centred, inverse, centred)
    result[complete] = scipy.stats.chi2.sf(distance, max(rank, 1))
    return result


def _even_odd(responses: Responses) -> np.ndarray:
    """Even-odd consistency over the constructs with at least two items."""
    items = responses.instrument.items
    turned = responses.instrument.scale.points[0] + responses.instrument.scale.points[-1]
    mirror = [item.reverse for item in items]
    x = np.where(mirror, turned - responses.answers, responses.answers)
    halves: list[tuple[np.ndarray, np.ndarray]] = []
    for construct in responses.instrument.constructs:
        at = [i for i, item in enumerate(items) if item.construct == construct.id]
        if len(at) > 1:
            halves.append((_mean(x[:, at[0::2]]), _mean(x[:, at[1::2]])))
    if len(halves) < 3:
        return np.full(len(x), np.nan)
    odd, even = (np.stack(side, axis=1) for side in zip(*halves, strict=True))
    both = ~np.isnan(odd) & ~np.isnan(even)
    n = both.sum(axis=1)
    odd, even = (np.where(both, side, 0.0) for side in (odd, even))
    centre = [side.sum(axis=1, keepdims=True) / np.maximum(n, 1)[:, None] for side in (odd, even)]
    a, b = (np.where(both, side - c, 0.0) for side, c in zip((odd, even), centre, strict=True))
    size = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
    r = np.divide((a * b).sum(axis=1), size, out=np.full(len(x), np.nan), where=size > 1e-12)
    stepped = np.divide(2 * r, 1 + r, out=np.full(len(x), -1.0), where=r > -1 + 1e-12)
    return np.where(np.isnan(r) | (n < 3), np.nan, np.clip(stepped, -1.0, 1.0))


def _mean(x: np.ndarray) -> np.ndarray:
    n = (~np.isnan(x)).sum(axis=1)
    total = np.where(np.isnan(x), 0.0, x).sum(axis=1)
    return np.where(n > 0, total / np.maximum(n, 1), np.nan)
