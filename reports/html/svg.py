"""Drawings within a page: only what draws stays, and no two of them share an identifier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from .markup import text

__all__ = ["inlined", "width"]

_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}
_SHADES = {"linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker"}
_DRAWN = _SHAPES | _SHADES | {"svg", "g", "defs", "symbol", "use", "image", "title", "desc"}
_ROOT = ("stroke-linejoin", "stroke-linecap", "style")
_REFERENCE = re.compile(r"url\(\s*[\"']?([^)\"']*)[\"']?\s*\)")
_LONG = re.compile(r"-?\d+\.\d{3,}")  # a number with more decimals than an eye can follow
_PLACES = {"d", "points", "transform", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "r"}
_PICTURE = "data:image/png;base64,"


def inlined(svg: str, *, prefix: str, label: str) -> str:
    r"""Return a drawing as a part of a page.

    Scripts, style sheets, links and everything from outside the drawing are left out.

    Parameters
    ----------
    svg : str
        A drawing as a document of its own.
    prefix : str
        Stands before every identifier that does not begin with it.
    label : str
        Words for those who cannot see it.

    Examples
    --------
    >>> svg = '<svg viewBox="0 0 2 1" onload="x()"><script/><g id="a"><title>1</title></g></svg>'
    >>> print(inlined(svg, prefix="kk-", label="A & B").replace("><", ">\n<"))
    <svg viewBox="0 0 2 1" role="img" aria-label="A &amp; B">
    <g id="kk-a">
    <title>1</title>
    </g>
    </svg>
    """
    root = ElementTree.fromstring(svg)
    kept = {name: root.attrib[name] for name in ("viewBox", *_ROOT) if name in root.attrib}
    root.attrib.clear()
    root.attrib.update(kept)
    root.attrib.update({"role": "img", "aria-label": label})
    root.tail = None
    return "".join(_written(root, prefix))


def width(svg: str) -> float:
    """Return the width of an inlined drawing in its own units, 0 if it has none."""
    found = re.search(r'viewBox="\S+ \S+ ([\d.]+)', svg)
    return float(found[1]) if found else 0.0


def _written(element: ElementTree.Element, prefix: str) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if tag in _DRAWN:
        parts = [tag]
        for name, value in element.attrib.items():
            local = name.rpartition("}")[2]
            safe = _safe(local, value, prefix)
            if safe is not None:
                parts.append(f'{local}="{text(safe)}"')
        inner = "".join(part for child in element for part in _written(child, prefix))
        words = text(element.text) if element.text and element.text.strip() else ""
        bare = parts == ["g"] and element.find("{*}title") is None
        content = words + inner
        if bare:
            yield content
        else:
            yield f"<{' '.join(parts)}" + (f">{content}</{tag}>" if content else "/>")
    if element.tail and element.tail.strip():
        yield text(element.tail)


def _safe(name: str, value: str, prefix: str) -> str | None:
    """Return the value of an attribute as the page may have it, None if it may not."""

    def local(reference: str) -> str:
        return reference if reference.startswith(prefix) else prefix + reference

    if name.lower().startswith("on"):
        return None
    if name == "id":
        return local(value)
    if name == "href":
        if value.startswith("#"):
            return f"#{local(value[1:])}"
        return value if value.startswith(_PICTURE) else None
    if not all(found.startswith("#") for found in _REFERENCE.findall(value)):
        return None
    if name == "style":
        value = re.sub(r"\s*([:;])\s*", r"\1", value)
    elif name in _PLACES:
        value = _LONG.sub(_short, value)
    return _REFERENCE.sub(lambda found: f"url(#{local(found[1][1:])})", " ".join(value.split()))


def _short(found: re.Match[str]) -> str:
    """Return a number to a hundredth of a point, or four digits of one that is small."""
    value = float(found[0])
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.4g}"
