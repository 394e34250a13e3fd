"""The page: one file that holds a document in its languages and asks for nothing from outside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from ..blocks import Document
from ..cache import NO_CACHE, Cache
from .edition import edition, text_place
from .font import font_faces
from .markup import element, identifier, text, void

__all__ = ["write_html"]


def write_html(
    documents: Sequence[Document],
    path: Path,
    drawings: Sequence[Mapping[str, str]],
    *,
    cache: Cache = NO_CACHE,
) -> None:
    """Write one document in one language or several as one file, the same bytes every time.

    The page needs no other file and no network, works from ``file://``, and without scripts it
    can still be read, printed, and changed from language to language.

    Parameters
    ----------
    documents : sequence of Document
        One a language; the first is shown at the beginning.
    path : Path
    drawings : sequence of mapping
        For each document, SVG by name of the figure.
    cache : Cache
        Keeps fonts, and drawings as parts of a page.

    Raises
    ------
    KeyError
        If a figure has no drawing: a fault of the program.
    """
    editions = [
        edition(document, drawn, hidden=i > 0, cache=cache)
        for i, (document, drawn) in enumerate(zip(documents, drawings, strict=True))
    ]
    body = "\n".join((*_skips(documents), _switch(documents), *editions))
    script = _file("script.js")
    page = (
        f"<!doctype html>\n{void('html', lang=documents[0].lang.code)}\n"
        f"{element('head', _head(documents, body, script, cache))}\n"
        f"<body>\n{body}\n</body></html>\n"
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _head(documents: Sequence[Document], body: str, script: str, cache: Cache) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    rules = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    fonts, style = font_faces(body, cache), _file("style.css")
    return "\n".join(
        (
            void("meta", charset="utf-8"),
            # Quotation marks of the policy are no danger within double ones, and stay readable.
            f'<meta http-equiv="Content-Security-Policy" content="{rules}">',
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            void("meta", name="color-scheme", content="light dark"),
            element("title", text(documents[0].title)),
            # A module starts when the whole page is there, and keeps its names to itself.
            element("script", script, type="module"),
            element("style", "\n".join((fonts, style, _shown(documents)))),
        )
    )


def _skips(documents: Sequence[Document]) -> list[str]:
    """Return a link past the controls for each language."""
    return [
        element(
            "a",
            text(document.lang.text("page.skip")),
            href=f"#{text_place(document)}",
            lang=document.lang.code,
            class_="skip",
            data_edition=document.lang.code,
            hidden=i > 0,
        )
        for i, document in enumerate(documents)
    ]


def _switch(documents: Sequence[Document]) -> str:
    """Return the switch of languages, if there are several: radio buttons, which need no script."""
    if len(documents) < 2:
        return ""
    parts = []
    for i, document in enumerate(documents):
        lang = document.lang
        button = void(
            "input",
            type="radio",
            name="language",
            value=lang.code,
            id=_button(document),
            checked=i == 0,
            autocomplete="off",
        )
        name = element("span", text(lang.text("page.language")), lang=lang.code)
        parts.append(element("label", button + name))
    words = (
        element("span", text(d.lang.text("page.languages")), lang=d.lang.code) for d in documents
    )
    legend = element("legend", " / ".join(words))
    return element("header", element("fieldset", legend + "".join(parts)), class_="top")


def _shown(documents: Sequence[Document]) -> str:
    """Return the rules by which the chosen language is shown, also without a script."""
    rules = []
    for document in documents if len(documents) > 1 else ():
        chosen = f"body:has(#{_button(document)}:checked)"
        code = document.lang.code
        rules.append(f'{chosen} [data-edition]:not([data-edition="{code}"]){{display:none}}')
        rules.append(f'{chosen} [data-edition="{code}"]{{display:block}}')
    return "\n".join(rules)


def _button(document: Document) -> str:
    return identifier("language", document.lang.code)


def _file(name: str) -> str:
    """Return a file that lies beside this module."""
    return files("aqyl.reports.html").joinpath(name).read_text("utf-8")
