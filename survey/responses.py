"""Answers of people: from a file of any of the usual shapes to numbers on the scale.

Columns are found by the item's code or by its wording in any language (see
`aqyl.survey.answer_columns`), or as the caller says. Cells may hold the point (``4``, ``4,0``), the
label ("Келісемін", "Согласен", "Agree") or both ("4 - Agree"); files of SPSS and Stata are read
with their value labels and the values that they declare as missing. What is none of these is
listed with its place; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from .answer_cells import options, points, seconds
from .answer_columns import find_columns
from .answer_file import AnswerFile, Cases, open_parquet, open_table_of_answers
from .answer_problems import AnswersError, Problem
from .cells import Cells
from .errors import FileError, SpecificationError
from .heading_labels import with_headings
from .instrument import Instrument
from .statistics_file import open_statistics
from .workbook_file import as_typed

__all__ = ["AnswersError", "Problem", "Responses", "read_responses"]


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
    """
    file = _open(Path(path), encoding, sheet)
    place = find_columns(file.headings, instrument, given=columns, file=file.path.name)
    for column, use in ((id_column, "ids of people"), (time_column, "times")):
        if column and column not in file.headings:
            raise SpecificationError(
                f"There is no column `{column}` for the {use}", where=file.path.name
            )
    cases = file.read(list(dict.fromkeys(filter(None, [*place.values(), id_column, time_column]))))
    reader = _Reader(file, cases, frozenset(missing_marks))
    answers, declared = reader.items(instrument, place)
    profile = reader.profile(instrument, place)
    taken = reader.read(time_column, lambda cells: seconds(cells, file.path.name))[0]
    ids = reader.ids(id_column)
    if reader.problems:
        raise AnswersError(tuple(reader.problems))
    return Responses(
        with_headings(instrument, file.headings, place),
        ids,
        answers,
        profile,
        cases.rows,
        file.path,
        file.encoding,
        note=file.note,
        seconds=taken if time_column else None,
        user_missing=declared,
    )


def _open(path: Path, encoding: str, sheet: str) -> AnswerFile:
    suffix = path.suffix.lower()
    if suffix in {".sav", ".zsav", ".dta"}:
        return open_statistics(path, encoding)
    if suffix == ".parquet":
        return open_parquet(path)
    if suffix in {".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}:
        return open_table_of_answers(path, encoding, sheet)
    raise FileError(
        f"Answers must be .csv, .xlsx, .parquet, .sav, .zsav or .dta, got `{path.name}`",
        next_step="Save the answers as one of these.",
    )


class _Reader:
    """Reads columns and collects what breaks a rule."""

    def __init__(self, file: AnswerFile, cases: Cases, missing: frozenset[str]) -> None:
        self.file, self.cases, self.missing = file, cases, missing
        self.problems: list[Problem] = []

    def items(
        self, instrument: Instrument, place: Mapping[str, str]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Points of all items, shape (n, k), and which of the missing ones were declared so."""
        shape = (len(self.cases.rows), len(instrument.items))
        answers = np.empty(shape)
        declared = np.empty(shape, dtype=bool)
        for j, item in enumerate(instrument.items):
            answers[:, j], declared[:, j] = self.read(
                place[item.id], lambda cells: points(cells, instrument.scale, self.file.path.name)
            )
        return answers, declared

    def profile(self, instrument: Instrument, place: Mapping[str, str]) -> np.ndarray:
        """Place of the option of all profile questions, shape (n, q); -1 where missing."""
        profile = np.full((len(self.cases.rows), len(instrument.profile)), -1)
        for j, question in enumerate(instrument.profile):
            found, _ = self.read(
                place.get(question.id, ""),
                lambda cells, question=question: options(cells, question, self.file.path.name),
            )
            profile[:, j] = np.where(np.isnan(found), -1, found)
        return profile

    def read(
        self, column: str, meaning: Callable[[Cells], list[float | str]]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give every distinct text its meaning once: a number, or the rule that it breaks.

        Returns the numbers, NaN where missing, and which cells hold what was declared as missing.
        """
        if not column:
            nothing = np.full(len(self.cases.rows), np.nan)
            return nothing, np.zeros(len(nothing), dtype=bool)
        cells = self.cases.cells(column)
        bare = [as_typed(text) for text in cells.texts]
        declared = cells.declared | self.missing
        asked = [i for i, text in enumerate(bare) if text and text not in declared]
        found = meaning(
            replace(cells, texts=tuple(cells.texts[i] for i in asked), declared=declared)
        )
        number = np.full(len(bare) + 1, np.nan)  # the last is the place of empty cells, -1
        for i, value in zip(asked, found, strict=True):
            if isinstance(value, str):
                at = self.cases.rows[cells.codes == i]
                places = [self.file.where(int(row), column) for row in at]
                self.problems += [Problem(where, bare[i], value) for where in places]
            else:
                number[i] = value
        known = np.array([text in declared for text in bare] + [False])
        return number[cells.codes], known[cells.codes]

    def ids(self, column: str) -> tuple[str, ...]:
        """Ids of people, each of which may stand once; without a column, their places."""
        rows = self.cases.rows
        if not column:
            return tuple(str(row) for row in (rows + self.file.first).tolist())
        cells = self.cases.cells(column)
        texts = [*map(as_typed, cells.texts), ""]
        names = tuple(texts[code] for code in cells.codes.tolist())
        first: dict[str, int] = {}
        for row, name in zip(rows.tolist(), names, strict=True):
            earlier = first.setdefault(name, row)
            if not name or earlier != row:
                rule = f"stands in {self.file.line(earlier)} already" if name else "is empty"
                self.problems.append(Problem(self.file.where(row, column), name, rule))
        return names
