"""CFA and SEM against lavaan, closed forms and known truth, and where there is no result."""

import functools
import importlib

import numpy as np
import pytest
from aqyl.analysis.cfa import cfa, fit_sem
from aqyl.analysis.covariances.modification_indices import modification_indices
from aqyl.analysis.covariances.sem_constructs import model_constructs
from aqyl.analysis.covariances.sem_likelihood import gradient, hessian, information, objective
from aqyl.analysis.covariances.sem_result import SemFit, residual_correlations
from aqyl.analysis.covariances.sem_sample import sample_of
from aqyl.analysis.covariances.sem_specification import layout_of
from aqyl.analysis.moments import Moments, moments_of
from aqyl.analysis.regression import regress
from aqyl.analysis.structural_model import (
    HigherOrder,
    Interaction,
    MeasuredConstruct,
    StructuralModel,
)
from aqyl.survey.errors import AqylError, MethodError, SpecificationError
from hypothesis import given, settings
from hypothesis import strategies as st

from .lavaan_reference import (
    ABILITIES,
    ACCEPTANCE,
    DEMOCRACY,
    HOLZINGER,
    LIKERT,
    REPEATED,
    SCALES,
    expected,
    fitted,
    measured,
)

SAME = 1e-7  # both solve the same equations; BFGS leaves lavaan up to 5e-8 from the solution
FLAT = 1e-5  # relative: on PoliticalDemocracy BFGS stops at 3e-6 of a residual variance
INDEX = 1e-5  # modification indices, which are squares of what BFGS leaves of the gradient
CLOSED = 1e-9  # closed forms: the optimiser ends 1e-8 standard errors from the optimum
SEMOPY = 2e-3  # its optimiser stops up to 1.2e-3 short, a hundredth of a standard error

REFERENCE = expected()
CASES = [case for case in REFERENCE if not case.startswith("invariance")]
VALUES = {"est": "estimate", "se": "se", "std": "standardised", "std_se": "standardised_se"}


@functools.cache
def fit_of(case: str) -> SemFit:
    return fitted(case)


@pytest.mark.parametrize("case", CASES)
def test_estimates_and_errors_are_lavaan_s(case: str) -> None:
    found = fit_of(case).estimates
    compared = 0
    for key, row, column, value in REFERENCE[case]:
        kind = next((k for k in ("std_se", "std", "est", "se") if key.startswith(k)), "")
        if key.removeprefix(kind) not in {"=~", "~", "~~", "~1"} or not kind:
            continue
        if "DWLS" in case and key.endswith("~1"):
            continue  # means of the normal variables behind the answers, zero by convention
        i = found.row(row, column)
        if kind == "se" and not found.free[i]:
            assert value == 0
            continue
        loose = FLAT * abs(value) if case.startswith("political") else 0.0
        got = getattr(found, VALUES[kind])[i]
        assert got == pytest.approx(value, abs=SAME + loose), (key, row, column)
        compared += 1
    assert compared >= 4 * found.free.sum()


@pytest.mark.parametrize("case", ["holzinger", "political"])
def test_modification_indices_are_lavaan_s(case: str) -> None:
    found = modification_indices(fit_of(case))
    at = {}
    for i, (kind, left, right) in enumerate(zip(found.kind, found.left, found.right, strict=True)):
        at[left, right] = i
        if kind != "path":
            at[right, left] = i
    compared = 0
    for key, row, column, value in REFERENCE[case]:
        for start, numbers in (
            ("mi", found.index),
            ("epc", found.change),
            ("sepc", found.standardised_change),
        ):
            if key in {f"{start}=~", f"{start}~~", f"{start}~"}:
                assert numbers[at[row, column]] == pytest.approx(value, abs=INDEX), key
                compared += 1
    assert compared == 3 * len(found.index)
    assert (np.diff(found.index) <= 0).all()


def test_the_largest_index_is_about_what_chi_square_loses() -> None:
    base = fit_of("holzinger")
    found = modification_indices(base)
    freed = cfa(
        HOLZINGER[1], ABILITIES, names=HOLZINGER[0], covariances=[(found.left[1], found.right[1])]
    )
    drop = base.fit.test.chi_square - freed.fit.test.chi_square
    assert found.kind[1] == "residual"
    assert drop == pytest.approx(found.index[1], rel=0.1)
    assert freed.fit.test.df == base.fit.test.df - 1


def test_constructs_are_semtools_s() -> None:
    fit = fit_of("holzinger")
    found = model_constructs(fit)
    constructs = dict(zip(found.constructs, found.omega, strict=True))
    explained = dict(zip(found.items, found.item_r_squared, strict=True))
    ave = dict(zip(found.constructs, found.ave, strict=True))
    residual = residual_correlations(fit)
    for key, row, column, value in REFERENCE["holzinger"]:
        if key in {"omega", "ave", "r2"}:
            own = {"omega": constructs, "ave": ave, "r2": explained}[key]
            assert own[row] == pytest.approx(value, abs=SAME), (key, row)
        if key == "residual":
            i, j = found.items.index(row), found.items.index(column)
            assert residual[i, j] == pytest.approx(value, abs=SAME)
    outcome = model_constructs(fit_of("political"))
    known = {row: value for key, row, _, value in REFERENCE["political"] if key == "r2"}
    for name, value in zip(outcome.constructs[1:], outcome.r_squared[1:], strict=True):
        assert value == pytest.approx(known[name], abs=1e-6)
    assert np.isnan(outcome.r_squared[0])


def test_semopy_comes_as_near_as_its_optimiser_goes() -> None:
    semopy = importlib.import_module("semopy")
    pandas = importlib.import_module("pandas")
    names, rows = HOLZINGER
    model = semopy.Model("\n".join(f"{c.id} =~ {' + '.join(c.items)}" for c in ABILITIES))
    model.fit(pandas.DataFrame(rows, columns=list(names)))
    found = fit_of("holzinger").estimates
    theirs = model.inspect()
    for left, operator, right, value in theirs[["lval", "op", "rval", "Estimate"]].to_numpy():
        assert operator in {"~", "~~"}
        i = found.row(left, right)
        assert found.estimate[i] == pytest.approx(value, abs=SEMOPY), (left, right)


def test_gradient_and_curvature_are_those_of_the_likelihood() -> None:
    names, rows = LIKERT
    layout = layout_of(SCALES)
    sample = sample_of(rows, layout.items, names)
    theta = fit_of("likert").theta + np.linspace(-0.05, 0.05, layout.size)
    parts = [layout], [sample]
    step = 1e-5
    for k in range(layout.size):
        up, down = theta.copy(), theta.copy()
        up[k] += step
        down[k] -= step
        slope = (objective(*parts, up) - objective(*parts, down)) / (2 * step)
        bend = (gradient(*parts, up) - gradient(*parts, down)) / (2 * step)
        assert gradient(*parts, theta)[k] == pytest.approx(slope, abs=1e-5)
        np.testing.assert_allclose(hessian(*parts, theta)[k], bend, atol=1e-4)
    inside = information(*parts, theta)
    assert (np.linalg.eigvalsh(inside) > 0).all()


def exact(phi: float = 0.5, path: bool = False) -> tuple[Moments, tuple[MeasuredConstruct, ...]]:
    """Moments that a model of two constructs fits exactly."""
    first, second = np.array([0.8, 0.7, 0.6]), np.array([0.9, 0.7, 0.5])
    loadings = np.zeros((6, 2))
    loadings[:3, 0], loadings[3:, 1] = first, second
    r = loadings @ np.array([[1.0, phi], [phi, 1.0]]) @ loadings.T
    np.fill_diagonal(r, 1.0)
    names = tuple("abcdef")
    return Moments(200, names, np.zeros(6), r), measured(x=names[:3], y=names[3:])


def test_a_model_that_is_true_is_found_exactly() -> None:
    moments, constructs = exact()
    found = cfa(moments, constructs, likelihood="wishart")
    np.testing.assert_allclose(
        found.estimates.standardised[:6], [0.8, 0.7, 0.6, 0.9, 0.7, 0.5], atol=CLOSED
    )
    assert model_constructs(found).correlation[0, 1] == pytest.approx(0.5, abs=CLOSED)
    assert found.fit.test.chi_square == pytest.approx(0.0, abs=CLOSED)
    assert found.fit.indices.cfi == 1
    assert found.fit.residuals.gfi == pytest.approx(1.0, abs=CLOSED)


def test_three_items_are_solved_in_closed_form() -> None:
    """One factor of three items has l1 squared = s12 s13 / s23, and nothing is left to test."""
    names, rows = HOLZINGER
    found = cfa(rows[:, :3], ABILITIES[:1], names=names[:3], identification="variance")
    s = np.cov(rows[:, :3].T, bias=True)
    assert found.estimates.estimate[0] ** 2 == pytest.approx(s[0, 1] * s[0, 2] / s[1, 2], abs=1e-7)
    assert found.fit.test.df == 0
    assert np.isnan(found.fit.test.p)
    assert found.fit.indices.rmsea == 0


def test_single_items_are_a_regression() -> None:
    names, rows = HOLZINGER
    single = measured(**{name: (name,) for name in names[:4]})
    model = StructuralModel(single, tuple((name, "x4") for name in names[:3]))
    found = fit_sem(rows, model, names=names)
    ols = regress(moments_of(rows, names), "x4", names[:3])
    for i, name in enumerate(names[:3]):
        row = found.estimates.row("x4", name)
        assert found.estimates.estimate[row] == pytest.approx(ols.b[i], abs=1e-10)
        assert found.estimates.standardised[row] == pytest.approx(ols.beta[i], abs=1e-10)
    assert model_constructs(found).r_squared[3] == pytest.approx(ols.r_squared, abs=1e-10)


def test_fiml_of_complete_answers_is_ml() -> None:
    names, rows = LIKERT
    full = cfa(rows, SCALES, names=names, estimator="FIML")
    plain = fit_of("likert")
    np.testing.assert_allclose(full.theta[: len(plain.theta)], plain.theta, atol=1e-8)
    assert full.fit.test.chi_square == pytest.approx(plain.fit.test.chi_square, abs=1e-7)
    assert full.fit.log_likelihood == pytest.approx(plain.fit.log_likelihood, abs=1e-7)


def test_rows_left_out_are_counted() -> None:
    names, rows = LIKERT
    holes = rows.copy()
    holes[:7, 0] = np.nan
    holes[3] = np.nan
    assert cfa(holes, SCALES, names=names).left_out == 7
    full = cfa(holes, SCALES, names=names, estimator="FIML")
    assert (full.left_out, full.n) == (1, 239)


def test_known_truth_is_recovered_and_covered() -> None:
    """Of 300 samples, 95 % intervals of a path cover it as often as they should."""
    rng = np.random.default_rng(7)
    names = tuple("abcdef")
    model = StructuralModel(measured(x=names[:3], y=names[3:]), (("x", "y"),))
    inside, estimates = 0, []
    for _ in range(300):
        x = rng.normal(size=250)
        y = 0.6 * x + 0.8 * rng.normal(size=250)
        rows = np.column_stack([x] * 3 + [y] * 3) + rng.normal(scale=0.7, size=(250, 6))
        found = fit_sem(rows, model, names=names).estimates
        path = found.row("y", "x")
        estimates.append(found.estimate[path])
        inside += abs(found.estimate[path] - 0.6) < 1.96 * found.se[path]
    assert np.mean(estimates) == pytest.approx(0.6, abs=4 * np.std(estimates) / np.sqrt(300))
    assert inside / 300 == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / 300))


@settings(max_examples=15)
@given(
    st.permutations(range(9)),
    st.lists(st.sampled_from([-3.0, -1.0, 0.2, 1.0, 5.0]), min_size=9, max_size=9),
)
def test_order_units_and_direction_change_nothing(order: list[int], scale: list[float]) -> None:
    names, rows = HOLZINGER
    base = fit_of("holzinger")
    turned = cfa(
        (rows * scale + 3)[:, order], ABILITIES[::-1], names=tuple(names[i] for i in order)
    )
    assert turned.fit.test.chi_square == pytest.approx(base.fit.test.chi_square, abs=1e-8)
    for i, (left, right) in enumerate(zip(base.estimates.left, base.estimates.right, strict=True)):
        j = turned.estimates.row(left, right)
        assert abs(turned.estimates.standardised[j]) == pytest.approx(
            abs(base.estimates.standardised[i]), abs=1e-7
        )
        assert turned.estimates.standardised_se[j] == pytest.approx(
            base.estimates.standardised_se[i], abs=1e-7
        )


@settings(max_examples=10)
@given(st.permutations(range(240)))
def test_order_of_people_changes_nothing(order: list[int]) -> None:
    names, rows = LIKERT
    for estimator in ("MLR", "DWLS"):
        case = "likert_DWLS" if estimator == "DWLS" else "likert_MLR"
        turned = cfa(rows[order], SCALES, names=names, estimator=estimator)
        base = fit_of(case)
        np.testing.assert_allclose(turned.theta, base.theta, atol=1e-7)
        np.testing.assert_allclose(turned.covariance, base.covariance, atol=1e-8)


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
        (lambda: modification_indices(fit_of("likert_DWLS")), "DWLS has none"),
        (lambda: fit_of("likert").estimates.row("A", "zz"), "no parameter of `A` and `zz`"),
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


def test_the_model_of_the_thesis_has_paths_and_covariances() -> None:
    found = fit_of("turkistan_sem")
    assert found.fit.test.df == 1059
    assert len([k for k in found.estimates.kind if k == "path"]) == len(ACCEPTANCE.paths)
    assert DEMOCRACY.explained == ("dem60", "dem65")
    assert len(REPEATED) == 6
