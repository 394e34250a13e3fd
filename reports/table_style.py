"""How tables look in print: SPSS's layout, APA (7th edition) or GOST, as data.

A style decides what no number depends on: lines, the zero before a decimal sign, and captions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["GOST", "STYLES", "StyleName", "TableStyle"]

StyleName = Literal["spss", "apa", "gost"]

_IN_TEXT = re.compile(r"(?<![\w,.])((?:p|r|R²|α|β|ω|ρ\w?|λ|AVE|CR|KMO) [=<>≥≤] [−-]?)0(?=[.,]\d)")


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
        Whether the title of a table stands on a line of its own below its number, in italics.
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
        """Write the statistics of a sentence as its tables write them.

        Examples
        --------
        >>> STYLES["apa"].sentence("It is significant (β = 0.21, p < 0.001; B = 0.30).")
        'It is significant (β = .21, p < .001; B = 0.30).'
        """
        return text if self.zero == "always" else _IN_TEXT.sub(r"\1", text)


STYLES: dict[StyleName, TableStyle] = {
    "spss": TableStyle("spss", "grid", "never"),
    "apa": TableStyle("apa", "three", "bounded", title_below=True),
    "gost": TableStyle("gost", "grid", "always"),
}
GOST = STYLES["gost"]
