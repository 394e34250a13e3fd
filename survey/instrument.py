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

The short form for a study without labels::

    scale = { points = [1, 2, 3, 4, 5, 6, 7] }
    constructs = { trust = ["T1", "T2"], use = ["U1", "U2"] }
    reverse = ["T2"]
    profile = { gender = ["female", "male"] }
    labels = { trust = "Trust", T1 = "I trust the service", gender = "Gender", female = "Woman" }
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from pydantic import ValidationError

from .errors import SpecificationError
from .instrument_keys import InstrumentKeys, ItemKeys
from .toml_file import read_toml
from .toml_keys import faults, labels_of, nearest

__all__ = [
    "Construct",
    "Instrument",
    "Item",
    "Option",
    "ProfileQuestion",
    "Scale",
    "built_instrument",
    "read_instrument",
]

Labels = Mapping[str, str]
Answer = TypeVar("Answer", float, np.ndarray)


@dataclass(frozen=True, slots=True)
class Scale:
    """Answer scale: whole points in ascending order, and a label for each."""

    points: tuple[int, ...]
    labels: tuple[Labels, ...]

    def reverse(self, point: Answer) -> Answer:
        """Return the mirror image of a point, or of many: on 1-5, 2 becomes 4."""
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
        keys = InstrumentKeys.model_validate(raw)
    except ValidationError as error:
        raise SpecificationError(faults(error, InstrumentKeys)[0], where=path.name) from error
    try:
        return built_instrument(keys)
    except SpecificationError as error:
        raise SpecificationError(
            error.problem, where=path.name, next_step=error.next_step
        ) from error


def built_instrument(keys: InstrumentKeys) -> Instrument:
    """Build a questionnaire from the keys of a file or of a study.

    Raises
    ------
    SpecificationError
        As `read_instrument`.
    """
    constructs = keys.all_constructs()
    short = _Labels(keys)
    listed = [name for construct in constructs for name in construct.items]
    _once("item", listed)
    _once("construct", [construct.id for construct in constructs])
    _once("profile question", [question.id for question in keys.profile])
    for question in keys.profile:
        _once(f"option of `{question.id}`", [option.code for option in question.options])
    for name in (*keys.item, *keys.reverse):
        if name not in listed:
            raise SpecificationError(
                f"`{name}` is described or reversed, and no construct lists it",
                next_step=nearest(name, listed),
            )
    items = tuple(
        Item(
            name,
            construct.id,
            short.of(entry.label, name),
            entry.reverse or name in keys.reverse,
        )
        for construct in constructs
        for name in construct.items
        for entry in [keys.item.get(name, ItemKeys())]
    )
    return Instrument(
        title=labels_of(keys.title, ""),
        scale=_scale(keys),
        constructs=tuple(
            Construct(c.id, short.of(c.label, c.id), tuple(c.items)) for c in constructs
        ),
        items=items,
        profile=tuple(
            ProfileQuestion(
                q.id,
                short.of(q.label, q.id),
                tuple(Option(o.code, short.of(o.label, o.code)) for o in q.options),
            )
            for q in keys.profile
        ),
    )


class _Labels:
    """Labels by id, for a questionnaire that keeps them apart from what they name."""

    def __init__(self, keys: InstrumentKeys) -> None:
        known = {item for construct in keys.all_constructs() for item in construct.items}
        known |= {construct.id for construct in keys.all_constructs()}
        known |= {question.id for question in keys.profile}
        known |= {option.code for question in keys.profile for option in question.options}
        for name in keys.labels:
            if name not in known:
                raise SpecificationError(
                    f"`labels` names `{name}`, which is no construct, item, question or option",
                    next_step=nearest(name, known),
                )
        self._given = keys.labels

    def of(self, own: Mapping[Any, str], name: str) -> Labels:
        return labels_of(dict(own) or dict(self._given.get(name, {})), name)


def _scale(keys: InstrumentKeys) -> Scale:
    points = tuple(keys.scale.points)
    if list(points) != sorted(set(points)):
        raise SpecificationError(f"`scale.points` must ascend, got {list(points)}")
    if keys.scale.labels and len(keys.scale.labels) != len(points):
        raise SpecificationError(
            f"`scale.labels` must name each of the {len(points)} points, got "
            f"{len(keys.scale.labels)}"
        )
    for point, label in zip(points, keys.scale.labels, strict=False):
        for text in label.values():
            if text.strip().lstrip("+-").isdecimal() and text.strip() != str(point):
                raise SpecificationError(f"The point {point} of the scale is labelled `{text}`")
    for code in sorted({code for label in keys.scale.labels for code in label}):
        texts = [label[code].strip().casefold() for label in keys.scale.labels if code in label]
        _once("label of the scale", texts)
    labels = (
        tuple(
            labels_of(label, str(point))
            for point, label in zip(points, keys.scale.labels, strict=True)
        )
        if keys.scale.labels
        else tuple({"und": str(point)} for point in points)
    )
    scale = Scale(points, labels)
    turned = [*keys.reverse, *(name for name, item in keys.item.items() if item.reverse)]
    if turned and any(scale.reverse(float(point)) not in points for point in points):
        raise SpecificationError(
            f"`{turned[0]}` is reverse-keyed, and the points {list(points)} have no mirror images"
        )
    return scale


def _once(what: str, names: list[str]) -> None:
    for i, name in enumerate(names):
        if name in names[:i]:
            raise SpecificationError(f"The {what} `{name}` stands twice")
