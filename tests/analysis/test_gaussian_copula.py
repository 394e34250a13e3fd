"""Gaussian copulas against R and openpls-engine, and data whose endogeneity is known."""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.composites import copula_regression
from aqyl.analysis.composites.copula_terms import Distribution, copula_terms
from aqyl.analysis.composites.gaussian_copula import gaussian_copula
from aqyl.analysis.composites.pls_scores import construct_scores
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import MeasuredConstruct, StructuralModel
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, rankdata

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-9  # regressions on terms nearly collinear with their predictor; R prints 15 digits
BATCH = 1e-10  # sums of products in another order
PEER = 1e-7  # openpls: from scores iterated to the last digits, on such a regression

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
SUMS = np.column_stack([ANSWERS[:, [n[0] == c for n in NAMES]].sum(axis=1) for c in "ABC"])
SUMS = (SUMS - SUMS.mean(axis=0)) / SUMS.std(axis=0, ddof=1)


def read(folder: str) -> dict[tuple[str, str], float]:
    with (REFERENCE / folder / "assessment.csv").open() as source:
        return {(row["key"], row["name"]): float(row["value"]) for row in csv.DictReader(source)}


@pytest.mark.parametrize("distribution", ["ranks", "steps"])
def test_regressions_are_r_s(distribution: Distribution) -> None:
    cells = read("r")
    found = gaussian_copula(
        SUMS, "ABC", "C", "AB", seed=1, resamples=100, distribution=distribution
    )
    assert [model.suspected for model in found.models] == [("A",), ("B",), ("A", "B")]
    for model in found.models:
        key = f"{distribution} {''.join(model.suspected)}"
        paths = [cells[key, name] for name in "AB"]
        terms = [cells[key, f"p{name}"] for name in model.suspected]
        np.testing.assert_allclose(model.paths, paths, atol=SAME)
        np.testing.assert_allclose(model.terms, terms, atol=SAME)
        assert model.r_squared == pytest.approx(cells[key, "r_squared"], abs=SAME)
    for at, name in enumerate("AB"):
        shared = cells[f"{distribution} correlation", name]
        assert found.identification.correlation[at] == pytest.approx(shared, abs=SAME)
        distance = found.identification.anderson_darling[at]
        assert distance == pytest.approx(cells["anderson_darling", name], abs=SAME)


def test_construct_scores_are_openpls_s() -> None:
    constructs = tuple(MeasuredConstruct(c, tuple(f"{c}{i}" for i in range(1, 5))) for c in "ABC")
    model = StructuralModel(constructs, (("A", "B"), ("A", "C"), ("B", "C")))
    result = pls(moments_of(ANSWERS, NAMES), model, tolerance=1e-13)
    scores = construct_scores(result, ANSWERS, NAMES)
    both = gaussian_copula(scores, "ABC", "C", "AB", seed=1, resamples=100).models[2]
    cells = read("openpls")
    # openpls divides the variance of its scores by n, ours by n - 1: paths are the same, and the
    # coefficients of terms differ by the root of the ratio.
    ratio = np.sqrt(240 / 239)
    paths = [cells["copula_path", name] for name in "AB"]
    terms = [cells["copula_term", name] for name in "AB"]
    np.testing.assert_allclose(both.paths, paths, atol=PEER)
    np.testing.assert_allclose(both.terms * ratio, terms, atol=PEER)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=3, max_size=30), st.integers(0, 2**32))
def test_terms_of_a_resample_are_those_of_its_rows(values: list[int], seed: int) -> None:
    x, n = np.array(values, dtype=float), len(values)
    rows = np.random.default_rng(seed).integers(0, n, n)
    counts = np.bincount(rows, minlength=n)[None]
    found = copula_terms(x, counts)[0]
    np.testing.assert_allclose(found[rows], norm.ppf(rankdata(x[rows]) / (n + 1)), atol=1e-12)
    steps = copula_terms(x, counts, distribution="steps")[0]
    below = (x[rows][None] <= x[rows][:, None]).mean(axis=1)
    expected = norm.ppf(np.where(below == 1, n / (n + 1), below))
    np.testing.assert_allclose(steps[rows], expected, atol=1e-12)


def people(shared: float, n: int = 2000, seed: int = 4) -> np.ndarray:
    """Skewed x whose copula has a correlation with the error of y; the path is 0.5."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(n, 2))
    error = shared * z[:, 0] + np.sqrt(1 - shared**2) * z[:, 1]
    x = -np.log(norm.sf(z[:, 0])) - 1  # exponential, mean 0 and variance 1
    return np.column_stack([x, 0.5 * x + error])


def test_an_endogenous_predictor_is_found_and_corrected() -> None:
    found = gaussian_copula(people(0.6), ("x", "y"), "y", ["x"], seed=1, resamples=500)
    model = found.models[0]
    assert found.identification.identified.tolist() == [True]
    assert model.verdicts == ("endogenous",)
    assert found.paths[0] > 0.9  # 0.5, and the covariance with the error
    assert model.paths[0] == pytest.approx(0.5, abs=4 * model.paths_se[0])
    assert model.terms[0] == pytest.approx(0.6, abs=4 * model.terms_se[0])
    assert model.lower[0] < model.terms[0] < model.upper[0]
    assert (model.lower[0] > 0) == (model.terms_p[0] < 0.05)
    assert model.singular == 0


def test_standard_errors_are_those_of_repeated_samples() -> None:
    repeated = [
        gaussian_copula(people(0.3, 500, seed), "xy", "y", "x", seed=1, resamples=100).models[0]
        for seed in range(100, 200)
    ]
    spread = np.std([model.terms[0] for model in repeated], ddof=1)
    mean = np.mean([model.terms_se[0] for model in repeated])
    # The spread of 100 samples has a standard error of 7 %; three of them.
    assert mean == pytest.approx(spread, rel=0.21)
    endogenous = np.mean([model.terms[0] for model in repeated])
    assert endogenous == pytest.approx(0.3, abs=float(4 * spread / 10))


def test_exogenous_predictors_are_rarely_accused() -> None:
    accused = [
        gaussian_copula(people(0.0, 400, seed), "xy", "y", "x", seed=1, resamples=200)
        .models[0]
        .verdicts[0]
        == "endogenous"
        for seed in range(100)
    ]
    assert sum(accused) <= 12  # binomial of 100 and .05: above it in 0.1 % of all runs


def test_a_normal_predictor_is_not_identified() -> None:
    n = 400
    x = norm.ppf((np.arange(n) + 0.5) / n)
    y = 0.5 * x + np.random.default_rng(1).normal(size=n)
    found = gaussian_copula(np.column_stack([x, y]), ("x", "y"), "y", ["x"], seed=1, resamples=200)
    assert found.models[0].verdicts == ("not_identified",)
    assert found.identification.correlation[0] > 0.999
    assert found.identification.p[0] > 0.99


def test_the_seed_decides() -> None:
    one, two, three = (
        gaussian_copula(SUMS, "ABC", "C", "AB", seed=seed, resamples=150) for seed in (1, 1, 2)
    )
    assert (one.models[2].terms_se == two.models[2].terms_se).all()
    assert (one.models[2].terms_se != three.models[2].terms_se).any()


@pytest.mark.parametrize("n", [300, 9000])
def test_batches_change_nothing(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    values = people(0.3, n)
    whole = gaussian_copula(values, "xy", "y", "x", seed=1, resamples=120)
    monkeypatch.setattr(copula_regression, "_CELLS", 7 * n)
    parts = gaussian_copula(values, "xy", "y", "x", seed=1, resamples=120)
    assert parts.models[0].terms_se[0] == pytest.approx(whole.models[0].terms_se[0], rel=BATCH)


def test_missing_scores_are_left_out() -> None:
    holes = np.vstack([SUMS, [np.nan, 0.0, 0.0]])
    plain = gaussian_copula(SUMS, "ABC", "C", "AB", seed=1, resamples=100)
    found = gaussian_copula(holes, "ABC", "C", "AB", seed=1, resamples=100)
    assert found.n == plain.n == 240
    assert (found.models[2].terms_se == plain.models[2].terms_se).all()


def test_only_the_suspected_get_a_term() -> None:
    found = gaussian_copula(SUMS, "ABC", "C", "AB", seed=1, suspected=["B"], resamples=100)
    assert [model.suspected for model in found.models] == [("B",)]
    assert found.identification.names == ("B",)
    assert found.models[0].paths.shape == (2,)


def test_what_cannot_be_estimated_is_said() -> None:
    rng = np.random.default_rng(1)
    x = rng.exponential(size=60)
    y = rng.normal(size=60)
    two = (x > 1).astype(float)
    with pytest.raises(MethodError, match="`x` has two values"):
        gaussian_copula(np.column_stack([two, y]), "xy", "y", "x", seed=1)
    with pytest.raises(MethodError, match="`x` does not vary"):
        gaussian_copula(np.column_stack([np.ones(60), y]), "xy", "y", "x", seed=1)
    with pytest.raises(MethodError, match="determine each other exactly"):
        gaussian_copula(np.column_stack([x, 2 * x, y]), "xzy", "y", "xz", seed=1)
    with pytest.raises(MethodError, match="7 people are too few"):
        gaussian_copula(np.column_stack([x, y])[:7], "xy", "y", "x", seed=1)
    wide = rng.exponential(size=(11, 6))
    with pytest.raises(MethodError, match="11 people are too few for 5 predictors and 5 copula"):
        gaussian_copula(wide, "abcdef", "f", "abcde", seed=1)
    nearly = np.where(np.arange(60) == 0, 2.0, two)
    with pytest.raises(MethodError, match=r"determine each other exactly|Only \d+ of 200"):
        gaussian_copula(
            np.column_stack([two, nearly, y]),
            "xzy",
            "y",
            "xz",
            seed=1,
            suspected=["z"],
            resamples=200,
        )


def test_options_out_of_range() -> None:
    with pytest.raises(SpecificationError, match="There are no scores of `D`"):
        gaussian_copula(SUMS, "ABC", "D", "AB", seed=1)
    with pytest.raises(SpecificationError, match="`A` stands twice"):
        gaussian_copula(SUMS, "ABC", "C", "AA", seed=1)
    with pytest.raises(SpecificationError, match="must name predictors once, got `C`"):
        gaussian_copula(SUMS, "ABC", "C", "AB", seed=1, suspected="C")
    with pytest.raises(SpecificationError, match="1 to 6 predictors, got 0"):
        gaussian_copula(SUMS, "ABC", "C", "AB", seed=1, suspected="")
    with pytest.raises(SpecificationError, match="`resamples` must be at least 100, got 9"):
        gaussian_copula(SUMS, "ABC", "C", "AB", seed=1, resamples=9)
