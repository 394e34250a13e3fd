"""Indicators from files: every layout, every way to write a number, every way to get it wrong."""

from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from aqyl.reports.indicator_file import read_indicators
from aqyl.survey.errors import AqylError

VALUES = {("Түркістан", 2022): (243.5, 5.9), ("Түркістан", 2023): (288.4, 5.2)}


def write(tmp_path: Path, text: str, name: str = "data.csv", encoding: str = "utf-8") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding=encoding)
    return file


@pytest.mark.parametrize(
    "text",
    [
        "city,year,indicator,value\nТүркістан,2022,wage,243.5\nТүркістан,2022,jobless,5.9\n"
        "Түркістан,2023,wage,288.4\nТүркістан,2023,jobless,5.2\n",
        "Қала;Жыл;Көрсеткіш;Мән\nТүркістан;2022;wage;243,5\nТүркістан;2022;jobless;5,9%\n"
        "Түркістан;2023;wage;288,4\n;;;\nТүркістан;2023;jobless;5,2%\n",
        "Город;Год;wage;jobless\nТүркістан;2022;243,5;5,9\nТүркістан;2023;288,4;5,2\n",
        "қала\tкөрсеткіш\tunit\t2022 ж.\t2023 ж.\nТүркістан\twage\tмың\t243,5\t288,4\n"
        "Түркістан\tjobless\t%\t5,9\t5,2\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "kz1048"])
def test_layouts_and_spellings_read_alike(tmp_path: Path, text: str, encoding: str) -> None:
    panel = read_indicators(write(tmp_path, text, encoding=encoding)).panel
    assert panel.cities == ("Түркістан",)
    assert panel.years == (2022, 2023)
    assert panel.indicators == ("wage", "jobless")
    np.testing.assert_array_equal(panel.values[0], [[243.5, 5.9], [288.4, 5.2]])


def test_a_workbook_reads_like_a_csv_file(tmp_path: Path) -> None:
    file = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["city", "year", "wage", "jobless"])
        for i, ((city, year), values) in enumerate(VALUES.items(), start=1):
            sheet.write_row(i, 0, [city, year, *values])
    found = read_indicators(file)
    assert found.panel.years == (2022, 2023)
    np.testing.assert_array_equal(found.panel.values[0], [[243.5, 5.9], [288.4, 5.2]])


def test_one_city_needs_no_column(tmp_path: Path) -> None:
    file = write(tmp_path, "indicator,2022,2023\nwage,1,2\n", "Turkistan.csv")
    assert read_indicators(file).panel.cities == ("Turkistan",)


def test_gaps_and_declared_marks_are_missing(tmp_path: Path) -> None:
    file = write(tmp_path, "indicator;2022;2023\nwage;1;x\nrent;;2\n")
    panel = read_indicators(file, missing_marks=["x"]).panel
    np.testing.assert_array_equal(np.isnan(panel.values[0]), [[False, True], [True, False]])


def test_ignored_indicators_stay_out(tmp_path: Path) -> None:
    file = write(tmp_path, "indicator;2022;2023\nwage;1;2\nnotes;a;b\n")
    assert read_indicators(file, ignore=["notes"]).panel.indicators == ("wage",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", r"columns `a`, `b` fit no layout \(data.csv\)"),
        (
            "city,year,indicator,value\nA,2022,x,1\nA,2022,x,2\n",
            r"City `A`, year 2022, indicator `x` stands twice, first in data.csv, row 2, "
            r"column `value` \(data.csv, row 3, column `value`\)",
        ),
        (
            "indicator;2022;2023\nwage;1;two\n",
            r"must be a number, got `two` \(data.csv, row 2, column `2023`\)",
        ),
        ("indicator;2022;2023\nwage;1;nan\n", "must be a number, got `nan`"),
        ("indicator;2022;2023\nwage;1;inf\n", "must be a number, got `inf`"),
        (
            "indicator;2022;2023\nwage;94,5%;0,945\n",
            r"`0,945` has no percent sign, and other cells of `wage` have one "
            r"\(data.csv, row 2, column `2023`\)",
        ),
        ("city,year,indicator,value\nA,20x2,x,1\n", "year must be a whole number .* got `20x2`"),
        (
            "city,year,indicator,value\nA,2022,x,1\nA,2023,,1\n",
            r"The indicator is empty \(data.csv, row 3",
        ),
        ("city;year;x\nA;2020;1,234\n", r"`1,234` can be a decimal or thousands.*\(data.csv\)"),
        ("city;year;x\nA;2020;1e400\n", "must be a number"),
    ],
)
def test_bad_input_is_one_sentence_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(AqylError, match=message):
        read_indicators(write(tmp_path, text))


def test_a_zero_needs_no_percent_sign(tmp_path: Path) -> None:
    file = write(tmp_path, "indicator;2022;2023\nwage;0;12%\n")
    assert read_indicators(file).panel.values.ravel().tolist() == [0.0, 12.0]
