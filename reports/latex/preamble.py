"""The lines before the text of a LaTeX document: packages, fonts, captions, characters."""

from __future__ import annotations

from string import Template

from ..blocks import Document
from .text import KAZAKH, latex_text
from .width import prose

__all__ = ["opening", "wrapper"]

_GLYPH = r"""\protected\def\aqylglyph#1#2{\iffontchar\font`#1 #1\else#2\fi}
"""

# The first font there is that has Kazakh letters: an older Liberation Serif has none. The scales
# bring wide fonts to the width of Times, for which the columns of tables are measured.
_WRAPPER = Template(r"""% !TeX program = xelatex
% $compile
% $thesis
%   \input{$body}
\documentclass[14pt,a4paper]{extarticle}
\usepackage[left=30mm,right=15mm,top=20mm,bottom=20mm]{geometry}
% begin
\usepackage{array,booktabs,longtable,multirow,pdflscape,needspace,graphicx,float,caption}
% end
\usepackage{indentfirst}
\usepackage{fontspec}
\newif\iffound
\newcommand{\trymainfont}[2][]{\iffound\else\IfFontExistsTF{#2}{\setmainfont[#1]{#2}%
  {\normalfont\iffontchar\font`ә \global\foundtrue\fi}}{}\fi}
\trymainfont{Times New Roman}
\trymainfont{Liberation Serif}
\trymainfont{FreeSerif}
\trymainfont{FreeSerif.otf}
\trymainfont{Tinos}
\trymainfont{PT Serif}
\trymainfont[Scale=0.9]{Noto Serif}
\trymainfont[Scale=0.85]{DejaVu Serif}
\trymainfont{CMU Serif}
\trymainfont[BoldFont=cmunbx.otf,ItalicFont=cmunti.otf,BoldItalicFont=cmunbi.otf]{cmunrm.otf}
$language\tracinglostchars=2
\setcounter{secnumdepth}{0}
\setlength{\parindent}{12.5mm}
\setlength{\emergencystretch}{3em}
\frenchspacing
\raggedbottom
\DeclareCaptionLabelSeparator{aqyl}{$separator}
\captionsetup{font=normalsize,labelsep=aqyl}
\captionsetup[table]{singlelinecheck=false,justification=raggedright$table}
$figure$glyph\title{$title\\[1ex]\normalsize $subtitle}
\author{}
\date{}
\begin{document}
\maketitle
\input{$body}
\end{document}
""")

_RUSSIAN = r"""\usepackage[english]{babel}
\IfFileExists{babel-ru.ini}{\babelprovide[import=ru,main]{russian}}{}
"""

# A minus stands in so many numbers that it is a letter of its own where the font lacks it.
_OPENING = Template(r"""% $made
% $numbers
% $rewritten
\renewcommand{\tablename}{$table}
\renewcommand{\figurename}{$figure}
\providecommand{\texorpdfstring}[2]{#1}
$glyph\providecommand{\aqylhead}{}
\renewcommand{\aqylhead}[2][\centering]{\parbox[b]{\hsize}{#1\rule{0pt}{2.7ex}#2\strut}}
\providecommand{\aqylrule}{}
\renewcommand{\aqylrule}[2]{\multispan{#2}\unskip\leaders\hrule height#1\hfill\cr\noalign{\nobreak}}
\iffontchar\font`− \else\catcode`−=\active\protected\def−{\textendash}\fi
\makeatletter
\ifcsname KV@Gin@alt\endcsname\else\define@key{Gin}{alt}{}\fi
\makeatother
""")
_FONT = Template(r"""\iffontchar\font`ә \else\PackageError{aqyl}{$font}{}\fi
""")


def wrapper(document: Document, body: str) -> str:
    """Return the file that compiles by itself and takes in the body.

    Parameters
    ----------
    document : Document
    body : str
        Name of the file of the body, without its ending.
    """
    lang = document.lang
    below = ",labelsep=newline,labelfont=bf,textfont=it" if document.style.title_below else ""
    above = rf"\captionsetup[figure]{{singlelinecheck=false,justification=raggedright{below}}}"
    return _WRAPPER.substitute(
        compile=lang.text("latex.compile"),
        thesis=lang.text("latex.thesis"),
        body=body,
        # TeX has no rules for Kazakh; long words of tables break at points that are given.
        language=_RUSSIAN if lang.code == "ru" else "",
        separator=latex_text(lang.text("caption.separator")),
        table=below,
        figure=f"{above}\n" if below else "",
        glyph=_GLYPH,
        title=prose(document.title, lang),
        subtitle=prose(document.subtitle, lang),
    )


def opening(document: Document, *, made: str, counted: bool, text: str) -> str:
    """Return the first lines of the body.

    Parameters
    ----------
    document : Document
    made : str
        What made the file.
    counted : bool
        Whether LaTeX counts all tables and figures.
    text : str
        The rest of the body; Kazakh letters in it need a font that has them.
    """
    lang = document.lang
    lines = _OPENING.substitute(
        made=made,
        glyph=_GLYPH,
        numbers=lang.text("latex.counted" if counted else "latex.given"),
        rewritten=lang.text("latex.body"),
        table=latex_text(lang.text("caption.table")),
        figure=latex_text(lang.text("caption.figure")),
    )
    needs = any(letter in KAZAKH for letter in text)
    return lines + (_FONT.substitute(font=lang.text("latex.font")) if needs else "")
