"""Varimax, promax and oblimin against R and factor_analyzer, and by what defines them.

The reference and the script that made it stand in tests/reference/psych.
"""

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from aqyl.analysis.factors import ExtractionMethod, extract
from aqyl.analysis.gradient_projection import oblimin_axes
from aqyl.analysis.moments import moments_of
from aqyl.analysis.rotation import Rotation, oblimin, promax, unrotated, varimax
from aqyl.survey.errors import MethodError, SpecificationError
from factor_analyzer import Rotator
from hypothesis import given
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # a fixed point that both reach to the last digits
OPTIMUM = 2e-7  # GPArotation's line search stops seeing a gain at a gradient of 1e-7

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
MOMENTS = moments_of(ANSWERS, NAMES)
METHODS = get_args(ExtractionMethod)

TRUTH = np.zeros((9, 3))
TRUTH[[0, 1, 2], 0] = 0.9, 0.8, 0.7
TRUTH[[3, 4, 5], 1] = 0.8, 0.7, 0.6
TRUTH[[6, 7, 8], 2] = 0.7, 0.6, 0.5


def psych(key: str) -> np.ndarray:
    """Return a value, vector or matrix of the reference."""
    columns: dict[str, list[float]] = {}
    with (REFERENCE / "psych" / "factors.csv").open() as source:
        for row in csv.DictReader(source):
            if row["key"] == key:
                columns.setdefault(row["column"], []).append(float(row["value"]))
    return np.squeeze(np.stack(list(columns.values()), axis=1))


ROTATIONS: dict[str, Callable[[np.ndarray], Rotation]] = {
    "none": unrotated,
    "varimax": varimax,
    "promax_raw": partial(promax, normalise=False),
    "oblimin_0_normalised": oblimin,
    "oblimin_0": partial(oblimin, normalise=False),
    "oblimin_-0.5_normalised": partial(oblimin, gamma=-0.5),
    "oblimin_-0.5": partial(oblimin, gamma=-0.5, normalise=False),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("rotation", ROTATIONS)
def test_rotated_loadings_are_r_s(method: ExtractionMethod, rotation: str) -> None:
    plain = extract(MOMENTS, method=method, count=3, rotation="none").unrotated
    found = ROTATIONS[rotation](plain)
    np.testing.assert_allclose(found.loadings, psych(f"{method}_{rotation}"), atol=OPTIMUM)
    np.testing.assert_allclose(found.phi, psych(f"{method}_{rotation}_phi"), atol=OPTIMUM)
    np.testing.assert_allclose(plain @ found.matrix, found.loadings, atol=1e-14)
    np.testing.assert_allclose(found.structure, found.loadings @ found.phi, atol=1e-14)


@pytest.mark.parametrize("seed", [0, 1])
def test_varimax_is_factor_analyzer_s(seed: int) -> None:
    """Its stop leaves 2e-7 to 7e-7; started anew from its own result, it goes on."""
    noise = np.random.default_rng(seed).normal(size=(51, 7))
    loadings = 0.2 * noise + np.kron(np.eye(7), np.full((8, 1), 0.7))[:51]
    theirs = loadings
    for _ in range(30):
        theirs = Rotator(method="varimax", tol=1e-12, max_iter=10_000).fit_transform(theirs)
    theirs = theirs[:, np.argsort(-(theirs**2).sum(axis=0))]
    theirs = theirs * np.where(theirs.sum(axis=0) < 0, -1, 1)
    np.testing.assert_allclose(varimax(loadings).loadings, theirs, atol=SAME)


@pytest.mark.parametrize("turn", [varimax, promax, oblimin])
def test_a_rotation_does_not_depend_on_where_it_starts(turn) -> None:
    plain = extract(MOMENTS, count=3, rotation="none").unrotated
    mixed = np.linalg.qr(np.random.default_rng(5).normal(size=(3, 3)))[0]
    base, other = turn(plain), turn(plain @ mixed)
    np.testing.assert_allclose(other.loadings, base.loadings, atol=1e-9)
    np.testing.assert_allclose(other.phi, base.phi, atol=1e-9)


def test_oblimin_is_stationary_by_differences() -> None:
    """No axis turned by 1e-4 towards another gives a smaller criterion."""
    loadings = varimax(extract(MOMENTS, count=3, rotation="none").unrotated).loadings

    def criterion(axes: np.ndarray) -> float:
        squares = (loadings @ np.linalg.inv(axes).T) ** 2
        return float((squares.sum(axis=1) ** 2 - (squares**2).sum(axis=1)).sum())

    axes, _ = oblimin_axes(loadings, gamma=0.0)
    for i, j in np.argwhere(~np.eye(3, dtype=bool)):
        for step in (1e-4, -1e-4):
            moved = axes.copy()
            moved[:, i] += step * axes[:, j]
            assert criterion(moved / np.linalg.norm(moved, axis=0)) > criterion(axes)


def test_a_row_of_zeros_stays_zero() -> None:
    loadings = np.vstack([TRUTH, np.zeros(3)])
    for turn in (varimax, promax, oblimin):
        np.testing.assert_array_equal(turn(loadings).loadings[-1], np.zeros(3))


@given(st.integers(0, 99), st.floats(1e-3, 1e3), st.sampled_from([0.0, -1.0, 0.3]), st.booleans())
def test_scale_and_order_of_factors_change_nothing(
    seed: int, scale: float, gamma: float, normalise: bool
) -> None:
    rng = np.random.default_rng(seed)
    loadings = TRUTH + 0.1 * rng.normal(size=TRUTH.shape)
    for turn in (varimax, promax, partial(oblimin, gamma=gamma)):
        base = turn(loadings, normalise=normalise)
        found = turn(scale * loadings[:, rng.permutation(3)], normalise=normalise)
        np.testing.assert_allclose(found.loadings, scale * base.loadings, atol=1e-7 * scale)
        np.testing.assert_allclose(found.phi, base.phi, atol=1e-7)


def test_a_criterion_without_minimum_is_not_followed_for_ever() -> None:
    """For gamma above zero the criterion may fall without end while two axes fall together."""
    with pytest.raises(MethodError, match=r"gamma 0.8 did not converge .* nearer to zero"):
        oblimin(TRUTH + 0.2 * np.sin(np.arange(27)).reshape(9, 3), gamma=0.8)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: promax(TRUTH, power=1), "above 1, got 1"),
        (lambda: oblimin(TRUTH, gamma=0.9), "at most 0.8, got 0.9"),
        (lambda: varimax(np.full((4, 2), np.nan)), "all known"),
    ],
)
def test_wrong_options_are_refused(build, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        build()
