r"""Covariance structure models of ordinal answers by diagonally weighted least squares (DWLS).

With r the polychoric correlations, :math:`\Gamma / n` their covariance and W the inverse of its
diagonal, :math:`F = \tfrac{n}{2} (r - \rho)' W (r - \rho)` is least; thresholds are those of the
items. With :math:`\Delta` the derivatives of :math:`\rho`, the estimates have the
covariance :math:`H \Delta' W \Gamma W \Delta H / (n - 1)`, :math:`H = (\Delta' W \Delta)^{-1}`. The
statistic is :math:`T = 2F (n - 1) / n`, as in lavaan, and is brought to the mean and variance of a
chi-square of d degrees by :math:`U = W - W \Delta H \Delta' W`:

.. math:: T_s = a T + d - a \operatorname{tr} U\Gamma, \qquad
          a = \sqrt{d / \operatorname{tr} (U\Gamma)^2}.

RMSEA divides by n - 1, as there; GFI is of the weighted correlations: :math:`1 - T / T_b`.

Sources: Muthen, du Toit and Spisic (1997), unpublished; Asparouhov and Muthen (2010), Simple second
order chi-square correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from ..fit_measures import FitMeasures, FitTest, fit_indices
from ..polychoric import polychoric
from .fit_residuals import residuals
from .polychoric_covariance import polychoric_covariance
from .sem_estimates import estimates
from .sem_gates import refuse_improper
from .sem_layout import Layout
from .sem_matrices import Matrices, matrices, slopes
from .sem_result import SemFit
from .sem_sample import Pattern, Sample, rows_of
from .sem_scoring import Optimum, descend
from .sem_specification import Identification
from .sem_start import start_values

__all__ = ["fit_ordinal"]


@dataclass(frozen=True, slots=True, eq=False)
class _Scaled:
    """A chi-square scaled and shifted, and the numbers by which it was."""

    chi_square: float
    factor: float
    shift: float


def fit_ordinal(
    data: np.ndarray, layout: Layout, names: Sequence[str], *, identification: Identification
) -> SemFit:
    """Fit a model to polychoric correlations of complete rows.

    Raises
    ------
    SpecificationError
        If a construct of one item is explained by others: its variance is a convention here.
    MethodError
        As `fit_sem`, `polychoric` and `polychoric_covariance`.
    """
    rows = rows_of(data, layout.items, names)
    rows = rows[~np.isnan(rows).any(axis=1)]
    layout = _ordinal(layout)
    pairs = len(layout.items) * (len(layout.items) - 1) // 2
    df = pairs - layout.size
    if df < 0:
        raise MethodError(
            f"The model has {layout.size} parameters for {pairs} correlations, so {df} degrees of "
            "freedom",
            next_step="Give its constructs more items, or free fewer parameters.",
        )
    found = polychoric(rows, layout.items)
    gamma = len(rows) * polychoric_covariance(rows, found)
    whole = Pattern(float(len(rows)), np.arange(len(layout.items)), np.zeros(0), found.correlation)
    zero = np.zeros(len(layout.items))
    sample = Sample(len(rows), layout.items, (whole,), zero, found.correlation, rows)
    return _fitted(layout, sample, gamma, df, len(data) - len(rows), identification)


def _fitted(
    layout: Layout,
    sample: Sample,
    gamma: np.ndarray,
    df: int,
    left_out: int,
    identification: Identification,
) -> SemFit:
    """Minimise the discrepancy, and put the result together."""
    n, weight = sample.n, 1 / np.diag(gamma)
    pair = np.triu_indices(len(layout.items), 1)
    observed = sample.covariance[pair]

    best = _least_squares(layout, sample, weight)
    at = matrices(layout, best.theta)
    _refuse_negative(layout, at)
    refuse_improper(layout, at)
    slope = _pair_slopes(layout, at, pair)
    bread = np.linalg.inv((slope.T * weight) @ slope)
    meat = slope.T * weight
    covariance = bread @ meat @ gamma @ meat.T @ bread / (n - 1)
    projected = gamma * weight[:, None] - meat.T @ bread @ (meat @ gamma)
    chi_square = 2 * best.objective * (n - 1) / n if df else 0.0
    baseline = float((n - 1) * (weight * observed**2).sum())
    test = FitTest(chi_square, df, baseline, len(observed), float(n - 1))
    return SemFit(
        estimator="DWLS",
        likelihood="normal",
        identification=identification,
        n=n,
        left_out=left_out,
        layout=layout,
        sample=sample,
        theta=best.theta,
        covariance=covariance,
        implied=at,
        estimates=estimates(layout, best.theta, covariance),
        fit=_measures(layout, sample, at, test, projected, gamma * weight[:, None]),
        steps=best.steps,
    )


def _least_squares(layout: Layout, sample: Sample, weight: np.ndarray) -> Optimum:
    """Minimise the weighted squares of what the model leaves of the correlations."""
    n, pair = sample.n, np.triu_indices(len(layout.items), 1)
    observed = sample.covariance[pair]

    def off(theta: np.ndarray) -> np.ndarray:
        return observed - matrices(layout, theta).covariance[pair]

    def inside(theta: np.ndarray) -> np.ndarray:
        slope = _pair_slopes(layout, matrices(layout, theta), pair)
        return n * (slope.T * weight) @ slope

    return descend(
        start_values(layout, sample),
        value=lambda theta: float(n / 2 * (weight * off(theta) ** 2).sum()),
        slope=lambda theta: (
            -n * _pair_slopes(layout, matrices(layout, theta), pair).T @ (weight * off(theta))
        ),
        expected=inside,
        observed=None,
        layouts=[layout],
    )


def _ordinal(layout: Layout) -> Layout:
    """Let residual variances follow from the constructs; a construct of one item is standard."""
    single = {j for j, own in enumerate(layout.indicators) if len(own) == 1}
    for cell in layout.cells:
        if cell.kind == "path" and cell.row in single:
            raise SpecificationError(
                f"DWLS cannot explain `{layout.latents[cell.row]}`, which has one ordinal item",
                next_step="Use estimator `ML` or `MLR`, or give the construct more items.",
            )
    cells, size = [], 0
    for cell in layout.cells:
        if cell.row == cell.column and cell.kind == "residual":
            cells.append(replace(cell, free=-1, value=0.0))
        elif cell.row == cell.column and cell.kind == "latent" and cell.row in single:
            cells.append(replace(cell, free=-1, value=1.0))
        elif cell.free >= 0:
            cells.append(replace(cell, free=size))
            size += 1
        else:
            cells.append(cell)
    return replace(layout, cells=tuple(cells), size=size, ordinal=True)


def _pair_slopes(layout: Layout, at: Matrices, pair: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Differentiate the implied correlations, shape (pairs, q)."""
    own = slopes(layout, at)
    u, v = (x[layout.free >= 0] for x in (own.u, own.v))
    i, j = pair
    return (u[:, i] * v[:, j] + u[:, j] * v[:, i]).T


def _refuse_negative(layout: Layout, at: Matrices) -> None:
    """Name an item of which the constructs explain more than there is."""
    left = np.diag(at.residuals)
    worst = int(np.argmin(left))
    if left[worst] < -1e-8:
        raise MethodError(
            "The solution is a Heywood case: the residual variance of "
            f"`{layout.items[worst]}` is negative, {left[worst]:.4g}",
            next_step="Its construct has too few items, or the item measures another: leave it "
            "out, or give the construct more items.",
        )


def _measures(
    layout: Layout,
    sample: Sample,
    at: Matrices,
    test: FitTest,
    product: np.ndarray,
    baseline_product: np.ndarray,
) -> FitMeasures:
    """Fit measures, unscaled, and of the scaled and shifted chi-squares."""
    nan = float("nan")
    gfi = 1 - test.chi_square / test.baseline_chi_square
    agfi = 1 - (1 - gfi) * test.baseline_df / test.df if test.df else nan
    plain = residuals([layout], [sample], [at], test.df)
    measures = FitMeasures(
        n=sample.n,
        parameters=layout.size,
        test=test,
        indices=fit_indices(test),
        residuals=replace(plain, gfi=gfi, agfi=agfi),
        log_likelihood=nan,
        aic=nan,
        bic=nan,
        scaling="scaled_shifted",
    )
    if not test.df:
        return measures
    own = _shifted(test.chi_square, test.df, product)
    base = _shifted(test.baseline_chi_square, test.baseline_df, baseline_product)
    scaled = FitTest(own.chi_square, test.df, base.chi_square, test.baseline_df, test.n)
    return replace(
        measures,
        factor=own.factor,
        baseline_factor=base.factor,
        shift=own.shift,
        baseline_shift=base.shift,
        scaled_test=scaled,
        scaled=fit_indices(scaled),
    )


def _shifted(chi_square: float, df: int, product: np.ndarray) -> _Scaled:
    """Bring a statistic to the mean and variance of a chi-square."""
    a = float(np.sqrt(df / (product * product.T).sum()))
    shift = df - a * float(np.trace(product))
    return _Scaled(a * chi_square + shift, 1 / a, shift)
