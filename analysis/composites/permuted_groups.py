"""Two groups whose PLS models are compared, and the same people dealt out to them at random.

Permutation i deals the people of both groups out to two groups of the same sizes, by a stream of
its own derived from the seed and i, so that the outcome does not depend on how many are estimated
at a time. One in which a model cannot be estimated is counted by its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from ..group_descriptives import two_that_occur
from ..pls import checked_settings
from ..structural_model import StructuralModel
from .chosen_rows import estimate_chosen, item_columns, standardised, sums_of_rows
from .failures import SENTENCES, Failure, counted, sentence_of
from .pls_estimate import Estimate
from .pls_measure import REASONS, Settings
from .pls_plan import Plan, plan_of
from .pls_weights import Scheme

__all__ = ["Permuted", "TwoSamples", "drawn", "observed", "permuted", "two_samples"]

_BATCH = 250  # permutations estimated at a time: their correlations stay near the processor


@dataclass(frozen=True, slots=True, eq=False)
class TwoSamples:
    """Two groups prepared for a comparison.

    Attributes
    ----------
    plan : Plan
    settings : Settings
    labels : tuple of (str, str)
    n : tuple of (int, int)
        Complete rows of each group.
    left_out : int
        People of the two groups with a missing answer.
    rows : ndarray, shape (n1 + n2, k)
        The first group, then the second; standardised over both.
    sums : ndarray, shape (2 k + k (k - 1) / 2, 1)
        Of both groups together.
    pooled : Estimate
        Of both groups together.
    """

    plan: Plan
    settings: Settings
    labels: tuple[str, str]
    n: tuple[int, int]
    left_out: int
    rows: np.ndarray
    sums: np.ndarray
    pooled: Estimate

    @property
    def constructs(self) -> tuple[str, ...]:
        """All of the model but interactions."""
        names = self.plan.model.names
        return names[: len(names) - len(self.plan.products)]

    def estimates(self, members: np.ndarray) -> tuple[Estimate, Estimate]:
        """Estimate both groups, given who is in the first in each of B cases, shape (n, B)."""
        sums = sums_of_rows(self.rows, self.plan.first, members)
        common = (self.rows, self.plan, self.settings)
        _, first = estimate_chosen(*common, members, sums, self.pooled)
        _, second = estimate_chosen(*common, ~members, self.sums - sums, self.pooled)
        return first, second


@dataclass(frozen=True, slots=True, eq=False)
class Permuted:
    """A batch of B permutations.

    Attributes
    ----------
    members : ndarray of bool, shape (n, B)
        Who is in the first group.
    first, second : Estimate
    reason : ndarray of int, shape (B,)
        Place in `REASONS`; 0 where both groups have an estimate.
    """

    members: np.ndarray
    first: Estimate
    second: Estimate
    reason: np.ndarray


def two_samples(
    values: np.ndarray,
    names: Sequence[str],
    groups: np.ndarray,
    labels: Sequence[str],
    model: StructuralModel,
    *,
    scheme: Scheme,
    tolerance: float,
    limit: int,
) -> TwoSamples:
    """Prepare the two groups that occur; rows with a missing answer are left out.

    Raises
    ------
    SpecificationError
        If shapes do not fit, not exactly two groups occur, or an option is out of range.
    MethodError
        If a group has not more people than the model has items, an item does not vary in it, or
        both together have no estimate.
    """
    settings, plan = checked_settings(scheme, tolerance, limit, "observed"), plan_of(model)
    x = item_columns(values, tuple(names), model.items)
    codes = np.asarray(groups)
    if codes.shape != (len(x),):
        raise SpecificationError(
            f"`groups` need a code for each of {len(x)} people, got the shape {codes.shape}"
        )
    pair = _two_that_occur(codes, labels)
    full = ~np.isnan(x).any(axis=1)
    parts = [x[full & (codes == code)] for code in pair]
    names_of = (labels[pair[0]], labels[pair[1]])
    for label, part in zip(names_of, parts, strict=True):
        _check_group(label, part, model.items)
    rows = standardised(np.concatenate(parts), model.items)
    size = (len(parts[0]), len(parts[1]))
    asked = int(np.isin(codes, pair).sum())
    everybody = np.ones((len(rows), 1), dtype=bool)
    sums = sums_of_rows(rows, plan.first, everybody)
    _, pooled = estimate_chosen(rows, plan, settings, everybody, sums)
    _refuse(f"groups `{names_of[0]}` and `{names_of[1]}` together", pooled)
    return TwoSamples(plan, settings, names_of, size, asked - len(rows), rows, sums, pooled)


def observed(samples: TwoSamples) -> Permuted:
    """Estimate the groups as they are, a batch of one.

    Raises
    ------
    MethodError
        If a group has no estimate; the sentence names the group and the reason.
    """
    members = (np.arange(len(samples.rows)) < samples.n[0])[:, None]
    found = samples.estimates(members)
    for label, group in zip(samples.labels, found, strict=True):
        _refuse(f"group `{label}`", group)
    return Permuted(members, *found, np.zeros(1, dtype=np.int8))


def permuted(samples: TwoSamples, *, permutations: int, seed: int) -> Iterator[Permuted]:
    """Deal the people out at random and estimate both groups, batch by batch."""
    n, size = len(samples.rows), samples.n[0]
    for at in range(0, permutations, _BATCH):
        members = np.zeros((n, min(_BATCH, permutations - at)), dtype=bool)
        for b in range(members.shape[1]):
            members[np.random.default_rng([seed, at + b]).permutation(n)[:size], b] = True
        first, second = samples.estimates(members)
        yield Permuted(members, first, second, np.where(first.reason, first.reason, second.reason))


def drawn(
    samples: TwoSamples,
    statistic: Callable[[Permuted], np.ndarray],
    *,
    permutations: int,
    seed: int,
) -> tuple[np.ndarray, tuple[Failure, ...]]:
    """Collect a statistic of all permutations that have an estimate, and count the others.

    Parameters
    ----------
    samples : TwoSamples
    statistic : callable
        From a batch to an array of shape (B, d).
    permutations, seed : int

    Returns
    -------
    ndarray, shape (valid, d)
    tuple of Failure

    Raises
    ------
    MethodError
        If no permutation has an estimate.
    """
    rows, reasons = [], []
    for batch in permuted(samples, permutations=permutations, seed=seed):
        rows.append(statistic(batch)[batch.reason == 0])
        reasons.append(batch.reason)
    failed, found = counted(np.concatenate(reasons)), np.concatenate(rows)
    if not len(found):
        raise MethodError(
            f"None of {permutations} permutations has an estimate: {sentence_of(failed)}",
            next_step="Compare larger groups.",
        )
    return found, failed


def _two_that_occur(codes: np.ndarray, labels: Sequence[str]) -> tuple[int, int]:
    known = codes[codes >= 0]
    if known.size and known.max() >= len(labels):
        raise SpecificationError(
            f"`groups` hold the code {known.max()}, and there are {len(labels)} labels"
        )
    return two_that_occur(codes, labels, more="Set the codes of all others to -1.")


def _check_group(label: str, rows: np.ndarray, items: Sequence[str]) -> None:
    """Refuse a group too small for PLS, or one in which an item does not vary."""
    if len(rows) <= len(items):
        raise MethodError(
            f"PLS needs more people than items in each group, got {len(rows)} people in `{label}` "
            f"for {len(items)} items",
            next_step="Join groups, ask more people, or shorten the constructs.",
        )
    same = rows.max(axis=0) == rows.min(axis=0)
    if same.any():
        raise MethodError(
            f"`{items[int(np.argmax(same))]}` does not vary in the group `{label}`",
            next_step="Leave it out in both groups.",
        )


def _refuse(what: str, found: Estimate) -> None:
    if found.reason[0]:
        raise MethodError(
            f"The model cannot be estimated for the {what}: {SENTENCES[REASONS[found.reason[0]]]}",
            next_step="Estimate it by itself to see the construct.",
        )
