r"""Principal components of a correlation matrix, rotated by varimax as SPSS does.

A component's loadings are :math:`v_j \sqrt{\lambda_j}`. Varimax turns them so that the variance of
the squared loadings within each component is largest (Kaiser 1958). This is `extract` with the
choices of most survey studies; factors, oblique rotations and their options are there.
"""

from __future__ import annotations

from .factors import Extraction as Components
from .factors import extract
from .moments import Moments
from .rotation import Rotation, varimax

__all__ = ["Components", "Rotation", "principal_components", "varimax"]


def principal_components(
    moments: Moments, *, count: int | None = None, rotate: bool = True
) -> Components:
    """Extract principal components and rotate them by varimax with Kaiser normalisation.

    Parameters
    ----------
    moments : Moments
    count : int, optional
        Components to retain; those with an eigenvalue above 1 (Kaiser's rule) if not given.
    rotate : bool

    Raises
    ------
    SpecificationError
        If `count` is not between 1 and the number of variables.
    MethodError
        If a variable does not vary, or no eigenvalue is above 1.

    Examples
    --------
    >>> import numpy as np
    >>> r = np.array([[1.0, 0.8, 0.1], [0.8, 1.0, 0.1], [0.1, 0.1, 1.0]])
    >>> found = principal_components(Moments(100, ("a", "b", "c"), np.zeros(3), r), count=2)
    >>> found.loadings.round(3).tolist()
    [[0.947, 0.05], [0.947, 0.05], [0.053, 0.999]]
    """
    return extract(moments, count=count, rotation="varimax" if rotate else "none")
