"""Simulated samples meet the targets of toy studies of every shape."""

from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.components import principal_components
from aqyl.analysis.descriptives import describe
from aqyl.analysis.factorability import factorability
from aqyl.analysis.moments import moments_of
from aqyl.analysis.regression import durbin_watson, regress, residuals
from aqyl.analysis.simulation.simulate import SimulatedSample, simulate
from aqyl.analysis.simulation.targets import (
    Careless,
    CompositeTarget,
    RegressionTarget,
    Targets,
)
from aqyl.reports.study.sample_file import write_sample
from aqyl.survey.errors import FileError, MethodError, SpecificationError
from aqyl.survey.profile import frequencies
from aqyl.survey.responses import read_responses
from aqyl.survey.screening import Limits, screen

from .toy_study import LOADINGS, RICH, composites, instrument, toy


@pytest.fixture(scope="module")
def plain() -> SimulatedSample:
    return simulate(toy(), seed=7)


@pytest.fixture(scope="module")
def rich() -> SimulatedSample:
    return simulate(toy(**RICH), seed=8)


def test_a_study_of_moments_and_loadings_alone(plain: SimulatedSample) -> None:
    targets, answers = plain.targets, plain.responses.answers
    assert answers.shape == (240, 12)
    assert plain.kept.all()
    values, names = composites(answers, targets)
    found = describe(values, names)
    wanted = [targets.composites[name] for name in names]
    np.testing.assert_allclose(found.mean, [w.mean for w in wanted], atol=0.01)
    np.testing.assert_allclose(found.sd, [w.sd for w in wanted], atol=0.01)
    parts = principal_components(moments_of(answers, [i.id for i in targets.instrument.items]))
    order = [int(parts.loadings[4 * j : 4 * j + 4].sum(axis=0).argmax()) for j in range(3)]
    own = parts.loadings[:, order][plain.population.own]
    np.testing.assert_allclose(own, LOADINGS * 3, atol=0.03)


def test_the_seed_decides_and_nothing_else(plain: SimulatedSample) -> None:
    again, other = simulate(toy(), seed=7), simulate(toy(), seed=9)
    np.testing.assert_array_equal(again.responses.answers, plain.responses.answers)
    np.testing.assert_array_equal(again.responses.seconds, plain.responses.seconds)
    assert (other.responses.answers != plain.responses.answers).any()


def test_a_study_with_everything(rich: SimulatedSample) -> None:
    targets, responses = rich.targets, rich.responses
    kept = responses.keep(rich.kept)
    values, names = composites(kept.answers, targets)
    found = describe(values, names)
    for j, name in enumerate(names):
        wanted = targets.composites[name]
        assert found.mean[j] == pytest.approx(wanted.mean, abs=0.01)
        assert found.sd[j] == pytest.approx(wanted.sd, abs=0.01)
        assert found.skewness[j] == pytest.approx(wanted.skewness, abs=0.05)
        if wanted.kurtosis is not None:
            assert found.kurtosis[j] == pytest.approx(wanted.kurtosis, abs=0.1)
        if wanted.full_range:
            assert found.minimum[j] == pytest.approx(wanted.weight, abs=1e-12)
            assert found.maximum[j] == pytest.approx(5 * wanted.weight, abs=1e-12)
    fitted = regress(moments_of(values, names), "c2", ("c0", "c1"))
    np.testing.assert_allclose(fitted.beta, (0.4, 0.2), atol=0.01)
    assert fitted.r_squared == pytest.approx(0.30, abs=0.01)
    assert durbin_watson(residuals(fitted, values, names)) == pytest.approx(1.9, abs=1e-4)
    table = frequencies(kept, "works")
    assert table.count.tolist() == [120, 80, 30]
    assert table.missing == 10


def test_careless_people_are_found_each_by_a_rule(rich: SimulatedSample) -> None:
    targets, responses = rich.targets, rich.responses
    found = screen(responses, targets.limits)
    assert len(responses.ids) == 240 + 56
    np.testing.assert_array_equal(found.kept, rich.kept)
    caught = dict(zip(found.rules, found.broken.sum(axis=0), strict=True))
    assert caught["completeness"] == 20
    assert caught["seconds_per_item"] >= 15
    assert caught["duplicates"] >= 9
    assert (
        found.broken[:, [found.rules.index(r) for r in ("longest_run", "spread")]].any(1).sum()
        >= 12
    )
    assert not np.isnan(responses.answers[rich.kept]).any()
    assert (np.diff(np.flatnonzero(~rich.kept)) > 1).any()  # scattered, not at the end
    # Whoever copied has the profile of the person copied.
    twin = found.measures[:, found.rules.index("duplicates")]
    copies = np.flatnonzero(~np.isnan(twin))
    same = (responses.profile[copies] == responses.profile[twin[copies].astype(int)]).all(axis=1)
    assert same.sum() >= 9


@pytest.mark.parametrize(
    ("points", "sizes", "reverse"),
    [(3, (3, 3), ()), (7, (2, 5), ("C0_1", "C1_3")), (5, (1, 3), ()), (5, (6,), ())],
)
def test_any_scale_and_any_number_of_constructs(
    points: int, sizes: tuple[int, ...], reverse: tuple[str, ...]
) -> None:
    questionnaire = instrument(points=points, sizes=sizes, reverse=reverse)
    middle = (points + 1) / 2
    wanted = {c.id: CompositeTarget(middle + 0.1, 0.2 * points) for c in questionnaire.constructs}
    targets = Targets(questionnaire, 150, wanted)
    answers = simulate(targets, seed=3).responses.answers
    values, names = composites(answers, targets)
    found = describe(values, names)
    np.testing.assert_allclose(found.mean, [wanted[n].mean for n in names], atol=0.02)
    np.testing.assert_allclose(found.sd, [wanted[n].sd for n in names], atol=0.02)
    if reverse:
        at = [item.id for item in questionnaire.items].index("C0_1")
        assert np.corrcoef(answers[:, 0], answers[:, at])[0, 1] < -0.3


def test_all_correlations_together_meet_their_targets() -> None:
    sample = simulate(toy(**RICH, kmo=0.84, log_determinant=-6.0), seed=8)
    names = [item.id for item in sample.responses.instrument.items]
    found = factorability(moments_of(sample.responses.answers[sample.kept], names))
    assert found.kmo.overall == pytest.approx(0.84, abs=0.003)
    assert found.bartlett.log_determinant == pytest.approx(-6.0, rel=0.01)


def test_fewer_people_than_items_are_simulated_as_they_can() -> None:
    sample = simulate(toy(n=8), seed=1)
    assert sample.responses.answers.shape == (8, 12)
    values, names = composites(sample.responses.answers, sample.targets)
    assert np.abs(describe(values, names).mean - [3.4, 2.9, 3.7]).max() < 0.3


def test_rules_alone_find_their_people() -> None:
    limits = Limits(completeness=0.9, longest_run=8, even_odd=-0.5)
    careless = Careless(incomplete=10, uniform=5)
    sample = simulate(toy(limits=limits, careless=careless), seed=1)
    assert sample.kept.sum() == 240
    missing = np.isnan(sample.responses.answers).sum(axis=1)
    assert (missing[missing > 0] >= 2).all()  # one of twelve would still pass
    alone = toy(limits=Limits(spread=0.5), careless=Careless(uniform=5))
    assert simulate(alone, seed=1).kept.sum() == 240


LONE = {"careless": Careless(hurried=3)}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"n": 3}, "`n` must be at least 4 for a kurtosis, got 3"),
        ({"loadings": {"Z": 0.5}}, "There is no item `Z`"),
        ({"components": ("c0", "c1")}, "must name each construct"),
        ({"components": ("c0", "c1", "c2", "c0")}, "names a construct twice"),
        ({"left_out": tuple(f"C1_{j}" for j in range(4))}, "`c1` has no item left to score"),
        ({"profile": {"works": (1, 2)}}, "no profile question of 2 options"),
        ({"profile": {"works": (200, 100, 1)}}, "sum to at most 240, got 301"),
        ({"regression": RegressionTarget("c0", ("z",), (0.1,), 0.1)}, "`z`, which is no construct"),
        ({"regression": RegressionTarget("c0", ("c1",), (0.1, 0.2), 0.1)}, "1 predictors need"),
        ({"limits": Limits(mahalanobis=0.001)}, "limit of `mahalanobis`"),
        (LONE, "No limit finds the 3 `hurried` people"),
        ({"careless": Careless(copied=-1)}, "finds the -1 `copied`"),
    ],
)
def test_targets_that_do_not_fit_are_refused(changes: dict, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        toy(**changes)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (CompositeTarget(5.2, 0.5), "lies off the scale 1-5"),
        (CompositeTarget(3.0, 0.0), "Weight and SD of `c0` must be positive"),
    ],
)
def test_composites_off_the_scale_are_refused(target: CompositeTarget, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        toy(composites={**toy().composites, "c0": target})


def test_what_cannot_be_simulated_is_said() -> None:
    with pytest.raises(SpecificationError, match="`seed` must not be negative"):
        simulate(toy(), seed=-1)
    wide = {**toy().composites, "c0": CompositeTarget(4.8, 1.2)}
    with pytest.raises(MethodError, match="which its mean does not allow"):
        simulate(toy(composites=wide), seed=1)
    odd = dict.fromkeys(toy().loadings, 0.99)
    with pytest.raises(MethodError, match="the nearest found is singular"):
        simulate(toy(loadings=odd, log_determinant=-200.0, kmo=0.5), seed=1)
    strict = Limits(longest_run=8, spread=1.9)
    with pytest.raises(MethodError, match="Set wider limits"):
        simulate(toy(limits=strict, n=40), seed=1)


def test_a_sample_is_written_as_it_will_be_read(rich: SimulatedSample, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    write_sample(rich, path)
    read = read_responses(path, rich.targets.instrument, id_column="id", time_column="seconds")
    assert read.simulated
    assert read.ids == rich.responses.ids
    np.testing.assert_array_equal(read.answers, rich.responses.answers)
    np.testing.assert_array_equal(read.profile, rich.responses.profile)
    np.testing.assert_array_equal(read.seconds, rich.responses.seconds)
    with pytest.raises(FileError, match="cannot be written"):
        write_sample(rich, tmp_path / "nowhere" / "sample.csv")
