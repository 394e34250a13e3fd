"""Word files read back: cells, spans, fields, sections, languages; the same bytes everywhere."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from aqyl.reports.blocks import Block, Bullets, Heading, Paragraph
from aqyl.reports.caption import caption_of
from aqyl.reports.figures.picture import Picture
from aqyl.reports.language import LANGUAGES
from aqyl.reports.table import Column, Table, shown
from aqyl.reports.table_style import STYLES, StyleName
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from . import word_sample
from .word_sample import HEADED, HOSTILE, LONG, PICTURE, WIDE, sample, words, write


def instructions(read) -> list[str]:
    return [code.text.strip() for code in read.element.xpath("//w:instrText")]


@pytest.mark.parametrize("style", list(STYLES))
def test_cells_are_what_the_reader_is_shown(tmp_path: Path, style: StyleName) -> None:
    document = sample(style=style)
    tables = write(document, tmp_path).tables
    for table, found in zip([HEADED, WIDE], tables, strict=False):
        deep = 2
        body = [[cell.text for cell in row.cells] for row in found.rows][deep:]
        assert body == [
            [
                shown(row[0 if j < table.merge else j], column, document.lang, document.style)
                for j, column in enumerate(table.columns)
            ]
            for row in table.rows
        ]


def test_heads_span_and_repeat(tmp_path: Path) -> None:
    found = write(sample(), tmp_path).tables[0]
    rows = found._tbl.tr_lst
    assert [len(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [1, 1, 0, 0, 0]
    assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)
    assert [(words(cell), cell.grid_span, cell.vMerge) for cell in rows[0].tc_lst] == [
        ("Өлшем", 1, "restart"),
        ("Тармақ", 1, "restart"),
        ("Бар", 2, None),
        ("p", 1, "restart"),
    ]
    assert [(words(cell), cell.vMerge) for cell in rows[1].tc_lst] == [
        ("", "continue"),
        ("", "continue"),
        ("Орташа", None),
        ("Ауытқу", None),
        ("", "continue"),
    ]
    assert [row.tc_lst[0].vMerge for row in rows[2:]] == ["restart", "continue", None]
    sides = [cell.p_lst[0].style for cell in rows[2].tc_lst]
    assert sides == ["TableText12"] * 2 + ["TableNumber12"] * 3


@pytest.mark.parametrize(("style", "sides"), [("apa", 2), ("gost", 6), ("spss", 6)])
def test_lines_are_those_of_the_style(tmp_path: Path, style: StyleName, sides: int) -> None:
    table = write(sample(style=style), tmp_path).tables[0]._tbl
    assert len(table.xpath("./w:tblPr/w:tblBorders/*")) == sides
    # Three lines: below the group, and below every cell of the last row of the head.
    assert len(table.xpath(".//w:tcBorders/w:bottom")) == (6 if style == "apa" else 0)
    assert not table.xpath(".//w:shd")


@pytest.mark.parametrize("code", LANGUAGES)
def test_captions_count_themselves_and_sentences_refer_to_them(tmp_path: Path, code: str) -> None:
    document = sample(code)
    read = write(document, tmp_path)
    captions = [p for p in read.paragraphs if p._p.style == "Caption"]
    numbered = [b for b in document.blocks if isinstance(b, Table | Picture)]
    assert [p.text for p in captions] == [caption_of(b, document.lang).text for b in numbered]
    word = document.lang.text("caption.table")
    codes = [code for code in instructions(read) if code.startswith("SEQ")]
    assert codes == [
        rf"SEQ {word} \* ARABIC \r 11",
        rf"SEQ {word}_Қ \* ARABIC",
        rf"SEQ {word}_Қ \* ARABIC \r 3",
        rf"SEQ {document.lang.text('caption.figure')} \* ARABIC \r 27",
        rf"SEQ {word}_Қ \* ARABIC \r 2",
    ]
    marked = {b.get(qn("w:name")) for b in read.element.xpath("//w:bookmarkStart")}
    referred = [code.split()[1] for code in instructions(read) if code.startswith("REF")]
    assert len(referred) == 3
    assert set(referred) <= marked
    numbers = [b.get(qn("w:id")) for b in read.element.xpath("//w:bookmarkStart")]
    assert len(set(numbers)) == len(numbers)
    assert sorted(numbers) == sorted(
        b.get(qn("w:id")) for b in read.element.xpath("//w:bookmarkEnd")
    )
    kinds = [mark.get(qn("w:fldCharType")) for mark in read.element.xpath("//w:fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_references_stand_where_they_are_named_or_at_the_end(tmp_path: Path) -> None:
    texts = [p.text for p in write(sample(), tmp_path).paragraphs if p._p.style == "BodyText"]
    assert texts == [
        "Орташа 3,46 (11-кесте).",
        "Келесісі кең (Қ1-кесте).",
        "27-сурет бәрін көрсетеді.",
        "Файлда ғана.",
    ]


def test_a_table_says_nothing_twice(tmp_path: Path) -> None:
    blocks = (Paragraph("Айтылды.", ("headed",)), HEADED)
    texts = [p.text for p in write(sample(blocks=blocks), tmp_path).paragraphs]
    assert "Айтылды (11-кесте)." in texts
    assert not any("3,46" in text for text in texts)


def test_contents_and_lists_link_to_their_places(tmp_path: Path) -> None:
    read = write(sample(), tmp_path)
    lists = [code for code in instructions(read) if code.startswith("TOC")]
    assert lists == [
        r'TOC \o "1-2" \h \z',
        r'TOC \h \z \c "Кесте"',
        r'TOC \h \z \c "Кесте_Қ"',
        r'TOC \h \z \c "Сурет"',
    ]
    marked = {b.get(qn("w:name")) for b in read.element.xpath("//w:bookmarkStart")}
    links = read.element.xpath("//w:hyperlink")
    assert {link.get(qn("w:anchor")) for link in links} <= marked
    assert [words(link) for link in links] == [
        "Бірінші бөлім",
        "Екінші",
        "Кесте 11 – Әғқңөұүһі: өлшемдер",
        "Кесте Қ1 – Кең кесте",
        "Кесте Қ3 – Кең кесте",
        "Кесте Қ2 – Ұзын кесте",
        "Сурет 27 – Сурет атауы",
    ]
    assert not read.settings.element.xpath(".//w:updateFields")


def test_wide_tables_share_a_page_on_its_side(tmp_path: Path) -> None:
    sections = list(write(sample(), tmp_path).sections)
    assert [s.orientation for s in sections] == [0, 0, 1, 0]
    for section in sections:
        short, long = sorted((section.page_width or 0, section.page_height or 0))
        assert abs(short - Mm(210)) < Emu(700)  # a twip is 635
        assert abs(long - Mm(297)) < Emu(700)
        assert len(section.footer.paragraphs) == 1


def test_a_heading_goes_with_its_wide_table_and_short_blocks_do_not_turn_the_page(
    tmp_path: Path,
) -> None:
    blocks = (HEADED, Heading("Кең", "w"), WIDE, HEADED, WIDE)
    body = write(sample(blocks=blocks), tmp_path).element.body
    found: list[list[str]] = [[]]
    for element in body:
        if element.tag == qn("w:tbl"):
            found[-1].append("table")
        elif element.tag == qn("w:p"):
            found[-1] += ["heading"] * (element.style == "Heading1")
            found += [[]] * len(element.xpath("./w:pPr/w:sectPr"))
    assert found == [[], ["table"], ["heading", "table", "table", "table"]]


def test_no_bookmark_stands_in_the_paragraph_that_ends_a_section(tmp_path: Path) -> None:
    # LibreOffice loses it there, and with it the number in every sentence that refers to it.
    blocks = (Paragraph("Said.", ("drawn",)), replace(PICTURE, notes=()), WIDE, Paragraph("End."))
    body = write(sample(blocks=blocks), tmp_path).element.body
    ends = body.xpath("./w:p[w:pPr/w:sectPr]")
    assert ends
    assert not [end for end in ends if end.xpath(".//w:bookmarkStart")]


def test_a_figure_without_a_note_needs_no_empty_paragraph(tmp_path: Path) -> None:
    bare = replace(PICTURE, notes=())
    read = write(sample(blocks=(bare, Paragraph("Мәтін."))), tmp_path)
    captions = [p._p for p in read.paragraphs if p._p.style == "Caption"]
    assert [len(p.xpath("./w:pPr/w:keepNext")) for p in captions] == [0]
    noted = write(sample(blocks=(PICTURE,)), tmp_path)
    captions = [p._p for p in noted.paragraphs if p._p.style == "Caption"]
    assert [len(p.xpath("./w:pPr/w:keepNext")) for p in captions] == [1]


def test_long_tables_show_what_they_are_told_to(tmp_path: Path) -> None:
    read = write(sample(blocks=(LONG, replace(LONG, show=10))), tmp_path)
    assert [len(table.rows) for table in read.tables] == [301, 11]
    notes = [p.text for p in read.paragraphs if p._p.style == "TableNote"]
    assert notes[-2:] == [
        "",
        "Ескерту – Кестенің барлық қатары (300): tables/long.csv және tables.xlsx",
    ]


def test_notes_and_alternative_texts(tmp_path: Path) -> None:
    read = write(sample(), tmp_path)
    notes = [p.text for p in read.paragraphs if p._p.style == "TableNote" and p.text]
    assert notes == ["Ескерту – Бірінші ескерту. Екінші.", "Ескерту – n\xa0=\xa0676."]
    drawing = read.element.xpath("//wp:docPr")
    assert [d.get("descr") for d in drawing] == [PICTURE.alt]
    extent = read.element.xpath("//wp:inline/wp:extent")[0]
    assert int(extent.get("cx")) == 2 * int(extent.get("cy")) == round(1200 / 300 * 914400)
    titles = read.element.xpath("//w:tblCaption/@w:val")
    assert titles[0] == "Кесте 11 – Әғқңөұүһі: өлшемдер"
    assert read.element.xpath("//w:tblDescription/@w:val") == ["Орташа 3,46."]


@pytest.mark.parametrize(("code", "locale"), [("kk", "kk-KZ"), ("ru", "ru-RU"), ("en", "en-GB")])
def test_the_language_is_set_and_no_machine_is_named(
    tmp_path: Path, code: str, locale: str
) -> None:
    read = write(sample(code), tmp_path)
    assert read.styles.element.xpath("./w:docDefaults//w:lang/@w:val") == [locale]
    fonts = read.styles.element.xpath("./w:docDefaults//w:rFonts")[0]
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    about = read.core_properties
    assert (about.title, about.language, about.author, about.last_modified_by) == (
        "Тақырып",
        locale,
        "",
        "",
    )
    assert about.created is not None
    assert about.created == about.modified
    assert about.created.year == 2000


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    columns = (Column("t", "<i>&"), Column("n", "=N", "number"))
    rows = tuple((text, 1.0) for text in HOSTILE)
    blocks: list[Block] = [
        Table("=cmd|' /C calc'!A0", "<b>\x00", columns, rows, HOSTILE, number="1")
    ]
    for text in HOSTILE:
        blocks += [Heading(text, text), Paragraph(text, (text,)), Bullets((text,))]
    document = replace(sample(blocks=tuple(blocks)), title=HOSTILE[4], subtitle="\x0b")
    written = write(document, tmp_path).tables[0]
    found = [row.cells[0].text for row in written.rows]
    expected = [t.replace("\x0b", "�").replace("\ud800", "�") for t in ("<i>&", *HOSTILE)]
    assert found == expected
    assert not written._tbl.xpath(".//w:fldChar")
    tall = written.rows[1 + HOSTILE.index("ә" * 5000)]._tr
    assert not tall.xpath("./w:trPr/w:cantSplit")  # it is taller than a page


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Heading("Жалғыз", "x"),),
        (WIDE,),
        (Table("t", "Т", (), ()),),
        (Table("t", "Т", (Column("x", "X"),), ()),),
        (LONG, WIDE, LONG),
    ],
)
def test_any_blocks_make_a_document_that_ends_in_a_section(tmp_path: Path, blocks) -> None:
    read = write(sample(blocks=blocks), tmp_path)
    body = list(read.element.body)
    assert body[-1].tag == qn("w:sectPr")
    assert not any(a.tag == b.tag == qn("w:tbl") for a, b in pairwise(body))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_bytes_in_every_environment(tmp_path: Path) -> None:
    write(sample(), tmp_path)
    script = (
        "import pathlib, runpy, sys\n"
        "module = runpy.run_path(sys.argv[1])\n"
        "module['write'](module['sample'](), pathlib.Path(sys.argv[2]))\n"
    )
    other = tmp_path / "other"
    other.mkdir()
    environment = {**os.environ, "TZ": "Pacific/Apia", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    command = [sys.executable, "-c", script, word_sample.__file__, str(other)]
    subprocess.run(command, check=True, env=environment)
    assert digest(other / "d.docx") == digest(tmp_path / "d.docx")


def test_the_package_has_fixed_times_and_names_no_folder(tmp_path: Path) -> None:
    write(sample(), tmp_path)
    with zipfile.ZipFile(tmp_path / "d.docx") as package:
        entries = package.infolist()
        content = b"".join(package.read(entry) for entry in entries)
        names = [entry.filename for entry in entries]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
    assert str(tmp_path).encode() not in content
    assert not re.search(rb"rsid|python-docx", content)
