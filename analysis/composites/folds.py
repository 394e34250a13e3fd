"""Folds of a cross-validation: who is held out together, in each repeat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.errors import MethodError, SpecificationError

__all__ = ["Folds", "assign_folds"]


@dataclass(frozen=True, slots=True, eq=False)
class Folds:
    """Fold of each of n people in each repeat.

    Attributes
    ----------
    assignment : ndarray of int, shape (repeats, n)
        From 0.
    seed : int or None
        From which they were drawn; None if they were not.

    Raises
    ------
    SpecificationError
        If `assignment` is not a table of whole numbers, or a repeat has fewer than two folds.
    """

    assignment: np.ndarray
    seed: int | None = None

    def __post_init__(self) -> None:
        table = self.assignment
        if table.ndim != 2 or not np.issubdtype(table.dtype, np.integer):
            raise SpecificationError(
                "`assignment` must be whole numbers of the shape (repeats, people), got "
                f"{table.dtype} of the shape {table.shape}"
            )
        for repeat, own in enumerate(table):
            if len(np.unique(own)) < 2:
                raise SpecificationError(
                    f"A cross-validation needs at least two folds (repeat {repeat + 1})"
                )

    @property
    def repeats(self) -> int:
        """Number of repeats."""
        return len(self.assignment)

    @property
    def folds(self) -> int:
        """Number of folds; the most of any repeat, if they differ."""
        return max(len(np.unique(own)) for own in self.assignment)


def assign_folds(n: int, *, seed: int, folds: int = 10, repeats: int = 10) -> Folds:
    """Deal n people out to folds whose sizes differ by one at most.

    Parameters
    ----------
    n : int
    seed : int
        Repeat i draws from its own stream, derived from `seed` and i.
    folds : int
        As many as people: each is held out alone.
    repeats : int

    Raises
    ------
    SpecificationError
        If an option is out of range.
    MethodError
        If there are fewer people than folds.

    Examples
    --------
    >>> np.bincount(assign_folds(23, seed=1, folds=5, repeats=1).assignment[0]).tolist()
    [5, 5, 5, 4, 4]
    """
    for what, value, least in (("folds", folds, 2), ("repeats", repeats, 1), ("seed", seed, 0)):
        if value < least:
            raise SpecificationError(f"`{what}` must be at least {least}, got {value}")
    if n < folds:
        raise MethodError(
            f"{folds} folds need as many people, got {n}", next_step="Ask for fewer folds."
        )
    assignment = np.empty((repeats, n), dtype=np.intp)
    for i in range(repeats):
        assignment[i, np.random.default_rng([seed, i]).permutation(n)] = np.arange(n) % folds
    return Folds(assignment, seed)
