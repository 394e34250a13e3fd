"""The page as a file: nothing from outside, no text becomes markup, every link has its place."""

import base64
import hashlib
import io
import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest
from aqyl.reports.blocks import Document, Paragraph
from aqyl.reports.html import write_html
from aqyl.reports.html.markup import identifier, prose, text
from aqyl.reports.html.svg import inlined
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.table import plain, shown
from aqyl.reports.table_style import GOST, STYLES
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from .html_sample import CITIES, GROUPS, HOSTILE, LONG, WIDE, document, drawings, write_sample
from .html_tree import Element, tree

READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text
VISIBLE = 3.0  # WCAG 2.2, 1.4.11: contrast of the borders of controls


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_sample(tmp_path_factory.mktemp("page") / "page.html")


@pytest.fixture(scope="module")
def root(page: str) -> Element:
    return tree(page)


def by_id(root: Element, name: str) -> Element:
    (found,) = [e for e in root.all() if e.get("id") == name]
    return found


def test_every_place_has_one_name_and_every_link_a_place(root: Element) -> None:
    names = [e.get("id") for e in root.all() if e.get("id")]
    assert len(names) == len(set(names))
    assert not [name for name in names if re.search(r"\s|[<>\"'&]", name)]
    wanted = [e.get("href") for e in root.all() if e.get("href")]
    assert {w[0] for w in wanted} == {"#"}
    linked = {w[1:] for w in wanted}
    for attribute in ("headers", "aria-labelledby", "aria-describedby", "for"):
        linked |= {name for e in root.all() for name in e.get(attribute).split()}
    local = {
        found
        for e in root.all()
        for v in e.attributes.values()
        if v
        for found in re.findall(r"url\(#([^)]+)\)", v)
    }
    assert linked | local <= set(names)
    assert len(linked) > 50


def test_nothing_comes_from_outside(page: str, root: Element) -> None:
    assert not root.all("link", "iframe", "object", "embed", "base", "img")
    assert not [e for e in root.all() if "src" in e.attributes]
    style = re.sub(r"url\(data:font/ttf;base64,[\w+/=]+\)", "", _style(page))
    assert not re.search(r"@import|url\(|https?:|//", style)
    assert not re.search(
        r"https?:|fetch|import\(|XMLHttp|localStorage|innerHTML|eval", _script(page)
    )
    (policy,) = [e for e in root.all("meta") if e.get("http-equiv") == "Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(_script(page).encode()).digest()).decode()
    assert policy.get("content").startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}'" in policy.get("content")


def test_no_text_becomes_markup(page: str, root: Element) -> None:
    assert len(root.all("script")) == 1
    assert len(root.all("style")) == 1
    assert not [e for e in root.all("b", "i", "img") if "alert" in e.words + e.get("onerror")]
    assert not [a for e in root.all() for a in e.attributes if a.startswith("on")]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", page)
    words = root.words
    for hostile in HOSTILE[:2]:
        assert words.count(hostile) >= len(LANGUAGES)
    assert HOSTILE[3].replace("\x0b\x00", "��") in words


@given(st.text())
def test_words_come_back_as_they_were(words: str) -> None:
    told = unescape(re.sub('<span class="whole">|</span>', "", prose(words)))
    assert told == unescape(text(words))
    spoiled = re.sub(
        "[^\x20-\uffff\U00010000-\U0010ffff\t\n\r]|[\x7f-\x9f\ud800-\udfff]", "�", words
    )
    assert told == re.sub("[\ufdd0-\ufdef\ufffe\uffff]", "�", spoiled)
    assert "<" not in text(words) + identifier(words)


@given(st.lists(st.text(min_size=1), min_size=2, max_size=2, unique=True))
def test_other_names_give_other_places(names: list[str]) -> None:
    one, two = (identifier("kk", name) for name in names)
    assert one != two
    assert not re.search(r"[\s\"'<>&#%]", one + two)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("table", [CITIES, GROUPS, WIDE, LONG], ids=lambda t: t.name)
def test_a_table_shows_its_cells(root: Element, code: str, table) -> None:
    lang = language(code)
    place = by_id(root, f"{code}-t-{table.name}")
    lines = place.all("tbody")[0].all("tr")
    rows = table.rows[: table.show]
    assert len(lines) == len(rows)
    for i, (line, row) in enumerate(zip(lines, rows, strict=True)):
        cells = [c.words for c in line.all("td", "th")]
        told = [shown(c, column, lang) for c, column in zip(row, table.columns, strict=True)]
        covered = table.merge and i and rows[i - 1][0] == row[0]
        assert cells == (told[1:] if covered else told)
    caption = place.all("caption")[0].words
    assert table.number in caption
    assert table.title in caption
    full = f"tables/{table.name}.csv"
    assert (full in place.words) == (len(rows) < len(table.rows))


def test_cells_keep_their_full_value_for_sorting(root: Element) -> None:
    place = by_id(root, "ru-t-cities")
    assert "data-sortable" in place.all("table")[0].attributes
    for line, row in zip(place.all("tbody")[0].all("tr"), CITIES.rows, strict=True):
        for cell, raw in zip(line.all("td", "th"), row, strict=True):
            value = plain(raw)
            if isinstance(value, int | float):
                assert float(cell.get("data-v")) == value
            else:
                assert "data-v" not in cell.attributes
    assert math.isnan(CITIES.rows[2][2])  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("name", ["groups", "long"])
def test_rows_that_share_a_cell_or_are_a_part_are_not_sorted(root: Element, name: str) -> None:
    table = by_id(root, f"en-t-{name}").all("table")[0]
    assert "data-sortable" not in table.attributes


def test_heads_say_what_they_head(root: Element) -> None:
    table = by_id(root, "kk-t-groups").all("table")[0]
    first, second = table.all("thead")[0].all("tr")
    spans = [(h.words, h.get("colspan"), h.get("rowspan"), h.get("scope")) for h in first.all("th")]
    assert spans == [
        ("Сұрақ", "", "2", "col"),
        ("Жауап", "", "2", "col"),
        ("Барлығы", "2", "", "colgroup"),
        ("Баға", "", "", "colgroup"),
        ("p", "", "2", "col"),
    ]
    assert [h.words for h in second.all("th")] == ["N", "%", "M"]
    top, below, _ = table.all("tbody")[0].all("tr")
    (question,) = top.all("th")
    assert (question.get("rowspan"), question.get("scope")) == ("2", "rowgroup")
    percent = below.all("td")[2]
    assert [by_id(root, n).words for n in percent.get("headers").split()] == [
        "Барлығы", "%", "Жынысы",
    ]  # fmt: skip
    plain_table = by_id(root, "kk-t-cities").all("table")[0]
    assert {h.get("scope") for h in plain_table.all("th")} == {"col", "row"}


def test_a_figure_has_words_values_and_a_table(root: Element) -> None:
    for code in LANGUAGES:
        figure = by_id(root, f"{code}-f-line")
        (svg,) = figure.all("svg")
        assert svg.get("role") == "img"
        assert svg.get("aria-label") == HOSTILE[2]
        assert not {"width", "height"} & set(svg.attributes)
        assert svg.all("title")
        assert any(HOSTILE[0] in t.words for t in svg.all("text"))
        assert figure.all("figcaption")[0].words.endswith(" Сызық")
        (data,) = figure.all("details")
        assert [c.words for c in data.all("tbody")[0].all("td")][:1] == [
            language(code).number(1, 1)
        ]


def test_a_drawing_keeps_only_what_draws() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
        ' viewBox="0 0 9 9" onload="a()">'
        '<style>*{color:red}</style><script>a()</script><defs><path id="m"/></defs>'
        '<a x:href="javascript:a()"><text>gone</text></a><foreignObject><p>gone</p></foreignObject>'
        '<use x:href="#m" style="fill: url(#m)"/><use x:href="https://a/b#c"/>'
        '<path style="fill: url(https://a)" onclick="a()" d="M 0 0.0123456&#10;L 1.2345 -99.999"/>'
        '<image x:href="data:image/png;base64,AA"/><image x:href="data:text/html,a"/>'
        "<g><title>t</title></g><g><g/></g><text>1 &lt; 2</text></svg>"
    )
    assert inlined(svg, prefix="p-", label='"') == (
        '<svg viewBox="0 0 9 9" role="img" aria-label="&quot;"><defs><path id="p-m"/></defs>'
        '<use href="#p-m" style="fill:url(#p-m)"/><use/><path d="M 0 0.01235 L 1.23 -100"/>'
        '<image href="data:image/png;base64,AA"/><image/><g><title>t</title></g>'
        "<text>1 &lt; 2</text></svg>"
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [("kk", "(11-кесте)."), ("ru", "(таблица 11)."), ("en", "(Table 11).")],
)
def test_a_reference_is_a_link(root: Element, code: str, said: str) -> None:
    (told,) = [e for e in by_id(root, f"{code}-text").all("p") if e.words.startswith("Алматы ")]
    assert told.words == f"Алматы бірінші {said}"
    (link,) = told.all("a")
    assert link.get("href") == f"#{code}-t-cities"
    assert f"({link.words})." == said


def test_a_reference_that_a_sentence_names_is_linked_there(tmp_path: Path) -> None:
    base = document("en")
    blocks = (
        Paragraph("As Table 12 shows, <b>.", ("groups",)),
        Paragraph("Nothing of that name.", ("absent",)),
        *base.blocks,
    )
    shown_ = replace(base, blocks=blocks)
    write_html([shown_], tmp_path / "p.html", [drawings(shown_)])
    first, second = tree((tmp_path / "p.html").read_text("utf-8")).all("main")[0].all("p")[1:3]
    assert first.words == "As Table 12 shows, <b>."
    assert first.all("a")[0].words == "Table 12"
    assert (second.words, second.all("a")) == ("Nothing of that name.", [])


def test_what_a_table_says_is_said_once(tmp_path: Path, root: Element) -> None:
    said = "Әйелдер көбірек"
    assert by_id(root, "kk-text").words.count(said) == 1
    base = document("kk")
    again = replace(base, blocks=(Paragraph(f"{said}.", ("groups",)), *base.blocks))
    write_html([again], tmp_path / "p.html", [drawings(again)])
    assert tree((tmp_path / "p.html").read_text("utf-8")).words.count(said) == 1


def test_one_language_is_shown_and_the_others_wait(root: Element) -> None:
    assert root.all("html")[0].get("lang") == "kk"
    editions = [e for e in root.all("div") if e.get("class") == "edition"]
    assert [(e.get("lang"), "hidden" in e.attributes) for e in editions] == [
        ("kk", False), ("ru", True), ("en", True),
    ]  # fmt: skip
    buttons = [e for e in root.all("input") if e.get("type") == "radio"]
    assert [(b.get("value"), "checked" in b.attributes) for b in buttons] == [
        ("kk", True), ("ru", False), ("en", False),
    ]  # fmt: skip
    assert all(len(e.all("main")) == len(e.all("nav")) == len(e.all("h1")) == 1 for e in editions)


def test_a_page_of_one_language_has_no_switch(tmp_path: Path) -> None:
    root = tree(write_sample(tmp_path / "p.html", "ru"))
    assert not [e for e in root.all("input") if e.get("type") == "radio"]
    assert root.all("html")[0].get("lang") == "ru"


def test_controls_that_need_the_script_wait_for_it(root: Element) -> None:
    searches = [e for e in root.all("div") if e.get("role") == "search"]
    assert len(searches) == len(LANGUAGES)
    assert all("hidden" in e.attributes for e in searches)
    assert not root.all("button")


def test_the_style_decides_the_lines(tmp_path: Path) -> None:
    root = tree(write_sample(tmp_path / "p.html", "en", style=STYLES["apa"]))
    assert {t.get("class") for t in root.all("table")} == {"three"}
    caption = by_id(root, "en-t-cities").all("caption")[0]
    assert caption.all("b")[0].words == "Table 11"
    assert caption.all("i")[0].words == CITIES.title


def test_the_letters_are_in_the_page(page: str) -> None:
    faces = re.findall(
        r'font-family:"([^"]+)";font-weight:(\d+);src:url\(data:font/ttf;base64,([^)]+)', page
    )
    fonts = {(name, weight): TTFont(io.BytesIO(base64.b64decode(d))) for name, weight, d in faces}
    known = {face: set(font.getBestCmap() or ()) for face, font in fonts.items()}
    kazakh = {ord(letter) for letter in "ӘәҒғҚқҢңӨөҰұҮүҺһІі"}
    assert kazakh <= known["PT Sans", "400"] & known["PT Sans", "700"]
    assert ord("α") in known["DejaVu Sans", "400"] - known["PT Sans", "400"]


def test_the_same_document_gives_the_same_bytes(tmp_path: Path, page: str) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.reports.html_sample import write_sample;"
        "write_sample(Path(sys.argv[1]))"
    )
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Almaty", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "p.html")],
        cwd=Path(__file__).parents[2],
        env=os.environ | elsewhere,
        check=True,
    )
    assert (tmp_path / "p.html").read_bytes() == page.encode("utf-8")


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_told_apart(scheme: int) -> None:
    style = files("aqyl.reports.html").joinpath("style.css").read_text("utf-8")
    light, dark = (
        dict(re.findall(r"--(\w+): (#\w+);", part))
        for part in re.findall(r":root \{([^}]+)\}", style)[:2]
    )
    colours = light | dark if scheme else light
    for ink in ("ink", "grey", "accent"):
        for ground in ("paper", "soft"):
            assert _contrast(colours[ink], colours[ground]) >= READABLE, (ink, ground)
    assert _contrast(colours["ink"], colours["found"]) >= READABLE
    assert _contrast(colours["grey"], colours["paper"]) >= VISIBLE


def test_a_figure_without_a_drawing_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="line"):
        write_html([document("kk")], tmp_path / "p.html", [{}])


def test_an_empty_document_is_a_page(tmp_path: Path) -> None:
    empty = Document("T", "", (), language("en"), GOST)
    write_html([empty], tmp_path / "p.html", [{}])
    assert tree((tmp_path / "p.html").read_text("utf-8")).all("h1")[0].words == "T"


def _style(page: str) -> str:
    return page.partition("<style>")[2].partition("</style>")[0]


def _script(page: str) -> str:
    return page.partition('<script type="module">')[2].partition("</script>")[0]


def _contrast(one: str, two: str) -> float:
    """Contrast of two colours by WCAG 2."""

    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
        parts = [int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(two)))
    return (high + 0.05) / (low + 0.05)
