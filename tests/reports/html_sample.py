"""A small document with everything that a page can hold, and texts that try to be markup."""

import math
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from aqyl.reports.blocks import Bullets, Document, Heading, Paragraph
from aqyl.reports.figures.line_chart import Line, LineChart, draw_line_chart
from aqyl.reports.figures.picture import Picture
from aqyl.reports.figures.style import svg_text
from aqyl.reports.html import write_html
from aqyl.reports.language import LANGUAGES, Language, language
from aqyl.reports.table import Column, Rounded, Table
from aqyl.reports.table_style import GOST, TableStyle

HOSTILE = (
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\" onmouseover='alert(1)' x=\"",
    "&lt;b&gt; <!-- ]]> \x0b\x00",
)
YEARS = (2021, 2022, 2023)

CITIES = Table(
    "cities",
    "Қалалар мен <b>көрсеткіштер</b>",
    (
        Column("city", "Қала"),
        Column("year", "Жыл", "label"),
        Column("score", "Балл", "number", 2),
        Column("change", "Δ", "signed", 1),
    ),
    (
        ("Түркістан", 2023, 10.126, 0.25),
        ("Әулиеата", 2022, 9.5, -1.0),
        ("Өскемен", 2021, math.nan, None),
        (HOSTILE[0], 2020, Rounded(10.1251, 3, "**"), 0.0),
        ("Алматы", 2019, 1234.5, 12.0),
    ),
    ("α > 0 <i>",),
    number="11",
)
GROUPS = Table(
    "groups",
    HOSTILE[1],
    (
        Column("question", "Сұрақ"),
        Column("answer", "Жауап"),
        Column("n", "N", "number", 0, group="Барлығы"),
        Column("percent", "%", "number", 1, group="Барлығы"),
        Column("mean", "M", "number", 2, group="Баға"),
        Column("p", "p", "p", 3),
    ),
    (
        ("Жынысы", "Әйел", 10, 62.5, 3.1, 0.0001),
        ("Жынысы", "Ер", 6, 37.5, 3.2, 0.04),
        ("Жасы", "30", 16, 100.0, 3.3, 0.5),
    ),
    number="12",
    merge=1,
    text=("Әйелдер көбірек.",),
)
WIDE = Table(
    "wide",
    "Кең кесте",
    (Column("item", "Тармақ"), *(Column(f"x{j}", f"Баған {j}", "number", 3) for j in range(25))),
    tuple((f"T{i}", *((i * 25 + j) / 7 for j in range(25))) for i in range(4)),
    number="13",
)
LONG = Table(
    "long",
    "Ұзын кесте",
    (Column("i", "№", "label"), Column("x", "x", "number", 2)),
    tuple((i, i / 3) for i in range(60)),
    show=40,
    number="14",
)


def picture(lang: Language) -> Picture:
    """Return a line with a hostile name."""
    chart = LineChart(HOSTILE[0], "a < b", YEARS, (Line(HOSTILE[2], (1.0, 3.0, 2.0)),), 1)
    data = Table(
        "line",
        "Деректер",
        (Column("year", "Жыл", "label"), Column("x", "x", "number", 1)),
        tuple(zip(YEARS, (1.0, 3.0, 2.0), strict=True)),
    )
    return Picture(
        name="line",
        caption="Сызық",
        alt=HOSTILE[2],
        data=data,
        draw=partial(draw_line_chart, chart, lang),
        notes=("Ескертпе.",),
        number="3",
    )


def document(code: str, style: TableStyle = GOST) -> Document:
    """Return the document in one language."""
    lang = language(code)
    return Document(
        title=f"{lang.text('page.language')}: 9–15 & <i>{HOSTILE[3]}</i>",
        subtitle=HOSTILE[0],
        blocks=(
            Heading(lang.text("document.findings"), "cities"),  # an anchor that a table has too
            Bullets(("β = 0,106, p < 0,001", HOSTILE[1])),
            Paragraph("Алматы бірінші.", ("cities",)),
            CITIES,
            Heading(lang.text("document.data"), "data"),
            Heading("Екінші деңгей", "second", 2),
            GROUPS,
            picture(lang),
            WIDE,
            LONG,
        ),
        lang=lang,
        style=style,
    )


def drawings(shown: Document) -> Mapping[str, str]:
    """Draw the figures of a document."""
    code = shown.lang.code
    return {p.name: svg_text(p.draw, text=True, prefix=f"{code}-{p.name}-") for p in shown.pictures}


def write_sample(path: Path, *codes: str, style: TableStyle = GOST) -> str:
    """Write the page, in all languages if none is named, and return it."""
    documents = [document(code, style) for code in codes or LANGUAGES]
    write_html(documents, path, [drawings(one) for one in documents])
    return path.read_text("utf-8")
