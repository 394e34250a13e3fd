"""Draws of bootstrap resamples: each resample has its own stream, from the seed and its number.

How often every person stands in resample b depends on the seed and b alone, so results are the same
for any batch size, order and number of workers. Positions come from SplitMix64, a counter hashed to
64 bits, which is computed for many resamples at once.

Source: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, OOPSLA '14,
453-472.
"""

from __future__ import annotations

import numpy as np

__all__ = ["BLOCK", "counts"]

BLOCK = 4096  # people whose counts are drawn together; part of the definition of the streams

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_UNIT = 2.0**-53


def counts(seed: int, first: int, last: int, n: int, block: int) -> np.ndarray:
    """Count how often the people of one block stand in some resamples.

    Parameters
    ----------
    seed : int
    first, last : int
        Resamples first, ..., last - 1.
    n : int
        People; each resample draws n of them with replacement.
    block : int
        People block * BLOCK, ..., (block + 1) * BLOCK - 1, or to the last.

    Returns
    -------
    ndarray of int, shape (last - first, people of the block)

    Notes
    -----
    With more than one block, a resample first divides its n draws among the blocks (multinomial),
    so that a long file is read block by block and its counts are never held at once.

    Examples
    --------
    >>> drawn = counts(1, 0, 1000, 4, 0)
    >>> drawn.sum(axis=1).tolist() == [4] * 1000, drawn.mean(axis=0).round(1).tolist()
    (True, [1.0, 1.0, 1.0, 1.0])
    >>> bool((counts(1, 500, 510, 4, 0) == drawn[500:510]).all())
    True
    """
    rows = min(BLOCK, n - block * BLOCK)
    resamples = np.arange(first, last, dtype=np.uint64)
    key = _mixed(np.array([seed], dtype=np.uint64) + _GOLDEN)
    offset = np.array([block], dtype=np.uint64) * _GOLDEN  # an array wraps around in silence
    states = _mixed(_mixed(key + resamples * _GOLDEN) + offset)
    sizes = _sizes(seed, first, last, n, block)
    owner = np.repeat(np.arange(len(states)), sizes)
    step = np.arange(len(owner), dtype=np.uint64)
    step -= np.repeat((np.cumsum(sizes) - sizes).astype(np.uint64), sizes) - np.uint64(1)
    uniform = (_mixed(states[owner] + step * _GOLDEN) >> np.uint64(11)) * _UNIT
    at = (uniform * rows).astype(np.intp) + owner * rows
    return np.bincount(at, minlength=len(states) * rows).reshape(len(states), rows)


def _sizes(seed: int, first: int, last: int, n: int, block: int) -> np.ndarray:
    """Draws that fall on the block in each resample."""
    blocks = -(-n // BLOCK)
    if blocks == 1:
        return np.full(last - first, n)
    shares = np.full(blocks, BLOCK / n)
    shares[-1] = 1 - shares[:-1].sum()
    return np.array(
        [
            np.random.Generator(np.random.Philox(key=[seed, b])).multinomial(n, shares)[block]
            for b in range(first, last)
        ]
    )


def _mixed(x: np.ndarray) -> np.ndarray:
    """Finish of SplitMix64; overflow is meant."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
