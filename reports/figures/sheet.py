"""Figures that are laid out by hand: millimetres from the upper left corner, words that fit.

Tables of marks (bars, cells, names, numbers in columns) need places that are known before anything
is drawn. The width of words is measured in the font of the house, so they end where they should.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .style import GREY, blank, tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle
    from matplotlib.text import Text

__all__ = ["Sheet", "key_rows", "new_sheet", "text_width", "within"]

_MARGIN = 2.0
_POINT = 25.4 / 72  # millimetres
_LEADING = 1.25  # from one line to the next, in sizes of the letters
_TITLE, _SUBTITLE = 10.5, 8.5  # points


@dataclass(frozen=True, slots=True)
class Sheet:
    """An empty figure with its heading.

    Attributes
    ----------
    figure : Figure
    axes : Axes
        Covers the figure; one unit is a millimetre, and y grows downwards.
    width, height : float
    top : float
        Where the heading ends.
    """

    figure: Figure
    axes: Axes
    width: float
    height: float
    top: float

    def write(self, x: float, y: float, text: str, *, size: float = 8.5, **looks: Any) -> Text:
        """Write a text, its middle line at `y`."""
        looks = {"va": "center_baseline", "linespacing": _LEADING / 1.2, **looks}
        return self.axes.text(x, y, text, fontsize=size, **looks)

    def name(
        self, x: float, y: float, text: str, room: float, *, lines: int = 2, **looks: Any
    ) -> Text:
        """Write a text in the room that it has; what was cut off is shown on hover."""
        size = float(looks.pop("size", 8.5))
        shown = within(text, room, size=size, lines=lines)
        drawn = self.write(x, y, shown, size=size, **looks)
        if shown.endswith("…") and not text.endswith("…"):
            tip(drawn, text)
        return drawn

    def box(self, x: float, y: float, width: float, height: float, **looks: Any) -> Rectangle:
        """Draw a rectangle from its upper left corner."""
        from matplotlib.patches import Rectangle

        patch = Rectangle((x, y), width, height, **{"linewidth": 0, **looks})
        self.axes.add_patch(patch)
        return patch

    def plot(self, x: float, y: float, width: float, height: float) -> Axes:
        """Add a plot with axes of its own, from its upper left corner."""
        bottom = self.height - y - height
        place = (x / self.width, bottom / self.height, width / self.width, height / self.height)
        return self.figure.add_axes(place)


def new_sheet(width: float, height: float, title: str, subtitle: str = "") -> Sheet:
    """Return a sheet with a heading at its left edge; `height` is what stands below it."""
    room = width - 2 * _MARGIN
    heading = within(title, room, size=_TITLE, lines=3, bold=True)
    below = within(subtitle, room, size=_SUBTITLE, lines=2)
    first = _MARGIN + _lines(heading, _TITLE)
    top = first + (_lines(below, _SUBTITLE) if subtitle else 0) + 1.5
    figure = blank(width, top + height)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(top + height, 0)
    axes.axis("off")
    sheet = Sheet(figure, axes, width, top + height, top)
    sheet.write(_MARGIN, _MARGIN, heading, size=_TITLE, va="top", fontweight="bold")
    sheet.write(_MARGIN, first, below, size=_SUBTITLE, va="top", color=GREY)
    return sheet


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line in millimetres, in the font of the house style if that is in force."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(size=size, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] * _POINT


def within(text: str, room: float, *, size: float = 8.5, lines: int = 2, bold: bool = False) -> str:
    """Break a text into lines of `room` millimetres, and end the last with "…" if there are more.

    Examples
    --------
    >>> within("one two three", 500), within("one two three", 12, lines=1).endswith("…")
    ('one two three', True)
    """

    def fits(line: str) -> bool:
        return text_width(line, size, bold=bold) <= room

    done: list[str] = []
    line = ""
    for word in text.split():
        if len(done) > lines:
            break
        longer = f"{line} {word}".strip()
        if fits(longer):
            line = longer
            continue
        if line:
            done.append(line)
        line = word
        while not fits(line) and len(done) < lines and len(line) > 1:
            cut = max(_most(len(line), lambda k: fits(line[:k])), 1)  # noqa: B023
            done.append(line[:cut])
            line = line[cut:]
    done.append(line)
    if len(done) <= lines:
        return "\n".join(done)
    last = done[lines - 1]
    last = last[: _most(len(last), lambda k: fits(last[:k].rstrip() + "…"))].rstrip()
    return "\n".join([*done[: lines - 1], last + "…"])


def _most(count: int, fit: Callable[[int], bool]) -> int:
    """Return how many of `count` letters fit, in few trials: each measures all of them."""
    return bisect_left(range(1, count + 1), True, key=lambda k: not fit(k))


def key_rows(names: list[str], room: float, *, mark: float, size: float = 8.5) -> list[list[int]]:
    """Share the entries of a key out to rows, in reading order.

    Parameters
    ----------
    names : list of str
    room : float
        Width of a row in millimetres.
    mark : float
        Width of the mark before each name, with the spaces around.
    size : float
        Of the letters, in points.
    """
    rows: list[list[int]] = [[]]
    used = 0.0
    for i, name in enumerate(names):
        width = mark + text_width(name, size)
        if rows[-1] and used + width > room:
            rows.append([])
            used = 0.0
        rows[-1].append(i)
        used += width
    return rows


def _lines(text: str, size: float) -> float:
    """Height of a text in millimetres."""
    return (text.count("\n") + 1) * size * _POINT * _LEADING
