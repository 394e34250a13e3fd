"""Measurement invariance against lavaan, on known truth, and where there is no result."""

import re

import numpy as np
import pytest
from aqyl.analysis.covariances.invariance import InvarianceLimits, measurement_invariance
from aqyl.analysis.structural_model import HigherOrder, StructuralModel
from aqyl.survey.errors import MethodError, SpecificationError

from .lavaan_reference import (
    ABILITIES,
    HOLZINGER,
    as_lavaan_names,
    expected,
    measured,
    schools,
)

SAME = 1e-6  # BFGS leaves lavaan up to 1.5e-7 from the solution
REFERENCE = expected()
NAMES = tuple("abcd")
ONE = measured(f=NAMES)


def answers(
    *, loading: float = 0.8, intercept: float = 0.0, error: float = 0.6
) -> tuple[np.ndarray, list[str]]:
    """Two groups of 800; the last item of the second has its own loading, intercept or error."""
    rng = np.random.default_rng(3)
    rows = 0.8 * rng.normal(size=(1600, 1)) + 0.6 * rng.normal(size=(1600, 4))
    factor = rng.normal(size=800)
    rows[800:] = 0.8 * factor[:, None] + 0.6 * rng.normal(size=(800, 4))
    rows[800:, 3] = intercept + loading * factor + error * rng.normal(size=800)
    return rows, ["x"] * 800 + ["y"] * 800


def test_all_levels_are_lavaan_s() -> None:
    names, rows = HOLZINGER
    found = measurement_invariance(rows, names, schools(), ABILITIES)
    assert found.groups == ("Grant-White", "Pasteur")
    assert found.reached == "metric"
    for level in found.levels:
        case = REFERENCE[f"invariance_{level.level}"]
        measures = as_lavaan_names(level.fit)
        label = {str(int(value)): row for key, row, _, value in case if key == "groups"}
        compared = 0
        for key, row, column, value in case:
            if key in measures and key not in {"gfi", "agfi"}:  # lavaan's count means as well
                assert measures[key] == pytest.approx(value, rel=SAME, abs=SAME), key
                compared += 1
            told = re.fullmatch(r"(est|se)(=~|~~|~1)([12])", key)
            if told:
                own = level.estimates[found.groups.index(label[told[3]])]
                i = own.row(row, column)
                if told[1] == "se" and not own.free[i]:
                    assert value == 0
                    continue
                got = (own.estimate if told[1] == "est" else own.se)[i]
                assert got == pytest.approx(value, abs=SAME), (level.level, key, row, column)
                compared += 1
        assert compared > 120


def test_changes_are_differences_of_levels() -> None:
    names, rows = HOLZINGER
    first, second, *_ = measurement_invariance(rows, names, schools(), ABILITIES).levels
    assert np.isnan(first.cfi_change)
    assert first.holds
    assert second.df_change == 6
    assert second.chi_square_change == pytest.approx(
        second.fit.test.chi_square - first.fit.test.chi_square
    )
    assert second.srmr_change == second.fit.residuals.srmr - first.fit.residuals.srmr


@pytest.mark.parametrize(
    ("change", "reached"),
    [
        ({}, "strict"),
        ({"loading": 0.3}, "configural"),
        ({"intercept": 0.6}, "metric"),
        ({"error": 1.2}, "scalar"),
    ],
)
def test_what_differs_is_found_at_its_level(change: dict[str, float], reached: str) -> None:
    rows, groups = answers(**change)
    assert measurement_invariance(rows, NAMES, groups, ONE).reached == reached


def test_means_of_constructs_are_found_again() -> None:
    rows, groups = answers()
    rows[800:] += 0.4  # half a standard deviation of the construct, through every item
    scalar = measurement_invariance(rows, NAMES, groups, ONE).levels[2]
    mean = scalar.estimates[1].row("f", "")
    assert scalar.estimates[0].estimate[mean] == 0
    assert scalar.estimates[1].estimate[mean] == pytest.approx(
        0.4, abs=4 * scalar.estimates[1].se[mean]
    )
    assert scalar.estimates[1].p[mean] < 0.001


def test_people_without_group_or_answer_are_counted() -> None:
    rows, groups = answers()
    rows[0, 0] = np.nan
    some: list[str | None] = [None, None, *groups[2:]]
    found = measurement_invariance(rows, NAMES, some, ONE)
    assert (found.n, found.left_out) == ((798, 800), 2)


def test_the_order_of_people_changes_nothing() -> None:
    rows, groups = answers(loading=0.6)
    base = measurement_invariance(rows, NAMES, groups, ONE)
    turned = measurement_invariance(rows[::-1], NAMES, groups[::-1], ONE)
    for a, b in zip(base.levels, turned.levels, strict=True):
        assert a.fit.test.chi_square == pytest.approx(b.fit.test.chi_square, abs=1e-7)


def test_limits_are_the_reader_s() -> None:
    rows, groups = answers(loading=0.3)
    loose = InvarianceLimits(cfi=0.9, rmsea=0.9)
    assert measurement_invariance(rows, NAMES, groups, ONE, limits=loose).reached == "strict"
    with pytest.raises(SpecificationError, match="`cfi` must be between 0 and 1"):
        InvarianceLimits(cfi=0)


def test_groups_without_a_result_are_named() -> None:
    rows, groups = answers()
    few = ["tiny"] * 3 + groups[3:]
    with pytest.raises(MethodError, match=r"3 people for 4 items \(group `tiny`\)"):
        measurement_invariance(rows, NAMES, few, ONE)
    flat = rows.copy()
    flat[800:, 1] = 2
    with pytest.raises(MethodError, match=r"`b` does not vary.*\(group `y`\)"):
        measurement_invariance(flat, NAMES, groups, ONE)
    none = [None] * 800 + groups[800:]
    with pytest.raises(SpecificationError, match="at least two groups, got 1"):
        measurement_invariance(rows, NAMES, none, ONE)
    with pytest.raises(SpecificationError, match="each of 1600 people, got 2"):
        measurement_invariance(rows, NAMES, ["x", "y"], ONE)


def test_constructs_of_constructs_are_refused() -> None:
    parts = measured(v=("x1", "x2", "x3"), t=("x4", "x5", "x6"), s=("x7", "x8", "x9"))
    model = StructuralModel(parts, (("s", "w"),), (HigherOrder("w", ("v", "t")),))
    with pytest.raises(SpecificationError, match="`w` is made of constructs"):
        measurement_invariance(HOLZINGER[1], HOLZINGER[0], schools(), model)
