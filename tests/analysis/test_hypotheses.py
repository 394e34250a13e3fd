"""Hypotheses: every combination of sign and significance, the published verdicts, odd cases."""

import csv

import numpy as np
import pytest
from aqyl.analysis.hypotheses import Hypothesis, Path, judge
from aqyl.analysis.regression_rows import regress_data
from aqyl.data import folder
from aqyl.survey.errors import MethodError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st


def path(estimate: float, p: float, predictor: str = "a") -> Path:
    return Path(predictor, "y", estimate, estimate * 10, p)


@pytest.mark.parametrize(
    ("sign", "estimate", "p", "verdict"),
    [
        (1, 0.3, 0.001, "supported"),
        (1, -0.3, 0.001, "opposite"),
        (1, 0.3, 0.2, "not_supported"),
        (1, -0.3, 0.2, "not_supported"),
        (-1, -0.3, 0.001, "supported"),
        (-1, 0.3, 0.001, "opposite"),
        (-1, -0.3, 0.2, "not_supported"),
        (0, 0.3, 0.001, "supported"),
        (0, -0.3, 0.001, "supported"),
        (0, 0.3, 0.2, "not_supported"),
        (1, 0.3, 0.05, "not_supported"),
        (1, 0.3, 0.0, "supported"),
        (1, 0.0, 1.0, "not_supported"),
    ],
)
def test_sign_and_p_make_the_verdict(sign, estimate: float, p: float, verdict: str) -> None:
    (found,) = judge([Hypothesis("H1", "a", "y", sign)], [path(estimate, p)])
    assert found.verdict == verdict
    assert found.found_sign == np.sign(estimate)
    assert (found.path.estimate, found.path.p, found.level) == (estimate, p, 0.05)


def test_the_level_is_the_callers() -> None:
    plan, found = [Hypothesis("H1", "a", "y")], [path(0.1, 0.03)]
    assert judge(plan, found)[0].verdict == "supported"
    assert judge(plan, found, level=0.01)[0].verdict == "not_supported"


def test_the_published_verdicts_follow_from_the_published_table() -> None:
    """With the coefficients of the regression table, not those misprinted among the hypotheses."""
    with (folder("turkistan") / "regression_published.csv").open(encoding="utf-8") as source:
        cells = {(row["part"], row["statistic"]): row["value"] for row in csv.DictReader(source)}
    with (folder("turkistan") / "hypotheses_published.csv").open(encoding="utf-8") as source:
        printed = list(csv.DictReader(source))
    paths = [
        Path(name, "acceptance", *(float(cells[name, key]) for key in ("beta", "t", "p")))
        for name in (row["construct"] for row in printed)
    ]
    plan = [Hypothesis(row["hypothesis"], row["construct"], "acceptance") for row in printed]
    found = ["confirmed" if v.verdict == "supported" else "rejected" for v in judge(plan, paths)]
    assert found == [row["verdict"] for row in printed]


def test_a_regression_is_judged_by_its_paths() -> None:
    rng = np.random.default_rng(6)
    x = rng.normal(size=(500, 3))
    y = x @ [0.5, -0.5, 0.0] + rng.normal(size=500)
    names = ("a", "b", "c", "y")
    found = regress_data(np.column_stack([x, y]), names, "y", names[:3], errors="HC3")
    plan = [Hypothesis("H1", "a", "y"), Hypothesis("H2", "b", "y"), Hypothesis("H3", "c", "y", 0)]
    verdicts = judge(plan, found.paths)
    assert [v.verdict for v in verdicts] == ["supported", "opposite", "not_supported"]
    assert verdicts[1].path.estimate == found.beta[1]
    assert verdicts[1].path.statistic == found.t[1]


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_order_of_hypotheses_and_paths_changes_nothing(plan: list[int], order: list[int]) -> None:
    paths = [path(0.1 * (i - 2.5), 0.02 * i, f"x{i}") for i in range(6)]
    hypotheses = [Hypothesis(f"H{i}", f"x{i}", "y") for i in range(6)]
    base = {v.hypothesis.id: v for v in judge(hypotheses, paths)}
    found = judge([hypotheses[i] for i in plan], [paths[i] for i in order])
    assert [v.hypothesis.id for v in found] == [f"H{i}" for i in plan]
    assert all(v == base[v.hypothesis.id] for v in found)


def test_no_hypotheses_have_no_verdicts() -> None:
    assert judge([], [path(0.1, 0.2)]) == ()


PLAN = [Hypothesis("H1", "a", "y")]


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Hypothesis("H7", "a", "y", 2), "sign of `H7` must be -1, 0 or 1, got 2"),  # type: ignore[arg-type]
        (lambda: Hypothesis("H7", "a", "a"), "`H7` lets `a` act on itself"),
        (lambda: judge(PLAN, [], level=0), "`level` must lie between 0 and 1, got 0"),
        (lambda: judge(PLAN, []), "`H1` supposes a path from `a` to `y`.* there are none"),
        (lambda: judge(PLAN, [path(0.1, 0.1, "b")]), "there are `b` to `y`"),
        (lambda: judge(PLAN * 2, [path(0.1, 0.1)]), "hypothesis `H1` stands twice"),
        (lambda: judge(PLAN, [path(0.1, 0.1)] * 2), "path from `a` to `y` stands twice"),
    ],
)
def test_odd_plans_are_refused(build, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        build()


@pytest.mark.parametrize(("estimate", "p"), [(np.nan, 0.1), (0.2, np.nan), (0.2, 1.5)])
def test_a_path_without_p_cannot_be_judged(estimate: float, p: float) -> None:
    with pytest.raises(MethodError, match="`H1` cannot be judged: the path from `a` to `y`"):
        judge(PLAN, [path(estimate, p)])
