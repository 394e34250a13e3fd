"""Errors of predictions, summed fold by fold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.errors import MethodError
from .failures import counted, sentence_of
from .pls_folds import HeldOut

__all__ = ["ErrorSums", "Predictors"]


@dataclass(frozen=True, slots=True, eq=False)
class Predictors:
    """The same error of three predictions of q items, three arrays of one shape.

    Attributes
    ----------
    pls, linear, average : ndarray, shape (q,) or (n, q)
        PLS, linear model, and mean of the training rows.
    """

    pls: np.ndarray
    linear: np.ndarray
    average: np.ndarray


class ErrorSums:
    """Sums of the errors of q items of n people, over folds and repeats.

    Parameters
    ----------
    actual : ndarray, shape (n, q)

    Attributes
    ----------
    count : ndarray of int, shape (n,)
        How often each person was predicted.
    reasons : list of int
        Why each fold has no predictions; 0 if it has.
    """

    def __init__(self, actual: np.ndarray) -> None:
        self.actual = actual
        self.count = np.zeros(len(actual), dtype=np.intp)
        self.reasons: list[int] = []
        self._squared = np.zeros((3, *actual.shape))
        self._absolute = np.zeros((3, actual.shape[1]))

    def add(self, fold: HeldOut) -> None:
        """Count the errors of one fold."""
        self.reasons.append(fold.reason)
        if fold.reason:
            return
        self.count[fold.people] += 1
        for i, predicted in enumerate((fold.pls, fold.linear, fold.average)):
            error = self.actual[fold.people] - predicted
            self._squared[i, fold.people] += error**2
            self._absolute[i] += np.abs(error).sum(axis=0)

    def pooled(self, sd: np.ndarray) -> tuple[Predictors, Predictors, np.ndarray, Predictors]:
        """Return RMSE, MAE, Q2 and the squared errors of each person, in units of sd, shape (q,).

        Raises
        ------
        MethodError
            If nobody was predicted.
        """
        total = self.count.sum()
        if not total:
            failed = sentence_of(counted(np.array(self.reasons)))
            raise MethodError(
                f"None of {len(self.reasons)} folds could be predicted: {failed}",
                next_step="Look for items that say the same, or hardly vary.",
            )
        sums = self._squared.sum(axis=1)
        each = self._squared[:, self.count > 0] / self.count[self.count > 0, None]
        return (
            Predictors(*(np.sqrt(sums / total) * sd)),
            Predictors(*(self._absolute / total * sd)),
            1 - sums[0] / sums[2],
            Predictors(*(each * sd**2)),
        )
