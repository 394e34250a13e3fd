"""The keys of a questionnaire file, long and short forms alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from .toml_keys import StrictKeys, Texts, near

__all__ = [
    "ConstructKeys",
    "InstrumentKeys",
    "ItemKeys",
    "OptionKeys",
    "ProfileKeys",
    "ScaleKeys",
    "readable_keys",
]


class ScaleKeys(StrictKeys):
    """Table ``[scale]``."""

    points: list[Annotated[int, Field(strict=True)]] = Field(min_length=2)
    labels: list[Texts] = Field(default_factory=list)


class ConstructKeys(StrictKeys):
    """Table ``[[construct]]``."""

    id: str
    label: Texts = Field(default_factory=dict)
    items: list[str] = Field(min_length=1)


class ItemKeys(StrictKeys):
    """Table ``[item.ID]``."""

    label: Texts = Field(default_factory=dict)
    reverse: bool = False


class OptionKeys(StrictKeys):
    """One answer to a profile question, or only its code."""

    code: str
    label: Texts = Field(default_factory=dict)


def _option(value: Any) -> Any:
    return {"code": value} if isinstance(value, str) else value


class ProfileKeys(StrictKeys):
    """Table ``[[profile]]``."""

    id: str
    label: Texts = Field(default_factory=dict)
    options: list[Annotated[OptionKeys, BeforeValidator(_option)]] = Field(min_length=1)


def _questions(value: Any) -> Any:
    """Take ``gender = ["f", "m"]`` for a question with its options."""
    if not isinstance(value, Mapping):
        return value
    return [
        {"id": name, **rest} if isinstance(rest, Mapping) else {"id": name, "options": rest}
        for name, rest in value.items()
    ]


class InstrumentKeys(StrictKeys):
    """The whole file, or the table ``[instrument]`` of a study."""

    title: Texts = Field(default_factory=dict)
    scale: ScaleKeys
    tables: list[ConstructKeys] = Field(default_factory=list, alias="construct")
    constructs: dict[str, Annotated[list[str], Field(min_length=1)]] = Field(default_factory=dict)
    reverse: list[str] = Field(default_factory=list)
    labels: dict[str, Texts] = Field(default_factory=dict)
    item: dict[str, ItemKeys] = Field(default_factory=dict)
    profile: Annotated[list[ProfileKeys], BeforeValidator(_questions)] = Field(default_factory=list)

    def all_constructs(self) -> list[ConstructKeys]:
        """Return the constructs, however they were written."""
        short = [ConstructKeys(id=name, items=items) for name, items in self.constructs.items()]
        return [*self.tables, *short]


def readable_keys(raw: Mapping[str, Any]) -> tuple[InstrumentKeys, frozenset[str]]:
    """Return what can be read of a questionnaire, and the names of its keys that cannot.

    A scale that cannot be read is stood in for by some other.

    Examples
    --------
    >>> keys, unread = readable_keys({"constructs": {"trust": ["T1"]}, "scale": {}, "lables": {}})
    >>> keys.constructs, sorted(unread)
    ({'trust': ['T1']}, ['labels', 'lables', 'scale'])
    """
    try:
        return InstrumentKeys.model_validate(raw), frozenset()
    except ValidationError as error:
        wrong = {str(fault["loc"][0]) for fault in error.errors()}
    known = [field.alias or name for name, field in InstrumentKeys.model_fields.items()]
    unread = wrong | {near(name, known) for name in wrong - {*known}} - {""}
    kept = {name: value for name, value in raw.items() if name not in unread}
    if "scale" not in kept:
        kept["scale"] = {"points": [0, 1]}
    return InstrumentKeys.model_validate(kept), frozenset(unread)
