"""The table of pairs of groups: all in files, and in documents those that a reader looks for.

Of a question with many answers there are more pairs than a page holds. Then the significant ones
are shown, which the sentences cite, and those of the outcome.
"""

from __future__ import annotations

import numpy as np

from ...analysis.hypotheses import LEVEL
from ...analysis.post_hoc import PostHoc
from ..language import Language
from ..table import Table
from .group_part import GroupPart
from .heads import Namer, caption, file_name, head, text_head

__all__ = ["pair_table"]

_MOST = 30  # rows of a page

Place = tuple[int, int]  # dimension and pair


def pair_table(
    part: GroupPart, labels: dict[str, str], title: str, name: Namer, lang: Language, outcome: str
) -> Table:
    """Return Games and Howell's comparisons of all pairs of groups that somebody belongs to.

    Raises
    ------
    ValueError
        If the part has no pairs.
    """
    found = part.pairs
    if found is None:
        raise ValueError("Two groups have no pairs to compare")
    places = _in_order(found, _there(part), outcome)
    rows = tuple(
        (
            name(found.names[d]),
            " – ".join(labels[label] for label in found.pairs[m]),
            float(found.difference[d, m]),
            float(found.se[d, m]),
            float(found.p[d, m]),
        )
        for d, m in places
    )
    columns = (
        text_head(lang, "construct"),
        text_head(lang, "pair"),
        head(lang, "difference", kind="signed"),
        head(lang, "se"),
        head(lang, "p", kind="p"),
    )
    notes = [lang.text("study.post_hoc_note")]
    if len(rows) > _MOST:
        key = "pairs_shown_outcome" if outcome in found.names else "pairs_shown"
        notes.append(lang.text(f"study.{key}", n=lang.number(_MOST, 0), outcome=name(outcome)))
    caption_ = caption(lang, "group_pairs", question=title)
    name_ = file_name("group_pairs", part.question)
    return Table(name_, caption_, columns, rows, tuple(notes), show=_MOST, merge=1)


def _there(part: GroupPart) -> list[int]:
    """Return the pairs of groups that hold anybody: not those that are empty or hidden."""
    samples = part.several.samples
    empty = {label for label, n in zip(samples.labels, samples.n, strict=True) if not n.any()}
    pairs = part.pairs.pairs if part.pairs else ()
    return [m for m, pair in enumerate(pairs) if not empty & {*pair}]


def _in_order(found: PostHoc, pairs: list[int], outcome: str) -> list[Place]:
    """Return all places, dimension by dimension; if they are too many, those to be shown first."""
    places = [(d, m) for d in range(len(found.names)) for m in pairs]
    if len(places) <= _MOST:
        return places

    def rank(place: Place) -> tuple[int, float]:
        p = float(np.nan_to_num(found.p[place], nan=2.0))
        if p < LEVEL:
            return 0, p
        return (1 if found.names[place[0]] == outcome else 2), p

    shown = set(sorted(places, key=rank)[:_MOST])
    return [*(p for p in places if p in shown), *(p for p in places if p not in shown)]
