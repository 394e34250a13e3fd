"""The answers, models and tolerances that the tests of PLS share."""

import csv
from pathlib import Path

import numpy as np
from aqyl.analysis.composites.pls_result import PlsResult
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    Mode,
    StructuralModel,
)

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # closed forms of the same numbers
PEER = 1e-9  # peers iterate scores of 240 people to 1e-14, we correlations to 1e-13
TIGHT = 1e-13  # stop criterion where peers are met

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
ALL = moments_of(ANSWERS, NAMES)
ITEMS = {letter: tuple(f"{letter}{i}" for i in range(1, 5)) for letter in "ABC"}
TRIANGLE = (("A", "B"), ("A", "C"), ("B", "C"))
CHAIN = (("A", "B"), ("B", "C"))


def triangle(
    modes: str = "AAA", single: str = "", paths: tuple[tuple[str, str], ...] = TRIANGLE
) -> StructuralModel:
    """Three constructs; modes by letter, r for reflective; those in `single` keep one item."""
    named: dict[str, Mode] = {"A": "A", "B": "B", "r": "reflective"}
    return StructuralModel(
        tuple(
            MeasuredConstruct(n, ITEMS[n][:1] if n in single else ITEMS[n], named[mode])
            for n, mode in zip("ABC", modes, strict=True)
        ),
        paths,
    )


def fitted(chosen: StructuralModel | None = None) -> PlsResult:
    """Estimate a model, the triangle if none is named, as far as peers do."""
    return pls(ALL, chosen or triangle(), tolerance=TIGHT)


def seminr(which: str, key: str) -> dict[tuple[str, str], float]:
    """Return numbers of seminr's assessment of a model by row and column."""
    with (REFERENCE / "seminr" / "assessment.csv").open() as source:
        return {
            (row["row"], row["column"]): float(row["value"])
            for row in csv.DictReader(source)
            if (row["model"], row["key"]) == (which, key)
        }


def higher(mode: Mode = "A", parts: Mode = "A") -> StructuralModel:
    return StructuralModel(
        tuple(MeasuredConstruct(n, ITEMS[n], parts if n in "AB" else "A") for n in "ABC"),
        (("H", "C"),),
        (HigherOrder("H", ("A", "B"), mode),),
    )


def standard(x: np.ndarray) -> np.ndarray:
    return (x - x.mean(axis=0)) / x.std(axis=0)


def moderated() -> StructuralModel:
    return StructuralModel(
        triangle().constructs,
        (("A", "C"), ("B", "C"), ("AB", "C"), ("AA", "C")),
        interactions=(Interaction("AB", ("A", "B")), Interaction("AA", ("A", "A"))),
    )
