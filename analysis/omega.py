r"""McDonald's omega: total, of one factor, and hierarchical, of a general factor.

Hierarchical omega is the share of the variance of the sum of standardised items that one general
factor explains. Three factors are fitted by maximum likelihood and rotated by direct oblimin
without Kaiser's normalisation; their correlations :math:`\phi` are explained by one factor, which
three correlations determine: :math:`\gamma_1 = \sqrt{\phi_{12} \phi_{13} / \phi_{23}}`. With
:math:`\Lambda` the pattern (Schmid and Leiman 1957, Psychometrika 22, 53-61),

.. math:: g = \Lambda \gamma, \qquad s_{ij} = \lambda_{ij} \sqrt{1 - \gamma_j^2}, \qquad
          \omega_h = \frac{(\sum g_i)^2}{\mathbf 1' R \mathbf 1}.

Sources: McDonald (1999), Test Theory; Zinbarg, Revelle, Yovel and Li (2005), Psychometrika 70,
123-133.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..survey.errors import MethodError
from .factors import extract
from .moments import Moments
from .rotation import oblimin

__all__ = [
    "HierarchicalOmega",
    "OneFactor",
    "omega_hierarchical",
    "omega_total",
    "one_factor",
]

_FEWEST = 6  # items of three group factors
_BOUNDARY = 1e-3  # unique share of the variance that is a Heywood case


@dataclass(frozen=True, slots=True, eq=False)
class OneFactor:
    """One common factor by maximum likelihood.

    Attributes
    ----------
    names : tuple of str, length k
    loadings : ndarray, shape (k,)
        Standardised; they sum to a positive number.
    sd : ndarray, shape (k,)
        Of the items: ``loadings * sd`` are the loadings in their units.
    """

    names: tuple[str, ...]
    loadings: np.ndarray
    sd: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class HierarchicalOmega:
    """Schmid-Leiman solution of three group factors, and the omegas of standardised items.

    Attributes
    ----------
    n : int
    names : tuple of str, length k
    hierarchical : float
        Share of the variance of the sum that the general factor explains.
    total : float
        Share that all common factors explain.
    asymptotic : float
        `hierarchical` over `total`: its limit for a scale of many such items.
    general : ndarray, shape (k,)
    groups : ndarray, shape (k, 3)
        Loadings on the general factor and on what the group factors add.
    communalities : ndarray, shape (k,)
    general_on_groups : ndarray, shape (3,)
        Loadings of the three oblique factors on the general one.
    factor_correlations : ndarray, shape (3, 3)
    negative : tuple of str
        Items with a negative loading on the general factor: they may need reversing.
    """

    n: int
    names: tuple[str, ...]
    hierarchical: float
    total: float
    asymptotic: float
    general: np.ndarray
    groups: np.ndarray
    communalities: np.ndarray
    general_on_groups: np.ndarray
    factor_correlations: np.ndarray
    negative: tuple[str, ...]


def one_factor(moments: Moments) -> OneFactor:
    """Fit one common factor by maximum likelihood.

    Raises
    ------
    MethodError
        If there are fewer than three items, the matrix is singular, or the fit does not converge
        or ends in a Heywood case (an item without unique variance).

    Examples
    --------
    >>> c = np.array([[1.0, 0.48, 0.4], [0.48, 1.0, 0.3], [0.4, 0.3, 1.0]])
    >>> one_factor(Moments(100, ("a", "b", "c"), np.zeros(3), c)).loadings.round(6).tolist()
    [0.8, 0.6, 0.5]
    """
    k = len(moments.names)
    if k < 3:
        raise MethodError(f"One factor needs at least three items, got {k}")
    fit = extract(moments, method="maximum_likelihood", count=1, rotation="none")
    unique = 1 - fit.communalities
    if unique.min() < _BOUNDARY:
        item = moments.names[int(np.argmin(unique))]
        raise MethodError(f"The one-factor fit is a Heywood case: `{item}` has no unique variance")
    return OneFactor(moments.names, fit.loadings[:, 0], moments.sd)


def omega_total(moments: Moments) -> float:
    r"""McDonald's omega total of one common factor, fitted by maximum likelihood.

    .. math:: \omega_t = \frac{(\sum \lambda_i)^2}{(\sum \lambda_i)^2 + \sum \theta_i}

    with loadings and unique variances of the covariance matrix.

    Raises
    ------
    MethodError
        As `one_factor`.

    Examples
    --------
    >>> c = np.array([[1.0, 0.48, 0.4], [0.48, 1.0, 0.3], [0.4, 0.3, 1.0]])
    >>> round(omega_total(Moments(100, ("a", "b", "c"), np.zeros(3), c)), 6)
    0.673507
    """
    fit = one_factor(moments)
    common = float((fit.loadings * fit.sd).sum() ** 2)
    return common / (common + float(((1 - fit.loadings**2) * fit.sd**2).sum()))


def omega_hierarchical(moments: Moments) -> HierarchicalOmega:
    """Hierarchical omega by a Schmid-Leiman transformation of three factors.

    Raises
    ------
    MethodError
        If there are fewer than six items, three factors cannot be fitted (a singular matrix, a
        Heywood case), or their correlations do not determine one general factor.

    Notes
    -----
    Three group factors are a convention, not a finding: with two the general factor is not
    determined, and with another number the value is another.

    Examples
    --------
    >>> g, s = np.full(9, 0.6), np.kron(np.eye(3), np.full((3, 1), 0.5))
    >>> r = np.outer(g, g) + s @ s.T
    >>> np.fill_diagonal(r, 1.0)
    >>> found = omega_hierarchical(Moments(200, tuple("abcdefghi"), np.zeros(9), r))
    >>> round(found.hierarchical, 6), round(found.total, 6)
    (0.739726, 0.910959)
    """
    k = len(moments.names)
    if k < _FEWEST:
        raise MethodError(
            f"Hierarchical omega needs at least six items for its three group factors, got {k}",
            next_step="Take omega total of one factor.",
        )
    plain = extract(moments, method="maximum_likelihood", count=3, rotation="none").unrotated
    oblique = oblimin(plain, normalise=False)
    order = _general_on_groups(oblique.phi)
    general = oblique.loadings @ order
    if general.sum() < 0:
        order, general = -order, -general
    groups = oblique.loadings * np.sqrt(1 - order**2)
    communalities = (plain**2).sum(axis=1)
    variance = float(moments.correlation.sum())
    hierarchical = float(general.sum() ** 2) / variance
    total = 1 - float((1 - communalities).sum()) / variance
    return HierarchicalOmega(
        n=moments.n,
        names=moments.names,
        hierarchical=hierarchical,
        total=total,
        asymptotic=hierarchical / total,
        general=general,
        groups=groups,
        communalities=communalities,
        general_on_groups=order,
        factor_correlations=oblique.phi,
        negative=tuple(
            name for name, value in zip(moments.names, general, strict=True) if value < 0
        ),
    )


def _general_on_groups(phi: np.ndarray) -> np.ndarray:
    """Find the loadings of three factors on one, which their three correlations determine."""
    ab, ac, bc = phi[0, 1], phi[0, 2], phi[1, 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        square = np.array([ab * ac / bc, ab * bc / ac, ac * bc / ab])
    if not ((square > 0) & (square <= 1)).all():
        raise MethodError(
            "Hierarchical omega is not identified: the correlations of the three group factors, "
            f"{ab:.3f}, {ac:.3f} and {bc:.3f}, are not those of one general factor",
            next_step="Take omega total, or the reliability of each dimension by itself.",
        )
    sign = np.array([1.0, np.sign(ab), np.sign(ac)])
    return sign * np.sqrt(square)
