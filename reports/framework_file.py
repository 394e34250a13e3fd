"""Frameworks as TOML files: an index scheme is data, whoever wrote it.

::

    title = { kk = "…", ru = "…", en = "…" }

    [normalisation]            # see aqyl.analysis.index_rules.Normalisation
    method = "min-max"
    over = "years"

    [aggregation]              # see aqyl.analysis.index_rules.Mean
    mean = "arithmetic"

    [catalogue]                # optional: properties of many indicators in a CSV file
    file = "indicators.csv"    # columns id, label_kk, …, unit_kk, …, polarity, weight, low, high
    polarity = "polarity"      # which column holds the direction

    [[group]]                  # groups nest: [[group.group]]
    id = "economy"
    label = { en = "Economy" }
    indicators = ["wage", "jobless"]

    [indicator.jobless]        # optional: properties of one indicator
    polarity = "negative"
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..analysis.framework import Framework, Group, Indicator, Polarity
from ..analysis.index_rules import (
    BeyondRule,
    ConstantRule,
    Mean,
    MeanKind,
    MissingRule,
    Normalisation,
    NormalisationMethod,
    Scope,
)
from ..survey.errors import AqylError, FileError, SpecificationError
from .catalogue_file import read_catalogue

__all__ = ["FrameworkFile", "read_framework"]

Labels = dict[Literal["kk", "ru", "en"], str]
ROOT = "index"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class _Normalisation(_Strict):
    method: NormalisationMethod = "min-max"
    over: Scope = "years"
    constant: ConstantRule = "one"
    missing: MissingRule = "error"
    beyond: BeyondRule = "error"


class _Mean(_Strict):
    mean: MeanKind = "arithmetic"
    order: float | None = None
    floor: float = 0.0

    def rule(self) -> Mean:
        return Mean(self.mean, self.order, self.floor)


class _Catalogue(_Strict):
    file: str
    polarity: str = "polarity"


class _Indicator(_Strict):
    label: Labels | str = Field(default_factory=dict)
    unit: Labels | str = Field(default_factory=dict)
    polarity: Polarity | None = None
    weight: float | None = None
    goalposts: tuple[float, float] | None = None


class _Group(_Strict):
    id: str
    label: Labels | str = Field(default_factory=dict)
    weight: float = 1.0
    aggregation: _Mean | None = None
    indicators: list[str] = Field(default_factory=list)
    group: list[_Group] = Field(default_factory=list)


class _File(_Strict):
    title: Labels | str = Field(default_factory=dict)
    normalisation: _Normalisation = Field(default_factory=_Normalisation)
    aggregation: _Mean = Field(default_factory=_Mean)
    catalogue: _Catalogue | None = None
    ignore: list[str] = Field(default_factory=list)
    indicators: list[str] = Field(default_factory=list)
    group: list[_Group] = Field(default_factory=list)
    indicator: dict[str, _Indicator] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrameworkFile:
    """A framework with the words that belong to it.

    Attributes
    ----------
    framework : Framework
    title : mapping of language code to str
    labels : mapping of node id to labels by language code
        For every group and indicator; the id where the file gives no label.
    units : mapping of indicator id to units by language code
    ignore : frozenset of str
        Indicators that the data may hold and the index leaves out.
    files : tuple of Path
        The TOML file and its catalogue.
    """

    framework: Framework
    title: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    units: Mapping[str, Mapping[str, str]]
    ignore: frozenset[str]
    files: tuple[Path, ...]


def read_framework(path: str | Path) -> FrameworkFile:
    """Read a framework file.

    Raises
    ------
    FileError
        If the file is missing or is not TOML.
    SpecificationError
        If a key is unknown, a value is not allowed, or the framework contradicts itself; the
        sentence names the key.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> thesis = read_framework(folder("turkistan") / "framework_thesis.toml")
    >>> len(thesis.framework.indicators), thesis.labels["economy"]["en"]
    (111, 'Smart economy')
    """
    path = Path(path)
    if not path.is_file():
        raise FileError(f"There is no framework file {path}")
    try:
        raw = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileError(f"The framework is not valid TOML: {error}", where=path.name) from error
    try:
        content = _File.model_validate(raw)
    except ValidationError as error:
        raise SpecificationError(_sentence(error), where=path.name) from error
    try:
        return _built(path, content)
    except AqylError as error:
        if error.where:
            raise
        raise SpecificationError(
            error.problem, where=path.name, next_step=error.next_step
        ) from error


def _built(path: Path, content: _File) -> FrameworkFile:
    files = [path]
    properties: dict[str, _Indicator] = {}
    if content.catalogue:
        catalogue = path.parent / content.catalogue.file
        files.append(catalogue)
        entries = read_catalogue(catalogue, polarity=content.catalogue.polarity)
        properties = {name: _Indicator.model_validate(entry) for name, entry in entries.items()}
    for name, own in content.indicator.items():
        given = own.model_dump(exclude_unset=True)
        properties[name] = properties.get(name, _Indicator()).model_copy(update=given)
    labels = {name: _labels(entry.label, name) for name, entry in properties.items()}
    root = _Group(id=ROOT, label=content.title, indicators=content.indicators, group=content.group)
    framework = Framework(
        root=_tree(root, properties, labels),
        normalisation=Normalisation(**content.normalisation.model_dump()),
        mean=content.aggregation.rule(),
    )
    placed = {indicator.id for indicator in framework.indicators}
    for name in content.indicator:
        if name not in placed:
            raise SpecificationError(
                f"`[indicator.{name}]` describes an indicator that no group lists",
                next_step=_nearest(name, sorted(placed)),
            )
    return FrameworkFile(
        framework=framework,
        title=_labels(content.title, path.stem),
        labels=labels,
        units={name: _labels(entry.unit, "") for name, entry in properties.items()},
        ignore=frozenset(content.ignore),
        files=tuple(files),
    )


def _tree(
    group: _Group, properties: Mapping[str, _Indicator], labels: dict[str, dict[str, str]]
) -> Group:
    labels[group.id] = _labels(group.label, group.id)
    members: list[Group | Indicator] = [_tree(inner, properties, labels) for inner in group.group]
    for name in group.indicators:
        entry = properties.get(name, _Indicator())
        labels.setdefault(name, _labels(entry.label, name))
        weight = 1.0 if entry.weight is None else entry.weight
        members.append(Indicator(name, entry.polarity or "positive", weight, entry.goalposts))
    mean = group.aggregation.rule() if group.aggregation else None
    return Group(group.id, tuple(members), group.weight, mean)


def _labels(label: Mapping[Any, str] | str, fallback: str) -> dict[str, str]:
    if isinstance(label, str):
        return {"en": label}
    return {str(code): text for code, text in label.items() if text} or {"en": fallback}


def _sentence(error: ValidationError) -> str:
    """Say the first fault of a file by its key."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        parent: type[BaseModel] = _File
        for part in first["loc"][:-1]:
            inner = {
                "normalisation": _Normalisation,
                "aggregation": _Mean,
                "catalogue": _Catalogue,
                "group": _Group,
                "indicator": _Indicator,
            }.get(str(part))
            parent = inner or parent
        hint = _nearest(str(first["loc"][-1]), list(parent.model_fields))
        return f"Unknown key `{where}`" + (f"; {hint[0].lower()}{hint[1:-1]}" if hint else "")
    return f"`{where}`: {first['msg']}, got `{first['input']}`"


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean `{near[0]}`?" if near else ""
