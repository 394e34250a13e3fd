"""Cells of a file of answers that break a rule: each one listed, a few told."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import ValueInFileError
from .instrument import Labels

__all__ = ["AnswersError", "Problem"]

_TOLD = 5  # problems that the sentence of an error names


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that breaks a rule.

    Attributes
    ----------
    where, value, rule : str
        Where it stands, what it holds, which rule.
    column : str
    known : tuple of Labels
        What the cell might hold: labels of points or of options, by language.
    """

    where: str
    value: str
    rule: str
    column: str = ""
    known: tuple[Labels, ...] = ()

    def __str__(self) -> str:
        return f"{self.where}: `{self.value}` {self.rule}"


class AnswersError(ValueInFileError):
    """Answers that break a rule; `problems` lists every one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        # One misspelt label may stand in a thousand cells: each text is told once.
        same: dict[tuple[str, str], list[Problem]] = {}
        for problem in problems:
            same.setdefault((problem.value, problem.rule), []).append(problem)
        told = "; ".join(_told(group) for group in list(same.values())[:_TOLD])
        more = f"; and {len(same) - _TOLD} more texts" if len(same) > _TOLD else ""
        cells = "1 cell breaks" if len(problems) == 1 else f"{len(problems)} cells break"
        super().__init__(
            f"{cells} a rule: {told}{more}",
            next_step="Mend them, or declare the text as missing.",
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the problems, from which the sentence is built again."""
        return AnswersError, (self.problems,)


def _told(group: list[Problem]) -> str:
    first = group[0]
    if len(group) == 1:
        return str(first)
    others = "1 more cell" if len(group) == 2 else f"{len(group) - 1} more cells"
    return f"{first.where} and {others}: `{first.value}` {first.rule}"
