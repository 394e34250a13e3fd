"""Where CFA and SEM have no result, and what they refuse, they say why."""

import numpy as np
import pytest
from aqyl.analysis.cfa import cfa, fit_sem
from aqyl.analysis.covariances.modification_indices import modification_indices
from aqyl.analysis.covariances.sem_result import SemFit
from aqyl.analysis.moments import Moments
from aqyl.analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    StructuralModel,
)
from aqyl.survey.errors import AqylError, MethodError, SpecificationError

from .exact_moments import exact
from .lavaan_reference import LIKERT, SCALES, fitted, measured


def hollow() -> np.ndarray:
    """Answers of which the third item has more to do with the second than the model allows."""
    return np.array([[1.0, 0.6, 0.3], [0.6, 1.0, 0.9], [0.3, 0.9, 1.0]])


def of(r: np.ndarray, *, n: int = 100) -> Moments:
    return Moments(n, tuple("abcdefghi"[: len(r)]), np.zeros(len(r)), r)


def noise(k: int, n: int = 100) -> np.ndarray:
    return np.random.default_rng(5).normal(size=(n, k))


def twin() -> Moments:
    """Two constructs whose items correlate more across than within."""
    r = np.full((6, 6), 0.5) + 0.5 * np.eye(6)
    r[:3, 3:] = r[3:, :3] = 0.6
    return of(r)


ONE, TWO = measured(f=tuple("abc")), measured(f=tuple("abc"), g=tuple("def"))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: cfa(of(hollow()), ONE),
            "Heywood case: the residual variance of `b` is negative.*leave it out",
        ),
        (lambda: cfa(of(np.eye(2) + 0.3 * (1 - np.eye(2))), measured(f="ab")), "-1 degrees"),
        (lambda: cfa(twin(), TWO), "`f` and `g` correlate by 1.2.*Join these constructs"),
        (lambda: cfa(of(np.eye(6), n=6), TWO), "6 people for 6 items"),
        (
            lambda: cfa(exact()[0], TWO, higher_order=[HigherOrder("w", ("f", "g"))]),
            "not identified: the data cannot tell apart .*`w`",
        ),
        (lambda: cfa(of(np.ones((3, 3))), ONE), "singular: `a`, `b`, `c` determine each other"),
        (
            lambda: cfa(np.c_[noise(2), np.ones(100)], ONE, names=tuple("abc")),
            "`c` does not vary",
        ),
        (
            lambda: cfa(of(np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])), ONE),
            "not positive definite: its smallest eigenvalue",
        ),
        (lambda: cfa(noise(3), ONE, names=tuple("abc"), estimator="DWLS"), "whole number"),
        (lambda: cfa(of(np.eye(4)), measured(f=tuple("abcd"))), "`f` has no variance"),
        (
            lambda: cfa(
                np.where(np.arange(100)[:, None] % 2 == [0, 0, 1], np.nan, noise(3)),
                ONE,
                names=tuple("abc"),
                estimator="FIML",
            ),
            "Nobody answered both `a` and `c`",
        ),
        (lambda: cfa(np.full((9, 3), np.nan), ONE, names=tuple("abc")), "complete rows, got 0"),
        (
            lambda: cfa(np.full((9, 3), np.nan), ONE, names=tuple("abc"), estimator="FIML"),
            "`a` does not vary",
        ),
    ],
)
def test_what_has_no_result_says_why(build, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        build()


def with_product() -> SemFit:
    model = StructuralModel(
        (*TWO, MeasuredConstruct("h", ("g1",))),
        (("f", "h"), ("g", "h"), ("fg", "h")),
        interactions=(Interaction("fg", ("f", "g")),),
    )
    return fit_sem(twin(), model)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (with_product, "interaction `fg` has no place.*PLS"),
        (lambda: cfa(twin(), [MeasuredConstruct("f", ("a", "b"), "B")]), "`f` is formed by its"),
        (lambda: cfa(twin(), TWO, estimator="MLR"), "`MLR` needs the answers themselves"),
        (lambda: cfa(twin(), TWO, estimator="WLS"), "`estimator` must be one of `ML`"),  # type: ignore[arg-type]
        (lambda: cfa(twin(), TWO, identification="x"), "`identification` must be"),  # type: ignore[arg-type]
        (
            lambda: cfa(noise(3), ONE, names=tuple("abc"), estimator="MLR", likelihood="wishart"),
            "Wishart likelihood suits",
        ),
        (lambda: cfa(twin(), TWO, covariances=[("a", "z")]), "needs two items or two constructs"),
        (lambda: cfa(twin(), TWO, covariances=[("a", "b")] * 2), "stands twice"),
        (lambda: cfa(twin(), TWO, covariances=[("f", "g")]), "stands twice or is free"),
        (
            lambda: cfa(twin(), measured(f="abc", g="d"), covariances=[("a", "d")]),
            "`d` is the only item",
        ),
        (lambda: cfa(twin(), measured(f="abc", g="cde")), "`c` belongs to `f` and to `g`"),
        (lambda: cfa(twin(), []), "at least one construct"),
        (lambda: cfa(noise(3), ONE, names=("a", "b")), "2 names"),
        (lambda: cfa(noise(3), ONE, names=("a", "b", "z")), "no variable `c`"),
        (
            lambda: cfa(twin(), TWO, higher_order=[HigherOrder("w", ("f", "zz"))]),
            "`zz`, which is no construct",
        ),
        (lambda: modification_indices(fitted("likert_DWLS")), "DWLS has none"),
        (lambda: fitted("likert").estimates.row("A", "zz"), "no parameter of `A` and `zz`"),
    ],
)
def test_what_contradicts_itself_is_refused(build, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        build()


def test_a_single_ordinal_outcome_is_refused() -> None:
    names, rows = LIKERT
    model = StructuralModel(
        (*SCALES[:2], MeasuredConstruct("C", ("C1",))), (("A", "C"), ("B", "C"))
    )
    with pytest.raises(SpecificationError, match="cannot explain `C`"):
        fit_sem(rows, model, names=names, estimator="DWLS")
    found = fit_sem(rows, model, names=names, estimator="MLR")
    assert found.estimates.row("C", "A") >= 0


def test_everybody_identical_or_two_identical_items_never_pass() -> None:
    names = tuple("abc")
    for rows in (np.ones((50, 3)), np.repeat(noise(2, 50), [2, 1], axis=1)):
        for estimator in ("ML", "MLR", "FIML", "DWLS"):
            whole = np.round(rows) if estimator == "DWLS" else rows
            with pytest.raises(AqylError):
                cfa(whole, ONE, names=names, estimator=estimator)
