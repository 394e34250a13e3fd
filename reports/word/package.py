"""The package of a Word document: few parts, in a fixed order, with fixed times."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.package import OpcPackage
from docx.opc.spec import default_content_types

from ..language import LanguageCode
from .fields import page_number
from .styles import LOCALES, numbering, settings, styles
from .xml import clean, paragraph, parsed

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
    footer.element.extend(parsed([paragraph("Footer", *page_number())]))
    return key


def save(document: WordDocument, path: Path) -> None:
    """Write the package with the same bytes on every machine and at every time.

    The library would press its pictures, which are as small as they can be.
    """
    package = document.part.package
    if package is None:
        raise TypeError("A document without a package cannot be saved")
    found: dict[str, bytes | str] = {"_rels/.rels": package.rels.xml}
    for part in package.iter_parts():
        found[part.partname.membername] = part.blob
        if part.rels:
            found[part.partname.rels_uri.lstrip("/")] = part.rels.xml
    found["docProps/app.xml"] = _APP
    with zipfile.ZipFile(path, "w") as target:
        target.writestr(_entry("[Content_Types].xml"), _content_types(package))
        for name in sorted(found):
            target.writestr(_entry(name), found[name])


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    stored = name.endswith(".png")
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return entry


def _content_types(package: OpcPackage) -> bytes:
    """Return the part that says of what kind the others are: by their ending, or one by one."""
    kinds = CT_Types.new()
    endings = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    alone: dict[str, str] = {}
    for part in package.iter_parts():
        name, kind = part.partname, part.content_type
        if (name.ext, kind) in default_content_types:
            endings[name.ext] = kind
        else:
            alone[name] = kind
    for ending in sorted(endings):
        kinds.add_default(ending, endings[ending])
    for name in sorted(alone):
        kinds.add_override(name, alone[name])
    return serialize_part_xml(kinds)


def _refill(element: Any, content: Iterable[Any] = ()) -> None:
    """Replace all children of an element."""
    for child in list(element):
        element.remove(child)
    element.extend(list(content))
