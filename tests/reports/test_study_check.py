"""All faults of a study in one go: each with its file, line and key."""

import os
import tomllib
from pathlib import Path

import pytest
import typer
from aqyl.data import folder
from aqyl.reports.study.study_check import Fault, check_study, checked_study
from aqyl.reports.study.study_file import read_study
from aqyl.reports.study.study_reading import study_reading
from aqyl.reports.study_commands import check_study_file
from aqyl.survey.errors import AqylError, SpecificationError
from hypothesis import given
from hypothesis import strategies as st

from .stranger_study import LABELS, STUDY, write_study

INDEX = '[[index]]\ndata = "cities.csv"\nframework = "scheme.toml"\n'
SCHEME = '[normalisation]\nover = "panel"\n[[group]]\nid = "g"\nindicators = ["wage"]\n'
CITIES = "city;indicator;2021;2022\nTurkistan;wage;1;2\nKentau;wage;3;4\n"


def told(found: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.place, fault.key) for fault in found]


def changed(*pairs: tuple[str, str]) -> str:
    """Return the stranger's study with replacements."""
    text = STUDY
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def check(tmp_path: Path, *pairs: tuple[str, str], more: str = "") -> tuple[Fault, ...]:
    return check_study(write_study(tmp_path, study=changed(*pairs) + more))


def test_a_sound_study_has_no_faults(tmp_path: Path) -> None:
    assert check(tmp_path) == ()
    assert check_study(folder("turkistan") / "study.toml") == ()


def test_every_wrong_key_is_told_with_its_line(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        ("[regression]", "[regresion]"),
        ("longest_run", "longest_ran"),
        ("completeness = 0.8", 'completeness = "x"'),
        ("replications = 20", 'count = "all"\nmethod = "x"'),
    )
    assert told(found) == [
        ("study.toml:13", "screening.completeness"),
        ("study.toml:14", "screening.longest_ran"),
        ("study.toml:17", "factors.count"),
        ("study.toml:18", "factors.method"),
        ("study.toml:20", "regresion"),
    ]
    assert found[1].sentence.endswith("did you mean `longest_run`?")


def test_every_wrong_name_is_told_with_its_line(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        ("completeness = 0.8", "completeness = 80\nspread = -1"),
        ('outcome = "use"', 'outcome = "usage"\npredictors = ["a", "trust"]'),
        ('"trust -> use"', '"trust -> us"'),
        ('by = ["gender", "age"]', 'by = ["sex", "age", "age"]'),
        more='[scores]\nweights = { a = 1.0 }\n[model]\npaths = ["ease -> tru", "x"]\n'
        'modes = { q = "A" }\ngroups = "g"\nhigher_order = { h = ["ease", "w"] }\n',
    )
    assert told(found) == [
        ("study.toml:13", "screening.completeness"),
        ("study.toml:14", "screening.spread"),
        ("study.toml:21", "regression.outcome"),
        ("study.toml:22", "regression.predictors.a"),
        ("study.toml:26", "hypothesis.H1.path"),
        ("study.toml:29", "comparison.by.age"),
        ("study.toml:29", "comparison.by.sex"),
        ("study.toml:31", "scores.weights"),
        ("study.toml:31", "scores.weights.a"),
        ("study.toml:33", "model.paths.1"),
        ("study.toml:33", "model.paths.x"),
        ("study.toml:34", "model.modes.q"),
        ("study.toml:35", "model.groups"),
        ("study.toml:36", "model.higher_order.h.w"),
    ]
    assert "Did you mean `use`?" in {fault.next_step for fault in found}


def test_keys_and_names_are_told_together(tmp_path: Path) -> None:
    found = check(tmp_path, ("longest_run", "longest_ran"), ('"trust -> use"', '"trust -> us"'))
    assert [fault.key for fault in found] == ["screening.longest_ran", "hypothesis.H1.path"]


def test_the_rest_of_a_table_is_checked_as_well(tmp_path: Path) -> None:
    found = check(tmp_path, ("completeness = 0.8\nlongest_run", "completeness = 80\nlongest_ran"))
    assert [fault.key for fault in found] == ["screening.completeness", "screening.longest_ran"]


@pytest.mark.parametrize(
    "wrong", ['simulated = "yes"', "[factors]\nseed = 1.0", '[model]\ncovariance = "no"']
)
def test_kinds_are_not_guessed(tmp_path: Path, wrong: str) -> None:
    study = 'data = "answers.csv"\n' + wrong + "\n"
    found = check_study(write_study(tmp_path, study=study))
    assert [fault.sentence for fault in found if "valid" in fault.sentence]


@pytest.mark.parametrize(
    ("pairs", "key"),
    [
        ([('outcome = "use"', 'outcom = "use"')], "regression.outcom"),
        ([("[regression]", "[regresion]")], "regresion"),
        ([('path = "trust -> use"', 'pth = "trust -> use"')], "hypothesis.H1.pth"),
        ([("constructs = {", "construct = {")], "instrument.construct"),
        ([("[[hypothesis]]", "[[hypothesi]]")], "hypothesi"),
        ([('data = { file = "answers.csv"', "data = { file = 3")], "data.file"),
    ],
)
def test_one_slip_is_one_fault(tmp_path: Path, pairs: list[tuple[str, str]], key: str) -> None:
    """Nothing else is said of what depends on a table that cannot be read."""
    assert [fault.key for fault in check(tmp_path, *pairs)] == [key]


def test_a_study_raises_the_first_of_its_faults(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=changed(("completeness", "complete"), ("-> use", "-> us")))
    errors = [fault.error for fault in check_study(path)]
    with pytest.raises(SpecificationError) as caught:
        read_study(path)
    assert str(caught.value) in {str(error) for error in errors}
    assert caught.value.where == "study.toml"


def test_hypotheses_stand_once(tmp_path: Path) -> None:
    more = '[[hypothesis]]\nid = "H1"\npath = "ease -> use"\n'
    found = check(tmp_path, more=more)
    assert told(found) == [("study.toml:29", "hypothesis.H1.id")]


def test_a_text_that_is_no_toml_has_one_fault(tmp_path: Path) -> None:
    found = check(tmp_path, more="\n[x\n")
    assert [fault.place for fault in found] == ["study.toml:29"]
    assert "not valid TOML" in found[0].sentence
    missing = check_study(tmp_path / "none.toml")
    assert [fault.place for fault in missing] == ["none.toml"]


def test_a_questionnaire_of_its_own_has_its_own_lines(tmp_path: Path) -> None:
    study = 'data = "answers.csv"\ninstrument = "q.toml"\n[factors]\nthreshold = 2\n'
    path = write_study(tmp_path, study=study)
    (tmp_path / "q.toml").write_text(
        '[scale]\npoints = [1, 2]\nlables = ["a"]\n[[construct]]\nid = "a"\nitems = []\n'
        '[[construct]]\nitem = ["x"]\n',
        "utf-8",
    )
    assert told(check_study(path)) == [
        ("q.toml:3", "scale.lables"),
        ("q.toml:6", "construct.a.items"),
        ("q.toml:7", "construct.2.id"),
        ("q.toml:8", "construct.2.item"),
        ("study.toml:4", "factors.threshold"),
    ]
    (tmp_path / "q.toml").write_text(
        '[scale]\npoints = [1, 2]\n[[construct]]\nid = "a"\nitems = ["x"]\n'
        '[[construct]]\nid = "b"\nitems = [\n"y",\n"x"]\n',
        "utf-8",
    )
    assert told(check_study(path))[0] == ("q.toml:10", "construct.b.items.x")
    (tmp_path / "q.toml").unlink()
    assert ("study.toml:2", "instrument") in told(check_study(path))


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
        ("answers.csv", "", "No column for the item `T4`"),
        ("answers.csv:3", "T2", "`совсем` is no point and no label of the scale"),
        ("study.toml:3", "data.id", "There is no column `Код` for the ids of people"),
        ("study.toml:27", "comparison.by.gender", "No column for the profile question `gender`"),
        ("study.toml:27", "comparison.by.age", "No column for the profile question `age`"),
    ]


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
    assert fault.next_step == f"Did you mean `до 30`? The questionnaire has {options}."


def test_a_questionnaire_is_checked_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        ("points = [1, 2, 3, 4, 5, 6, 7], labels", "labels"),
        ('["E1", "E2", "E3"]', '["E1", "E2", "E2", "T1"]'),
        ('reverse = ["E2"]', 'reverse = ["E9"]'),
        ('["ж", "м"]', '["ж", "ж"]'),
        ('outcome = "use"', 'outcome = "us"'),
        ('by = ["gender", "age"]', 'by = ["gendr"]'),
        more='[model]\npaths = ["ease -> use"]\n',
    )
    assert [fault.key for fault in found] == [
        "instrument.scale.points",
        "instrument.constructs.ease.E2",
        "instrument.constructs.ease.T1",
        "instrument.reverse.E9",
        "instrument.profile.gender.ж",
        "regression.outcome",
        "comparison.by.gendr",
    ]


def test_a_questionnaire_file_is_checked_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    study = 'data = "answers.csv"\ninstrument = "q.toml"\n[regression]\noutcome = "b"\n'
    path = write_study(tmp_path, study=study)
    (tmp_path / "q.toml").write_text(
        'lables = { a = "A" }\nconstructs = { a = ["x", "x"] }\nreverse = ["y"]\n', "utf-8"
    )
    assert sorted(told(check_study(path))) == [
        ("q.toml:1", "lables"),
        ("q.toml:1", "scale"),
        ("q.toml:2", "constructs.a.x"),
        ("q.toml:3", "reverse.y"),
        ("study.toml:4", "regression.outcome"),
    ]


@pytest.mark.parametrize("day", ["2025-06-01", '"2025-06-01"'])
def test_a_day_is_a_date_or_a_text(tmp_path: Path, day: str) -> None:
    study = f"date = {day}\n{STUDY}"
    assert read_study(write_study(tmp_path, study=study)).date == "2025-06-01"


@pytest.mark.parametrize("day", ['"1 June"', '"2025-13-01"', "2025-06-01T10:00:00"])
def test_any_other_day_is_refused(tmp_path: Path, day: str) -> None:
    (fault,) = check_study(write_study(tmp_path, study=f"date = {day}\n{STUDY}"))
    assert (fault.key, fault.line) == ("date", 1)
    assert fault.sentence.startswith("`date` must be a day such as 2025-06-01")


def test_a_missing_column_is_the_files_fault(tmp_path: Path) -> None:
    found = check(tmp_path, ('"T3"', '"T4"'))
    assert told(found) == [("answers.csv", "")]
    assert found[0].sentence == "No column for the item `T4`"


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


@pytest.mark.parametrize(
    ("scheme", "cities", "place"),
    [
        (SCHEME, CITIES, None),
        (SCHEME, None, ("study.toml:29", "index.1.data")),
        (None, CITIES, ("study.toml:30", "index.1.framework")),
        (SCHEME.replace("over", "ovr"), CITIES, ("scheme.toml:2", "normalisation.ovr")),
        (SCHEME.replace("wage", "wages"), CITIES, ("study.toml:29", "index.1.data")),
        (SCHEME, CITIES.replace(";3", ";x"), ("cities.csv:3", "2021")),
        (SCHEME, CITIES.replace(";3", ";"), ("cities.csv:3", "2021")),
        (SCHEME + "[indicator.x]\n", CITIES, ("scheme.toml:6", "indicator.x")),
    ],
)
def test_the_files_of_an_index_are_checked(
    tmp_path: Path, scheme: str | None, cities: str | None, place: tuple[str, str] | None
) -> None:
    for name, text in (("scheme.toml", scheme), ("cities.csv", cities)):
        if text is not None:
            (tmp_path / name).write_text(text, "utf-8")
    assert told(check(tmp_path, more=INDEX)) == ([place] if place else [])


CITY = '[[index]]\ndata = "{}"\nframework = "{}"\n[instrument]'
OUTSIDE = [
    ('file = "answers.csv"', 'file = "../answers.csv"', "data.file"),
    ('file = "answers.csv"', 'file = "/etc/hostname"', "data.file"),
    ('file = "answers.csv"', 'file = "link.csv"', "data.file"),
    ('file = "answers.csv"', 'file = "linked/answers.csv"', "data.file"),
    ('file = "answers.csv"', 'file = "C:\\\\answers.csv"', "data.file"),
    ("[instrument]", CITY.format("../a.csv", "f.toml"), "index.1.data"),
    ("[instrument]", CITY.format("a.csv", "../f.toml"), "index.1.framework"),
    ("[instrument]", CITY.format("a.csv", "cat.toml"), "index.1.framework"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key"), OUTSIDE)
def test_a_file_outside_the_folder_needs_leave(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    inner = tmp_path / "study"
    inner.mkdir()
    path = write_study(inner, study=changed((old, new)))
    (inner / "answers.csv").rename(tmp_path / "answers.csv")
    (inner / "link.csv").symlink_to(tmp_path / "answers.csv")
    (inner / "linked").symlink_to(tmp_path)
    (inner / "cat.toml").write_text(SCHEME + '[catalogue]\nfile = "../c.csv"\n', "utf-8")
    with pytest.raises(SpecificationError, match="outside the folder of the study") as caught:
        read_study(path)
    assert "--allow-outside" in caught.value.next_step
    assert str(tmp_path) not in str(caught.value)
    found = [f for f in check_study(path) if "outside the folder" in f.sentence]
    assert [fault.key for fault in found] == [key]
    assert read_study(path, allow_outside=True).path == path


def test_a_questionnaire_outside_is_not_opened(tmp_path: Path) -> None:
    inner = tmp_path / "study"
    inner.mkdir()
    (tmp_path / "q.toml").write_text("secret", "utf-8")
    path = write_study(inner, study='data = "answers.csv"\ninstrument = "../q.toml"\n')
    found = check_study(path)
    assert told(found) == [("study.toml:2", "instrument")]
    assert "secret" not in str(found[0].error)


def test_a_link_inside_the_folder_is_fine(tmp_path: Path) -> None:
    path = write_study(tmp_path, study=changed(('file = "answers.csv"', 'file = "link.csv"')))
    (tmp_path / "link.csv").symlink_to("answers.csv")
    assert check_study(path) == ()


def test_answers_named_by_the_caller_need_no_leave(tmp_path: Path) -> None:
    inner = tmp_path / "study"
    inner.mkdir()
    path = write_study(inner, study=STUDY + "[model]\nresamples = 200\n")
    (inner / "answers.csv").rename(tmp_path / "others.csv")
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        study = read_study("study/study.toml", data="others.csv")
        assert study.data_file == Path("others.csv")
        assert check_study("study/study.toml", data="others.csv") == ()
        missing = check_study("study/study.toml", data="none.csv")
        assert "There is no file none.csv" in [fault.sentence for fault in missing]
    finally:
        os.chdir(before)
    assert read_study(path, data=tmp_path / "others.csv").data_file == tmp_path / "others.csv"


def test_what_a_study_says_of_its_documents(tmp_path: Path) -> None:
    text = changed(
        ('title = "Доверие к сервису"', 'title = "Доверие"\nlanguage = ["ru", "kk"]'),
        ('id = "Код"', 'id = "Код", licence = "CC-BY-4.0", source = { ru = "Опрос", en = "" }'),
    )
    more = (
        '[documents]\nformats = ["docx"]\nstyle = "apa"\n'
        "[privacy]\nsmallest = 10\nsuppress = true\n"
        + INDEX + 'decimal = "comma"\nmissing = ["x"]\n'
    )  # fmt: skip
    study = read_study(write_study(tmp_path, study=text + more))
    assert study.languages == ("ru", "kk")
    assert (study.licence, study.source) == ("CC-BY-4.0", {"ru": "Опрос"})
    assert (study.documents.formats, study.documents.style) == (["docx"], "apa")
    assert study.documents.figures == ["pdf", "svg", "png"]
    assert (study.privacy.smallest, study.privacy.suppress) == (10, True)
    plan = study.indices[0]
    assert (plan.data, plan.framework) == (tmp_path / "cities.csv", tmp_path / "scheme.toml")
    assert (plan.decimal, plan.missing) == ("comma", ("x",))
    plain = read_study(write_study(tmp_path))
    assert (plain.languages, plain.indices, plain.licence) == ((), (), "")
    assert (plain.privacy.smallest, plain.privacy.suppress) == (5, False)


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ('[documents]\nformats = ["pdf"]', "documents.formats.pdf"),
        ('[documents]\nformats = ["docx", "docx"]', "documents.formats.docx"),
        ("[documents]\nformats = []", "documents.formats"),
        ("[privacy]\nsmallest = -1", "privacy.smallest"),
        ("[privacy]\nsuppress = 1", "privacy.suppress"),
        ('[[index]]\ndata = "a.csv"', "index.1.framework"),
    ],
)
def test_wrong_documents_are_named(tmp_path: Path, more: str, key: str) -> None:
    assert [fault.key for fault in check(tmp_path, more=more)] == [key]


@pytest.mark.parametrize(
    ("code", "closing"), [("kk", "3 қате"), ("ru", "3 ошибки"), ("en", "3 faults")]
)
def test_the_verb_prints_places_and_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, closing: str
) -> None:
    slips = (("longest_run", "longest_ran"), ("-> use", "-> us"), ("replica", "repplica"))
    text = changed(*slips)
    path = write_study(tmp_path, study=text)
    with pytest.raises(typer.Exit) as ended:
        check_study_file(path, code)  # type: ignore[arg-type]
    assert ended.value.exit_code == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("study.toml:14: ")
    assert lines[1].startswith("study.toml:17: ")
    assert lines[-1] == closing
    assert "(study.toml)" not in "".join(lines)


WORDS = st.sampled_from(
    ["trust", "use", "us", "gender", "x", "H1", "", "trust -> use", 3, 0.5, True, [], {}, ["trust"]]
)
TABLES = st.sampled_from(
    [*sorted(tomllib.loads(STUDY)), "model", "index", "scores", "privacy", "n"]
)


@given(st.dictionaries(TABLES, st.dictionaries(st.sampled_from(
    ["file", "outcome", "predictors", "by", "paths", "groups", "id", "data", "smallest", "rule"]
), WORDS, max_size=3) | WORDS, min_size=1, max_size=3))  # fmt: skip
def test_no_study_breaks_the_check(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, object]
) -> None:
    """Whatever stands in a study, there is an answer, and reading it agrees."""
    tree = tomllib.loads(STUDY) | changes
    path = tmp_path_factory.mktemp("any") / "study.toml"
    path.write_text("".join(f"{key} = {_toml(value)}\n" for key, value in tree.items()), "utf-8")
    found = check_study(path)
    assert found  # at least the answers are missing
    assert all(fault.sentence and fault.line <= len(tree) for fault in found)
    if study_reading(path).faults:
        with pytest.raises(AqylError) as caught:
            read_study(path)
        assert str(caught.value) in {str(fault.error) for fault in found}
    else:
        assert read_study(path).path == path


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
