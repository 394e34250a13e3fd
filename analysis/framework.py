"""The plan of an index: which indicators form which criteria, with what weight, by what rule.

A framework is a tree of any depth: indicators are its leaves, groups (criteria, domains, the index
itself) its inner nodes. It holds no data and no words, so the same tree can be computed again with
one thing changed (`dataclasses.replace`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from ..survey.errors import SpecificationError
from .index_rules import Mean, Normalisation, one_of

__all__ = ["Framework", "Group", "Indicator", "Polarity"]

Polarity = Literal["positive", "negative"]

_HEAVIEST = 1e12


def _weight(name: str, weight: float) -> None:
    if not 0 <= weight <= _HEAVIEST:
        raise SpecificationError(f"The weight of `{name}` must be a number >= 0, got {weight:g}")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A leaf of the framework.

    Attributes
    ----------
    id : str
        Name of the indicator in the data.
    polarity : Polarity
        ``"negative"`` where more is worse.
    weight : float
        Relative to its neighbours in the group; only ratios matter.
    goalposts : tuple of float, optional
        Fixed worst and best bound (low, high), in the indicator's unit.
    """

    id: str
    polarity: Polarity = "positive"
    weight: float = 1.0
    goalposts: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        one_of(f"polarity of `{self.id}`", self.polarity, Polarity)
        _weight(self.id, self.weight)
        low, high = self.goalposts or (0.0, 1.0)
        if not -float("inf") < low < high < float("inf"):
            raise SpecificationError(
                f"Goalposts of `{self.id}` must be (low, high), low < high, got {self.goalposts}"
            )


@dataclass(frozen=True, slots=True)
class Group:
    """An inner node: a criterion, a domain, or the whole index.

    Attributes
    ----------
    id : str
    members : tuple of Group or Indicator
    weight : float
        Relative to its neighbours.
    mean : Mean, optional
        Where not given, that of the framework.
    """

    id: str
    members: tuple[Group | Indicator, ...]
    weight: float = 1.0
    mean: Mean | None = None

    def __post_init__(self) -> None:
        _weight(self.id, self.weight)
        if not self.members:
            raise SpecificationError(f"The group `{self.id}` has no members")
        if sum(member.weight for member in self.members) <= 0:
            raise SpecificationError(
                f"The weights within `{self.id}` sum to zero",
                next_step="Give at least one member a weight above zero.",
            )

    def walk(self) -> Iterator[Group]:
        """All groups of this branch, each after the groups it contains."""
        for member in self.members:
            if isinstance(member, Group):
                yield from member.walk()
        yield self

    def leaves(self) -> Iterator[Indicator]:
        """All indicators of this branch, in order."""
        for member in self.members:
            if isinstance(member, Group):
                yield from member.leaves()
            else:
                yield member


@dataclass(frozen=True, slots=True)
class Framework:
    """A whole plan: the tree and the rules that hold where a group names none of its own.

    Raises
    ------
    SpecificationError
        If an id occurs twice, or goalposts are asked for and an indicator has none.

    Examples
    --------
    >>> economy = Group("economy", (Indicator("wage"), Indicator("jobless", "negative")))
    >>> [i.id for i in Framework(Group("index", (economy,))).indicators]
    ['wage', 'jobless']
    """

    root: Group
    normalisation: Normalisation = field(default_factory=Normalisation)
    mean: Mean = field(default_factory=Mean)

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for node in (*self.groups, *self.indicators):
            if node.id in seen:
                raise SpecificationError(
                    f"`{node.id}` occurs twice in the framework",
                    next_step="Every indicator and group stands in one place and has one name.",
                )
            seen.add(node.id)
        if self.normalisation.over == "goalposts":
            for indicator in self.indicators:
                if indicator.goalposts is None:
                    raise SpecificationError(
                        f"`{indicator.id}` has no goalposts, and the framework asks for them",
                        next_step=f"Write goalposts = [low, high] under [indicator.{indicator.id}]"
                        ", or columns low and high in the catalogue.",
                    )

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups, each after the groups it contains; the root last."""
        return tuple(self.root.walk())

    @property
    def outline(self) -> tuple[Group, ...]:
        """All groups, each before the groups it contains; the root first."""

        def down(group: Group) -> Iterator[Group]:
            yield group
            for member in group.members:
                if isinstance(member, Group):
                    yield from down(member)

        return tuple(down(self.root))

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of the tree."""
        return tuple(self.root.leaves())

    def mean_of(self, group: Group) -> Mean:
        """Return the rule by which `group` combines its members."""
        return group.mean or self.mean

    def with_mean(self, mean: Mean) -> Framework:
        """Return the same framework with one rule for every group."""

        def plain(group: Group) -> Group:
            members = tuple(plain(m) if isinstance(m, Group) else m for m in group.members)
            return replace(group, members=members, mean=None)

        return replace(self, root=plain(self.root), mean=mean)
