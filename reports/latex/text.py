"""Text for LaTeX: every character is shown as itself or replaced, and none of it is markup."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["KAZAKH", "SURE", "fallback", "latex_text"]

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "^": r"\textasciicircum{}",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "%": r"\%",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "\u00a0": "~",
    "\u00ad": r"\-",
    "\u2009": r"\,",
    "\u200b": r"\hspace{0pt}",
    "\u2011": r"\mbox{-}",
    "\u202f": r"\,",
    "\ufe0e": "",  # variants of the look of the character before, which have none themselves
    "\ufe0f": "",
}
SURE = frozenset(  # fonts with Kazakh letters have these; about the minus the preamble asks
    map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x100), *range(0x410, 0x450)))
) | frozenset(f"{KAZAKH}Ёё–—‘’“”„…№−")
_MATHS = {
    "→": r"\rightarrow",
    "←": r"\leftarrow",
    "↔": r"\leftrightarrow",
    "↑": r"\uparrow",
    "↓": r"\downarrow",
    "⇒": r"\Rightarrow",
    "≤": r"\leq",
    "≥": r"\geq",
    "≠": r"\neq",
    "≈": r"\approx",
    "∞": r"\infty",
    "√": r"\surd",
    "∑": r"\sum",
    "∏": r"\prod",
    "∆": r"\Delta",
    "∈": r"\in",
    "⋅": r"\cdot",
    "∗": "*",
    "′": "'",
    "•": r"\bullet",
    "†": r"\dagger",
    "‡": r"\ddagger",
    "ς": r"\varsigma",
}
_GREEK = re.compile(r"GREEK (SMALL|CAPITAL) LETTER (\w+)")
_NOT_LATIN = frozenset(
    ["GAMMA", "DELTA", "THETA", "LAMBDA", "XI", "PI", "SIGMA", "UPSILON", "PHI", "PSI", "OMEGA"]
)
_SCRIPT = re.compile(r"<(super|sub)> ([0-9A-F]{4})")
_ACCENTS = {
    "\u0300": r"\grave",
    "\u0301": r"\acute",
    "\u0302": r"\hat",
    "\u0303": r"\tilde",
    "\u0304": r"\bar",
    "\u0305": r"\bar",
    "\u0306": r"\breve",
    "\u0307": r"\dot",
    "\u0308": r"\ddot",
    "\u030c": r"\check",
    "\u20d7": r"\vec",
}
_CLUSTER = re.compile(r".[\u0300-\u036f\u20d0-\u20f0]*", flags=re.S)
_LIGATURES = frozenset({"--", "<<", ">>", ",,", "''", "!`", "?`"})
_NAMELESS = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})


@lru_cache(8192)  # the words of a table are written, and measured, many times
def latex_text(text: str) -> str:
    r"""Write plain text as LaTeX that shows it, whatever it holds.

    Characters that fonts may lack stand as ``\aqylglyph{character}{instead}``, a command that the
    body of a document defines. What cannot be shown is named by its number, such as ``[U+0007]``.

    Examples
    --------
    >>> print(latex_text("5 % of {x_1} & $2, β ≥ 0"))
    5 \% of \{x\_1\} \& \$2, \aqylglyph{β}{$\beta$} \aqylglyph{≥}{$\geq$} 0
    >>> print(latex_text("***"), latex_text("a--b"))
    {}*** a-\/-b
    """
    written = []
    before = ""
    for cluster in _CLUSTER.findall(unicodedata.normalize("NFC", text)):
        if before + cluster[0] in _LIGATURES:
            written.append(r"\/")
        written.append(_cluster(cluster))
        before = cluster
    found = "".join(written)
    # After the end of a row a bracket would be an option, a star a command.
    return f"{{}}{found}" if found.lstrip()[:1] in {"[", "*"} else found


def fallback(character: str) -> str:
    r"""Return what stands for a character that the font lacks.

    Examples
    --------
    >>> print(fallback("≥"), fallback("ω"), fallback("₂"), fallback("ŵ"))
    $\geq$ $\omega$ \textsubscript{2} [U+0175]
    """
    if character in _MATHS:
        return f"${_MATHS[character]}$"
    greek = _GREEK.fullmatch(unicodedata.name(character, ""))
    if greek and "Α" <= character <= "ω":
        return f"${_greek(*greek.groups())}$"
    if script := _SCRIPT.fullmatch(unicodedata.decomposition(character)):
        place, code = script.groups()
        return rf"\text{place}script{{{latex_text(chr(int(code, 16)))}}}"
    return f"[U+{ord(character):04X}]"


def _greek(size: str, name: str) -> str:
    name = name.replace("LAMDA", "LAMBDA")
    if size == "SMALL":
        return "o" if name == "OMICRON" else f"\\{name.lower()}"
    if name in _NOT_LATIN:
        return f"\\{name.capitalize()}"
    latin = {"ETA": "H", "RHO": "P", "CHI": "X"}.get(name, name[0])
    return rf"\mathrm{{{latin}}}"


def _cluster(cluster: str) -> str:
    """Write a character with the marks above and below it."""
    written = _character(cluster[0])
    for k, mark in enumerate(cluster[1:]):
        if mark in _ACCENTS and k == 0 and cluster[0] > " ":
            written = rf"\ensuremath{{{_ACCENTS[mark]}{{\mbox{{{written}}}}}}}"
        else:
            written += f"[U+{ord(mark):04X}]"
    return written


def _character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if character in SURE:
        return character
    kind = unicodedata.category(character)
    if character.isspace() or kind in {"Zs", "Zl", "Zp"}:
        return " "
    if kind in _NAMELESS or kind.startswith("M"):
        return f"[U+{ord(character):04X}]"
    return rf"\aqylglyph{{{character}}}{{{fallback(character)}}}"
