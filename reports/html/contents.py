"""What stands beside the text: a box to search it, its headings, its tables and figures."""

from __future__ import annotations

from ..blocks import Document, Heading
from ..caption import caption_of
from ..figures.picture import Picture
from ..table import Table
from .markup import element, identifier, place, text, void

__all__ = ["contents", "heading_place"]

_LISTED = 40  # results of a search that are listed


def contents(document: Document) -> str:
    """Return the side of the page: search, contents, list of tables, list of figures."""
    lang = document.lang
    blocks = document.blocks
    headings = [b for b in blocks if isinstance(b, Heading)]
    tables = [b for b in blocks if isinstance(b, Table)]
    figures = [b for b in blocks if isinstance(b, Picture)]
    listed = element("summary", text(lang.text("document.contents")))
    listed += _headings(headings, document)
    for key, found in (("page.tables", tables), ("page.figures", figures)):
        if found:
            count = element("span", text(lang.number(len(found), 0)), class_="count")
            summary = element("summary", f"{text(lang.text(key))} {count}")
            items = "".join(_item(block, document) for block in found)
            listed += element("details", summary + element("ul", items))
    details = element("details", listed, class_="contents", open=True)
    nav = element("nav", details, aria_label=lang.text("document.contents"))
    return element("div", _search(document) + nav, class_="side")


def heading_place(heading: Heading, document: Document) -> str:
    """Return the identifier of a heading."""
    return identifier(document.lang.code, "s", heading.anchor)


def _headings(headings: list[Heading], document: Document) -> str:
    """Return the headings as a list; those of level 2 form a list within the item before them."""
    items: list[str] = []
    below: list[str] = []
    for heading in reversed(headings):
        link = element("a", text(heading.text), href=f"#{heading_place(heading, document)}")
        if heading.level > 1:
            below.insert(0, element("li", link))
            continue
        inner = element("ul", "".join(below)) if below else ""
        items.insert(0, element("li", link + inner))
        below = []
    return element("ul", "".join((*below, *items)))


def _item(block: Table | Picture, document: Document) -> str:
    caption = caption_of(block, document.lang)
    number = text(caption.label.removeprefix(caption.word).strip())
    words = (f"<b>{number}</b> " if number else "") + text(caption.title)
    return element("li", element("a", words, href=f"#{place(block, document.lang.code)}"))


def _search(document: Document) -> str:
    """Return the search box, hidden until the script that serves it has started."""
    lang = document.lang
    box, status = identifier(lang.code, "search"), identifier(lang.code, "found")
    field = void(
        "input",
        type="search",
        id=box,
        placeholder=lang.text("page.search_hint"),
        autocomplete="off",
        spellcheck="false",
        aria_describedby=status,
    )
    return element(
        "div",
        element("label", text(lang.text("page.search")), for_=box)
        + field
        + element("p", "", id=status, class_="status", role="status")
        + element("ul", "", class_="results", hidden=True),
        class_="search",
        role="search",
        hidden=True,
        data_found=lang.text("page.found"),
        data_nothing=lang.text("page.nothing"),
        data_first=lang.text("page.first", n=lang.number(_LISTED, 0)),
        data_listed=_LISTED,
    )
