"""A figure to be published: what draws it, its caption, its data, its words for the blind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..csv_file import write_csv
from ..language import Language
from ..table import Table
from ..table_style import TableStyle
from .style import save

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Picture", "in_style", "save_picture"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One figure.

    Attributes
    ----------
    name : str
        File name without ending, and anchor.
    caption : str
    alt : str
        One sentence for those who cannot see it.
    data : Table
        The numbers that are drawn.
    draw : callable
        Returns the matplotlib figure; can be sent to another process.
    notes : tuple of str
    number : str
        Number within the document.
    text : tuple of str
        Sentences that say what the figure shows.
    """

    name: str
    caption: str
    alt: str
    data: Table
    draw: Callable[[], Figure]
    notes: tuple[str, ...] = ()
    number: str = ""
    text: tuple[str, ...] = ()


def in_style(picture: Picture, style: TableStyle) -> Picture:
    """Return a figure whose numbers are written as the tables of a style write theirs.

    `picture.draw` is a partial call that has its language among its arguments.
    """
    draw = picture.draw
    if not isinstance(draw, partial):
        return picture
    if all(a.style == style for a in draw.args if isinstance(a, Language)):
        return picture
    args = [replace(a, style=style) if isinstance(a, Language) else a for a in draw.args]
    return replace(picture, draw=partial(draw.func, *args, **draw.keywords))


def save_picture(picture: Picture, folder: Path) -> None:
    """Write the figure as PDF, SVG and PNG, and its data as CSV."""
    save(picture.draw, folder / picture.name)
    write_csv(picture.data, folder / f"{picture.name}.csv")
