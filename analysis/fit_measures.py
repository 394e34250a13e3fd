r"""Fit measures of a covariance structure model, from what it implies and what was observed.

With T the chi-square of the model and d its degrees of freedom, those of the baseline model (no
covariances) with index b, and N the people (one less for a Wishart likelihood) in G groups:

.. math::

    \mathrm{CFI} &= 1 - \frac{\max(T - d, 0)}{\max(T - d, T_b - d_b, 0)}, \qquad
    \mathrm{TLI} = \frac{T_b / d_b - T / d}{T_b / d_b - 1}, \qquad
    \mathrm{NFI} = 1 - T / T_b, \\
    \mathrm{RMSEA} &= \sqrt{G \max(T - d, 0) / (N d)}.

Where T is divided by a scaling factor c, ``scaled`` measures put the scaled T in the same formulas,
and ``robust`` ones estimate what the measures are in the population (Brosseau-Liard and Savalei):
T - cd and T_b - c_b d_b stand for T - d and T_b - d_b of the unscaled T.

Sources: Bentler (1990), Psychological Bulletin 107, 238-246; Tucker and Lewis (1973), Psychometrika
38, 1-10; Steiger (1990), Multivariate Behavioral Research 25, 173-180; Browne and Cudeck (1992),
Sociological Methods & Research 21, 230-258; Brosseau-Liard, Savalei and Li (2012), Multivariate
Behavioral Research 47, 904-930; Brosseau-Liard and Savalei (2014), the same 49, 460-470.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import scipy

from ..survey.errors import SpecificationError
from .covariances.fit_residuals import Residuals

__all__ = ["FitIndices", "FitMeasures", "FitTest", "fit_indices", "scaled_indices"]

_CLOSE = 0.05  # RMSEA of a close fit (Browne and Cudeck)
_ALL = 1e-15  # a probability below is none


@dataclass(frozen=True, slots=True)
class FitTest:
    """Chi-square of a model and of its baseline.

    Attributes
    ----------
    chi_square, df, baseline_chi_square, baseline_df
        As they enter the formulas.
    n : float
        Weight of the sample: people, one less a group for a Wishart likelihood.
    groups : int
    p : float
        Upper tail of the chi-square; NaN without degrees of freedom.
    """

    chi_square: float
    df: int
    baseline_chi_square: float
    baseline_df: int
    n: float
    groups: int = 1
    p: float = field(init=False)

    def __post_init__(self) -> None:
        p = scipy.special.chdtrc(self.df, self.chi_square) if self.df else float("nan")
        object.__setattr__(self, "p", float(p))


@dataclass(frozen=True, slots=True)
class FitIndices:
    """Measures that follow from a chi-square.

    Attributes
    ----------
    cfi, tli, nfi : float
        NaN where the baseline fits as well as its degrees of freedom ask; NFI is NaN for robust
        measures, TLI is 1 without degrees of freedom.
    rmsea, rmsea_lower, rmsea_upper : float
        With its 90 % interval; zero without degrees of freedom.
    p_close : float
        Of the hypothesis that RMSEA is at most .05; NaN without degrees of freedom.
    """

    cfi: float
    tli: float
    nfi: float
    rmsea: float
    rmsea_lower: float
    rmsea_upper: float
    p_close: float


@dataclass(frozen=True, slots=True)
class FitMeasures:
    """Everything that reviewers ask of the fit of a model.

    Attributes
    ----------
    n : int
    parameters : int
        Free ones; means only where they are modelled.
    test : FitTest
    indices : FitIndices
    residuals : Residuals
    log_likelihood, aic, bic : float
        Normal, constants included; NaN for DWLS, which has none.
    scaling : str
        Name of the correction of the chi-square; empty if there is none.
    factor, baseline_factor : float
        By which the chi-squares are divided; NaN if they are not.
    shift, baseline_shift : float
        Added after the division; zero but for ``"scaled_shifted"``.
    scaled_test : FitTest or None
    scaled, robust : FitIndices or None
        See the module. Robust ones are of complete continuous answers.
    """

    n: int
    parameters: int
    test: FitTest
    indices: FitIndices
    residuals: Residuals
    log_likelihood: float
    aic: float
    bic: float
    scaling: str = ""
    factor: float = float("nan")
    baseline_factor: float = float("nan")
    shift: float = 0.0
    baseline_shift: float = 0.0
    scaled_test: FitTest | None = None
    scaled: FitIndices | None = None
    robust: FitIndices | None = None


def fit_indices(
    test: FitTest, *, factor: float = float("nan"), baseline_factor: float = float("nan")
) -> FitIndices:
    """CFI, TLI, NFI and RMSEA of a chi-square; the robust ones if factors are given.

    Parameters
    ----------
    test : FitTest
        Unscaled, if factors are given.
    factor, baseline_factor : float
        Scaling factors of the model and of the baseline.

    Raises
    ------
    SpecificationError
        If only one factor is given, or one is not positive.

    Examples
    --------
    >>> found = fit_indices(FitTest(85.305522, 24, 918.85164, 36, 301))
    >>> round(found.cfi, 4), round(found.tli, 4), round(found.rmsea, 4), round(found.rmsea_upper, 4)
    (0.9306, 0.8958, 0.0921, 0.1137)
    """
    robust = not (np.isnan(factor) and np.isnan(baseline_factor))
    if robust and not (factor > 0 and baseline_factor > 0):
        raise SpecificationError(
            f"`factor` and `baseline_factor` must both be positive, got {factor:g} and "
            f"{baseline_factor:g}"
        )
    c, c_b = (factor, baseline_factor) if robust else (1.0, 1.0)
    t, d, t_b, d_b = test.chi_square, test.df, test.baseline_chi_square, test.baseline_df
    over, over_b = t - c * d, t_b - c_b * d_b
    largest = max(over, over_b, 0.0)
    cfi = 1 - max(over, 0.0) / largest if largest > 0 else float("nan")
    tli = 1 - (over * d_b) / (over_b * d) if d and over_b else (1.0 if not d else float("nan"))
    nfi = 1 - t / t_b if t_b and not robust else float("nan")
    return FitIndices(cfi, tli, nfi, *_rmsea(t / c, d, test.groups * c / test.n))


def scaled_indices(test: FitTest, *, factor: float, baseline_factor: float) -> FitIndices:
    """CFI, TLI, NFI and RMSEA of chi-squares that are divided by a factor.

    Parameters
    ----------
    test : FitTest
        Unscaled.
    factor, baseline_factor : float

    Notes
    -----
    The interval of RMSEA takes T for noncentral with cd degrees of freedom, as lavaan does.

    Examples
    --------
    >>> found = scaled_indices(
    ...     FitTest(25.4217, 19, 525.3718, 28, 240), factor=1.06209, baseline_factor=1.02057
    ... )
    >>> round(found.cfi, 4), round(found.rmsea, 4), round(found.rmsea_upper, 4)
    (0.9899, 0.0329, 0.0679)
    """
    scaled = FitTest(
        test.chi_square / factor,
        test.df,
        test.baseline_chi_square / baseline_factor,
        test.baseline_df,
        test.n,
        test.groups,
    )
    plain = fit_indices(scaled)
    own = _rmsea(test.chi_square, factor * test.df, test.groups / test.n)
    return FitIndices(plain.cfi, plain.tli, plain.nfi, *own)


def _rmsea(t: float, d: float, unit: float) -> tuple[float, float, float, float]:
    """RMSEA, the ends of its 90 % interval, and the p of a close fit."""
    if not d:
        return 0.0, 0.0, 0.0, float("nan")
    unit = unit / d
    point = np.sqrt(max(t - d, 0.0) * unit)
    lower, upper = (np.sqrt(_noncentrality(t, d, share) * unit) for share in (0.95, 0.05))
    # A noncentral chi-square is larger than a central one, whose tail is easier to have.
    p_close = (
        1.0
        if scipy.stats.chi2.cdf(t, d) < _ALL
        else float(scipy.stats.ncx2.sf(t, d, _CLOSE**2 / unit))
    )
    return float(point), float(lower), float(upper), p_close


def _noncentrality(t: float, d: float, share: float) -> float:
    """Noncentrality at which a share of the distribution is below t; zero if there is none."""
    if scipy.stats.chi2.cdf(t, d) <= share:
        return 0.0
    top = max(2.0 * t, 50.0)
    while scipy.stats.ncx2.cdf(t, d, top) > share:
        top *= 2
    found = scipy.optimize.root_scalar(
        lambda x: scipy.stats.ncx2.cdf(t, d, x) - share,
        bracket=(0.0, top),
        method="brentq",
        xtol=1e-12,
    )
    return float(found.root)
