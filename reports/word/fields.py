"""Fields of Word: counts, references and lists that Word itself can renew."""

from __future__ import annotations

from collections.abc import Sequence

from .xml import Element, run, verbatim, w

__all__ = ["bookmark", "ends", "field", "link", "opens", "page_number"]


def field(code: str, result: str, *properties: Element | None) -> list[Element]:
    """Return the runs of a field: its code, and what is shown until Word renews it.

    All of them have the properties, so that what Word puts in its place does too.
    """
    return [*opens(code, *properties), run(result, *properties), ends(*properties)]


def opens(code: str, *properties: Element | None) -> list[Element]:
    """Return the runs that open a field, when its result spans paragraphs."""
    instruction = _run(verbatim("instrText", f" {code} "), *properties)
    return [_mark("begin", *properties), instruction, _mark("separate", *properties)]


def ends(*properties: Element | None) -> Element:
    """Return the run that ends a field."""
    return _mark("end", *properties)


def bookmark(name: str, number: int, content: Sequence[Element]) -> list[Element]:
    """Wrap content in a bookmark; `number` must be its own within the document."""
    start = w("bookmarkStart", id=number, name=name)
    return [start, *content, w("bookmarkEnd", id=number)]


def link(name: str, text: str) -> Element:
    """Return a link to a bookmark."""
    return w("hyperlink", run(text), anchor=name, history=1)


def page_number() -> list[Element]:
    """Return the runs of the number of the page."""
    return field("PAGE", "1")


def _mark(kind: str, *properties: Element | None) -> Element:
    return _run(w("fldChar", fldCharType=kind), *properties)


def _run(content: Element, *properties: Element | None) -> Element:
    return w("r", w("rPr", *properties) if any(properties) else None, content)
