"""Everything that is wrong with a study and its files, in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...analysis.integral_index import integral_index
from ...survey.answer_problems import AnswersError, Problem
from ...survey.errors import AqylError, ValueInFileError
from ...survey.responses import Responses
from ...survey.screening import screen
from ...survey.toml_lines import Place
from ..framework_file import FrameworkFile, read_framework
from ..framework_schema import FileKeys
from ..indicator_file import IndicatorFile, read_indicators
from .answers import AnswersPlan, kept_answers, read_answers
from .plan import IndexPlan, Study
from .study_faults import Fault, Faults, fault_of, toml_faults
from .study_reading import study_reading

__all__ = ["Checked", "Fault", "check_study", "checked_study"]

_TOLD = 200  # kinds of wrong cells that are told one by one


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What a check of a study has found.

    Attributes
    ----------
    faults : tuple of Fault
        File by file, each in the order of its lines.
    study : Study or None
        None if the study file has faults.
    responses, kept : Responses or None
        Everybody, and those whom the screening keeps; None if they could not be read.
    """

    faults: tuple[Fault, ...]
    study: Study | None = None
    responses: Responses | None = None
    kept: Responses | None = None


def check_study(
    path: str | Path, *, data: str | Path | None = None, allow_outside: bool = False
) -> tuple[Fault, ...]:
    """Return every fault of a study file and of the files that it names; none if it can be run.

    Keys, names and the questionnaire are checked as far as the file can be read, then the answers
    and the indicators. Nothing is computed but the indices.

    Parameters
    ----------
    path, data, allow_outside
        As for `aqyl.reports.study.study_file.read_study`.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> check_study(folder("turkistan") / "study.toml")
    ()
    """
    return checked_study(path, data=data, allow_outside=allow_outside).faults


def checked_study(
    path: str | Path, *, data: str | Path | None = None, allow_outside: bool = False
) -> Checked:
    """Check a study as `check_study` does, and keep what could be read of it."""
    reading = study_reading(Path(path), data=data, allow_outside=allow_outside)
    if reading.source is None:
        return Checked(reading.faults)
    faults = Faults(reading.source)
    faults.found += reading.faults
    responses = _answers(reading.answers, faults) if reading.answers else None
    kept = None
    if responses is not None and reading.study:
        _check_answered(reading.study, responses, faults)
        try:
            kept = kept_answers(responses, screen(responses, reading.study.limits))
        except AqylError as error:
            faults.add_named(error, ("screening",), ("screening",))
    for i, plan in enumerate(reading.indices):
        _check_index(plan, i, faults)
    return Checked(_in_order(faults.found), reading.study, responses, kept)


def _answers(plan: AnswersPlan, faults: Faults) -> Responses | None:
    """Read the answers; None, and what is wrong with them, if they cannot be."""
    name = plan.data_file.name
    try:
        return read_answers(plan)
    except AnswersError as error:
        faults.found += _cells(error.problems, name)
    except AqylError as error:
        faults.add_named(error, ("data",), ("data", "file"))
    return None


def _cells(problems: Iterable[Problem], name: str) -> list[Fault]:
    """Return a fault for each text that breaks a rule in a column, at the first of its cells."""
    same: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        column = fault_of(AqylError("", where=problem.where), name).key
        same.setdefault((column, problem.value, problem.rule), []).append(problem)
    found = []
    for group in same.values():
        first, more = group[0], len(group) - 1
        told = f"`{first.value}` {first.rule}"
        if more:
            told = f"`{first.value}` {first.rule} (and {more} more such cells)"
        found.append(fault_of(ValueInFileError(told, where=first.where), name))
    found.sort(key=lambda fault: fault.line)
    if len(found) > _TOLD:
        rest = ValueInFileError(f"{len(found) - _TOLD} more texts break a rule", where=name)
        found[_TOLD:] = [Fault(name, found[_TOLD].line, "", rest)]
    return found


def _check_answered(study: Study, responses: Responses, faults: Faults) -> None:
    """Add items that nobody answered, and questions that groups need and the file does not have."""
    name = responses.path.name
    nobody = np.all(np.isnan(responses.answers), axis=0).tolist()
    if all(nobody):
        faults.add((), ValueInFileError("Nobody answered any item", where=name))
        return
    for item, unanswered in zip(responses.instrument.items, nobody, strict=True):
        if unanswered:
            error = ValueInFileError(
                "Nobody answered the item", where=f"{name}, column `{item.id}`"
            )
            faults.add((), error)
    asked: dict[Place, str] = {
        ("comparison", "by", i): question for i, question in enumerate(study.compare_by)
    }
    if study.model and study.model.groups:
        asked["model", "groups"] = study.model.groups
    order = [question.id for question in responses.instrument.profile]
    for place, question in asked.items():
        if (responses.profile[:, order.index(question)] < 0).all():
            faults.say(place, f"Nobody answered the profile question `{question}`")


def _check_index(plan: IndexPlan, i: int, faults: Faults) -> None:
    """Add what is wrong with the files of an index, or with their fit."""
    for path, key in ((plan.framework, "framework"), (plan.data, "data")):
        if not path.is_file():
            faults.say(("index", i, key), f"There is no file {path}")
    if not (plan.framework.is_file() and plan.data.is_file()):
        return
    try:
        scheme = read_framework(plan.framework)
    except AqylError as error:
        faults.found += toml_faults(error, plan.framework, "framework", FileKeys)
        return
    with faults.at("index", i, "data"):
        source = read_indicators(
            plan.data,
            decimal=plan.decimal,
            encoding=plan.encoding,
            sheet=plan.sheet,
            missing_marks=plan.missing,
            ignore=scheme.ignore,
        )
        _compute(source, scheme)


def _compute(source: IndicatorFile, scheme: FrameworkFile) -> None:
    """Compute an index; an error names the cell as the file shows it."""
    try:
        integral_index(source.panel, scheme.framework)
    except AqylError as error:
        if error.cell is None:
            raise
        raise type(error)(
            error.problem, where=source.where(error.cell), next_step=error.next_step
        ) from error


def _in_order(found: list[Fault]) -> tuple[Fault, ...]:
    """Sort faults by line, file by file as they were found."""
    files = list(dict.fromkeys(fault.file for fault in found))
    return tuple(sorted(found, key=lambda fault: (files.index(fault.file), fault.line)))
