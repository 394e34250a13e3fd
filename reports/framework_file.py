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

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ..analysis.framework import Framework, Group, Indicator
from ..analysis.index_rules import Normalisation
from ..survey.errors import AqylError, FileError, SpecificationError
from ..survey.toml_file import read_toml
from ..survey.toml_keys import faults, labels_of, nearest
from .catalogue_file import read_catalogue
from .framework_schema import FileKeys, GroupKeys, IndicatorKeys

__all__ = ["FrameworkFile", "read_framework"]

ROOT = "index"


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
    raw = read_toml(path, "framework")
    try:
        content = FileKeys.model_validate(raw)
    except RecursionError as error:
        raise FileError("The framework nests too deep", where=path.name) from error
    except ValidationError as error:
        raise SpecificationError(faults(error, FileKeys)[0], where=path.name) from error
    try:
        return _built(path, content)
    except AqylError as error:
        if error.where:
            raise
        raise SpecificationError(
            error.problem, where=path.name, next_step=error.next_step
        ) from error


def _built(path: Path, content: FileKeys) -> FrameworkFile:
    files = [path]
    properties: dict[str, IndicatorKeys] = {}
    if content.catalogue:
        catalogue = path.parent / content.catalogue.file
        files.append(catalogue)
        entries = read_catalogue(catalogue, polarity=content.catalogue.polarity)
        properties = {name: IndicatorKeys.model_validate(entry) for name, entry in entries.items()}
    for name, own in content.indicator.items():
        given = own.model_dump(exclude_unset=True)
        properties[name] = properties.get(name, IndicatorKeys()).model_copy(update=given)
    labels = {name: labels_of(entry.label, name) for name, entry in properties.items()}
    _nothing_unknown(content, properties)
    root = GroupKeys(
        id=ROOT, label=content.title, indicators=content.indicators, group=content.group
    )
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
                next_step=nearest(name, sorted(placed)),
            )
    return FrameworkFile(
        framework=framework,
        title=labels_of(content.title, path.stem),
        labels=labels,
        units={name: labels_of(entry.unit, "") for name, entry in properties.items()},
        ignore=frozenset(content.ignore),
        files=tuple(files),
    )


def _nothing_unknown(content: FileKeys, properties: Mapping[str, IndicatorKeys]) -> None:
    """Refuse an indicator that the catalogue does not know, and the name of the whole index."""

    def listed(group: GroupKeys | FileKeys) -> list[str]:
        return [*group.indicators, *(name for inner in group.group for name in listed(inner))]

    for name in listed(content):
        if name == ROOT:
            raise SpecificationError(
                f"`{ROOT}` names the whole index; call the indicator otherwise"
            )
        if content.catalogue and name not in properties:
            raise SpecificationError(
                f"`{name}` is not in the catalogue {content.catalogue.file}",
                next_step=nearest(name, sorted(properties)),
            )


def _tree(
    group: GroupKeys, properties: Mapping[str, IndicatorKeys], labels: dict[str, dict[str, str]]
) -> Group:
    labels[group.id] = labels_of(group.label, group.id)
    members: list[Group | Indicator] = [_tree(inner, properties, labels) for inner in group.group]
    for name in group.indicators:
        entry = properties.get(name, IndicatorKeys())
        labels.setdefault(name, labels_of(entry.label, name))
        weight = 1.0 if entry.weight is None else entry.weight
        members.append(Indicator(name, entry.polarity or "positive", weight, entry.goalposts))
    mean = group.aggregation.rule() if group.aggregation else None
    return Group(group.id, tuple(members), group.weight, mean)
