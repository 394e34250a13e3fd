"""A study file and its questionnaire, read with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...survey.errors import AqylError
from ...survey.toml_file import parsed_toml, toml_text
from ...survey.toml_keys import near, placed_faults
from .answers import AnswersPlan
from .plan import IndexPlan, Study
from .study_build import Draft, built_study, index_plans, study_answers, study_questionnaire
from .study_faults import Fault, Faults, Source, fault_of
from .study_folder import StudyFolder
from .study_keys import StudyKeys
from .study_questionnaire import Questionnaire, file_questionnaire, formed_names

__all__ = ["Reading", "study_reading"]

# Tables on whose keys nothing else depends: without a wrong key the rest of them can be checked.
_LOOSE = {"screening", "factors", "documents", "privacy"}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A study, or what is wrong with it.

    Attributes
    ----------
    study : Study or None
        None if there are faults.
    faults : tuple of Fault
    source : Source or None
        The study file; None if it could not be read as TOML.
    answers : AnswersPlan or None
        What can be read of the answers, faults or not.
    indices : tuple of IndexPlan
    """

    study: Study | None
    faults: tuple[Fault, ...]
    source: Source | None
    answers: AnswersPlan | None = None
    indices: tuple[IndexPlan, ...] = ()


def study_reading(
    path: Path, *, data: str | Path | None = None, allow_outside: bool = False
) -> Reading:
    """Read a study file; see `aqyl.reports.study.study_file.read_study`."""
    try:
        text = toml_text(path, "study")
        raw = parsed_toml(text, path.name, "study")
    except AqylError as error:
        return Reading(None, (fault_of(error, path.name),), None)
    faults = Faults(Source(path.name, text, raw))
    draft = _draft(path, raw, faults, data, StudyFolder(path, allow_outside=allow_outside))
    if draft is None:
        return Reading(None, tuple(faults.found), faults.source)
    questionnaire = study_questionnaire(draft, faults)
    answers = study_answers(draft, faults)
    indices = index_plans(draft, faults)
    study = built_study(draft, questionnaire, answers, indices, faults)
    plan, instrument = None, questionnaire.instrument
    if questionnaire.sound and instrument and answers and "data" not in draft.broken:
        plan = AnswersPlan(answers, draft.keys.data, instrument)
    return Reading(study, tuple(faults.found), faults.source, plan, tuple(indices))


def _draft(
    path: Path,
    raw: Mapping[str, Any],
    faults: Faults,
    data: str | Path | None,
    folder: StudyFolder,
) -> Draft | None:
    """Read the keys; None if too little of them is left to go on with."""
    tree, files, broken = dict(raw), [path], set[str]()
    questionnaire: Questionnaire | None = None
    table = tree.get("instrument")
    if isinstance(table, str):
        name = tree.pop("instrument")
        broken.add("instrument")
        with faults.at("instrument"):
            files.append(folder.file(name, "instrument"))
            questionnaire = file_questionnaire(files[-1], faults, formed=formed_names(raw))
    if data is not None:
        if "model" not in tree:
            faults.say(
                (),
                "The file has no table `[model]`",
                'Add one, such as paths = ["trust -> use"], or use `aqyl run`.',
            )
            return None
        named = tree.get("data", {})
        tree["data"] = {**(named if isinstance(named, dict) else {}), "file": str(data)}
    keys = _keys(tree, faults, broken)
    answers = None if data is None else Path(data)
    if keys is None:
        return None
    inline = table if isinstance(table, Mapping) else {}
    return Draft(path, keys, questionnaire, inline, tuple(files), folder, answers, broken)


def _keys(tree: dict[str, Any], faults: Faults, broken: set[str]) -> StudyKeys | None:
    """Read the keys; of those that cannot be read the tables join the broken ones."""
    left_out: set[tuple[str, str | int]] = set()
    try:
        return StudyKeys.model_validate(tree)
    except ValidationError as error:
        for place, said in placed_faults(error, StudyKeys):
            faults.say(place, said)
            table = str(place[0])
            if table in _LOOSE and len(place) > 1:
                left_out.add((table, place[1]))
            else:  # of a misspelt table nothing is known either
                broken |= {table, near(table, StudyKeys.model_fields)}
    rest = {name: value for name, value in tree.items() if name not in broken}
    for name in _LOOSE & rest.keys():
        kept = {key: value for key, value in rest[name].items() if (name, key) not in left_out}
        rest[name] = kept
    try:
        return StudyKeys.model_validate({"data": {"file": ""}} | rest)
    except ValidationError:
        return None
