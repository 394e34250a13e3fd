"""A document as an HTML page beside its figures: readable, printable, light and dark."""

from __future__ import annotations

from html import escape
from importlib.metadata import version
from pathlib import Path

from .blocks import Bullets, Document, Heading, Paragraph
from .caption import caption_of
from .figures.picture import Picture
from .language import Language
from .table import Column, Table, shown

__all__ = ["write_html"]

_STYLE = """
:root{color-scheme:light dark;--ink:#1f2430;--grey:#5b6472;--line:#c9cdd4;--soft:#f4f5f7;
--paper:#fff;--accent:#005f99}
@media (prefers-color-scheme:dark){:root{--ink:#e7e9ee;--grey:#a3abb8;--line:#454c59;
--soft:#222733;--paper:#171b24;--accent:#7cc4f5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:2rem 1.25rem 4rem;background:var(--paper);
color:var(--ink);font:1rem/1.55 "PT Sans","Noto Sans","Segoe UI",system-ui,sans-serif}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .3rem}
h2{font-size:1.3rem;margin:2.6rem 0 .8rem;padding-top:.6rem;border-top:2px solid var(--line)}
a{color:var(--accent)}
.sub,.made{color:var(--grey)}
nav ul{columns:2;padding-left:1.1rem}
@media (max-width:40rem){nav ul{columns:1}}
.scroll{overflow-x:auto;margin:1.4rem 0}
table{border-collapse:collapse;font-size:.9rem;border-top:2px solid;border-bottom:2px solid}
caption{text-align:left;font-weight:bold;padding:.3rem 0;caption-side:top}
th,td{padding:.28rem .65rem;text-align:left;vertical-align:top}
thead th{border-bottom:1px solid;vertical-align:bottom}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
td.n{white-space:nowrap}
caption{min-width:24rem}
tbody tr:nth-child(even){background:var(--soft)}
.note{color:var(--grey);font-size:.85rem;margin:.3rem 0}
figure{margin:1.6rem 0}
figure img{max-width:100%;height:auto;background:#fff;border-radius:4px}
figcaption{font-weight:bold;margin-top:.4rem}
li{margin:.35rem 0}
@media print{body{max-width:none;padding:0}nav{display:none}figure,tr{break-inside:avoid}
.scroll{overflow:visible}table{font-size:.75rem}}
"""


def write_html(document: Document, path: Path) -> None:
    """Write the page; figures are linked from the folder ``figures`` beside it."""
    lang = document.lang
    parts = [_head(document, lang)]
    headings = [b for b in document.blocks if isinstance(b, Heading)]
    links = "".join(f'<li><a href="#{h.anchor}">{escape(h.text)}</a></li>' for h in headings)
    contents = escape(lang.text("document.contents"))
    parts.append(f'<nav aria-label="{contents}"><ul>{links}</ul></nav><main>')
    for block in document.blocks:
        if isinstance(block, Heading):
            parts.append(f'<h2 id="{block.anchor}">{escape(block.text)}</h2>')
        elif isinstance(block, Paragraph):
            parts.append(f"<p>{escape(block.text)}</p>")
        elif isinstance(block, Bullets):
            parts.append("<ul>" + "".join(f"<li>{escape(i)}</li>" for i in block.items) + "</ul>")
        elif isinstance(block, Table):
            parts.append(_table(block, lang))
        else:
            parts.append(_figure(block, lang))
    made = lang.text("document.made_by", version=version("aqyl"))
    parts.append(f'</main><footer class="made"><p>{escape(made)}</p></footer></body></html>')
    path.write_text("\n".join(parts) + "\n", encoding="utf-8", newline="\n")


def _head(document: Document, lang: Language) -> str:
    title = escape(document.title)
    return (
        f'<!doctype html>\n<html lang="{lang.code}"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style></head>\n<body><header>"
        f'<h1>{title}</h1><p class="sub">{escape(document.subtitle)}</p></header>'
    )


def _table(table: Table, lang: Language) -> str:
    rows = table.rows[: table.show]
    head = "".join(f"<th{_side(c)} scope='col'>{escape(c.label)}</th>" for c in table.columns)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{_side(column)}>{escape(shown(cell, column, lang))}</td>"
            for cell, column in zip(row, table.columns, strict=True)
        )
        + "</tr>\n"
        for row in rows
    )
    notes = list(table.notes)
    if len(rows) < len(table.rows):
        notes.append(
            lang.text(
                "document.full_table",
                n=lang.number(len(table.rows), 0),
                name=f"tables/{table.name}",
            )
        )
    return (
        f'<div class="scroll" id="{table.name}" tabindex="0"><table>'
        f"<caption>{escape(caption_of(table, lang).text)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n"
        f"<tbody>{body}</tbody></table>{_notes(notes)}</div>"
    )


def _figure(picture: Picture, lang: Language) -> str:
    stem = f"figures/{picture.name}"
    files = " · ".join(
        f'<a href="{stem}.{ending}">{ending.upper()}</a>' for ending in ("pdf", "svg", "png")
    )
    data = escape(lang.text("document.data"))
    return (
        f'<figure id="{picture.name}"><img src="{stem}.svg" alt="{escape(picture.alt)}">'
        f"<figcaption>{escape(caption_of(picture, lang).text)}</figcaption>{_notes(picture.notes)}"
        f'<p class="note">{files} · <a href="{stem}.csv">{data} (CSV)</a></p></figure>'
    )


def _notes(notes: list[str] | tuple[str, ...]) -> str:
    return "".join(f'<p class="note">{escape(note)}</p>' for note in notes)


def _side(column: Column) -> str:
    return "" if column.kind == "text" else ' class="n"'
