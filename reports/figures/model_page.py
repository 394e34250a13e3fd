"""A path model on a page: left to right if it has few layers, else downwards, with its labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .label_places import Rectangle
from .layers import layers
from .model_block import Block
from .model_layout import Layout, Spacing, lay_out
from .moderation import moderation_routes
from .route_labels import place_on_routes

__all__ = ["ACROSS", "ModelPage", "arrange", "runs_across"]

ACROSS = 3  # layers that have room beside each other
_STRETCHES = (1.0, 1.3, 1.7, 2.2, 2.8)
_TALL = 225.0  # millimetres, beyond which no page is stretched
_LEAST, _MOST = 7.0, 22.0  # between constructs that stand beside each other
_DOWN, _LOW = 17.0, 12.0  # from one layer to the next below, and if the page is full


@dataclass(frozen=True, slots=True)
class ModelPage:
    """A model with the places of all that is drawn, in millimetres, y downwards.

    Attributes
    ----------
    size : tuple of float
    across : bool
        Whether the layers stand beside each other.
    blocks, cores : mapping of str to Rectangle
        Left, upper, right and lower end.
    routes : tuple of ndarray, shape (p, 2)
        Of each path, from its start to its end, and then of each moderation.
    labels : ndarray, shape (k, 2)
        Centre of the label of each route.
    covering : int
        Labels that found no free place.
    """

    size: tuple[float, float]
    across: bool
    blocks: dict[str, Rectangle]
    cores: dict[str, Rectangle]
    routes: tuple[np.ndarray, ...]
    labels: np.ndarray
    covering: int


def runs_across(paths: Sequence[tuple[str, str]]) -> bool:
    """Whether the layers of a model stand beside each other."""
    return len(layers(paths)) <= ACROSS


def arrange(
    paths: Sequence[tuple[str, str]],
    block: Callable[[str, bool], Block],
    labels: np.ndarray,
    *,
    width: float,
    apart: float,
    moderations: Sequence[tuple[str, int]] = (),
) -> ModelPage:
    """Arrange a model so that no label covers anything, as small as that allows.

    Parameters
    ----------
    paths : sequence of (start, end)
    block : callable
        Receives a construct and whether the layers stand beside each other.
    labels : ndarray, shape (k, 2)
        Width and height of the label of each path, then of each moderation; zeros where there is
        none.
    width : float
        Of the page; a model of many constructs in one layer that stands below others may be wider.
    apart : float
        Between constructs below each other in one layer.
    moderations : sequence of (moderator, path)
        Constructs that act on a path, and its number.
    """
    across = runs_across(paths)
    columns = layers(paths)
    blocks = {name: block(name, across) for column in columns for name in column}
    best: ModelPage | None = None
    deep = sum(max(blocks[n].size[0] for n in column) for column in columns)
    for stretch in _STRETCHES:
        if across:
            spacing = Spacing(apart * stretch, (width - deep) / (len(columns) - 1))
        else:
            widest = max(columns, key=lambda column: sum(blocks[n].size[1] for n in column))
            free = width - sum(blocks[n].size[1] for n in widest)
            between = min(_MOST, max(_LEAST, free / len(widest)))
            down = min(_DOWN, max(_LOW, (_TALL - deep) / (len(columns) - 1)))
            spacing = Spacing(between * stretch**0.5, down * stretch, width)
        page = _page(lay_out(paths, blocks, spacing), labels, moderations, across=across)
        if best is not None and page.size[1] > _TALL:
            break
        if best is None or page.covering < best.covering:
            best = page
        if not page.covering:
            break
    if best is None:
        raise ValueError("There is no stretch")
    return best


def _page(
    layout: Layout,
    labels: np.ndarray,
    moderations: Sequence[tuple[str, int]],
    *,
    across: bool,
) -> ModelPage:
    """Turn a layout the way it is read, and place its labels."""
    order = (0, 1) if across else (1, 0)
    routes = tuple(route[:, order] for route in layout.routes)

    def turned(areas: dict[str, Rectangle]) -> dict[str, Rectangle]:
        both = [*order, *(2 + i for i in order)]
        return {n: (a[both[0]], a[both[1]], a[both[2]], a[both[3]]) for n, a in areas.items()}

    blocks = turned(dict(layout.blocks))
    routes = (*routes, *moderation_routes(routes, blocks, moderations))
    flow = 0 if across else 1
    centres, covering = place_on_routes(routes, labels, list(blocks.values()), flow=flow)
    # A label on an outer arrow may stand out: the page holds it, too.
    stand = centres[labels.any(axis=1)], labels[labels.any(axis=1)] / 2
    low = np.minimum((stand[0] - stand[1]).min(axis=0, initial=0.0), 0.0)
    high = np.array([layout.size[i] for i in order])
    high = np.maximum((stand[0] + stand[1]).max(axis=0, initial=0.0), high)
    width, height = (high - low).tolist()
    return ModelPage(
        size=(width, height),
        across=across,
        blocks=_moved(blocks, -low),
        cores=_moved(turned(dict(layout.cores)), -low),
        routes=tuple(route - low for route in routes),
        labels=centres - low,
        covering=covering,
    )


def _moved(areas: dict[str, Rectangle], by: np.ndarray) -> dict[str, Rectangle]:
    x, y = by.tolist()
    return {n: (a[0] + x, a[1] + y, a[2] + x, a[3] + y) for n, a in areas.items()}
