"""Answers of people: from a file of any of the usual shapes to numbers on the scale.

Columns are found by the item's code or by its wording in any language (see
`aqyl.survey.answer_columns`), or as the caller says. Cells may hold the point (``4``, ``4,0``), the
label ("Келісемін", "Согласен", "Agree") or both ("4 - Agree"); files of SPSS and Stata are read
with their value labels and the values that they declare as missing. What is none of these is
listed with its place; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from .answer_cells import seconds
from .answer_columns import search_columns
from .answer_file import AnswerFile, open_parquet, open_table_of_answers
from .answer_problems import AnswersError, Problem
from .answer_reader import AnswerReader
from .errors import AqylError, FileError, SpecificationError, together
from .heading_labels import with_headings
from .instrument import Instrument
from .missing_file import meant_file, missing_file
from .statistics_file import open_statistics

__all__ = [
    "AnswersError",
    "Problem",
    "Responses",
    "ResponsesReading",
    "read_responses",
    "responses_reading",
]


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """Answers as read, before anybody is screened out.

    Attributes
    ----------
    instrument : Instrument
        With wordings from the file where the questionnaire has none of its own.
    ids : tuple of str, length n
        From the file, or the row numbers as a spreadsheet shows them.
    answers : ndarray of float64, shape (n, k)
        Points of the scale in the order of ``instrument.items``, as answered (not reversed); NaN
        where missing.
    profile : ndarray of int, shape (n, q)
        Place of the chosen option of each profile question; -1 where missing.
    rows : ndarray of int, shape (n,)
        Data row of the file, from 0.
    path : Path
    encoding : str
    note : tuple of str
        Notes of the file: lines above the header of a CSV, label and documents of an SPSS or Stata
        file.
    seconds : ndarray of float64, shape (n,), optional
        Time that each person took; NaN where missing. None if the file has no times.
    user_missing : ndarray of bool, shape (n, k), optional
        Answers that hold a value declared as missing, by the file or by the caller; they are NaN
        in `answers`. None for people who come from no file.
    """

    instrument: Instrument
    ids: tuple[str, ...]
    answers: np.ndarray
    profile: np.ndarray
    rows: np.ndarray
    path: Path
    encoding: str
    note: tuple[str, ...] = ()
    seconds: np.ndarray | None = None
    user_missing: np.ndarray | None = None

    @property
    def simulated(self) -> bool:
        """Whether a note says that nobody gave these answers: the word SIMULATED stands in it."""
        return any(re.match(r"\W*SIMULATED\b", line) for line in self.note)

    def keep(self, mask: np.ndarray) -> Responses:
        """Return the people where `mask`, shape (n,), is true."""
        return replace(
            self,
            ids=tuple(name for name, kept in zip(self.ids, mask, strict=True) if kept),
            answers=self.answers[mask],
            profile=self.profile[mask],
            rows=self.rows[mask],
            seconds=None if self.seconds is None else self.seconds[mask],
            user_missing=None if self.user_missing is None else self.user_missing[mask],
        )


@dataclass(frozen=True, slots=True, eq=False)
class ResponsesReading:
    """Answers as far as they could be read, and everything that is wrong with them.

    Attributes
    ----------
    responses : Responses
        Of use if there are no errors; what could not be read is missing in it.
    errors : tuple of AqylError
    unasked : tuple of str
        Profile questions without a column, of which `errors` say nothing.
    """

    responses: Responses
    errors: tuple[AqylError, ...]
    unasked: tuple[str, ...]


def read_responses(
    path: str | Path,
    instrument: Instrument,
    *,
    columns: Mapping[str, str] | None = None,
    id_column: str = "",
    time_column: str = "",
    missing_marks: Collection[str] = (),
    encoding: str = "",
    sheet: str = "",
) -> Responses:
    """Read a file of answers.

    Parameters
    ----------
    path : str or Path
        CSV, XLSX, Parquet, SPSS (.sav, .zsav) or Stata (.dta), one row a person.
    instrument : Instrument
    columns : mapping, optional
        Column of the file by id of item or profile question, where names do not tell.
    id_column : str
        Column that tells people apart; its values must be unique.
    time_column : str
        Column of the time that each person took: seconds (``95``, ``95,5``) or a clock (``1:35``,
        ``00:01:35``).
    missing_marks : collection of str
        Texts that stand for no answer, such as ``"99"``; an empty cell always does.
    encoding : str
        Of the texts of a CSV, SPSS or Stata file, where the file does not tell it right.
    sheet : str
        As for `aqyl.survey.table_file.open_table`.

    Raises
    ------
    FileError
        If the file is missing, damaged, of another kind, or not in the encoding.
    SpecificationError
        If an item has no column or two, or there is no column for ids or times.
    AnswersError
        If any cell breaks a rule: a number off the scale, a decimal, an unknown text, an id twice.
    ValueInFileError
        If a value label of the file contradicts the questionnaire.

    Notes
    -----
    Of several faults the first is raised; its `others` are the rest.
    """
    found = responses_reading(
        path,
        instrument,
        columns=columns or {},
        id_column=id_column,
        time_column=time_column,
        missing_marks=missing_marks,
        encoding=encoding,
        sheet=sheet,
    )
    if found.errors:
        raise together(found.errors)
    return found.responses


def responses_reading(
    path: str | Path,
    instrument: Instrument,
    *,
    columns: Mapping[str, str],
    id_column: str,
    time_column: str,
    missing_marks: Collection[str],
    encoding: str,
    sheet: str,
) -> ResponsesReading:
    """Read a file of answers as `read_responses` does, as far as that can be done.

    Raises
    ------
    AqylError
        If the file as a whole cannot be read.
    """
    file = _open(Path(path), encoding, sheet)
    name = file.path.name
    found = search_columns(file.headings, instrument, given=columns, file=name)
    place, errors = found.place, list[AqylError](found.errors)
    for column, use in ((id_column, "ids of people"), (time_column, "times")):
        if column and column not in file.headings:
            errors.append(
                SpecificationError(f"There is no column `{column}` for the {use}", where=name)
            )
    identity, time = (c if c in file.headings else "" for c in (id_column, time_column))
    wanted = [column for column in (*place.values(), identity, time) if column]
    cases = file.read([*dict.fromkeys(wanted)] or [*file.headings][:1])
    reader = AnswerReader(file, cases, frozenset(missing_marks))
    answers, declared = reader.items(instrument, place)
    profile = reader.profile(instrument, place)
    taken = reader.read(time, lambda cells: seconds(cells, name))[0]
    ids = reader.ids(identity)
    errors += reader.errors
    if reader.problems:
        errors.append(AnswersError(tuple(reader.problems)))
    responses = Responses(
        with_headings(instrument, file.headings, place),
        ids,
        answers,
        profile,
        cases.rows,
        file.path,
        file.encoding,
        note=file.note,
        seconds=taken if time else None,
        user_missing=declared,
    )
    told = place.keys() | found.doubtful
    unasked = tuple(question.id for question in instrument.profile if question.id not in told)
    return ResponsesReading(responses, tuple(errors), unasked)


def _open(path: Path, encoding: str, sheet: str) -> AnswerFile:
    suffix = path.suffix.lower()
    if suffix in {".sav", ".zsav", ".dta"}:
        return open_statistics(path, encoding)
    if suffix == ".parquet":
        return open_parquet(path)
    if suffix in {".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}:
        return open_table_of_answers(path, encoding, sheet)
    if not path.exists() and meant_file(path):
        raise missing_file(path)
    raise FileError(
        f"Answers must be .csv, .xlsx, .parquet, .sav, .zsav or .dta, got `{path.name}`",
        next_step="Save the answers as one of these.",
    )
