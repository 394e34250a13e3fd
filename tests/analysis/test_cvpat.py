"""CVPAT against scipy's paired test and openpls-engine, and simulations with a known better model.

The reference numbers and the script that made them stand in tests/reference/openpls.
"""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.composites.cvpat import Benchmark, compare_models, cvpat
from aqyl.analysis.composites.folds import assign_folds
from aqyl.analysis.composites.pls_predict import PlsPrediction, pls_predict
from aqyl.analysis.composites.prediction_errors import Predictors
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
from aqyl.survey.errors import SpecificationError
from scipy.stats import ttest_rel

from .test_pls_predict import ANSWERS, MODEL, NAMES, openpls_folds, peer

SAME = 1e-12  # the same t test
SCALED = 1e-2  # openpls stretches its predictions by .26 %: see test_pls_predict
MONTE_CARLO = 2.6  # standard errors of a rejection rate: one run in a hundred is further


@pytest.fixture(scope="module")
def found() -> PlsPrediction:
    return pls_predict(ANSWERS, NAMES, MODEL, openpls_folds(), antecedents="earliest")


def test_losses_are_compared_as_by_scipy(found: PlsPrediction) -> None:
    own = found.squared.pls
    benchmarks: dict[Benchmark, np.ndarray] = {
        "average": found.squared.average,
        "linear": found.squared.linear,
    }
    for benchmark, other in benchmarks.items():
        tests = cvpat(found, benchmark=benchmark)
        for test, columns in (
            (tests.overall, slice(None)),
            (tests.constructs[0], slice(0, 4)),
            (tests.constructs[1], slice(4, 8)),
        ):
            pair = own[:, columns].mean(axis=1), other[:, columns].mean(axis=1)
            less, both = ttest_rel(*pair, alternative="less"), ttest_rel(*pair)
            assert test.t == pytest.approx(less.statistic, rel=SAME)
            assert test.p_less == pytest.approx(less.pvalue, rel=1e-9)
            assert test.p == pytest.approx(both.pvalue, rel=1e-9)
            assert test.df == less.df == 239
            assert test.difference == pytest.approx(test.loss - test.benchmark, abs=SAME)
        assert [test.outcome for test in tests.constructs] == ["B", "C"]


@pytest.mark.parametrize(("benchmark", "name"), [("average", "IA"), ("linear", "LM")])
def test_losses_are_openpls_s(found: PlsPrediction, benchmark: Benchmark, name: str) -> None:
    cells = peer("openpls", f"cvpat_{name}")
    tests = cvpat(found, benchmark=benchmark)
    for test in (tests.overall, *tests.constructs):
        items = 4 if test.outcome else 8  # openpls sums over items
        assert items * test.loss == pytest.approx(
            cells[test.outcome, "mean_loss_pls"], rel=SCALED / 10
        )
        bench = cells[test.outcome, "mean_loss_benchmark"]
        assert items * test.benchmark == pytest.approx(bench, rel=1e-9)
        assert test.t == pytest.approx(cells[test.outcome, "t_statistic"], rel=SCALED, abs=SCALED)


def test_same_predictions_are_said_to_be_the_same(found: PlsPrediction) -> None:
    test = compare_models(found, found).overall
    assert (test.verdict, test.p, test.p_less) == ("same", 1.0, 1.0)
    assert test.difference == pytest.approx(0, abs=SAME)
    assert np.isnan(test.t)


def test_verdict_has_both_directions(found: PlsPrediction) -> None:
    """Errors half as large are better, twice as large worse, shuffled ones neither."""
    squares = found.squared.pls
    shuffled = squares[np.random.default_rng(1).permutation(len(squares))]
    for other, verdict in ((2 * squares, "better"), (squares / 2, "worse"), (shuffled, None)):
        changed = replace(found, squared=Predictors(squares, other, other))
        test = cvpat(changed, benchmark="linear").overall
        assert test.verdict == (verdict or "no_difference")
    first = cvpat(found, benchmark="linear").overall
    turned = replace(
        found, squared=Predictors(found.squared.linear, found.squared.pls, found.squared.average)
    )
    second = cvpat(turned, benchmark="linear").overall
    assert second.t == pytest.approx(-first.t, rel=SAME)
    assert second.p_less == pytest.approx(1 - first.p_less, abs=SAME)


def test_better_of_two_models_is_found() -> None:
    """Trust is what use depends on; ease is a stranger."""
    rng = np.random.default_rng(4)
    n = 300
    x = rng.standard_normal((n, 3))
    x[:, 2] += 0.7 * x[:, 0]
    folds = assign_folds(n, seed=1, folds=5, repeats=2)

    def predicted(cause: str) -> PlsPrediction:
        model = StructuralModel(
            (MeasuredConstruct(cause, (cause[0].upper(),)), MeasuredConstruct("use", ("U",))),
            ((cause, "use"),),
        )
        return pls_predict(x, ("T", "E", "U"), model, folds)

    assert compare_models(predicted("trust"), predicted("ease")).overall.verdict == "better"
    assert compare_models(predicted("ease"), predicted("trust")).overall.verdict == "worse"


def test_noise_seldom_beats_the_average() -> None:
    """A model of strangers predicts worse than the mean, so that it is found better in < 5 %."""
    model = StructuralModel(
        (MeasuredConstruct("trust", ("T",)), MeasuredConstruct("use", ("U",))), (("trust", "use"),)
    )
    runs, better = 200, 0
    for seed in range(runs):
        x = np.random.default_rng([9, seed]).standard_normal((100, 2))
        found = pls_predict(x, ("T", "U"), model, assign_folds(100, seed=1, folds=5, repeats=1))
        better += cvpat(found, benchmark="average").overall.verdict == "better"
    assert better <= runs * 0.05 + MONTE_CARLO * np.sqrt(runs * 0.05 * 0.95)


def test_what_cannot_be_compared_is_refused(found: PlsPrediction) -> None:
    with pytest.raises(SpecificationError, match="`level` must be between 0 and 1, got 1"):
        cvpat(found, benchmark="linear", level=1)
    with pytest.raises(SpecificationError, match="the same items"):
        compare_models(found, replace(found, items=("X", *found.items[1:])))
    fewer = replace(found, people=found.people[1:])
    with pytest.raises(SpecificationError, match="the same people, got 240 and 239"):
        compare_models(found, fewer)
