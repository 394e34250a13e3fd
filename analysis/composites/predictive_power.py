"""Verdict on the predictive power of a PLS path model.

An item is predicted well if :math:`Q^2_{predict} > 0` and the error of PLS is below that of the
linear model. Power is high if all items are, medium if at least half of them are, low if fewer
are, and none if none is.

Source: Shmueli et al. (2019), European Journal of Marketing 53, 2322-2347.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...survey.errors import SpecificationError
from .pls_predict import PlsPrediction

__all__ = ["Power", "PredictivePower", "predictive_power"]

Power = Literal["high", "medium", "low", "none"]


@dataclass(frozen=True, slots=True, eq=False)
class PredictivePower:
    """Verdict on the predictions of a model.

    Attributes
    ----------
    error : {"rmse", "mae"}
        What was compared; the MAE suits errors that are far from symmetric.
    constructs : tuple of str
        Explained ones.
    well, items : tuple of int
        Items of each construct that are predicted well, and all.
    powers : tuple of {"high", "medium", "low", "none"}
        Of each construct.
    overall : {"high", "medium", "low", "none"}
        Of all their items together.
    """

    error: Literal["rmse", "mae"]
    constructs: tuple[str, ...]
    well: tuple[int, ...]
    items: tuple[int, ...]
    powers: tuple[Power, ...]
    overall: Power


def predictive_power(
    found: PlsPrediction, *, error: Literal["rmse", "mae"] = "rmse"
) -> PredictivePower:
    """Judge how many items are predicted well.

    Raises
    ------
    SpecificationError
        If `error` is neither.
    """
    if error not in {"rmse", "mae"}:
        raise SpecificationError(f'`error` must be "rmse" or "mae", got "{error}"')
    errors = found.rmse if error == "rmse" else found.mae
    well = (errors.pls < errors.linear) & (found.q2_predict > 0)
    owners = np.array(found.owners)
    constructs = tuple(dict.fromkeys(found.owners))
    each = [well[owners == name] for name in constructs]
    return PredictivePower(
        error=error,
        constructs=constructs,
        well=tuple(int(own.sum()) for own in each),
        items=tuple(len(own) for own in each),
        powers=tuple(_power(own) for own in each),
        overall=_power(well),
    )


def _power(well: np.ndarray) -> Power:
    if not well.any():
        return "none"
    return "high" if well.all() else "medium" if 2 * well.sum() >= len(well) else "low"
