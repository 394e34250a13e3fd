"""The path model of a study: from the keys of its file to constructs and paths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    StructuralModel,
)
from ...survey.errors import MethodError, SpecificationError
from ...survey.instrument import Instrument
from ...survey.toml_keys import nearest
from .model_keys import ModelKeys
from .study_faults import Faults

__all__ = [
    "check_model",
    "covariance_cautions",
    "ends_of",
    "formative",
    "latent",
    "structural_model",
    "without_interactions",
]

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


def check_model(keys: ModelKeys, instrument: Instrument, faults: Faults) -> None:
    """Add every construct that the keys name and that there is not, and every ill-formed path."""
    known = [construct.id for construct in instrument.constructs]
    named = [*known, *keys.higher_order, *keys.interactions]

    def check(name: str, *place: str | int) -> None:
        if name not in named:
            faults.say(
                ("model", *place),
                f"`model`: there is no construct `{name}`; there are {', '.join(named)}",
                nearest(name, named),
            )

    for name in keys.modes:
        if name not in named:
            problem = f"`model.modes`: there is no construct `{name}`"
            faults.say(("model", "modes", name), problem, nearest(name, named))
    for name, factors in keys.interactions.items():
        if len(factors) != 2:
            faults.say(
                ("model", "interactions", name),
                f"`model.interactions.{name}` must name two constructs, got {len(factors)}",
            )
    for i, path in enumerate(keys.paths):
        with faults.at("model", "paths", i):
            for end in ends_of(path, "`model.paths`"):
                check(end, "paths", i)
    for table, groups in (("higher_order", keys.higher_order), ("interactions", keys.interactions)):
        for name, parts in groups.items():
            for i, part in enumerate(parts):
                check(part, table, name, i)


def structural_model(
    keys: ModelKeys,
    instrument: Instrument,
    paths: Sequence[tuple[str, str]],
    *,
    left_out: Sequence[str] = (),
) -> StructuralModel:
    """Build the model of a study whose keys `check_model` has found in order.

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
        If there is no path, or the model contradicts itself.
    """
    chosen = [ends_of(path, "`model.paths`") for path in keys.paths] or list(paths)
    if not chosen:
        raise SpecificationError(
            "The model has no path", next_step='Add paths = ["trust -> use"] to `[model]`.'
        )
    in_use = {name for path in chosen for name in path}
    in_use |= {part for parts in keys.higher_order.values() for part in parts}
    in_use |= {factor for factors in keys.interactions.values() for factor in factors}
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


def latent(constructs: Sequence[MeasuredConstruct]) -> tuple[MeasuredConstruct, ...]:
    """Take constructs as common factors: a covariance structure model knows no composites."""
    return tuple(replace(own, mode="reflective") for own in constructs)


def without_interactions(model: StructuralModel) -> StructuralModel | None:
    """Leave out interactions, and constructs that act by them alone; None if no path is left.

    A covariance structure model has no products of latent variables: it tests the paths without
    them.
    """
    if not model.interactions:
        return model
    products = {product.id for product in model.interactions}
    paths = tuple(path for path in model.paths if path[0] not in products)
    if not paths:
        return None
    used = {name for path in paths for name in path}
    wholes = tuple(whole for whole in model.higher_order if whole.id in used)
    used |= {part for whole in wholes for part in whole.parts}
    constructs = tuple(own for own in model.constructs if own.id in used)
    return StructuralModel(constructs, paths, wholes)


def covariance_cautions(keys: ModelKeys, model: StructuralModel) -> tuple[MethodError, ...]:
    """Say what the covariance structure model of a study leaves out or takes otherwise."""
    found = []
    if keys.covariance and model.interactions:
        names = ", ".join(f"`{product.id}`" for product in model.interactions)
        found.append(
            MethodError(
                "The covariance structure model leaves out interactions, which PLS alone "
                f"estimates: {names}"
            )
        )
    if keys.covariance and (formed := formative(model)):
        names = ", ".join(f"`{name}`" for name in formed)
        found.append(
            MethodError(
                "The covariance structure model takes as latent variables the constructs that "
                f"their items form in PLS (mode B): {names}"
            )
        )
    return tuple(found)


def formative(model: StructuralModel) -> tuple[str, ...]:
    """Return the constructs that several items or parts form (mode B)."""
    wholes = (whole.id for whole in model.higher_order if whole.mode == "B")
    formed = (own.id for own in model.constructs if own.mode == "B" and len(own.items) > 1)
    return (*formed, *wholes)
