"""Groups that are empty, small or do not vary: a defined result with its reason, or a sentence."""

import csv
from pathlib import Path

import numpy as np
import pytest
from aqyl.analysis.group_comparison import compare_two
from aqyl.analysis.group_variance import brown_forsythe, compare_several
from aqyl.analysis.post_hoc import PostHocMethod, post_hoc
from aqyl.survey.errors import SpecificationError

REFERENCE = Path(__file__).parents[1] / "reference"
SAME = 1e-10  # the same people in another arrangement

with (REFERENCE / "likert_simulated.csv").open() as stream:
    _, *ROWS = list(csv.reader(stream))
ANSWERS = np.array(ROWS, dtype=float)
NAMES = ("A", "B", "C")
SCORES = np.column_stack(
    [ANSWERS[:, part].mean(axis=1) for part in (slice(1, 4), slice(4, 8), slice(8, 12))]
)
FIVE, FIVE_LABELS = ANSWERS[:, 0].astype(int) - 1, ("1", "2", "3", "4", "5")
TWO, TWO_LABELS = (ANSWERS[:, 8] >= 4).astype(int), ("below 4", "from 4")


def close(found: np.ndarray, expected: np.ndarray) -> None:
    np.testing.assert_allclose(found, expected, rtol=SAME, atol=0)


def test_people_of_unknown_group_are_left_out() -> None:
    code = FIVE.copy()
    code[::7] = -1
    kept = code >= 0
    found = compare_several(SCORES, NAMES, code, FIVE_LABELS)
    expected = compare_several(SCORES[kept], NAMES, code[kept], FIVE_LABELS)
    close(found.anova.p, expected.anova.p)
    close(found.levene.p, expected.levene.p)
    close(found.samples.median, expected.samples.median)


def test_small_and_empty_groups_are_described_but_not_tested() -> None:
    labels = (*FIVE_LABELS, "nobody", "one")
    code = np.append(FIVE, 6)
    scores = np.vstack([SCORES, [5.0, 5.0, 5.0]])
    found = compare_several(scores, NAMES, code, labels)
    assert found.samples.n[5:].tolist() == [[0, 0, 0], [1, 1, 1]]
    assert found.samples.mean[6].tolist() == [5, 5, 5]
    assert np.isnan(found.samples.sd[5:]).all()
    assert np.isnan(found.samples.mean[5]).all()
    expected = compare_several(SCORES, NAMES, FIVE, FIVE_LABELS)
    for one, other in ((found.anova, expected.anova), (found.welch, expected.welch)):
        close(one.p, other.p)
    close(found.kruskal.statistic, expected.kruskal.statistic)
    for method in ("games_howell", "tukey"):
        pairs = post_hoc(scores, NAMES, code, labels, method=method)
        base = post_hoc(SCORES, NAMES, FIVE, FIVE_LABELS, method=method)
        tested = [pairs.pairs.index(pair) for pair in base.pairs]
        close(pairs.p[:, tested], base.p)
        assert np.isnan(np.delete(pairs.p, tested, axis=1)).all()
    unknown = np.append(FIVE, -1)
    close(post_hoc(scores, NAMES, unknown, FIVE_LABELS).p, post_hoc(SCORES, NAMES, FIVE, "12345").p)


FLAT = np.column_stack([np.repeat([3.0, 3.0], 5), np.repeat([3.0, 4.0], 5), np.arange(10.0)])
SPLIT = np.repeat([0, 1], 5)


def test_scores_that_do_not_vary_have_a_reason() -> None:
    names = ("same", "apart", "free")
    for found in (compare_two(FLAT, names, SPLIT, "ab"), compare_several(FLAT, names, SPLIT, "ab")):
        assert found.reasons == ("no_variance", "no_variance", "")
        assert np.isnan(found.welch.p[:2]).all()
        assert np.isfinite(found.welch.p_holm[2])
        assert found.welch.p_holm[2] == found.welch.p[2]
    two = compare_two(FLAT, names, SPLIT, "ab")
    assert np.isnan(two.d[:2]).all()
    assert two.difference[1] == -1
    assert two.rank_biserial.tolist() == [0, -1, -1]
    assert np.isnan(two.mann_whitney.p[0])
    assert two.mann_whitney.p[1] < 0.01
    pairs = post_hoc(FLAT, names, SPLIT, "ab", method="tukey")
    assert pairs.reasons == ("no_variance", "no_variance", "")


def test_rounding_is_no_variance() -> None:
    score = np.full(10, 0.1 + 0.2)
    score[::2] = 0.3
    found = compare_two(score[:, None], ("x",), SPLIT, "ab")
    assert found.reasons == ("no_variance",)


def test_one_group_that_does_not_vary_stops_welch_alone() -> None:
    scores = np.append(np.full(5, 3.0), [1.0, 2.0, 5.0, 1.0, 9.0, 4.0, 4.5, 5.0])[:, None]
    code = np.repeat([0, 1, 2], (5, 5, 3))
    found = compare_several(scores, ("x",), code, "abc")
    assert found.reasons == ("constant_group",)
    assert np.isnan(found.welch.p[0])
    assert np.isfinite([found.anova.p[0], found.kruskal.p[0], found.levene.p[0]]).all()
    assert post_hoc(scores, ("x",), code, "abc").reasons == ("constant_group",)
    tukey = post_hoc(scores, ("x",), code, "abc", method="tukey")
    assert tukey.reasons == ("",)
    assert np.isfinite(tukey.p).all()
    two = compare_two(scores[:10], ("x",), code[:10], "ab")
    assert two.reasons == ("",)
    assert two.welch.df[0] == pytest.approx(4, rel=SAME)


def test_too_few_people_have_a_reason() -> None:
    scores = np.array([[1.0, np.nan], [2.0, 4.0], [3.0, 5.0], [4.0, 5.5]])
    code = np.array([0, 0, 1, 1])
    for found in (compare_two(scores, "xy", code, "ab"), compare_several(scores, "xy", code, "ab")):
        assert found.reasons == ("", "too_few_groups")
        assert np.isnan([found.welch.p[1], found.levene.p[1], found.welch.df[1]]).all()
    two = compare_two(scores, "xy", code, "ab")
    assert np.isnan([two.u[1], two.difference[1], two.g[1], two.rank_biserial[1]]).all()
    assert np.isfinite([two.u[0], two.g[0]]).all()


def test_equal_distances_have_no_levene() -> None:
    scores = np.array([[1.0], [3.0], [4.0], [6.0]])
    assert np.isnan(brown_forsythe(scores, ("x",), np.array([0, 0, 1, 1]), "ab").p).all()


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: compare_two(SCORES, NAMES, FIVE, FIVE_LABELS), "hold 5: .*`compare_several`"),
        (lambda: compare_two(SCORES, NAMES, 0 * TWO, TWO_LABELS), "hold 1: `below 4`.*another"),
        (lambda: compare_two(SCORES, NAMES, 0 * TWO - 1, TWO_LABELS), "hold 0: none"),
        (lambda: compare_two(SCORES, NAMES, TWO, TWO_LABELS, level=1), "between 0 and 1, got 1"),
        (lambda: compare_several(SCORES, NAMES, FIVE, "abcd"), "code 4 .* has no label"),
        (lambda: compare_several(SCORES, NAMES, FIVE - 2, "abcde"), "code -2 .*Write -1"),
        (lambda: compare_several(SCORES, NAMES, FIVE, "aacde"), "`labels` must differ, and `a`"),
        (lambda: compare_several(SCORES, "ABA", FIVE, "abcde"), "`names` must differ, and `A`"),
        (lambda: compare_several(SCORES, NAMES, FIVE / 1, "abcde"), "integer codes, got float64"),
        (lambda: compare_several(SCORES[:9], NAMES, FIVE, "abcde"), r"shape \(9, 3\) for 240"),
    ],
)
def test_wrong_arguments_are_refused(build, message: str) -> None:
    with pytest.raises(SpecificationError, match=message):
        build()


def test_unknown_post_hoc_is_refused() -> None:
    scheffe: PostHocMethod = "scheffe"  # pyright: ignore[reportAssignmentType]
    with pytest.raises(SpecificationError, match="games_howell, tukey, got `scheffe`"):
        post_hoc(SCORES, NAMES, FIVE, FIVE_LABELS, method=scheffe)
