"""What is wrong with a study: every fault with its file, line and key, gathered in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from ...survey.errors import AqylError, FileError, SpecificationError
from ...survey.toml_file import parsed_toml, toml_text
from ...survey.toml_keys import key_of, placed_faults
from ...survey.toml_lines import Place, TomlLines, toml_lines

__all__ = ["Fault", "Faults", "Source", "fault_of", "toml_faults"]

_WHERE = re.compile(
    r"(?P<file>.+?)(?:, (?:row|line|case) (?P<line>\d+))?"
    r"(?:, (?:column|variable) `(?P<key>.*)`|, columns \d+ and \d+)?"
)
_QUOTED = re.compile(r"`([^`]+)`")
_WORD = re.compile(r"[\w–-]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a study or of a file that it names.

    Attributes
    ----------
    file : str
        Name of the file that is to be mended.
    line : int
        Its line, or its row as a spreadsheet shows it; 0 if the fault has none.
    key : str
        Key of a TOML file, or column of a table; empty if the fault has none. A member of a list
        goes by its id or, if it is one word, by itself: ``comparison.by.age``; others by their
        number from 1.
    error : AqylError
        What `read_study` or a run would raise.
    """

    file: str
    line: int
    key: str
    error: AqylError

    @property
    def sentence(self) -> str:
        """What is wrong, without a closing full stop."""
        return self.error.problem

    @property
    def next_step(self) -> str:
        """What the user can do about it."""
        return self.error.next_step

    @property
    def place(self) -> str:
        """The place as programs write it: ``study.toml:12``."""
        return f"{self.file}:{self.line}" if self.line else self.file


def fault_of(error: AqylError, default: str) -> Fault:
    """Take file, row and column of a fault from where its error says it stands.

    Examples
    --------
    >>> fault = fault_of(AqylError("No number", where="a.csv, row 3, column `x`"), "study.toml")
    >>> fault.place, fault.key
    ('a.csv:3', 'x')
    """
    found = _WHERE.fullmatch(error.where)
    if found is None:
        return Fault(default, 0, "", error)
    return Fault(found["file"], int(found["line"] or 0), found["key"] or "", error)


@dataclass(frozen=True)
class Source:
    """A TOML file as its faults need it.

    Attributes
    ----------
    name : str
    text : str
    tree : mapping
        What the text holds.
    """

    name: str
    text: str
    tree: Mapping[str, Any]

    @cached_property
    def lines(self) -> TomlLines:
        """Lines of the keys, found when the first fault asks for them."""
        return toml_lines(self.text)

    def fault(self, place: Place, error: AqylError) -> Fault:
        """Return a fault of the key at a place."""
        return Fault(self.name, self.lines.of(place), self._key(place), error)

    def _key(self, place: Place) -> str:
        """Write a place as its keys, members of lists by what people call them."""
        names: list[str | int] = []
        for i, part in enumerate(place):
            if isinstance(part, str):
                names.append(part)
                continue
            member = _value(self.tree, place[: i + 1])
            name = member.get("id") if isinstance(member, Mapping) else member
            names.append(name if isinstance(name, str) and _WORD.fullmatch(name) else part)
        return key_of(names)

    def place_of(self, error: AqylError, within: Place = ()) -> Place:
        """Find the key that a sentence is about: the first name that it quotes, in the file.

        A name is a dotted key, or else the last value or key of that name: of two, it is the second
        that stands there wrongly. Names that follow are looked for inside what was found.
        """
        for name in _QUOTED.findall(error.problem):
            size = len(within)
            known = [p for p in self.lines.lines if p[:size] == within and len(p) > size]
            keys = tuple(name.strip("[]").split("."))
            exact = [place for place in known if keys in {place, place[size:]}]
            values = [place for place in known if _value(self.tree, place) == name]
            named = [place for place in known if place[-1] == name]
            within = (exact or values or named or [within])[-1]
        return within


class Faults:
    """Gathers the faults of a study file and of the files that it names."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Fault] = []

    def __len__(self) -> int:
        return len(self.found)

    def add(self, place: Place, error: AqylError) -> None:
        """Add a fault of the study file; an error that names another file keeps that place."""
        if error.where and error.where != self.source.name:
            self.found.append(fault_of(error, self.source.name))
            return
        kind = FileError if isinstance(error, FileError) else SpecificationError
        told = kind(error.problem, where=self.source.name, next_step=error.next_step)
        self.found.append(self.source.fault(place, told))

    def say(self, place: Place, problem: str, next_step: str = "") -> None:
        """Add a fault of the study file by its sentence."""
        self.add(place, SpecificationError(problem, next_step=next_step))

    def add_named(self, error: AqylError, within: Place, default: Place) -> None:
        """Add what another file does not allow: at the key in the table `within` that it names."""
        place = self.source.place_of(error, within)
        if place == within:
            self.add(default, error)
        elif "," not in error.where:  # the file as a whole, not a row of it
            self.found.append(self.source.fault(place, error))
        else:
            self.found.append(fault_of(error, self.source.name))

    @contextmanager
    def at(self, *place: str | int) -> Iterator[None]:
        """Keep an error of the user's input that is raised inside as a fault of a key."""
        try:
            yield
        except AqylError as error:
            self.add(place, error)


def toml_faults(error: AqylError, path: Path, what: str, model: type[BaseModel]) -> list[Fault]:
    """Return every fault of a TOML file that another names, from the error that its reader raised.

    Parameters
    ----------
    error : AqylError
    path : Path
    what : str
        Kind of the file, as for `aqyl.survey.toml_file.read_toml`.
    model : type of BaseModel
        The keys of the file.
    """
    if isinstance(error, FileError):
        return [fault_of(error, path.name)]
    text = toml_text(path, what)
    source = Source(path.name, text, parsed_toml(text, path.name, what))
    if isinstance(error.__cause__, ValidationError):
        return [
            source.fault(place, SpecificationError(said, where=path.name))
            for place, said in placed_faults(error.__cause__, model)
        ]
    if error.where not in {"", path.name}:  # a catalogue that the file names
        return [fault_of(error, path.name)]
    return [source.fault(source.place_of(one), one) for one in (error, *error.others)]


def _value(tree: Any, place: Place) -> Any:
    """Return what stands at a place; None where the file writes it otherwise."""
    for part in place:
        try:
            tree = tree[part]
        except (KeyError, IndexError, TypeError):
            return None
    return tree
