"""The columns of a file of answers, read cell by cell: numbers, and whatever breaks a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from .answer_cells import options, points
from .answer_file import AnswerFile, Cases
from .answer_problems import Problem
from .cells import Cells
from .errors import AqylError
from .instrument import Instrument, Labels
from .workbook_file import as_typed

__all__ = ["AnswerReader"]


class AnswerReader:
    """Reads columns and collects what breaks a rule.

    Attributes
    ----------
    problems : list of Problem
        Cells that break a rule.
    errors : list of AqylError
        Columns that cannot be read at all.
    """

    def __init__(self, file: AnswerFile, cases: Cases, missing: frozenset[str]) -> None:
        self.file, self.cases, self.missing = file, cases, missing
        self.problems: list[Problem] = []
        self.errors: list[AqylError] = []

    def items(
        self, instrument: Instrument, place: Mapping[str, str]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Points of all items, shape (n, k), and which of the missing ones were declared so."""
        shape = (len(self.cases.rows), len(instrument.items))
        answers = np.empty(shape)
        declared = np.empty(shape, dtype=bool)
        for j, item in enumerate(instrument.items):
            answers[:, j], declared[:, j] = self.read(
                place.get(item.id, ""),
                lambda cells: points(cells, instrument.scale, self.file.path.name),
                known=instrument.scale.labels,
            )
        return answers, declared

    def profile(self, instrument: Instrument, place: Mapping[str, str]) -> np.ndarray:
        """Place of the option of all profile questions, shape (n, q); -1 where missing."""
        profile = np.full((len(self.cases.rows), len(instrument.profile)), -1)
        for j, question in enumerate(instrument.profile):
            found, _ = self.read(
                place.get(question.id, ""),
                lambda cells, question=question: options(cells, question, self.file.path.name),
                known=[{**option.labels, "": option.code} for option in question.options],
            )
            profile[:, j] = np.where(np.isnan(found), -1, found)
        return profile

    def read(
        self,
        column: str,
        meaning: Callable[[Cells], list[float | str]],
        known: Sequence[Labels] = (),
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give every distinct text its meaning once: a number, or the rule that it breaks.

        Returns the numbers, NaN where missing, and which cells hold what was declared as missing.
        `known` are the texts that the column may hold, in their languages.
        """
        nothing = np.full(len(self.cases.rows), np.nan)
        if not column:
            return nothing, np.zeros(len(nothing), dtype=bool)
        cells = self.cases.cells(column)
        bare = [as_typed(text) for text in cells.texts]
        declared = cells.declared | self.missing
        asked = [i for i, text in enumerate(bare) if text and text not in declared]
        own = np.full(len(bare) + 1, -1)  # the last is the place of empty cells
        own[asked] = np.arange(len(asked))
        texts = tuple(cells.texts[i] for i in asked)
        try:
            found = meaning(replace(cells, texts=texts, codes=own[cells.codes], declared=declared))
        except AqylError as error:
            self.errors.append(error)
            return nothing, np.zeros(len(nothing), dtype=bool)
        number = np.full(len(bare) + 1, np.nan)  # the last is the place of empty cells, -1
        for i, value in zip(asked, found, strict=True):
            if isinstance(value, str):
                rows = self.cases.rows[cells.codes == i]
                places = [self.file.where(int(row), column) for row in rows]
                meant = tuple(known)
                self.problems += [Problem(at, bare[i], value, column, meant) for at in places]
            else:
                number[i] = value
        absent = np.array([text in declared for text in bare] + [False])
        return number[cells.codes], absent[cells.codes]

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
                self.problems.append(Problem(self.file.where(row, column), name, rule, column))
        return names
