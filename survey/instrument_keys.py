"""The keys of a questionnaire file, long and short forms alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from .errors import SpecificationError
from .toml_keys import StrictKeys, Texts

__all__ = ["ConstructKeys", "InstrumentKeys", "ItemKeys", "OptionKeys", "ProfileKeys", "ScaleKeys"]


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
        """Return the constructs, however they were written.

        Raises
        ------
        SpecificationError
            If there are none, or both forms are used.
        """
        if bool(self.tables) == bool(self.constructs):
            raise SpecificationError(
                "A questionnaire needs its constructs once: as `[constructs]` or as `[[construct]]`"
            )
        short = [ConstructKeys(id=name, items=items) for name, items in self.constructs.items()]
        return self.tables or short
