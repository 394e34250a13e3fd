"""The keys of a framework file, and how to say which one is wrong."""

from __future__ import annotations

import difflib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

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

__all__ = ["FileKeys", "GroupKeys", "IndicatorKeys", "Labels", "first_fault", "nearest"]

Labels = dict[Literal["kk", "ru", "en"], str]
Number = Annotated[float, Field(strict=True)]  # neither true nor "2"


class StrictKeys(BaseModel):
    """Keys that are known, and no others."""

    model_config = ConfigDict(extra="forbid")


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

    label: Labels | str = Field(default_factory=dict)
    unit: Labels | str = Field(default_factory=dict)
    polarity: Polarity | None = None
    weight: Number | None = None
    goalposts: tuple[Number, Number] | None = None


class GroupKeys(StrictKeys):
    """Table ``[[group]]``."""

    id: str
    label: Labels | str = Field(default_factory=dict)
    weight: Number = 1.0
    aggregation: MeanKeys | None = None
    indicators: list[str] = Field(default_factory=list)
    group: list[GroupKeys] = Field(default_factory=list)


class FileKeys(StrictKeys):
    """The whole file."""

    title: Labels | str = Field(default_factory=dict)
    normalisation: NormalisationKeys = Field(default_factory=NormalisationKeys)
    aggregation: MeanKeys = Field(default_factory=MeanKeys)
    catalogue: CatalogueKeys | None = None
    ignore: list[str] = Field(default_factory=list)
    indicators: list[str] = Field(default_factory=list)
    group: list[GroupKeys] = Field(default_factory=list)
    indicator: dict[str, IndicatorKeys] = Field(default_factory=dict)


def first_fault(error: ValidationError) -> str:
    """Say the first fault of a file, by its key and with the nearest known one."""
    first = error.errors()[0]
    labels = next((k for k, p in enumerate(first["loc"]) if p in {"title", "label", "unit"}), None)
    if labels is not None and first["type"] != "extra_forbidden":
        where = _key([*first["loc"][: labels + 1]])
        return f"`{where}` must be a text, or a table with texts for kk, ru and en"
    where = _key([*first["loc"]])
    if first["type"] == "extra_forbidden":
        parent: type[BaseModel] = FileKeys
        for part in first["loc"][:-1]:
            inner = {
                "normalisation": NormalisationKeys,
                "aggregation": MeanKeys,
                "catalogue": CatalogueKeys,
                "group": GroupKeys,
                "indicator": IndicatorKeys,
            }.get(str(part))
            parent = inner or parent
        hint = nearest(str(first["loc"][-1]), list(parent.model_fields))
        return f"Unknown key `{where}`" + (f"; {hint[0].lower()}{hint[1:-1]}" if hint else "")
    rule = 'must be a table such as { mean = "geometric" }'
    if first["type"] not in {"model_type", "model_attributes_type", "dict_type"}:
        rule = first["msg"][0].lower() + first["msg"][1:]
    return f"`{where}`: {rule}, got `{first['input']}`"


def _key(places: list[str | int]) -> str:
    """Write a place in a file as its keys; the members of a list count from 1."""
    return ".".join(f"{place + 1}" if isinstance(place, int) else place for place in places)


def nearest(name: str, known: list[str]) -> str:
    """Suggest the known name most like `name`, or nothing."""
    near = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean `{near[0]}`?" if near else ""
