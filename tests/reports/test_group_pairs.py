"""The table of pairs of groups: cut so that the pairs stay of which the text speaks."""

import numpy as np
import pytest
from aqyl.analysis.group_variance import compare_several
from aqyl.analysis.post_hoc import post_hoc
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.group_pairs import pair_table
from aqyl.reports.study.group_part import GroupPart
from aqyl.reports.table import Table

NAMES = ("ease", "trust", "risk", "use")  # six pairs of four groups, ten of five, fifteen of six
CODES = tuple("abcdef")
LABELS = {code: code.upper() for code in CODES}
SHOWN = 30


def part(*, groups: int, apart: float = 0.0) -> GroupPart:
    """Return groups of twelve that differ in the last dimension but one, if at all."""
    rng = np.random.default_rng(4)
    codes = np.repeat(np.arange(groups), 12)
    values = rng.normal(size=(len(codes), len(NAMES)))
    values[:, 2] += apart * codes
    data = (values, NAMES, codes, CODES)
    return GroupPart("age", CODES, compare_several(*data), None, post_hoc(*data))


def table(found: GroupPart, *, outcome: str = "use", code: str = "en") -> Table:
    return pair_table(found, LABELS, "Age", str, language(code), outcome)


def test_a_short_table_keeps_its_order() -> None:
    found = table(part(groups=4, apart=3.0))
    assert [row[0] for row in found.rows] == [name for name in NAMES for _ in range(6)]
    assert len(found.notes) == 1


def test_a_long_table_shows_significant_pairs_and_those_of_the_outcome() -> None:
    found = table(part(groups=6, apart=3.0))
    assert len(found.rows) == 60
    shown, left = found.rows[:SHOWN], found.rows[SHOWN:]
    p = [row[4] for row in left if isinstance(row[4], float)]
    assert min(p) >= 0.05
    assert len([row for row in shown if row[0] == "use"]) == 15
    assert len([row for row in shown if row[0] == "risk"]) == 15
    order = [NAMES.index(str(row[0])) for row in shown]
    assert order == sorted(order)


def test_without_an_outcome_the_least_p_are_shown() -> None:
    found = table(part(groups=6), outcome="")
    p = np.array([row[4] for row in found.rows])
    assert p[:SHOWN].max() <= p[SHOWN:].min()


def test_pairs_of_empty_groups_are_no_rows() -> None:
    found = table(part(groups=5))
    assert len(found.rows) == 40
    assert not [row for row in found.rows if "F" in str(row[1])]
    assert not np.isnan(np.array([row[4] for row in found.rows], dtype=float)).any()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_note_says_which_pairs_are_shown(code: str) -> None:
    assert "use" in table(part(groups=6), code=code).notes[-1]
    assert str(SHOWN) in table(part(groups=6), code=code).notes[-1]
    assert "use" not in table(part(groups=6), outcome="", code=code).notes[-1]
