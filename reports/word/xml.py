"""Elements of WordprocessingML: built in one call each, with any text as text."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import nsmap as namespaces
from docx.oxml.ns import qn
from docx.oxml.parser import oxml_parser

__all__ = ["Element", "break_line", "clean", "paragraph", "run", "w"]

Element = Any  # the library's elements carry no types of their own

_NAMES = {"w": namespaces["w"]}
_SPACE = f"{{{_NAMES['w']}}}"
_KEEP_SPACE = qn("xml:space")
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("([\n\t\u2011])")


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
    >>> cell = w("tcPr", w("vAlign", val="top"))
    >>> [child.tag.split("}")[1] for child in cell]
    ['vAlign']
    """
    element = oxml_parser.makeelement(_SPACE + tag, None, _NAMES)
    for name, value in attributes.items():
        if value is not None:
            element.set(_SPACE + name, str(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def clean(text: str) -> str:
    r"""Show what a document cannot hold as a replacement sign.

    Examples
    --------
    >>> clean("a\x0bb\r\nc")
    'a�b\nc'
    """
    return _FORBIDDEN.sub("\ufffd", re.sub(r"\r\n?", "\n", text))


def run(text: str, *properties: Element | None) -> Element:
    """Build a run of text; a line feed in it becomes a break, a tab a tab, a hyphen stays one."""
    given = [p for p in properties if p is not None]
    found = w("r", w("rPr", *given) if given else None)
    for part in _BREAK.split(clean(text)):
        if part == "\n":
            found.append(w("br"))
        elif part == "\t":
            found.append(w("tab"))
        elif part == "\u2011":
            found.append(w("noBreakHyphen"))  # the typeface may lack the letter
        elif part:
            element = w("t")
            element.text = part
            element.set(_KEEP_SPACE, "preserve")
            found.append(element)
    return found


def break_line() -> Element:
    """Build a run that begins a new line."""
    return w("r", w("br"))


def paragraph(
    style: str, *content: Element, properties: tuple[Element | None, ...] = ()
) -> Element:
    """Build a paragraph of a style; `properties` follow the style in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *content)
