"""A document for the LaTeX writer that holds what could go wrong, and a reader of its markup."""

import re
from collections.abc import Iterator

from aqyl.reports.blocks import Block, Bullets, Document, Heading, Paragraph
from aqyl.reports.caption import numbered, reference
from aqyl.reports.figures.picture import Picture
from aqyl.reports.language import Language
from aqyl.reports.table import Column, Rounded, Table
from aqyl.reports.table_style import GOST, TableStyle
from matplotlib.figure import Figure

HOSTILE = (
    r"\input{x} \end{document} \newpage",
    "{ } $ & # ^ _ ~ % < > \" ' ` [ ] * @ |",
    "% 50 % of #1",
    "[x] at the start",
    "* at the start",
    "-- --- << >> ,, '' !` ?` ``",
    "−0,21 → ≥ ≤ ² α ω̂ β χ² ρ ↔ ≠ × №",
    "e\u0301 x\u0302 \u0302 Z\u0300\u0301\u0302",
    "😀 ❤️ 漢字 \U0010ffff \ue000",
    "\x00 \x07 \x1b \ud800 \u200d \u2028 \ufeff",
    "line\nbreak\ttab\u00a0nbsp\u202fnarrow",
    "ӘәҒғҚқҢңӨөҰұҮүҺһІі",
    "^^41 ^^M \\^^J",
    "-" * 120,
    "ш" * 150,
    "Қ" * 40 + "_" + "x" * 60,
)

CORRELATIONS = Table(
    "correlations",
    "Корреляциялар % & _",
    (
        Column("name", "Өлшем"),
        *(Column(f"c{j}", name, "number", bounded=True) for j, name in enumerate("АБВ")),
    ),
    (
        ("Сенім", 1, None, None),
        ("Ыңғайлылық", Rounded(0.48, 3, "***"), 1, None),
        ("Пайдалану", Rounded(-0.12, 3), Rounded(0.3, 3, "*"), 1),
    ),
    ("n = 676.", "* p < 0.05"),
    text=("Байланыс күшті (r = 0.48, p < 0.001).",),
)

GROUPED = Table(
    "grouped",
    "Топтар",
    (
        Column("dimension", "Өлшем"),
        Column("test", "Сынақ"),
        *(
            Column(f"{key}{group}", label, "number", 2, group=group)
            for group in ("Әйелдер", "Ерлер")
            for key, label in (("n", "N"), ("m", "Орташа мән"))
        ),
        Column("p", "p", "p"),
    ),
    tuple((f"Өлшем {1 + i // 3}", f"Сынақ {i}", 414, 3.74, 262, 3.7, 0.0001 * i) for i in range(9)),
    ("Модельденген деректер.",),
    merge=1,
)

LONG = Table(
    "long",
    "Ұзын кесте",
    (Column("item", "Тармақ"), Column("text", "Мәтін"), Column("x", "Мән", "number")),
    tuple((f"T{1 + i // 40}", f"Мәлімет {i}: " + "сөз " * (i % 9), i / 7) for i in range(120)),
    merge=1,
    show=90,
)

WIDE = Table(
    "wide",
    "Кең кесте",
    (
        Column("name", "Көрсеткіштің толық атауы"),
        *(Column(f"c{j}", f"Орташа {j}", "number", 2, group=f"Топ {j // 3}") for j in range(60)),
    ),
    tuple((f"Қала {i}", *[1234.5 + i] * 60) for i in range(4)),
)

TEXTS = Table(
    "texts",
    "Hostile \\texts{} & 100 %",
    (Column("a", "_A_ & 50 %"), Column("b", "B"), Column("x", "x", "number")),
    tuple((text, text[::-1], Rounded(i / 3, 2, "*")) for i, text in enumerate(HOSTILE)),
    ("Note: " + HOSTILE[1],),
)

EMPTY = Table("empty", "Бос кесте", (Column("a", "A"), Column("b", "B", "number")), ())


def figure() -> Figure:
    """Return a small figure."""
    drawn = Figure(figsize=(3, 2))
    drawn.subplots().plot([1, 2], [1, 2])
    return drawn


PICTURE = Picture(
    "picture",
    "Сурет: 50 % & β̂",
    "A line, [rising] = 50 %, {so}",
    TEXTS,
    figure,
    ("Модельденген деректер; p < 0.05.",),
    text=("Сызық өседі.",),
)


def document(lang: Language, style: TableStyle = GOST, *, prefix: str = "") -> Document:
    """Return a document of every kind of block, and of every kind of table."""
    tables = (CORRELATIONS, GROUPED, LONG, WIDE, TEXTS, EMPTY)
    blocks: list[Block] = [
        Heading("Тақырып: β ≥ 0 & 50 %", "first"),
        Paragraph("Жай ғана абзац: халықаралық ынтымақтастық. " * 5),
        Bullets((*HOSTILE, "[тізім]")),
        Heading("Екінші деңгей", "second", 2),
        *tables,
        Heading("Сурет", "third"),
        PICTURE,
    ]
    blocks = numbered(blocks, prefix=prefix)
    target = next(b for b in blocks if isinstance(b, Table) and b.name == "grouped")
    named = "".join(reference(target, lang))
    blocks.insert(2, Paragraph(f"Мұны {named} көрсетеді.", ("grouped",)))
    blocks.insert(3, Paragraph("Мұны сурет көрсетеді.", ("picture",)))
    blocks.insert(4, Paragraph("Ол жоқ.", ("absent",)))
    return Document("Атауы: 50 % & β", "Астыңғы атау", tuple(blocks), lang, style)


TOKEN = re.compile(r"\\(?:[A-Za-z@]+\*?|.)|[{}$&%~^_#]|[^\\{}$&%~^_#]+", flags=re.S)


def tokens(text: str) -> Iterator[str]:
    """Return commands, signs and runs of letters, without comments."""
    bare = re.sub(r"(?<!\\)((?:\\\\)*)%[^\n]*\n[ \t]*", r"\1", text)
    return (match.group() for match in TOKEN.finditer(bare))


def balanced(text: str) -> bool:
    """Tell whether braces and environments close in the order in which they open."""
    depth: list[str] = []
    found = list(tokens(text))
    for i, token in enumerate(found):
        if token == "{":
            depth.append("{")
        elif token == "}":
            if not depth or depth.pop() != "{":
                return False
        elif token in {r"\begin", r"\end"}:
            name = found[i + 2]
            if token == r"\begin":
                depth.append(name)
            elif not depth or depth.pop() != name:
                return False
        elif token in {r"\begingroup", r"\endgroup"}:
            if token == r"\begingroup":
                depth.append("group")
            elif not depth or depth.pop() != "group":
                return False
    return not depth


SPAN = re.compile(r"\\multicolumn\{(\d+)\}")


def row_widths(longtable: str) -> set[int]:
    """Return how many columns the rows of a longtable cover."""
    inside = longtable.partition("\\caption")[2]
    widths = set()
    for row in re.findall(r"^(.*) \\\\\*?$", inside, flags=re.M):
        cells = re.split(r"(?<!\\)&", row)
        widths.add(sum(int(m[1]) if (m := SPAN.search(cell)) else 1 for cell in cells))
    return widths
