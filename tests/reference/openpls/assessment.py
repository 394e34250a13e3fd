"""Importance, performance and copulas of a path model by openpls-engine 1.13.0.

Writes assessment.csv beside. Run from the repository, in an environment of its own with that
package: python tests/reference/openpls/assessment.py
"""

import csv
from pathlib import Path

import pandas as pd
from openpls import Plspm
from openpls.config import MV, Config, Structure
from openpls.mode import Mode
from openpls.scheme import Scheme

FOLDER = Path(__file__).parent
ANSWERS = pd.read_csv(FOLDER.parent / "likert_simulated.csv")

structure = Structure()
for start, end in [("A", "B"), ("A", "C"), ("B", "C")]:
    structure.add_path([start], [end])
config = Config(structure.path(), scaled=True)
for name in "ABC":
    config.add_lv(name, Mode.A, *[MV(f"{name}{i}") for i in range(1, 5)])
model = Plspm(ANSWERS, config, Scheme.PATH, iterations=1000, tolerance=1e-28)
ipma = model.ipma("C", scale_min=1, scale_max=5)
copula = model.copula("C", n_boot=50, seed=1)
cells = {
    "standardised": dict(ipma.latent_variables()["importance"]),
    "item_performance": {i: x for (_, i), x in ipma.indicators()["performance"].items()},
    "copula_path": dict(copula.augmented_paths()),
    "copula_term": dict(copula.coefficients().set_index("predictor")["gamma"]),
}

with (FOLDER / "assessment.csv").open("w", newline="") as stream:
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["key", "name", "value"])
    for key, values in cells.items():
        for name, value in values.items():
            table.writerow([key, name, f"{value:.15g}"])
