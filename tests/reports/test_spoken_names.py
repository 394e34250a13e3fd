"""What a reader calls a table: its number in results that were written, or its title."""

import os
from pathlib import Path

import pytest
from aqyl.reports.figures.picture import Picture
from aqyl.reports.language import LANGUAGES
from aqyl.reports.spoken_names import numbered_name, title_like, titled_name
from aqyl.reports.table import Table
from aqyl.survey.errors import SpecificationError

from .html_sample import document, write_sample

TITLES = [
    ("Надёжность и конвергентная валидность", "reliability"),
    ("Сенімділік және конвергентті валидтілік", "reliability"),
    ("Состав респондентов", "profile"),
    ("Состав респондентов", "profile_bars"),
    ("Сравнение групп: {question}", "groups"),
    ("Отбор анкет (N = {n})", "screening"),
]


def results(folder: Path) -> Path:
    folder.mkdir()
    write_sample(folder / "report.html")
    (folder / "manifest.json").write_text("{}")
    return folder


def test_every_number_of_a_page_is_found(tmp_path: Path) -> None:
    folder = results(tmp_path / "out")
    for code in LANGUAGES:
        for block in document(code).blocks:
            if isinstance(block, Table | Picture) and block.number:
                word = "table" if isinstance(block, Table) else "figure"
                for place in (folder, tmp_path):
                    assert numbered_name(f"{word} {block.number}", place) == block.name


@pytest.mark.parametrize("given", ["11", " 11 ", "Кесте 11", "11-кесте", "таблица 11", "Table 11"])
def test_a_number_is_written_as_people_write_it(tmp_path: Path, given: str) -> None:
    results(tmp_path / "out")
    assert numbered_name(given, tmp_path) == "cities"


@pytest.mark.parametrize("given", ["", "cities", "group 11", "11 жол", "table", "кесте 11 кесте"])
def test_what_is_no_number_is_left_to_the_names(tmp_path: Path, given: str) -> None:
    assert numbered_name(given, tmp_path) == ""


def test_the_newest_results_tell(tmp_path: Path) -> None:
    old, new = results(tmp_path / "old"), results(tmp_path / "new")
    page = (new / "report.html").read_text("utf-8")
    (new / "report.html").write_text(page.replace("-t-cities", "-t-towns"), "utf-8")
    os.utime(old / "report.html", (1, 1))
    assert numbered_name("11", tmp_path) == "towns"
    os.utime(new / "report.html", (0, 0))
    assert numbered_name("11", tmp_path) == "cities"


def test_a_number_without_results_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("<b>Table 11</b>")  # a page of somebody else
    with pytest.raises(SpecificationError, match="no results here in which `11` could be"):
        numbered_name("11", tmp_path)
    results(tmp_path / "out")
    with pytest.raises(SpecificationError, match="The results in `out` have no `кесте 99`"):
        numbered_name("кесте 99", tmp_path)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("НАДЕЖНОСТЬ и конвергентная  валидность", "reliability"),
        ("«Сенімділік және конвергентті валидтілік»", "reliability"),
        ("Состав респондентов", "profile"),
        ("Сравнение групп: Пол", "groups"),
        ("Отбор анкет (N = 500)", "screening"),
        ("Отбор", ""),
        ("", ""),
    ],
)
def test_titles_are_known_in_any_language(title: str, name: str) -> None:
    assert titled_name(title, TITLES) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("отбор", "screening"),
        ("надежность", "reliability"),
        ("Сотав респондентов", "profile"),
        ("дисперсия", ""),
        ("", ""),
    ],
)
def test_a_title_that_is_nearly_right_is_suggested(title: str, name: str) -> None:
    assert title_like(title, TITLES) == name
