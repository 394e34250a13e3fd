"""Answers of people: from a file of any of the usual shapes to numbers on the scale.

Columns are found by the item's code (``SE1``, ``se 1``), by its wording in any language, or as the
caller says. Cells may hold the point (``4``, ``4,0``), the label ("Келісемін", "Согласен", "Agree")
or both ("4 - Agree"). What is none of these is listed with row and column; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from .errors import SpecificationError, ValueInFileError
from .instrument import Instrument, Labels
from .table_file import TableFile, open_table
from .workbook_file import as_typed

__all__ = ["AnswersError", "Problem", "Responses", "read_responses"]

_WITH_LABEL = re.compile(r"([0-9]+)\s*[-.):]\s*(.+)")
_WHOLE = re.compile(r"([0-9]+)(?:[.,]0+)?")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")
_TOLD = 5  # problems that the sentence of an error names


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that breaks a rule: where it stands, what it holds, which rule."""

    where: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"{self.where}: `{self.value}` {self.rule}"


class AnswersError(ValueInFileError):
    """Answers that break a rule; `problems` lists every one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        told = "; ".join(str(problem) for problem in problems[:_TOLD])
        more = f"; and {len(problems) - _TOLD} more" if len(problems) > _TOLD else ""
        super().__init__(
            f"{len(problems)} cells break a rule: {told}{more}",
            next_step="Mend them, or declare the text as missing.",
        )


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """Answers as read, before anybody is screened out.

    Attributes
    ----------
    instrument : Instrument
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
    """

    instrument: Instrument
    ids: tuple[str, ...]
    answers: np.ndarray
    profile: np.ndarray
    rows: np.ndarray
    path: Path
    encoding: str

    def keep(self, mask: np.ndarray) -> Responses:
        """Return the people where `mask`, shape (n,), is true."""
        ids = tuple(name for name, kept in zip(self.ids, mask, strict=True) if kept)
        return Responses(
            self.instrument,
            ids,
            self.answers[mask],
            self.profile[mask],
            self.rows[mask],
            self.path,
            self.encoding,
        )


def read_responses(
    path: str | Path,
    instrument: Instrument,
    *,
    columns: Mapping[str, str] | None = None,
    id_column: str = "",
    missing_marks: Collection[str] = (),
    encoding: str = "",
    sheet: str = "",
) -> Responses:
    """Read a file of answers.

    Parameters
    ----------
    path : str or Path
        CSV or XLSX, one row a person.
    instrument : Instrument
    columns : mapping, optional
        Column of the file by id of item or profile question, where names do not tell.
    id_column : str
        Column that tells people apart; its values must be unique.
    missing_marks : collection of str
        Texts that stand for no answer, such as ``"99"``; an empty cell always does.
    encoding, sheet : str
        As for `aqyl.survey.table_file.open_table`.

    Raises
    ------
    SpecificationError
        If an item has no column or two.
    AnswersError
        If any cell breaks a rule: a number off the scale, a decimal, an unknown text, an id twice.
    """
    table = open_table(path, encoding=encoding, sheet=sheet)
    place = _columns(table, instrument, columns or {})
    frame = table.read().with_row_index("\u0000row")
    frame = frame.filter(~pl.all_horizontal(pl.exclude("\u0000row").is_null()))
    rows = frame["\u0000row"].to_numpy()
    reader = _Reader(table, rows, frozenset(missing_marks))
    point = _points(instrument)
    answers = np.full((len(frame), len(instrument.items)), np.nan)
    for j, item in enumerate(instrument.items):
        answers[:, j] = reader.read(frame[place[item.id]], point)
    profile = np.full((len(frame), len(instrument.profile)), -1)
    for j, question in enumerate(instrument.profile):
        if question.id in place:
            option = _options([(o.code, o.labels) for o in question.options])
            found = reader.read(frame[place[question.id]], option)
            profile[:, j] = np.where(np.isnan(found), -1, found).astype(int)
    ids = tuple(str(row + 2) for row in rows)
    if id_column:
        ids = reader.ids(frame, id_column)
    if reader.problems:
        raise AnswersError(tuple(reader.problems))
    return Responses(instrument, ids, answers, profile, rows, table.path, table.encoding)


class _Reader:
    """Reads columns and collects what breaks a rule."""

    def __init__(self, table: TableFile, rows: np.ndarray, missing: frozenset[str]) -> None:
        self.table, self.rows, self.missing = table, rows, missing
        self.problems: list[Problem] = []

    def read(self, column: pl.Series, meaning: Callable[[str], float | str]) -> np.ndarray:
        """Give every distinct text its meaning once: a number, or the rule that it breaks."""
        values = np.full(len(column), np.nan)
        for text in column.unique().drop_nulls().sort():
            bare = as_typed(text)
            if not bare or bare in self.missing:
                continue
            at = np.flatnonzero((column == text).fill_null(value=False).to_numpy())
            found = meaning(bare)
            if isinstance(found, str):
                places = [self.table.where(int(self.rows[i]), column.name) for i in at]
                self.problems += [Problem(where, bare, found) for where in places]
            else:
                values[at] = found
        return values

    def ids(self, frame: pl.DataFrame, column: str) -> tuple[str, ...]:
        """Ids of people, each of which may stand once."""
        if column not in frame.columns:
            raise SpecificationError(f"There is no column `{column}` for the ids of people")
        names = tuple(as_typed(text or "") for text in frame[column])
        first: dict[str, int] = {}
        for i, name in enumerate(names):
            rule = "is empty" if not name else f"stands in row {first.get(name, 0) + 2} already"
            if not name or name in first:
                self.problems.append(
                    Problem(self.table.where(int(self.rows[i]), column), name, rule)
                )
            first.setdefault(name, int(self.rows[i]))
        return names


def _columns(table: TableFile, instrument: Instrument, given: Mapping[str, str]) -> dict[str, str]:
    """Find the column of each item and profile question."""
    asked: list[tuple[str, Labels]] = [(item.id, item.labels) for item in instrument.items]
    asked += [(question.id, question.labels) for question in instrument.profile]
    heads: dict[str, list[str]] = {}
    for header in table.header:
        heads.setdefault(_plain(header), []).append(header)
    place: dict[str, str] = {}
    for name, labels in asked:
        if name in given:
            if given[name] not in table.header:
                raise SpecificationError(
                    f"There is no column `{given[name]}` for `{name}`", where=table.path.name
                )
            place[name] = given[name]
            continue
        keys = dict.fromkeys([_plain(name), *map(_plain, labels.values())])
        found = [header for key in keys for header in heads.get(key, [])]
        if len(found) > 1:
            listed = " and ".join(f"`{header}`" for header in found)
            raise SpecificationError(f"`{name}` fits {listed}", where=table.path.name)
        if found:
            place[name] = found[0]
    absent = [item.id for item in instrument.items if item.id not in place]
    if absent:
        raise SpecificationError(
            f"No column for {len(absent)} items, first `{absent[0]}`",
            where=table.path.name,
            next_step="Name the columns by the items' codes or wordings, or map them.",
        )
    return place


def _points(instrument: Instrument) -> Callable[[str], float | str]:
    """Meaning of a cell of an item: its point, or the rule it breaks."""
    scale = instrument.scale
    by_label = {
        _plain(text): point
        for point, labels in zip(scale.points, scale.labels, strict=True)
        for text in labels.values()
    }
    first, last = scale.points[0], scale.points[-1]

    def meaning(text: str) -> float | str:
        whole = _WHOLE.fullmatch(text)
        if whole:
            point = int(whole.group(1))
            return float(point) if point in scale.points else f"is not on the scale {first}-{last}"
        if _NUMBER.fullmatch(text):
            return f"is not a whole point of the scale {first}-{last}"
        if _plain(text) in by_label:
            return float(by_label[_plain(text)])
        both = _WITH_LABEL.fullmatch(text.replace("–", "-").replace("—", "-"))
        if both and by_label.get(_plain(both.group(2))) == int(both.group(1)):
            return float(both.group(1))
        return "is no point and no label of the scale"

    return meaning


def _options(options: list[tuple[str, Labels]]) -> Callable[[str], float | str]:
    """Meaning of a cell of a profile question: the place of the option, or the rule it breaks."""
    by_text = {
        _plain(text): place
        for place, (code, labels) in enumerate(options)
        for text in (code, *labels.values())
    }

    def meaning(text: str) -> float | str:
        if _plain(text) in by_text:
            return float(by_text[_plain(text)])
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(options):
            return float(int(text) - 1)
        return "is none of the options"

    return meaning


def _plain(text: str) -> str:
    """Fold case, spaces, dashes and closing stops, which people write as they like."""
    text = text.casefold().replace("–", "-").replace("—", "-").strip(" .:;?")
    return re.sub(r"[\s_]+", "", text)
