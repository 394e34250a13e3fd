"""Colours of numbers: how strong, and to which side; apart for colour-blind readers."""

from __future__ import annotations

from .style import FAINT

__all__ = ["between", "diverging", "ink_on", "signed_shade"]

_LOW = ("#a84300", "#fbd6b5")  # strong and pale, of the lower side
_HIGH = ("#0a4f8f", "#c9def1")
_LIGHT = 0.179  # relative luminance on which black and white letters read equally well


def between(first: str, second: str, share: float) -> str:
    """Mix two colours; `share` is that of the second.

    Examples
    --------
    >>> between("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_light(first), _light(second), strict=True)
    return "#" + "".join(f"{round(((1 - share) * a + share * b) * 255):02x}" for a, b in pairs)


def diverging(count: int) -> tuple[str, ...]:
    """Return colours for the points of a scale, from the lowest to the highest.

    An odd scale has a grey middle; the ends are the strongest.

    Examples
    --------
    >>> len(diverging(7)), diverging(5)[2], len(set(diverging(2)))
    (7, '#e4e6ea', 2)
    """
    half = count // 2
    steps = [i / (half - 0.35) if half > 1 else 0.35 for i in range(half)]
    low = [between(*_LOW, step) for step in steps]
    high = [between(*_HIGH, step) for step in reversed(steps)]
    middle = [between(FAINT, "#ffffff", 0.3)] if count % 2 else []
    return (*low, *middle, *high)


def signed_shade(value: float) -> str:
    """Return the colour of a number from -1 to 1: pale near zero, blue above, orange below."""
    strong, pale = _HIGH if value >= 0 else _LOW
    return between(pale, strong, min(abs(value), 1.0))


def ink_on(color: str) -> str:
    """Return the colour of letters that can be read on a colour.

    Examples
    --------
    >>> ink_on("#ffffff"), ink_on("#0a4f8f")
    ('black', 'white')
    """
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _light(color)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "black" if luminance > _LIGHT else "white"


def _light(color: str) -> tuple[float, ...]:
    """Return red, green and blue from 0 to 1."""
    return tuple(byte / 255 for byte in bytes.fromhex(color[1:]))
