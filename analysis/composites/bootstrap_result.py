"""The result of a bootstrap of a PLS path model: all draws, and what became of every resample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .pls_measure import REASONS, Reason
from .pls_quantities import Quantity
from .pls_result import PlsResult

__all__ = ["Missing", "PlsBootstrap", "SignRule"]

Missing = Literal["listwise", "mean", "mean_inside"]
SignRule = Literal["none", "individual", "construct"]


@dataclass(frozen=True, slots=True, eq=False)
class PlsBootstrap:
    """Bootstrap of a PLS path model.

    Attributes
    ----------
    original : PlsResult
        Of all people.
    estimates : dict of quantity to ndarray
        Of all people, by the names of the draws, iterated as far as these: `original` to what its
        stop criterion leaves.
    draws : dict of quantity to ndarray, shape (..., resamples)
        Shapes as in `PlsResult`, and resamples along the last axis. NaN in resamples that have a
        reason, and where `PlsResult` is NaN.
    reasons : ndarray of int, shape (resamples,)
        Place in `REASONS` of why a resample has no estimate; 0 where it has.
    improper : ndarray of bool, shape (resamples,)
        Kept, though a loading or a correlation of constructs is beyond 1, or an R squared: a common
        factor that does not fit properly.
    jackknife : dict of quantity to ndarray, shape (..., groups), or None
        Estimates without each person, or without each group of people, for BCa intervals.
    resamples, seed : int
    signs : {"none", "individual", "construct"}
    missing : {"listwise", "mean", "mean_inside"}
    """

    original: PlsResult
    estimates: dict[Quantity, np.ndarray]
    draws: dict[Quantity, np.ndarray]
    reasons: np.ndarray
    improper: np.ndarray
    jackknife: dict[Quantity, np.ndarray] | None
    resamples: int
    seed: int
    signs: SignRule
    missing: Missing

    @property
    def usable(self) -> int:
        """Resamples with an estimate."""
        return int((self.reasons == 0).sum())

    @property
    def failures(self) -> dict[Reason, int]:
        """Resamples without an estimate, by reason; those that did not occur are left out."""
        found: dict[Reason, int] = {}
        for number, name in enumerate(REASONS):
            count = int((self.reasons == number).sum())
            if name and count:
                found[name] = count
        return found
