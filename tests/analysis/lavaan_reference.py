"""The data and models whose numbers lavaan gave, and those numbers (tests/reference/lavaan)."""

import csv
import functools
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from aqyl.analysis.cfa import cfa, fit_sem
from aqyl.analysis.covariances.sem_result import Estimator, SemFit
from aqyl.analysis.fit_measures import FitMeasures
from aqyl.analysis.structural_model import HigherOrder, MeasuredConstruct, StructuralModel

HERE = Path(__file__).parents[1] / "reference"
Row = tuple[str, str, str, float]  # key, row, column, value


def table(path: str) -> tuple[tuple[str, ...], np.ndarray]:
    """Names and numbers of a file; text columns are left out."""
    with (HERE / path).open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    numeric = [j for j in range(len(head)) if head[j] != "school"]
    names = tuple(head[j] for j in numeric)
    return names, np.array([[float(row[j]) for j in numeric] for row in rows])


def schools() -> list[str]:
    with (HERE / "lavaan/holzinger.csv").open(encoding="utf-8", newline="") as file:
        return [row["school"] for row in csv.DictReader(file)]


def expected() -> dict[str, list[Row]]:
    """Lavaan's numbers by case; NaN where it has none."""
    with (HERE / "lavaan/sem.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        case: [
            (r["key"], r["row"], r["column"], float(r["value"].replace("NA", "nan"))) for r in own
        ]
        for case, own in groupby(rows, key=lambda r: r["case"])
    }


def measured(**items: Sequence[str]) -> tuple[MeasuredConstruct, ...]:
    return tuple(MeasuredConstruct(name, tuple(own), "reflective") for name, own in items.items())


HOLZINGER = table("lavaan/holzinger.csv")
POLITICAL = table("lavaan/political.csv")
LIKERT = table("likert_simulated.csv")
TURKISTAN = table("lavaan/turkistan.csv")
HOLES = LIKERT[0], LIKERT[1].copy()
for _item, _step in (("A1", 5), ("B1", 7), ("C1", 11), ("C2", 13)):
    HOLES[1][::_step, LIKERT[0].index(_item)] = np.nan

ABILITIES = measured(
    visual=("x1", "x2", "x3"), textual=("x4", "x5", "x6"), speed=("x7", "x8", "x9")
)
SINGLE = StructuralModel(
    measured(visual=("x1", "x2", "x3"), textual=("x4",), speed=("x7", "x8", "x9")),
    (("visual", "textual"), ("visual", "speed"), ("textual", "speed")),
)
SCALES = measured(**{s: tuple(f"{s}{i}" for i in range(1, 5)) for s in "ABC"})
DEMOCRACY = StructuralModel(
    measured(
        ind60=("x1", "x2", "x3"), dem60=("y1", "y2", "y3", "y4"), dem65=("y5", "y6", "y7", "y8")
    ),
    (("ind60", "dem60"), ("ind60", "dem65"), ("dem60", "dem65")),
)
REPEATED = (("y1", "y5"), ("y2", "y4"), ("y2", "y6"), ("y3", "y7"), ("y4", "y8"), ("y6", "y8"))
CITY = measured(
    **{
        name: tuple(own)
        for name, own in groupby(TURKISTAN[0], key=lambda item: item.rstrip("0123456789"))
    }
)
ACCEPTANCE = StructuralModel(CITY, tuple((c.id, "SCR") for c in CITY if c.id != "SCR"))


@functools.cache
def fitted(case: str) -> SemFit:
    """Fit one of the cases of sem.R, once for all tests of a process."""
    name, _, how = case.partition("_")
    names, rows = {
        "holzinger": HOLZINGER,
        "political": POLITICAL,
        "likert": HOLES if how == "FIML" else LIKERT,
        "turkistan": TURKISTAN,
    }[name]
    paths = {
        "holzinger_single": SINGLE,
        "likert_outcomes": StructuralModel(SCALES, (("A", "B"), ("A", "C"))),
        "likert_DWLS_sem": StructuralModel(SCALES, (("A", "B"), ("A", "C"), ("B", "C"))),
        "turkistan_sem": ACCEPTANCE,
    }
    estimator: Estimator = "ML"
    for known in ("MLM", "MLR", "FIML", "DWLS"):
        if known in how:
            estimator = known
    if name == "political":
        return fit_sem(rows, DEMOCRACY, names=names, estimator=estimator, covariances=REPEATED)
    if case in paths:
        return fit_sem(rows, paths[case], names=names, estimator=estimator)
    return cfa(
        rows,
        {"holzinger": ABILITIES, "likert": SCALES, "turkistan": CITY}[name],
        higher_order=[HigherOrder("g", ("visual", "textual", "speed"))] if how == "second" else (),
        names=names,
        estimator=estimator,
        likelihood="wishart" if how == "wishart" else "normal",
        identification="variance" if how == "variance" else "marker",
    )


def as_lavaan_names(fit: FitMeasures) -> dict[str, float]:
    """Fit measures under lavaan's names."""
    test, scaled = fit.test, fit.scaled_test
    found = {
        "chisq": test.chi_square,
        "df": test.df,
        "pvalue": test.p,
        "baseline.chisq": test.baseline_chi_square,
        "baseline.df": test.baseline_df,
        "srmr": fit.residuals.srmr,
        "gfi": fit.residuals.gfi,
        "agfi": fit.residuals.agfi,
        "logl": fit.log_likelihood,
        "aic": fit.aic,
        "bic": fit.bic,
        "npar": fit.parameters,
        "ntotal": fit.n,
    }
    for suffix, own in (("", fit.indices), (".scaled", fit.scaled), (".robust", fit.robust)):
        if own is not None:
            found |= {
                f"cfi{suffix}": own.cfi,
                f"tli{suffix}": own.tli,
                f"nfi{suffix}": own.nfi,
                f"rmsea{suffix}": own.rmsea,
                f"rmsea.ci.lower{suffix}": own.rmsea_lower,
                f"rmsea.ci.upper{suffix}": own.rmsea_upper,
                f"rmsea.pvalue{suffix}": own.p_close,
            }
    if scaled is not None:
        found |= {
            "chisq.scaled": scaled.chi_square,
            "pvalue.scaled": scaled.p,
            "chisq.scaling.factor": fit.factor,
            "baseline.chisq.scaled": scaled.baseline_chi_square,
            "baseline.chisq.scaling.factor": fit.baseline_factor,
        }
    return found
