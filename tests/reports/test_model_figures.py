"""Figures of path models: no arrow runs through a construct, and every label can be read."""

import itertools
import random
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from aqyl.reports.figures.diagram_items import OVAL
from aqyl.reports.figures.layers import layered, layers
from aqyl.reports.figures.path_diagram import (
    DiagramConstruct,
    DiagramItem,
    DiagramPath,
    PathDiagram,
    draw_path_diagram,
)
from aqyl.reports.figures.path_model import PathArrow, PathModel, draw_path_model
from aqyl.reports.figures.picture import Picture, in_style
from aqyl.reports.figures.style import house_style, svg_text
from aqyl.reports.language import language
from aqyl.reports.table import Table
from aqyl.reports.table_style import STYLES, StyleName
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, FancyArrowPatch, FancyBboxPatch, Patch
from matplotlib.path import Path
from matplotlib.text import Text

from .figure_reading import clipped

Paths = list[tuple[str, str]]
Box = tuple[float, float, float, float]

PAGE = 250.0  # millimetres of an A4 page that a figure may take, its caption below
WIDTH, WIDER = 160.0, 200.0  # of a page, and of a model with many constructs side by side
WORDS = (
    "Қолдану жеңілдігі", "Сенім", "Қабылданатын тәуекел", "Пайдалылық", "Қолдану ниеті",
    "Қоршаған ортаны қорғауға арналған цифрлық қызметтердің сапасы", "Тәжірибе", "Көзқарас",
)  # fmt: skip
INK = 1.0  # pixels (at 100 a inch) that boxes of letters may share, where no ink is
END = 3.0  # pixels around the end of an arrow, which lies on the edge of its construct


def random_paths(seed: int) -> Paths:
    """Return the paths of a model of two to eight constructs."""
    draw = random.Random(seed)
    names = "abcdefgh"[: 2 + seed % 7]
    pairs = list(itertools.combinations(names, 2))
    return draw.sample(pairs, draw.randint(len(names) - 1, min(len(pairs), len(names) + 4)))


MODELS: dict[str, Paths] = {
    "mediator": [("u", "i"), ("e", "i"), ("t", "i"), ("r", "i"), ("e", "u")],
    "star": [(cause, "y") for cause in "abcdefg"],
    "outcomes": [("a", outcome) for outcome in "bcdefgh"],
    "chain": list(itertools.pairwise("abcdefgh")),
    "mediators": [*itertools.product("abc", "de"), *((c, "f") for c in "abcde")],
    "all_to_all": list(itertools.product("abc", "def")),
    "every_pair": list(itertools.combinations("abcde", 2)),
    "circle": [("a", "b"), ("b", "a"), ("b", "c"), ("c", "a")],
    "twice": [("a", "b"), ("a", "b")],
    **{f"random_{seed}": random_paths(seed) for seed in range(12)},
}


def model(paths: Paths) -> PathModel:
    names = sorted({name for path in paths for name in path})
    labels = {name: WORDS[i] for i, name in enumerate(names)}
    arrows = tuple(PathArrow(*path, f"H{k + 1}", full=k % 4 < 3) for k, path in enumerate(paths))
    return PathModel("Зерттеу моделі", "n = 9", labels, arrows)


def diagram(paths: Paths) -> PathDiagram:
    draw = random.Random(len(paths))
    names = sorted({name for path in paths for name in path})
    reached = {end for _, end in paths}
    constructs = tuple(
        DiagramConstruct(
            name,
            WORDS[i],
            0.512 if name in reached else None,
            tuple(DiagramItem(f"{name.upper()}{k}", 0.71) for k in range(draw.randint(1, 6))),
            formed=i == 1,
        )
        for i, name in enumerate(names)
    )
    estimates = [draw.uniform(-0.9, 0.9) for _ in paths]
    arrows = tuple(
        DiagramPath(*path, estimate, 3, found=estimate > -0.5)
        for path, estimate in zip(paths, estimates, strict=True)
    )
    return PathDiagram("PLS жол моделі", "n = 9", constructs, arrows)


def meet(a: Box, b: Box, slack: float = INK) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > slack and min(a[3], b[3]) - max(a[1], b[1]) > slack


def extents(artist: Artist) -> Box:
    x0, y0, x1, y1 = artist.get_window_extent().extents
    return x0, y0, x1, y1


def points_of(arrow: FancyArrowPatch) -> np.ndarray:
    """Points of a drawn arrow in pixels, close to each other."""
    path = arrow._path_original  # type: ignore[attr-defined]  # where it runs, without its head
    ends = arrow.get_transform().transform(path.vertices)
    steps = [
        a + (b - a) * np.linspace(0, 1, max(int(np.hypot(*(b - a))), 1) + 1)[:, None]
        for a, b in itertools.pairwise(ends)
    ]
    return np.vstack(steps)


def inside(shape: Patch, points: np.ndarray) -> np.ndarray:
    """Say which points lie within a shape."""
    outline = shape.get_transform().transform_path(shape.get_path())
    return Path(outline.vertices, outline.codes).contains_points(points)


class Drawn:
    """A figure that was drawn: its constructs, its paths (not those to items) and their labels."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        patches = [p for p in figure.findobj(Patch) if p.get_visible()]
        self.shapes = [p for p in patches if isinstance(p, FancyBboxPatch | Ellipse)]
        arrows = {p.get_gid(): p for p in patches if isinstance(p, FancyArrowPatch)}
        texts = [t for t in figure.findobj(Text) if t.get_text().strip()]
        self.labels = {g: t for t in texts if (g := t.get_gid()) in arrows and "→" in str(g)}
        self.arrows = {g: a for g, a in arrows.items() if "→" in str(g)}
        self.texts = [(t, extents(t)) for t in texts]

    def faults(self) -> list[str]:
        """Whatever cannot be read."""
        found = clipped(self.figure)
        for (a, one), (b, other) in itertools.combinations(self.texts, 2):
            if meet(one, other):
                found.append(f"{a.get_text()} and {b.get_text()} cover each other")
        boxes = [extents(s) for s in self.shapes]
        for gid, label in self.labels.items():
            own = extents(label)
            found += [f"{gid} stands on a construct" for box in boxes if meet(own, box)]
            for other, arrow in self.arrows.items():
                points = points_of(arrow)
                held = (points > own[:2]) & (points < own[2:])
                if other != gid and held.all(axis=1).any():
                    found.append(f"{gid} stands on {other}")
        for gid, arrow in self.arrows.items():
            points = points_of(arrow)
            ends = np.minimum(*(np.hypot(*(points - end).T) for end in (points[0], points[-1])))
            way = points[ends > END]
            found += [f"{gid} runs through a shape" for s in self.shapes if inside(s, way).any()]
        return found


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("kind", ["model", "diagram"])
def test_labels_can_be_read_and_arrows_run_round_constructs(name: str, kind: str) -> None:
    paths, lang = MODELS[name], language("kk")
    if name == "twice":
        paths = paths[: 2 if kind == "model" else 1]  # two hypotheses may state one path
    with house_style():
        if kind == "model":
            figure = draw_path_model(model(paths), lang)
        else:
            figure = draw_path_diagram(diagram(paths), lang)
        figure.canvas.draw()
        drawn = Drawn(figure)
        assert len(drawn.arrows) == len(drawn.labels) == len(paths)
        assert len(drawn.shapes) == len({name for path in paths for name in path})
        assert drawn.faults() == []
    width, height = 25.4 * figure.get_size_inches()
    assert height < PAGE
    assert width == pytest.approx(WIDTH) or WIDTH < width < WIDER


def test_the_check_sees_what_it_must() -> None:
    with house_style():
        figure = draw_path_model(model(MODELS["mediator"]), language("kk"))
        figure.canvas.draw()
        drawn = Drawn(figure)
        first, second = list(drawn.labels.values())[:2]
        first.set_position(second.get_position())
        assert any("cover each other" in fault for fault in Drawn(figure).faults())
        arrow = next(iter(drawn.arrows.values()))
        box = drawn.shapes[-1].get_bbox()  # type: ignore[attr-defined]
        arrow._path_original = Path([(0, box.y0 + 1), (160, box.y0 + 1)])  # type: ignore[attr-defined]
        assert any("runs through" in fault for fault in Drawn(figure).faults())


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_layers_put_causes_before_outcomes_and_lanes_between(seed: int) -> None:
    paths = random_paths(seed)
    found = layered(paths)
    level = {vertex: i for i, column in enumerate(found.columns) for vertex in column}
    assert sorted(n for n in level if isinstance(n, str)) == sorted({n for p in paths for n in p})
    assert not any(found.turned)
    for way, path in zip(found.ways, paths, strict=True):
        assert (way[0], way[-1]) == path
        assert [level[vertex] for vertex in way] == list(range(level[path[0]], level[path[1]] + 1))


def test_a_path_that_closes_a_circle_runs_back() -> None:
    paths = MODELS["circle"]
    assert layers(paths) == [["a"], ["b"], ["c"]]
    assert layered(paths).turned == (False, True, False, True)
    assert layered(paths).ways[3] == ("a", (3, 1), "c")


def test_a_tangled_model_is_drawn_without_crossings() -> None:
    paths = [("a", "z"), ("b", "y"), ("c", "x"), ("a", "x"), ("b", "z")]
    columns = layered(paths).columns
    place = {vertex: i for column in columns for i, vertex in enumerate(column)}
    ends = [(place[a], place[b]) for a, b in paths]
    assert not any((a - c) * (b - d) < 0 for (a, b), (c, d) in itertools.combinations(ends, 2))


def test_the_same_model_is_the_same_page() -> None:
    for draw in (partial(draw_path_model, model(MODELS["mediators"])),
                 partial(draw_path_diagram, diagram(MODELS["mediators"]))):  # fmt: skip
        pages = {svg_text(partial(draw, language("kk")), text=True, prefix="a") for _ in range(2)}
        assert len(pages) == 1


@pytest.mark.parametrize(
    ("style", "expected"), [("gost", "0.345***"), ("apa", ".345***"), ("spss", ".345***")]
)
def test_numbers_are_written_in_the_style_of_the_document(style: StyleName, expected: str) -> None:
    shown = diagram([("a", "b")])
    path = replace(shown.paths[0], estimate=0.345)
    shown = replace(shown, paths=(path,))
    data = Table("d", "D", (), ())
    picture = Picture("d", "D", "", data, partial(draw_path_diagram, shown, language("en")))
    with house_style():
        texts = [t.get_text() for t in in_style(picture, STYLES[style]).draw().findobj(Text)]
    assert expected in texts
    assert sum("0.71" in text for text in texts) == (0 if style != "gost" else len(_items(shown)))


def _items(shown: PathDiagram) -> list[DiagramItem]:
    return [item for construct in shown.constructs for item in construct.items]


def test_constructs_keep_their_size_whatever_their_words() -> None:
    with house_style():
        drawn = Drawn(draw_path_diagram(diagram(MODELS["star"]), language("kk")))
    sizes = {(s.width, s.height) for s in drawn.shapes if isinstance(s, Ellipse)}
    assert sizes == {OVAL}
