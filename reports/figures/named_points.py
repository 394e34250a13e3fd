"""Names written beside the points of a plot, with a thin line where a name stands apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .label_places import Rectangle, place_labels
from .sheet import text_width
from .style import GREY, INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["corner_words", "name_points"]

_LINE = 3.6  # millimetres that a line of names is high
_APART = 3.0  # from a point, after which a line leads to the name
_DOUBT = 1.2  # millimetres: a name about as near another point as its own needs a line
_INSET = 1.5


def name_points(
    axes: Axes,
    points: np.ndarray,
    names: Sequence[str],
    *,
    size: float = 8.5,
    taken: Sequence[Rectangle] = (),
) -> None:
    """Write names beside points of a plot whose limits and place are set.

    Parameters
    ----------
    axes : Axes
    points : ndarray, shape (n, 2)
        In units of the axes.
    names : sequence of str
        One line or two each.
    size : float
        Of the letters, in points.
    taken : sequence of Rectangle
        Where no name should stand, in millimetres from the lower left corner of the plot.
    """
    width, height = _extent(axes)
    shares = axes.transAxes.inverted().transform(axes.transData.transform(points))
    places = shares * (width, height)
    lines = [name.split("\n") for name in names]
    sizes = np.array(
        [[max(text_width(t, size) for t in part) + 0.6, _LINE * len(part)] for part in lines]
    )
    centres = place_labels(places, sizes, (0.0, 0.0, width, height), taken)
    for name, point, centre, extent in zip(names, places, centres, sizes, strict=True):
        low, high = centre - extent / 2, centre + extent / 2
        nearest = np.clip(point, low, high)
        own = np.hypot(*(nearest - point))
        gaps = np.hypot(*(np.clip(places, low, high) - places).T)  # of all points from this name
        if own > _APART or (gaps < own + _DOUBT).sum() > 1:
            ends = np.array([point, nearest]) / (width, height)
            axes.plot(*ends.T, transform=axes.transAxes, color=GREY, linewidth=0.5, zorder=2)
        x, y = centre / (width, height)
        axes.text(
            x,
            y,
            name,
            transform=axes.transAxes,
            ha="center",
            va="center",
            fontsize=size,
            color=INK,
            zorder=5,
        )


def corner_words(axes: Axes, words: Sequence[str], *, size: float = 8.5) -> list[Rectangle]:
    """Write words into the corners, upper right, lower right, upper left, lower left.

    Returns
    -------
    list of Rectangle
        Where they stand, in millimetres from the lower left corner of the plot.
    """
    width, height = _extent(axes)
    taken: list[Rectangle] = []
    for k, word in enumerate(words):
        right, upper = k < 2, k % 2 == 0
        x, y = (width - _INSET if right else _INSET), (height - _INSET if upper else _INSET)
        axes.text(
            x / width,
            y / height,
            word,
            transform=axes.transAxes,
            ha="right" if right else "left",
            va="top" if upper else "bottom",
            fontsize=size,
            fontweight="bold",
            color=GREY,
            zorder=1,
        )
        long = text_width(word, size, bold=True)
        left, low = (x - long if right else x), (y - _LINE if upper else y)
        taken.append((left, low, left + long, low + _LINE))
    return taken


def _extent(axes: Axes) -> tuple[float, float]:
    """Width and height of the plot in millimetres."""
    inches = axes.get_position().size * axes.get_figure(root=True).get_size_inches()  # type: ignore[union-attr]
    return float(inches[0] * 25.4), float(inches[1] * 25.4)
