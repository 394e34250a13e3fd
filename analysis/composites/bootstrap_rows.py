r"""Cross-products of bootstrap resamples: all pairs of items of a batch by one matrix product.

With the products :math:`x_i x_j` of all pairs of items as the columns of P and the counts of a
batch of resamples as the rows of W, all their sums of products are :math:`W P`. People are read
block by block, so memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .bootstrap_draws import BLOCK
from .pls_stage import Stage

__all__ = ["Counted", "Rows", "Sums", "correlations", "rows_of", "sums"]

_EXACT = 2**24  # whole numbers up to it are exact in single precision

# Counts of the people of a block, from its number: an array of shape (B, people of the block).
Counted = Callable[[int], np.ndarray]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Answers of n people to k items, ready to be multiplied.

    Attributes
    ----------
    values : ndarray, shape (n, k)
        NaN where missing.
    centre : ndarray, shape (k,)
        Means of the items; rounded if all answers are whole numbers, which then stay whole.
    inside : bool
        There are missing answers, to be replaced inside each resample.
    whole : bool
        Answers are whole numbers so small that all sums of products are exact in single precision.
    kept : list of ndarray
        Columns to be multiplied, if all people stand in one block.
    """

    values: np.ndarray
    centre: np.ndarray
    inside: bool
    whole: bool
    kept: list[np.ndarray]

    @property
    def n(self) -> int:
        """People."""
        return len(self.values)

    def size(self, block: int) -> int:
        """People of a block."""
        return min(BLOCK, self.n - block * BLOCK)

    def block(self, number: int) -> np.ndarray:
        """Answers of a block minus the centre, zero where missing."""
        x = self.values[number * BLOCK : (number + 1) * BLOCK] - self.centre
        return np.where(np.isnan(x), 0.0, x) if self.inside else x

    def answered(self, number: int) -> np.ndarray:
        """Ones, zeros where an answer is missing."""
        x = self.values[number * BLOCK : (number + 1) * BLOCK]
        return (~np.isnan(x)).astype(float)

    @property
    def blocks(self) -> int:
        """Blocks in which people are read."""
        return -(-self.n // BLOCK)


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums over the people of each of B resamples, for k items and their p pairs.

    Attributes
    ----------
    total : ndarray, shape (B,)
        People.
    items, squares : ndarray, shape (k, B)
    pairs : ndarray, shape (p, B)
    seen : ndarray, shape (k, B), or None
        People with an answer, if missing ones are replaced inside each resample; with the next two.
    crossed : ndarray, shape (2, p, B), or None
        Sums of the first item where the second is answered, and the other way round.
    both : ndarray, shape (p, B), or None
        People with both answers.
    """

    total: np.ndarray
    items: np.ndarray
    squares: np.ndarray
    pairs: np.ndarray
    seen: np.ndarray | None = None
    crossed: np.ndarray | None = None
    both: np.ndarray | None = None


def rows_of(values: np.ndarray, stage: Stage) -> Rows:
    """Centre answers, shape (n, k); missing ones (NaN) are to be replaced inside resamples."""
    n, k = values.shape
    total, seen, inside, integers, largest = np.zeros(k), np.zeros(k), False, True, 0.0
    for start in range(0, n, BLOCK):
        x = values[start : start + BLOCK]
        missing = np.isnan(x)
        inside |= bool(missing.any())
        filled = np.where(missing, 0, x)
        integers &= bool((filled == np.round(filled)).all())
        total, seen = total + filled.sum(axis=0), seen + (~missing).sum(axis=0)
        largest = max(largest, float(np.abs(filled).max()))
    centre = total / seen
    centre = np.round(centre) if integers else centre
    # No answer is farther from its centre than twice the largest.
    whole = integers and n * max((2 * largest) ** 2, 1) < _EXACT
    rows = Rows(values, centre, inside, whole, [])
    if rows.blocks == 1:
        rows.kept.append(columns(rows, stage, 0))
    return rows


def columns(rows: Rows, stage: Stage, number: int) -> np.ndarray:
    """Return what counts are multiplied with in one block; shape (columns, people)."""
    x = rows.block(number).T
    first, second = stage.pairs
    parts = [x[first] * x[second], x**2, x]
    if rows.inside:
        o = rows.answered(number).T
        parts += [o, x[first] * o[second], o[first] * x[second], o[first] * o[second]]
    return np.concatenate(parts).astype(np.float32 if rows.whole else float)


def sums(rows: Rows, stage: Stage, counted: Counted) -> Sums:
    """Sum over the people of all resamples of a batch, block by block."""
    summed: np.ndarray | None = None
    total: np.ndarray | None = None
    for number in range(rows.blocks):
        counts = counted(number)
        block = rows.kept[0] if rows.kept else columns(rows, stage, number)
        products = (block @ counts.T.astype(block.dtype)).astype(float)
        people = counts.sum(axis=1)
        summed = products if summed is None else np.add(summed, products, out=summed)
        total = people if total is None else total + people
    if summed is None or total is None:
        raise ValueError("rows without people are refused before they come here")
    p, k = len(stage.pairs[0]), len(stage.indicators)
    pairs, squares, items = summed[:p], summed[p : p + k], summed[p + k : p + 2 * k]
    if not rows.inside:
        return Sums(total.astype(float), items, squares, pairs)
    seen, rest = summed[p + 2 * k : p + 3 * k], summed[p + 3 * k :].reshape(3, p, -1)
    return Sums(total.astype(float), items, squares, pairs, seen, rest[:2], rest[2])


def correlations(
    found: Sums, stage: Stage
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Correlations of all pairs, means, standard deviations and whether an item is constant.

    Returns
    -------
    r : ndarray, shape (p, B)
    mean, sd : ndarray, shape (k, B)
        About the centres of the rows; divided by n.
    constant : ndarray of bool, shape (B,)
    """
    r = found.pairs / found.total
    if found.seen is None or found.crossed is None or found.both is None:
        mean = found.items / found.total
        variance = found.squares / found.total - mean**2
        offset = mean
    else:
        first, second = stage.pairs
        mean = found.items / np.where(found.seen > 0, found.seen, np.nan)
        variance = (found.squares - mean * found.items) / found.total
        a, b = mean[first], mean[second]
        r -= (b * found.crossed[0] + a * found.crossed[1] - a * b * found.both) / found.total
        offset = np.zeros_like(mean)
    constant = np.logical_not(variance > 1e-12 * (found.squares / found.total))
    sd = np.sqrt(np.where(constant, np.nan, variance))
    standard, shift = 1 / sd, offset / sd
    for (a, b), where in stage.segments.items():
        one, other = stage.spans[a], stage.spans[b]
        if a == b:
            i, j = np.triu_indices(stage.sizes[a], 1)
            scale, moved = (x[one][i] * x[one][j] for x in (standard, shift))
        else:
            scale, moved = (x[one][:, None] * x[other][None] for x in (standard, shift))
        block = r[where]  # a view
        block *= scale.reshape(block.shape)
        block -= moved.reshape(block.shape)
    return r, mean, sd, np.any(constant, axis=0, keepdims=True)[0]
