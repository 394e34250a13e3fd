"""Tables and figures as a part of a page that somebody else owns, such as a notebook.

Colours are those of the page, so that light and dark ones both can be read; a figure keeps the
white card that it is drawn for. Every identifier begins with a digest of the content, because many
parts stand on one page.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from ..blocks import Bullets, Document, Heading, Paragraph
from ..figures.picture import Picture, in_style
from ..figures.style import svg_text
from ..html.figure import figure_element
from ..html.markup import element, prose, text
from ..html.table import table_element
from ..table import Table
from .excerpt import excerpt
from .plain_text import text_of

__all__ = ["page_part"]

# Notebooks style every table; the class is named twice so that its rules outweigh theirs.
_STYLE = """
.aqyl.aqyl { font: 14px/1.45 "PT Sans", "DejaVu Sans", "Noto Sans", "Segoe UI", sans-serif;
  color: inherit; max-width: 100%; }
.aqyl.aqyl .scroll { overflow-x: auto; }
.aqyl.aqyl .table, .aqyl.aqyl figure { margin: 1.2em 0; }
.aqyl.aqyl table { border-collapse: collapse; width: auto; margin: 0; font-size: 13px;
  border: 0; border-top: 1.5px solid; border-bottom: 1.5px solid;
  font-variant-numeric: tabular-nums lining-nums; }
.aqyl.aqyl caption { caption-side: top; padding: 0 0 .4em; text-align: left; font-weight: 700;
  color: inherit; font-size: 14px; }
.aqyl.aqyl :is(th, td) { padding: .25em .7em; border: 0; background: none; color: inherit;
  text-align: left; vertical-align: top; font-weight: 400; max-width: 28em; white-space: normal; }
.aqyl.aqyl thead th { border-bottom: 1px solid; vertical-align: bottom; font-weight: 700; }
.aqyl.aqyl thead th[scope="colgroup"] { text-align: center; }
.aqyl.aqyl tbody tr { background: none; }
.aqyl.aqyl tbody tr + tr > * {
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.aqyl.aqyl .n { text-align: right; }
.aqyl.aqyl td.n { white-space: nowrap; }
.aqyl.aqyl table.grid :is(th, td) + :is(th, td) {
  border-left: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.aqyl.aqyl .note { margin: .4em 0 0; max-width: 48em; font-size: 12.5px; opacity: .8; }
.aqyl.aqyl tbody th { min-width: 8em; }
.aqyl.aqyl .card { padding: .6em; background: #fff; border-radius: 6px;
  max-width: calc(var(--width) * 1.5px); }
.aqyl.aqyl .card svg { display: block; width: 100%; height: auto; }
.aqyl.aqyl figcaption { margin-top: .5em; max-width: 48em; }
.aqyl.aqyl summary { cursor: pointer; font-size: 12.5px; opacity: .8; }
.aqyl.aqyl .whole { white-space: nowrap; }
"""


def page_part(document: Document) -> str:
    """Return a document as markup that needs nothing but the page around it."""
    digest = hashlib.sha256(text_of(document).encode()).hexdigest()[:8]
    parts = (_block(block, document, f"{digest}-{i}") for i, block in enumerate(document.blocks))
    content = element("style", _STYLE) + "\n".join(parts)
    return element("div", content, class_="aqyl", lang=document.lang.code)


def _block(block: object, document: Document, here: str) -> str:
    if isinstance(block, Table):
        numbered = bool(block.number)
        table, own = excerpt(block, document.lang), f"a{here}"
        return table_element(table, document, mark=own, here=f"{own}-t", numbered=numbered)
    if isinstance(block, Picture):
        data = excerpt(block.data, document.lang)
        drawing = svg_text(in_style(block, document.style).draw, text=False, prefix=f"a{here}-")
        own = replace(block, name=f"{here}-{block.name}", data=data)
        return figure_element(own, drawing, document, mark=f"a{here}")
    if isinstance(block, Heading):
        return element("h3" if block.level == 1 else "h4", text(block.text))
    if isinstance(block, Bullets):
        return element("ul", "".join(element("li", prose(item)) for item in block.items))
    return element("p", prose(block.text)) if isinstance(block, Paragraph) else ""
