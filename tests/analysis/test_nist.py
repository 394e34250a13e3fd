"""NIST's reference sets for least squares: the data are right, and so are our digits.

Right digits are -log10 of the largest relative error, as NIST counts them; where a certified value
is zero, of the absolute error.
"""

import csv
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.moments import moments_of
from aqyl.analysis.regression import regress
from aqyl.analysis.regression_result import Regression
from aqyl.analysis.regression_rows import regress_data
from aqyl.survey.errors import MethodError

FOLDER = Path(__file__).parents[1] / "reference" / "nist"
CERTIFIED = 1e-14  # NIST rounds to 15 digits

# Degree of the polynomial (0: the columns as they stand), and right digits asked of coefficients
# and of standard errors: from rows, then from moments, which square the condition of the data. Each
# is about one digit below the worst of four kinds of processor. The certified coefficients of
# the last two sets of Wampler are 1 with errors of up to 2e7, and few digits of 1 survive that; in
# the first two the errors are 0, of which moments know no more than 1 - R squared of 1e-16 tells.
SETS = {
    "norris": (1, (11, 12), (11, 9)),
    "pontius": (2, (11, 12), (10, 7)),
    "longley": (0, (12, 13), (10, 11)),
    "filip": (10, (6, 6), None),
    "wampler1": (5, (8, 8), (5, 0)),
    "wampler2": (5, (11, 13), (8, 5)),
    "wampler3": (5, (8, 12), (5, 9)),
    "wampler4": (5, (7, 12), (5, 9)),
    "wampler5": (5, (5, 12), (5, 9)),
}

with (FOLDER / "certified.csv").open() as stream:
    ROWS = list(csv.DictReader(stream))


def certified(name: str) -> tuple[np.ndarray, np.ndarray, dict[str, float]]:
    """Return coefficients, their errors, and the other certified numbers."""
    mine = [row for row in ROWS if row["dataset"] == name]
    b = [row for row in mine if row["standard_error"]]
    rest = {row["quantity"]: float(row["value"]) for row in mine if not row["standard_error"]}
    return (
        np.array([float(row["value"]) for row in b]),
        np.array([float(row["standard_error"]) for row in b]),
        rest,
    )


def printed(name: str) -> list[list[str]]:
    with (FOLDER / f"{name}.csv").open() as source:
        return list(csv.reader(source))[1:]


def columns(name: str) -> tuple[np.ndarray, tuple[str, ...]]:
    data = np.array(printed(name), dtype=float)
    degree = SETS[name][0]
    x = np.stack([data[:, 1] ** p for p in range(1, degree + 1)], axis=1) if degree else data[:, 1:]
    return np.column_stack([data[:, 0], x]), ("y", *(f"x{j}" for j in range(1, x.shape[1] + 1)))


def right_digits(found: np.ndarray, true: np.ndarray) -> float:
    error = np.abs(found - true) / np.where(true == 0, 1.0, np.abs(true))
    return float(-np.log10(max(error.max(), 1e-16)))


def coefficients(found: Regression) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([found.intercept, *found.b]),
        np.array([found.intercept_se, *found.se]),
    )


def exactly(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Solve the normal equations in fractions: coefficients and standard errors without error."""
    cells = [[Fraction(cell) for cell in row] for row in printed(name)]
    degree = SETS[name][0]
    y = [row[0] for row in cells]
    x = [[row[1] ** p for p in range(degree + 1)] if degree else [1, *row[1:]] for row in cells]
    k = len(x[0])
    system = [
        [sum((row[i] * row[j] for row in x), Fraction(0)) for j in range(k)]
        + [sum((row[i] * value for row, value in zip(x, y, strict=True)), Fraction(0))]
        + [Fraction(int(i == j)) for j in range(k)]
        for i in range(k)
    ]
    for i in range(k):
        system[i] = [value / system[i][i] for value in system[i]]
        for r in set(range(k)) - {i}:
            factor = system[r][i]
            system[r] = [a - factor * b for a, b in zip(system[r], system[i], strict=True)]
    b = [row[k] for row in system]
    fitted = [sum(u * v for u, v in zip(row, b, strict=True)) for row in x]
    squares = sum(((u - v) ** 2 for u, v in zip(y, fitted, strict=True)), Fraction(0))
    with localcontext(prec=40):
        variance = [squares / (len(y) - k) * system[i][k + 1 + i] for i in range(k)]
        errors = [float((Decimal(v.numerator) / Decimal(v.denominator)).sqrt()) for v in variance]
    return np.array([float(value) for value in b]), np.array(errors)


@pytest.mark.parametrize("name", SETS)
def test_the_copied_data_have_the_certified_solution(name: str) -> None:
    b, errors, _ = certified(name)
    found, found_errors = exactly(name)
    np.testing.assert_allclose(found, b, rtol=CERTIFIED)
    np.testing.assert_allclose(found_errors, errors, rtol=CERTIFIED)


@pytest.mark.parametrize("name", SETS)
def test_rows_give_the_certified_digits(name: str) -> None:
    data, names = columns(name)
    found = regress_data(data, names, "y", names[1:])
    b, errors, rest = certified(name)
    asked_b, asked_errors = SETS[name][1]
    mine, mine_errors = coefficients(found)
    assert right_digits(mine, b) >= asked_b
    assert right_digits(mine_errors, errors) >= asked_errors
    assert found.r_squared == pytest.approx(rest["r_squared"], rel=1e-9)
    if np.isfinite(rest["f"]):
        assert found.f == pytest.approx(rest["f"], rel=1e-7)
        assert found.standard_error == pytest.approx(rest["residual_sd"], rel=1e-7)
    else:
        assert found.f > 1e25


@pytest.mark.parametrize("name", [name for name in SETS if SETS[name][2]])
def test_moments_give_the_digits_that_they_hold(name: str) -> None:
    data, names = columns(name)
    found = regress(moments_of(data, names), "y", names[1:])
    b, errors, _ = certified(name)
    asked = SETS[name][2]
    assert asked is not None
    mine, mine_errors = coefficients(found)
    assert right_digits(mine, b) >= asked[0]
    assert right_digits(mine_errors, errors) >= asked[1]


def test_moments_of_filip_are_refused() -> None:
    data, names = columns("filip")
    with pytest.raises(MethodError, match=r"`x8` is determined by `x1`, .*Leave one of them out"):
        regress(moments_of(data, names), "y", names[1:])
