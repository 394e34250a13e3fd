"""How tables look in print: SPSS's layout, APA (7th edition) or GOST, as data.

A style decides what no number depends on: lines, the zero before a decimal sign, and captions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .bounded import SIGNS

__all__ = ["GOST", "STYLES", "StyleName", "TableStyle"]

StyleName = Literal["spss", "apa", "gost"]

_NUMBER = r"([ \xa0][=<>≥≤][ \xa0][−+-]?)0(?=[.,]\d)"
_BOUNDED = re.compile(rf"(?<![\w,.√|Δ])({'|'.join(map(re.escape, SIGNS))}){_NUMBER}")
_ANY = re.compile(rf"(?<![\w,.])([√|Δ]?[^\W\d][\w²|]*){_NUMBER}")


@dataclass(frozen=True, slots=True)
class TableStyle:
    """A style of tables.

    Attributes
    ----------
    name : {"spss", "apa", "gost"}
    lines : {"three", "grid"}
        Three horizontal lines, or a grid around every cell.
    zero : {"always", "bounded", "never"}
        When a zero stands before the decimal sign: ``0,48`` or ``,48``. ``"bounded"`` leaves it
        out of statistics that cannot pass 1.
    title_below : bool
        Whether the title of a table or figure stands on a line of its own below its number, in
        italics, and both above the figure, too; the word before a note is in italics.
    """

    name: StyleName
    lines: Literal["three", "grid"]
    zero: Literal["always", "bounded", "never"]
    title_below: bool = False

    def number(self, text: str, *, bounded: bool = False) -> str:
        """Leave out the zero before the decimal sign where the style says so.

        Parameters
        ----------
        text : str
            A number as the language writes it.
        bounded : bool
            Whether it is a statistic that cannot pass 1.

        Examples
        --------
        >>> STYLES["spss"].number("0,480"), STYLES["apa"].number("−0.480", bounded=True)
        (',480', '−.480')
        >>> STYLES["apa"].number("0.480")
        '0.480'
        """
        bare = self.zero == "never" or (self.zero == "bounded" and bounded)
        return re.sub(r"^((?:< )?[−+-]?)0(?=[.,]\d)", r"\1", text) if bare else text

    def sentence(self, text: str) -> str:
        """Write the statistics of a sentence or note that stand after their signs as tables do.

        A number without its sign must come written: `Language.number` knows the style.

        Examples
        --------
        >>> STYLES["apa"].sentence("It is significant (β = 0.21, p < 0.001; B = 0.30).")
        'It is significant (β = .21, p < .001; B = 0.30).'
        """
        if self.zero == "always":
            return text
        return (_ANY if self.zero == "never" else _BOUNDED).sub(r"\1\2", text)


STYLES: dict[StyleName, TableStyle] = {
    "spss": TableStyle("spss", "grid", "never"),
    "apa": TableStyle("apa", "three", "bounded", title_below=True),
    "gost": TableStyle("gost", "grid", "always"),
}
GOST = STYLES["gost"]
