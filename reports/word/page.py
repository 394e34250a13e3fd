"""Pages of Word documents: A4, the margins of theses, upright or on their side."""

from __future__ import annotations

from dataclasses import dataclass

from .xml import Element, w

__all__ = ["LANDSCAPE", "PORTRAIT", "TWIPS", "Page", "section_properties"]

TWIPS = 20  # units of Word in a point
_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Page:
    """A page in twips.

    Attributes
    ----------
    wide, high : int
        Paper.
    top, right, bottom, left : int
        Margins.
    """

    wide: int
    high: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def room(self) -> float:
        """Width of the text, in points."""
        return (self.wide - self.left - self.right) / TWIPS

    @property
    def depth(self) -> float:
        """Height of the text, in points."""
        return (self.high - self.top - self.bottom) / TWIPS


def _page(*millimetres: float) -> Page:
    return Page(*(round(length * _MM) for length in millimetres))


PORTRAIT = _page(210, 297, 20, 15, 20, 30)
LANDSCAPE = _page(297, 210, 30, 20, 15, 20)  # the wide margin stays at the edge that is bound


def section_properties(page: Page, footer: str) -> Element:
    """Return the properties of a section that begins on a new page; `footer` is its part."""
    margins = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    return w(
        "sectPr",
        f'<w:footerReference w:type="default" r:id="{footer}"/>',
        w("type", val="nextPage"),
        w(
            "pgSz",
            w=page.wide,
            h=page.high,
            orient="landscape" if page.wide > page.high else None,
        ),
        w("pgMar", **margins, header=567, footer=567, gutter=0),
        w("cols", space=708),
    )
