"""Writes the simulated answers on which R and PSPP made their references: likert_simulated.csv.

Run from the repository: python tests/reference/make_likert.py
"""

import csv
from pathlib import Path

import numpy as np

CUTS = (-1.6, -0.9, 0, 1)

rng = np.random.default_rng(7)
factors = (
    rng.normal(size=(240, 3))
    @ np.linalg.cholesky(np.array([[1.0, 0.5, 0.3], [0.5, 1.0, 0.4], [0.3, 0.4, 1.0]])).T
)
loadings = (0.8, 0.75, 0.7, 0.6)
items = [
    np.digitize(
        load * factors[:, f] + np.sqrt(1 - load**2) * rng.normal(size=240), (-1.6, -0.9, 0, 1)
    )
    + 1
    for f in range(3)
    for load in loadings
]
with (Path(__file__).parent / "likert_simulated.csv").open("w", newline="") as stream:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([f"{name}{i}" for name in "ABC" for i in range(1, 5)])
    writer.writerows(np.stack(items, axis=1).tolist())
