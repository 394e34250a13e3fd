"""A figure on the page: the drawing, its caption, its notes, and its numbers as a table."""

from __future__ import annotations

from dataclasses import replace

from ..blocks import Document
from ..cache import NO_CACHE, Cache
from ..caption import caption_of, note_of
from ..figures.picture import Picture
from .markup import caption_words, element, identifier, note_paragraph, place, text
from .svg import inlined, width
from .table import table_element

__all__ = ["figure_element"]


def figure_element(
    picture: Picture, drawing: str, document: Document, *, mark: str, cache: Cache = NO_CACHE
) -> str:
    """Return a figure with the table of its data, which opens without a script.

    Parameters
    ----------
    picture : Picture
    drawing : str
        SVG.
    document : Document
        Language and style of the page.
    mark : str
        Short identifier that those within the drawing and the table begin with.
    cache : Cache
        Keeps drawings as parts of a page.
    """
    lang = document.lang
    here = place(picture, lang.code)
    caption = caption_of(picture, lang)
    prefix, label = f"{mark}-", picture.alt
    svg = cache(
        "inlined", (drawing, prefix, label), lambda: inlined(drawing, prefix=prefix, label=label)
    )
    card = element(
        "div",
        svg,
        class_="card scroll",
        style=f"--width:{width(svg):.0f}",
        role="region",
        tabindex="0",
        aria_labelledby=f"{here}-caption",
    )
    hint = element("p", text(lang.text("page.figure_scroll")), class_="hint", aria_hidden="true")
    above = document.style.title_below
    words = element(
        "figcaption",
        caption_words(caption, title_below=above),
        id=f"{here}-caption",
        style="margin: 0 0 .5rem" if above else None,
    )
    # The numbers belong to the figure: they are no table of the document and have no number.
    data = replace(picture.data, title=picture.data.title or picture.caption, notes=())
    numbers = table_element(
        data, document, mark=mark, here=identifier(lang.code, "d", picture.name), numbered=False
    )
    summary = element("summary", text(lang.text("page.data")))
    return element(
        "figure",
        (words + card + hint if above else card + hint + words)
        + note_paragraph(note_of(picture.notes, lang, document.style))
        + element("details", summary + numbers, class_="data"),
        id=here,
        tabindex="-1",
    )
