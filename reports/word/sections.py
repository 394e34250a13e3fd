"""Sections of Word documents: which blocks stand on upright pages, and which on their side."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from .page import LANDSCAPE, PORTRAIT, Page, section_properties
from .xml import Element, paragraph, w, with_property

__all__ = ["Piece", "pages_of", "sections", "spacer"]

_SHORT = 0.45  # of a page on its side: what is no higher does not go back to an upright page


@dataclass(frozen=True, slots=True)
class Piece:
    """What one block needs of a page.

    Attributes
    ----------
    page : Page or None
        None for text, which goes with what follows.
    height : float
        Points, roughly.
    leads : bool
        Whether it must stand on the page of the next piece: a heading, or what refers to it.
    """

    page: Page | None
    height: float
    leads: bool = False


def pages_of(pieces: Sequence[Piece]) -> list[Page]:
    """Choose the page of each piece.

    A page on its side takes with it the headings and sentences that lead to its table, and what
    is too short to fill an upright page between two of them.

    Examples
    --------
    >>> heading, table = Piece(None, 40, leads=True), Piece(LANDSCAPE, 200)
    >>> [page is LANDSCAPE for page in pages_of([Piece(None, 60), heading, table])]
    [False, True, True]
    """
    found = [piece.page or PORTRAIT for piece in pieces]
    for k in range(len(pieces) - 2, -1, -1):
        if pieces[k].leads:
            found[k] = found[k + 1]
    runs = [(page, list(group)) for page, group in _runs(found)]
    for before, (page, places), after in zip(runs, runs[1:], runs[2:], strict=False):
        height = sum(pieces[k].height for k in places)
        between = before[0] is LANDSCAPE and after[0] is LANDSCAPE
        if page is PORTRAIT and between and height <= _SHORT * LANDSCAPE.depth:
            for k in places:
                found[k] = LANDSCAPE
    return found


def sections(parts: Sequence[tuple[Page, list[Element]]], footer: str) -> list[Element]:
    """Return the elements of a body: its parts, each in a section, the last one's at the end.

    Parameters
    ----------
    parts : sequence of (Page, list of element)
        A section begins on a new page, so neighbours on equal pages should be one part.
    footer : str
        Relationship of the footer.
    """
    found: list[Element] = []
    for page, elements in parts[:-1]:
        # LibreOffice loses a bookmark in a paragraph that ends a section.
        ended = bool(elements) and elements[-1].endswith("</w:p>")
        ended = ended and "<w:bookmarkStart" not in elements[-1]
        found += elements if ended else [*elements, spacer()]
        found[-1] = with_property(found[-1], section_properties(page, footer))
    page, elements = parts[-1]
    return [*found, *elements, section_properties(page, footer)]


def spacer(*content: Element, after: int = 0) -> Element:
    """Return a paragraph that is hardly seen, where there must be one, with twips below it."""
    line = w("spacing", before=0, after=after, line=20, lineRule="exact")
    return paragraph("TableNote", *content, properties=(line,))


def _runs(pages: Sequence[Page]) -> list[tuple[Page, list[int]]]:
    places = itertools.groupby(range(len(pages)), key=lambda k: pages[k] is LANDSCAPE)
    return [(LANDSCAPE if sideways else PORTRAIT, list(group)) for sideways, group in places]
