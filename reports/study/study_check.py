"""Everything that is wrong with a study and its files, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...analysis.integral_index import integral_index
from ...survey.absent_columns import AbsentColumnError
from ...survey.answer_problems import AnswersError
from ...survey.errors import AqylError, SpecificationError, ValueInFileError
from ...survey.missing_file import missing_file
from ...survey.responses import Responses, ResponsesReading
from ...survey.screening import screen
from ...survey.toml_lines import Place
from ..framework_file import FrameworkFile, read_framework
from ..framework_schema import FileKeys
from ..indicator_file import IndicatorFile, read_indicators
from .answers import AnswersPlan, answers_reading, kept_answers
from .cell_faults import cell_faults
from .language_gaps import LanguageGap, language_gaps
from .model_file import covariance_cautions
from .plan import IndexPlan, Study
from .study_faults import Fault, Faults, toml_faults
from .study_reading import study_reading

__all__ = ["Checked", "Fault", "check_study", "checked_study"]


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What a check of a study has found.

    Attributes
    ----------
    faults : tuple of Fault
        File by file, each in the order of its lines.
    cautions : tuple of Fault
        What does not keep the study from being run: questions about the person without a column,
        what the covariance structure model leaves out or takes otherwise.
    gaps : tuple of LanguageGap
        Texts that languages of the study lack.
    study : Study or None
        None if the study file has faults.
    responses, kept : Responses or None
        Everybody, and those whom the screening keeps; None if they could not be read.
    """

    faults: tuple[Fault, ...]
    cautions: tuple[Fault, ...] = ()
    gaps: tuple[LanguageGap, ...] = ()
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
    faults, study = Faults(reading.source), reading.study
    faults.found += reading.faults
    found = _answers(reading.answers, faults) if reading.answers else None
    cautions: list[Fault] = []
    if found is not None:
        cautions += _check_asked(study, found, faults)
    responses = None if found is None or found.errors else found.responses
    kept = None
    if responses is not None and study:
        _check_answered(study, found.unasked if found else (), responses, faults)
        try:
            kept = kept_answers(responses, screen(responses, study.limits))
        except AqylError as error:
            faults.add_named(error, ("screening",), ("screening",))
    for i, plan in enumerate(reading.indices):
        _check_index(plan, i, faults)
    gaps: tuple[LanguageGap, ...] = ()
    if study:
        instrument = found.responses.instrument if found else study.instrument
        gaps = language_gaps(study, instrument, study.languages)
        cautions += _without(study, faults)
    return Checked(_in_order(faults.found), tuple(cautions), gaps, study, responses, kept)


def _answers(plan: AnswersPlan, faults: Faults) -> ResponsesReading | None:
    """Read the answers, and add what is wrong with them; None if they cannot be read at all."""
    try:
        found = answers_reading(plan)
    except AqylError as error:
        faults.add_named(error, ("data",), ("data", "file"))
        return None
    for error in found.errors:
        if isinstance(error, AnswersError):
            faults.found += cell_faults(error.problems, plan.data_file.name)
        elif isinstance(error, AbsentColumnError) and (place := _asked_at(error.item, faults)):
            faults.found.append(faults.source.fault(place, error))
        else:
            faults.add_named(error, ("data",), ("data", "file"))
    return found


def _asked_at(item: str, faults: Faults) -> Place:
    """Place of the wording of an item in the study file, or of the item; empty if none is there."""
    label: Place = ("instrument", "labels", item)
    if label in faults.source.lines.lines:
        return label
    table: Place = ("instrument",)
    place = faults.source.place_of(SpecificationError(f"`{item}`"), table)
    return () if place == table else place


def _check_asked(study: Study | None, found: ResponsesReading, faults: Faults) -> list[Fault]:
    """Add the questions of groups that have no column, and return the others that have none."""
    name = found.responses.path.name
    asked = _grouping(study) if study else {}
    for place, question in asked.items():
        if question in found.unasked:
            error = _no_column(question)
            faults.say(place, error.problem, error.next_step)
    rest = (question for question in found.unasked if question not in asked.values())
    return [Fault(name, 0, "", _no_column(question)) for question in rest]


def _without(study: Study, faults: Faults) -> list[Fault]:
    """Say what the covariance structure model leaves out or takes otherwise."""
    found = covariance_cautions(study.model, study.structure()) if study.model else ()
    return [faults.source.fault(("model", "covariance"), caution) for caution in found]


def _no_column(question: str) -> SpecificationError:
    return SpecificationError(
        f"No column for the profile question `{question}`",
        next_step="Name the column by the question's code or wording, or map it.",
    )


def _grouping(study: Study) -> dict[Place, str]:
    """Questions whose answers are groups, by the keys that name them."""
    asked: dict[Place, str] = {
        ("comparison", "by", i): question for i, question in enumerate(study.compare_by)
    }
    if study.model and study.model.groups:
        asked["model", "groups"] = study.model.groups
    return asked


def _check_answered(
    study: Study, unasked: tuple[str, ...], responses: Responses, faults: Faults
) -> None:
    """Add items and questions of groups that nobody answered."""
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
    order = [question.id for question in responses.instrument.profile]
    for place, question in _grouping(study).items():
        if question not in unasked and (responses.profile[:, order.index(question)] < 0).all():
            faults.say(place, f"Nobody answered the profile question `{question}`")


def _check_index(plan: IndexPlan, i: int, faults: Faults) -> None:
    """Add what is wrong with the files of an index, or with their fit."""
    for path, key in ((plan.framework, "framework"), (plan.data, "data")):
        if not path.is_file():
            with faults.at("index", i, key):
                raise missing_file(path)
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
