"""Answers: every way to write them, every way to break a rule; profile and scores."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from aqyl.data import folder
from aqyl.survey.errors import AqylError
from aqyl.survey.instrument import Instrument, read_instrument
from aqyl.survey.profile import frequencies
from aqyl.survey.responses import AnswersError, Responses, read_responses
from aqyl.survey.scoring import score
from hypothesis import given
from hypothesis import strategies as st

NO_LABEL = "is no point and no label of the scale"


def read(tmp_path: Path, questionnaire: Instrument, text: str, **options) -> Responses:
    file = tmp_path / "answers.csv"
    file.write_text(text, "utf-8")
    return read_responses(file, questionnaire, **options)


def test_points_labels_and_both_are_the_same_answers(
    tmp_path: Path, questionnaire: Instrument
) -> None:
    found = read(
        tmp_path,
        questionnaire,
        "t 1;Я не доверяю городу?;u1;Age\n4;Согласен;5 - Strongly agree;18 – 25\n"
        "4,0;agree;Толығымен келісемін;26 – 35 жас\n\n;;;2\n",
    )
    np.testing.assert_array_equal(found.answers[:2], [[4, 4, 5], [4, 4, 5]])
    assert np.isnan(found.answers[2]).all()
    assert found.profile[:, 0].tolist() == [0, 1, 1]
    assert found.ids == ("2", "3", "5")


def test_a_workbook_of_numbers_reads_alike(tmp_path: Path, questionnaire: Instrument) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["T1", "T2", "U1"])
        sheet.write_row(1, 0, [1, 2, 3])
    found = read_responses(tmp_path / "a.xlsx", questionnaire)
    assert found.answers.tolist() == [[1, 2, 3]]
    assert found.profile.tolist() == [[-1, -1]]


def test_every_broken_cell_is_listed(tmp_path: Path, questionnaire: Instrument) -> None:
    text = "id;T1;T2;U1;age\na;6;3,5;maybe;40\nb;-1;4 - Agree;4 - Disagree;18-25\na;1;1;1;1\n"
    with pytest.raises(AnswersError) as caught:
        read(tmp_path, questionnaire, text, id_column="id")
    told = {(p.where, p.value, p.rule) for p in caught.value.problems}
    assert told == {
        ("answers.csv, row 2, column `T1`", "6", "is not on the scale 1-5"),
        ("answers.csv, row 2, column `T2`", "3,5", "is not a whole point of the scale 1-5"),
        ("answers.csv, row 2, column `U1`", "maybe", NO_LABEL),
        ("answers.csv, row 2, column `age`", "40", "is none of the options"),
        ("answers.csv, row 3, column `T1`", "-1", "is not on the scale 1-5"),
        (
            "answers.csv, row 3, column `U1`",
            "4 - Disagree",
            "is no point and no label of the scale",
        ),
        ("answers.csv, row 4, column `id`", "a", "stands in row 2 already"),
    }
    assert "7 cells break a rule" in str(caught.value)
    assert "and 2 more" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("T1;T2\n1;2\n", {}, "No column for the item `U1`"),
        ("T1;t1;T2;U1\n1;1;1;1\n", {}, "`T1` fits `T1` and `t1`"),
        ("T1;T2;x\n1;1;1\n", {"columns": {"U1": "y"}}, "no column `y` for `U1`"),
        ("T1;T2;U1\n1;1;1\n", {"columns": {"U9": "T1"}}, "no item or profile question `U9`"),
        ("T1;T2;x\n1;1;1\n", {"columns": {"U1": "x", "T2": "x"}}, "`x` fits `U1` and `T2`"),
        ("T1;T2;U1\n1;1;1\n", {"time_column": "t"}, "no column `t` for the times"),
        ("T1;T2;U1\n1;1;1\n", {"id_column": "id"}, "no column `id`"),
    ],
)
def test_columns_that_do_not_fit_are_named(
    tmp_path: Path, questionnaire: Instrument, text: str, options: dict, message: str
) -> None:
    with pytest.raises(AqylError, match=message):
        read(tmp_path, questionnaire, text, **options)


def test_everything_wrong_with_a_file_is_found_at_once(
    tmp_path: Path, questionnaire: Instrument
) -> None:
    text = "x;T1;t_1;u1\n1;1;1;9\n"
    with pytest.raises(AqylError) as caught:
        read(tmp_path, questionnaire, text, id_column="id", time_column="t", columns={"age": "y"})
    told = [one.problem for one in (caught.value, *caught.value.others)]
    assert told == [
        "There is no column `y` for `age`",
        "`T1` fits `T1` and `t_1`",
        "No column for the item `T2`, looked for as `Мен қалаға сенбеймін`",
        "There is no column `id` for the ids of people",
        "There is no column `t` for the times",
        "1 cell breaks a rule: answers.csv, row 2, column `u1`: `9` is not on the scale 1-5",
    ]


def test_a_file_without_any_column_of_the_questionnaire_is_refused(
    tmp_path: Path, questionnaire: Instrument
) -> None:
    with pytest.raises(AqylError, match="No column for 3 items: `T1`, `T2`, `U1`"):
        read(tmp_path, questionnaire, "x;y\n1;2\n")


def test_columns_can_be_mapped_and_marks_declared(
    tmp_path: Path, questionnaire: Instrument
) -> None:
    found = read(
        tmp_path,
        questionnaire,
        "T1;T2;v7\n99;2;3\n",
        columns={"U1": "v7"},
        missing_marks=["99"],
    )
    np.testing.assert_array_equal(found.answers, [[np.nan, 2, 3]])
    assert found.user_missing is not None
    assert found.user_missing.tolist() == [[True, False, False]]


def test_times_are_seconds_or_a_clock(tmp_path: Path, questionnaire: Instrument) -> None:
    times = ["95", "95,5", "1:35", "00:01:35", "75:30", "", "1:02:03.5", "n/a"]
    text = "T1;T2;U1;time\n" + "".join(f"1;1;1;{time}\n" for time in times)
    found = read(tmp_path, questionnaire, text, time_column="time", missing_marks=["n/a"])
    expected = [95, 95.5, 95, 95, 4530, np.nan, 3723.5, np.nan]
    np.testing.assert_array_equal(found.seconds, expected)
    assert read(tmp_path, questionnaire, text).seconds is None


@pytest.mark.parametrize(
    ("time", "rule"),
    [
        ("-5", "is no time"),
        ("50%", "is no time"),
        ("soon", "is no time"),
        ("1:75", "more than 59"),
        ("1:60:00", "more than 59"),
        ("2024-01-05 10:00:00", "is no time"),
        ("inf", "is no time"),
    ],
)
def test_what_is_no_time_is_listed(
    tmp_path: Path, questionnaire: Instrument, time: str, rule: str
) -> None:
    with pytest.raises(AnswersError, match=rule) as caught:
        read(tmp_path, questionnaire, f"T1;T2;U1;t\n1;1;1;9\n1;1;1;{time}\n", time_column="t")
    assert [p.where for p in caught.value.problems] == ["answers.csv, row 3, column `t`"]


def test_a_time_whose_decimal_sign_is_in_doubt_is_refused(
    tmp_path: Path, questionnaire: Instrument
) -> None:
    with pytest.raises(AqylError, match="`1,234` can be a decimal or thousands") as caught:
        read(tmp_path, questionnaire, "T1;T2;U1;t\n1;1;1;1,234\n", time_column="t")
    assert "column `t`" in str(caught.value)


def test_times_of_a_workbook_are_numbers_or_clock_cells(
    tmp_path: Path, questionnaire: Instrument
) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["T1", "T2", "U1", "t"])
        sheet.write_row(1, 0, [1, 2, 3, 95.5])
        sheet.write_row(2, 0, [1, 2, 3])
        sheet.write_number(2, 3, 95 / 86400, book.add_format({"num_format": "hh:mm:ss"}))
    found = read_responses(tmp_path / "a.xlsx", questionnaire, time_column="t")
    assert found.seconds is not None
    assert found.seconds.tolist() == [95.5, 95.0]


def test_notes_tell_simulated_answers_and_do_not_move_rows(
    tmp_path: Path, questionnaire: Instrument
) -> None:
    head = "# SIMULATED answers; seed 1\n#\nT1;T2;U1\n"
    found = read(tmp_path, questionnaire, head + "1;2;3\n\n4;5;1\n")
    assert found.note == ("SIMULATED answers; seed 1", "")
    assert found.simulated
    assert found.ids == ("4", "6")
    with pytest.raises(AnswersError, match="row 4, column `T2`"):
        read(tmp_path, questionnaire, head + "1;9;3\n")
    assert not read(tmp_path, questionnaire, "# simulated, UNSIMULATED\nT1;T2;U1\n1;2;3").simulated


def test_those_who_are_kept_keep_everything(tmp_path: Path, questionnaire: Instrument) -> None:
    text = "# SIMULATED\nT1;T2;U1;t\n1;2;3;10\n9;2;3;20\n1;2;3;30\n"
    people = read(tmp_path, questionnaire, text, time_column="t", missing_marks=["9"])
    kept = people.keep(np.array([False, True, True]))
    assert kept.simulated
    assert kept.seconds is not None
    assert kept.seconds.tolist() == [20, 30]
    assert kept.user_missing is not None
    assert kept.user_missing[:, 0].tolist() == [True, False]
    assert kept.rows.tolist() == [1, 2]
    assert len(people.ids) == 3
    assert score(kept).values[1].tolist() == [2.5, 3.0]
    bare = replace(people, seconds=None, user_missing=None).keep(np.array([True, False, False]))
    assert bare.seconds is None
    assert bare.user_missing is None


def test_the_shipped_questionnaire_reads_its_own_labels(tmp_path: Path) -> None:
    shipped = read_instrument(folder("turkistan") / "instrument.toml")
    for code in ("kk", "ru", "en"):
        head = ";".join(item.labels[code] for item in shipped.items)
        row = ";".join(shipped.scale.labels[i % 5][code] for i in range(51))
        (tmp_path / "a.csv").write_text(f"{head}\n{row}\n", "utf-8")
        found = read_responses(tmp_path / "a.csv", shipped)
        assert found.answers[0].tolist() == [i % 5 + 1 for i in range(51)]


def test_frequencies_count_the_missing(tmp_path: Path, questionnaire: Instrument) -> None:
    text = "T1;T2;U1;age\n1;1;1;1\n1;1;1;2\n1;1;1;2\n1;1;1;\n"
    found = frequencies(read(tmp_path, questionnaire, text), "age")
    assert (found.n, found.missing, found.count.tolist()) == (4, 1, [1, 2])
    assert found.percent.tolist() == [25.0, 50.0]
    np.testing.assert_allclose(found.valid_percent, [100 / 3, 200 / 3])
    np.testing.assert_allclose(found.cumulative_percent, [100 / 3, 100])
    with pytest.raises(AqylError, match="no profile question `job`; there are age"):
        frequencies(read(tmp_path, questionnaire, text), "job")


def test_scores_are_closed_forms(tmp_path: Path, questionnaire: Instrument) -> None:
    people = read(tmp_path, questionnaire, "T1;T2;U1\n4;1;3\n2;;5\n")
    assert score(people).values.tolist()[0] == [4.5, 3.0]  # T2 is reversed: 1 counts 5
    assert np.isnan(score(people).values[1, 0])
    assert score(people, at_least=0.5).values[1].tolist() == [2.0, 5.0]
    assert score(people, rule="sum").values[0].tolist() == [9.0, 3.0]
    weighted = score(people, rule="weighted", weights={"T1": 0.5, "T2": 0.9, "U1": 0.8})
    np.testing.assert_allclose(weighted.values[0], [(0.5 * 4 + 0.9 * 5) / 2, 0.8 * 3])
    assert score(people, leave_out=("T2",)).values[:, 0].tolist() == [4.0, 2.0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weights": {"X": 1.0}}, "no item `X`"),
        ({"weights": {"T1": 0.0}}, "weight of `T1` must be from 0.0001 to 10000"),
        ({"leave_out": ("U1",)}, "`use` has no item left"),
        ({"at_least": 2.0}, "share from 0 to 1"),
        ({"rule": "mode"}, "mean, sum or weighted"),
    ],
)
def test_a_wrong_rule_is_refused(
    tmp_path: Path, questionnaire: Instrument, options: dict, message: str
) -> None:
    people = read(tmp_path, questionnaire, "T1;T2;U1\n4;1;3\n")
    with pytest.raises(AqylError, match=message):
        score(people, **options)


@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=2, max_size=8))
def test_a_missing_answer_never_changes_another_persons_score(rows: list[list[int]]) -> None:
    shipped = read_instrument(folder("turkistan") / "instrument.toml")
    answers = np.repeat(np.array(rows, dtype=float), 17, axis=1)
    people = Responses(
        shipped,
        tuple(map(str, range(len(rows)))),
        answers,
        np.full((len(rows), len(shipped.profile)), -1),
        np.arange(len(rows)),
        Path("none.csv"),
        "utf-8",
    )
    holed = answers.copy()
    holed[0, ::3] = np.nan
    other = replace(people, answers=holed)
    np.testing.assert_array_equal(score(people).values[1:], score(other).values[1:])
