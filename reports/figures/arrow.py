"""Arrows along given points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .style import tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_route"]

_DASH = (0, (4, 2))


def draw_route(
    axes: Axes,
    points: np.ndarray,
    *,
    color: str,
    width: float,
    full: str,
    dashed: bool = False,
    head: float = 9.0,
) -> None:
    """Draw an arrow through points, shape (p, 2), with a text on hover."""
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    arrow = FancyArrowPatch(
        path=Path(points),
        arrowstyle="-|>",
        mutation_scale=head,
        color=color,
        linewidth=width,
        linestyle=_DASH if dashed else "-",
        zorder=2,
    )
    tip(axes.add_patch(arrow), full)
