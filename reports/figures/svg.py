"""Values on hover: marks of a figure say theirs, and the SVG holds it as the title of the mark.

A title within an SVG is shown by every browser without a script and read by screen readers. The
words travel through matplotlib as the identifier of the mark, which only the SVG writer prints.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from matplotlib.artist import Artist

__all__ = ["finished", "tip", "tips"]

_ONE, _MANY = "tip:", "tips:"
_BREAK = "\u2028"  # no space of a word, and kept within an attribute
_NAMESPACES = {
    "xmlns": "http://www.w3.org/2000/svg",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold
_LOCAL = re.compile(r"url\(#([^)]+)\)")


def tip(artist: Artist, text: str) -> None:
    """Let one mark show a text on hover."""
    artist.set_gid(_ONE + _line(text))


def tips(artist: Artist, texts: Sequence[str]) -> None:
    """Let every mark of a collection, or of a line with markers, show a text of its own.

    Parameters
    ----------
    artist : Artist
    texts : sequence of str
        One a mark, in the order in which they are drawn: points without a value are none.
    """
    artist.set_gid(_MANY + _BREAK.join(_line(text) for text in texts))


def _line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub("", text).split())


def finished(svg: str, *, prefix: str = "", fixed: bool = True) -> str:
    """Return matplotlib's SVG with its texts on hover, and without what no reader needs.

    Parameters
    ----------
    svg : str
    prefix : str
        Stands before every identifier, so that two figures on a page share none.
    fixed : bool
        Whether the figure keeps its size; without one it is as wide as its place on the page.

    Raises
    ------
    ValueError
        If a collection has another number of marks than of texts.
    """
    root = ElementTree.fromstring(_UNPRINTABLE.sub("", svg))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if name.startswith("{")]:
            element.attrib[f"xlink:{name.rpartition('}')[2]}"] = element.attrib.pop(name)
    for group in [g for g in root.iter("g") if g.get("id", "").startswith((_ONE, _MANY))]:
        _title(group)
    _simplify(root)
    _rename(root, prefix)
    size = {name: root.attrib.pop(name) for name in ("width", "height")}
    root.attrib = {**_NAMESPACES, **(size if fixed else {}), **root.attrib}
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _title(group: ElementTree.Element) -> None:
    """Move the words of a group from its identifier into titles."""
    words = group.attrib.pop("id")
    if words.startswith(_ONE):
        marks, texts = [group], [words.removeprefix(_ONE)]
    else:
        texts = words.removeprefix(_MANY).split(_BREAK)
        defined = {id(e) for part in group.iter("defs") for e in part.iter()}
        marks = list(group.iter("use")) or [e for e in group.iter("path") if id(e) not in defined]
    if len(marks) != len(texts):
        raise ValueError(f"There are {len(marks)} marks and {len(texts)} texts")
    for mark, text in zip(marks, texts, strict=True):
        title = ElementTree.Element("title")
        title.text = text
        mark.insert(0, title)


def _simplify(root: ElementTree.Element) -> None:
    """Drop metadata, and say for the figure alone what a style sheet would say for a page."""
    for parent in list(root.iter()):
        for child in list(parent):
            empty = child.tag == "defs" and all(part.tag == "style" for part in child)
            if child.tag == "metadata" or empty:
                parent.remove(child)
    root.attrib |= {"stroke-linejoin": "round", "stroke-linecap": "butt"}


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Keep the identifiers that something refers to, with a prefix."""
    attributes = [element.attrib for element in root.iter()]
    used = {name for values in attributes for name in _LOCAL.findall(" ".join(values.values()))}
    used |= {values.get("xlink:href", "").removeprefix("#") for values in attributes}
    for values in attributes:
        if values.get("id") not in used:
            values.pop("id", None)
        for name, value in values.items():
            if name == "id":
                values[name] = prefix + value
            elif name == "xlink:href" and value.startswith("#"):
                values[name] = f"#{prefix}{value[1:]}"
            else:
                values[name] = value.replace("url(#", f"url(#{prefix}")
