"""The parts of the simulation against closed forms, differences and their own results."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from aqyl.analysis.components import principal_components, varimax
from aqyl.analysis.factorability import factorability
from aqyl.analysis.moments import Moments
from aqyl.analysis.regression import durbin_watson, regress
from aqyl.analysis.simulation import penalties
from aqyl.analysis.simulation.lawful import make_lawful, pass_alone
from aqyl.analysis.simulation.loss import Loss, loss_of
from aqyl.analysis.simulation.ordinal import draw_answers, item_margins, shares
from aqyl.analysis.simulation.polish import polish
from aqyl.analysis.simulation.population import Population, find_population
from aqyl.analysis.simulation.row_order import order_for_durbin_watson
from aqyl.analysis.simulation.targets import (
    Targets,
)
from aqyl.survey.errors import MethodError
from hypothesis import given, settings
from hypothesis import strategies as st

from .toy_study import LOADINGS, RICH, toy

EXACT = 1e-8  # the same polynomial, reckoned twice on numbers of size one to a thousand
DIFFERENCE = 1e-5  # a derivative against a central difference of step 1e-6


def blocks(k: int = 8) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make a correlation matrix, loadings and owners of k items in two blocks."""
    rng = np.random.default_rng(3)
    own = np.kron(np.eye(2, dtype=bool), np.ones((k // 2, 1), dtype=bool))
    loadings = np.where(own, 0.7, 0.25) + 0.05 * rng.standard_normal((k, 2))
    rest = 0.5 * np.eye(k) + 0.1 * rng.standard_normal((k, k))
    return loadings @ loadings.T + rest @ rest.T, loadings, own


R, L, OWN = blocks()
SCORING = np.column_stack([OWN[:, 0], OWN[:, 1], np.arange(8) % 2]).astype(float)
REGRESSION = partial(
    penalties.regression,
    scoring=SCORING,
    beta=np.array([0.3, 0.2]),
    r_squared=0.4,
    vif=np.array([1.5, 1.6]),
)
BY_CORRELATION: dict[str, Callable] = {
    "diagonal": penalties.unit_diagonal,
    "bounded": partial(penalties.bounded_correlations, largest=0.3),
    "determinant": lambda r: penalties.log_determinant(r, np.linalg.inv(r), wanted=-4.0),
    "kmo": lambda r: penalties.sampling_adequacy(r, np.linalg.inv(r), wanted=0.8),
    "regression": REGRESSION,
    "regression without vif": lambda r: REGRESSION(r, vif=None),
}
BY_LOADINGS: dict[str, Callable] = {
    "wanted": partial(penalties.wanted_loadings, wanted=np.where(OWN, 0.8, np.nan)),
    "cross": partial(penalties.cross_loadings, own=OWN, between=(0.24, 0.26)),
    "alike": partial(penalties.alike_in_blocks, own=OWN),
    "varimax": penalties.varimax_stationary,
    "descending": partial(penalties.descending, gap=0.5),
    "kaiser": partial(penalties.kaisers_rule, above=2.0),
    "apart": lambda x: penalties.apart(x, R)[:2],
    "rest": lambda x: penalties.apart(L, x)[::2],
}


@pytest.mark.parametrize("name", [*BY_CORRELATION, *BY_LOADINGS])
def test_every_penalty_has_the_derivative_it_claims(name: str) -> None:
    symmetric = name in BY_CORRELATION
    penalty = {**BY_CORRELATION, **BY_LOADINGS}[name]
    at = R if symmetric or name == "rest" else L
    value, slope = penalty(at)
    direction = np.random.default_rng(5).standard_normal(at.shape)
    direction = (direction + direction.T) / 2 if symmetric else direction
    step = 1e-6 * direction
    difference = (penalty(at + step)[0] - penalty(at - step)[0]) / 2e-6
    assert value > 0
    assert (slope * direction).sum() == pytest.approx(difference, rel=DIFFERENCE)


def test_penalties_vanish_at_their_targets() -> None:
    moments = Moments(100, tuple("abcdefgh"), np.zeros(8), R)
    sd = np.sqrt(np.diag(R))
    correlation = R / np.outer(sd, sd)
    inverse = np.linalg.inv(correlation)
    checks = factorability(moments)
    at_kmo = penalties.sampling_adequacy(correlation, inverse, wanted=checks.kmo.overall)[0]
    at_log = penalties.log_determinant(
        correlation, inverse, wanted=checks.bartlett.log_determinant
    )[0]
    covariance = SCORING.T @ R @ SCORING
    found = regress(Moments(100, ("y", "a", "b"), np.zeros(3), covariance), "y", ("a", "b"))
    at_regression = penalties.regression(
        R, SCORING, beta=found.beta, r_squared=found.r_squared, vif=found.vif
    )[0]
    turned = varimax(L).loadings
    for value in (at_kmo, at_log, at_regression, penalties.varimax_stationary(turned)[0]):
        assert value == pytest.approx(0.0, abs=1e-12)
    angle = np.array([[np.cos(0.2), -np.sin(0.2)], [np.sin(0.2), np.cos(0.2)]])
    assert penalties.varimax_stationary(turned @ angle)[0] > 1


@given(st.integers(4, 9), st.floats(-0.4, 0.4), st.floats(0.0, 1.0), st.floats(-0.6, 0.6))
def test_shares_have_their_moments(p: int, centre: float, width: float, skewness: float) -> None:
    points = np.arange(1.0, p + 1)
    middle, reach = (p + 1) / 2, (p - 1) / 2
    # No shares on whole points spread less than 0.5 around a half.
    mean, sd = middle + centre * reach, 0.6 + width * (0.55 * reach - 0.6)
    found = shares(points, mean=mean, sd=sd)
    assert found.sum() == pytest.approx(1.0, abs=1e-12)
    assert found @ points == pytest.approx(mean, abs=0.02 * sd)
    mirrored = shares(points, mean=2 * middle - mean, sd=sd, skewness=-skewness)
    straight = shares(points, mean=mean, sd=sd, skewness=skewness)
    np.testing.assert_allclose(mirrored[::-1], straight, atol=1e-4)


def test_shares_with_skewness_have_it() -> None:
    points = np.arange(1.0, 8.0)
    found = shares(points, mean=4.8, sd=1.3, skewness=-0.7)
    z = (points - found @ points) / 1.3
    assert found @ z**2 == pytest.approx(1.0, abs=1e-4)
    assert found @ z**3 == pytest.approx(-0.7, abs=1e-4)


def test_shares_that_do_not_exist_are_refused() -> None:
    with pytest.raises(MethodError, match=r"mean 6\.00"):
        shares(np.arange(1.0, 6.0), mean=6.0, sd=1.0)
    with pytest.raises(MethodError, match=r"mean 2\.50 and SD 0\.38"):
        shares(np.arange(1.0, 6.0), mean=2.5, sd=0.38, skewness=0.5)


@pytest.fixture(scope="module")
def parts() -> tuple[Targets, Population, Loss, np.ndarray]:
    targets = toy(**RICH)
    rng = np.random.default_rng(1)
    population = find_population(targets, rng)
    margins = item_margins(targets, population, rng)
    answers = draw_answers(targets, population, margins, rng)
    return targets, population, loss_of(targets, population, margins), answers


def test_the_population_meets_loadings_and_regression(parts) -> None:
    targets, population, _, _ = parts
    names = tuple(item.id for item in targets.instrument.items)
    moments = Moments(1000, names, np.zeros(12), population.correlation)
    found = principal_components(moments)
    assert found.count == 3
    order = [int(found.loadings[4 * j : 4 * j + 4].sum(axis=0).argmax()) for j in range(3)]
    own = found.loadings[:, order][population.own]
    np.testing.assert_allclose(own, LOADINGS * 3, atol=0.02)
    scoring = (population.own * population.relative_sd[:, None])[:, [2, 0, 1]]
    covariance = scoring.T @ population.correlation @ scoring
    fitted = regress(Moments(1000, ("y", "a", "b"), np.zeros(3), covariance), "y", ("a", "b"))
    np.testing.assert_allclose(fitted.beta, (0.4, 0.2), atol=0.005)
    assert fitted.r_squared == pytest.approx(0.30, abs=0.005)


def test_drafted_answers_have_their_shares_and_nearly_their_correlations(parts) -> None:
    targets, population, _, answers = parts
    margins = item_margins(targets, population, np.random.default_rng(0))
    rng = np.random.default_rng(2)
    answers = draw_answers(targets, population, margins, rng)
    for j in range(12):
        expected = targets.n * shares(
            np.arange(1.0, 6.0),
            mean=margins.mean[j],
            sd=margins.sd[j],
            skewness=margins.skewness[j],
        )
        count = np.bincount(answers[:, j].astype(int), minlength=6)[1:]
        assert (np.abs(count - expected) < 1).all()
    # Three hundred people alone would scatter by 0.06.
    assert np.abs(np.corrcoef(answers.T) - population.correlation).max() < 0.1


@settings(max_examples=40)
@given(st.integers(0, 239), st.integers(0, 11))
def test_the_change_of_the_loss_is_what_a_trial_would_show(parts, i: int, j: int) -> None:
    _, _, loss, answers = parts
    now = loss.at(answers)
    change = loss.changes(now)
    for sign, step in enumerate((1.0, -1.0)):
        trial = answers.copy()
        trial[i, j] += step
        difference = loss.at(trial).total - now.total
        assert change[sign, i, j] == pytest.approx(difference, rel=EXACT, abs=EXACT * now.total)


def test_polishing_keeps_what_is_fixed_and_what_passes(parts) -> None:
    targets, _, loss, answers = parts
    rng = np.random.default_rng(4)
    fixed = np.zeros(answers.shape, dtype=bool)
    fixed[:10] = True
    lawful = make_lawful(answers, fixed & False, targets.instrument, targets.limits, rng)
    original = lawful.copy()
    found = polish(
        lawful, loss, fixed=fixed, instrument=targets.instrument, limits=targets.limits, rng=rng
    )
    np.testing.assert_array_equal(lawful, original)
    np.testing.assert_array_equal(found.answers[:10], original[:10])
    assert found.loss_after < found.loss_before / 50
    assert loss.at(found.answers).total == pytest.approx(found.loss_after, rel=EXACT)
    nobody = np.empty((0, 12))
    assert pass_alone(found.answers, targets.instrument, targets.limits, nobody).all()
    assert set(np.unique(found.answers)) <= {1.0, 2.0, 3.0, 4.0, 5.0}


@pytest.mark.parametrize("wanted", [1.6, 1.846, 2.2])
def test_an_order_has_its_durbin_watson_statistic(wanted: float) -> None:
    errors = np.random.default_rng(2).normal(size=300)
    order = order_for_durbin_watson(errors, wanted, np.random.default_rng(3))
    assert sorted(order) == list(range(300))
    assert durbin_watson(errors[order]) == pytest.approx(wanted, abs=5e-5)


def test_an_order_that_does_not_exist_is_refused() -> None:
    with pytest.raises(MethodError, match="No order of 3 people"):
        order_for_durbin_watson(np.array([1.0, -1.0, 0.5]), 1.2345, np.random.default_rng(1))
    with pytest.raises(MethodError, match="no residuals"):
        order_for_durbin_watson(np.zeros(5), 2.0, np.random.default_rng(1))
