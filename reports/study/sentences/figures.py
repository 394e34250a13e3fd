"""Sentences on figures: what is shown, where no sentences of a table say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ...blocks import Block
from ...figures.picture import Picture
from ...language import Language
from ..heads import of_factors

__all__ = ["figure_sentences"]

# The table right before a figure, whose sentences tell of the figure too.
_TABLES = {
    "profile_bars": "profile",
    "likert": "items",
    "scree": "retention",
    "loading_matrix": "loadings",
    "correlation_map": "correlations",
    "htmt_plot": "pls_htmt",
}
_FACTORS = {"loading_matrix", "first_two"}  # figures of components or factors
_PAGE = re.compile(r"_\d+$")
_OWN = re.compile(r"^(simulated_|index\d*_)")


def figure_sentences(
    blocks: Sequence[Block], told: Collection[str], lang: Language, method: str = "components"
) -> dict[str, tuple[str, ...]]:
    """Say of each figure what it shows, unless the sentences before it do so already.

    A figure goes without a sentence where it shows what the table right before it lists, or is
    the next page of the figure before it: their sentences refer to it.

    Parameters
    ----------
    blocks : sequence of Block
        Of a study, in their order.
    told : collection of str
        Names of the tables that have sentences.
    lang : Language
    method : str
        By which components or factors were extracted.

    Returns
    -------
    dict of str to tuple of str
        By the name of the figure.
    """
    sentences: dict[str, tuple[str, ...]] = {}
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Picture) and not block.text and not _belongs(block, before, told):
            kind = _kind(block.name)
            key = of_factors(kind, method) if kind in _FACTORS else kind
            sentences[block.name] = (lang.text(f"shows.{key}"),)
        before = block
    return sentences


def _belongs(picture: Picture, before: Block | None, told: Collection[str]) -> bool:
    """Tell whether the sentences of the block right before a figure speak of it too."""
    kind = _kind(picture.name)
    if isinstance(before, Picture):
        return _kind(before.name) == kind and picture.name != before.name
    name = getattr(before, "name", "")
    return name in told and name.removeprefix("simulated_") == _TABLES.get(kind)


def _kind(name: str) -> str:
    """Return what all pages of a figure, and figures of one kind, have in common.

    Examples
    --------
    >>> [_kind(name) for name in ("simulated_likert_2", "group_means_age_1", "index1_change")]
    ['likert', 'group_means', 'change']
    """
    plain = _OWN.sub("", name)
    return "group_means" if plain.startswith("group_means_") else _PAGE.sub("", plain)
