"""Folds and predictions at their edges: what is counted, refused and judged."""

from dataclasses import replace

import numpy as np
import pytest
from aqyl.analysis.composites.failures import Failure
from aqyl.analysis.composites.folds import Folds, assign_folds
from aqyl.analysis.composites.pls_predict import pls_predict
from aqyl.analysis.composites.prediction_errors import Predictors
from aqyl.analysis.composites.predictive_power import predictive_power
from aqyl.analysis.structural_model import HigherOrder, Interaction, StructuralModel
from aqyl.survey.errors import MethodError, SpecificationError

from .test_pls_predict import ANSWERS, MODEL, NAMES


def test_item_that_is_constant_without_a_fold() -> None:
    """The only person who answers B1 otherwise is held out once in each repeat."""
    x = ANSWERS.copy()
    x[:, NAMES.index("B1")] = 3.0
    x[10, NAMES.index("B1")] = 4.0
    folds = assign_folds(len(x), seed=1, folds=8, repeats=2)
    found = pls_predict(x, NAMES, MODEL, folds)
    assert found.failed == (Failure("constant_item", 2),)
    gone = (folds.assignment == folds.assignment[:, 10:11]).all(axis=0)
    assert found.unpredicted == gone.sum() >= 1
    assert found.n == len(x) - gone.sum()
    assert np.isfinite(found.rmse.pls).all()


def test_identical_items_have_no_linear_model() -> None:
    x = ANSWERS.copy()
    x[:, NAMES.index("A2")] = x[:, NAMES.index("A1")]
    with pytest.raises(MethodError, match=r"None of 10 folds.*linear model.*\(10\)"):
        pls_predict(x, NAMES, MODEL, assign_folds(len(x), seed=1, repeats=1))


def test_degenerate_data_are_refused_in_a_sentence() -> None:
    with pytest.raises(MethodError, match="5 folds need as many people, got 4"):
        assign_folds(4, seed=1, folds=5)
    with pytest.raises(MethodError, match="leave no more than the 12 items"):
        pls_predict(ANSWERS[:13], NAMES, MODEL, assign_folds(13, seed=1, folds=5))
    flat = ANSWERS.copy()
    flat[:, 0] = 3
    with pytest.raises(MethodError, match=f"`{NAMES[0]}` does not vary"):
        pls_predict(flat, NAMES, MODEL, assign_folds(len(flat), seed=1))
    folds = assign_folds(len(ANSWERS), seed=1)
    with pytest.raises(SpecificationError, match="of 240 people, and there are 239"):
        pls_predict(ANSWERS[1:], NAMES, MODEL, folds)
    whole = StructuralModel(
        MODEL.constructs, (("C", "H"),), higher_order=(HigherOrder("H", ("A", "B")),)
    )
    with pytest.raises(SpecificationError, match="`H` is a higher-order construct"):
        pls_predict(ANSWERS, NAMES, whole, folds)
    with pytest.raises(SpecificationError, match='"direct" or "earliest", got "first"'):
        pls_predict(ANSWERS, NAMES, MODEL, folds, antecedents="first")  # type: ignore[arg-type]
    circle = replace(
        MODEL,
        paths=(*MODEL.paths, ("A*C", "B")),
        interactions=(Interaction("A*C", ("A", "C")),),
    )
    with pytest.raises(SpecificationError, match=r"`A\*C` holds `B`, or what `B` explains"):
        pls_predict(ANSWERS, NAMES, circle, folds)
    with pytest.raises(SpecificationError, match="There is no variable `C4`"):
        pls_predict(ANSWERS[:, :-1], NAMES[:-1], MODEL, folds)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"folds": 1}, "`folds` must be at least 2"),
        ({"repeats": 0}, "`repeats` must be at least 1"),
        ({"seed": -1}, "`seed` must be at least 0"),
    ],
)
def test_options_out_of_range(options: dict[str, int], sentence: str) -> None:
    with pytest.raises(SpecificationError, match=sentence):
        assign_folds(240, **{"seed": 1, **options})


@pytest.mark.parametrize("table", [np.zeros((1, 5), dtype=int), np.zeros(5, int), np.ones((2, 5))])
def test_folds_that_are_none(table: np.ndarray) -> None:
    with pytest.raises(SpecificationError, match=r"fold|whole numbers"):
        Folds(table)


def test_verdict_by_share_of_items() -> None:
    found = pls_predict(ANSWERS, NAMES, MODEL, assign_folds(len(ANSWERS), seed=1, repeats=1))
    q = len(found.items)
    assert found.owners == ("B",) * 4 + ("C",) * 4
    for wins, powers, overall in (
        ([1, 1, 1, 1, 1, 1, 1, 1], ("high", "high"), "high"),
        ([1, 1, 0, 0, 1, 1, 1, 0], ("medium", "medium"), "medium"),
        ([1, 0, 0, 0, 0, 0, 0, 0], ("low", "none"), "low"),
        ([0, 0, 0, 0, 0, 0, 0, 0], ("none", "none"), "none"),
    ):
        win = np.array(wins, dtype=bool)
        errors = Predictors(np.where(win, 0.9, 1.1), np.ones(q), np.ones(q))
        changed = replace(found, mae=errors, q2_predict=np.full(q, 0.1))
        power = predictive_power(changed, error="mae")
        assert (power.powers, power.overall) == (powers, overall)
        assert predictive_power(replace(changed, q2_predict=-np.ones(q))).overall == "none"
