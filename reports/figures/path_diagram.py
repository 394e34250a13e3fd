"""An estimated path model: constructs with R squared, items with loadings, paths with stars.

Items of the first causes stand left of them, those of the last outcomes right, so that fifty of
them stay readable; constructs between have theirs below. Drawn without any layout program, so the
same model is the same picture.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, FancyArrowPatch, Rectangle

from ..language import Language
from .diagram_layout import (
    ARM,
    IN_ROW,
    ITEM,
    OVAL,
    STEP,
    centres,
    height_of,
    in_the_way,
    room,
    sides,
)
from .path_model import layers
from .style import ACCENT, FAINT, GREY, INK, blank, heading, tip

__all__ = ["DiagramConstruct", "DiagramItem", "DiagramPath", "PathDiagram", "draw_path_diagram"]

_WIDTH = 164.0  # millimetres of the drawing with two columns of constructs
_COLUMN = 50.0  # more for each further column
_BEND = 0.35  # of a path around a construct in its way


@dataclass(frozen=True, slots=True)
class DiagramItem:
    """An item and its loading, or its weight if the construct is formed by its items."""

    code: str
    loading: float


@dataclass(frozen=True, slots=True)
class DiagramConstruct:
    """A construct: id, label, R squared if it is explained, items."""

    id: str
    label: str
    r_squared: float | None
    items: tuple[DiagramItem, ...]
    formed: bool = False


@dataclass(frozen=True, slots=True)
class DiagramPath:
    """A path: its ends, coefficient, stars, and whether it differs from zero."""

    start: str
    end: str
    estimate: float
    stars: int
    found: bool


@dataclass(frozen=True, slots=True)
class PathDiagram:
    """What a path diagram shows."""

    title: str
    subtitle: str
    constructs: tuple[DiagramConstruct, ...]
    paths: tuple[DiagramPath, ...]


def draw_path_diagram(diagram: PathDiagram, lang: Language) -> Figure:
    """Draw the diagram 172 mm wide (50 more a further column), as high as its items need."""
    by_id = {construct.id: construct for construct in diagram.constructs}
    columns = layers([(path.start, path.end) for path in diagram.paths])
    width = _WIDTH + _COLUMN * max(len(columns) - 2, 0)
    side = sides(columns)
    tall = {name: height_of(len(by_id[name].items), side[name]) for name in side}
    height = max(room(column, tall, side) for column in columns)
    figure = blank(width + 8, height + 22)
    axes = figure.add_subplot()
    axes.set_xlim(0, width)
    axes.set_ylim(-2, height + 2)
    axes.set_aspect("equal")
    axes.axis("off")
    centre = centres(columns, tall, (width, height), side)
    for path in diagram.paths:
        ends = centre[path.start], centre[path.end]
        others = [place for name, place in centre.items() if name not in {path.start, path.end}]
        blocked = any(in_the_way(*ends, place) for place in others)
        names = f"{by_id[path.start].label} → {by_id[path.end].label}"
        _draw_path(axes, ends, path, lang, bend=_BEND if blocked else 0.0, names=names)
    for name in centre:
        _draw_construct(axes, centre[name], by_id[name], side[name], lang)
    heading(axes, diagram.title, diagram.subtitle)
    return figure


def _draw_construct(
    axes: Axes,
    centre: tuple[float, float],
    construct: DiagramConstruct,
    side: str,
    lang: Language,
) -> None:
    x, y = centre
    for k in range(len(construct.items)):
        if side in {"above", "below"}:
            _item_in_grid(axes, centre, k, construct, lang, sign=1 if side == "above" else -1)
        else:
            _item_beside(axes, centre, k, construct, lang, sign=-1 if side == "left" else 1)
    filled = construct.r_squared is not None
    oval = Ellipse(
        (x, y), *OVAL, facecolor=ACCENT if filled else "white", edgecolor=ACCENT, zorder=3
    )
    label = textwrap.fill(textwrap.shorten(construct.label, 40, placeholder="…"), 18)
    full = construct.label
    if construct.r_squared is not None:
        explained = f"R² = {lang.number(construct.r_squared, 3)}"
        label, full = f"{label}\n{explained}", f"{full}: {explained}"
    text = axes.text(
        x, y, label, ha="center", va="center", fontsize=7.5, zorder=4,
        color="white" if filled else INK,
    )  # fmt: skip
    tip(axes.add_patch(oval), full)
    tip(text, full)


def _item_beside(
    axes: Axes,
    centre: tuple[float, float],
    k: int,
    construct: DiagramConstruct,
    lang: Language,
    *,
    sign: int,
) -> None:
    """Draw an item with its loading left (-1) or right (1) of a construct."""
    x, y = centre
    item = construct.items[k]
    at = y + STEP * ((len(construct.items) - 1) / 2 - k)
    edge = x + sign * OVAL[0] / 2
    inner = edge + sign * ARM
    start, end = ((inner, at), (edge, y)) if construct.formed else ((edge, y), (inner, at))
    arrow = FancyArrowPatch(
        start,
        end,
        arrowstyle="-|>",
        mutation_scale=4,
        color=GREY,
        linewidth=0.5,
        shrinkA=0,
        shrinkB=0,
    )
    full = _full(item, construct, lang)
    tip(axes.add_patch(arrow), full)
    _item_box(axes, (inner + sign * ITEM[0] / 2, at), item.code, full)
    # Loadings stand near the items, where the lines are farthest apart.
    number = axes.text(
        edge + 0.7 * sign * ARM,
        y + 0.7 * (at - y),
        lang.number(item.loading, 2),
        ha="center",
        va="center",
        fontsize=5.8,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3},
    )
    tip(number, full)


def _item_in_grid(
    axes: Axes,
    centre: tuple[float, float],
    k: int,
    construct: DiagramConstruct,
    lang: Language,
    *,
    sign: int,
) -> None:
    """Draw an item with its loading in the grid above (1) or below (-1) a construct."""
    row, place = divmod(k, IN_ROW)
    in_row = min(IN_ROW, len(construct.items) - row * IN_ROW)
    x = centre[0] + (place - (in_row - 1) / 2) * (ITEM[0] + 1)
    rows = -(-len(construct.items) // IN_ROW)
    away = row if sign < 0 else rows - 1 - row  # the first row is always the upper one
    y = centre[1] + sign * (OVAL[1] / 2 + 1 + STEP * (away + 0.5))
    item = construct.items[k]
    text = f"{item.code} {lang.number(item.loading, 2)}"
    _item_box(axes, (x, y), text, _full(item, construct, lang))


def _item_box(axes: Axes, centre: tuple[float, float], text: str, full: str) -> None:
    x, y = centre
    corner = (x - ITEM[0] / 2, y - ITEM[1] / 2)
    box = Rectangle(corner, *ITEM, facecolor="white", edgecolor=FAINT, linewidth=0.7)
    shown = textwrap.shorten(text, 12, placeholder="…")
    tip(axes.add_patch(box), full)
    tip(axes.text(x, y, shown, ha="center", va="center", fontsize=6.2), full)


def _full(item: DiagramItem, construct: DiagramConstruct, lang: Language) -> str:
    return f"{construct.label}, {item.code}: {lang.number(item.loading, 3)}"


def _draw_path(
    axes: Axes,
    ends: tuple[tuple[float, float], tuple[float, float]],
    path: DiagramPath,
    lang: Language,
    *,
    bend: float,
    names: str,
) -> None:
    """Draw a path with its coefficient, bent if something is in its way."""
    start, end = ends
    tail, head = (start[0] + OVAL[0] / 2, start[1]), (end[0] - OVAL[0] / 2, end[1])
    arrow = FancyArrowPatch(
        tail,
        head,
        connectionstyle=f"arc3,rad={bend}",
        arrowstyle="-|>",
        mutation_scale=8,
        color=INK if path.found else GREY,
        linewidth=0.8 + 2.4 * min(abs(path.estimate), 1.0) if path.found else 0.7,
        linestyle="-" if path.found else (0, (4, 2)),
        shrinkA=0,
        shrinkB=0,
        zorder=2,
    )
    along, across = 0.42, (head[0] - tail[0], head[1] - tail[1])
    # A quadratic curve lies off its chord by 2 t (1 - t) times the bend.
    off = 2 * along * (1 - along) * bend
    place = (
        tail[0] + along * across[0] + off * across[1],
        tail[1] + along * across[1] - off * across[0],
    )
    text = lang.number(path.estimate, 3) + "*" * path.stars
    number = axes.text(
        *place,
        text,
        ha="center",
        va="center",
        fontsize=7.5,
        fontweight="bold" if path.found else "normal",
        zorder=5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )
    for mark in (axes.add_patch(arrow), number):
        tip(mark, f"{names}: {text}")
