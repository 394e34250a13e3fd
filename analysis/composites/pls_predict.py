r"""Predictions of a PLS path model for people whom it has not seen (PLSpredict).

Each item of the explained constructs is predicted in k-fold cross-validation, repeated: by PLS, by
a linear model of the items of the antecedents (LM), and by the mean of the training rows (the
indicator average, IA). Errors of all people and repeats are pooled:

.. math:: RMSE = \sqrt{\overline{e^2}}, \qquad MAE = \overline{|e|}, \qquad
          Q^2_{predict} = 1 - \frac{\sum e_{PLS}^2}{\sum e_{IA}^2}.

Reflective constructs are predicted as composites of mode A: a person's score on a common factor is
not known. Sources: Shmueli, Ray, Velasquez Estrada and Chatla (2016), Journal of Business Research
69, 4552-4564; Shmueli et al. (2019), European Journal of Marketing 53, 2322-2347.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from ..pls import checked_settings
from ..structural_model import Mode, StructuralModel
from .chosen_rows import item_columns, standardised
from .failures import Failure, counted
from .folds import Folds
from .pls_folds import Antecedents, held_out, outcome_items
from .pls_plan import plan_of
from .pls_weights import Scheme
from .prediction_errors import ErrorSums, Predictors

__all__ = ["PlsPrediction", "pls_predict"]


@dataclass(frozen=True, slots=True, eq=False)
class PlsPrediction:
    """Errors of the predictions of q items of the explained constructs.

    Attributes
    ----------
    model : StructuralModel
    scheme : {"path", "factor", "centroid"}
    items : tuple of str, length q
    owners : tuple of str, length q
        Construct of each item.
    people : ndarray of int, shape (n,)
        Row numbers of the people predicted at least once.
    left_out : int
        People with a missing answer.
    unpredicted : int
        People who were held out in failed folds alone.
    folds, repeats : int
    seed : int or None
        None if the folds were given.
    antecedents, linear_antecedents : {"direct", "earliest"}
        Whose scores predict in PLS, and whose items in the linear model.
    failed : tuple of Failure
        Folds in which a model could not be estimated; their people count in no error.
    rmse, mae : Predictors
        In units of the answers, shape (q,).
    q2_predict : ndarray, shape (q,)
    squared : Predictors
        Squared errors of each person, mean over the repeats, shape (n, q).
    """

    model: StructuralModel
    scheme: Scheme
    items: tuple[str, ...]
    owners: tuple[str, ...]
    people: np.ndarray
    left_out: int
    unpredicted: int
    folds: int
    repeats: int
    seed: int | None
    antecedents: Antecedents
    linear_antecedents: Antecedents
    failed: tuple[Failure, ...]
    rmse: Predictors
    mae: Predictors
    q2_predict: np.ndarray
    squared: Predictors

    @property
    def n(self) -> int:
        """People predicted at least once."""
        return len(self.people)


def pls_predict(
    values: np.ndarray,
    names: Sequence[str],
    model: StructuralModel,
    folds: Folds,
    *,
    antecedents: Antecedents = "direct",
    linear_antecedents: Antecedents = "direct",
    scheme: Scheme = "path",
    tolerance: float = 1e-7,
    limit: int = 300,
) -> PlsPrediction:
    """Predict the items of the explained constructs for people whom the model has not seen.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        Rows with a missing answer to an item of the model are left out.
    names : sequence of str, length k
    model : StructuralModel
    folds : Folds
        Of all n people; see `aqyl.analysis.composites.folds.assign_folds`. Ten folds and ten
        repeats are usual.
    antecedents : {"direct", "earliest"}
        Whether PLS predicts from the scores of the direct antecedents, or from those that nothing
        explains, over all constructs between.
    linear_antecedents : {"direct", "earliest"}
        Whose items the linear model has.
    scheme, tolerance, limit
        As in `pls`.

    Raises
    ------
    SpecificationError
        If shapes do not fit, an option is out of range, a higher-order construct is explained, or
        an interaction explains one of its own factors.
    MethodError
        If the smallest training sample has not more people than items, an item does not vary, or
        no fold could be predicted.

    Examples
    --------
    >>> from aqyl.analysis.composites.folds import assign_folds
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> rng = np.random.default_rng(1)
    >>> x = rng.standard_normal((200, 1)) + rng.standard_normal((200, 4))
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("trust", ("T1", "T2")), MeasuredConstruct("use", ("U1", "U2"))),
    ...     (("trust", "use"),),
    ... )
    >>> found = pls_predict(x, ("T1", "T2", "U1", "U2"), model, assign_folds(200, seed=1))
    >>> found.items, found.q2_predict.round(3).tolist()
    (('U1', 'U2'), [0.265, 0.334])
    """
    model = _scored(model)
    _check_antecedents(antecedents, linear_antecedents)
    settings, plan = checked_settings(scheme, tolerance, limit, "observed"), plan_of(model)
    x = item_columns(values, tuple(names), model.items)
    full = np.asarray(~np.isnan(x).any(axis=1))
    assignment = _checked_folds(folds, full, len(model.items))
    rows = standardised(x[full], model.items)
    items, owners = outcome_items(plan)
    errors = ErrorSums(rows[:, items])
    for fold in held_out(
        rows, plan, settings, assignment, antecedents=antecedents, linear=linear_antecedents
    ):
        errors.add(fold)
    rmse, mae, q2, squared = errors.pooled(x[full][:, items].std(axis=0, ddof=1))
    return PlsPrediction(
        model=model,
        scheme=scheme,
        items=tuple(model.items[i] for i in items),
        owners=tuple(model.names[b] for b in owners),
        people=np.flatnonzero(full)[errors.count > 0],
        left_out=len(x) - len(rows),
        unpredicted=int((errors.count == 0).sum()),
        folds=folds.folds,
        repeats=folds.repeats,
        seed=folds.seed,
        antecedents=antecedents,
        linear_antecedents=linear_antecedents,
        failed=counted(np.array(errors.reasons)),
        rmse=rmse,
        mae=mae,
        q2_predict=q2,
        squared=squared,
    )


def _check_antecedents(*options: Antecedents) -> None:
    for option in options:
        if option not in get_args(Antecedents):
            raise SpecificationError(f'Antecedents are "direct" or "earliest", got "{option}"')


def _scored(model: StructuralModel) -> StructuralModel:
    """Make composites of all constructs, and refuse what cannot be predicted."""
    for whole in model.higher_order:
        if whole.id in model.explained:
            raise SpecificationError(
                f"`{whole.id}` is a higher-order construct, whose items PLS does not predict",
                next_step="Predict its parts in a model without it.",
            )
    for product in model.interactions:
        for end in model.successors(product.id):
            if any(factor == end or _explains(model, end, factor) for factor in product.of):
                raise SpecificationError(
                    f"The interaction `{product.id}` holds `{end}`, or what `{end}` explains, so "
                    f"that it cannot predict `{end}`"
                )
    return replace(
        model,
        constructs=tuple(replace(c, mode=_composite(c.mode)) for c in model.constructs),
        higher_order=tuple(replace(w, mode=_composite(w.mode)) for w in model.higher_order),
    )


def _explains(model: StructuralModel, start: str, end: str) -> bool:
    """Whether paths lead from one construct to another."""
    return any(name == end or _explains(model, name, end) for name in model.successors(start))


def _composite(mode: Mode) -> Mode:
    return "A" if mode == "reflective" else mode


def _checked_folds(folds: Folds, full: np.ndarray, items: int) -> np.ndarray:
    """Return the folds of the people with complete answers, who must suffice without any fold."""
    if folds.assignment.shape[1] != len(full):
        raise SpecificationError(
            f"`folds` are of {folds.assignment.shape[1]} people, and there are {len(full)}"
        )
    assignment = folds.assignment[:, full]
    n = assignment.shape[1]
    for own in assignment:
        if n < folds.folds or n - np.unique(own, return_counts=True)[1].max() <= items:
            raise MethodError(
                f"Without the largest of {folds.folds} folds, {n} people leave no more than the "
                f"{items} items that PLS must have fewer of than people",
                next_step="Ask for more folds or more people, or shorten the constructs.",
            )
    return assignment
