"""The letters of a page as a part of the page, so that it looks the same on every machine."""

from __future__ import annotations

import base64
import functools
import io
from pathlib import Path

from ...data import folder
from ..cache import NO_CACHE, Cache

__all__ = ["font_faces"]

_FAMILY = "PT Sans"
_FEATURES = ["kern", "locl", "ccmp", "mark", "mkmk"]
# Letters that a reader may type or a browser may need, whatever the text holds.
_ALWAYS = (
    frozenset(range(0x20, 0x7F))
    | frozenset(range(0x410, 0x450))
    | frozenset(ord(letter) for letter in "ЁёӘәҒғҚқҢңӨөҰұҮүҺһІі«»–—−…№±×²≤≥�")
)


def font_faces(page: str, cache: Cache = NO_CACHE) -> str:
    """Return the style rules that hold the fonts with the letters of a page.

    PT Sans in two weights; signs that it lacks, such as Greek letters, come from DejaVu Sans,
    which the figures use as well. The bytes depend on nothing but the letters.
    """
    letters = _ALWAYS | {ord(letter) for letter in set(page)}
    return cache("fonts", ("".join(map(chr, sorted(letters))),), lambda: _faces(letters))


def _faces(letters: frozenset[int]) -> str:
    import matplotlib as mpl

    fonts = folder("fonts")
    regular = fonts / "PTS55F.ttf"
    faces = [(_FAMILY, 400, regular, letters), (_FAMILY, 700, fonts / "PTS75F.ttf", letters)]
    other = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    lacking = (letters - _known(regular)) & _known(other)
    if lacking:
        faces.append(("DejaVu Sans", 400, other, lacking))
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f'src:url(data:font/ttf;base64,{_subset(path, frozenset(kept))}) format("truetype")}}'
        for family, weight, path, kept in faces
    )


@functools.cache
def _known(path: Path) -> frozenset[int]:
    """Return the letters that a font has."""
    from fontTools.ttLib import TTFont

    with TTFont(path) as font:
        return frozenset(font.getBestCmap() or ())


@functools.cache
def _subset(path: Path, letters: frozenset[int]) -> str:
    """Return a font with some of its letters in base64."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    with TTFont(path, recalcTimestamp=False) as font:
        options = subset.Options()
        options.hinting = False
        options.layout_features = _FEATURES
        options.drop_tables += ["FFTM"]  # dates of FontForge, which no reader needs
        chosen = subset.Subsetter(options)
        chosen.populate(unicodes=letters & _known(path))
        chosen.subset(font)
        stream = io.BytesIO()
        font.save(stream)
    return base64.b64encode(stream.getvalue()).decode("ascii")
