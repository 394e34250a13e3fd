"""The package of a Word document: few parts, in a fixed order, with fixed times."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE

from ..language import LanguageCode
from .fields import page_number
from .styles import LOCALES, numbering, settings, styles
from .xml import Element, clean, paragraph

__all__ = ["blank_document", "footer_id", "save"]

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed time: the same file twice
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_KEPT = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
}
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"><Application>aqyl</Application>'
    b"</Properties>"
)


def blank_document(code: LanguageCode, *, title: str, subject: str, made_by: str) -> WordDocument:
    """Return an empty document in one language: its styles, settings and properties.

    The library's template brings a thumbnail and styles of its own; they are left out.
    """
    document = docx.Document()
    for owner in (document.part, document.part.package):
        rels: dict[str, Any] = owner.rels if owner else {}
        for key in [key for key, rel in rels.items() if rel.reltype not in _KEPT]:
            del rels[key]
    _refill(document.styles.element, styles(code))
    _refill(document.settings.element, settings(code))
    _refill(document.part.numbering_part.element, numbering())
    _refill(document.element.body)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.keywords = ""
    properties.title = clean(title)[:255]
    properties.subject = clean(subject)[:255]
    properties.comments = clean(made_by)[:255]
    properties.language = LOCALES[code]
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
    return document


def footer_id(document: WordDocument) -> str:
    """Add the footer, which holds the number of the page, and return its relationship."""
    footer, key = document.part.add_footer_part()
    _refill(footer.element)
    footer.element.append(paragraph("Footer", *page_number()))
    return key


def save(document: WordDocument, path: Path) -> None:
    """Write the package with the same bytes on every machine and at every time."""
    buffer = io.BytesIO()
    document.save(buffer)
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            stored = name.endswith(".png")
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            content = _APP if name == "docProps/app.xml" else source.read(name)
            target.writestr(entry, content)


def _refill(element: Element, content: Element = ()) -> None:
    """Replace all children of an element."""
    for child in list(element):
        element.remove(child)
    element.extend(list(content))
