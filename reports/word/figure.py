"""Figures in Word: the picture in its line, as wide as it was drawn, with its alternative text."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from ..figures.picture import Picture
from .page import Page
from .xml import Element, attribute, paragraph, w

__all__ = ["figure_paragraph"]

_EMU = 12_700  # units of drawings in a point
_CAPTION = 120.0  # points of the page that are kept for caption and notes
_HIGHEST = (
    0.52  # of a page: a figure that is higher is made smaller, so that others stand beside it
)
_SMALLEST = 0.8  # of its size, so that its letters can be read

_INLINE = (
    '<wp:inline xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="{id}" name="{name}" descr="{alt}"/><wp:cNvGraphicFramePr>'
    '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{id}" name="{name}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline>"
)


def figure_paragraph(
    picture: Picture, folder: Path, document: WordDocument, page: Page, number: int
) -> Element:
    """Return the paragraph of a figure.

    Parameters
    ----------
    picture : Picture
    folder : Path
        Holds ``NAME.png``.
    document : docx.Document
        Receives the picture as it is.
    page : Page
        The figure is no wider than its text, and leaves room for the caption.
    number : int
        Of its own within the document.
    """
    relation, image = document.part.get_or_add_image(str(folder / f"{picture.name}.png"))
    wide, high = image.width / _EMU, image.height / _EMU
    lower = max(_SMALLEST, _HIGHEST * page.depth / high)
    scale = min(1.0, lower, page.room / wide, (page.depth - _CAPTION) / high)
    inline = _INLINE.format(
        cx=round(scale * wide * _EMU),
        cy=round(scale * high * _EMU),
        id=number,
        relation=relation,
        name=attribute(picture.name),
        alt=attribute(picture.alt),
    )
    return paragraph("Figure", w("r", w("drawing", inline)))
