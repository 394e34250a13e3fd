"""A simulated sample as a file that says in three languages that nobody gave these answers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

from ...analysis.simulation.simulate import SimulatedSample
from ...survey.errors import FileError

__all__ = ["write_sample"]

_HEAD = (
    "SIMULATED. Calibrated to published tables; no person gave these answers.",
    "СМОДЕЛИРОВАНО. Подогнано под опубликованные таблицы; никто не давал этих ответов.",
    "МОДЕЛЬДЕНГЕН. Жарияланған кестелерге келтірілген; бұл жауаптарды ешкім берген жоқ.",
)


def write_sample(sample: SimulatedSample, path: str | Path) -> None:
    """Write a sample as CSV: three lines of warning, a header, one row a person.

    Columns are ``id``, ``seconds``, the profile questions (codes of the options) and the items; an
    empty cell is no answer. UTF-8, line feeds.

    Raises
    ------
    FileError
        If the file cannot be written.
    """
    responses = sample.responses
    instrument, seconds = responses.instrument, responses.seconds
    if seconds is None:
        seconds = np.full(len(responses.ids), np.nan)
    codes = [[*(option.code for option in q.options), ""] for q in instrument.profile]
    stream = io.StringIO()
    stream.writelines(f"# {line}\n" for line in _HEAD)
    writer = csv.writer(stream, lineterminator="\n")
    questions = [q.id for q in instrument.profile]
    writer.writerow(["id", "seconds", *questions, *(item.id for item in instrument.items)])
    for i, name in enumerate(responses.ids):
        chosen = [code[place] for code, place in zip(codes, responses.profile[i], strict=True)]
        writer.writerow(
            [name, _whole(seconds[i]), *chosen, *(_whole(x) for x in responses.answers[i])]
        )
    try:
        Path(path).write_bytes(stream.getvalue().encode("utf-8"))
    except OSError as error:
        raise FileError(
            f"The sample cannot be written: {error.strerror}", where=str(path)
        ) from error


def _whole(value: float) -> str:
    return "" if np.isnan(value) else str(int(value))
