"""CFA and SEM against closed forms and known truth; what changes nothing, and rows left out."""

import numpy as np
import pytest
from aqyl.analysis.cfa import cfa, fit_sem
from aqyl.analysis.covariances.sem_constructs import model_constructs
from aqyl.analysis.covariances.sem_likelihood import gradient, hessian, information, objective
from aqyl.analysis.covariances.sem_sample import sample_of
from aqyl.analysis.covariances.sem_specification import layout_of
from aqyl.analysis.moments import moments_of
from aqyl.analysis.regression import regress
from aqyl.analysis.structural_model import StructuralModel
from hypothesis import given, settings
from hypothesis import strategies as st

from .exact_moments import exact
from .lavaan_reference import ABILITIES, HOLZINGER, LIKERT, SCALES, fitted, measured

CLOSED = 1e-9  # closed forms: the optimiser ends 1e-8 standard errors from the optimum


def test_gradient_and_curvature_are_those_of_the_likelihood() -> None:
    names, rows = LIKERT
    layout = layout_of(SCALES)
    sample = sample_of(rows, layout.items, names)
    theta = fitted("likert").theta + np.linspace(-0.05, 0.05, layout.size)
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
    plain = fitted("likert")
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
    base = fitted("holzinger")
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
        base = fitted(case)
        np.testing.assert_allclose(turned.theta, base.theta, atol=1e-7)
        np.testing.assert_allclose(turned.covariance, base.covariance, atol=1e-8)
