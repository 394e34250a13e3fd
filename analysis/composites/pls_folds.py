r"""Predictions of people whom a model has not seen: cross-validation of a PLS path model.

People are dealt out to folds; the model is estimated from all folds but one, and predicts the items
of the explained constructs in that one. With mean m and SD s of the training rows, scores
:math:`\eta = w'(x - m)/s`, the prediction of item i of construct b is

.. math:: \hat x_i = m_i + s_i \lambda_i \sum_a \beta_{ab} \eta_a,

by the scores of its direct antecedents, or by scores that are themselves predicted from the
earliest ones, which nothing explains. The linear model regresses the item on the items of those
antecedents; the indicator average is m.

Source: Shmueli, Ray, Velasquez Estrada and Chatla (2016), Journal of Business Research 69,
4552-4564; Danks and Ray (2018), Predictions from Partial Least Squares Models, 35-52.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .chosen_rows import ChosenMoments, estimate_chosen, sums_of_rows
from .failures import LINEAR_MODEL
from .pls_estimate import Estimate, item_weights
from .pls_measure import Settings
from .pls_plan import Plan
from .pls_quantities import quantities

__all__ = ["Antecedents", "HeldOut", "held_out", "outcome_items", "predictor_items"]

Antecedents = Literal["direct", "earliest"]

_BATCH = 250  # folds whose models are estimated at a time
_SINGULAR = 1e-10  # least eigenvalue of the predictors' correlations that is rounding


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Predictions of the people of one fold, of m people and the q items of the outcomes.

    Attributes
    ----------
    people : ndarray of int, shape (m,)
        Row numbers.
    reason : int
        Why there are no predictions, a place in the reasons; 0 if there are.
    pls, linear, average : ndarray, shape (m, q)
        In the units of the rows.
    """

    people: np.ndarray
    reason: int
    pls: np.ndarray
    linear: np.ndarray
    average: np.ndarray


def held_out(
    rows: np.ndarray,
    plan: Plan,
    settings: Settings,
    assignment: np.ndarray,
    *,
    antecedents: Antecedents,
    linear: Antecedents,
) -> Iterator[HeldOut]:
    """Estimate the model without each fold and predict the people of that fold.

    Parameters
    ----------
    rows : ndarray, shape (n, k)
        Items, standardised over all people.
    plan : Plan
    settings : Settings
    assignment : ndarray of int, shape (repeats, n)
        Fold of each person in each repeat.
    antecedents, linear : {"direct", "earliest"}
        Whose scores predict in PLS, and whose items in the linear model.
    """
    everybody = sums_of_rows(rows, plan.first, np.ones((len(rows), 1)))
    folds = [own == fold for own in assignment for fold in np.unique(own)]
    for at in range(0, len(folds), _BATCH):
        held = np.stack(folds[at : at + _BATCH], axis=1)
        sums = everybody - sums_of_rows(rows, plan.first, held)
        moments, found = estimate_chosen(rows, plan, settings, ~held, sums)
        model = _Trained(plan, moments, found, antecedents)
        coefficients, singular = _linear_models(plan, moments, linear)
        reason = np.where((found.reason == 0) & singular, LINEAR_MODEL, found.reason)
        for j in range(held.shape[1]):
            people = np.flatnonzero(held[:, j])
            yield _predicted(rows, people, model, coefficients, j, int(reason[j]))


def outcome_items(plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Items of the explained constructs: their numbers, and those of their constructs."""
    spans = [(b, plan.first.spans[b]) for b in sorted(plan.wiring.predecessors)]
    items = [i for _, span in spans for i in range(span.start, span.stop)]
    owners = [b for b, span in spans for _ in range(span.start, span.stop)]
    return np.array(items), np.array(owners)


def predictor_items(plan: Plan, end: int, antecedents: Antecedents) -> list[int]:
    """Items that predict a construct in the linear model, by number.

    Those of its direct antecedents, or of the earliest ones: of a higher-order construct, the items
    of its parts; of an interaction, those of both its factors.
    """
    names = plan.model.names
    parts = {whole.id: whole.parts for whole in plan.model.higher_order}
    products = {p.id: p.of for p in plan.model.interactions}
    waiting, seen, items = [names[i] for i in plan.wiring.predecessors[end]], set(), set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        before = plan.model.predecessors(name)
        if name in products:
            waiting += products[name]
        elif before and antecedents == "earliest":
            waiting += before
        elif name in parts:
            waiting += parts[name]
        else:
            span = plan.first.spans[plan.first.constructs.index(name)]
            items.update(range(span.start, span.stop))
    return sorted(items)


class _Trained:
    """Models estimated without each of B folds, which turn items into predicted items."""

    def __init__(
        self, plan: Plan, moments: ChosenMoments, found: Estimate, antecedents: Antecedents
    ) -> None:
        c = plan.wiring.count - len(plan.products)
        self.plan, self.moments, self.antecedents = plan, moments, antecedents
        self.weights = item_weights(plan, found.first, found.second)[:c]
        self.loadings = quantities(found, plan)["loadings"]
        self.paths, self.product_sd = found.structure.paths, found.product_sd
        self.items, self.owners = outcome_items(plan)
        self.product_means = np.empty((0, moments.r.shape[1]))
        if plan.products:  # scores have a variance of one, so that these are their correlations
            one, other = (self.weights[list(pair)] for pair in zip(*plan.products, strict=True))
            r = _dense(plan, moments.r)
            self.product_means = np.einsum("pkB,Bkl,plB->pB", one, r, other, optimize=True)

    def __call__(self, z: np.ndarray, j: int) -> np.ndarray:
        """Predict the standardised items of the outcomes, shape (m, q), by the model of fold j."""
        scores = np.empty((len(z), self.plan.wiring.count))
        scores[:, : len(self.weights)] = z @ self.weights[..., j].T
        self._multiply(scores, j)
        if self.antecedents == "direct":
            scores = scores @ self.paths[..., j]
        else:
            for end in self.plan.wiring.order:
                if end in self.plan.wiring.predecessors:
                    scores[:, end] = scores @ self.paths[:, end, j]
                    self._multiply(scores, j)
        return scores[:, self.owners] * self.loadings[self.items, j]

    def _multiply(self, scores: np.ndarray, j: int) -> None:
        """Set the scores of the interactions: products, standardised as in the training rows."""
        first = len(self.weights)
        for p, (a, b) in enumerate(self.plan.products):
            mean = self.product_means[p, j]
            scores[:, first + p] = (scores[:, a] * scores[:, b] - mean) / self.product_sd[p, j]


def _predicted(
    rows: np.ndarray,
    people: np.ndarray,
    model: _Trained,
    coefficients: list[tuple[list[int], np.ndarray]],
    j: int,
    reason: int,
) -> HeldOut:
    """Predict the people of fold j in the units of the rows."""
    mean, sd = model.moments.mean[:, j], model.moments.sd[:, j]
    average = np.broadcast_to(mean[model.items], (len(people), len(model.items)))
    if reason:
        return HeldOut(people, reason, *(np.full(average.shape, np.nan) for _ in range(3)))
    z = (rows[people] - mean) / sd
    straight = np.concatenate([z[:, items] @ beta[j] for items, beta in coefficients], axis=1)
    back = sd[model.items]
    return HeldOut(people, 0, average + back * model(z, j), average + back * straight, average)


def _linear_models(
    plan: Plan, moments: ChosenMoments, antecedents: Antecedents
) -> tuple[list[tuple[list[int], np.ndarray]], np.ndarray]:
    """Regress the items of each outcome on the items of its antecedents, in each of B folds.

    Returns
    -------
    list of (predictors, coefficients of shape (B, p, q))
    ndarray of bool, shape (B,)
        Where predictors determine each other.
    """
    r = _dense(plan, moments.r)
    undefined = np.asarray(np.isnan(r).any(axis=(1, 2)))
    r[undefined] = np.eye(r.shape[1])
    singular, found = undefined, list[tuple[list[int], np.ndarray]]()
    for end in sorted(plan.wiring.predecessors):
        items, span = predictor_items(plan, end, antecedents), plan.first.spans[end]
        among = r[:, items][:, :, items]
        bad = np.linalg.eigvalsh(among)[:, 0] < _SINGULAR
        among[bad] = np.eye(len(items))
        found.append((items, np.linalg.solve(among, r[:, items, span])))
        singular = singular | bad
    return found, singular


def _dense(plan: Plan, r: np.ndarray) -> np.ndarray:
    """Correlation matrices, shape (B, k, k), from rows of pairs."""
    k = len(plan.first.indicators)
    matrices = np.broadcast_to(np.eye(k), (r.shape[1], k, k)).copy()
    first, second = plan.first.pairs
    matrices[:, first, second] = matrices[:, second, first] = r.T
    return matrices
