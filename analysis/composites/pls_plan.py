"""A structural model prepared for PLS: its stages, and the wiring of all its constructs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.errors import SpecificationError
from ..structural_model import StructuralModel
from .pls_stage import Stage, first_stage, second_stage
from .pls_structure import Wiring

__all__ = ["Plan", "plan_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Stages and wiring of a model.

    Attributes
    ----------
    model : StructuralModel
    first : Stage
        Measured constructs.
    second : Stage or None
        Higher-order constructs and all others, if there are higher-order ones.
    wiring : Wiring
        Of `model.names`.
    products : tuple of (int, int)
        Constructs of each interaction, by number among `model.names`.
    """

    model: StructuralModel
    first: Stage
    second: Stage | None
    wiring: Wiring
    products: tuple[tuple[int, int], ...]

    @property
    def last(self) -> Stage:
        """The stage whose constructs the paths join."""
        return self.second or self.first

    @property
    def places(self) -> list[int]:
        """Numbers among `model.names` of the last stage's constructs."""
        return [self.model.names.index(name) for name in self.last.constructs]

    @property
    def origins(self) -> tuple[np.ndarray, np.ndarray]:
        """Item and part behind each indicator of the last stage, by number; -1 where it is not."""
        items = np.full(len(self.last.indicators), -1)
        parts = items.copy()
        higher = {whole.id for whole in self.model.higher_order}
        for name, span in zip(self.last.constructs, self.last.spans, strict=True):
            for i in range(span.start, span.stop):
                indicator = self.last.indicators[i]
                if name in higher:
                    parts[i] = self.first.constructs.index(indicator)
                else:
                    items[i] = self.first.indicators.index(indicator)
        return items, parts


def plan_of(model: StructuralModel) -> Plan:
    """Prepare a model.

    Raises
    ------
    SpecificationError
        If a construct has paths with interactions alone, or a factor of an interaction is, or has
        parts that are, reflective.
    """
    _check_products(model)
    at = {name: i for i, name in enumerate(model.names)}
    products = tuple((at[one], at[other]) for one, other in (p.of for p in model.interactions))
    second = second_stage(model) if model.higher_order else None
    return Plan(model, first_stage(model), second, wiring_of(model), products)


def wiring_of(model: StructuralModel) -> Wiring:
    """Return the constructs by number, with all ways from one to another."""
    at = {name: i for i, name in enumerate(model.names)}
    explained = [at[name] for name in model.explained]
    outer = [i for i in range(len(at)) if i not in explained]
    predecessors = {i: tuple(at[p] for p in model.predecessors(model.names[i])) for i in explained}
    successors = {i: [at[s] for s in model.successors(name)] for i, name in enumerate(model.names)}
    ways: list[tuple[int, ...]] = []
    waiting = [(i,) for i in range(len(at))]
    while waiting:
        way = waiting.pop(0)
        longer = [(*way, s) for s in successors[way[-1]]]
        ways += [x for x in longer if len(x) > 2]
        waiting += longer
    return Wiring(len(at), (*outer, *explained), predecessors, tuple(ways))


def _check_products(model: StructuralModel) -> None:
    """Products of composites are not those of the common factors behind them."""
    reflective = {c.id for c in (*model.constructs, *model.higher_order) if c.mode == "reflective"}
    reflective |= {w.id for w in model.higher_order if reflective.intersection(w.parts)}
    for product in model.interactions:
        for factor in product.of:
            if factor in reflective:
                raise SpecificationError(
                    f"The interaction `{product.id}` is of `{factor}`, which is reflective; "
                    "consistent PLS of products is not defined here",
                    next_step=f'Give `{factor}` (and its parts) the mode "A".',
                )
