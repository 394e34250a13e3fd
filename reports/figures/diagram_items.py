"""The items of a construct in a path diagram, with their loadings: at arrows, or in a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..language import Language
from .arrow import draw_route
from .label_places import Rectangle
from .model_block import Block
from .sheet import Sheet, text_width, within
from .style import GREY, INK, tip

__all__ = [
    "OVAL",
    "WIDE",
    "DiagramConstruct",
    "DiagramItem",
    "Side",
    "block_of",
    "draw_items",
]

Side = Literal["left", "right", "below", "beside"]  # the last two are grids

OVAL, WIDE = (35.0, 15.0), 27.0  # millimetres of a construct, and of a line of its label
_ITEM, _STEP = (17.0, 4.2), 4.9  # an item, and from one to the next
_SHORT = 12.5  # width of an item without its loading
_ARM = 13.5  # from a construct to its items, where the loadings stand
_IN_ROW, _BETWEEN, _BELOW = 2, 0.8, 1.2  # items in a row of a grid, and room around them
_SIZE, _NUMBER = 7.0, 6.5  # points


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


def block_of(construct: DiagramConstruct, side: Side, *, across: bool) -> Block:
    """Return the room of a construct with its items; `across` if layers stand beside each other."""
    count = len(construct.items)
    rows = -(-count // _IN_ROW)
    if side == "beside":
        wide = OVAL[0] + min(count, _IN_ROW) * (_ITEM[0] + _BETWEEN)
        high = max(OVAL[1], rows * _STEP)
        low = (high - OVAL[1]) / 2
        return Block((high, wide), (low, 0, low + OVAL[1], OVAL[0]), oval=True, flanked=True)
    if side == "below":
        high = OVAL[1] + (rows * _STEP + _BELOW if rows else 0)
        if across:
            return Block((OVAL[0], high), (0, 0, *OVAL), oval=True, flanked=rows > 0)
        core = (0.0, 0.0, OVAL[1], OVAL[0])
        return Block((high, OVAL[0]), core, oval=True, leaves=high if rows else None)
    high = max(OVAL[1], count * _STEP)
    deep = OVAL[0] + _ARM + _SHORT
    near, low = (deep - OVAL[0] if side == "left" else 0.0), (high - OVAL[1]) / 2
    return Block((deep, high), (near, low, near + OVAL[0], low + OVAL[1]), oval=True)


def draw_items(
    sheet: Sheet, oval: Rectangle, construct: DiagramConstruct, side: Side, lang: Language
) -> None:
    """Draw the items of a construct whose oval is in its place."""
    for k in range(len(construct.items)):
        if side in {"below", "beside"}:
            _draw_in_grid(sheet, oval, construct, k, lang, below=side == "below")
        else:
            _draw_at_arrow(sheet, oval, construct, k, -1 if side == "left" else 1, lang)


def _draw_at_arrow(
    sheet: Sheet,
    oval: Rectangle,
    construct: DiagramConstruct,
    k: int,
    sign: int,
    lang: Language,
) -> None:
    """Draw an item with its loading left (-1) or right (1) of a construct."""
    item, y = construct.items[k], (oval[1] + oval[3]) / 2
    at = y + _STEP * (k - (len(construct.items) - 1) / 2)
    edge = oval[0] if sign < 0 else oval[2]
    inner = edge + sign * _ARM
    ends = np.array([(edge, y), (inner, at)])
    full = _full(item, construct, lang)
    route = ends[::-1] if construct.formed else ends
    draw_route(sheet.axes, route, color=GREY, width=0.5, head=4, full=full)
    left = inner if sign > 0 else inner - _SHORT
    _draw_box(sheet, (left, at), item.code, "", full)
    # Loadings stand near the items, where the lines are farthest apart.
    x, middle = ends[0] + 0.68 * (ends[1] - ends[0])
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.3}
    text = lang.number(item.loading, 2, bounded=True)
    number = sheet.write(x, middle, text, size=_NUMBER, ha="center", va="center", bbox=box)
    tip(number, full)


def _draw_in_grid(
    sheet: Sheet,
    oval: Rectangle,
    construct: DiagramConstruct,
    k: int,
    lang: Language,
    *,
    below: bool,
) -> None:
    """Draw an item with its loading in the grid below or right of a construct."""
    row, place = divmod(k, _IN_ROW)
    rows, wide = -(-len(construct.items) // _IN_ROW), _ITEM[0] + _BETWEEN
    if below:
        in_row = min(_IN_ROW, len(construct.items) - row * _IN_ROW)
        left = oval[0] + OVAL[0] / 2 + (place - in_row / 2) * wide + _BETWEEN / 2
        at = oval[3] + _BELOW / 2 + _STEP * (row + 0.5)
    else:
        left = oval[2] + place * wide + _BETWEEN
        at = (oval[1] + oval[3]) / 2 + _STEP * (row - (rows - 1) / 2)
    item = construct.items[k]
    text = lang.number(item.loading, 2, bounded=True)
    _draw_box(sheet, (left, at), item.code, text, _full(item, construct, lang))


def _draw_box(sheet: Sheet, place: tuple[float, float], code: str, number: str, full: str) -> None:
    """Draw an item from the middle of its left side, with a number at its right if there is one."""
    x, y = place
    wide = _ITEM[0] if number else _SHORT
    box = sheet.box(
        x,
        y - _ITEM[1] / 2,
        wide,
        _ITEM[1],
        facecolor="white",
        edgecolor=GREY,
        linewidth=0.4,
        zorder=2,
    )
    tip(box, full)
    room = wide - 1.6 - (text_width(number, _NUMBER) + 0.8 if number else 0)
    shown = within(code, room, size=_SIZE, lines=1)
    centre = x + wide / 2
    looks = {"color": INK, "zorder": 4}
    if number:
        tip(sheet.write(x + 0.8, y, shown, size=_SIZE, **looks), full)
        tip(sheet.write(x + wide - 0.8, y, number, size=_NUMBER, ha="right", **looks), full)
    else:
        tip(sheet.write(centre, y, shown, size=_SIZE, ha="center", **looks), full)


def _full(item: DiagramItem, construct: DiagramConstruct, lang: Language) -> str:
    loading = lang.number(item.loading, 3, bounded=True)
    return f"{construct.label}, {item.code}: {loading}"
