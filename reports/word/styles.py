"""Styles of Word documents: GOST 7.32 and the theses of Kazakhstan, under Word's own names.

Text is Times New Roman 14 with 1.5 lines, tables 12 with single lines. Every style says its own
indent and spacing, so that a chapter pasted into a thesis does not take over those of its text.
"""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml

from ..language import LanguageCode

__all__ = ["LOCALES", "TABLE_SIZES", "numbering", "settings", "styles"]

LOCALES: dict[LanguageCode, str] = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
TABLE_SIZES = (12, 11, 10, 9)  # points

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONT = "Times New Roman"
_SINGLE = '<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'

# Id, Word's name, paragraph properties, run properties; each is based on Normal.
_PARAGRAPHS: tuple[tuple[str, str, str, str], ...] = (
    (
        "BodyText",
        "Body Text",
        '<w:spacing w:before="0" w:after="0" w:line="360" w:lineRule="auto"/>'
        '<w:ind w:firstLine="709"/><w:jc w:val="both"/>',
        "",
    ),
    *(
        (
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="160" '
            f'w:line="240" w:lineRule="auto"/><w:ind w:firstLine="709"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            "<w:b/><w:bCs/>",
        )
        for level, before in ((1, 360), (2, 240))
    ),
    (
        "Title",
        "Title",
        _SINGLE.format(before=0, after=160) + '<w:jc w:val="center"/>',
        '<w:b/><w:bCs/><w:sz w:val="32"/><w:szCs w:val="32"/>',
    ),
    ("Subtitle", "Subtitle", _SINGLE.format(before=0, after=360) + '<w:jc w:val="center"/>', ""),
    ("Caption", "caption", "<w:keepLines/>" + _SINGLE.format(before=240, after=80), ""),
    *(
        (
            f"Table{kind}{size}",
            f"Table {kind} {size}",
            _SINGLE.format(before=20, after=20) + f'<w:jc w:val="{side}"/>',
            f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>',
        )
        for size in TABLE_SIZES
        for kind, side in (("Head", "center"), ("Text", "left"), ("Number", "right"))
    ),
    (
        "TableNote",
        "Table Note",
        "<w:keepLines/>" + _SINGLE.format(before=80, after=280),
        '<w:sz w:val="22"/><w:szCs w:val="22"/>',
    ),
    (
        "TableContinued",
        "Table Continued",
        "<w:keepNext/>" + _SINGLE.format(before=200, after=80),
        "",
    ),
    (
        "Figure",
        "Figure",
        "<w:keepNext/>" + _SINGLE.format(before=240, after=0) + '<w:jc w:val="center"/>',
        "",
    ),
    (
        "ListBullet",
        "List Bullet",
        '<w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:spacing w:before="0" w:after="0" w:line="360" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:firstLine="709"/><w:jc w:val="both"/>',
        "",
    ),
    (
        "TOCHeading",
        "TOC Heading",
        "<w:keepNext/>" + _SINGLE.format(before=360, after=120) + '<w:jc w:val="center"/>',
        "<w:b/><w:bCs/>",
    ),
    *(
        (
            style,
            name,
            '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs>'
            + _SINGLE.format(before=0, after=60)
            + f'<w:ind w:left="{left}" w:right="567" w:hanging="{hanging}"/>',
            '<w:sz w:val="24"/><w:szCs w:val="24"/>',
        )
        for style, name, left, hanging in (
            ("TOC1", "toc 1", 284, 284),
            ("TOC2", "toc 2", 568, 284),
            ("TableofFigures", "table of figures", 284, 284),
        )
    ),
    ("Footer", "footer", _SINGLE.format(before=0, after=0) + '<w:jc w:val="center"/>', ""),
)


def styles(code: LanguageCode) -> Any:
    """Return the styles of a document in one language."""
    locale = LOCALES[code]
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/>'
        f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        '<w:name w:val="No List"/><w:uiPriority w:val="99"/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:uiPriority w:val="99"/></w:style>'
    )
    written = "".join(_paragraph_style(*style) for style in _PARAGRAPHS)
    return parse_xml(f"<w:styles {_W}>{defaults}{fixed}{written}</w:styles>")


def _paragraph_style(style: str, name: str, paragraph: str, text: str) -> str:
    following = "BodyText" if style.startswith("Heading") else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/>'
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>")
        + (f"<w:rPr>{text}</w:rPr>" if text else "")
        + "</w:style>"
    )


def numbering() -> Any:
    """Return the one kind of list: sentences that begin with a dash, as GOST has them."""
    return parse_xml(
        f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:suff w:val="space"/>'
        '<w:lvlText w:val="–"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="709"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/></w:rPr>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>"
    )


def settings(code: LanguageCode) -> Any:
    """Return the settings: those of today's Word, which then asks nothing on opening."""
    decimal, separator = (".", ",") if code == "en" else (",", ";")
    return parse_xml(
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LOCALES[code]}"/>'
        f'<w:decimalSymbol w:val="{decimal}"/><w:listSeparator w:val="{separator}"/></w:settings>'
    )
