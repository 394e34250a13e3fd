"""An estimated path model: constructs with R squared, items with loadings, paths with stars.

In a model of causes and outcomes alone, items stand beside their constructs, so that fifty of them
stay readable; in one of more layers they stand below. Drawn without any layout program, so the same
model is the same picture.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ..language import Language
from .arrow import draw_route
from .diagram_items import OVAL, WIDE, DiagramConstruct, DiagramItem, Side, block_of, draw_items
from .label_places import Rectangle
from .layers import layers
from .model_block import Block
from .model_page import ModelPage, arrange, runs_across
from .sheet import Sheet, new_sheet, text_width, within
from .style import ACCENT, GREY, INK, tip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["DiagramConstruct", "DiagramItem", "DiagramPath", "PathDiagram", "draw_path_diagram"]

_WIDTH, _MARGIN = 160.0, 2.0  # millimetres
_LABELS = (8.0, 7.5, 7.0)  # points of a coefficient, the largest for which there is room
_SIZES = (8.0, 7.5, 7.0, 6.5)  # of letters, the largest in which no word of a label is broken
_APART = 5.0
_WIDER = 1.06  # what a page may be wider for a label that stands out


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


@dataclass(frozen=True, slots=True)
class _Arranged:
    """A page, where items stand on it, and the size of the coefficients in points."""

    page: ModelPage
    sides: dict[str, Side]
    size: float


def draw_path_diagram(diagram: PathDiagram, lang: Language) -> Figure:
    """Draw the diagram 160 mm wide, as high as its items need.

    A model of many layers goes downwards, and is wider if a layer has many constructs.
    """
    by_id = {construct.id: construct for construct in diagram.constructs}
    texts = [_number(path, lang) for path in diagram.paths]
    arranged = _arranged(diagram, by_id, texts)
    page, sides = arranged.page, arranged.sides
    sheet = new_sheet(page.size[0] + 2 * _MARGIN, page.size[1] + 5, diagram.title, diagram.subtitle)
    shift = np.array([_MARGIN, sheet.top + 2])
    for k, (path, text) in enumerate(zip(diagram.paths, texts, strict=True)):
        names = f"{by_id[path.start].label} → {by_id[path.end].label}: {text}"
        place = page.routes[k] + shift, page.labels[k] + shift
        _draw_path(sheet, path, place, (text, arranged.size), names)
    size = _letters([by_id[name].label for name in page.cores])
    for name, core in page.cores.items():
        oval = _moved(core, shift)
        if sides[name] == "below" and not page.across:
            _draw_frame(sheet, _moved(page.blocks[name], shift))
        draw_items(sheet, oval, by_id[name], sides[name], lang)
        _draw_construct(sheet, oval, by_id[name], size, lang)
    return sheet.figure


def _arranged(
    diagram: PathDiagram, by_id: Mapping[str, DiagramConstruct], texts: Sequence[str]
) -> _Arranged:
    """Arrange the model the first way in which every label has its place and the page is wide."""
    paths = [(path.start, path.end) for path in diagram.paths]
    columns, width = layers(paths), _WIDTH - 2 * _MARGIN
    ways: list[tuple[Side, Side]] = [("below", "below")]
    if not runs_across(paths):
        ways = [("beside", "beside"), *ways]
    elif len(columns) == 2 and min(len(column) for column in columns) == 1:
        ways = [("left", "right"), *ways]
    found: list[_Arranged] = []
    for ends, size in itertools.product(ways, _LABELS):
        sides: dict[str, Side] = {
            name: ends[min(i, 1)] for i, column in enumerate(columns) for name in column
        }
        labels = [(text_width(text, size, bold=True) + 1, 0.45 * size) for text in texts]
        block = partial(_block, by_id, sides)
        page = arrange(paths, block, np.array(labels), width=width, apart=_APART)
        found.append(_Arranged(page, sides, size))
        if not page.covering and page.size[0] <= _WIDER * width:
            return found[-1]
    return min(found, key=lambda own: (own.page.covering, own.page.size[0]))


def _block(
    by_id: Mapping[str, DiagramConstruct], sides: Mapping[str, Side], name: str, across: bool
) -> Block:
    return block_of(by_id[name], sides[name], across=across)


def _number(path: DiagramPath, lang: Language) -> str:
    return lang.number(path.estimate, 3, bounded=True) + "*" * path.stars


def _moved(area: Rectangle, shift: np.ndarray) -> Rectangle:
    x, y = shift.tolist()
    return area[0] + x, area[1] + y, area[2] + x, area[3] + y


def _letters(labels: Sequence[str]) -> float:
    words = [word for label in labels for word in label.split()]
    fits = (s for s in _SIZES if max(text_width(word, s, bold=True) for word in words) <= WIDE)
    return next(fits, _SIZES[-1])


def _draw_frame(sheet: Sheet, area: Rectangle) -> None:
    """Hold together a construct and its items where arrows leave below them."""
    left, top, right, bottom = area
    sheet.box(
        left,
        top + OVAL[1] / 2,
        right - left,
        bottom - top - OVAL[1] / 2,
        facecolor="white",
        edgecolor=GREY,
        linewidth=0.6,
        zorder=1.5,
    )


def _draw_construct(
    sheet: Sheet, place: Rectangle, construct: DiagramConstruct, size: float, lang: Language
) -> None:
    from matplotlib.patches import Ellipse

    left, top, _right, _bottom = place
    x, y = left + OVAL[0] / 2, top + OVAL[1] / 2
    filled = construct.r_squared is not None
    face = ACCENT if filled else "white"
    oval = Ellipse((x, y), *OVAL, facecolor=face, edgecolor=ACCENT, linewidth=1.1, zorder=3)
    label = within(construct.label, WIDE, size=size, lines=2 if filled else 3)
    full = construct.label
    if construct.r_squared is not None:
        explained = f"R² = {lang.number(construct.r_squared, 3, bounded=True)}"
        label, full = f"{label}\n{explained}", f"{full}: {explained}"
    color = "white" if filled else INK
    text = sheet.write(x, y, label, size=size, ha="center", va="center", color=color, zorder=4)
    tip(sheet.axes.add_patch(oval), full)
    tip(text, full)


def _draw_path(
    sheet: Sheet,
    path: DiagramPath,
    place: tuple[np.ndarray, np.ndarray],
    label: tuple[str, float],
    full: str,
) -> None:
    """Draw a path, the wider the stronger, with its coefficient."""
    route, (x, y) = place
    text, size = label
    draw_route(
        sheet.axes,
        route,
        color=INK if path.found else GREY,
        width=0.8 + 2.0 * min(abs(path.estimate), 1.0) if path.found else 0.7,
        dashed=not path.found,
        head=8,
        full=full,
    )
    number = sheet.write(
        x, y, text, size=size, ha="center", va="center", zorder=5,
        fontweight="bold" if path.found else "normal",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip
    tip(number, full)
