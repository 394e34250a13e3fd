"""The regression that R was asked about, and what it answered (tests/reference/r/regression.R)."""

import csv
from pathlib import Path

import numpy as np

REFERENCE = Path(__file__).parents[1] / "reference"

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
PREDICTORS = tuple(HEADER[:8])
DATA = np.column_stack([ANSWERS[:, :8], ANSWERS[:, 8:12].mean(axis=1)])
NAMES = (*PREDICTORS, "y")


def r(key: str) -> np.ndarray:
    with (REFERENCE / "r" / "regression.csv").open() as source:
        found = [float(row["value"]) for row in csv.DictReader(source) if row["key"] == key]
    assert found, key
    return np.array(found)
