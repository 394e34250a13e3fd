"""Tables of the page: what their cells say for the eye alone."""

from pathlib import Path

from aqyl.reports.blocks import Document
from aqyl.reports.html import write_html
from aqyl.reports.language import language
from aqyl.reports.table import Column, Rounded, Table

from .html_tree import tree


def test_numbers_say_what_they_lack_and_long_words_keep_a_width(tmp_path: Path) -> None:
    columns = (Column("a", "A"), Column("b", "B"), Column("x", "X", "number"))
    words = "A wording of an item that goes on for more than a few words"
    rows = (("short", words, Rounded(0.5, 2, "**")), ("a longer name", "", 1), ("c", "", None))
    table = Table("t", "T", columns, rows, number="1")
    made = Document("T", "S", (table,), language("en"))
    write_html([made], tmp_path / "p.html", [{}])
    read = tree((tmp_path / "p.html").read_text("utf-8"))
    body = next(e for e in read.all() if e.tag == "tbody")
    cells = [e for e in body.all() if e.tag in {"td", "th"}]
    assert [e.get("class") for e in cells[:3]] == ["", "wording", "n"]
    assert [e.get("data-pad") for e in cells if e.get("class") == "n"] == ["", ".50**", ""]
