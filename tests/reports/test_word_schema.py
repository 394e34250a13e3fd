"""Elements of Word files stand in the order of the schema, which Word insists on."""

from itertools import pairwise
from pathlib import Path

import pytest
from aqyl.reports.table_style import STYLES, StyleName

from .word_sample import sample, write

# ECMA-376, part 1, annex A: the sequences of the types that a writer fills.
SEQUENCES = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr
        suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct
        topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind
        contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss
        imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs
        highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish
        oMath""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize
        tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption
        tblDescription tblPrChange""",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection
        tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange""",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc
        pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi
        rtlGutter docGrid printerSettings sectPrChange""",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tc": "tcPr p",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden
        unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr
        trPr tcPr tblStylePr""",
    "styles": "docDefaults latentStyles style",
    "lvl": """start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr
        rPr""",
    "settings": """writeProtection view zoom removePersonalInformation removeDateAndTime
        defaultTabStop autoHyphenation characterSpacingControl footnotePr endnotePr compat
        docVars rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator""",
    "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "pic": "nvPicPr blipFill spPr style",
    "spPr": "xfrm custGeom prstGeom noFill ln",
}
CHECKED_AT_LEAST = 2000  # elements of the sample; fewer means that the parts were not read


def local(element) -> str:
    return element.tag.rpartition("}")[2]


@pytest.mark.parametrize("style", list(STYLES))
def test_children_stand_in_the_order_of_the_schema(tmp_path: Path, style: StyleName) -> None:
    read = write(sample(style=style), tmp_path)
    part = read.part
    roots = [read.element, read.styles.element, read.settings.element]
    roots += [part.numbering_part.element, *(s.footer._element for s in read.sections)]
    checked = 0
    for root in roots:
        for element in root.iter():
            sequence = SEQUENCES.get(local(element))
            if sequence is None:
                continue
            order = sequence.split()
            places = [order.index(local(child)) for child in element]
            assert all(a <= b for a, b in pairwise(places)), local(element)
            checked += 1
    assert checked > CHECKED_AT_LEAST


def test_every_cell_ends_in_a_paragraph_and_rows_cover_the_grid(tmp_path: Path) -> None:
    for table in write(sample(), tmp_path).tables:
        columns = len(table._tbl.tblGrid.gridCol_lst)
        for row in table._tbl.tr_lst:
            assert sum(cell.grid_span for cell in row.tc_lst) == columns
            assert all(local(cell[-1]) == "p" for cell in row.tc_lst)


def test_every_style_that_is_used_is_there(tmp_path: Path) -> None:
    read = write(sample(), tmp_path)
    there = set(read.styles.element.xpath("./w:style/@w:styleId"))
    used = set(read.element.xpath("//w:pStyle/@w:val"))
    based = set(read.styles.element.xpath("//w:basedOn/@w:val | //w:next/@w:val"))
    assert used | based <= there
