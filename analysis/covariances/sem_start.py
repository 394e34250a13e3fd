r"""Where the estimation of a covariance structure model begins.

Each construct's loadings start as those of one factor by the centroid method (Thurstone 1931,
Psychological Review 38, 406-427), constructs' covariances as those of the sums of their items,
weighted by the loadings and cleared of error; paths as regressions on these. All of it is in units
of the constructs' standard deviations and is then turned to the units that identify the model.
"""

from __future__ import annotations

import numpy as np

from .sem_layout import Cell, Layout
from .sem_sample import Sample

__all__ = ["start_values"]

_LARGEST = 0.95  # correlation that a construct may start with
_LEAST = 0.1  # share of a variance that is left unexplained; smallest marker, in standard units


def start_values(layout: Layout, sample: Sample) -> np.ndarray:
    """Find starting values of the free parameters, shape (q,).

    Examples
    --------
    >>> from aqyl.analysis.moments import Moments
    >>> from aqyl.analysis.covariances.sem_specification import layout_of
    >>> from aqyl.analysis.covariances.sem_sample import sample_of
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> r = np.full((3, 3), 0.49) + 0.51 * np.eye(3)
    >>> abc = sample_of(Moments(101, tuple("abc"), np.zeros(3), r), "abc", likelihood="wishart")
    >>> start_values(layout_of([MeasuredConstruct("f", tuple("abc"))]), abc).round(6).tolist()
    [1.0, 1.0, 0.49, 0.51, 0.51, 0.51]
    """
    s = sample.covariance
    loadings = np.zeros((len(s), len(layout.latents)))
    for j, own in enumerate(layout.indicators):
        if own:
            loadings[list(own), j] = _one_factor(s[np.ix_(own, own)])
    phi = _correlations(layout, loadings, s)
    parts = _part_loadings(layout, phi)
    unit = _units(layout, loadings, parts)
    scaled = phi * np.outer(unit, unit)
    filled = {
        "loading": loadings / unit,
        "path": parts * np.divide.outer(unit, unit),
        "latent": scaled,
        "residual": np.diag(_unexplained(s, loadings)),
        "intercept": sample.mean[:, None],
        "mean": np.zeros((len(unit), 1)),
    }
    _regress(layout, filled, scaled)
    start = np.zeros(layout.size)
    for cell in layout.cells:
        if cell.free >= 0:
            start[cell.free] = filled[cell.kind][cell.row, cell.column]
    return start


def _one_factor(s: np.ndarray) -> np.ndarray:
    """Find loadings of some items on one factor of variance one, by centroids."""
    sd = np.sqrt(np.diag(s))
    if len(s) == 1:
        return sd
    r = s / np.outer(sd, sd)
    vector = np.linalg.eigh(r)[1][:, -1]
    sign = np.where(vector < 0, -1.0, 1.0) * (1.0 if vector[0] >= 0 else -1.0)
    own = r * np.outer(sign, sign)
    np.fill_diagonal(own, 0.0)
    communality = np.minimum(np.abs(own).max(axis=1), _LARGEST)
    np.fill_diagonal(own, communality)
    loading = own.sum(axis=1) / np.sqrt(max(own.sum(), 1e-6))
    return sign * np.clip(loading, 0.1, _LARGEST) * sd


def _correlations(layout: Layout, loadings: np.ndarray, s: np.ndarray) -> np.ndarray:
    """Correlations of the latent variables, positive definite."""
    squares = (loadings**2).sum(axis=0)
    measured = squares > 0
    weight = np.divide(loadings, squares, out=np.zeros_like(loadings), where=measured)
    phi = weight.T @ s @ weight
    np.fill_diagonal(phi, 1.0)
    for j, own in enumerate(layout.parts):
        if own:
            part = _one_factor(phi[np.ix_(own, own)])
            mix = np.zeros(len(phi))
            mix[list(own)] = part / (part @ part)
            phi[j], phi[:, j] = phi @ mix, phi @ mix
            phi[j, j] = 1.0
            phi[j, list(own)] = phi[list(own), j] = part
    phi = np.clip(phi, -_LARGEST, _LARGEST)
    np.fill_diagonal(phi, 1.0)
    smallest = np.linalg.eigvalsh(phi)[0]
    if smallest < _LEAST:
        keep = (1 - _LEAST) / (1 - smallest)
        phi = keep * phi + (1 - keep) * np.eye(len(phi))
    return phi


def _part_loadings(layout: Layout, phi: np.ndarray) -> np.ndarray:
    """Take loadings of parts on their wholes, in standard units."""
    found = np.zeros_like(phi)
    for j, own in enumerate(layout.parts):
        found[list(own), j] = phi[list(own), j]
    return found


def _units(layout: Layout, loadings: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Find standard deviations of the latent variables in the units that identify the model."""
    unit = np.ones(len(layout.latents))
    fixed = [cell for cell in layout.cells if cell.free < 0 and cell.value == 1.0]
    for cell in fixed:
        if cell.kind == "loading":
            unit[cell.column] = _away(loadings[cell.row, cell.column])
    for cell in fixed:
        if cell.kind == "path":
            unit[cell.column] = _away(parts[cell.row, cell.column]) * unit[cell.row]
    return unit


def _away(value: float) -> float:
    """Keep a unit away from zero."""
    return float(np.copysign(max(abs(value), _LEAST), value))


def _unexplained(s: np.ndarray, loadings: np.ndarray) -> np.ndarray:
    """Residual variances of the items, a tenth of the variance at least."""
    variance = np.diag(s)
    return np.maximum(variance - (loadings**2).sum(axis=1), _LEAST * variance)


def _regress(layout: Layout, filled: dict[str, np.ndarray], phi: np.ndarray) -> None:
    """Fill in the paths and the residual variances of what they explain."""
    causes: dict[int, list[Cell]] = {}
    for cell in layout.cells:
        if cell.kind == "path":
            causes.setdefault(cell.row, []).append(cell)
    disturbances = phi.copy()
    for outcome, cells in causes.items():
        disturbances[outcome] = disturbances[:, outcome] = 0.0
        columns = [cell.column for cell in cells]
        effect = np.linalg.solve(phi[np.ix_(columns, columns)], phi[columns, outcome])
        filled["path"][outcome, columns] = effect
        left = phi[outcome, outcome] - effect @ phi[columns, outcome]
        disturbances[outcome, outcome] = max(left, _LEAST * phi[outcome, outcome])
    filled["latent"] = disturbances
