"""PLSpredict, CVPAT, MICOM and groups by openpls-engine 1.13.0; writes prediction.csv beside.

Run from the repository, in an environment of its own with that package:
python tests/reference/openpls/prediction.py
"""

import csv
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from openpls import plspm
from openpls.bootstrap_mga import _henseler_p_one_tailed, _parametric_t, _welch_t
from openpls.config import MV, Config, Structure
from openpls.cvpat import CVPAT
from openpls.mga import MGA, GroupSpec
from openpls.micom import MICOM
from openpls.mode import Mode
from openpls.predict import PLSPredict
from openpls.scheme import Scheme

FOLDER = Path(__file__).parent
ANSWERS = pd.read_csv(FOLDER.parent / "likert_simulated.csv")
STANDARD = (ANSWERS - ANSWERS.mean()) / ANSWERS.std()
GROUPED = STANDARD.assign(group=np.where(np.arange(len(ANSWERS)) % 3 == 0, "a", "b"))
plspm.Plspm = partial(plspm.Plspm, iterations=1000, tolerance=1e-28)  # to the last digits
TRIANGLE = [("A", "B"), ("A", "C"), ("B", "C")]


def config(paths: list[tuple[str, str]] = TRIANGLE) -> Config:
    """Three constructs of four items."""
    structure = Structure()
    for start, end in paths:
        structure.add_path([start], [end])
    found = Config(structure.path(), scaled=True)
    for name in "ABC":
        found.add_lv(name, Mode.A, *[MV(f"{name}{i}") for i in range(1, 5)])
    return found


def predictions() -> list[list]:
    """Errors of five folds, twice; PLS of openpls predicts from the earliest antecedents."""
    rows: list[list] = []
    plain = config([("A", "C"), ("B", "C")])
    for part, model, which in (
        ("direct", config(), "direct"),
        ("earliest", config(), "earliest_antecedents"),
        ("plain", plain, "direct"),
    ):
        found = PLSPredict(
            model, ANSWERS, Scheme.PATH, k=5, repeats=2, seed=7, lm_predictor_set=which
        ).metrics()
        for (_, item), row in found.iterrows():
            for key in ("rmse_pls", "mae_pls", "rmse_lm", "mae_lm", "q2_predict"):
                rows.append([f"predict_{part}", item, key, row[key]])
    return rows


def losses() -> list[list]:
    """CVPAT of the same folds; losses of openpls are sums over items."""
    rows: list[list] = []
    for benchmark in ("IA", "LM"):
        found = CVPAT(config(), ANSWERS, Scheme.PATH, benchmark, k=5, repeats=2, seed=7)
        table = {"": found.overall(), **dict(found.per_construct().iterrows())}
        for name, row in table.items():
            for key in ("mean_loss_pls", "mean_loss_benchmark", "t_statistic", "p_one_sided"):
                rows.append([f"cvpat_{benchmark}", name, key, row[key]])
    return rows


def groups() -> list[list]:
    """Observed statistics of MICOM and of the groups' paths, which no permutation touches."""
    specs = GroupSpec("a", ["a"]), GroupSpec("b", ["b"])
    found = MICOM(GROUPED, config(), "group", *specs, Scheme.PATH, iterations=1)
    rows = [["micom", row["construct"], "c", row["c"]] for _, row in found.step2().iterrows()]
    for _, row in found.step3().iterrows():
        for key in ("mean_diff", "log_var_ratio", "var_diff"):
            rows.append(["micom", row["construct"], key, row[key]])
    compared = MGA(GROUPED, config(), "group", list(specs), Scheme.PATH, iterations=1)
    for _, row in compared.comparisons().iterrows():
        for key in ("estimateA", "estimateB", "difference"):
            rows.append(["mga", f"{row['source']}{row['target']}", key, row[key]])
    return rows


def tests() -> list[list]:
    """Tests of two sets of draws, which the reader of the numbers makes in the same way."""
    draws = np.arange(200)
    one, other = 0.5 + 0.1 * np.sin(draws), 0.45 + 0.2 * np.cos(3 * draws)
    se = one.std(ddof=1), other.std(ddof=1)
    t, df, p = _parametric_t(0.05, *se, 80, 160)
    tw, dfw, pw = _welch_t(0.05, *se, 80, 160)
    named = {"t": t, "df": df, "p": p, "welch_t": tw, "welch_df": dfw, "welch_p": pw}
    named["henseler"] = _henseler_p_one_tailed(one, other)
    return [["draws", "", key, value] for key, value in named.items()]


with (FOLDER / "prediction.csv").open("w", newline="") as stream:
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["part", "name", "key", "value"])
    for part, name, key, value in [*predictions(), *losses(), *groups(), *tests()]:
        table.writerow([part, name, key, f"{value:.15g}"])
