"""A document with everything that a Word file holds, and what writes and reads it."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
from aqyl.reports.blocks import Block, Bullets, Document, Heading, Paragraph
from aqyl.reports.figures.picture import Picture
from aqyl.reports.figures.style import blank
from aqyl.reports.language import language
from aqyl.reports.table import Column, Rounded, Table
from aqyl.reports.table_style import STYLES, StyleName
from aqyl.reports.word import write_word
from PIL import Image

HOSTILE = ("<b>", "=1+1", "a\x0bb", "😀", "ә" * 5000, "\ud800", "a\tb\nc", "&amp; ]]>")
HEADED = Table(
    "headed",
    "Әғқңөұүһі: өлшемдер",
    (
        Column("scale", "Өлшем"),
        Column("item", "Тармақ"),
        Column("mean", "Орташа", "number", 2, "Бар"),
        Column("sd", "Ауытқу", "number", 2, "Бар"),
        Column("p", "p", "p"),
    ),
    (
        ("A", "A1", 3.456, 1.0, 0.0001),
        ("A", "A2", None, Rounded(0.5, 3, "*"), 0.2),
        ("B", "B1", -1.5, 12345.678, 0.04),
    ),
    ("Бірінші ескерту.", "Екінші."),
    number="11",
    merge=1,
    text=("Орташа 3,46.",),
)
WIDE = Table(
    "wide",
    "Кең кесте",
    (
        Column("name", "Аты"),
        *(Column(f"c{j}", f"Ауытқу {j}", "number", 3, f"Топ {j // 3}") for j in range(12)),
    ),
    tuple((f"Жол {i}", *(i * j / 7 for j in range(12))) for i in range(40)),
    number="Қ1",
)
LONG = Table(
    "long",
    "Ұзын кесте",
    (Column("n", "N", "number", 0), Column("t", "Мәтін")),
    tuple((i, f"жол {i}") for i in range(300)),
    number="Қ2",
)
PICTURE = Picture("drawn", "Сурет атауы", "Екі жол <өседі>", HEADED, partial(blank, 80, 40))
PICTURE = replace(PICTURE, number="27", notes=("n = 676.",))
BLOCKS: tuple[Block, ...] = (
    Heading("Бірінші бөлім", "one"),
    Bullets(("бірінші", "екінші")),
    HEADED,
    Paragraph("Келесісі кең.", ("wide",)),
    WIDE,
    replace(WIDE, name="wide_again", number="Қ3"),
    Heading("Екінші", "two", 2),
    Paragraph("27-сурет бәрін көрсетеді.", ("drawn",)),
    PICTURE,
    LONG,
    Paragraph("Файлда ғана.", ("nowhere",)),
)


def sample(
    code: str = "kk", style: StyleName = "gost", blocks: tuple[Block, ...] = BLOCKS
) -> Document:
    return Document("Тақырып", "Астары", blocks, language(code), STYLES[style])


def write(document: Document, folder: Path):
    """Write a document and read it back."""
    for picture in document.pictures:
        Image.new("L", (1200, 600)).save(folder / f"{picture.name}.png", dpi=(300, 300))
    write_word(document, folder / "d.docx", folder)
    return docx.Document(str(folder / "d.docx"))


def words(element) -> str:
    return "".join(element.xpath(".//w:t/text()"))
