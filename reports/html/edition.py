"""The document of one language as a part of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version

from ..blocks import Block, Bullets, Document, Heading, Paragraph
from ..cache import NO_CACHE, Cache
from ..caption import reference
from ..figures.picture import Picture
from ..table import Table
from .contents import contents, heading_place
from .figure import figure_element
from .markup import element, identifier, place, prose, text
from .table import table_element

__all__ = ["edition", "text_place"]


def edition(
    document: Document, drawings: Mapping[str, str], *, hidden: bool, cache: Cache = NO_CACHE
) -> str:
    """Return a document with its contents; all but one of a page are hidden.

    Parameters
    ----------
    document : Document
    drawings : mapping
        SVG by name of the figure.
    hidden : bool
    cache : Cache
        Keeps drawings as parts of a page.
    """
    lang = document.lang
    title = element("h1", prose(document.title))
    subtitle = element("p", prose(document.subtitle), class_="subtitle")
    parts = [element("header", title + subtitle)]
    parts += [
        _block(block, document, drawings, f"{lang.code}{i}", cache)
        for i, block in enumerate(document.blocks)
    ]
    made = lang.text("document.made_by", version=version("aqyl"))
    parts.append(element("footer", element("p", text(made))))
    main = element("main", "\n".join(parts), id=text_place(document), tabindex="-1")
    return element(
        "div",
        element("div", f"{contents(document)}\n{main}", class_="page"),
        lang=lang.code,
        class_="edition",
        data_edition=lang.code,
        data_title=document.title,
        data_sort=lang.text("page.sort"),
        data_ascending=lang.text("page.ascending"),
        data_descending=lang.text("page.descending"),
        data_original=lang.text("page.original"),
        hidden=hidden,
    )


def text_place(document: Document) -> str:
    """Return the identifier of the text."""
    return identifier(document.lang.code, "text")


def _block(
    block: Block, document: Document, drawings: Mapping[str, str], mark: str, cache: Cache
) -> str:
    if isinstance(block, Heading):
        tag = "h2" if block.level == 1 else "h3"
        return element(tag, text(block.text), id=heading_place(block, document), tabindex="-1")
    if isinstance(block, Paragraph):
        return element("p", _sentences(block, document))
    if isinstance(block, Bullets):
        return element("ul", "".join(element("li", prose(item)) for item in block.items))
    if isinstance(block, Table):
        return _said(block, document) + table_element(block, document, mark=mark)
    drawing = drawings[block.name]
    return _said(block, document) + figure_element(block, drawing, document, mark=mark, cache=cache)


def _said(block: Table | Picture, document: Document) -> str:
    """Return what the sentences of a table or figure say, unless a paragraph says it already."""
    told = any(isinstance(b, Paragraph) and block.name in b.refers for b in document.blocks)
    if not block.text or told:
        return ""
    said = Paragraph(" ".join(block.text), (block.name,) if block.number else ())
    return element("p", _sentences(said, document))


def _sentences(paragraph: Paragraph, document: Document) -> str:
    """Return a paragraph with links to what it refers to, where it is named or at its end."""
    said, pointers = prose(paragraph.text), []
    for target in _targets(paragraph, document):
        words = "".join(reference(target, document.lang))
        link = element("a", text(words), href=f"#{place(target, document.lang.code)}")
        before, named, after = said.partition(prose(words))
        if named:
            said = f"{before}{link}{after}"
        else:
            pointers.append(link)
    if not pointers:
        return said
    stop = "." if said.endswith(".") else ""
    return f"{said.removesuffix('.')} ({', '.join(pointers)}){stop}"


def _targets(paragraph: Paragraph, document: Document) -> Iterator[Table | Picture]:
    """Find the numbered tables and figures that a paragraph refers to."""
    for name in paragraph.refers:
        for block in document.blocks:
            if isinstance(block, Table | Picture) and block.name == name:
                if block.number:
                    yield block
                break
