"""Limits on files: what is too large, too deep or swells, and how a limit is raised."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from aqyl.survey.errors import AqylError, FileError
from aqyl.survey.file_limits import nesting, refuse_large, refuse_swelling
from aqyl.survey.toml_file import read_toml
from aqyl.survey.workbook_file import read_sheet
from openpyxl import Workbook

CHUNK = bytes(1 << 26)
SMALL = 30_000_000  # bytes of memory that a refusal may take; the bomb holds 2 GB
PARSED = 150_000_000  # the parser of XML stops entities at a hundred times the text; here 10 GB


def zipped(path: Path, name: str, chunks: int) -> Path:
    """Write an archive with one part of zeros."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w", force_zip64=True) as part,
    ):
        for _ in range(chunks):
            part.write(CHUNK)
    return path


@pytest.fixture(scope="module")
def bomb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small workbook whose sheet unpacks to 2 GB."""
    folder = tmp_path_factory.mktemp("bomb")
    path = zipped(folder / "bomb.xlsx", "xl/worksheets/sheet1.xml", 32)
    assert path.stat().st_size < 20_000_000
    return path


def test_a_bomb_is_refused_before_it_is_unpacked(bomb: Path) -> None:
    tracemalloc.start()
    with pytest.raises(FileError, match=r"bomb.xlsx unpacks to 2147 MB; the limit is 1000") as told:
        read_sheet(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < SMALL
    assert "AQYL_MAX_MB" in told.value.next_step
    assert str(bomb.parent) not in str(told.value)


def test_a_smaller_bomb_swells_too_much(tmp_path: Path) -> None:
    path = zipped(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", 1)
    with pytest.raises(FileError, match=r"unpacks to \d{3} times its size; the limit is 200"):
        refuse_swelling(path)


def test_a_limit_that_is_set_by_hand_goes_before(
    tmp_path: Path, bomb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AQYL_MAX_MB", "3000")
    refuse_swelling(bomb)
    (tmp_path / "a.csv").write_bytes(bytes(2000))
    monkeypatch.setenv("AQYL_MAX_MB", "0.001")
    with pytest.raises(FileError, match=r"a.csv has 0 MB; the limit is 0.001"):
        refuse_large(tmp_path / "a.csv", "table")
    for wrong in ("much", "-1", "nan", "inf", ""):
        monkeypatch.setenv("AQYL_MAX_MB", wrong)
        with pytest.raises(AqylError, match="`AQYL_MAX_MB` must be a positive number"):
            refuse_large(tmp_path / "a.csv", "table")


def test_a_workbook_of_plain_data_is_no_bomb(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(2000):
        sheet.append([3] * 50)
    book.save(tmp_path / "same.xlsx")
    assert len(read_sheet(tmp_path / "same.xlsx").rows) == 2000
    (tmp_path / "none.xlsx").write_bytes(b"no archive")
    refuse_swelling(tmp_path / "none.xlsx")
    with pytest.raises(FileError, match="cannot be opened"):
        read_sheet(tmp_path / "none.xlsx")


def test_entities_of_xml_do_not_swell_either(tmp_path: Path) -> None:
    """A part that is small in the archive and huge when its entities are put in."""
    book = Workbook()
    buffer = io.BytesIO()
    book.save(buffer)
    nested = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{nested}]>'
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(tmp_path / "laughs.xlsx", "w") as target,
    ):
        for part in source.namelist():
            text = source.read(part).decode()
            if part.endswith("sheet1.xml"):
                rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row>'
                text = head + text.replace("<sheetData/>", f"<sheetData>{rows}</sheetData>")
                text = text.replace("<sheetData></sheetData>", f"<sheetData>{rows}</sheetData>")
                assert "&e9;" in text
            target.writestr(part, text)
    tracemalloc.start()
    with pytest.raises(FileError):
        read_sheet(tmp_path / "laughs.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < PARSED


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("a = 1", 0),
        ("a = [[1.5], [2.5]]", 2),
        ('a = "[[[[[" # [[[[', 0),
        ("a = '''\n[[[[\n'''\nb = [1]", 1),
        ('a = """x"""""\nb = { c = [1] }', 2),
        ("a.b.\"c.d\".'e' = 1", 4),
        ('{"a": [{"b": "[["}]}', 3),
    ],
)
def test_only_brackets_and_dots_that_nest_count(text: str, depth: int) -> None:
    assert nesting(text) == depth


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "a = " + "[" * n + "]" * n,
        lambda n: "a = " + "{ b = " * n + "1" + " }" * n,
        lambda n: ".".join("a" * n) + " = 1",
        lambda n: "[" + ".".join("a" * n) + "]",
        lambda n: ".".join(['"x.y"'] * n) + " = 1",
        lambda n: "a = " + "[" * n,
    ],
)
def test_deep_nesting_is_refused(tmp_path: Path, made: Callable[[int], str]) -> None:
    path = tmp_path / "study.toml"
    for n in (70, 3000):
        path.write_text(made(n), "utf-8")
        with pytest.raises(FileError, match=rf"nests {n}|nests {n + 1} deep; the limit is 64"):
            read_toml(path, "study")


def test_the_depth_can_be_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.toml"
    path.write_text("a = " + "[" * 70 + "]" * 70, "utf-8")
    monkeypatch.setenv("AQYL_MAX_DEPTH", "80")
    assert list(read_toml(path, "study")) == ["a"]


def test_tables_in_tables_nest_as_well(tmp_path: Path) -> None:
    path = tmp_path / "scheme.toml"
    heads = [".".join(["group"] * depth) for depth in range(1, 40)]
    path.write_text("".join(f"[[{head}]]\nid = 1\n" for head in heads), "utf-8")
    with pytest.raises(FileError, match=r"The framework nests 79 deep"):
        read_toml(path, "framework")  # each of 39 levels is a list and a table


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("a = 1\nb = 2 3\n", "Expected newline", 2),
        ("a = 1\nb = [1,\n", "The closing bracket `]` is missing", 2),
        (f"a = 1\n\nb = {'9' * 5000}\n", "a number has too many digits", 3),
        ("a = 1\nb = “x”\n", "the quote “", 2),
        ("a = 1\n[b\n", "Expected ']'", 2),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(
    tmp_path: Path, text: str, said: str, line: int
) -> None:
    path = tmp_path / "study.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(FileError) as caught:
        read_toml(path, "study")
    assert said in caught.value.problem
    assert caught.value.where == f"study.toml, line {line}"


def test_curly_quotes_inside_a_text_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    path.write_text('title = "a = «b»"\n', "utf-8")
    assert read_toml(path, "study") == {"title": "a = «b»"}


def test_a_large_toml_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    path.write_bytes(b"# " + b"x" * 16_000_000)
    with pytest.raises(FileError, match=r"study.toml has 16 MB; the limit is 16"):
        read_toml(path, "study")
