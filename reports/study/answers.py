"""The answers of a study: read as it says, and those that its screening keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...survey.errors import MethodError, together
from ...survey.instrument import Instrument
from ...survey.responses import Responses, ResponsesReading, responses_reading
from ...survey.screening import Screening
from .plan import Study
from .study_keys import DataKeys

__all__ = ["LEAST_PEOPLE", "AnswersPlan", "answers_reading", "kept_answers", "read_answers"]

LEAST_PEOPLE = 3  # with whom a study goes on


@dataclass(frozen=True, slots=True)
class AnswersPlan:
    """Where answers are and how they are read, as a `Study` says it."""

    data_file: Path
    data: DataKeys
    instrument: Instrument


def read_answers(study: Study | AnswersPlan) -> Responses:
    """Read the answers of a study.

    Raises
    ------
    AqylError
        As `aqyl.survey.responses.read_responses`.
    """
    found = answers_reading(study)
    if found.errors:
        raise together(found.errors)
    return found.responses


def answers_reading(study: Study | AnswersPlan) -> ResponsesReading:
    """Read the answers of a study as far as that can be done.

    Raises
    ------
    AqylError
        If the file as a whole cannot be read.
    """
    data = study.data
    return responses_reading(
        study.data_file,
        study.instrument,
        columns=data.columns,
        id_column=data.id,
        time_column=data.time,
        missing_marks=data.missing,
        encoding=data.encoding,
        sheet=data.sheet,
    )


def kept_answers(everybody: Responses, screening: Screening) -> Responses:
    """Return those whom the screening keeps.

    Raises
    ------
    MethodError
        If they are fewer than `LEAST_PEOPLE`.
    """
    kept = everybody.keep(screening.kept)
    if len(kept.ids) < LEAST_PEOPLE:
        raise MethodError(
            f"The screening keeps {len(kept.ids)} of {len(everybody.ids)} people",
            where=everybody.path.name,
            next_step="Loosen its limits." if screening.rules else "Ask more people.",
        )
    return kept
