"""Cells of a file of answers that break a rule: each one listed, a few told."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import ValueInFileError

__all__ = ["AnswersError", "Problem"]

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
