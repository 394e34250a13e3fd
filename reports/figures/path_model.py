"""A model as boxes and arrows: constructs in layers from causes to outcomes, paths with labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..language import Language
from .arrow import draw_route
from .layers import layers
from .model_block import Block
from .model_page import ModelPage, arrange, runs_across
from .sheet import Sheet, new_sheet, text_width, within
from .style import ACCENT, GREY, INK, tip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["ModeratorArrow", "PathArrow", "PathModel", "draw_path_model"]

_WIDTH, _MARGIN = 160.0, 2.0  # millimetres
_BOXES = {1: 44.0, 2: 44.0, 3: 38.0}  # width of a box, by the layers beside each other
_LINE, _LEAST = 4.0, 12.0  # height of a line of a label, and of a box
_PORT = 2.7  # of the side of a box for every arrow
_APART = 6.0
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)  # of letters, the largest in which no word is broken
_LABEL = 8.5


@dataclass(frozen=True, slots=True)
class PathArrow:
    """One path: its ends by id, its label, and whether it is drawn in full."""

    start: str
    end: str
    label: str
    full: bool = True


@dataclass(frozen=True, slots=True)
class ModeratorArrow:
    """One moderation: the construct that acts on a path, the ends of that path, and its label."""

    moderator: str
    start: str
    end: str
    label: str


@dataclass(frozen=True, slots=True)
class PathModel:
    """What a path model shows: labels of the constructs by id, the paths, and what acts on them.

    The path of each moderation is among the paths.
    """

    title: str
    subtitle: str
    labels: dict[str, str]
    arrows: tuple[PathArrow, ...]
    moderators: tuple[ModeratorArrow, ...] = ()


def draw_path_model(model: PathModel, _lang: Language) -> Figure:
    """Draw the model 160 mm wide, one column a layer; one row a layer if there are many."""
    paths = [(arrow.start, arrow.end) for arrow in model.arrows]
    moderations = [(own.moderator, paths.index((own.start, own.end))) for own in model.moderators]
    paths += _alone(model)
    columns = layers(paths)
    names = [name for column in columns for name in column]
    most = 1 if runs_across(paths) else max(len(column) for column in columns)
    wide = _BOXES.get(len(columns), min(44.0, (_WIDTH - 4) / most - 7))
    size = _letters([model.labels[name] for name in names], wide)
    shown = {n: within(model.labels[n], wide - 4, size=size, lines=3) for n in names}

    def block(name: str, across: bool) -> Block:
        ends = max(sum(p[0] == name for p in paths), sum(p[1] == name for p in paths))
        high = max(_LEAST, _LINE * shown[name].count("\n") + 9, _PORT * ends if across else 0)
        extent = (wide, high) if across else (high, wide)
        return Block(extent, (0, 0, *extent))

    page = arrange(
        paths,
        block,
        _label_sizes(model, len(paths)),
        width=_WIDTH - 2 * _MARGIN,
        apart=_APART,
        moderations=moderations,
    )
    sheet = new_sheet(page.size[0] + 2 * _MARGIN, page.size[1] + 5, model.title, model.subtitle)
    shift = np.array([_MARGIN, sheet.top + 2])
    for k, arrow in enumerate(model.arrows):
        place = page.routes[k] + shift, page.labels[k] + shift
        _draw_arrow(sheet, place, arrow, _path(model, arrow))
    for k, own in enumerate(model.moderators, start=len(paths)):
        place = page.routes[k] + shift, page.labels[k] + shift
        arrow = PathArrow(own.moderator, own.end, own.label)
        _draw_arrow(sheet, place, arrow, f"{model.labels[own.moderator]} → ({_path(model, own)})")
    for name in names:
        _draw_box(sheet, page, name, shift, (shown[name], size), model, last=name in columns[-1])
    return sheet.figure


def _letters(labels: list[str], wide: float) -> float:
    """Return the largest size of letters in which every word has room within a box."""
    words = [word for label in labels for word in label.split()]
    return next(
        (s for s in _SIZES if max(text_width(word, s) for word in words) <= wide - 4), _SIZES[-1]
    )


def _path(model: PathModel, arrow: PathArrow | ModeratorArrow) -> str:
    return f"{model.labels[arrow.start]} → {model.labels[arrow.end]}"


def _alone(model: PathModel) -> list[tuple[str, str]]:
    """Paths that are not drawn, and give a place to moderators that have no path of their own."""
    placed = {name for arrow in model.arrows for name in (arrow.start, arrow.end)}
    ends = ((own.moderator, own.end) for own in model.moderators if own.moderator not in placed)
    return [*dict.fromkeys(ends)]


def _label_sizes(model: PathModel, paths: int) -> np.ndarray:
    """Width and height of the label of each path and moderation."""
    labels = [arrow.label for arrow in model.arrows]
    labels += [""] * (paths - len(labels)) + [own.label for own in model.moderators]
    return np.array([(text_width(own, _LABEL) + 1, 3.8) if own else (0, 0) for own in labels])


def _draw_box(
    sheet: Sheet,
    page: ModelPage,
    name: str,
    shift: np.ndarray,
    words: tuple[str, float],
    model: PathModel,
    *,
    last: bool,
) -> None:
    from matplotlib.patches import FancyBboxPatch

    left, top, right, bottom = page.blocks[name]
    x, y = np.array([left, top]) + shift
    box = FancyBboxPatch(
        (x, y),
        right - left,
        bottom - top,
        boxstyle="round,pad=0,rounding_size=2",
        facecolor=ACCENT if last else "white",
        edgecolor=ACCENT,
        linewidth=1.2,
    )
    tip(sheet.axes.add_patch(box), model.labels[name])
    text, size = words
    centre = x + (right - left) / 2, y + (bottom - top) / 2
    looks = {"ha": "center", "va": "center", "color": "white" if last else INK}
    tip(sheet.write(*centre, text, size=size, **looks), model.labels[name])


def _draw_arrow(
    sheet: Sheet, place: tuple[np.ndarray, np.ndarray], arrow: PathArrow, names: str
) -> None:
    """Draw an arrow along its route with its label at its place."""
    full = f"{arrow.label}: {names}" if arrow.label else names
    color = INK if arrow.full else GREY
    width = 1.2 if arrow.full else 0.9
    way, (x, y) = place
    draw_route(sheet.axes, way, color=color, width=width, dashed=not arrow.full, full=full)
    if arrow.label:
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        looks = {"ha": "center", "va": "center", "color": color, "bbox": box, "zorder": 5}
        tip(sheet.write(x, y, arrow.label, size=_LABEL, **looks), full)
