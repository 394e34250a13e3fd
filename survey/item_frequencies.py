"""What was answered: how often each point of the scale was chosen, item by item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .errors import MethodError, SpecificationError
from .responses import Responses

__all__ = ["ItemFrequencies", "above_middle", "item_frequencies"]


@dataclass(frozen=True, slots=True, eq=False)
class ItemFrequencies:
    """Answers to the items, as given: reverse-keyed items are not turned.

    Attributes
    ----------
    items : tuple of str, length k
    points : tuple of int, length p
        Of the scale, ascending.
    n : int
        People.
    count : ndarray of int, shape (k, p)
    missing : ndarray of int, shape (k,)
        People who did not answer.
    valid_percent : ndarray, shape (k, p)
        Of those who answered; NaN if nobody did.
    mean, sd : ndarray, shape (k,)
        NaN where fewer than one and two people answered; sd divided by n - 1.
    top_box : ndarray, shape (k,)
        Percent, of those who answered, who chose one of the `top` highest points.
    top : int
    """

    items: tuple[str, ...]
    points: tuple[int, ...]
    n: int
    count: np.ndarray
    missing: np.ndarray
    valid_percent: np.ndarray
    mean: np.ndarray
    sd: np.ndarray
    top_box: np.ndarray
    top: int


def above_middle(points: int) -> int:
    """Return how many points of a scale lie above its middle: those that count as agreement.

    Examples
    --------
    >>> [above_middle(points) for points in (2, 3, 4, 5, 7)]
    [1, 1, 2, 2, 3]
    """
    return points // 2


def item_frequencies(responses: Responses, *, top: int | None = None) -> ItemFrequencies:
    """Count the answers to every item.

    Parameters
    ----------
    responses : Responses
    top : int, optional
        How many of the highest points count as agreement, from 1 to p - 1; those above the middle
        if not given.

    Raises
    ------
    SpecificationError
        If `top` is not from 1 to p - 1.
    MethodError
        If an answer is no point of the scale.

    Examples
    --------
    >>> from pathlib import Path
    >>> from aqyl.survey.instrument import Construct, Instrument, Item, Scale
    >>> scale = Scale((1, 2, 3), ({}, {}, {}))
    >>> form = Instrument({}, scale, (Construct("a", {}, ("A1",)),), (Item("A1", "a", {}),), ())
    >>> given = np.array([[1.0], [3.0], [3.0], [np.nan]])
    >>> people = Responses(form, ("1", "2", "3", "4"), given, np.empty((4, 0), dtype=int),
    ...     np.arange(4), Path("a.csv"), "utf-8")
    >>> found = item_frequencies(people, top=1)
    >>> found.count.tolist(), found.missing.tolist(), found.top_box.round(1).tolist()
    ([[1, 0, 2]], [1], [66.7])
    """
    scale = responses.instrument.scale.points
    top = above_middle(len(scale)) if top is None else top
    if not 1 <= top < len(scale):
        raise SpecificationError(f"`top` must be from 1 to {len(scale) - 1}, got {top}")
    answers = responses.answers
    names = tuple(item.id for item in responses.instrument.items)
    # One point at a time: the comparison needs a byte an answer, not a float.
    count = np.stack([(answers == point).sum(axis=0) for point in scale], axis=1)
    missing = np.isnan(answers).sum(axis=0)
    valid = count.sum(axis=1)
    _refuse_other_values(answers, names, scale, off=valid + missing < len(answers))
    points = np.array(scale, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = count / valid[:, None]
        mean = share @ points
        squares = (count * (points - mean[:, None]) ** 2).sum(axis=1)
        sd = np.sqrt(np.where(valid > 1, squares / (valid - 1.0), np.nan))
    return ItemFrequencies(
        items=names,
        points=scale,
        n=len(answers),
        count=count,
        missing=missing,
        valid_percent=100 * share,
        mean=mean,
        sd=sd,
        top_box=100 * share[:, -top:].sum(axis=1),
        top=top,
    )


def _refuse_other_values(
    answers: np.ndarray, names: tuple[str, ...], scale: tuple[int, ...], *, off: np.ndarray
) -> None:
    """Name the first answer that is no point of the scale, in the items where `off` is true."""
    if not off.any():
        return
    item = int(np.argmax(off))
    column = answers[:, item]
    other = column[~np.isnan(column) & ~np.isin(column, scale)][0]
    raise MethodError(f"`{names[item]}` holds {other:g}, which is no point of the scale")
