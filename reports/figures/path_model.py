"""A model as boxes and arrows: constructs in layers from causes to outcomes, paths with labels."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from ..language import Language
from .style import ACCENT, GREY, INK, blank, heading, tip

__all__ = ["PathArrow", "PathModel", "draw_path_model"]

_BOX = (44.0, 12.0)  # millimetres
_STEP = 17.0
_LETTERS = 22  # of a label, before it is broken


@dataclass(frozen=True, slots=True)
class PathArrow:
    """One path: its ends by id, its label, and whether it is drawn in full."""

    start: str
    end: str
    label: str
    full: bool = True


@dataclass(frozen=True, slots=True)
class PathModel:
    """What a path model shows: labels of the constructs by id, and the paths."""

    title: str
    subtitle: str
    labels: dict[str, str]
    arrows: tuple[PathArrow, ...]


def draw_path_model(model: PathModel, _lang: Language) -> Figure:
    """Draw the model 160 mm wide, one column a layer."""
    columns = layers([(arrow.start, arrow.end) for arrow in model.arrows])
    tallest = max(len(column) for column in columns)
    height = max(tallest * _STEP, 2 * _STEP)
    figure = blank(160, height + 16)
    axes = figure.add_subplot()
    axes.set_xlim(0, 152)
    axes.set_ylim(0, height)
    axes.set_aspect("equal")
    axes.axis("off")
    step = (152 - _BOX[0] - 2) / max(len(columns) - 1, 1)
    centre: dict[str, tuple[float, float]] = {}
    for i, column in enumerate(columns):
        gap = height / len(column)
        for j, name in enumerate(column):
            centre[name] = (1 + _BOX[0] / 2 + i * step, height - gap * (j + 0.5))
            _box(axes, centre[name], model.labels[name], last=i == len(columns) - 1)
    for arrow in model.arrows:
        way = f"{model.labels[arrow.start]} → {model.labels[arrow.end]}"
        full = f"{arrow.label}: {way}" if arrow.label else way
        _arrow(axes, centre[arrow.start], centre[arrow.end], arrow, full)
    heading(axes, model.title, model.subtitle)
    return figure


def layers(paths: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Put every construct one layer after the last of its causes.

    Parameters
    ----------
    paths : sequence of (start, end)
        Without a cycle; in one, the layers stop growing at the number of constructs.

    Examples
    --------
    >>> layers([("trust", "use"), ("ease", "trust"), ("ease", "use")])
    [['ease'], ['trust'], ['use']]
    """
    names = list(dict.fromkeys(name for path in paths for name in path))
    depth = dict.fromkeys(names, 0)
    for _ in names:
        for start, end in paths:
            depth[end] = min(max(depth[end], depth[start] + 1), len(names) - 1)
    return [[n for n in names if depth[n] == level] for level in sorted({depth[n] for n in names})]


def _box(axes: Axes, centre: tuple[float, float], label: str, *, last: bool) -> None:
    x, y = centre
    box = FancyBboxPatch(
        (x - _BOX[0] / 2, y - _BOX[1] / 2),
        *_BOX,
        boxstyle="round,pad=0,rounding_size=2",
        facecolor=ACCENT if last else "white",
        edgecolor=ACCENT,
        linewidth=1.2,
    )
    text = textwrap.fill(textwrap.shorten(label, 2 * _LETTERS, placeholder="…"), _LETTERS)
    color = "white" if last else INK
    tip(axes.add_patch(box), label)
    tip(axes.text(x, y, text, ha="center", va="center", fontsize=9, color=color), label)


def _arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], arrow: PathArrow, full: str
) -> None:
    tail = (start[0] + _BOX[0] / 2, start[1])
    head = (end[0] - _BOX[0] / 2, end[1] + 0.5 * _BOX[1] * _spread(start[1] - end[1]))
    line = FancyArrowPatch(
        tail,
        head,
        arrowstyle="-|>",
        mutation_scale=9,
        color=INK if arrow.full else GREY,
        linewidth=1.2 if arrow.full else 0.9,
        linestyle="-" if arrow.full else (0, (4, 2)),
        shrinkA=0,
        shrinkB=1,
    )
    tip(axes.add_patch(line), full)
    if not arrow.label:
        return
    # Labels stand a third of the way, where arrows that meet at one box are still apart.
    place = (tail[0] + 0.36 * (head[0] - tail[0]), tail[1] + 0.36 * (head[1] - tail[1]))
    label = axes.text(
        *place,
        arrow.label,
        ha="center",
        va="center",
        fontsize=8.5,
        color=INK if arrow.full else GREY,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2},
    )
    tip(label, full)


def _spread(rise: float) -> float:
    """Where on the side of a box an arrow from above (1) or below (-1) ends."""
    return max(-0.8, min(0.8, rise / 55))
