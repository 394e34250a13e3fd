"""Moments of the products of composites, from the rows of the data: interactions in two stages.

The product of two standardised scores is an indicator of its own. Its covariances with the items,
and with them its correlations with all constructs, need third and fourth moments: one more pass
over the rows, for all resamples at once, block by block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["ProductMoments", "Products", "product_moments"]


@dataclass(frozen=True, slots=True, eq=False)
class ProductMoments:
    """Covariances of p products, divided by n.

    Attributes
    ----------
    with_items : ndarray, shape (p, k, B)
        With the k standardised items.
    among : ndarray, shape (p, p, B)
    """

    with_items: np.ndarray
    among: np.ndarray


# From the item weights of both factors of each product, two arrays of shape (k, B), to moments.
Products = Callable[[Sequence[tuple[np.ndarray, np.ndarray]]], ProductMoments]


def product_moments(
    blocks: Iterable[tuple[np.ndarray, np.ndarray]],
    mean: np.ndarray,
    sd: np.ndarray,
    factors: Sequence[tuple[np.ndarray, np.ndarray]],
) -> ProductMoments:
    """Moments of products of composites in B resamples.

    Parameters
    ----------
    blocks : iterable of pairs of ndarrays, shapes (m, k) and (m, B)
        Items of some rows without missing values, and how often each row stands in each resample.
    mean, sd : ndarray, shape (k, B)
        Of the items in each resample; sd divided by n.
    factors : sequence of pairs of ndarrays, shape (k, B)
        Weights of the standardised items in both composites of each product.
    """
    p, total, sums = len(factors), np.zeros(mean.shape[1]), np.zeros((len(factors), mean.shape[1]))
    scaled = [(one / sd, other / sd) for one, other in factors]
    shifts = [((one * mean).sum(axis=0), (other * mean).sum(axis=0)) for one, other in scaled]
    with_items, among = np.zeros((p, *mean.shape)), np.zeros((p, p, mean.shape[1]))
    for x, m in blocks:
        products = [
            (x @ one - low) * (x @ other - high)
            for (one, other), (low, high) in zip(scaled, shifts, strict=True)
        ]
        total += m.sum(axis=0)
        for i in range(p):
            weighted = m * products[i]
            sums[i] += weighted.sum(axis=0)
            with_items[i] += x.T @ weighted
            for j in range(i + 1):
                among[i, j] += np.einsum("nB,nB->B", weighted, products[j])
    sums /= total
    for i in range(p):
        with_items[i] = (with_items[i] / total - sums[i] * mean) / sd
        for j in range(i + 1):
            among[i, j] = among[j, i] = among[i, j] / total - sums[i] * sums[j]
    return ProductMoments(with_items, among)
