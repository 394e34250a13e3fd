r"""Terms of a Gaussian copula: normal scores of a variable, for many resamples at once.

With average ranks r among n people the term is :math:`\Phi^{-1}(r / (n + 1))`, or of the empirical
distribution function :math:`\Phi^{-1}(F)`, whose value of one is replaced by n / (n + 1).

Sources: Park and Gupta (2012), Marketing Science 31, 567-586 (step function); Becker, Proksch and
Ringle (2022), Journal of the Academy of Marketing Science 50, 46-66.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import scipy

__all__ = ["Distribution", "copula_terms"]

Distribution = Literal["ranks", "steps"]


def copula_terms(
    x: np.ndarray, counts: np.ndarray, *, distribution: Distribution = "ranks"
) -> np.ndarray:
    """Return the terms of each person in each resample.

    Parameters
    ----------
    x : ndarray, shape (n,)
        Values of a variable.
    counts : ndarray of int, shape (B, n)
        How often each person stands in each resample; n in sum.
    distribution : {"ranks", "steps"}

    Returns
    -------
    ndarray, shape (B, n)
        Those of people who do not stand in a resample mean nothing.

    Examples
    --------
    >>> copula_terms(np.array([1.0, 5.0, 5.0]), np.ones((1, 3), dtype=int)).round(4).tolist()
    [[-0.6745, 0.3186, 0.3186]]
    """
    n = len(x)
    order = np.argsort(x, kind="stable")
    _, starts, inverse = np.unique(x[order], return_index=True, return_inverse=True)
    own = np.add.reduceat(counts[:, order], starts, axis=1)
    up_to = np.cumsum(own, axis=1)
    # Ranks are halves, so a table of all normal scores is shorter than the ranks themselves.
    if distribution == "ranks":
        table = scipy.special.ndtri(np.arange(2 * n + 1) / 2 / (n + 1))
        values = table[2 * up_to - own + (own > 0)]
    else:
        table = scipy.special.ndtri(np.append(np.arange(n) / n, n / (n + 1)))
        values = table[up_to]
    terms = np.empty(counts.shape)
    terms[:, order] = values[:, inverse]
    return np.where(counts > 0, terms, 0.0)
