"""Markup of elements: every text is escaped here, so that no text of a study becomes markup."""

from __future__ import annotations

import re
from html import escape

from ..caption import Caption, Note
from ..table import Table

__all__ = [
    "caption_words",
    "element",
    "identifier",
    "note_paragraph",
    "place",
    "prose",
    "text",
    "void",
]

_UNSAFE = re.compile(r"[^\w.-]")
_WHOLE = re.compile(
    r"[^\W\d]\S{0,5} [=<>≥≤] [−+-]?[.,]?\d(?:[\d.,\u00a0]*\d)?|\d+[–-]\d+(?:-[^\W\d]+)?"
)
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def text(words: object) -> str:
    """Return words as markup that shows them as they are.

    What no page can hold, such as a control character, is shown as a replacement sign.

    Examples
    --------
    >>> text("a < b & c")
    'a &lt; b &amp; c'
    """
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", str(words)))


def prose(words: str) -> str:
    """Return words as markup in which statistics and ranges of numbers do not break.

    Examples
    --------
    >>> prose("9–15: p < 0,001, q")
    '<span class="whole">9–15</span>: <span class="whole">p &lt; 0,001</span>, q'
    """
    found, end = [], 0
    for part in _WHOLE.finditer(words):
        found += [text(words[end : part.start()]), element("span", text(part[0]), class_="whole")]
        end = part.end()
    return "".join((*found, text(words[end:])))


def caption_words(caption: Caption, *, title_below: bool) -> str:
    """Return number and title, in one line or, in italics, on a line of its own."""
    label, title = element("b", text(caption.label)), text(caption.title)
    if title_below:
        return f"{label}<br>{element('i', title)}"
    return f"{label}{text(caption.separator)}{title}"


def note_paragraph(note: Note) -> str:
    """Return a note as a paragraph, its word in italics where it is set apart; or nothing.

    Examples
    --------
    >>> note_paragraph(Note("Note. ", "n = 7."))
    '<p class="note"><i>Note.</i> <span class="whole">n = 7</span>.</p>'
    """
    if not note:
        return ""
    lead = f"{element('i', text(note.lead.strip()))} " if note.lead else ""
    return element("p", lead + prose(note.text), class_="note")


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """Return an element around markup.

    Parameters
    ----------
    tag : str
    content : str
        Markup, not text.
    attributes : object
        By name; ``aria_label`` is ``aria-label``, a trailing underline is dropped (``class_``).
        An attribute without a value is True; one that is not there is None or False.

    Examples
    --------
    >>> element("p", text("<i>"), class_="note", title='"', hidden=True, lang=None)
    '<p class="note" title="&quot;" hidden>&lt;i&gt;</p>'
    """
    return f"{void(tag, **attributes)}{content}</{tag}>"


def void(tag: str, /, **attributes: object) -> str:
    """Return an element that has no content, or the opening of one that has.

    Examples
    --------
    >>> void("meta", charset="utf-8")
    '<meta charset="utf-8">'
    """
    parts = [tag]
    for name, value in attributes.items():
        written = name.removesuffix("_").replace("_", "-")
        if value is True:
            parts.append(written)
        elif value is not None and value is not False:
            parts.append(f'{written}="{text(value)}"')
    return f"<{' '.join(parts)}>"


def identifier(*names: str) -> str:
    """Return an identifier that is safe in an attribute and a link, and another for other names.

    Examples
    --------
    >>> identifier("kk", "t", "groups_қала"), identifier("en", "t", 'a "b"')
    ('kk-t-groups_қала', 'en-t-a~20~~22~b~22~')
    """
    return "-".join(_UNSAFE.sub(lambda sign: f"~{ord(sign[0]):x}~", name) for name in names)


def place(block: object, lang: str) -> str:
    """Return the identifier of a table or figure of a page in one language."""
    kind = "t" if isinstance(block, Table) else "f"
    return identifier(lang, kind, getattr(block, "name", ""))
