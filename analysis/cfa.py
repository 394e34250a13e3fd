"""Confirmatory factor analysis and structural equation models on covariances.

`cfa` lets all constructs correlate, `fit_sem` estimates the paths between them. Estimators, named
as in lavaan, whose conventions hold throughout:

- ``"ML"``: maximum likelihood; complete rows, or moments; expected information.
- ``"MLM"``: ML with Satorra and Bentler's chi-square and robust standard errors.
- ``"MLR"``: ML with Yuan and Bentler's chi-square (Mplus's form) and Huber and White's errors.
- ``"FIML"``: maximum likelihood from all rows with an answer; observed information.
- ``"DWLS"``: diagonally weighted least squares from polychoric correlations, with robust standard
  errors and the scaled and shifted chi-square (WLSMV).

No result is formed where there is none: see the errors of `fit_sem`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import numpy as np

from ..survey.errors import SpecificationError
from .covariances.sem_layout import Layout, with_means
from .covariances.sem_likelihood_fit import fit_likelihood
from .covariances.sem_missing import incomplete_sample
from .covariances.sem_ordinal import fit_ordinal
from .covariances.sem_result import Estimator, SemFit
from .covariances.sem_sample import Likelihood, sample_of
from .covariances.sem_specification import Identification, check_constructs, layout_of
from .moments import Moments
from .structural_model import HigherOrder, MeasuredConstruct, StructuralModel

__all__ = ["cfa", "fit_sem"]


def fit_sem(
    data: Moments | np.ndarray,
    model: StructuralModel,
    *,
    names: Sequence[str] = (),
    estimator: Estimator = "ML",
    likelihood: Likelihood = "normal",
    identification: Identification = "marker",
    covariances: Sequence[tuple[str, str]] = (),
    outcomes_correlate: bool = True,
) -> SemFit:
    """Estimate a model of constructs and paths.

    Parameters
    ----------
    data : Moments or ndarray of shape (n, k)
        Moments serve ``"ML"`` only; NaN where an answer is missing.
    model : StructuralModel
        Constructs of mode A and reflective ones become latent variables; parts load on their
        higher order.
    names : sequence of str, length k
        Of the columns of an array.
    estimator : Estimator
    likelihood : Likelihood
        ``"normal"`` divides covariances by n, ``"wishart"`` by n - 1 and multiplies the discrepancy
        by n - 1 (AMOS, EQS and LISREL did so); for ``"ML"`` only.
    identification : Identification
        ``"marker"`` fixes each construct's first loading to 1, ``"variance"`` its variance
        (residual variance if it is explained).
    covariances : sequence of (name, name)
        Further free covariances of the residuals of items, or of constructs.
    outcomes_correlate : bool
        Whether the residuals of outcomes that explain nothing correlate, as in lavaan's `sem`.

    Raises
    ------
    SpecificationError
        If an option does not exist or does not suit the data or another, the model has interactions
        or constructs of mode B, or names do not fit.
    MethodError
        If there are no more people than items, the covariance matrix is singular, the model has
        more parameters than moments, is not identified or does not converge, or the solution is a
        Heywood case or has constructs that determine each other. The sentence names the item or
        construct.

    Examples
    --------
    >>> loading = np.array([0.8, 0.7, 0.6, 0.0, 0.0, 0.0]), np.array([0, 0, 0, 0.9, 0.7, 0.5])
    >>> r = sum(np.outer(a, a) for a in loading) + 0.5 * (
    ...     np.outer(*loading) + np.outer(*loading[::-1])
    ... )
    >>> np.fill_diagonal(r, 1.0)
    >>> names = ("E1", "E2", "E3", "U1", "U2", "U3")
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("ease", names[:3]), MeasuredConstruct("use", names[3:])),
    ...     (("ease", "use"),),
    ... )
    >>> found = fit_sem(Moments(200, names, np.zeros(6), r), model)
    >>> path = found.estimates.row("use", "ease")
    >>> round(found.estimates.standardised[path], 6), found.fit.test.df
    (np.float64(0.5), 8)
    """
    if model.interactions:
        raise SpecificationError(
            f"The interaction `{model.interactions[0].id}` has no place in a covariance structure "
            "model",
            next_step="Estimate the model by PLS, which forms it from scores.",
        )
    layout = layout_of(
        model.constructs,
        model.paths,
        higher_order=model.higher_order,
        covariances=covariances,
        identification=_checked(identification, Identification, "identification"),
        outcomes_correlate=outcomes_correlate,
    )
    return _fit(data, layout, names, estimator, likelihood, identification)


def cfa(
    data: Moments | np.ndarray,
    model: StructuralModel | Sequence[MeasuredConstruct],
    *,
    higher_order: Sequence[HigherOrder] = (),
    names: Sequence[str] = (),
    estimator: Estimator = "ML",
    likelihood: Likelihood = "normal",
    identification: Identification = "marker",
    covariances: Sequence[tuple[str, str]] = (),
) -> SemFit:
    """Estimate a measurement model: all constructs correlate.

    Parameters
    ----------
    model : StructuralModel or sequence of MeasuredConstruct
        Of a structural model the constructs and higher orders count, not the paths.
    higher_order : sequence of HigherOrder
        With a sequence of constructs; parts correlate through their wholes alone.
    data, names, estimator, likelihood, identification, covariances
        As of `fit_sem`.

    Raises
    ------
    SpecificationError, MethodError
        As `fit_sem`.

    Examples
    --------
    >>> r = np.outer([0.8, 0.7, 0.6, 0.5], [0.8, 0.7, 0.6, 0.5])
    >>> np.fill_diagonal(r, 1.0)
    >>> found = cfa(
    ...     Moments(100, tuple("abcd"), np.zeros(4), r), [MeasuredConstruct("f", tuple("abcd"))]
    ... )
    >>> found.estimates.standardised[:4].round(6).tolist(), round(found.fit.test.chi_square, 6)
    ([0.8, 0.7, 0.6, 0.5], 0.0)
    """
    if isinstance(model, StructuralModel):
        constructs, wholes = model.constructs, model.higher_order
    else:
        constructs, wholes = tuple(model), tuple(higher_order)
        check_constructs(constructs, wholes)
    layout = layout_of(
        constructs,
        higher_order=wholes,
        covariances=covariances,
        identification=_checked(identification, Identification, "identification"),
    )
    return _fit(data, layout, names, estimator, likelihood, identification)


def _fit(
    data: Moments | np.ndarray,
    layout: Layout,
    names: Sequence[str],
    estimator: Estimator,
    likelihood: Likelihood,
    identification: Identification,
) -> SemFit:
    """Estimate a model that is laid out."""
    _checked(estimator, Estimator, "estimator")
    _checked(likelihood, Likelihood, "likelihood")
    if likelihood == "wishart" and estimator != "ML":
        raise SpecificationError(f"A Wishart likelihood suits estimator `ML`, got `{estimator}`")
    if isinstance(data, Moments):
        if estimator != "ML":
            raise SpecificationError(
                f"Estimator `{estimator}` needs the answers themselves, got moments",
                next_step="Use estimator `ML`.",
            )
        people = data.n
    else:
        people = len(data)
    if estimator == "DWLS":
        return fit_ordinal(np.asarray(data), layout, names, identification=identification)
    if estimator == "FIML":
        layout = with_means(layout)
        sample = incomplete_sample(np.asarray(data), layout.items, names)
    else:
        sample = sample_of(data, layout.items, names, likelihood=likelihood)
    return fit_likelihood(
        layout,
        sample,
        people=people,
        estimator=estimator,
        likelihood=likelihood,
        identification=identification,
    )


def _checked(value: Any, options: Any, what: str) -> Any:
    """Return an option, or say which there are."""
    if value not in get_args(options):
        known = ", ".join(f"`{option}`" for option in get_args(options))
        raise SpecificationError(f"`{what}` must be one of {known}, got `{value}`")
    return value
