"""Comparisons of groups against base R, car and pingouin.

The reference and the script that made it stand in tests/reference/r.
"""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
import pytest
from aqyl.analysis.group_comparison import compare_two
from aqyl.analysis.group_descriptives import GroupTest, describe_groups, holm
from aqyl.analysis.group_variance import compare_several
from aqyl.analysis.post_hoc import post_hoc
from hypothesis import given
from hypothesis import strategies as st

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # the same closed form; R prints 15 digits
NONCENTRAL = 1e-8  # limits of d: R's noncentral t is right to 1e-12, and its slope divides that
RANGE = 1e-9  # p from the studentised range: two quadratures, R's of 1e-10 or so

with (REFERENCE / "likert_simulated.csv").open() as stream:
    _, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = ("A", "B", "C")
SCORES = np.column_stack(
    [ANSWERS[:, part].mean(axis=1) for part in (slice(1, 4), slice(4, 8), slice(8, 12))]
)
SCORES[16::17, 1] = np.nan
FIVE, FIVE_LABELS = ANSWERS[:, 0].astype(int) - 1, ("1", "2", "3", "4", "5")
TWO, TWO_LABELS = (ANSWERS[:, 8] >= 4).astype(int), ("below 4", "from 4")


def r_s(key: str) -> np.ndarray:
    """Values of a key, shape (3, m): one row a dimension."""
    with (REFERENCE / "r" / "groups.csv").open() as source:
        rows = [float(r["value"]) for r in csv.DictReader(source) if r["key"] == key]
    return np.array(rows).reshape(3, -1)


def columns(*arrays: np.ndarray) -> np.ndarray:
    return np.stack(arrays, axis=1)


def whole(test: GroupTest) -> np.ndarray:
    return columns(test.statistic, test.df, test.df_within, test.p)


def close(found: np.ndarray, expected: np.ndarray, tolerance: float = SAME) -> None:
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=0)


def test_descriptives_are_r_s() -> None:
    found = describe_groups(SCORES, NAMES, FIVE, FIVE_LABELS)
    assert (r_s("n") == found.n.T).all()
    close(found.mean.T, r_s("mean"))
    close(found.sd.T, r_s("sd"))
    close(found.median.T, r_s("median"))
    close(found.se, found.sd / np.sqrt(found.n))


def test_two_groups_are_r_s() -> None:
    found = compare_two(SCORES, NAMES, TWO, TWO_LABELS)
    assert found.reasons == ("", "", "")
    close(columns(found.student.statistic, found.student.df, found.student.p), r_s("student"))
    welch = (found.welch.statistic, found.welch.df, found.welch.p, found.lower, found.upper)
    close(columns(*welch), r_s("welch"))
    close(columns(found.u, found.mann_whitney.p), r_s("mann_whitney"))
    close(found.rank_biserial[:, None], r_s("rank_biserial"))
    close(whole(found.levene), r_s("levene_two"))
    close(found.welch.p_holm, r_s("holm").ravel())
    assert not found.exact.any()


def test_standardised_differences_are_r_s() -> None:
    found = compare_two(SCORES, NAMES, TWO, TWO_LABELS)
    close(columns(found.d, found.d_lower, found.d_upper), r_s("d"), NONCENTRAL)
    close(columns(found.g, found.g_lower, found.g_upper), r_s("g"), NONCENTRAL)


def test_exact_p_of_small_groups_is_r_s() -> None:
    scores = (ANSWERS[:21, 0] + np.arange(1, 22) / 1000)[:, None]
    found = compare_two(scores, ("x",), np.repeat([0, 1], (9, 12)), ("a", "b"))
    with (REFERENCE / "r" / "groups.csv").open() as source:
        u, p = (float(r["value"]) for r in csv.DictReader(source) if r["key"] == "exact")
    assert found.exact.tolist() == [True]
    assert found.u[0] == u
    assert found.mann_whitney.p[0] == pytest.approx(p, rel=SAME)


def test_five_groups_are_r_s() -> None:
    found = compare_several(SCORES, NAMES, FIVE, FIVE_LABELS)
    close(whole(found.anova), r_s("anova"))
    close(whole(found.welch), r_s("welch_anova"))
    kruskal = (found.kruskal.statistic, found.kruskal.df, found.kruskal.p)
    close(columns(*kruskal), r_s("kruskal"))
    close(whole(found.levene), r_s("levene_five"))
    between, within = r_s("squares").T
    close(columns(found.between, found.within), columns(between, within))
    total, n = between + within, found.samples.n.sum(axis=0)
    error = within / (n - 5)
    close(found.eta_squared, between / total)
    close(found.omega_squared, (between - 4 * error) / (total + error))
    close(found.epsilon_squared, (between - 4 * error) / total)
    close(found.rank_epsilon_squared, found.kruskal.statistic * (n + 1) / (n**2 - 1))


def test_pairs_are_r_s() -> None:
    found = post_hoc(SCORES, NAMES, FIVE, FIVE_LABELS)
    expected = r_s("games_howell").reshape(3, 10, 5)
    got = np.stack([found.difference, found.se, found.t, found.df], axis=2)
    close(got, expected[:, :, :4])
    np.testing.assert_allclose(found.p, expected[:, :, 4], atol=RANGE)
    assert found.pairs[:5] == (("1", "2"), ("1", "3"), ("1", "4"), ("1", "5"), ("2", "3"))
    tukey = post_hoc(SCORES, NAMES, FIVE, FIVE_LABELS, method="tukey")
    np.testing.assert_allclose(tukey.p, r_s("tukey"), atol=RANGE)
    close(tukey.difference, found.difference)


def test_pingouin_agrees_where_it_answers() -> None:
    """Its analysis of variance does not: it warns under this pandas."""
    for j, name in enumerate(NAMES):
        y = SCORES[:, j]
        keep = ~np.isnan(y)
        data = pd.DataFrame({"y": y[keep], "five": FIVE[keep]})
        several = compare_several(SCORES, NAMES, FIVE, FIVE_LABELS)
        welch = pingouin.welch_anova(data, dv="y", between="five")
        assert several.welch.p[j] == pytest.approx(welch["p_unc"][0], rel=SAME), name
        ranks = pingouin.kruskal(data, dv="y", between="five")
        assert several.kruskal.statistic[j] == pytest.approx(ranks["H"].iloc[0], rel=SAME)
        a, b = y[keep & (TWO == 0)], y[keep & (TWO == 1)]
        two = compare_two(SCORES, NAMES, TWO, TWO_LABELS)
        assert two.d[j] == pytest.approx(pingouin.compute_effsize(a, b, eftype="cohen"), rel=SAME)
        rbc = pingouin.mwu(a, b)["RBC"].iloc[0]
        assert abs(two.rank_biserial[j]) == pytest.approx(abs(rbc), rel=SAME)


def test_two_groups_are_a_case_of_several() -> None:
    two = compare_two(SCORES, NAMES, TWO, TWO_LABELS)
    several = compare_several(SCORES, NAMES, TWO, TWO_LABELS)
    close(several.anova.statistic, two.student.statistic**2)
    close(several.anova.p, two.student.p)
    close(several.welch.statistic, two.welch.statistic**2)
    close(several.welch.df_within, two.welch.df)
    close(several.kruskal.statistic, two.mann_whitney.statistic**2)
    close(several.levene.p, two.levene.p)
    pair = post_hoc(SCORES, NAMES, TWO, TWO_LABELS)
    np.testing.assert_allclose(pair.p[:, 0], two.welch.p, atol=RANGE)


@given(st.permutations(range(5)), st.permutations(range(240)))
def test_order_of_groups_and_people_changes_nothing(groups: list[int], people: list[int]) -> None:
    code = np.argsort(groups)[FIVE]
    labels = [FIVE_LABELS[g] for g in groups]
    base = compare_several(SCORES, NAMES, FIVE, FIVE_LABELS)
    turned = compare_several(SCORES[people], NAMES, code[people], labels)
    for one, other in (
        (base.anova, turned.anova),
        (base.welch, turned.welch),
        (base.kruskal, turned.kruskal),
        (base.levene, turned.levene),
    ):
        close(other.statistic, one.statistic, 1e-9)
        close(other.p_holm, one.p_holm, 1e-7)
    close(turned.samples.mean, base.samples.mean[groups])


@given(st.floats(0.01, 1e3), st.floats(-1e3, 1e3))
def test_units_change_no_test_and_no_effect_size(scale: float, shift: float) -> None:
    base = compare_two(SCORES, NAMES, TWO, TWO_LABELS)
    moved = compare_two(scale * SCORES + shift, NAMES, TWO, TWO_LABELS)
    close(moved.d, base.d, 1e-8)
    close(moved.g_upper, base.g_upper, 1e-8)
    close(moved.difference, scale * base.difference, 1e-8)
    close(moved.levene.statistic, base.levene.statistic, 1e-8)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_is_a_bound_between_p_and_bonferroni(p: list[float]) -> None:
    plain = np.array(p)
    found = holm(plain)
    assert (found >= plain).all()
    assert (found <= np.minimum(plain * len(p), 1)).all()
    assert (np.diff(found[np.argsort(plain)]) >= 0).all()


def test_swapping_two_groups_changes_signs() -> None:
    base = compare_two(SCORES, NAMES, TWO, TWO_LABELS)
    swapped = compare_two(SCORES, NAMES, 1 - TWO, TWO_LABELS[::-1])
    close(swapped.d, -base.d)
    close(swapped.d_lower, -base.d_upper)
    close(swapped.rank_biserial, -base.rank_biserial)
    close(swapped.mann_whitney.p, base.mann_whitney.p)


def test_the_interval_of_d_covers_the_truth() -> None:
    rng = np.random.default_rng(5)
    scores = np.concatenate([rng.normal(0.6, 1, (25, 2_000)), rng.normal(0, 1, (18, 2_000))])
    found = compare_two(
        scores, [str(j) for j in range(2_000)], np.repeat([0, 1], (25, 18)), ("a", "b")
    )
    covered = (found.d_lower < 0.6) & (found.d_upper > 0.6)
    assert covered.mean() == pytest.approx(0.95, abs=0.015)  # three standard errors
    assert found.g.mean() == pytest.approx(0.6, abs=3 * 0.32 / np.sqrt(2_000))  # g is unbiased
