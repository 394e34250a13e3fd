"""What stands before the text: title, contents, lists of tables and figures.

The lists are fields of Word, filled with links. Word adds the numbers of pages when the fields are
renewed (Ctrl+A, F9); until then a line below the contents says so, which vanishes with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..blocks import Document, Heading
from ..table import Table
from .caption import Mark
from .fields import ends, link, opens
from .sections import spacer
from .xml import Element, paragraph, run, w

__all__ = ["front_matter"]


def front_matter(document: Document, known: Sequence[Mark]) -> list[Element]:
    """Return title, contents and lists."""
    lang = document.lang
    headings = [m for m in known if isinstance(m.block, Heading)]
    tables = [m for m in known if isinstance(m.block, Table) and m.counter]
    figures = [m for m in known if m.caption and not isinstance(m.block, Table) and m.counter]
    found = [paragraph("Title", run(document.title))]
    if document.subtitle:
        found.append(paragraph("Subtitle", run(document.subtitle)))
    hint = paragraph("TOC1", run(lang.text("word.page_numbers"), w("i"), w("color", val="595959")))
    if headings:
        found.append(
            _gallery(
                paragraph("TOCHeading", run(lang.text("document.contents"))),
                *_list(r'TOC \o "1-2" \h \z', headings, hint),
            )
        )
        hint = None
    for heading, listed in (
        (lang.text("word.tables"), tables),
        (lang.text("word.figures"), figures),
    ):
        if listed:
            found.append(paragraph("TOCHeading", run(heading)))
        first = sorted(listed, key=lambda mark: bool(mark.caption and mark.caption.prefix))
        for counter in dict.fromkeys(mark.counter for mark in first):
            own = [mark for mark in listed if mark.counter == counter]
            found += _list(rf'TOC \h \z \c "{counter}"', own, hint)
            hint = None
    return found


def _list(code: str, entries: Sequence[Mark], hint: Element | None) -> list[Element]:
    """Return the paragraphs of one list: its field begins in the first and ends below the last."""
    begins: list[Element] = opens(code)
    found = []
    for mark in entries:
        found.append(paragraph(_style(mark), *begins, link(mark.target, _words(mark))))
        begins = []
    return [*found, *([hint] if hint else []), spacer(ends())]


def _style(mark: Mark) -> str:
    if isinstance(mark.block, Heading):
        return f"TOC{min(mark.block.level, 2)}"
    return "TableofFigures"


def _words(mark: Mark) -> str:
    if mark.caption:
        return mark.caption.text
    return mark.block.text if isinstance(mark.block, Heading) else ""


def _gallery(*content: Element) -> Element:
    """Wrap the contents as Word's own, so that it offers to renew them."""
    return w(
        "sdt",
        w(
            "sdtPr",
            w("id", val=1),
            w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique")),
        ),
        w("sdtContent", *content),
    )
