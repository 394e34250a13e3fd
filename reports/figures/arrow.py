"""Arrows along given points."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from .style import tip

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
