"""One stage of PLS, prepared: blocks of indicators, and which constructs are neighbours.

Correlations are held as rows of pairs, one column a resample: all pairs of two blocks stand
together, so that every step of PLS is a product of whole rows and runs over all resamples at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from ...survey.errors import SpecificationError
from ..structural_model import Mode, StructuralModel

__all__ = ["Stage", "first_stage", "second_stage"]


@dataclass(frozen=True, eq=False)
class Stage:
    """Blocks of indicators and the paths between their constructs.

    Attributes
    ----------
    constructs : tuple of str, length c
    blocks : tuple of tuple of str, length c
        Indicators of each construct: items, or constructs that are parts of a higher one.
    modes : tuple of {"A", "B", "reflective"}, length c
    paths : tuple of (int, int)
        Start and end among the constructs.
    """

    constructs: tuple[str, ...]
    blocks: tuple[tuple[str, ...], ...]
    modes: tuple[Mode, ...]
    paths: tuple[tuple[int, int], ...]

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """All indicators, block by block; length k."""
        return tuple(name for block in self.blocks for name in block)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Indicators of each construct."""
        return tuple(len(block) for block in self.blocks)

    @cached_property
    def spans(self) -> tuple[slice, ...]:
        """Where the indicators of each construct stand."""
        ends = np.cumsum(self.sizes)
        return tuple(
            slice(int(end) - size, int(end)) for end, size in zip(ends, self.sizes, strict=True)
        )

    @cached_property
    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """First and second indicator of every pair, two arrays of shape (k (k - 1) / 2,)."""
        first: list[int] = []
        second: list[int] = []
        for a, b in self.block_pairs:
            rows, columns = self.spans[a], self.spans[b]
            for i in range(rows.start, rows.stop):
                start = i + 1 if a == b else columns.start
                first += [i] * (columns.stop - start)
                second += range(start, columns.stop)
        return np.array(first, dtype=np.intp), np.array(second, dtype=np.intp)

    @cached_property
    def block_pairs(self) -> tuple[tuple[int, int], ...]:
        """Pairs of constructs a <= b in the order in which their pairs of indicators stand."""
        c = len(self.blocks)
        return tuple((a, b) for a in range(c) for b in range(a, c))

    @cached_property
    def segments(self) -> dict[tuple[int, int], slice]:
        """Rows of pairs that belong to two blocks a <= b."""
        found: dict[tuple[int, int], slice] = {}
        at = 0
        for a, b in self.block_pairs:
            m = self.sizes[a]
            size = m * (m - 1) // 2 if a == b else m * self.sizes[b]
            found[a, b] = slice(at, at + size)
            at += size
        return found

    @cached_property
    def predecessors(self) -> dict[int, tuple[int, ...]]:
        """Constructs with a path to each explained construct."""
        ends = dict.fromkeys(end for _, end in self.paths)
        return {j: tuple(start for start, end in self.paths if end == j) for j in ends}

    @cached_property
    def neighbours(self) -> tuple[tuple[int, int], ...]:
        """Pairs a < b of constructs with a path between them."""
        return tuple(sorted({(min(path), max(path)) for path in self.paths}))

    @cached_property
    def rivals(self) -> tuple[tuple[int, int], ...]:
        """Pairs a < b of constructs that explain another together and are no neighbours."""
        together = {
            pair
            for starts in self.predecessors.values()
            for pair in combinations(sorted(starts), 2)
        }
        return tuple(sorted(together.difference(self.neighbours)))

    def between(self, r: np.ndarray, a: int, b: int) -> np.ndarray:
        """Correlations of two different blocks a < b, a view of shape (ka, kb, B)."""
        return r[self.segments[a, b]].reshape(self.sizes[a], self.sizes[b], r.shape[-1])

    def within(self, r: np.ndarray, a: int) -> np.ndarray:
        """Correlations inside one block, shape (ka, ka, B), with ones on the diagonal."""
        m = self.sizes[a]
        block = np.empty((m, m, r.shape[-1]))
        rows, columns = np.triu_indices(m, 1)
        block[rows, columns] = block[columns, rows] = r[self.segments[a, a]]
        block[np.arange(m), np.arange(m)] = 1.0
        return block


def first_stage(model: StructuralModel) -> Stage:
    """Prepare the measured constructs; in the place of a higher one stand all its parts.

    Raises
    ------
    SpecificationError
        If a construct has no path to or from another construct but an interaction.
    """
    parts = {whole.id: whole.parts for whole in model.higher_order}
    names = tuple(construct.id for construct in model.constructs)
    at = {name: i for i, name in enumerate(names)}
    paths = [
        (at[a], at[b])
        for start, end in _main_paths(model)
        for a in parts.get(start, (start,))
        for b in parts.get(end, (end,))
    ]
    stage = Stage(
        names,
        tuple(construct.items for construct in model.constructs),
        tuple(construct.mode for construct in model.constructs),
        tuple(paths),
    )
    _check_neighbours(stage)
    return stage


def second_stage(model: StructuralModel) -> Stage:
    """Prepare the higher constructs, with their parts as indicators, and all others."""
    parts = {part for whole in model.higher_order for part in whole.parts}
    measured = [construct for construct in model.constructs if construct.id not in parts]
    names = (*(m.id for m in measured), *(whole.id for whole in model.higher_order))
    at = {name: i for i, name in enumerate(names)}
    return Stage(
        names,
        (*(m.items for m in measured), *(whole.parts for whole in model.higher_order)),
        (*(m.mode for m in measured), *(whole.mode for whole in model.higher_order)),
        tuple((at[start], at[end]) for start, end in _main_paths(model)),
    )


def _main_paths(model: StructuralModel) -> Sequence[tuple[str, str]]:
    products = {product.id for product in model.interactions}
    return [path for path in model.paths if path[0] not in products]


def _check_neighbours(stage: Stage) -> None:
    linked = {i for path in stage.paths for i in path}
    for i, name in enumerate(stage.constructs):
        if i not in linked:
            raise SpecificationError(
                f"The construct `{name}` has paths with interactions alone",
                next_step="Give it the paths of the constructs that interact, too.",
            )
