"""The path diagram of a study: constructs, items with loadings, paths with stars, R squared."""

from __future__ import annotations

from functools import partial

import numpy as np

from ...analysis.correlation import stars_of
from ..figures.path_diagram import (
    DiagramConstruct,
    DiagramItem,
    DiagramPath,
    PathDiagram,
    draw_path_diagram,
)
from ..figures.picture import Picture
from ..language import Language
from ..table import Table
from .heads import Namer, caption, head, text_head
from .model_part import ModelPart, pls_paths

__all__ = ["path_diagram"]

_LEVEL = 0.05


def path_diagram(part: ModelPart, name: Namer, lang: Language, *, sample: str) -> Picture:
    """Draw the estimated model; `sample` names the people in the subtitle."""
    result = part.bootstrap.original
    title = caption(lang, "pls_diagram")
    paths = tuple(
        DiagramPath(p.predictor, p.outcome, p.estimate, int(stars_of(np.array(p.p))), p.p < _LEVEL)
        for p in pls_paths(part)
    )
    drawn = {end for path in paths for end in (path.start, path.end)}
    diagram = PathDiagram(
        title=title,
        subtitle=sample,
        constructs=tuple(
            _construct(i, part, name) for i, c in enumerate(result.constructs) if c in drawn
        ),
        paths=paths,
    )
    data = Table(
        "path_diagram",
        title,
        (text_head(lang, "path"), head(lang, "beta"), head(lang, "p", kind="p")),
        tuple(
            (f"{name(p.predictor)} → {name(p.outcome)}", p.estimate, p.p) for p in pls_paths(part)
        ),
    )
    last = part.model.explained[-1]
    r_squared = float(result.r_squared[result.constructs.index(last)])
    return Picture(
        name="path_diagram",
        caption=title,
        alt=lang.text(
            "pls.alt_diagram",
            title=title,
            outcome=name(last),
            r_squared=lang.number(r_squared, 3, bounded=True),
        ),
        data=data,
        draw=partial(draw_path_diagram, diagram, lang),
        notes=(_arrows(diagram, lang), lang.text("study.stars")),
    )


def _arrows(diagram: PathDiagram, lang: Language) -> str:
    """Say what the arrows of items and the lines of paths show, as far as they are there."""
    formed = [construct.formed for construct in diagram.constructs if construct.items]
    said = [lang.text("pls.diagram_loadings")] if not all(formed) else []
    said += [lang.text("pls.diagram_weights")] if any(formed) else []
    return " ".join((*said, lang.text("pls.diagram_lines")))


def _construct(i: int, part: ModelPart, name: Namer) -> DiagramConstruct:
    """Take a construct with its items, or with its parts if it is of a higher order."""
    result = part.bootstrap.original
    own = result.constructs[i]
    formed = any(c.id == own and c.mode == "B" for c in part.model.constructs)
    values = result.weights if formed else result.loadings
    items = tuple(
        DiagramItem(item, float(values[k]))
        for k, item in enumerate(result.items)
        if result.owners[k] == own
    )
    items += tuple(
        DiagramItem(name(member), float(result.higher.loadings[k]))
        for k, member in enumerate(result.higher.parts)
        if result.higher.wholes[k] == own
    )
    explained = float(result.r_squared[i])
    return DiagramConstruct(
        own, name(own), None if np.isnan(explained) else explained, items, formed
    )
