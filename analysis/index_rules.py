"""The rules of an index: how indicators become comparable and how parts become a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..survey.errors import SpecificationError

__all__ = [
    "BeyondRule",
    "ConstantRule",
    "Mean",
    "MeanKind",
    "MissingRule",
    "Normalisation",
    "NormalisationMethod",
    "Scope",
    "one_of",
]

MeanKind = Literal["arithmetic", "geometric", "harmonic", "power", "median"]
NormalisationMethod = Literal["min-max", "z-score", "rank", "percentile-rank", "distance-to-best"]
Scope = Literal["years", "cities", "panel", "goalposts"]
ConstantRule = Literal["one", "zero", "half", "missing", "error"]
MissingRule = Literal["error", "omit"]
BeyondRule = Literal["error", "clip", "keep"]


def one_of(what: str, value: str, options: object) -> None:
    """Refuse a `value` that is not among the `options` of a ``Literal``."""
    allowed: tuple[str, ...] = getattr(options, "__args__", ())
    if value not in allowed:
        raise SpecificationError(f"{what} must be one of {', '.join(allowed)}, got `{value}`")


@dataclass(frozen=True, slots=True)
class Mean:
    r"""How the members of a group become one value.

    Attributes
    ----------
    kind : MeanKind
        ``"power"`` is :math:`(\sum w_i x_i^p / \sum w_i)^{1/p}` with `order` p; arithmetic,
        harmonic and geometric are p = 1, -1 and the limit 0.
    order : float, optional
        p of the power mean; only with ``kind="power"``.
    floor : float
        Values below it are raised to it before a geometric, harmonic or power mean is taken.
        With the default 0 one zero makes such a mean zero ("annihilates" it).

    Raises
    ------
    SpecificationError
        If `order` is missing, superfluous or 0, or `floor` is negative.
    """

    kind: MeanKind = "arithmetic"
    order: float | None = None
    floor: float = 0.0

    def __post_init__(self) -> None:
        one_of("mean", self.kind, MeanKind)
        if (self.kind == "power") != (self.order is not None):
            raise SpecificationError(
                f"`order` belongs to the power mean and to no other, got mean `{self.kind}` "
                f"with order {self.order}"
            )
        if self.order is not None and not 0.001 <= abs(self.order) <= 100:
            raise SpecificationError(
                f"`order` of a power mean must be from 0.001 to 100 in size, got {self.order:g}",
                next_step="The limit at 0 is mean `geometric`.",
            )
        if not 0 <= self.floor < float("inf"):
            raise SpecificationError(f"`floor` must not be negative, got {self.floor:g}")
        if self.floor and self.kind in {"arithmetic", "median"}:
            raise SpecificationError(
                f"`floor` does nothing to mean `{self.kind}`, got {self.floor:g}"
            )

    @property
    def exponent(self) -> float:
        """P of the power mean family: 1, 0 (geometric), -1, or `order`; NaN for the median."""
        if self.order is not None:
            return self.order
        return {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}.get(self.kind, float("nan"))


@dataclass(frozen=True, slots=True)
class Normalisation:
    """How indicators in their own units become comparable.

    Attributes
    ----------
    method : NormalisationMethod
    over : Scope
        The values that set minimum, maximum, mean or ranks: of one city over all ``"years"``
        (the thesis), of all ``"cities"`` in one year, of the whole ``"panel"``, or fixed
        ``"goalposts"``.
    constant : ConstantRule
        What an indicator without spread becomes; the thesis wrote ``"one"``.
    missing : MissingRule
        ``"omit"`` leaves a missing value out and shares its weight among the rest of its group.
    beyond : BeyondRule
        What a value outside the goalposts becomes.
    """

    method: NormalisationMethod = "min-max"
    over: Scope = "years"
    constant: ConstantRule = "one"
    missing: MissingRule = "error"
    beyond: BeyondRule = "error"

    def __post_init__(self) -> None:
        one_of("method", self.method, NormalisationMethod)
        one_of("over", self.over, Scope)
        one_of("constant", self.constant, ConstantRule)
        one_of("missing", self.missing, MissingRule)
        one_of("beyond", self.beyond, BeyondRule)
        if self.over == "goalposts" and self.method not in {"min-max", "distance-to-best"}:
            raise SpecificationError(f"Goalposts do not define a {self.method}")
