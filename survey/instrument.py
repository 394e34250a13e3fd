"""The questionnaire as data: scale, constructs, items, profile questions, in three languages.

A TOML file says it all::

    title = { kk = "…", ru = "…", en = "…" }

    [scale]
    points = [1, 2, 3, 4, 5]
    labels = [{ kk = "…", ru = "…", en = "…" }, …]

    [[construct]]
    id = "economy"
    items = ["SE1", "SE2"]

    [item.SE1]                 # optional: wording, and whether the item is reverse-keyed
    label = { kk = "…" }
    reverse = false

    [[profile]]
    id = "gender"
    options = [{ code = "female", label = { kk = "Әйел" } }]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .errors import SpecificationError
from .toml_file import read_toml

__all__ = [
    "Construct",
    "Instrument",
    "Item",
    "Option",
    "ProfileQuestion",
    "Scale",
    "read_instrument",
]

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """Answer scale: whole points in ascending order, and a label for each."""

    points: tuple[int, ...]
    labels: tuple[Labels, ...]

    def reverse(self, point: float) -> float:
        """Return the mirror image of a point: on 1-5, 2 becomes 4."""
        return self.points[0] + self.points[-1] - point


@dataclass(frozen=True, slots=True)
class Item:
    """One Likert item."""

    id: str
    construct: str
    labels: Labels
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Construct:
    """A construct and its items, in order."""

    id: str
    labels: Labels
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a profile question."""

    code: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """A question about the person."""

    id: str
    labels: Labels
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire.

    Attributes
    ----------
    title : mapping of language code to str
    scale : Scale
    constructs : tuple of Construct
    items : tuple of Item
        In the order of the constructs.
    profile : tuple of ProfileQuestion
    """

    title: Labels
    scale: Scale
    constructs: tuple[Construct, ...]
    items: tuple[Item, ...]
    profile: tuple[ProfileQuestion, ...]

    def items_of(self, construct: str) -> tuple[Item, ...]:
        """Items of one construct.

        Raises
        ------
        SpecificationError
            If there is no such construct.
        """
        found = tuple(item for item in self.items if item.construct == construct)
        if not found:
            known = ", ".join(c.id for c in self.constructs)
            raise SpecificationError(f"There is no construct `{construct}`; there are {known}")
        return found


def read_instrument(path: str | Path) -> Instrument:
    """Read a questionnaire file.

    Raises
    ------
    FileError
        If the file is missing or is not TOML.
    SpecificationError
        If a key is unknown or a value is not allowed; an item or option stands twice; an item is
        described and in no construct; scale points do not ascend or lack labels.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> questionnaire = read_instrument(folder("turkistan") / "instrument.toml")
    >>> len(questionnaire.items), questionnaire.items_of("people")[0].labels["en"]
    (51, 'A university in the city')
    """
    path = Path(path)
    raw = read_toml(path, "questionnaire")
    try:
        keys = _FileKeys.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        raise SpecificationError(f"`{key}`: {first['msg'].lower()}", where=path.name) from error
    try:
        return _built(keys)
    except SpecificationError as error:
        raise SpecificationError(
            error.problem, where=path.name, next_step=error.next_step
        ) from error


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid")


_Texts = dict[Literal["kk", "ru", "en"], str]


class _ScaleKeys(_Keys):
    points: list[int] = Field(min_length=2)
    labels: list[_Texts] = Field(default_factory=list)


class _ConstructKeys(_Keys):
    id: str
    label: _Texts = Field(default_factory=dict)
    items: list[str] = Field(min_length=1)


class _ItemKeys(_Keys):
    label: _Texts = Field(default_factory=dict)
    reverse: bool = False


class _OptionKeys(_Keys):
    code: str
    label: _Texts = Field(default_factory=dict)


class _ProfileKeys(_Keys):
    id: str
    label: _Texts = Field(default_factory=dict)
    options: list[_OptionKeys] = Field(min_length=1)


class _FileKeys(_Keys):
    title: _Texts = Field(default_factory=dict)
    scale: _ScaleKeys
    constructs: list[_ConstructKeys] = Field(min_length=1, alias="construct")
    item: dict[str, _ItemKeys] = Field(default_factory=dict)
    profile: list[_ProfileKeys] = Field(default_factory=list)


def _built(keys: _FileKeys) -> Instrument:
    points = tuple(keys.scale.points)
    if list(points) != sorted(set(points)):
        raise SpecificationError(f"`scale.points` must ascend, got {list(points)}")
    if keys.scale.labels and len(keys.scale.labels) != len(points):
        raise SpecificationError(
            f"`scale.labels` must name each of the {len(points)} points, got "
            f"{len(keys.scale.labels)}"
        )
    listed = [name for construct in keys.constructs for name in construct.items]
    _once("item", listed)
    _once("construct", [construct.id for construct in keys.constructs])
    _once("profile question", [question.id for question in keys.profile])
    for question in keys.profile:
        _once(f"option of `{question.id}`", [option.code for option in question.options])
    for name in keys.item:
        if name not in listed:
            raise SpecificationError(f"`[item.{name}]` describes an item that no construct lists")
    items = tuple(
        Item(name, construct.id, _labels(entry.label, name), entry.reverse)
        for construct in keys.constructs
        for name in construct.items
        for entry in [keys.item.get(name, _ItemKeys())]
    )
    return Instrument(
        title=_labels(keys.title, ""),
        scale=Scale(
            points,
            tuple(_labels(label, "") for label in keys.scale.labels)
            or tuple({"en": str(point)} for point in points),
        ),
        constructs=tuple(
            Construct(c.id, _labels(c.label, c.id), tuple(c.items)) for c in keys.constructs
        ),
        items=items,
        profile=tuple(
            ProfileQuestion(
                q.id,
                _labels(q.label, q.id),
                tuple(Option(o.code, _labels(o.label, o.code)) for o in q.options),
            )
            for q in keys.profile
        ),
    )


def _labels(texts: _Texts, fallback: str) -> Labels:
    return {str(code): text for code, text in texts.items()} or {"en": fallback}


def _once(what: str, names: list[str]) -> None:
    for i, name in enumerate(names):
        if name in names[:i]:
            raise SpecificationError(f"The {what} `{name}` stands twice")
