"""A construct of a path model with what belongs to it, and where arrows leave and reach it."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Area", "Block", "Placed"]

Area = tuple[float, float, float, float]  # first along, first across, last along, last across


@dataclass(frozen=True, slots=True)
class Block:
    """A construct with what belongs to it, in millimetres.

    Attributes
    ----------
    size : tuple of float
        Along the direction of the arrows and across it.
    core : Area
        Within the block: where arrows leave and arrive.
    oval : bool
        Whether the core is an ellipse within its area.
    leaves : float, optional
        Where arrows leave, along, if not at the core.
    flanked : bool
        Whether something stands beside the core, across, after it.
    """

    size: tuple[float, float]
    core: Area
    oval: bool = False
    leaves: float | None = None
    flanked: bool = False

    @property
    def reach(self) -> tuple[float, float]:
        """How far it reaches across, before and after the middle of its core."""
        middle = (self.core[1] + self.core[3]) / 2
        return middle, self.size[1] - middle


@dataclass(frozen=True, slots=True)
class Placed:
    """A block at its place: where it starts along, and where the middle of its core is across."""

    block: Block
    start: float
    middle: float

    @property
    def area(self) -> Area:
        """Ends of the block."""
        top = self.middle - self.block.reach[0]
        along, across = self.block.size
        return self.start, top, self.start + along, top + across

    @property
    def core(self) -> Area:
        """Ends of the core."""
        a, b, c, d = self.block.core
        top = self.middle - self.block.reach[0]
        return self.start + a, top + b, self.start + c, top + d

    def edge(self, across: float, *, far: bool) -> float:
        """Where arrows leave (`far`) or arrive, along, at a place across.

        Examples
        --------
        >>> oval = Placed(Block((30, 10), (0, 0, 30, 10), oval=True), 100, 5)
        >>> oval.edge(5, far=True), round(oval.edge(9, far=True), 1), oval.edge(5, far=False)
        (130.0, 124.0, 100.0)
        """
        if far and self.block.leaves is not None:
            return self.start + self.block.leaves
        near, low, end, high = self.core
        if not self.block.oval:
            return end if far else near
        share = (across - self.middle) / ((high - low) / 2)
        half = (end - near) / 2 * math.sqrt(max(1 - share**2, 0.0))
        return (near + end) / 2 + (half if far else -half)
