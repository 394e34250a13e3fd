"""The path model of a study: from the keys of its file to constructs and paths."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    StructuralModel,
)
from ...survey.errors import SpecificationError
from ...survey.instrument import Instrument
from ...survey.toml_keys import nearest
from .study_keys import ModelKeys

__all__ = ["ends_of", "structural_model"]

_PATH = re.compile(r"\s*(.+?)\s*(?:->|→)\s*(.+?)\s*")


def ends_of(path: str, where: str) -> tuple[str, str]:
    """Split a path such as ``"trust -> use"``.

    Raises
    ------
    SpecificationError
        If it is written otherwise; `where` names the key.
    """
    ends = _PATH.fullmatch(path)
    if not ends:
        raise SpecificationError(
            f"The path of {where} must be written `predictor -> outcome`, got `{path}`"
        )
    return ends.group(1), ends.group(2)


def structural_model(
    keys: ModelKeys,
    instrument: Instrument,
    paths: Sequence[tuple[str, str]],
    *,
    left_out: Sequence[str] = (),
) -> StructuralModel:
    """Build the model of a study.

    Parameters
    ----------
    keys : ModelKeys
    instrument : Instrument
    paths : sequence of (start, end)
        Taken if the keys name none.
    left_out : sequence of str
        Items that left because of their loadings.

    Raises
    ------
    SpecificationError
        If the keys name a construct that does not exist, or the model contradicts itself.
    """
    known = [construct.id for construct in instrument.constructs]
    named = [*known, *keys.higher_order, *keys.interactions]
    for name in keys.modes:
        if name not in named:
            raise SpecificationError(
                f"`model.modes`: there is no construct `{name}`", next_step=nearest(name, named)
            )
    for name, factors in keys.interactions.items():
        if len(factors) != 2:
            raise SpecificationError(
                f"`model.interactions.{name}` must name two constructs, got {len(factors)}"
            )
    chosen = [ends_of(path, "`model.paths`") for path in keys.paths] or list(paths)
    if not chosen:
        raise SpecificationError(
            "The model has no path", next_step='Add paths = ["trust -> use"] to `[model]`.'
        )
    in_use = {name for path in chosen for name in path}
    in_use |= {part for parts in keys.higher_order.values() for part in parts}
    in_use |= {factor for factors in keys.interactions.values() for factor in factors}
    for name in sorted(in_use):
        if name not in named:
            raise SpecificationError(
                f"`model`: there is no construct `{name}`; there are {', '.join(named)}",
                next_step=nearest(name, named),
            )
    return StructuralModel(
        constructs=tuple(
            MeasuredConstruct(
                construct.id,
                tuple(item for item in construct.items if item not in left_out),
                keys.modes.get(construct.id, keys.mode),
            )
            for construct in instrument.constructs
            if construct.id in in_use
        ),
        paths=tuple(chosen),
        higher_order=tuple(
            HigherOrder(name, tuple(parts), keys.modes.get(name, keys.mode))
            for name, parts in keys.higher_order.items()
        ),
        interactions=tuple(
            Interaction(name, (factors[0], factors[1]))
            for name, factors in keys.interactions.items()
        ),
    )
