"""PLS path models of the simulated answers by openpls-engine 1.13.0; writes models.csv beside.

Run from the repository, in an environment of its own with that package:
python tests/reference/openpls/models.py
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
ALL = {letter: [f"{letter}{i}" for i in range(1, 5)] for letter in "ABC"}
TRIANGLE = [("A", "B"), ("A", "C"), ("B", "C")]
MODELS = {
    "path": (ALL, "AAA", Scheme.PATH),
    "factor": (ALL, "AAA", Scheme.FACTORIAL),
    "centroid": (ALL, "AAA", Scheme.CENTROID),
    "mode_b": (ALL, "BAA", Scheme.PATH),
    "single": ({**ALL, "C": ["C1"]}, "AAA", Scheme.PATH),
}


def fitted(blocks: dict[str, list[str]], modes: str, scheme: Scheme) -> Plspm:
    """Estimate one model to the last digits."""
    structure = Structure()
    for start, end in TRIANGLE:
        structure.add_path([start], [end])
    config = Config(structure.path(), scaled=True)
    for (name, items), mode in zip(blocks.items(), modes, strict=True):
        config.add_lv(name, Mode[mode], *[MV(item) for item in items])
    return Plspm(ANSWERS, config, scheme, iterations=1000, tolerance=1e-28)


def numbers(model: Plspm) -> dict[str, dict[tuple[str, str], float]]:
    """Name the numbers of a model by row and column."""
    outer, consistent = model.outer_model(), model.plsc()
    summary = model.inner_summary()
    found = {
        "weight": {(i, ""): x for i, x in outer["weight"].items()},
        "loading": {(i, ""): x for i, x in outer["loading"].items()},
        "r_squared": {(i, ""): x for i, x in summary["r_squared"].items()},
        "adjusted": {(i, ""): x for i, x in summary["r_squared_adj"].items()},
        "ave": {(i, ""): x for i, x in summary["ave"].items()},
        "srmr": {("", ""): model.model_fit().srmr()},
        "d_uls": {("", ""): model.model_fit().d_uls()},
        "plsc_srmr": {("", ""): consistent.srmr()},
        "plsc_d_uls": {("", ""): consistent.d_uls()},
        "rho_a": {(i, ""): x for i, x in consistent.rho_a().items()},
        "plsc_loading": {(i, ""): x for i, x in consistent.loadings().items()},
        "plsc_ave": {(i, ""): x for i, x in consistent.ave().items()},
        "plsc_rho_c": {(i, ""): x for i, x in consistent.rho_c().items()},
        "plsc_r_squared": {(i, ""): x for i, x in consistent.r_squared().items()},
    }
    tables = {
        "cross_loading": model.crossloadings(),
        "htmt": model.htmt().matrix(),
        "htmt2": model.htmt2().matrix(),
        "f_squared": model.f_squared().matrix().T,  # rows of openpls are outcomes
        "path": model.path_coefficients().T,
        "plsc_path": consistent.path_coefficients().T,
        "plsc_correlation": consistent.adjusted_correlations(),
    }
    for key, table in tables.items():
        found[key] = {(i, j): table.loc[i, j] for i in table.index for j in table.columns}
    effects = model.effects()
    found["total"] = {(e["from"], e["to"]): e["total"] for _, e in effects.iterrows()}
    found["indirect"] = {(e["from"], e["to"]): e["indirect"] for _, e in effects.iterrows()}
    return found


with (FOLDER / "models.csv").open("w", newline="") as stream:
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["model", "key", "row", "column", "value"])
    for name, (blocks, modes, scheme) in MODELS.items():
        for key, cells in numbers(fitted(blocks, modes, scheme)).items():
            for (row, column), value in cells.items():
                table.writerow([name, key, row, column, f"{value:.15g}"])
