"""A path that a product of constructs bends, with its draws: what moderation and curves share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.errors import SpecificationError
from ..structural_model import Interaction
from .bootstrap_result import PlsBootstrap
from .pls_draws import drawn
from .pls_result import PlsResult

__all__ = ["LEVELS", "BentPath", "check_path", "product_of"]

LEVELS = (-1.0, 0.0, 1.0)  # standard deviations from the mean


@dataclass(frozen=True, slots=True, eq=False)
class BentPath:
    """A path and what bends it: the estimate first, then its draws; shape (1 + B,)."""

    path: np.ndarray
    change: np.ndarray

    @classmethod
    def of(
        cls,
        result: PlsResult,
        product: Interaction,
        focal: str,
        outcome: str,
        bootstrap: PlsBootstrap | None,
    ) -> BentPath:
        """Take the path of the focal construct to the outcome, and that of the product."""
        at = {name: i for i, name in enumerate(result.constructs)}
        which = result.model.interactions.index(product)
        paths, sd = result.paths[..., None], result.product_sd[:, None]
        if bootstrap is not None:
            paths = np.concatenate([paths, drawn(bootstrap, result, "paths")], axis=-1)
            sd = np.concatenate([sd, drawn(bootstrap, result, "product_sd")], axis=-1)
        end = at[outcome]
        return cls(paths[at[focal], end], paths[at[product.id], end] / sd[which])

    def slopes(self, levels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Slopes at levels, shape (m, 1 + B), and their change for one unit, shape (1 + B,)."""
        return self.path + levels[:, None] * self.change, self.change


def product_of(result: PlsResult, interaction: str, outcome: str) -> Interaction:
    """Return an interaction that acts on the outcome, or say that there is none."""
    for product in result.model.interactions:
        if product.id == interaction:
            check_path(result, interaction, outcome)
            return product
    raise SpecificationError(f"The model has no interaction `{interaction}`")


def check_path(result: PlsResult, start: str, end: str) -> None:
    """Refuse a path that the model does not have."""
    if (start, end) not in result.model.paths:
        raise SpecificationError(
            f"`{start}` has no path to `{end}`",
            next_step="Slopes need the paths of the constructs beside that of their product.",
        )
