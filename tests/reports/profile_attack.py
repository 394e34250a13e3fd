"""What a reader can find out about hidden counts of people: an integer program over all he sees."""

from collections.abc import Mapping, Sequence

import numpy as np
from aqyl.reports.table import Cell, Table
from scipy.optimize import Bounds, LinearConstraint, milp

__all__ = ["ROUNDING", "Attack"]

ROUNDING = 1e-6  # of counts that follow from percents at full precision
NOT_SMALL = 5  # the limit of the studies that are attacked
FEWEST_WITHOUT = 2  # who gave no answer, if they hide others


class Attack:
    """Everything that is printed about a question, as equations of an integer program.

    Unknown are the people by answer, those without one last, and again those of them with a score
    of each dimension. `rare` says which answers the notes name as such, if they name any.
    """

    def __init__(
        self,
        options: Sequence[str],
        question: str,
        scored: Sequence[int],
        profile: Table,
        groups: Table | None,
        *,
        rare: Sequence[bool] | None = None,
    ) -> None:
        self.options = options
        self.answers = len(options) + 1
        self.size = self.answers * (1 + len(scored))
        self.rows: list[np.ndarray] = []
        self.low: list[float] = []
        self.high: list[float] = []
        hidden = self._profile([r for r in profile.records() if r["question"] == question])
        if rare:
            self._named(rare, hidden)
        for d, n in enumerate(scored, start=1):
            self._equal({self._at(j, d): 1.0 for j in range(self.answers)}, n)
            for j in range(self.answers):
                self._between({self._at(j, 0): 1.0, self._at(j, d): -1.0}, 0, np.inf)
        for d, row in enumerate(groups.records() if groups else (), start=1):
            for j, option in enumerate(options):
                if f"n_{option}" in row:
                    self._equal({self._at(j, d): 1.0}, row[f"n_{option}"])

    def range_of(self, answer: int, table: int = 0) -> tuple[float, float]:
        """Return the least and the largest count of an answer that fits all that is printed.

        Of all people, or of those with a score of the dimension `table`.
        """
        aim = np.zeros(self.size)
        aim[self._at(answer, table)] = 1
        rows = np.array(self.rows)
        limits = LinearConstraint(rows, np.array(self.low), np.array(self.high))  # pyright: ignore
        found = [
            milp(sign * aim, constraints=limits, integrality=np.ones(self.size), bounds=Bounds(0))
            for sign in (1, -1)
        ]
        assert all(f.success for f in found)
        return found[0].fun, -found[1].fun

    def _named(self, rare: Sequence[bool], hidden: set[int]) -> None:
        """Know what the notes say, and the rule by which those are chosen that go with rare ones.

        A rare answer was given; a group that goes with it is not small, and of those without an
        answer there are two at least, with a score in every dimension.
        """
        for j in hidden:
            if j == self.answers - 1:
                for table in range(self.size // self.answers):
                    self._between({self._at(j, table): 1.0}, FEWEST_WITHOUT, np.inf)
            else:
                self._between({j: 1.0}, 1 if rare[j] else NOT_SMALL, np.inf)

    def _profile(self, own: Sequence[Mapping[str, Cell]]) -> set[int]:
        """Take in all rows of the question, and return which answers they hide."""
        n, places = float(str(own[-1]["frequency"])), {o: j for j, o in enumerate(self.options)}
        everybody = dict.fromkeys(range(self.answers), 1.0)
        self._equal(everybody, n)
        there = {r["option"] for r in own}
        if "No answer" not in there:
            self._equal({self.answers - 1: 1.0}, 0)
        whole = all(r["frequency"] is None for r in own[:-1])
        hidden: set[int] = set()
        for row in own[:-1]:
            j = places.get(str(row["option"]), self.answers - 1)
            if row["frequency"] is not None:
                self._equal({j: 1.0}, row["frequency"])
            else:
                hidden.add(j)
            if row["frequency"] is None and not whole:  # empty cells are printed
                self._between({j: 1.0}, 1, np.inf)
            if row["percent"] is not None:
                self._equal({j: 1.0}, n * float(str(row["percent"])) / 100)
            for key, cells in (("valid_percent", [j]), ("cumulative_percent", range(j + 1))):
                if row[key] is not None:  # of those who answered
                    share = float(str(row[key])) / 100
                    left = dict.fromkeys(range(self.answers - 1), -share)
                    self._equal({k: v + (k in cells) for k, v in left.items()}, 0)
        return hidden

    def _at(self, answer: int, table: int) -> int:
        return table * self.answers + answer

    def _equal(self, terms: Mapping[int, float], value: object) -> None:
        number = float(str(value))
        self._between(terms, number - ROUNDING, number + ROUNDING)

    def _between(self, terms: Mapping[int, float], low: float, high: float) -> None:
        row = np.zeros(self.size)
        for place, factor in terms.items():
            row[place] = factor
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)
