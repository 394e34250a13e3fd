"""What a study says of its day, its documents and its indices, and what it may not say."""

from pathlib import Path

import pytest
from aqyl.reports.study.study_check import check_study
from aqyl.reports.study.study_file import read_study

from .faulty_study import CITIES, INDEX, SCHEME, changed, check, told
from .stranger_study import STUDY, write_study


@pytest.mark.parametrize("day", ["2025-06-01", '"2025-06-01"'])
def test_a_day_is_a_date_or_a_text(tmp_path: Path, day: str) -> None:
    study = f"date = {day}\n{STUDY}"
    assert read_study(write_study(tmp_path, study=study)).date == "2025-06-01"


@pytest.mark.parametrize("day", ['"1 June"', '"2025-13-01"', "2025-06-01T10:00:00"])
def test_any_other_day_is_refused(tmp_path: Path, day: str) -> None:
    (fault,) = check_study(write_study(tmp_path, study=f"date = {day}\n{STUDY}"))
    assert (fault.key, fault.line) == ("date", 1)
    assert fault.sentence.startswith("`date` must be a day such as 2025-06-01")


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
