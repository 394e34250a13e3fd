"""CFA and SEM against lavaan, semTools and semopy."""

import importlib

import numpy as np
import pytest
from aqyl.analysis.cfa import cfa
from aqyl.analysis.covariances.modification_indices import modification_indices
from aqyl.analysis.covariances.sem_constructs import model_constructs
from aqyl.analysis.covariances.sem_result import residual_correlations

from .lavaan_reference import (
    ABILITIES,
    ACCEPTANCE,
    DEMOCRACY,
    HOLZINGER,
    REPEATED,
    expected,
    fitted,
)

SAME = 1e-7  # both solve the same equations; BFGS leaves lavaan up to 5e-8 from the solution
FLAT = 1e-5  # relative: on PoliticalDemocracy BFGS stops at 3e-6 of a residual variance
INDEX = 1e-5  # modification indices, which are squares of what BFGS leaves of the gradient
SEMOPY = 2e-3  # its optimiser stops up to 1.2e-3 short, a hundredth of a standard error
REFERENCE = expected()
CASES = [case for case in REFERENCE if not case.startswith("invariance")]
VALUES = {"est": "estimate", "se": "se", "std": "standardised", "std_se": "standardised_se"}


@pytest.mark.parametrize("case", CASES)
def test_estimates_and_errors_are_lavaan_s(case: str) -> None:
    found = fitted(case).estimates
    compared = 0
    for key, row, column, value in REFERENCE[case]:
        kind = next((k for k in ("std_se", "std", "est", "se") if key.startswith(k)), "")
        if key.removeprefix(kind) not in {"=~", "~", "~~", "~1"} or not kind:
            continue
        if "DWLS" in case and key.endswith("~1"):
            continue  # means of the normal variables behind the answers, zero by convention
        i = found.row(row, column)
        if kind == "se" and not found.free[i]:
            assert value == 0
            continue
        loose = FLAT * abs(value) if case.startswith("political") else 0.0
        got = getattr(found, VALUES[kind])[i]
        assert got == pytest.approx(value, abs=SAME + loose), (key, row, column)
        compared += 1
    assert compared >= 4 * found.free.sum()


@pytest.mark.parametrize("case", ["holzinger", "political"])
def test_modification_indices_are_lavaan_s(case: str) -> None:
    found = modification_indices(fitted(case))
    at = {}
    for i, (kind, left, right) in enumerate(zip(found.kind, found.left, found.right, strict=True)):
        at[left, right] = i
        if kind != "path":
            at[right, left] = i
    compared = 0
    for key, row, column, value in REFERENCE[case]:
        for start, numbers in (
            ("mi", found.index),
            ("epc", found.change),
            ("sepc", found.standardised_change),
        ):
            if key in {f"{start}=~", f"{start}~~", f"{start}~"}:
                assert numbers[at[row, column]] == pytest.approx(value, abs=INDEX), key
                compared += 1
    assert compared == 3 * len(found.index)
    assert (np.diff(found.index) <= 0).all()


def test_the_largest_index_is_about_what_chi_square_loses() -> None:
    base = fitted("holzinger")
    found = modification_indices(base)
    freed = cfa(
        HOLZINGER[1], ABILITIES, names=HOLZINGER[0], covariances=[(found.left[1], found.right[1])]
    )
    drop = base.fit.test.chi_square - freed.fit.test.chi_square
    assert found.kind[1] == "residual"
    assert drop == pytest.approx(found.index[1], rel=0.1)
    assert freed.fit.test.df == base.fit.test.df - 1


def test_constructs_are_semtools_s() -> None:
    fit = fitted("holzinger")
    found = model_constructs(fit)
    constructs = dict(zip(found.constructs, found.omega, strict=True))
    explained = dict(zip(found.items, found.item_r_squared, strict=True))
    ave = dict(zip(found.constructs, found.ave, strict=True))
    residual = residual_correlations(fit)
    for key, row, column, value in REFERENCE["holzinger"]:
        if key in {"omega", "ave", "r2"}:
            own = {"omega": constructs, "ave": ave, "r2": explained}[key]
            assert own[row] == pytest.approx(value, abs=SAME), (key, row)
        if key == "residual":
            i, j = found.items.index(row), found.items.index(column)
            assert residual[i, j] == pytest.approx(value, abs=SAME)
    outcome = model_constructs(fitted("political"))
    known = {row: value for key, row, _, value in REFERENCE["political"] if key == "r2"}
    for name, value in zip(outcome.constructs[1:], outcome.r_squared[1:], strict=True):
        assert value == pytest.approx(known[name], abs=1e-6)
    assert np.isnan(outcome.r_squared[0])


def test_semopy_comes_as_near_as_its_optimiser_goes() -> None:
    semopy = importlib.import_module("semopy")
    pandas = importlib.import_module("pandas")
    names, rows = HOLZINGER
    model = semopy.Model("\n".join(f"{c.id} =~ {' + '.join(c.items)}" for c in ABILITIES))
    model.fit(pandas.DataFrame(rows, columns=list(names)))
    found = fitted("holzinger").estimates
    theirs = model.inspect()
    for left, operator, right, value in theirs[["lval", "op", "rval", "Estimate"]].to_numpy():
        assert operator in {"~", "~~"}
        i = found.row(left, right)
        assert found.estimate[i] == pytest.approx(value, abs=SEMOPY), (left, right)


def test_the_model_of_the_thesis_has_paths_and_covariances() -> None:
    found = fitted("turkistan_sem")
    assert found.fit.test.df == 1059
    assert len([k for k in found.estimates.kind if k == "path"]) == len(ACCEPTANCE.paths)
    assert DEMOCRACY.explained == ("dem60", "dem65")
    assert len(REPEATED) == 6
