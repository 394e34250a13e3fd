r"""Whether a regression may be trusted: outlying rows, unequal variance, residuals not normal.

With e the residual of a row, h its leverage, s the standard error of the estimate and p = m + 1
coefficients,

.. math:: r = \frac{e}{s \sqrt{1 - h}}, \qquad
          t = r \sqrt{\frac{n - p - 1}{n - p - r^2}}, \qquad
          D = \frac{r^2}{p} \cdot \frac{h}{1 - h}.

SPSS calls them SRESID, SDRESID and Cook's distance; e / s is its ZRESID. Sources: Cook (1977),
Technometrics 19, 15-18; Koenker (1981), Journal of Econometrics 17, 107-112; Jarque and Bera
(1987), International Statistical Review 55, 163-172.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import MethodError
from .regression import durbin_watson
from .regression_result import Regression
from .regression_rows import RowFit, fit_rows, refuse_decisive_rows, robust_errors

__all__ = [
    "SHAPIRO_MOST",
    "Diagnostics",
    "Influence",
    "ResidualTest",
    "breusch_pagan",
    "diagnose",
    "influence",
    "jarque_bera",
]

SHAPIRO_MOST = 5000  # Royston's p of Shapiro and Wilk's W is fitted up to here
_EXACT = 1e-24  # share of the outcome's squares below which residuals are rounding


@dataclass(frozen=True, slots=True)
class ResidualTest:
    """A test on residuals: statistic, degrees of freedom (0 where it has none), p."""

    statistic: float
    df: int
    p: float


@dataclass(frozen=True, slots=True, eq=False)
class Influence:
    """What each row does to the fit.

    Attributes
    ----------
    leverage : ndarray, shape (n,)
        Diagonal of the hat matrix; SPSS prints it less 1/n.
    standardised, studentised, deleted : ndarray, shape (n,)
        Residuals by s, by their own standard error, and by that of a fit without the row; the
        last is infinite where such a fit would be exact.
    cook : ndarray, shape (n,)
        Cook's distance.
    cook_limit : float
        4 / n.
    cook_above : int
        Rows above the limit.
    cook_largest : float
    cook_largest_at : int
        Place of that row among the n.
    """

    leverage: np.ndarray
    standardised: np.ndarray
    studentised: np.ndarray
    deleted: np.ndarray
    cook: np.ndarray
    cook_limit: float
    cook_above: int
    cook_largest: float
    cook_largest_at: int


@dataclass(frozen=True, slots=True, eq=False)
class Diagnostics:
    """A regression from rows with all that speaks for or against it.

    Attributes
    ----------
    regression, robust : Regression
        With classical and with HC3 standard errors.
    rows : ndarray of int, shape (n,)
        Places of the complete rows in the data; everything by row is in this order.
    fitted, residuals : ndarray, shape (n,)
    influence : Influence
    breusch_pagan, jarque_bera : ResidualTest
    shapiro : ResidualTest or None
        None above `SHAPIRO_MOST` rows, for which its p is not defined.
    durbin_watson : float
    """

    regression: Regression
    robust: Regression
    rows: np.ndarray
    fitted: np.ndarray
    residuals: np.ndarray
    influence: Influence
    breusch_pagan: ResidualTest
    jarque_bera: ResidualTest
    shapiro: ResidualTest | None
    durbin_watson: float


def diagnose(
    values: np.ndarray,
    names: Sequence[str],
    outcome: str,
    predictors: Sequence[str],
    *,
    level: float = 0.95,
) -> Diagnostics:
    """Fit a regression to rows of data and compose its diagnostics.

    Parameters
    ----------
    values, names, outcome, predictors, level
        As for `aqyl.analysis.regression_rows.fit_rows`.

    Raises
    ------
    SpecificationError
        As `fit_rows`.
    MethodError
        As `fit_rows` and `influence`.

    Examples
    --------
    >>> data = np.array([[0.0, 1.0], [1.0, 2.0], [2.0, 6.0], [3.0, 5.0]])
    >>> found = diagnose(data, ("x", "y"), "y", ["x"])
    >>> found.influence.leverage.round(6).tolist(), round(found.influence.cook_largest, 6)
    ([0.7, 0.3, 0.3, 0.7], 1.5)
    """
    fit = fit_rows(values, names, outcome, predictors, level=level)
    rows = influence(fit)
    shapiro = None
    if len(fit.rows) <= SHAPIRO_MOST:
        w, p = scipy.stats.shapiro(rows.standardised)
        shapiro = ResidualTest(float(w), 0, float(p))
    return Diagnostics(
        regression=fit.regression,
        robust=robust_errors(fit),
        rows=fit.rows,
        fitted=fit.fitted,
        residuals=fit.residuals,
        influence=rows,
        breusch_pagan=breusch_pagan(fit),
        jarque_bera=jarque_bera(fit.residuals),
        shapiro=shapiro,
        durbin_watson=durbin_watson(fit.residuals),
    )


def influence(fit: RowFit) -> Influence:
    """Find what each row does to the fit.

    Raises
    ------
    MethodError
        If the fit is exact, fewer than two residual degrees of freedom are left, or one row alone
        decides about a coefficient.
    """
    regression = fit.regression
    n, coefficients, df = regression.n, regression.df_model + 1, regression.df_residual
    if regression.residual_ss <= _EXACT * regression.total_ss:
        raise MethodError(
            f"`{regression.outcome}` is fitted exactly: there are no residuals to judge"
        )
    if df < 2:
        raise MethodError(f"Residuals without a row need two degrees of freedom, got {df}")
    refuse_decisive_rows(fit)
    free = 1 - fit.leverage
    standardised = fit.residuals / regression.standard_error
    studentised = standardised / np.sqrt(free)
    with np.errstate(divide="ignore"):
        deleted = studentised * np.sqrt((df - 1) / np.maximum(df - studentised**2, 0.0))
    cook = studentised**2 / coefficients * fit.leverage / free
    largest = int(np.argmax(cook))
    return Influence(
        leverage=fit.leverage,
        standardised=standardised,
        studentised=studentised,
        deleted=deleted,
        cook=cook,
        cook_limit=4 / n,
        cook_above=int((cook > 4 / n).sum()),
        cook_largest=float(cook[largest]),
        cook_largest_at=largest,
    )


def breusch_pagan(fit: RowFit) -> ResidualTest:
    """Breusch and Pagan's test of unequal variance, studentised by Koenker.

    The squared residuals are regressed on the predictors; n times the R squared is a chi-square
    with m degrees of freedom. Where all residuals have one size, it is 0.
    """
    squares = fit.residuals**2
    centred = squares - squares.mean()
    spread = float(centred @ centred)
    explained = float(((fit.basis.T @ centred) ** 2).sum())
    same = spread <= _EXACT * float(squares @ squares)
    statistic = 0.0 if same else len(squares) * explained / spread
    df = fit.basis.shape[1]
    return ResidualTest(statistic, df, float(scipy.stats.chi2.sf(statistic, df)))


def jarque_bera(residuals: np.ndarray) -> ResidualTest:
    r"""Jarque and Bera's test of normality, :math:`n (S^2 / 6 + (K - 3)^2 / 24)`.

    Raises
    ------
    MethodError
        If the residuals do not vary.

    Examples
    --------
    >>> round(jarque_bera(np.array([-1.0, 0.0, 0.0, 1.0])).statistic, 6)
    0.166667
    """
    centred = residuals - residuals.mean()
    variance = (centred**2).mean()
    if variance == 0:
        raise MethodError("The residuals do not vary, so nothing is to be said of their shape")
    skewness = (centred**3).mean() / variance**1.5
    kurtosis = (centred**4).mean() / variance**2
    statistic = float(len(residuals) * (skewness**2 / 6 + (kurtosis - 3) ** 2 / 24))
    return ResidualTest(statistic, 2, float(scipy.stats.chi2.sf(statistic, 2)))
