"""What is shown of comparisons between groups of people."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

from ...analysis.composites.multigroup import GroupPermutation
from ...analysis.covariances.invariance import Invariance
from ...analysis.group_comparison import TwoGroups
from ...analysis.group_descriptives import GroupDescriptives
from ...analysis.group_variance import SeveralGroups
from ...survey.instrument import Option, ProfileQuestion
from ..blocks import Block
from ..figures.picture import Picture
from ..study.group_model_part import GroupModelPart
from ..study.group_model_tables import group_model_tables, invariance_table
from ..study.group_part import GroupPart
from ..study.group_pictures import group_pictures
from ..study.group_tables import group_tables
from ..study.heads import caption, head, text_head
from ..table import Column, Table
from .setting import Setting, study_of

__all__ = [
    "group_models",
    "groups_of_study",
    "invariance",
    "path_permutation",
    "several_groups",
    "two_groups",
]


def two_groups(found: TwoGroups, setting: Setting) -> list[Block]:
    """Means, every test with its effect size, and the means as a figure."""
    several = cast("SeveralGroups", SimpleNamespace(samples=found.samples))
    return _compared(GroupPart("", found.samples.labels, several, found, None), setting)


def several_groups(found: SeveralGroups, setting: Setting) -> list[Block]:
    """Means, every test with its effect size, and the means as a figure."""
    return _compared(GroupPart("", found.samples.labels, found, None, None), setting)


def groups_of_study(found: GroupPart, setting: Setting) -> list[Block]:
    """All that compares the groups of one question."""
    return _compared(found, setting)


def group_models(found: GroupModelPart, setting: Setting) -> list[Block]:
    """Invariance of the composites, and differences of the paths."""
    asked = _question(found.micom.labels, found.question, setting)
    labels = {option.code: setting.lang.label(option.labels) for option in asked.options}
    return [*group_model_tables(found, labels, setting.name, setting.lang)]


def path_permutation(found: GroupPermutation, setting: Setting) -> list[Block]:
    """Show the differences of the paths between two groups."""
    lang, name = setting.lang, setting.name
    at = {own: i for i, own in enumerate(found.constructs)}
    keys = ("first", "second", "difference", "lower", "upper", "p")
    rows = tuple(
        (
            f"{name(start)} → {name(end)}",
            *(float(getattr(found.paths, key)[at[start], at[end]]) for key in keys),
        )
        for start, end in found.model.paths
    )
    columns = (
        text_head(lang, "path"),
        *(
            Column(key, f"β: {name(label)}", "number")
            for key, label in zip(keys, found.labels, strict=False)
        ),
        head(lang, "difference", 3, "signed"),
        head(lang, "chance_lower", 3),
        head(lang, "chance_upper", 3),
        head(lang, "p", kind="p"),
    )
    notes = (lang.text("groups.path_note"),)
    return [Table("pls_multigroup", caption(lang, "pls_multigroup"), columns, rows, notes)]


def invariance(found: Invariance, setting: Setting) -> list[Block]:
    """Show the levels of measurement invariance."""
    return [invariance_table(found, setting.lang)]


def _compared(part: GroupPart, setting: Setting) -> list[Block]:
    samples: GroupDescriptives = part.several.samples
    asked = _question(samples.labels, part.question, setting)
    part = replace(part, question=asked.id)
    form = SimpleNamespace(instrument=SimpleNamespace(profile=(asked,)))
    study = study_of(setting, study=form)
    tables = group_tables(part, asked, setting.name, setting.lang)
    pictures = group_pictures(study, part, setting.name, setting.lang)
    return [_named(block) for block in (*tables, *pictures)]


def _question(codes: tuple[str, ...], question: str, setting: Setting) -> ProfileQuestion:
    """Return the question whose answers are the groups, with words if the setting knows it."""
    asked = setting.instrument.profile if setting.instrument else ()
    for own in asked:
        known = {option.code for option in own.options}
        if own.id == question or (not question and known >= set(codes)):
            return own
    options = tuple(Option(code, {"": setting.name(code)}) for code in codes)
    return ProfileQuestion(question, {"": setting.name(question)}, options)


def _named(block: Table | Picture) -> Table | Picture:
    """Drop the sign after which the words of an unknown question would stand."""
    name = block.name.rstrip("_")
    if isinstance(block, Table):
        return replace(block, name=name, title=block.title.rstrip(": "))
    return replace(block, name=name, caption=block.caption.rstrip(": "))
