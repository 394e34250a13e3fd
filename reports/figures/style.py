"""The look of figures, decided in one place: fonts, colours, sizes, and how they are saved.

Colours are those of Okabe and Ito, which colour-blind readers tell apart; every series also has a
marker and a dash of its own, so that a grey print can be read. Sizes are millimetres on paper.
"""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...data import folder
from ..language import Language
from .svg import finished, tip, tips

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

__all__ = [
    "ACCENT",
    "FAINT",
    "FORMATS",
    "GREY",
    "INK",
    "INLINE",
    "SERIES",
    "SeriesStyle",
    "blank",
    "drawn",
    "heading",
    "house_style",
    "number_ticks",
    "row_label",
    "save",
    "svg_text",
    "tip",
    "tips",
]

_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
FORMATS = ("pdf", "svg", "png")
INLINE = "inline"  # an SVG to stand within a page
INK = "#1f2430"
GREY = "#6b7280"
FAINT = "#d9dce1"
ACCENT = "#0072b2"

_RC: dict[Any, Any] = {
    "font.family": ["PT Sans", "DejaVu Sans"],
    "font.size": 9.0,
    "axes.edgecolor": GREY,
    "axes.labelcolor": GREY,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "aqyl",
    "path.simplify": False,
    "text.parse_math": False,
}


@dataclass(frozen=True, slots=True)
class SeriesStyle:
    """Colour, marker and dash of one series."""

    color: str
    marker: str
    dash: str | tuple[int, tuple[float, ...]]


SERIES = (
    SeriesStyle("#0072b2", "o", "-"),
    SeriesStyle("#d55e00", "s", (0, (5, 1.5))),
    SeriesStyle("#009e73", "^", (0, (1.2, 1.2))),
    SeriesStyle("#cc79a7", "D", (0, (6, 1.5, 1.2, 1.5))),
    SeriesStyle("#8a6d00", "v", (0, (3, 1))),
    SeriesStyle("#56b4e9", "P", (0, (8, 2))),
    SeriesStyle("#000000", "X", (0, (2, 2))),
    SeriesStyle("#e69f00", "*", (0, (4, 1, 1, 1, 1, 1))),
)


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save within the house style, whatever the user's matplotlib settings are."""
    import matplotlib as mpl
    from matplotlib import font_manager

    for path in sorted(folder("fonts").glob("*.ttf")):
        if str(path) not in {entry.fname for entry in font_manager.fontManager.ttflist}:
            font_manager.fontManager.addfont(str(path))
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RC)
        yield


def blank(width: float, height: float) -> Figure:
    """Return an empty figure of a size in millimetres, which no screen backend knows of."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 25.4, height / 25.4))
    figure.set_layout_engine("constrained", w_pad=0.08, h_pad=0.08)
    FigureCanvasAgg(figure)
    return figure


def heading(axes: Axes, title: str, subtitle: str = "") -> None:
    """Write the title flush left above the plot, the unit or period small below it."""
    lift = 16 if subtitle else 8
    axes.annotate(
        title,
        (0, 1),
        (0, lift),
        "axes fraction",
        textcoords="offset points",
        fontsize=10.5,
        fontweight="bold",
        va="bottom",
        annotation_clip=False,
    )
    if subtitle:
        axes.annotate(
            subtitle,
            (0, 1),
            (0, 5),
            "axes fraction",
            textcoords="offset points",
            fontsize=8.5,
            color=GREY,
            va="bottom",
            annotation_clip=False,
        )


def number_ticks(axis: Axis, lang: Language, *, bounded: bool = False) -> None:
    """Write the numbers of an axis with as many decimals as their distance needs.

    `bounded` says that they belong to a statistic that cannot pass 1.
    """
    from matplotlib.ticker import FuncFormatter

    def decimals(step: float) -> int:
        return next((d for d in range(12) if abs(round(step, d) - step) < 1e-6 * step), 12)

    ticks = axis.get_ticklocs()
    digits = decimals(float(ticks[1] - ticks[0])) if len(ticks) > 1 else 2
    axis.set_major_formatter(
        FuncFormatter(lambda value, _: lang.number(value, digits, bounded=bounded))
    )


def row_label(text: str) -> str:
    """Break the name of a row into at most two lines of 34 letters."""
    return textwrap.fill(textwrap.shorten(text, 64, placeholder="…"), 34)


def save(draw: Callable[[], Figure], stem: Path) -> list[Path]:
    """Draw in the house style and write PDF, SVG and PNG (300 dpi), the same bytes every time.

    Parameters
    ----------
    draw : callable
        Returns the figure.
    stem : Path
        File name without ending.
    """
    written = []
    with _drawing():
        for ending, content in _files(draw()).items():
            written.append(stem.with_name(f"{stem.name}.{ending}"))
            written[-1].write_bytes(content)
    return written


def drawn(draw: Callable[[], Figure], *, prefix: str) -> dict[str, bytes]:
    """Draw in the house style once: the files of `save` by ending, and the SVG of `svg_text`.

    Parameters
    ----------
    draw : callable
        Returns the figure.
    prefix : str
        Stands before every identifier of the SVG for a page.

    Returns
    -------
    dict of str to bytes
        Keys pdf, svg, png, and `INLINE`.
    """
    import matplotlib as mpl

    with _drawing():
        figure = draw()
        files = _files(figure)
        mpl.rcParams["svg.fonttype"] = "none"
        inline = finished(_svg(figure), prefix=prefix, fixed=False)
        return files | {INLINE: inline.encode("utf-8")}


def _files(figure: Figure) -> dict[str, bytes]:
    """Write a figure in every format; it is laid out once, and so alike in all."""
    found = {}
    for ending in FORMATS:
        if ending == "svg":
            found[ending] = (_XML + finished(_svg(figure))).encode("utf-8")
            continue
        page = BytesIO()
        undated = {"CreationDate": None} if ending == "pdf" else {}
        figure.savefig(page, format=ending, dpi=300, metadata=undated)
        found[ending] = page.getvalue()
        figure.set_layout_engine("none")
    return found


def svg_text(draw: Callable[[], Figure], *, text: bool, prefix: str) -> str:
    """Draw in the house style and return an SVG to stand within a page, as wide as its place.

    Parameters
    ----------
    draw : callable
        Returns the figure.
    text : bool
        Whether words stay text, in a font that the page must have; else they are outlines.
    prefix : str
        Stands before every identifier: another one for every figure of a page.

    Examples
    --------
    >>> found = svg_text(lambda: blank(10, 10), text=True, prefix="f1-")
    >>> found.startswith("<svg xmlns="), "width=" in found.partition(">")[0]
    (True, False)
    """
    import matplotlib as mpl

    with _drawing():
        mpl.rcParams["svg.fonttype"] = "none" if text else "path"
        return finished(_svg(draw()), prefix=prefix, fixed=False)


@contextmanager
def _drawing() -> Iterator[None]:
    """House style, without the warning of signs that no font has: they are drawn as a box."""
    with house_style(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph .* missing from font", UserWarning)
        yield


def _svg(figure: Figure) -> str:
    page = StringIO()
    figure.savefig(page, format="svg", dpi=300, metadata={"Date": None})
    return page.getvalue()
