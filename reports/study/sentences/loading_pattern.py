"""Sentences on the pattern of loadings: whether each dimension has a component of its own."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ....analysis.factors import Extraction
from ..heads import of_factors
from .extremes import noted
from .voice import Voice

__all__ = ["pattern_sentences"]


def pattern_sentences(
    found: Extraction, threshold: float, owners: Mapping[str, str], voice: Voice
) -> list[str]:
    """Say all that disturbs the pattern of the loadings, or that nothing does.

    Parameters
    ----------
    found : Extraction
    threshold : float
        Loadings of that size belong to a component.
    owners : mapping
        Dimension by item.
    voice : Voice
    """

    def said(key: str, **values: object) -> str:
        return voice.say(of_factors(f"loadings.{key}", found.method), **values)

    dimensions = len({owners[item] for item in found.names})
    homes = _homes(found, threshold, owners)
    limit = voice.number(threshold, 2)
    sentences = []
    if found.count != dimensions > 1:
        numbers = {"count": voice.whole(found.count), "all": voice.whole(dimensions)}
        sentences.append(said("fewer" if found.count < dimensions else "more", **numbers))
    together = [[name for name in homes if j in homes[name]] for j in range(found.count)]
    shared = [voice.listed([voice.label(name) for name in own]) for own in together if len(own) > 1]
    if shared:
        sentences.append(said("shared", dimensions="; ".join(dict.fromkeys(shared))))
    scattered = [voice.label(name) for name, columns in homes.items() if len(columns) > 1]
    if scattered:
        sentences.append(said("scattered", dimensions=voice.listed(scattered)))
    if cross := _cross(found, threshold, voice):
        sentences.append(said("cross", threshold=limit, items=voice.listed(cross)))
    if low := _low(found, threshold):
        items = noted(low, voice, limit=threshold)
        sentences.append(said("low", threshold=limit, items=items))
    return sentences or ([said("own")] if dimensions > 1 else [])


def _homes(found: Extraction, threshold: float, owners: Mapping[str, str]) -> dict[str, set[int]]:
    """Return the components of each dimension: where its items load most, and enough."""
    sizes = np.abs(found.loadings)
    homes: dict[str, set[int]] = {}
    for item, own in zip(found.names, sizes, strict=True):
        if own.max() >= threshold:
            homes.setdefault(owners[item], set()).add(int(own.argmax()))
    return homes


def _cross(found: Extraction, threshold: float, voice: Voice) -> list[str]:
    """Name the items that belong to several components, with their loadings on them."""
    named = []
    for item, row in zip(found.names, found.loadings, strict=True):
        large = row[np.abs(row) >= threshold].tolist()
        if len(large) > 1:
            numbers = "; ".join(voice.number(loading) for loading in large)
            named.append(f"{item} ({numbers})")
    return named


def _low(found: Extraction, threshold: float) -> list[tuple[str, float]]:
    """Return the items that belong to no component, with their largest loading."""
    sizes = np.abs(found.loadings)
    return [
        (item, float(row[own.argmax()]))
        for item, row, own in zip(found.names, found.loadings, sizes, strict=True)
        if own.max() < threshold
    ]
