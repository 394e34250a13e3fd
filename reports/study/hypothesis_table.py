"""The hypotheses of a study beside the paths that were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...analysis.hypotheses import Verdict
from ..language import Language
from ..table import Table
from .heads import Namer, caption, head, text_head

__all__ = ["hypothesis_table"]

_SIGNS = {1: "positive", -1: "negative", 0: "any"}


def hypothesis_table(
    verdicts: Sequence[Verdict],
    wordings: Mapping[str, Mapping[str, str]],
    name: Namer,
    lang: Language,
    *,
    by_pls: Sequence[str] = (),
) -> Table:
    """State each hypothesis, its path, Beta, t, p, and the verdict that follows from them.

    Those of `by_pls` are judged by PLS while the others are by the regression, as a note says.
    """
    rows = tuple(
        (
            verdict.hypothesis.id,
            lang.label(wordings[verdict.hypothesis.id]),
            f"{name(verdict.path.predictor)} → {name(verdict.path.outcome)}",
            lang.text(f"hypothesis.{_SIGNS[verdict.hypothesis.sign]}"),
            verdict.path.estimate,
            verdict.path.statistic,
            verdict.path.p,
            lang.text(f"hypothesis.{verdict.verdict}"),
        )
        for verdict in verdicts
    )
    columns = [
        text_head(lang, "hypothesis"),
        text_head(lang, "wording"),
        text_head(lang, "path"),
        text_head(lang, "expected"),
        head(lang, "beta"),
        head(lang, "t"),
        head(lang, "p", kind="p"),
        text_head(lang, "verdict"),
    ]
    if not any(row[1] for row in rows):
        del columns[1]
        rows = tuple((row[0], *row[2:]) for row in rows)
    level = lang.number(verdicts[0].level, 2, bounded=True)
    notes = (lang.text("study.verdict_note", level=level),)
    if by_pls:
        notes = (*notes, lang.text("methods.by_pls", ids=", ".join(by_pls)))
    return Table("hypotheses", caption(lang, "hypotheses"), tuple(columns), rows, notes)
