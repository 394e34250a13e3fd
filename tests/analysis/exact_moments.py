"""Moments that a model of two constructs fits exactly."""

import numpy as np
from aqyl.analysis.moments import Moments
from aqyl.analysis.structural_model import MeasuredConstruct

from .lavaan_reference import measured


def exact() -> tuple[Moments, tuple[MeasuredConstruct, ...]]:
    """Moments that a model of two constructs fits exactly."""
    first, second = np.array([0.8, 0.7, 0.6]), np.array([0.9, 0.7, 0.5])
    loadings = np.zeros((6, 2))
    loadings[:3, 0], loadings[3:, 1] = first, second
    r = loadings @ np.array([[1.0, 0.5], [0.5, 1.0]]) @ loadings.T
    np.fill_diagonal(r, 1.0)
    names = tuple("abcdef")
    return Moments(200, names, np.zeros(6), r), measured(x=names[:3], y=names[3:])
