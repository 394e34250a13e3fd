"""How sentences write numbers, names and lists in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ....analysis.hypotheses import LEVEL
from ...bounded import KEPT
from ...language import Language
from ...table import decimals_beside
from ..heads import Namer, percent_of

__all__ = ["Told", "Voice"]

Told = dict[str, list[str]]  # sentences by the name of their table

_LISTED = 6  # names after which a list only counts the others


@dataclass(frozen=True, slots=True)
class Voice:
    """A language, the labels of a study, and whether nobody gave its answers.

    Attributes
    ----------
    lang : Language
    name : callable
        Label of a construct.
    simulated : bool
    """

    lang: Language
    name: Namer
    simulated: bool

    def say(self, key: str, /, **values: object) -> str:
        """Fill in the words of ``sentence.KEY``."""
        return self.lang.text(f"sentence.{key}", **values)

    def count(self, key: str, n: int, /, **values: object) -> str:
        """Fill in the form of ``sentence.KEY`` that goes with the number `n`."""
        return self.lang.plural(f"sentence.{key}", n, **values)

    def number(self, value: float, decimals: int = 3, *, of: str = "") -> str:
        """Write a number, without its zero where the style leaves it out of bounded statistics.

        `of` names a statistic that keeps its zero (`aqyl.reports.bounded.KEPT`): most of those in
        sentences do not.

        Examples
        --------
        >>> from aqyl.reports.language import language
        >>> from aqyl.reports.table_style import STYLES
        >>> voice = Voice(language("ru").in_style(STYLES["apa"]), str, simulated=False)
        >>> voice.number(0.82), voice.number(0.82, of="f_squared")
        (',820', '0,820')
        """
        return self.lang.number(value, decimals, bounded=of not in KEPT)

    def whole(self, value: float) -> str:
        """Write a number without decimals."""
        return self.lang.number(value, 0)

    def percent(self, share: float) -> str:
        """Write a share in percent, without the sign."""
        return self.lang.number(100 * share, 1)

    def against(self, value: float, limit: float, decimals: int = 3, *, of: str = "") -> str:
        """Write a number with as many decimals as tell it from the limit that judges it.

        `of` as in `number`.

        Examples
        --------
        >>> from aqyl.reports.language import language
        >>> voice = Voice(language("en"), str, simulated=False)
        >>> voice.against(0.6997, 0.70), voice.against(0.6512, 0.70)
        ('0.6997', '0.651')
        """
        return self.number(value, decimals_beside(value, (limit,), decimals), of=of)

    def p(self, p: float) -> str:
        """Write a p with its sign.

        Examples
        --------
        >>> from aqyl.reports.language import language
        >>> voice = Voice(language("ru"), str, simulated=False)
        >>> voice.p(0.00001), voice.p(0.031), voice.p(0.04996)
        ('p < 0,001', 'p = 0,031', 'p = 0,04996')
        """
        if p < 0.0005:
            return f"p < {self.number(0.001)}"
        return f"p = {self.against(p, LEVEL)}"

    def chi_square(self, value: float, df: int, p: float) -> str:
        """Write a chi-square with its degrees of freedom and p."""
        return self.say(
            "stat.chi_square",
            df=self.whole(df),
            value=self.number(value, 2, of="chi_square"),
            p=self.p(p),
        )

    def f(self, value: float, df: tuple[int, int], p: float) -> str:
        """Write an F with its degrees of freedom and p."""
        first, second = (self.whole(number) for number in df)
        number = self.number(value, 2, of="f")
        return self.say("stat.f", df1=first, df2=second, value=number, p=self.p(p))

    def interval(self, lower: float, upper: float, level: float) -> str:
        """Write a confidence interval of a statistic that cannot pass 1."""
        return self.say(
            "stat.interval",
            percent=percent_of(level, self.lang),
            lower=self.number(lower),
            upper=self.number(upper),
        )

    def quoted(self, text: str) -> str:
        """Put a label into the quotation marks of the language."""
        return self.say("list.quoted", name=text)

    def label(self, construct: str) -> str:
        """Write the label of a construct."""
        return self.quoted(self.name(construct))

    def path(self, start: str, end: str) -> str:
        """Write a path between two constructs."""
        return f"{self.label(start)} → {self.label(end)}"

    def pair(self, first: str, second: str) -> str:
        """Write two constructs side by side."""
        return f"{self.label(first)} – {self.label(second)}"

    def effect(self, word: str) -> str:
        """Name the size of an effect by its key."""
        return self.say(f"effect.{word}")

    def listed(self, parts: Sequence[str]) -> str:
        """Join parts as the language does; of a long list the first, and how many more.

        Examples
        --------
        >>> from aqyl.reports.language import language
        >>> voice = Voice(language("kk"), str, simulated=False)
        >>> voice.listed(["A", "B", "C"])
        'A, B және C'
        """
        if len(parts) == 1:
            return parts[0]
        if len(parts) > _LISTED + 1:
            shown = ", ".join(parts[:_LISTED])
            return self.say("list.more", listed=shown, n=self.whole(len(parts) - _LISTED))
        return self.say("list.last", first=", ".join(parts[:-1]), last=parts[-1])

    def significance(self, table: str, yes: Sequence[str], no: Sequence[str]) -> list[str]:
        """Say which of some estimates are significant and which are not."""
        if not yes and not no:
            return []
        key = "some" if yes and no else "all" if yes else "none"
        values = {"yes": self.listed(yes) if yes else "", "no": self.listed(no) if no else ""}
        return [self.say(f"{table}.{key}", **values)]

    def opened(self, sentence: str, *, own: str = "") -> str:
        """Begin a sentence with the words that its sample is simulated, if it is.

        The first letter becomes a small one unless it is a symbol's, or of the study's `own` word.
        """
        if not self.simulated:
            return sentence
        word = sentence[:1].isupper() and (sentence[1:2].islower() or sentence[1:2] == " ")
        if word and not (own and sentence.startswith(own)):
            sentence = sentence[0].lower() + sentence[1:]
        return self.say("simulated", sentence=sentence)
