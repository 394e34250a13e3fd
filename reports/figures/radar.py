"""A radar of criteria: one polygon a year."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from ..language import Language
from .style import GREY, INK, SERIES, blank, tips

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.projections.polar import PolarAxes

__all__ = ["Radar", "draw_radar"]


@dataclass(frozen=True, slots=True)
class Radar:
    """What a radar shows.

    Attributes
    ----------
    title : str
    axes : tuple of str, length k
        Names of the criteria.
    polygons : tuple of (str, tuple of float)
        Label and k values in [0, 1]; the last one is drawn strongest.
    """

    title: str
    axes: tuple[str, ...]
    polygons: tuple[tuple[str, tuple[float, ...]], ...]


def draw_radar(radar: Radar, lang: Language) -> Figure:
    """Draw a radar, 160 x 130 mm, pale for the first polygon and dark for the last."""
    import matplotlib as mpl

    figure = blank(160, 130)
    figure.set_layout_engine("none")  # the names of the criteria need a margin of a fixed size
    axes = cast("PolarAxes", figure.add_axes((0.2, 0.17, 0.6, 0.66), projection="polar"))
    axes.set_theta_offset(np.pi / 2)
    axes.set_theta_direction(-1)
    angles = np.linspace(0, 2 * np.pi, len(radar.axes), endpoint=False)
    shades = mpl.colormaps["viridis_r"](np.linspace(0.12, 0.92, len(radar.polygons)))
    closed = [*angles, angles[0]]
    for i, (label, values) in enumerate(radar.polygons):
        last = i == len(radar.polygons) - 1
        (drawn,) = axes.plot(
            closed,
            [*values, values[0]],
            color=shades[i],
            linewidth=2.4 if last else 1.3,
            linestyle="-" if last else SERIES[1 + i % 7].dash,
            marker=SERIES[i % len(SERIES)].marker,
            markersize=4.5,
            label=label,
            clip_on=False,
        )
        pairs = zip((*radar.axes, radar.axes[0]), (*values, values[0]), strict=True)
        tips(drawn, [f"{name}, {label}: {lang.number(value, 3)}" for name, value in pairs])
        if last:
            axes.fill(closed, [*values, values[0]], color=shades[i], alpha=0.10)
    axes.set_ylim(0, 1)
    ticks = [0.2, 0.4, 0.6, 0.8, 1.0]
    axes.set_yticks(ticks, [lang.number(t, 1) for t in ticks], color=GREY, fontsize=7.5)
    axes.set_rlabel_position(180 / len(radar.axes))
    axes.set_xticks(angles, [""] * len(angles))
    for angle, name in zip(angles, radar.axes, strict=True):
        side = np.sin(angle)
        axes.annotate(
            textwrap.fill(name, 16),
            (angle, 1.06),
            ha="center" if abs(side) < 0.1 else "left" if side > 0 else "right",
            va="bottom" if np.cos(angle) > 0.9 else "top" if np.cos(angle) < -0.9 else "center",
            color=INK,
            fontsize=9,
            annotation_clip=False,
        )
    axes.spines["polar"].set_color(GREY)
    axes.spines["polar"].set_linewidth(0.6)
    figure.legend(loc="lower center", ncols=5, handlelength=3, fontsize=9)
    figure.suptitle(radar.title, x=0.02, y=0.975, ha="left", fontsize=10.5, fontweight="bold")
    return figure
