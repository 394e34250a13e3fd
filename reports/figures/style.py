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
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ...data import folder
from ..language import Language

__all__ = [
    "ACCENT",
    "FAINT",
    "FORMATS",
    "GREY",
    "INK",
    "SERIES",
    "SeriesStyle",
    "blank",
    "heading",
    "house_style",
    "number_ticks",
    "row_label",
    "save",
]

FORMATS = ("pdf", "svg", "png")
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
    for path in sorted(folder("fonts").glob("*.ttf")):
        if str(path) not in {entry.fname for entry in font_manager.fontManager.ttflist}:
            font_manager.fontManager.addfont(str(path))
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RC)
        yield


def blank(width: float, height: float) -> Figure:
    """Return an empty figure of a size in millimetres, which no screen backend knows of."""
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


def number_ticks(axis: Axis, lang: Language) -> None:
    """Write the numbers of an axis with as many decimals as their distance needs."""

    def decimals(step: float) -> int:
        return next((d for d in range(12) if abs(round(step, d) - step) < 1e-6 * step), 12)

    ticks = axis.get_ticklocs()
    digits = decimals(float(ticks[1] - ticks[0])) if len(ticks) > 1 else 2
    axis.set_major_formatter(FuncFormatter(lambda value, _: lang.number(value, digits)))


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
    with house_style(), warnings.catch_warnings():
        # A sign that no font has is drawn as a box, which the reader sees.
        warnings.filterwarnings("ignore", r"Glyph .* missing from font", UserWarning)
        figure = draw()
        for ending in FORMATS:
            path = stem.with_name(f"{stem.name}.{ending}")
            undated = {"pdf": {"CreationDate": None}, "svg": {"Date": None}}.get(ending, {})
            figure.savefig(path, dpi=300, metadata=undated)
            written.append(path)
    return written
