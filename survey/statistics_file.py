"""Answers from the files of SPSS (.sav, .zsav) and Stata (.dta), with all that they declare.

Value labels, values declared as missing, variable labels, the label of the file and the encoding
of its texts are kept; what they mean is decided by `aqyl.survey.answer_cells`.
"""

from __future__ import annotations

import codecs
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from .answer_file import AnswerFile, Cases
from .cells import Cells, cells_of
from .errors import FileError
from .file_limits import refuse_large
from .missing_file import missing_file
from .statistics_process import FAULT, StatisticsData, Variable
from .text_encoding import garbled, undecodable
from .workbook_file import NUMBER, as_typed

__all__ = ["open_statistics"]

_BYTES = "ISO-8859-1"  # gives every byte as it is, so that any codec of Python can follow
_SAMPLE = 1000
_FIRST, _LAST = b"<stata_dta>", b"</stata_dta>"
_CHILD = "from aqyl.survey.statistics_process import main; main()"
_ENCODING = "Name the encoding with --encoding (utf-8, cp1251, kz1048, koi8-r, ...)."
_NEXT = "Save it again with the program that it comes from, or export it as CSV (UTF-8)."


def open_statistics(path: Path, encoding: str = "") -> AnswerFile:
    """Read a file of SPSS or Stata.

    Parameters
    ----------
    path : Path
        ``.sav``, ``.zsav`` or ``.dta``.
    encoding : str
        Overrides what the file says about its texts, for example ``"cp1251"``.

    Raises
    ------
    FileError
        If the file is missing, damaged, without cases, of another kind, or not in the encoding.
    """
    if not path.is_file():
        raise missing_file(path)
    refuse_large(path, "table")
    data = _decoded(_read(path, _BYTES if encoding else ""), path, encoding)
    if not data.variables or not len(data.variables[0].values):
        raise FileError(f"The file has no cases: {path.name}", next_step=_NEXT)
    told = encoding or data.encoding or "Windows-1252"
    shown = garbled(_texts(data))
    if shown:
        raise FileError(
            f"The texts are not {told}, in which they were read: `{shown}`",
            where=path.name,
            next_step=_ENCODING,
        )
    by_name = {variable.name: variable for variable in data.variables}
    everybody = np.arange(len(data.variables[0].values))

    def read(columns: Collection[str]) -> Cases:  # noqa: ARG001 - all are in memory already
        return Cases(everybody, lambda name: _cells(by_name[name]))

    headings = {variable.name: variable.label for variable in data.variables}
    return AnswerFile(path, told, data.note, headings, read)


def _read(path: Path, encoding: str) -> StatisticsData:
    """Read the file in a process of its own, which may come to grief over a damaged file."""
    _complete(path)
    child = subprocess.run(
        [sys.executable, "-P", "-c", _CHILD, str(path.resolve()), encoding],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    if child.returncode == 0:
        return pickle.loads(child.stdout)
    reason = child.stderr.decode("utf-8", "replace") if child.returncode == FAULT else ""
    if "UnicodeDecodeError" in reason or "convert string" in reason:
        raise FileError(
            f"The texts are not in the encoding that the file names: {path.name}",
            next_step=_ENCODING,
        )
    kind = "Stata" if path.suffix.lower() == ".dta" else "SPSS"
    raise FileError(f"The file is damaged, or it is no {kind} file: {path.name}", next_step=_NEXT)


def _complete(path: Path) -> None:
    """Refuse a Stata file that is cut off after its data, where the labels stand."""
    try:
        with path.open("rb") as stream:
            start = stream.read(len(_FIRST))
            stream.seek(max(path.stat().st_size - len(_LAST), 0))
            end = stream.read()
    except OSError as error:
        raise FileError(f"The file {path} cannot be read: {error.strerror}") from error
    if not start:
        raise FileError(f"The file is empty: {path.name}")
    if start == _FIRST and end != _LAST:
        raise FileError(f"The file is cut off at its end: {path.name}", next_step=_NEXT)


def _decoded(data: StatisticsData, path: Path, encoding: str) -> StatisticsData:
    """Decode all texts of a file that was read byte by byte."""
    if not encoding:
        return data
    try:
        codec = codecs.lookup(encoding)

        def text(value: str) -> str:
            return codec.decode(value.encode(_BYTES))[0]

        return replace(
            data,
            note=tuple(map(text, data.note)),
            variables=tuple(_with_texts(variable, text) for variable in data.variables),
        )
    except (LookupError, UnicodeError) as error:
        raise undecodable(path, encoding) from error


def _with_texts(variable: Variable, text: Callable[[str], str]) -> Variable:
    def either(value: float | str) -> float | str:
        return text(value) if isinstance(value, str) else value

    values = variable.values
    return replace(
        variable,
        name=text(variable.name),
        label=text(variable.label),
        values=[text(value) for value in values] if isinstance(values, list) else values,
        value_labels={either(v): text(label) for v, label in variable.value_labels.items()},
        missing=tuple((either(low), either(high)) for low, high in variable.missing),
    )


def _texts(data: StatisticsData) -> list[str]:
    """Texts that show whether the encoding was right: all but the later answers in words."""
    texts = list(data.note)
    for variable in data.variables:
        texts += [variable.name, variable.label, *variable.value_labels.values()]
        if isinstance(variable.values, list):
            texts += variable.values[:_SAMPLE]
    return texts


def _cells(variable: Variable) -> Cells:
    """Bring a variable into distinct texts; an extended missing value of Stata is ``.a``."""
    values = variable.values
    if isinstance(values, list):
        found = cells_of(pl.Series(variable.name, [value.strip() or None for value in values]))
        declared = {text for text in found.texts if _within(text, variable)}
    else:
        found = cells_of(pl.Series(variable.name, values))
        numbers = [float(text.removeprefix(NUMBER)) for text in found.texts]
        declared = {
            as_typed(text)
            for text, number in zip(found.texts, numbers, strict=True)
            if _within(number, variable)
        }
    texts, codes = list(found.texts), found.codes
    for letter in [] if variable.extended is None else np.unique(variable.extended):
        if letter:
            codes = np.where(variable.extended == letter, len(texts), codes)
            texts.append(f".{chr(letter)}")
            declared.add(texts[-1])
    labels = {
        as_typed(_key(value, variable)): label for value, label in variable.value_labels.items()
    }
    # A label of a value that is declared as missing is no answer, even where nobody gave it.
    declared |= {_key(v, variable) for v in variable.value_labels if _within(v, variable)}
    return replace(
        found,
        texts=tuple(texts),
        codes=codes,
        labels=labels,
        declared=frozenset(map(as_typed, declared)),
        format=variable.format,
    )


def _key(value: float | str, variable: Variable) -> str:
    if isinstance(value, str):
        return value.strip() if isinstance(variable.values, list) else f".{value}"
    return f"{NUMBER}{float(value)!r}"


def _within(value: float | str, variable: Variable) -> bool:
    """Whether the file declares a value as missing."""
    if isinstance(value, str) and not isinstance(variable.values, list):
        return True
    if isinstance(value, str):
        return any(value.strip() == str(low).strip() for low, _ in variable.missing)
    return any(float(low) <= value <= float(high) for low, high in variable.missing)
