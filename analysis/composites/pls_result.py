"""The result of PLS path modelling, with every number that its assessment starts from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..structural_model import StructuralModel
from .pls_fit import PlsFit
from .pls_weights import Scheme

__all__ = ["HigherWeights", "PlsResult"]


@dataclass(frozen=True, slots=True, eq=False)
class HigherWeights:
    """Parts of higher-order constructs, as the indicators that they are in the second stage.

    Attributes
    ----------
    parts : tuple of str, length q
    wholes : tuple of str, length q
        Higher-order construct of each part.
    weights, loadings : ndarray, shape (q,)
    """

    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    weights: np.ndarray
    loadings: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class PlsResult:
    """A PLS path model of k items and c constructs.

    Constructs are those of `model.names`: measured ones, higher-order ones, interactions. All
    numbers are standardised. A reflective construct has the loadings and correlations of its
    common factor (PLSc), so paths, R squared and effects are consistent; a composite its own.

    Attributes
    ----------
    model : StructuralModel
    scheme : {"path", "factor", "centroid"}
    tolerance : float
    n : int
        People.
    iterations : int
        Rounds; of both stages together, if there are two.
    change : float
        Sum of the absolute changes of the weights in the last round.
    items : tuple of str, length k
        Construct by construct.
    owners : tuple of str, length k
        Construct of each item.
    constructs : tuple of str, length c
    weights : ndarray, shape (k,)
        Of standardised items, in composites of variance one.
    loadings : ndarray, shape (k,)
        Of each item on its own construct.
    cross_loadings : ndarray, shape (k, c)
        Correlations of all items with all constructs; `loadings` in the own column, NaN in those
        of interactions.
    higher : HigherWeights
        Empty without higher-order constructs.
    composite_correlations : ndarray, shape (c, c)
        Of the scores.
    correlations : ndarray, shape (c, c)
        Of the constructs: corrected for the reliability of reflective ones.
    paths : ndarray, shape (c, c)
        Row: start, column: end. Zero where there is no path.
    r_squared, adjusted_r_squared : ndarray, shape (c,)
        NaN for a construct that no path explains; adjusted also if n leaves no degree of freedom.
    f_squared : ndarray, shape (c, c)
        Of start (row) on end (column); NaN where there is no path, or nothing is left unexplained.
    vif : ndarray, shape (c, c)
        Variance inflation factor of start (row) among the predecessors of end (column); NaN where
        there is no path.
    total, total_indirect : ndarray, shape (c, c)
        Effects of start (row) on end (column) over all ways, and over all but the path itself.
    ways : tuple of tuple of str
        Constructs on each way of two paths or more.
    specific_indirect : ndarray, shape (number of ways,)
        Product of the paths on each way.
    rho_a, rho_c, ave : ndarray, shape (c,)
        One for a single item. Mode B: rho_a is one, the others NaN. Interactions: NaN.
    htmt, htmt2 : ndarray, shape (c, c)
        Ones on the diagonal. NaN for constructs of one item, interactions, between a part and
        its whole, and where items do not correlate. Composites of mode B have them, too, though
        the ratio is of factors.
    saturated, estimated : PlsFit
        Fit with free correlations of the constructs, and with those that the paths imply.
    product_sd : ndarray, shape (number of interactions,)
        Standard deviation of the product of standardised scores. The path of an interaction
        divided by it is the change of slope for one standard deviation of the other construct.
    score_weights : ndarray, shape (k, c)
        Scores of variance one are the standardised items times these; zero for interactions.
    """

    model: StructuralModel
    scheme: Scheme
    tolerance: float
    n: int
    iterations: int
    change: float
    items: tuple[str, ...]
    owners: tuple[str, ...]
    constructs: tuple[str, ...]
    weights: np.ndarray
    loadings: np.ndarray
    cross_loadings: np.ndarray
    higher: HigherWeights
    composite_correlations: np.ndarray
    correlations: np.ndarray
    paths: np.ndarray
    r_squared: np.ndarray
    adjusted_r_squared: np.ndarray
    f_squared: np.ndarray
    vif: np.ndarray
    total: np.ndarray
    total_indirect: np.ndarray
    ways: tuple[tuple[str, ...], ...]
    specific_indirect: np.ndarray
    rho_a: np.ndarray
    rho_c: np.ndarray
    ave: np.ndarray
    htmt: np.ndarray
    htmt2: np.ndarray
    saturated: PlsFit
    estimated: PlsFit
    product_sd: np.ndarray
    score_weights: np.ndarray
