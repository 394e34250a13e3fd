r"""The bivariate normal distribution: its distribution function and probabilities of rectangles.

The distribution function grows with the correlation r at the rate of the density
:math:`\varphi_2`, so it can be had from either end:

.. math:: \Phi_2(h, k; r) = \Phi(h)\,\Phi(k) + \int_0^r \varphi_2(h, k; t)\, dt
                          = \Phi(\min(h, k)) - \int_r^1 \varphi_2(h, k; t)\, dt.

The first serves weak correlations. The second serves strong ones: its integral is small where a
rectangle is almost empty, and keeps its digits there. Both are taken by Gauss-Legendre; what is not
smooth in the second is integrated in closed form. The absolute error is about 1e-16.

Sources: Drezner and Wesolowsky (1990), J. Statist. Comput. Simul. 35, 101-107; Genz (2004),
Statistics and Computing 14, 251-260.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

__all__ = ["Rectangles", "bivariate_normal_cdf", "perfect_rectangles", "rectangles"]

_FAR = 40.0  # standard deviations beyond which double precision has nothing left
_WEAK = 0.75  # up to here the integral from zero, beyond it the integral to one
_SMALLEST = 1e-17  # error of a sum of products of probabilities; less is not resolved there
_NOTHING = 1e-100  # stands for zero where its square is divided by
_SAME = 1e-15  # two cumulative probabilities that differ by less are the same one, rounded


def _gauss_legendre(count: int) -> list[tuple[float, float]]:
    """Nodes and weights on the interval from 0 to 1."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return list(zip(((1 + nodes) / 2).tolist(), (weights / 2).tolist(), strict=True))


_FEW, _MANY = _gauss_legendre(12), _gauss_legendre(24)  # as many as reach 1e-16 up to and from 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Rectangles:
    """Probabilities of the rectangles of a grid, and how they change with the correlation.

    Attributes
    ----------
    probability, slope, curvature : ndarray, shape (p, a + 1, b + 1)
        Of p grids, with the first and the second derivative by the correlation.
    """

    probability: np.ndarray
    slope: np.ndarray
    curvature: np.ndarray


def bivariate_normal_cdf(h: ArrayLike, k: ArrayLike, r: ArrayLike) -> np.ndarray:
    """Probability that a standard normal variable is below h and another, correlated, below k.

    Parameters
    ----------
    h, k : array_like
        Bounds; infinite ones are allowed. Shapes that broadcast with that of `r`.
    r : array_like
        Correlations from -1 to 1, both included.

    Returns
    -------
    ndarray

    Examples
    --------
    >>> bivariate_normal_cdf(0.0, [0.0, np.inf], 0.5).round(15).tolist()  # 1/4 + asin(r) / 2 pi
    [0.333333333333333, 0.5]
    """
    h, k, r = np.broadcast_arrays(*(np.atleast_1d(np.asarray(x, dtype=float)) for x in (h, k, r)))
    h, k = np.clip(h, -_FAR, _FAR), np.clip(k, -_FAR, _FAR)
    turned, strong = np.where(r < 0, -k, k), np.abs(r) > _WEAK
    result = scipy.special.ndtr(h) * scipy.special.ndtr(k)
    result[~strong] += _from_zero(h[~strong], k[~strong], r[~strong])
    to_one = _to_one(h[strong], turned[strong], np.abs(r[strong]))
    below, beside = scipy.special.ndtr(h[strong]), scipy.special.ndtr(turned[strong])
    result[strong] = np.where(
        r[strong] > 0, np.minimum(below, beside) - to_one, np.maximum(below - beside, 0) + to_one
    )
    return np.clip(result, 0.0, 1.0)


def rectangles(rows: np.ndarray, columns: np.ndarray, r: np.ndarray) -> Rectangles:
    """Rectangles into which thresholds cut the plane of two correlated normal variables.

    Parameters
    ----------
    rows : ndarray, shape (p, a)
        Ascending thresholds of the first variable of each of p grids; they may repeat, and be
        infinite, so that grids with fewer of them fit into the same array.
    columns : ndarray, shape (p, b)
        Those of the second.
    r : ndarray, shape (p,)
        Correlations between -1 and 1, both excluded.

    Notes
    -----
    Up to a correlation of 0.75 no probability below 1e-17 can be resolved, and none is returned;
    beyond it small ones have their own digits.

    Examples
    --------
    >>> found = rectangles(np.array([[0.0]]), np.array([[0.0]]), np.array([0.5]))
    >>> found.probability.round(6).tolist()
    [[[0.333333, 0.166667], [0.166667, 0.333333]]]
    >>> found.slope.round(6).tolist()
    [[[0.183776, -0.183776], [-0.183776, 0.183776]]]
    """
    rows, columns = np.clip(rows, -_FAR, _FAR), np.clip(columns, -_FAR, _FAR)
    probability = np.empty((len(r), rows.shape[1] + 1, columns.shape[1] + 1))
    weak, strong = np.abs(r) <= _WEAK, np.abs(r) > _WEAK
    if weak.any():
        h, k, weak_r = rows[weak, :, None], columns[weak, None, :], r[weak, None, None]
        independent = _shares(rows[weak])[:, :, None] * _shares(columns[weak])[:, None, :]
        probability[weak] = np.maximum(independent + _cells(_from_zero(h, k, weak_r)), _SMALLEST)
    if strong.any():
        sign = np.sign(r[strong])
        turned = columns[strong] * sign[:, None]
        to_one = _to_one(rows[strong, :, None], turned[:, None, :], np.abs(r[strong, None, None]))
        perfect = perfect_rectangles(rows[strong], columns[strong], sign)
        probability[strong] = np.maximum(perfect - sign[:, None, None] * _cells(to_one), 0.0)
    return Rectangles(probability, *_derivatives(rows[:, :, None], columns[:, None, :], r))


def perfect_rectangles(rows: np.ndarray, columns: np.ndarray, sign: np.ndarray) -> np.ndarray:
    """Probabilities of the rectangles where the variables are one and the same, up to its sign.

    Parameters
    ----------
    rows, columns : ndarray, shape (p, a) and (p, b)
        Ascending thresholds.
    sign : ndarray, shape (p,)
        1 for a correlation of 1, -1 for one of -1.

    Returns
    -------
    ndarray, shape (p, a + 1, b + 1)

    Examples
    --------
    >>> cuts = np.array([[-1.0, 1.0]])
    >>> perfect_rectangles(cuts, cuts, np.array([-1])).round(3).tolist()
    [[[0.0, 0.0, 0.159], [0.0, 0.683, 0.0], [0.159, 0.0, 0.0]]]
    """
    first, second = (
        _bordered(scipy.special.ndtr(rows)),
        _bordered(scipy.special.ndtr(columns * sign[:, None]), sign),
    )
    low = np.minimum(second[:, :-1], second[:, 1:])[:, None, :]
    high = np.maximum(second[:, :-1], second[:, 1:])[:, None, :]
    shared = np.minimum(first[:, 1:, None], high) - np.maximum(first[:, :-1, None], low)
    return np.where(shared > _SAME, shared, 0.0)


def _bordered(cumulative: np.ndarray, sign: np.ndarray | None = None) -> np.ndarray:
    """Cumulative probabilities from 0 to 1, or from 1 to 0 where the sign is negative."""
    start = np.zeros((len(cumulative), 1)) if sign is None else (sign[:, None] < 0) * 1.0
    return np.concatenate([start, cumulative, 1 - start], axis=1)


def _shares(cuts: np.ndarray) -> np.ndarray:
    """Probability between neighbouring thresholds, shape (p, a + 1)."""
    return np.diff(_bordered(scipy.special.ndtr(cuts)), axis=1)


def _cells(corners: np.ndarray) -> np.ndarray:
    """Rectangles from what stands at their corners and vanishes on the border of the plane."""
    bordered = np.pad(corners, ((0, 0), (1, 1), (1, 1)))
    return np.diff(np.diff(bordered, axis=1), axis=2)


def _from_zero(h: np.ndarray, k: np.ndarray, r: np.ndarray) -> np.ndarray:
    """Integral of the density over the correlation from zero to r, by its arc sine."""
    angle = np.arcsin(r)
    product, squares = h * k, (h * h + k * k) / 2
    total = np.zeros(product.shape)
    for node, weight in _FEW:
        sine = np.sin(node * angle)
        total += weight * np.exp((sine * product - squares) / (1 - sine * sine))
    return total * angle / (2 * np.pi)


def _to_one(h: np.ndarray, k: np.ndarray, r: np.ndarray) -> np.ndarray:
    r"""Integral of the density over the correlation from r > 0 to one.

    With :math:`x = \sqrt{1 - t^2}`, b = h - k and c = h k it is
    :math:`\frac{1}{2\pi} \int_0^s e^{-b^2/2x^2} e^{-c/(1 + t)} / t \; dx`. The first factor has no
    Taylor series at zero; with the first three terms of the second it is integrated by parts,
    and only the rest by nodes.
    """
    end = np.maximum(np.sqrt((1 - r) * (1 + r)), _NOTHING)
    b2, c = (h - k) ** 2, h * k
    first, second = (4 - c) / 8, (12 - c) / 16
    ratio = np.sqrt(b2 / 2) / end
    edge = np.exp(-(ratio**2) - c / 2)
    order0 = edge * (end - np.sqrt(b2 * np.pi / 2) * scipy.special.erfcx(ratio))
    order1 = (end**3 * edge - b2 * order0) / 3
    order2 = (end**5 * edge - b2 * order1) / 5
    total = order0 + first * (order1 + second * order2)
    for node, weight in _MANY:
        y = (node * end) ** 2
        t = np.sqrt(1 - y)
        whole = np.exp(-c / 2 * (y / (1 + t) ** 2)) / t
        rest = whole - (1 + first * y * (1 + second * y))
        total += weight * end * np.exp(-b2 / (2 * y) - c / 2) * rest
    return total / (2 * np.pi)


def _derivatives(h: np.ndarray, k: np.ndarray, r: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and second derivative of the rectangles by the correlation."""
    r = r[:, None, None]
    free, rest = (1 - r) * (1 + r), 1 + np.abs(r)
    k = np.where(r < 0, -k, k)
    # Written from the difference of the bounds, so that strong correlations cost no digits.
    b2, c = (h - k) ** 2, h * k
    density = np.exp(-b2 / (2 * free) - c / rest) / (2 * np.pi * np.sqrt(free))
    growth = r / free + np.where(r < 0, -c, c) / rest**2 - r * b2 / free**2
    return _cells(density), _cells(density * growth)
