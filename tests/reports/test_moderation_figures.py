"""Moderations in the figure of a model, and the heads of the arrows in its path diagram."""

import itertools

import numpy as np
import pytest
from aqyl.reports.figures.path_diagram import draw_path_diagram
from aqyl.reports.figures.path_model import ModeratorArrow, PathArrow, PathModel, draw_path_model
from aqyl.reports.figures.style import house_style
from aqyl.reports.language import language
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, FancyArrowPatch
from matplotlib.path import Path

from .test_model_figures import MODELS, Drawn, Paths, diagram, points_of

MILLIMETRE = 100 / 25.4  # in pixels
ON = 1.5 * MILLIMETRE  # from the tip of an arrow to the line that it points at, whose half is ink
MIDDLE = (0.25, 0.75)  # of a path, within which a moderation may end
DEPTH = 0.1  # pixels of ink of a head within an ellipse, which rounding makes

MODERATED: dict[str, tuple[Paths, list[tuple[str, str, str]]]] = {
    "beside": ([("q", "s"), ("l", "s"), ("t", "s")], [("l", "q", "s")]),
    "alone": ([("q", "s"), ("t", "s")], [("l", "t", "s")]),
    "mediator": ([("q", "t"), ("t", "s"), ("q", "s"), ("l", "s")], [("l", "t", "s")]),
    "two": ([("q", "s"), ("t", "s"), ("l", "s")], [("l", "q", "s"), ("l", "t", "s")]),
    "chain": ([("q", "t"), ("t", "s"), ("s", "u"), ("l", "u")], [("l", "t", "s")]),
}


def moderated(name: str) -> PathModel:
    paths, moderations = MODERATED[name]
    names = sorted({n for path in (*paths, *moderations) for n in path})
    labels = {name: f"Өлшем {name.upper()}" for name in names}
    arrows = tuple(PathArrow(*path, f"H{k + 1}") for k, path in enumerate(paths))
    acting = tuple(ModeratorArrow(*own, f"H{8 - k}") for k, own in enumerate(moderations))
    return PathModel("Зерттеу моделі", "n = 9", labels, arrows, acting)


def drawn(figure: Figure) -> Drawn:
    figure.canvas.draw()
    return Drawn(figure)


@pytest.mark.parametrize("name", MODERATED)
def test_a_moderator_points_at_the_middle_of_its_path(name: str) -> None:
    shown = moderated(name)
    with house_style():
        found = drawn(draw_path_model(shown, language("kk")))
        arrows = {str(gid): points_of(arrow) for gid, arrow in found.arrows.items()}
        assert found.faults() == []
    assert len(arrows) == len(shown.arrows) + len(shown.moderators)
    for own in shown.moderators:
        path = f"{shown.labels[own.start]} → {shown.labels[own.end]}"
        (moderation,) = (p for gid, p in arrows.items() if gid.endswith(f"({path})"))
        (line,) = (p for gid, p in arrows.items() if gid.endswith(f": {path}"))
        apart = np.hypot(*(line - moderation[-1]).T)
        assert apart.min() < ON
        assert MIDDLE[0] < apart.argmin() / len(line) < MIDDLE[1]


@pytest.mark.parametrize("name", ["mediator", "mediators", "star", "outcomes", "chain"])
def test_heads_of_arrows_lie_outside_the_constructs(name: str) -> None:
    with house_style():
        found = drawn(draw_path_diagram(diagram(MODELS[name]), language("kk")))
        inside = [
            f"{gid}: {depth:.1f}"
            for (gid, arrow), oval in itertools.product(found.arrows.items(), found.shapes)
            if isinstance(oval, Ellipse) and (depth := _depth(arrow, oval)) > DEPTH
        ]
    assert inside == []


def _depth(arrow: FancyArrowPatch, oval: Ellipse) -> float:
    """How deep the ink of the head of an arrow lies within an ellipse, in pixels, near its edge."""
    paths, _ = arrow._get_path_in_displaycoord()  # type: ignore[attr-defined]  # line, then head
    head: Path = paths[-1]
    centre = np.array(oval.get_transform().transform((0, 0)))
    half = np.abs(np.array(oval.get_transform().transform((1, 1))) - centre)
    place = (head.vertices - centre) / half
    share = np.hypot(*place.T)
    slope = np.hypot(*(place / half / share[:, None]).T)  # of the share, a pixel outwards
    ink = arrow.get_linewidth() / 72 * 100 / 2
    return float(((1 - share) / slope).max()) + ink
