"""Fields of Word: counts, references and lists that Word itself can renew."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from .xml import Element, run, w

__all__ = ["bookmark", "ends", "field", "link", "opens", "page_number"]


def field(code: str, result: Element) -> list[Element]:
    """Return the runs of a field: its code, and the run shown until Word renews it.

    All of them look like the result, so that what Word puts in its place does too.
    """
    found = [*opens(code), result, ends()]
    for properties in result.xpath("./w:rPr"):
        for other in found:
            if other is not result:
                other.insert(0, deepcopy(properties))
    return found


def opens(code: str) -> list[Element]:
    """Return the runs that open a field, when its result spans paragraphs."""
    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [_mark("begin"), w("r", instruction), _mark("separate")]


def ends() -> Element:
    """Return the run that ends a field."""
    return _mark("end")


def bookmark(name: str, number: int, content: Sequence[Element]) -> list[Element]:
    """Wrap content in a bookmark; `number` must be its own within the document."""
    start = w("bookmarkStart", id=number, name=name)
    return [start, *content, w("bookmarkEnd", id=number)]


def link(name: str, text: str) -> Element:
    """Return a link to a bookmark."""
    return w("hyperlink", run(text), anchor=name, history=1)


def page_number() -> list[Element]:
    """Return the runs of the number of the page."""
    return field("PAGE", run("1"))


def _mark(kind: str) -> Element:
    return w("r", w("fldChar", fldCharType=kind))
