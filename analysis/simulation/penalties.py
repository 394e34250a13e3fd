r"""Smooth penalties for a correlation matrix and its components, each with its gradient.

A correlation matrix is sought as :math:`R = \Lambda\Lambda' + GG'` with :math:`\Lambda'G = 0`: then
the columns of :math:`\Lambda` span the leading components, and they are the varimax solution where
Kaiser's criterion is stationary. Every function returns the squared distance to its target in
units of a tolerance, and the derivative by the matrix that it was given.
"""

from __future__ import annotations

import numpy as np

__all__ = [
    "alike_in_blocks",
    "apart",
    "bounded_correlations",
    "cross_loadings",
    "descending",
    "kaisers_rule",
    "log_determinant",
    "regression",
    "sampling_adequacy",
    "unit_diagonal",
    "varimax_stationary",
    "wanted_loadings",
]

Term = tuple[float, np.ndarray]


def unit_diagonal(r: np.ndarray, *, tolerance: float = 0.003) -> Term:
    """Variances of one."""
    miss = (np.diag(r) - 1) / tolerance
    return float(miss @ miss), np.diag(2 * miss / tolerance)


def bounded_correlations(r: np.ndarray, *, largest: float, tolerance: float = 0.01) -> Term:
    """No two items that say nearly the same."""
    over = np.maximum(r - largest, 0.0) / tolerance
    np.fill_diagonal(over, 0.0)
    return float((over**2).sum()), 2 * over / tolerance


def log_determinant(
    r: np.ndarray, inverse: np.ndarray, *, wanted: float, tolerance: float = 0.1
) -> Term:
    """Logarithm of the determinant, on which Bartlett's test rests."""
    miss = (np.linalg.slogdet(r)[1] - wanted) / tolerance
    return float(miss**2), 2 * miss / tolerance * inverse


def sampling_adequacy(
    r: np.ndarray, inverse: np.ndarray, *, wanted: float, tolerance: float = 0.0003
) -> Term:
    """Kaiser-Meyer-Olkin measure: correlations against partial correlations."""
    off = ~np.eye(len(r), dtype=bool)
    scale = np.diag(inverse)
    shared = float((r[off] ** 2).sum())
    squares = np.where(off, inverse**2 / np.outer(scale, scale), 0.0)
    partial = float(squares.sum())
    miss = (shared / (shared + partial) - wanted) / tolerance
    by_inverse = np.where(off, 2 * inverse / np.outer(scale, scale), 0.0)
    by_inverse -= np.diag(2 * squares.sum(axis=1) / scale)
    factor = 2 * miss / tolerance / (shared + partial) ** 2
    gradient = partial * 2 * np.where(off, r, 0.0) + shared * inverse @ by_inverse @ inverse
    return float(miss**2), factor * gradient


def regression(
    r: np.ndarray,
    scoring: np.ndarray,
    *,
    beta: np.ndarray,
    r_squared: float,
    vif: np.ndarray | None,
    tolerances: tuple[float, float, float] = (0.002, 0.001, 0.03),
) -> Term:
    """Regression of a composite on others.

    `scoring`, shape (k, 1 + p), holds the weights of the outcome and the predictors; the
    tolerances are those of a coefficient, of R squared and of the logarithm of a VIF.
    """
    covariance = scoring.T @ r @ scoring
    sd = np.sqrt(np.diag(covariance))
    c = covariance / np.outer(sd, sd)
    inverse = np.linalg.inv(c[1:, 1:])
    got = inverse @ c[1:, 0]
    miss_b = (got - beta) / tolerances[0]
    miss_r = (got @ c[1:, 0] - r_squared) / tolerances[1]
    inflation = np.diag(inverse)
    miss_v = np.zeros_like(beta) if vif is None else np.log(inflation / vif) / tolerances[2]
    slope_b, slope_r = 2 * miss_b / tolerances[0], 2 * miss_r / tolerances[1]
    by_c = np.zeros_like(c)
    by_c[1:, 0] = inverse @ slope_b + 2 * slope_r * got
    by_c[1:, 1:] = (
        -np.outer(inverse @ slope_b, got)
        - slope_r * np.outer(got, got)
        - inverse @ np.diag(2 * miss_v / tolerances[2] / inflation) @ inverse
    )
    by_c = (by_c + by_c.T) / 2
    np.fill_diagonal(by_c, 0.0)  # a correlation of one with itself does not move
    by_covariance = by_c / np.outer(sd, sd) - np.diag((by_c * c).sum(axis=1) / sd**2)
    value = float(miss_b @ miss_b + miss_r**2 + miss_v @ miss_v)
    return value, scoring @ by_covariance @ scoring.T


def wanted_loadings(loadings: np.ndarray, wanted: np.ndarray, *, tolerance: float = 0.02) -> Term:
    """Keep loadings near `wanted`, which is NaN where a loading is free."""
    miss = np.where(np.isnan(wanted), 0.0, loadings - wanted) / tolerance
    return float((miss**2).sum()), 2 * miss / tolerance


def cross_loadings(
    loadings: np.ndarray,
    own: np.ndarray,
    *,
    between: tuple[float, float],
    tolerances: tuple[float, float] = (0.02, 0.01),
) -> Term:
    """Keep loadings on other components from being negative or high; `own` is excepted."""
    low = np.where(own, 0.0, np.minimum(loadings - between[0], 0.0)) / tolerances[0]
    high = np.where(own, 0.0, np.maximum(loadings - between[1], 0.0)) / tolerances[1]
    value = float((low**2).sum() + (high**2).sum())
    return value, 2 * low / tolerances[0] + 2 * high / tolerances[1]


def alike_in_blocks(loadings: np.ndarray, own: np.ndarray, *, tolerance: float = 0.08) -> Term:
    """Items of one construct load alike on the components of the others."""
    by_block = own.T / np.maximum(own.sum(axis=0), 1)[:, None]
    mean = own @ (by_block @ loadings)
    belongs = own.any(axis=1, keepdims=True)
    miss = np.where(own | ~belongs, 0.0, loadings - mean) / tolerance
    return float((miss**2).sum()), 2 * miss / tolerance


def varimax_stationary(loadings: np.ndarray, *, tolerance: float = 0.02) -> Term:
    """No rotation of two components raises Kaiser's normalised varimax criterion."""
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    a = loadings / length
    mean_square = (a**2).mean(axis=0)
    pull = a**3 - a * mean_square
    product = a.T @ pull
    skew = (product - product.T) / tolerance
    by_product = 4 * skew / tolerance
    by_pull = a @ by_product
    by_a = pull @ by_product.T + by_pull * (3 * a**2 - mean_square)
    by_a -= 2 * a * (by_pull * a).mean(axis=0)
    gradient = (by_a - a * (by_a * a).sum(axis=1, keepdims=True)) / length
    return float((skew**2).sum()), gradient


def descending(loadings: np.ndarray, *, gap: float = 0.35, tolerance: float = 0.02) -> Term:
    """Each component explains more than the next, by at least `gap`."""
    explained = (loadings**2).sum(axis=0)
    miss = np.maximum(gap + np.diff(explained), 0.0) / tolerance
    slope = np.zeros_like(explained)
    slope[:-1] -= 2 * miss / tolerance
    slope[1:] += 2 * miss / tolerance
    return float(miss @ miss), 2 * loadings * slope


def kaisers_rule(loadings: np.ndarray, *, above: float = 1.05, tolerance: float = 0.01) -> Term:
    """Keep the smallest eigenvalue that belongs to a component above one."""
    values, vectors = np.linalg.eigh(loadings.T @ loadings)
    miss = min(values[0] - above, 0.0) / tolerance
    return float(miss**2), 4 * miss / tolerance * loadings @ np.outer(vectors[:, 0], vectors[:, 0])


def apart(
    loadings: np.ndarray, rest: np.ndarray, *, tolerance: float = 0.01
) -> tuple[float, np.ndarray, np.ndarray]:
    """Components and the rest share no direction; derivatives by both."""
    shared = loadings.T @ rest / tolerance
    slope = 2 * shared / tolerance
    return float((shared**2).sum()), rest @ slope.T, loadings @ slope
