"""The shipped simulated sample leads back to the printed tables of the questionnaire study."""

import numpy as np
import pytest
from aqyl.analysis.components import principal_components
from aqyl.analysis.descriptives import Descriptives, describe
from aqyl.analysis.factorability import factorability
from aqyl.analysis.moments import moments_of
from aqyl.analysis.regression import Regression, durbin_watson, regress, residuals
from aqyl.analysis.simulation.targets import (
    Targets,
)
from aqyl.data import folder
from aqyl.reports.thesis.population import LIMITS, constant_weight, published_targets
from aqyl.survey.errors import ValueInFileError
from aqyl.survey.number_text import printed_number
from aqyl.survey.profile import frequencies
from aqyl.survey.responses import Responses, read_responses
from aqyl.survey.scoring import score
from aqyl.survey.screening import screen

# What the sample was calibrated to. The printed numbers are those of one sample of 676 people;
# bounds are a third of a standard error for means and SDs, about one for skewness, and so close for
# the others that every sentence written from the printed numbers holds of the sample.
MEAN, SKEWNESS, KURTOSIS = 0.01, 0.1, 0.3
R_SQUARED, BETA, DURBIN_WATSON = 0.005, 0.01, 0.01
KMO, CHI_SQUARE, LOADING = 0.003, 0.01, 0.05
STANDARD_ERROR = 0.05  # relative; printed with two digits
HALF_UNIT = 0.005 + 1e-9  # of the printed minimum and maximum


SHIPPED = folder("turkistan") / "simulated_responses.csv"


@pytest.fixture(scope="module")
def published() -> Targets:
    return published_targets()


@pytest.fixture(scope="module")
def shipped(published: Targets) -> Responses:
    return read_responses(SHIPPED, published.instrument, id_column="id", time_column="seconds")


@pytest.fixture(scope="module")
def kept(shipped: Responses) -> Responses:
    return shipped.keep(screen(shipped, LIMITS).kept)


@pytest.fixture(scope="module")
def scores(kept: Responses, published: Targets) -> tuple[np.ndarray, tuple[str, ...]]:
    weight = {i.id: published.composites[i.construct].weight for i in kept.instrument.items}
    found = score(kept, rule="weighted", weights=weight, leave_out=published.left_out)
    return found.values, found.constructs


@pytest.fixture(scope="module")
def described(scores: tuple[np.ndarray, tuple[str, ...]]) -> Descriptives:
    return describe(*scores)


@pytest.fixture(scope="module")
def fitted(scores: tuple[np.ndarray, tuple[str, ...]], published: Targets) -> Regression:
    wanted = published.regression
    assert wanted is not None
    return regress(moments_of(*scores), wanted.outcome, wanted.predictors)


def test_the_file_says_that_nobody_answered(shipped: Responses) -> None:
    lines = SHIPPED.read_text("utf-8").split("\n")
    assert [line[:2] for line in lines[:4]] == ["# ", "# ", "# ", "id"]
    assert shipped.simulated
    assert "СМОДЕЛИРОВАНО" in lines[1]
    assert "МОДЕЛЬДЕНГЕН" in lines[2]
    assert b"\r" not in SHIPPED.read_bytes()
    assert shipped.ids[0] == "R0001"
    assert len(set(shipped.ids)) == 1000


def test_the_screening_keeps_676_of_1000(shipped: Responses) -> None:
    found = screen(shipped, LIMITS)
    assert int(found.kept.sum()) == 676
    assert found.rules == (
        "completeness",
        "seconds_per_item",
        "longest_run",
        "spread",
        "duplicates",
    )
    assert (found.broken.sum(axis=0) >= 30).all()  # every rule finds people
    for rule in found.rules:
        assert (found.without(rule) & ~found.kept).sum() >= 10  # and some whom no other finds
    assert (found.broken.sum(axis=1) > 1).sum() >= 50  # rules overlap
    assert not np.isnan(shipped.answers[found.kept]).any()
    gone = np.flatnonzero(~found.kept)
    assert np.histogram(gone, bins=10, range=(0, 1000))[0].min() >= 15  # scattered


def test_the_profile_is_that_of_table_9(kept: Responses, published: Targets) -> None:
    for question, counts in published.profile.items():
        assert frequencies(kept, question).count.tolist() == list(counts)
    assert published.profile["work"][1] == 4  # printed 8 (0.6 %): only 4 gives the total 676
    assert frequencies(kept, "education").missing == 1


def test_the_composites_are_those_of_table_10(described: Descriptives, published: Targets) -> None:
    for j, name in enumerate(described.names):
        wanted = published.composites[name]
        assert described.n[j] == 676
        assert described.mean[j] == pytest.approx(wanted.mean, abs=MEAN)
        assert described.sd[j] == pytest.approx(wanted.sd, abs=MEAN)
        assert described.skewness[j] == pytest.approx(wanted.skewness, abs=SKEWNESS)
        assert described.kurtosis[j] == pytest.approx(wanted.kurtosis, abs=KURTOSIS)


@pytest.mark.parametrize(
    ("name", "minimum", "maximum"),
    [
        ("acceptance", 0.91, 4.57),
        ("living", 0.94, 4.68),
        ("environment", 0.99, 4.96),
        ("mobility", 0.94, 4.68),
        ("governance", 0.99, 4.96),
        ("people", 0.91, 4.58),
        ("economy", 0.91, 4.56),
    ],
)
def test_the_ranges_are_printed_so(
    described: Descriptives, name: str, minimum: float, maximum: float
) -> None:
    j = described.names.index(name)
    assert described.minimum[j] == pytest.approx(minimum, abs=HALF_UNIT)
    assert described.maximum[j] == pytest.approx(maximum, abs=HALF_UNIT)


def test_the_factorability_is_that_of_table_11(kept: Responses, published: Targets) -> None:
    names = [item.id for item in published.instrument.items]
    found = factorability(moments_of(kept.answers, names))
    assert found.kmo.overall == pytest.approx(0.979, abs=KMO)
    assert found.bartlett.chi_square == pytest.approx(46310.317, rel=CHI_SQUARE)
    assert found.bartlett.df == 1275


@pytest.mark.parametrize("without", [(), ("SG7", "SCR8", "SCR10")])
def test_the_components_are_those_of_table_12(
    kept: Responses, published: Targets, without: tuple[str, ...]
) -> None:
    items = [item for item in published.instrument.items if item.id not in without]
    moments = moments_of(kept.answers, [item.id for item in published.instrument.items])
    found = principal_components(moments.select([item.id for item in items]), count=7)
    # Kaiser's rule, and the order of the components, are those of the run with all items.
    if not without:
        assert principal_components(moments).count == 7
        order = list(range(7))
    else:
        scored = [[item.construct == name for item in items] for name in published.order]
        order = [int(found.loadings[block].sum(axis=0).argmax()) for block in scored]
    assert sorted(order) == list(range(7))
    for item, loadings in zip(items, found.loadings[:, order], strict=True):
        if item.id in published.left_out:
            assert loadings.max() < 0.5
            continue
        place = published.order.index(item.construct)
        assert loadings.argmax() == place
        assert loadings[place] >= 0.5
        if not without:
            assert loadings[place] == pytest.approx(published.loadings[item.id], abs=LOADING)


def test_the_regression_is_that_of_tables_13_and_14(
    fitted: Regression, scores: tuple[np.ndarray, tuple[str, ...]]
) -> None:
    assert fitted.r_squared == pytest.approx(0.578, abs=R_SQUARED)
    expected = (0.488, 0.056, 0.219, -0.027, -0.014, 0.105)
    np.testing.assert_allclose(fitted.beta, expected, atol=BETA)
    printed = (0.047, 0.046, 0.062, 0.061, 0.068, 0.054)
    np.testing.assert_allclose(fitted.se, printed, rtol=STANDARD_ERROR)
    p = dict(zip(fitted.predictors, fitted.p, strict=True))
    assert max(p["living"], p["mobility"]) < 0.001
    assert p["economy"] == pytest.approx(0.017, abs=0.005)
    assert min(p["environment"], p["governance"], p["people"]) > 0.2
    errors = residuals(fitted, *scores)
    assert durbin_watson(errors) == pytest.approx(1.846, abs=DURBIN_WATSON)


@pytest.mark.parametrize(
    ("minimum", "maximum", "weight"),
    [
        (",91", "4,57", "0.914"),
        (",99", "4,96", "0.992"),
        (",91", "4,58", "0.915"),
        ("2", "10", "2"),
    ],
)
def test_the_simplest_constant_weight(minimum: str, maximum: str, weight: str) -> None:
    found = constant_weight(printed_number(minimum), printed_number(maximum), (1, 5))
    assert str(found) == weight


def test_a_range_that_no_constant_gives_is_refused() -> None:
    with pytest.raises(ValueInFileError, match="No constant weight gives the range ,90 to 4,99"):
        constant_weight(printed_number(",90"), printed_number("4,99"), (1, 5))
