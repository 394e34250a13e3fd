"""A model of constructs as a paper writes it: who is measured by what, and who acts on whom.

One definition serves PLS and covariance structure models. A construct is a composite of mode A
(weights from correlations) or mode B (weights from a regression), or reflective: a common factor,
which PLS estimates consistently (PLSc) and a covariance structure model as a latent variable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..survey.errors import SpecificationError

__all__ = [
    "HigherOrder",
    "Interaction",
    "MeasuredConstruct",
    "Mode",
    "StructuralModel",
    "check_outcome",
]

Mode = Literal["A", "B", "reflective"]


@dataclass(frozen=True, slots=True)
class MeasuredConstruct:
    """A construct and its items; one item makes it that item."""

    id: str
    items: tuple[str, ...]
    mode: Mode = "A"


@dataclass(frozen=True, slots=True)
class HigherOrder:
    """A construct whose parts are constructs, estimated in two stages from their scores."""

    id: str
    parts: tuple[str, ...]
    mode: Mode = "A"


@dataclass(frozen=True, slots=True)
class Interaction:
    """The product of two constructs, or the square of one, formed from their scores (two-stage)."""

    id: str
    of: tuple[str, str]


@dataclass(frozen=True, slots=True)
class StructuralModel:
    """Constructs and paths.

    Attributes
    ----------
    constructs : tuple of MeasuredConstruct
    paths : tuple of (start, end)
        Ids of constructs, higher-order constructs or, at the start, interactions.
    higher_order : tuple of HigherOrder
    interactions : tuple of Interaction

    Raises
    ------
    SpecificationError
        If an id or a path stands twice; a path, part or interaction names an unknown construct; an
        item or part belongs to two constructs; a construct has no item or no path; an interaction
        is explained; or the paths run in a circle. The sentence names the construct.

    Examples
    --------
    >>> model = StructuralModel(
    ...     (
    ...         MeasuredConstruct("ease", ("E1", "E2")),
    ...         MeasuredConstruct("trust", ("T1", "T2")),
    ...         MeasuredConstruct("use", ("U1",)),
    ...     ),
    ...     (("ease", "trust"), ("trust", "use"), ("ease", "use")),
    ... )
    >>> model.predecessors("use"), model.explained
    (('trust', 'ease'), ('trust', 'use'))
    """

    constructs: tuple[MeasuredConstruct, ...]
    paths: tuple[tuple[str, str], ...]
    higher_order: tuple[HigherOrder, ...] = ()
    interactions: tuple[Interaction, ...] = ()

    def __post_init__(self) -> None:
        _once("construct", self.names)
        _once("path", [f"{start} -> {end}" for start, end in self.paths])
        _check_items(self)
        _check_parts(self)
        _check_paths(self)
        _order(self)

    @property
    def names(self) -> tuple[str, ...]:
        """Ids of everything that a path may name: constructs, higher orders, interactions."""
        everything = (*self.constructs, *self.higher_order, *self.interactions)
        return tuple(construct.id for construct in everything)

    @property
    def items(self) -> tuple[str, ...]:
        """All items, in the order of the constructs."""
        return tuple(item for construct in self.constructs for item in construct.items)

    @property
    def explained(self) -> tuple[str, ...]:
        """Constructs at which a path ends, causes first."""
        ends = {end for _, end in self.paths}
        return tuple(name for name in _order(self) if name in ends)

    def predecessors(self, name: str) -> tuple[str, ...]:
        """List the constructs with a path to `name`, in the order of the paths."""
        return tuple(start for start, end in self.paths if end == name)

    def successors(self, name: str) -> tuple[str, ...]:
        """List the constructs to which `name` has a path, in the order of the paths."""
        return tuple(end for start, end in self.paths if start == name)


def check_outcome(model: StructuralModel, name: str) -> None:
    """Refuse a construct at which no path ends.

    Raises
    ------
    SpecificationError
        If no path ends at it.
    """
    if name not in model.explained:
        known = ", ".join(f"`{one}`" for one in model.explained)
        raise SpecificationError(f"No path ends at `{name}`; explained are {known}")


def _check_items(model: StructuralModel) -> None:
    owner: dict[str, str] = {}
    for construct in model.constructs:
        if not construct.items:
            raise SpecificationError(f"The construct `{construct.id}` has no item")
        for item in construct.items:
            if item in owner:
                where = owner[item]
                raise SpecificationError(
                    f"The item `{item}` stands twice in `{where}`"
                    if where == construct.id
                    else f"The item `{item}` belongs to `{where}` and to `{construct.id}`"
                )
            owner[item] = construct.id


def _check_parts(model: StructuralModel) -> None:
    measured = {construct.id for construct in model.constructs}
    owner: dict[str, str] = {}
    for whole in model.higher_order:
        if len(whole.parts) < 2:
            raise SpecificationError(f"The construct `{whole.id}` needs at least two parts")
        for part in whole.parts:
            _known(part, measured, f"The construct `{whole.id}` has the part")
            if part in owner:
                raise SpecificationError(f"`{part}` is a part of `{owner[part]}` and `{whole.id}`")
            owner[part] = whole.id
    formed = measured | {whole.id for whole in model.higher_order}
    for product in model.interactions:
        for factor in product.of:
            _known(factor, formed, f"The interaction `{product.id}` is of")


def _check_paths(model: StructuralModel) -> None:
    interactions = {product.id for product in model.interactions}
    parts = {part for whole in model.higher_order for part in whole.parts}
    named = {name for path in model.paths for name in path}
    for start, end in model.paths:
        for name in (start, end):
            _known(name, set(model.names), f"The path `{start} -> {end}` names")
            if name in parts:
                raise SpecificationError(
                    f"`{name}` is a part of a higher-order construct and has a path of its own"
                )
        if end in interactions:
            raise SpecificationError(f"The interaction `{end}` cannot be explained by `{start}`")
    for name in model.names:
        if name not in named and name not in parts:
            raise SpecificationError(f"The construct `{name}` has no path")


def _order(model: StructuralModel) -> tuple[str, ...]:
    """Names from causes to outcomes."""
    placed: list[str] = []
    waiting = list(model.names)
    while waiting:
        free = [n for n in waiting if all(p in placed for p in model.predecessors(n))]
        if not free:
            raise SpecificationError(
                f"The paths run in a circle through {', '.join(f'`{n}`' for n in waiting)}"
            )
        placed += free
        waiting = [name for name in waiting if name not in free]
    return tuple(placed)


def _known(name: str, known: set[str], what: str) -> None:
    if name not in known:
        raise SpecificationError(f"{what} `{name}`, which is no construct")


def _once(what: str, names: Sequence[str]) -> None:
    for i, name in enumerate(names):
        if name in names[:i]:
            raise SpecificationError(f"The {what} `{name}` stands twice")
