"""Cells of the answers that break a rule, as faults: each wrong text once, with what was meant."""

from __future__ import annotations

from collections.abc import Iterable

from ...survey.answer_problems import Problem
from ...survey.errors import ValueInFileError
from ...survey.instrument import Labels
from ...survey.misspelling import misspelt
from ...survey.toml_keys import near
from .study_faults import Fault, fault_of

__all__ = ["cell_faults"]

_TOLD = 200  # kinds of wrong cells that are told one by one


def cell_faults(problems: Iterable[Problem], name: str) -> list[Fault]:
    """Return a fault for each text that breaks a rule, at the first of its cells.

    A text that breaks the rule of several columns, such as a misspelt label of the scale, is one
    fault with the number of its cells and columns.

    Parameters
    ----------
    problems : iterable of Problem
    name : str
        Name of the file.
    """
    same: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        # Columns with the same known texts, such as all items, share their faults.
        asked = [*map(tuple, map(dict.items, map(dict, problem.known)))] or problem.column
        same.setdefault((problem.value, problem.rule, str(asked)), []).append(problem)
    found = [_fault(group, name) for group in same.values()]
    found.sort(key=lambda fault: fault.line)
    if len(found) > _TOLD:
        rest = ValueInFileError(f"{len(found) - _TOLD} more texts break a rule", where=name)
        found[_TOLD:] = [Fault(name, found[_TOLD].line, "", rest)]
    return found


def _fault(group: list[Problem], name: str) -> Fault:
    first, cells = group[0], len(group)
    columns = len({problem.column for problem in group})
    told = f"`{first.value}` {first.rule}"
    if columns > 1:
        told = f"`{first.value}` {first.rule} (cells: {cells}, columns: {columns})"
    elif cells > 1:
        told = f"`{first.value}` {first.rule} (and {cells - 1} more such cells)"
    place = fault_of(ValueInFileError(told, where=first.where), name)
    error = ValueInFileError(told, where=first.where, next_step=_meant(first.value, first.known))
    return Fault(place.file, place.line, place.key if columns == 1 else "", error)


def _meant(value: str, known: tuple[Labels, ...]) -> str:
    """Suggest the known text that a wrong one misspells, and list those of its language."""
    places = {text: i for i, labels in enumerate(known) for text in labels.values()}
    if not places:
        return ""
    like = misspelt(value, places)
    codes = {text: code for labels in known for code, text in labels.items()}
    code = codes.get(like) or _code_of(value, known)
    listed = ", ".join(f"`{labels.get(code) or next(iter(labels.values()))}`" for labels in known)
    if like:
        return f"Did you mean `{like}`? The questionnaire has {listed}."
    return f"The questionnaire has {listed}."


def _code_of(value: str, known: tuple[Labels, ...]) -> str:
    """Language whose texts are most like a wrong one; the first if none is."""
    texts = {text: code for labels in known for code, text in labels.items()}
    return texts.get(near(value, texts), next(iter(known[0])))
