"""The keys of a framework file."""

from __future__ import annotations

from pydantic import Field

from ..analysis.framework import Polarity
from ..analysis.index_rules import (
    BeyondRule,
    ConstantRule,
    Mean,
    MeanKind,
    MissingRule,
    NormalisationMethod,
    Scope,
)
from ..survey.toml_keys import Number, StrictKeys, Texts

__all__ = ["FileKeys", "GroupKeys", "IndicatorKeys"]


class NormalisationKeys(StrictKeys):
    """Table ``[normalisation]``."""

    method: NormalisationMethod = "min-max"
    over: Scope = "years"
    constant: ConstantRule = "one"
    missing: MissingRule = "error"
    beyond: BeyondRule = "error"


class MeanKeys(StrictKeys):
    """Table ``[aggregation]``, of the file or of one group."""

    mean: MeanKind = "arithmetic"
    order: Number | None = None
    floor: Number = 0.0

    def rule(self) -> Mean:
        """Return the rule that the keys state."""
        return Mean(self.mean, self.order, self.floor)


class CatalogueKeys(StrictKeys):
    """Table ``[catalogue]``."""

    file: str
    polarity: str = "polarity"


class IndicatorKeys(StrictKeys):
    """Table ``[indicator.ID]``, and a row of a catalogue."""

    label: Texts = Field(default_factory=dict)
    unit: Texts = Field(default_factory=dict)
    polarity: Polarity | None = None
    weight: Number | None = None
    goalposts: tuple[Number, Number] | None = None


class GroupKeys(StrictKeys):
    """Table ``[[group]]``."""

    id: str
    label: Texts = Field(default_factory=dict)
    weight: Number = 1.0
    aggregation: MeanKeys | None = None
    indicators: list[str] = Field(default_factory=list)
    group: list[GroupKeys] = Field(default_factory=list)


class FileKeys(StrictKeys):
    """The whole file."""

    title: Texts = Field(default_factory=dict)
    normalisation: NormalisationKeys = Field(default_factory=NormalisationKeys)
    aggregation: MeanKeys = Field(default_factory=MeanKeys)
    catalogue: CatalogueKeys | None = None
    ignore: list[str] = Field(default_factory=list)
    indicators: list[str] = Field(default_factory=list)
    group: list[GroupKeys] = Field(default_factory=list)
    indicator: dict[str, IndicatorKeys] = Field(default_factory=dict)
