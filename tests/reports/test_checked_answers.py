"""Answers that do not fit their study are told: columns, cells, and who did not answer."""

from pathlib import Path

import pytest
import typer
from aqyl.reports.study.study_check import check_study, checked_study
from aqyl.reports.study_commands import check_study_file

from .faulty_study import changed, check, told
from .stranger_study import LABELS, STUDY, write_study


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "Код"', 'id = "Kod"', "data.id"),
        ('id = "Код"', 'id = "Код", time = "sek"', "data.time"),
        ('age = "Возраст"', 'age = "Возрас"', "data.columns.age"),
        ('age = "Возраст"', 'ag = "Возраст"', "data.columns.ag"),
        ('file = "answers.csv"', 'file = "other.csv"', "data.file"),
        ('file = "answers.csv"', 'file = "study.toml"', "data.file"),
    ],
)
def test_data_that_do_not_fit_are_told_at_the_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    assert told(check(tmp_path, (old, new))) == [("study.toml:3", key)]


def test_missing_columns_of_items_and_questions_are_one_round(tmp_path: Path) -> None:
    path = write_study(
        tmp_path,
        study=changed(('"T3"', '"T4"'), (', columns = { gender = "Пол", age = "Возраст" }', "")),
    )
    text = (tmp_path / "answers.csv").read_text("utf-8").replace("совсем да", "совсем", 1)
    (tmp_path / "answers.csv").write_text(text.replace("Код;", "Kod;", 1), "utf-8")
    assert [(fault.place, fault.key, fault.sentence) for fault in check_study(path)] == [
        ("study.toml:3", "data.id", "There is no column `Код` for the ids of people"),
        ("study.toml:8", "instrument.constructs.trust.T4", "No column for the item `T4`"),
        ("study.toml:27", "comparison.by.gender", "No column for the profile question `gender`"),
        ("study.toml:27", "comparison.by.age", "No column for the profile question `age`"),
        ("answers.csv:3", "T2", "`совсем` is no point and no label of the scale"),
    ]


def test_a_missing_column_is_told_at_the_item(tmp_path: Path) -> None:
    found = check(tmp_path, ('"T3"', '"T4"'))
    assert told(found) == [("study.toml:8", "instrument.constructs.trust.T4")]
    assert found[0].sentence == "No column for the item `T4`"


def test_a_missing_column_is_told_with_wording_and_nearest_heading(tmp_path: Path) -> None:
    label = '[instrument.labels]\nT3 = "На обращения отвечают быстро"\n\n[screening]'
    path = write_study(tmp_path, study=changed(("[screening]", label)))
    text = (tmp_path / "answers.csv").read_text("utf-8")
    (tmp_path / "answers.csv").write_text(
        text.replace(";T3;", ";На запросы отвечают быстро;", 1), "utf-8"
    )
    (fault,) = check_study(path)
    assert (fault.place, fault.key) == ("study.toml:13", "instrument.labels.T3")
    assert fault.sentence == (
        "No column for the item `T3`, looked for as `На обращения отвечают быстро`"
    )
    assert fault.next_step.startswith("The nearest heading is `На запросы отвечают быстро`")


def test_a_file_name_that_is_nearly_right_is_told(tmp_path: Path) -> None:
    for name in ("Answers.CSV", "answers.xls", "answers.xlsx", "answer.csv"):
        (fault,) = check(tmp_path, ('file = "answers.csv"', f'file = "{name}"'))
        assert fault.next_step == "The folder has `answers.csv`: was it meant?"


def test_a_column_of_dates_is_one_fault(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=changed(('id = "Код"', 'id = "Код", time = "Отметка"')))
    head, *rows = (tmp_path / "answers.csv").read_text("utf-8").splitlines()
    dated = [f"{row};03.05.2025 9:{i % 60:02d}:11" for i, row in enumerate(rows)]
    (tmp_path / "answers.csv").write_text("\n".join([f"{head};Отметка", *dated]), "utf-8")
    (fault,) = check_study(path)
    assert (fault.place, fault.key) == ("study.toml:3", "data.time")
    assert f"such as `03.05.2025 9:00:11` (cells: {len(rows)}), not the time" in fault.sentence
    assert fault.next_step.startswith("`time` needs seconds (95)")


def test_translations_are_no_matter_while_there_are_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ("\ntitle", '\nlanguage = ["ru", "kk"]\ntitle')
    check_study_file(write_study(tmp_path, study=changed(named)), "en")
    assert "Caution. Kazakh" in capsys.readouterr().out
    wrong = changed(named, ('file = "answers.csv"', 'file = "none.csv"'))
    with pytest.raises(typer.Exit):
        check_study_file(write_study(tmp_path, study=wrong), "en")
    said = capsys.readouterr().out
    assert "1 fault" in said
    assert "Caution" not in said


def test_a_question_that_nothing_needs_is_a_caution(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = changed((', age = "Возраст"', ""), (', "age"]', "]"))
    path = write_study(tmp_path, study=text)
    found = checked_study(path)
    assert found.faults == ()
    assert told(found.cautions) == [("answers.csv", "")]
    check_study_file(path, "en")
    said = capsys.readouterr().out
    assert "Caution. answers.csv: No column for the profile question `age`" in said


def test_a_misspelt_label_is_one_fault_with_what_was_meant(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    text = (tmp_path / "answers.csv").read_text("utf-8")
    cells = text.count(";скорее да")
    (tmp_path / "answers.csv").write_text(text.replace(";скорее да", ";скоре да"), "utf-8")
    (fault,) = check_study(path)
    said = f"is no point and no label of the scale (cells: {cells}, columns: 9)"
    assert fault.sentence == f"`скоре да` {said}"
    labels = ", ".join(f"`{label}`" for label in LABELS)
    assert fault.next_step == f"Did you mean `скорее да`? The questionnaire has {labels}."
    assert fault.key == ""


def test_a_wrong_option_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    text = (tmp_path / "answers.csv").read_text("utf-8")
    (tmp_path / "answers.csv").write_text(text.replace(";30-50", ";за 30", 1), "utf-8")
    (fault,) = check_study(path)
    assert fault.key == "Возраст"
    options = "`до 30`, `30-50`, `старше 50`"
    assert fault.next_step == f"The questionnaire has {options}."  # "до" is not "за"


def test_a_label_is_never_told_to_mean_its_opposite(tmp_path: Path) -> None:
    path = write_study(
        tmp_path, study=changed(('"не знаю", "скорее да",', '"не знаю", "отчасти",'))
    )
    (fault,) = check_study(path)
    assert fault.sentence.startswith("`скорее да` is no point")
    assert fault.next_step.startswith("The questionnaire has `совсем нет`")


def test_every_wrong_cell_is_told_once_with_row_and_column(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    rows = (tmp_path / "answers.csv").read_text("utf-8").splitlines()
    for i in (5, 9, 12):
        cells = rows[i].split(";")
        cells[4], cells[6] = "9", "может быть"
        rows[i] = ";".join(cells)
    cells = rows[2].split(";")
    cells[0] = "1"
    rows[2] = ";".join(cells)
    (tmp_path / "answers.csv").write_text("\n".join(rows), "utf-8")
    found = check_study(path)
    assert told(found) == [
        ("answers.csv:3", "Код"),
        ("answers.csv:6", "T2"),
        ("answers.csv:6", "E1"),
    ]
    assert found[1].sentence == "`9` is not on the scale 1-7 (and 2 more such cells)"


def test_thousands_of_wrong_cells_stay_readable(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=changed(("completeness = 0.8", "completeness = 2")))
    head = (tmp_path / "answers.csv").read_text("utf-8").splitlines()[0]
    rows = [f"{i};ж;до 30;" + ";".join(f"x{i}" for _ in range(9)) for i in range(300)]
    (tmp_path / "answers.csv").write_text("\n".join([head, *rows]), "utf-8")
    found = check_study(path)
    assert len(found) == 1 + 200 + 1
    assert found[0].key == "screening.completeness"
    assert found[-1].sentence == "100 more texts break a rule"


def test_who_did_not_answer_is_told(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=STUDY + '[model]\ngroups = "gender"\n')
    rows = [row.split(";") for row in (tmp_path / "answers.csv").read_text("utf-8").splitlines()]
    for row in rows[1:]:
        row[1] = row[5] = ""
    (tmp_path / "answers.csv").write_text("\n".join(map(";".join, rows)), "utf-8")
    assert told(check_study(path)) == [
        ("answers.csv", "T3"),
        ("study.toml:27", "comparison.by.gender"),
        ("study.toml:29", "model.groups"),
    ]
    for row in rows[1:]:
        row[3:] = [""] * 9
    (tmp_path / "answers.csv").write_text("\n".join(map(";".join, rows)), "utf-8")
    sentences = [fault.sentence for fault in check_study(path)]
    assert sentences == ["Nobody answered any item", "The screening keeps 0 of 160 people"]


def test_a_rule_that_the_data_do_not_allow_is_told_at_its_key(tmp_path: Path) -> None:
    found = check(tmp_path, ("longest_run = 8", "seconds_per_item = 2.0"))
    assert told(found) == [("study.toml:14", "screening.seconds_per_item")]
