"""Files that once were misread, dropped from, or crashed on: each is read right or refused."""

from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from aqyl.analysis.framework import Framework, Group, Indicator
from aqyl.analysis.index_rules import Mean, Normalisation
from aqyl.analysis.integral_index import integral_index
from aqyl.reports.framework_file import read_framework
from aqyl.reports.index_report import write_index_report
from aqyl.reports.indicator_file import read_indicators
from aqyl.reports.language import language
from aqyl.survey.errors import AqylError

from ..analysis.conftest import framework, panel


def csv(tmp_path: Path, text: str, name: str = "d.csv", encoding: str = "utf-8") -> Path:
    file = tmp_path / name
    file.write_bytes(text.encode(encoding))
    return file


def xlsx(tmp_path: Path, rows: list[list[object]], formats: dict[int, str] | None = None) -> Path:
    file = tmp_path / "d.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                style = (formats or {}).get(j) if i else None
                sheet.write(i, j, cell, book.add_format({"num_format": style}) if style else None)
    return file


def values(file: Path, **options) -> list[float]:
    return read_indicators(file, **options).panel.values.ravel().tolist()


def test_a_workbook_number_keeps_all_its_digits(tmp_path: Path) -> None:
    tiny = [1.5e-10, 1 / 3, 123456789.125, 1e-300]
    rows: list[list[object]] = [["city", "year", "x"]]
    rows += [["A", 2020 + i, value] for i, value in enumerate(tiny)]
    assert values(xlsx(tmp_path, rows)) == tiny


def test_a_workbook_number_is_not_read_by_the_rule_for_texts(tmp_path: Path) -> None:
    file = xlsx(tmp_path, [["city", "year", "x"], ["A", 2020, 1.125], ["A", 2021, "12,5"]])
    assert values(file) == [1.125, 12.5]
    assert values(file, decimal="comma") == [1.125, 12.5]


def test_a_percent_format_is_a_percent_sign(tmp_path: Path) -> None:
    rows: list[list[object]] = [["city", "year", "x"], ["A", 2020, 0.057], ["A", 2021, 0.061]]
    assert values(xlsx(tmp_path, rows, {2: "0.0%"})) == [5.7, 6.1]


def test_an_error_cell_is_not_a_missing_value(tmp_path: Path) -> None:
    file = xlsx(tmp_path, [["city", "year", "x"], ["A", 2020, "#DIV/0!"], ["A", 2021, 1]])
    with pytest.raises(AqylError, match=r"got `#DIV/0!` \(d.xlsx, row 2, column `x`\)"):
        read_indicators(file)


def test_a_file_name_is_no_pattern(tmp_path: Path) -> None:
    csv(tmp_path, "city,year,x\nwrong,2020,1\n", "d1.csv")
    file = csv(tmp_path, "city,year,x\nright,2020,1\n", "d[1].csv")
    assert read_indicators(file).panel.cities == ("right",)


@pytest.mark.parametrize(
    ("header", "years"),
    [
        ("city;indicator;2021.0;2022;2023", (2021, 2022, 2023)),
        ("қала;көрсеткіш;2021 жыл;2022ж.;2023 ж", (2021, 2022, 2023)),
        ("город;показатель;2021 год;2022г;2023 г.", (2021, 2022, 2023)),
    ],
)
def test_years_as_people_write_them(tmp_path: Path, header: str, years: tuple[int, ...]) -> None:
    found = read_indicators(csv(tmp_path, f"{header}\nA;x;1;2;3\n"))
    assert found.panel.years == years


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("city;indicator;2021;2022;2023*\nA;x;1;2;3\n", r"column `2023\*` has no place"),
        ("town;year;indicator;value\nA;2020;x;1\n", "column `town` has no place"),
        ("city;year;indicator;value\n  ;2020;x;1\n", "The city is empty"),
        ("city;year;x\nA;2020;1,234E+08\nA;2021;5\n", "can be a decimal or thousands"),
        ("city;year;x\nA;2020;1,234\nA;2021;1.234\n", "can be a decimal or thousands"),
        (
            "city;indicator;2021;2022\nA;x;5,7%;5,9%\nB;x;0,061;0,058\n",
            "`0,061` has no percent sign, and other cells of `x` have one",
        ),
        ('city;year;x\n"A;2020;1\nB;2021;2\n', "opened and not closed"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(AqylError, match=message):
        read_indicators(csv(tmp_path, text))


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
def test_an_encoding_is_named_rather_than_guessed(tmp_path: Path, encoding: str) -> None:
    text = "город;год;зарплата\nАстана;2020;1\nАлматы;2020;2\nКараганда;2020;3\n"
    file = csv(tmp_path, text, encoding=encoding)
    with pytest.raises(AqylError, match=r"encoding cannot be told|cannot be read"):
        read_indicators(file)
    assert read_indicators(file, encoding=encoding).panel.cities[0] == "Астана"


def test_one_bad_byte_does_not_garble_a_file(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    file.write_bytes("город;год;x\nТүркістан;2020;1\n".encode() + b"A\xff;2020;2\n")
    with pytest.raises(AqylError, match="encoding cannot be told"):
        read_indicators(file)


@pytest.mark.parametrize(
    "header", ["row;year;text", "City;year;city", "Қала;Жыл;city", "city;year;index2"]
)
def test_any_name_may_be_a_column(tmp_path: Path, header: str) -> None:
    text = f"{header}\n1;2020;3\n"
    found = read_indicators(csv(tmp_path, text))
    assert found.panel.years == (2020,)


def test_a_panel_that_is_almost_empty_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"c{i};2020;i{i};1\n" for i in range(6000))
    with pytest.raises(AqylError, match="6000 cities x 1 years x 6000 indicators"):
        read_indicators(csv(tmp_path, "city;year;indicator;value\n" + rows))


GAPS = (
    "city;year;wage;jobless;z\nA;2021;1;;\nA;2022;;;\nB;2021;2;2;1\nB;2022;;;\n"
    "C;2021;3;3;7\nC;2022;{last}\n"
)
SCHEME = (
    '[normalisation]\nover = "panel"\nmissing = "omit"\n'
    '[[group]]\nid = "g"\nindicators = ["wage", "jobless"]\n'
    '[[group]]\nid = "h"\nlabel = "Cost $5 and $6"\nindicators = ["z"]\n'
)


@pytest.mark.parametrize("last", [";;", "4;4;9", "4;;", ";;9"])
def test_gaps_are_drawn_and_told(tmp_path: Path, last: str) -> None:
    file = csv(tmp_path, GAPS.format(last=last))
    (tmp_path / "f.toml").write_text(SCHEME)
    scheme = read_framework(tmp_path / "f.toml")
    found = read_indicators(file)
    result = write_index_report(found, scheme, tmp_path / "out", language("kk"))
    index = result.scores[..., -1]
    np.testing.assert_allclose(
        result.contributions.sum(axis=-1)[~np.isnan(index)], index[~np.isnan(index)], atol=1e-12
    )
    assert not np.isnan(result.contributions).any()
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "missing_values" in page


def test_a_group_of_zero_keeps_the_contributions_of_its_parts() -> None:

    x = np.array([[[1.0, 30.0]], [[2.0, 20.0]], [[3.0, 10.0]]])
    rule = Normalisation(method="z-score", over="cities")
    result = integral_index(panel(x), framework(2, rule=rule))
    np.testing.assert_allclose(result.contributions[0, 0], [-0.5, 0.5])


def test_what_a_floor_lends_is_shared_by_the_parts() -> None:

    x = np.array([[[0.0, 0.0, 2.0]], [[1.0, 1.0, 3.0]], [[2.0, 2.0, 0.0]]])
    inner = Group("g", (Indicator("i0"), Indicator("i1")), mean=Mean())
    plan = Framework(
        Group("index", (inner, Indicator("i2"))),
        Normalisation(over="panel"),
        Mean("geometric", floor=0.01),
    )
    result = integral_index(panel(x), plan)
    np.testing.assert_allclose(result.contributions.sum(axis=-1), result.scores[..., -1])
    assert result.contributions[0, 0, 0] == result.contributions[0, 0, 1] > 0


def test_a_value_alone_in_its_scope_is_not_called_the_best() -> None:

    x = np.array([[[1.0], [2.0]], [[5.0], [np.nan]]])
    plan = framework(1, rule=Normalisation(missing="omit"))
    result = integral_index(panel(x), plan)
    assert np.isnan(result.scores[1, :, -1]).all()


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("weight = true", "`group.1.weight`"),
        ('weight = "2"', "`group.1.weight`"),
        ("weight = nan", "weight of `g`"),
        ("label = { de = 'x' }", "must be a text, or a table with texts for kk, ru and en"),
        ("aggregation = 'geometric'", "must be a table such as"),
        ("aggregation = { mean = 'power', order = nan }", "from 0.001 to 100"),
        ("aggregation = { mean = 'geometric', floor = inf }", "`floor` must not be negative"),
    ],
)
def test_odd_values_of_keys_are_named(tmp_path: Path, key: str, message: str) -> None:
    text = f'[[group]]\nid = "g"\n{key}\nindicators = ["a"]\n'
    (tmp_path / "f.toml").write_text(text)
    with pytest.raises(AqylError, match=message):
        read_framework(tmp_path / "f.toml")


def test_a_catalogue_must_know_every_indicator_and_any_case_of_heads(tmp_path: Path) -> None:
    csv(tmp_path, "ID;Polarity;Weight\nwage;-;2\n", "c.csv")
    head = '[catalogue]\nfile = "c.csv"\n[[group]]\nid = "g"\nindicators = '
    (tmp_path / "f.toml").write_text(head + '["wage"]\n')
    (wage,) = read_framework(tmp_path / "f.toml").framework.indicators
    assert (wage.polarity, wage.weight) == ("negative", 2.0)
    (tmp_path / "f.toml").write_text(head + '["wages"]\n')
    with pytest.raises(AqylError, match=r"`wages` is not in the catalogue.*Did you mean `wage`"):
        read_framework(tmp_path / "f.toml")
