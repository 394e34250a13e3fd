"""The one root of every error that a user can cause.

A message is one sentence or two: what is wrong, the rule, the value received, where it stands
(file, row, column), and the next step. The command prints it without a traceback and exits
with code 2.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "AqylError",
    "FileError",
    "MethodError",
    "SpecificationError",
    "ValueInFileError",
    "together",
]


class AqylError(Exception):
    """Root of the errors that input can cause; never raised for a fault of the program.

    Parameters
    ----------
    problem : str
        What is wrong, the rule and the value received; without a closing full stop.
    where : str, optional
        File, row and column, or city, year and indicator.
    next_step : str, optional
        What the user can do about it.
    cell : (city, year, indicator), optional
        Cell of a panel, by which a reader of files can name row and column.

    Attributes
    ----------
    others : tuple of AqylError
        What else is wrong in the same place, found in the same go; see `together`.

    Examples
    --------
    >>> print(AqylError("Weight -1 of `eco01` must not be negative", where="framework.toml"))
    Weight -1 of `eco01` must not be negative (framework.toml).
    """

    def __init__(
        self,
        problem: str,
        *,
        where: str = "",
        next_step: str = "",
        cell: tuple[str, int, str] | None = None,
    ) -> None:
        self.problem = problem
        self.cell = cell
        self.where = where
        self.next_step = next_step
        self.others: tuple[AqylError, ...] = ()
        sentence = problem + (f" ({where})" if where else "")
        sentence += "" if sentence.endswith("?") else "."
        super().__init__(" ".join(f"{sentence} {next_step}".split()))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the parts; the sentence alone could not be built again."""
        parts = (type(self), self.problem, self.where, self.next_step, self.cell)
        return _rebuilt, parts, {"others": self.others}


def _rebuilt(
    kind: type[AqylError],
    problem: str,
    where: str,
    next_step: str,
    cell: tuple[str, int, str] | None,
) -> AqylError:
    return kind(problem, where=where, next_step=next_step, cell=cell)


class FileError(AqylError):
    """A file that is missing, empty, unreadable or cannot be written."""


class ValueInFileError(AqylError):
    """A cell or a column of a table that breaks a rule."""


class SpecificationError(AqylError):
    """A study, framework or option that contradicts itself or the data."""


class MethodError(AqylError):
    """Data for which a statistic is not defined."""


def together(found: Sequence[AqylError]) -> AqylError:
    """Return the first of several errors, to be raised for all of them.

    Its sentence is its own; the rest are its `others`, for those who tell everything at once.

    Examples
    --------
    >>> error = together([AqylError("`a` stands twice"), AqylError("`b` stands twice")])
    >>> str(error), [str(other) for other in error.others]
    ('`a` stands twice.', ['`b` stands twice.'])
    """
    first, *others = found
    first.others = (*first.others, *others)
    return first
