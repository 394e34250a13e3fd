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

What the model of a study forms out of constructs (interactions, dimensions of a higher order) has
its labels there as well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from pydantic import ValidationError

from .errors import SpecificationError, together
from .instrument_faults import instrument_faults
from .instrument_keys import ConstructKeys, InstrumentKeys, ItemKeys, ScaleKeys
from .toml_file import read_toml
from .toml_keys import faults, labels_of

__all__ = [
    "Construct",
    "Instrument",
    "Item",
    "Option",
    "ProfileQuestion",
    "Scale",
    "built_instrument",
    "read_instrument",
    "sketched_instrument",
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
    formed : mapping of id to labels
        Of what a model forms out of constructs, where the questionnaire labels it.
    """

    title: Labels
    scale: Scale
    constructs: tuple[Construct, ...]
    items: tuple[Item, ...]
    profile: tuple[ProfileQuestion, ...]
    formed: Mapping[str, Labels] = field(default_factory=dict)

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


def read_instrument(path: str | Path, *, formed: Collection[str] = ()) -> Instrument:
    """Read a questionnaire file.

    Parameters
    ----------
    path : str or Path
    formed : collection of str
        What the model of a study forms out of constructs; the file may label it.

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
        return built_instrument(keys, formed=formed)
    except SpecificationError as error:
        raise together(
            [
                SpecificationError(one.problem, where=path.name, next_step=one.next_step)
                for one in (error, *error.others)
            ]
        ) from error


def built_instrument(keys: InstrumentKeys, *, formed: Collection[str] = ()) -> Instrument:
    """Build a questionnaire from the keys of a file or of a study.

    Raises
    ------
    SpecificationError
        As `read_instrument`; its `others` are the other contradictions.
    """
    if found := instrument_faults(keys, formed=formed):
        raise together(found)
    return _built(keys, formed)


def sketched_instrument(keys: InstrumentKeys) -> Instrument:
    """Return the names that a questionnaire knows, whatever contradicts itself in it.

    It has each construct, item, question and option once, and is good for nothing but looking
    names up: its scale and its labels are none.
    """
    items: set[str] = set()
    constructs: dict[str, ConstructKeys] = {}
    for construct in keys.all_constructs():
        own = [name for name in dict.fromkeys(construct.items) if name not in items]
        items |= {*own}
        constructs.setdefault(construct.id, construct.model_copy(update={"items": own}))
    questions = {question.id: question for question in keys.profile}
    scale = ScaleKeys(points=[0, 1])
    named = {"construct": [*constructs.values()], "profile": [*questions.values()]}
    return _built(InstrumentKeys.model_validate({"scale": scale, **named}))


def _built(keys: InstrumentKeys, formed: Collection[str] = ()) -> Instrument:
    constructs = keys.all_constructs()

    def labels(own: Mapping[Any, str], name: str) -> Labels:
        return labels_of(dict(own) or dict(keys.labels.get(name, {})), name)

    items = tuple(
        Item(
            name,
            construct.id,
            labels(entry.label, name),
            entry.reverse or name in keys.reverse,
        )
        for construct in constructs
        for name in construct.items
        for entry in [keys.item.get(name, ItemKeys())]
    )
    return Instrument(
        title=labels_of(keys.title, ""),
        scale=_scale(keys.scale),
        constructs=tuple(
            Construct(c.id, labels(c.label, c.id), tuple(c.items)) for c in constructs
        ),
        items=items,
        profile=tuple(
            ProfileQuestion(
                q.id,
                labels(q.label, q.id),
                tuple(Option(o.code, labels(o.label, o.code)) for o in q.options),
            )
            for q in keys.profile
        ),
        formed={name: labels_of(own, name) for name, own in keys.labels.items() if name in formed},
    )


def _scale(keys: ScaleKeys) -> Scale:
    named = keys.labels or [{} for _ in keys.points]
    pairs = zip(keys.points, named, strict=True)
    return Scale(tuple(keys.points), tuple(labels_of(label, str(point)) for point, label in pairs))
