"""Classes of mediation: made data of each class, invented draws, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.bootstrap import bootstrap_pls
from aqyl.analysis.composites.bootstrap_result import PlsBootstrap
from aqyl.analysis.composites.mediation import MediationClass, mediation
from aqyl.analysis.composites.pls_effects import effects
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
from aqyl.survey.errors import MethodError, SpecificationError

SAME = 1e-12  # the same products in another order
SOBEL = 0.1  # 2 % of simulation, and the variance of b lacks that of its standardisation
XMY = ("X", "M", "Y")
TRIANGLE = StructuralModel(
    tuple(MeasuredConstruct(name, (name,)) for name in XMY),
    (("X", "M"), ("M", "Y"), ("X", "Y")),
)
CHAIN = StructuralModel(TRIANGLE.constructs, TRIANGLE.paths[:2])


def people(a: float, b: float, direct: float, n: int = 600) -> np.ndarray:
    """Make answers whose correlations are exactly those of the paths."""
    noise = np.random.default_rng(5).normal(size=(n, 3))
    noise -= noise.mean(axis=0)
    noise = noise @ np.linalg.inv(np.linalg.cholesky(noise.T @ noise / n)).T
    total = direct + a * b
    r = np.array([[1, a, total], [a, 1, b + direct * a], [total, b + direct * a, 1]])
    return noise @ np.linalg.cholesky(r).T


def drawn(values: np.ndarray, model: StructuralModel = TRIANGLE) -> PlsBootstrap:
    return bootstrap_pls(values, XMY, model, seed=2, resamples=500)


@pytest.mark.parametrize(
    ("a", "b", "direct", "expected"),
    [
        (0.5, 0.4, 0.3, "complementary"),
        (0.5, 0.4, -0.3, "competitive"),
        (-0.5, -0.4, 0.3, "complementary"),
        (0.5, 0.4, 0.0, "indirect_only"),
        (0.5, 0.0, 0.4, "direct_only"),
        (0.5, 0.0, 0.0, "no_effect"),
    ],
)
def test_every_class_is_found(a: float, b: float, direct: float, expected: MediationClass) -> None:
    bootstrap = drawn(people(a, b, direct))
    found = mediation(bootstrap.original, bootstrap)
    assert found.ways == (XMY,)
    assert found.classes == (expected,)
    assert found.indirect[0] == pytest.approx(a * b, abs=SAME)
    assert found.direct[0] == pytest.approx(direct, abs=SAME)
    assert found.total[0] == pytest.approx(direct + a * b, abs=SAME)
    if expected == "complementary":
        assert found.share[0] == pytest.approx(a * b / (direct + a * b), abs=1e-10)
    else:
        assert np.isnan(found.share[0])


def test_a_path_that_is_left_out_leaves_the_class_open() -> None:
    bootstrap = drawn(people(0.5, 0.4, 0.3), CHAIN)
    found = mediation(bootstrap.original, bootstrap)
    assert found.classes == ("undetermined",)
    assert found.indirect_interval.excludes_zero.tolist() == [True]
    assert np.isnan(found.direct).all()
    assert np.isnan(found.direct_interval.lower).all()


def test_the_interval_of_an_indirect_effect_is_near_sobel_s() -> None:
    a, b, direct, n = 0.5, 0.4, 0.3, 2000
    bootstrap = bootstrap_pls(people(a, b, direct, n), XMY, TRIANGLE, seed=3, resamples=2000)
    found = mediation(bootstrap.original, bootstrap)
    unexplained = 1 - b**2 - direct**2 - 2 * a * b * direct
    # Standard errors of a correlation, and of a coefficient with fixed predictors.
    sobel = np.hypot(b * (1 - a**2) / np.sqrt(n), a * np.sqrt(unexplained / (1 - a**2) / n))
    half = (found.indirect_interval.upper - found.indirect_interval.lower)[0] / 2
    assert half == pytest.approx(1.96 * sobel, rel=SOBEL)
    assert found.indirect_interval.undefined.tolist() == [0]


def test_undefined_draws_are_left_out_and_counted() -> None:
    bootstrap = drawn(people(0.5, 0.4, 0.3))
    draws = {name: x.copy() for name, x in bootstrap.draws.items()}
    reasons = bootstrap.reasons.copy()
    reasons[:7] = 1
    for x in draws.values():
        x[..., :7] = np.nan
    holes = replace(bootstrap, draws=draws, reasons=reasons)
    found = mediation(holes.original, holes)
    assert found.indirect_interval.undefined.tolist() == [7]
    rest = bootstrap.draws["specific_indirect"][0, 7:]
    assert found.indirect_interval.lower[0] == pytest.approx(np.quantile(rest, 0.025), abs=SAME)
    assert found.classes == ("complementary",)


def test_effects_have_the_intervals_of_their_draws() -> None:
    bootstrap = drawn(people(0.5, 0.4, 0.3))
    found = effects(bootstrap.original, bootstrap=bootstrap, level=0.9)
    at = list(zip(found.starts, found.ends, strict=True)).index(("X", "Y"))
    np.testing.assert_allclose(found.direct + found.indirect, found.total, atol=SAME)
    assert found.total_interval is not None
    expected = np.quantile(bootstrap.draws["total"][0, 2], [0.05, 0.95])
    interval = found.total_interval
    np.testing.assert_allclose([interval.lower[at], interval.upper[at]], expected, atol=SAME)


def test_refusals() -> None:
    values = people(0.5, 0.4, 0.3)
    bootstrap = drawn(values)
    single = StructuralModel(TRIANGLE.constructs[::2], (("X", "Y"),))
    alone = bootstrap_pls(values, XMY, single, seed=1, resamples=50)
    with pytest.raises(MethodError, match="no indirect effect"):
        mediation(alone.original, alone)
    with pytest.raises(SpecificationError, match="of another model, or of other people"):
        mediation(drawn(values, CHAIN).original, bootstrap)
    with pytest.raises(SpecificationError, match="`level` must be between 0 and 1, got 95"):
        mediation(bootstrap.original, bootstrap, level=95)
    few = bootstrap_pls(values, XMY, TRIANGLE, seed=1, resamples=10)
    with pytest.raises(MethodError, match="at least 20 resamples with an estimate, got 10 of 10"):
        mediation(few.original, few)
