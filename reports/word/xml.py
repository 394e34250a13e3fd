"""WordprocessingML as markup: an element is built in one call, with any text as text.

Elements are strings until a document is read as a whole: a chapter has a hundred thousand of them,
and a tree of objects takes several times as long to build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

__all__ = [
    "Element",
    "attribute",
    "break_line",
    "clean",
    "paragraph",
    "parsed",
    "run",
    "verbatim",
    "w",
    "with_property",
]

Element = str  # its markup

_SPACES = nsdecls("w", "r", "wp")
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("([\n\t\u2011])")
_SIGNS = {  # the typeface may lack the hyphen
    "\n": "<w:br/>",
    "\t": "<w:tab/>",
    "\u2011": "<w:noBreakHyphen/>",
}


def w(tag: str, /, *children: Element | None, **attributes: object) -> Element:
    """Build an element of the namespace ``w``.

    Parameters
    ----------
    tag : str
        Local name, such as ``"tcPr"``.
    *children : element or None
        In the order in which they are written; None is left out.
    **attributes
        Of the same namespace; None is left out.

    Examples
    --------
    >>> w("tcPr", w("vAlign", val="top"), None)
    '<w:tcPr><w:vAlign w:val="top"/></w:tcPr>'
    """
    given = [f' w:{name}="{attribute(v)}"' for name, v in attributes.items() if v is not None]
    opening = f"<w:{tag}{''.join(given)}"
    content = "".join(filter(None, children))
    return f"{opening}>{content}</w:{tag}>" if content else f"{opening}/>"


def attribute(value: object) -> str:
    r"""Return the markup of the value of an attribute.

    Examples
    --------
    >>> attribute('a\nb "c" & d'), attribute(7)
    ('a&#10;b &quot;c&quot; &amp; d', '7')
    """
    if isinstance(value, str):
        return escape(clean(value)).replace("\n", "&#10;").replace("\t", "&#9;")
    return str(value)


def clean(text: str) -> str:
    r"""Show what a document cannot hold as a replacement sign.

    Examples
    --------
    >>> clean("a\x0bb\r\nc")
    'a�b\nc'
    """
    if "\r" in text:
        text = re.sub(r"\r\n?", "\n", text)
    return _FORBIDDEN.sub("\ufffd", text)


def verbatim(tag: str, text: str) -> Element:
    """Build an element whose text keeps its spaces.

    Examples
    --------
    >>> verbatim("t", " < ")
    '<w:t xml:space="preserve"> &lt; </w:t>'
    """
    return f'<w:{tag} xml:space="preserve">{escape(text, quote=False)}</w:{tag}>'


def run(text: str, *properties: Element | None) -> Element:
    """Build a run of text; a line feed in it becomes a break, a tab a tab, a hyphen stays one."""
    look = w("rPr", *properties) if any(properties) else None
    parts = _BREAK.split(clean(text))
    return w("r", look, *(_SIGNS.get(part) or verbatim("t", part) for part in parts if part))


def break_line() -> Element:
    """Build a run that begins a new line."""
    return w("r", w("br"))


def paragraph(
    style: str, *content: Element, properties: tuple[Element | None, ...] = ()
) -> Element:
    """Build a paragraph of a style; `properties` follow the style in the order of the schema."""
    return w("p", _look(style, properties), *content)


@lru_cache(1024)  # few, of very many paragraphs
def _look(style: str, properties: tuple[Element | None, ...]) -> Element:
    return w("pPr", w("pStyle", val=style), *properties)


def with_property(element: Element, added: Element) -> Element:
    """Return a paragraph with one more property, after those that it has."""
    return element.replace("</w:pPr>", f"{added}</w:pPr>", 1)


def parsed(elements: Iterable[Element]) -> list[Any]:
    """Read elements as the objects of the library, which carry no types of their own."""
    return list(parse_xml(f"<w:body {_SPACES}>{''.join(elements)}</w:body>"))
