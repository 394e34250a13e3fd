"""PLSpredict against openpls-engine and seminr, plain loops over folds, and closed forms.

The reference numbers and the scripts that made them stand in tests/reference/{openpls,seminr}.
"""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from aqyl.analysis.composites import pls_folds
from aqyl.analysis.composites.folds import Folds, assign_folds
from aqyl.analysis.composites.pls_predict import PlsPrediction, pls_predict
from aqyl.analysis.composites.prediction_errors import Predictors
from aqyl.analysis.moments import moments_of
from aqyl.analysis.pls import pls
from aqyl.analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    Mode,
    StructuralModel,
)
from hypothesis import given, settings
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # the same least squares and weights by two ways
PEER = 1e-9  # peers iterate scores of 192 people to 1e-14, we correlations to 1e-13
TIGHT = 1e-13  # stop criterion where peers are met
SCALED = 2e-4  # openpls multiplies weights for the SD of n - 1 by items of the SD of n
AGAIN = 5e-4  # weights of seminr move by up to .001 when the product joins the constructs
STOP = 1e-6  # two iterations, from other rows or units, that both stop at a change of 1e-7

with (REFERENCE / "likert_simulated.csv").open() as stream:
    HEADER, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = tuple(HEADER)
TRIANGLE = (("A", "B"), ("A", "C"), ("B", "C"))
BLOCKS = Folds(np.repeat(np.arange(5), 48)[None])  # as seminr was told to deal


def block(letter: str, mode: Mode = "A") -> MeasuredConstruct:
    return MeasuredConstruct(letter, tuple(f"{letter}{i}" for i in range(1, 5)), mode)


MODEL = StructuralModel((block("A"), block("B"), block("C")), TRIANGLE)
MODERATED = StructuralModel(
    MODEL.constructs,
    (("A", "C"), ("B", "C"), ("A*B", "C")),
    interactions=(Interaction("A*B", ("A", "B")),),
)


def peer(name: str, part: str) -> dict[tuple[str, str], float]:
    with (REFERENCE / name / "prediction.csv").open() as source:
        rows = [row for row in csv.reader(source) if row[0] == part]
    return {(row[1], row[2]): float(row[3]) for row in rows}


def openpls_folds() -> Folds:
    """Deal as openpls says that it does: seed and repeat added, folds split in order."""
    assignment = np.empty((2, len(ANSWERS)), dtype=int)
    for i in range(2):
        order = np.random.default_rng(7 + i).permutation(len(ANSWERS))
        for fold, people in enumerate(np.array_split(order, 5)):
            assignment[i, people] = fold
    return Folds(assignment)


def numbers(found: PlsPrediction, key: str) -> np.ndarray:
    """Find the error that a peer calls so."""
    if key == "q2_predict":
        return found.q2_predict
    errors: Predictors = getattr(found, key[: key.index("_")])
    return errors.pls if key.endswith("_pls") else errors.linear


def near(found: PlsPrediction, cells: dict[tuple[str, str], float], pls_error: float) -> None:
    assert {item for item, _ in cells} == set(found.items)
    for (item, key), value in cells.items():
        own = numbers(found, key)[found.items.index(item)]
        error = PEER if key.endswith("_lm") else pls_error
        assert own == pytest.approx(value, abs=error), (item, key)


@pytest.mark.parametrize("which", ["direct", "earliest"])
def test_errors_are_openpls_s(which: pls_folds.Antecedents) -> None:
    found = pls_predict(
        ANSWERS,
        NAMES,
        MODEL,
        openpls_folds(),
        antecedents="earliest",
        linear_antecedents=which,
        tolerance=TIGHT,
    )
    near(found, peer("openpls", f"predict_{which}"), SCALED)


@pytest.mark.parametrize("name", ["direct", "earliest", "mode_b"])
def test_errors_are_seminr_s(name: str) -> None:
    which: pls_folds.Antecedents = "earliest" if name == "earliest" else "direct"
    model = MODEL
    if name == "mode_b":
        model = replace(MODEL, constructs=(block("A", "B"), *MODEL.constructs[1:]))
    found = pls_predict(
        ANSWERS,
        NAMES,
        model,
        BLOCKS,
        antecedents=which,
        linear_antecedents=which,
        tolerance=TIGHT,
    )
    near(found, peer("seminr", name), PEER)


def by_loop(model: StructuralModel, folds: Folds, *, openpls: bool = False) -> np.ndarray:
    """Predict C fold by fold from scores and paths of `pls`; RMSE of PLS, and of OLS."""
    items = [NAMES.index(item) for item in model.items]
    outcomes = [i for i in items if NAMES[i].startswith("C")]
    predictors = [i for i in items if i not in outcomes]
    squares = np.zeros((2, len(outcomes)))
    for own in folds.assignment:
        for fold in np.unique(own):
            train, test = ANSWERS[own != fold], ANSWERS[own == fold]
            found = pls(moments_of(train, NAMES), model, values=train, tolerance=TIGHT)
            mean, sd = train.mean(axis=0), train.std(axis=0)
            z = [((rows - mean) / sd)[:, items] @ found.score_weights for rows in (train, test)]
            for p, product in enumerate(model.interactions):
                at = found.constructs.index(product.id)
                a, b = (found.constructs.index(name) for name in product.of)
                raw = [scores[:, a] * scores[:, b] for scores in z]
                assert found.product_sd[p] == pytest.approx(raw[0].std(), abs=SAME)
                z[1][:, at] = (raw[1] - raw[0].mean()) / raw[0].std()
            if openpls:
                z[1] *= np.sqrt(len(train) / (len(train) - 1))
            scores = z[1] @ found.paths[:, found.constructs.index("C")]
            loadings = found.loadings[[found.items.index(NAMES[i]) for i in outcomes]]
            predicted = mean[outcomes] + sd[outcomes] * np.outer(scores, loadings)
            squares[0] += ((test[:, outcomes] - predicted) ** 2).sum(axis=0)
            x = sm.add_constant(train[:, predictors])
            for j, i in enumerate(outcomes):
                b = sm.OLS(train[:, i], x).fit().params
                error = test[:, i] - sm.add_constant(test[:, predictors]) @ b
                squares[1, j] += (error**2).sum()
    return np.sqrt(squares / folds.assignment.size)


def test_openpls_stretches_its_predictions() -> None:
    """The difference above is explained to the last digits."""
    plain = StructuralModel(MODEL.constructs, (("A", "C"), ("B", "C")))
    own, _ = by_loop(plain, openpls_folds(), openpls=True)
    cells = peer("openpls", "predict_plain")
    np.testing.assert_allclose(own, [cells[f"C{i}", "rmse_pls"] for i in range(1, 5)], atol=PEER)


@pytest.mark.parametrize("name", ["plain", "moderated", "higher"])
def test_errors_are_those_of_a_plain_loop(name: str) -> None:
    higher = StructuralModel(
        MODEL.constructs, (("H", "C"),), higher_order=(HigherOrder("H", ("A", "B")),)
    )
    plain = StructuralModel(MODEL.constructs, (("A", "C"), ("B", "C")))
    model = {"plain": plain, "moderated": MODERATED, "higher": higher}[name]
    folds = assign_folds(len(ANSWERS), seed=3, folds=4, repeats=2)
    found = pls_predict(ANSWERS, NAMES, model, folds, tolerance=TIGHT)
    squares = by_loop(model, folds)
    np.testing.assert_allclose(found.rmse.pls, squares[0], atol=PEER)
    np.testing.assert_allclose(found.rmse.linear, squares[1], atol=SAME)


def test_product_is_close_to_seminr_s() -> None:
    """Differ as seminr estimates all weights again with the product among the constructs."""
    found = pls_predict(ANSWERS, NAMES, MODERATED, BLOCKS, tolerance=TIGHT)
    cells = peer("seminr", "moderated")
    own = [found.rmse.pls[found.items.index(f"C{i}")] for i in range(1, 5)]
    theirs = [cells[f"C{i}", "rmse_pls"] for i in range(1, 5)]
    np.testing.assert_allclose(own, theirs, rtol=AGAIN)


def test_single_items_are_predicted_as_by_least_squares() -> None:
    model = StructuralModel(
        tuple(MeasuredConstruct(letter, (f"{letter}1",)) for letter in "ABC"),
        (("A", "C"), ("B", "C")),
    )
    folds = assign_folds(len(ANSWERS), seed=1, folds=6, repeats=2)
    found = pls_predict(ANSWERS, NAMES, model, folds)
    np.testing.assert_allclose(found.rmse.pls, found.rmse.linear, atol=SAME)
    np.testing.assert_allclose(found.squared.pls, found.squared.linear, atol=SAME)


def test_average_is_the_mean_of_the_training_rows() -> None:
    folds = assign_folds(len(ANSWERS), seed=1, folds=len(ANSWERS), repeats=1)
    found = pls_predict(ANSWERS, NAMES, MODEL, folds)
    c1 = ANSWERS[:, NAMES.index("C1")]
    n = len(c1)
    left = (c1 - c1.mean()) * n / (n - 1)  # distance from the mean of all others
    at = found.items.index("C1")
    np.testing.assert_allclose(found.squared.average[:, at], left**2, atol=SAME)
    assert found.mae.average[at] == pytest.approx(np.abs(left).mean(), abs=SAME)
    pls_c1, average = found.squared.pls[:, at], found.squared.average[:, at]
    assert found.q2_predict[at] == pytest.approx(1 - pls_c1.sum() / average.sum(), abs=SAME)
    assert found.rmse.pls[at] == pytest.approx(np.sqrt(pls_c1.mean()), abs=SAME)


def test_answers_without_relation_are_not_predicted() -> None:
    x = np.random.default_rng(5).standard_normal((4000, 8))
    model = StructuralModel((block("A"), block("B")), (("A", "B"),))
    names = tuple(f"{letter}{i}" for letter in "AB" for i in range(1, 5))
    found = pls_predict(x, names, model, assign_folds(4000, seed=1))
    # A sample of 4,000 has a multiple correlation with four strangers near .03, R squared .001.
    np.testing.assert_allclose(found.q2_predict, 0, atol=0.004)


def test_known_structure_is_predicted_as_well_as_its_noise_allows() -> None:
    """Q2 is the share of an item that four items of reliability .877 can tell."""
    rng = np.random.default_rng(2)
    n, path = 20_000, 0.6
    cause = rng.standard_normal((n, 1))
    effect = path * cause + np.sqrt(1 - path**2) * rng.standard_normal((n, 1))
    noise = rng.standard_normal((n, 8))
    x = 0.8 * np.repeat(np.hstack([cause, effect]), 4, axis=1) + 0.6 * noise
    names = tuple(f"{letter}{i}" for letter in "AB" for i in range(1, 5))
    model = StructuralModel((block("A"), block("B")), (("A", "B"),))
    found = pls_predict(x, names, model, assign_folds(n, seed=1, folds=5, repeats=1))
    reliability = 16 * 0.64 / (16 * 0.64 + 4 * 0.36)
    explained = 0.64 * path**2 * reliability
    # A share of 20,000 people has a standard error near .005.
    np.testing.assert_allclose(found.q2_predict, explained, atol=0.02)
    np.testing.assert_allclose(found.rmse.pls, found.rmse.linear, atol=0.01)


@settings(max_examples=15)
@given(st.integers(0, 1000), st.booleans())
def test_order_sign_and_units_do_not_matter(seed: int, turn: bool) -> None:
    rng = np.random.default_rng(seed)
    folds = assign_folds(len(ANSWERS), seed=seed, folds=5, repeats=1)
    found = pls_predict(ANSWERS, NAMES, MODEL, folds)
    scale = rng.uniform(0.5, 20, len(NAMES)) * (-1 if turn else 1)
    people, columns = rng.permutation(len(ANSWERS)), rng.permutation(len(NAMES))
    again = pls_predict(
        (ANSWERS * scale + rng.normal(size=len(NAMES)))[people][:, columns],
        [NAMES[i] for i in columns],
        MODEL,
        Folds(folds.assignment[:, people]),
    )
    size = np.abs(scale[[NAMES.index(item) for item in found.items]])
    np.testing.assert_allclose(again.q2_predict, found.q2_predict, atol=STOP)
    np.testing.assert_allclose(again.rmse.pls, found.rmse.pls * size, rtol=STOP)
    np.testing.assert_allclose(again.mae.linear, found.mae.linear * size, rtol=SAME)
    np.testing.assert_allclose(again.squared.pls, (found.squared.pls * size**2)[people], atol=1e-4)


def test_same_for_any_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    folds = assign_folds(len(ANSWERS), seed=1, folds=7, repeats=3)
    found = pls_predict(ANSWERS, NAMES, MODEL, folds, tolerance=1e-12)
    monkeypatch.setattr(pls_folds, "_BATCH", 2)
    again = pls_predict(ANSWERS, NAMES, MODEL, folds, tolerance=1e-12)
    np.testing.assert_allclose(again.squared.pls, found.squared.pls, atol=SAME)
    # A repeat has its own stream, however many there are.
    more = assign_folds(len(ANSWERS), seed=1, folds=7, repeats=5)
    assert (more.assignment[:3] == folds.assignment).all()


def test_common_factors_are_predicted_as_composites() -> None:
    reflective = replace(MODEL, constructs=tuple(block(letter, "reflective") for letter in "ABC"))
    folds = assign_folds(len(ANSWERS), seed=1, repeats=1)
    found = pls_predict(ANSWERS, NAMES, reflective, folds)
    assert found.model == MODEL
    same = pls_predict(ANSWERS, NAMES, MODEL, folds)
    np.testing.assert_array_equal(found.rmse.pls, same.rmse.pls)


def test_missing_answers_and_given_folds() -> None:
    x = ANSWERS.copy()
    x[[3, 77], 0] = np.nan
    folds = assign_folds(len(x), seed=1, repeats=2)
    found = pls_predict(x, NAMES, MODEL, folds)
    assert (found.left_out, found.n, found.unpredicted, found.seed) == (2, 238, 0, 1)
    assert not np.isin([3, 77], found.people).any()
    whole = ~np.isnan(x).any(axis=1)
    again = pls_predict(ANSWERS[whole], NAMES, MODEL, Folds(folds.assignment[:, whole]))
    np.testing.assert_array_equal(found.rmse.pls, again.rmse.pls)
    assert again.seed is None
