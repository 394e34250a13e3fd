"""Tables that hold Tables 9-15 of the thesis against the simulated sample, cell by cell."""

from __future__ import annotations

from ...survey.instrument import Instrument
from ..language import Language
from ..study.heads import head, text_head
from ..table import Column, Rounded, Table
from .survey_evidence import Comparison, SurveyEvidence
from .survey_published import PublishedCell, SurveyPublished

__all__ = ["comparison_summary", "comparison_tables"]

_TABLES = range(9, 16)


def comparison_tables(
    published: SurveyPublished, evidence: SurveyEvidence, instrument: Instrument, lang: Language
) -> list[Table]:
    """Return one table for each published one: printed, regenerated, difference, verdict."""
    return [_table(number, published, evidence, instrument, lang) for number in _TABLES]


def comparison_summary(evidence: SurveyEvidence, lang: Language) -> Table:
    """Count the cells of each table that are within their tolerance, and name the farthest."""
    rows = []
    for number in _TABLES:
        found = evidence.of(number)
        judged = [c for c in found if c.tolerance is not None]
        within = [c for c in judged if c.verdict == "within"]
        rows.append(
            (
                lang.text("table.source_table", number=number),
                len(found),
                len(judged),
                len(within),
                len(judged) - len(within),
            )
        )
    columns = (
        text_head(lang, "source_table"),
        head(lang, "cells", 0),
        head(lang, "judged", 0),
        head(lang, "within_tolerance", 0),
        head(lang, "beyond_tolerance", 0),
    )
    title = lang.text("comparison.summary")
    return Table("comparison_summary", title, columns, tuple(rows))


def _table(
    number: int,
    published: SurveyPublished,
    evidence: SurveyEvidence,
    instrument: Instrument,
    lang: Language,
) -> Table:
    names = _names(instrument, lang)
    rows = []
    for found in evidence.of(number):
        cell = found.cell
        decimals = _decimals(cell)
        rows.append(
            (
                ": ".join(
                    names.get((number, part), names.get((0, part), part)) for part in cell.row
                ),
                lang.text(f"comparison.{cell.statistic}"),
                Rounded(cell.printed.value, decimals),
                Rounded(found.regenerated, decimals),
                Rounded(found.difference, decimals),
                Rounded(found.tolerance, _tolerance_decimals(found.tolerance))
                if found.tolerance is not None
                else "",
                _verdict(found, lang),
            )
        )
    columns = (
        text_head(lang, "row"),
        text_head(lang, "statistic"),
        head(lang, "published"),
        head(lang, "regenerated"),
        Column("difference", lang.text("head.difference"), "signed", 3),
        head(lang, "limit_of_difference"),
        text_head(lang, "comparison_verdict"),
    )
    title = lang.text(f"comparison.title_{number}")
    notes = [lang.text("note.source_thesis_survey")]
    if number == 12:
        listed = "; ".join(
            f"{item} {lang.number(value, 3)}" for item, value in evidence.largest.items()
        )
        moved = [i for i, c in published.components.items() if evidence.components[i] != c]
        notes.append(lang.text("comparison.unloaded", items=listed))
        notes.append(lang.text("comparison.moved", n=lang.number(len(moved), 0)))
    name = f"table_{number:02d}"
    return Table(name, title, columns, tuple(rows), tuple(notes), number=str(number))


def _label(cell: PublishedCell, names: dict[tuple[int, str], str]) -> str:
    """Name the row of a cell."""
    return ": ".join(names.get((cell.table, part), names.get((0, part), part)) for part in cell.row)


def _names(instrument: Instrument, lang: Language) -> dict[tuple[int, str], str]:
    """Labels of what stands in the first column: of any table (0), or of Table 9 alone."""
    names = {(0, c.id): lang.label(c.labels) for c in instrument.constructs}
    names |= {(0, part): lang.text(f"comparison.{part}") for part in ("model", "anova", "constant")}
    for question in instrument.profile:
        names[9, question.id] = lang.label(question.labels)
        for option in question.options:
            names[9, option.code] = lang.label(option.labels)
    return names


def _verdict(found: Comparison, lang: Language) -> str:
    words = [] if found.verdict == "none" else [lang.text(f"comparison.{found.verdict}")]
    if found.cell.corrected is not None:
        decimals = _decimals(found.cell)
        corrected = lang.number(found.cell.corrected, decimals)
        words.append(lang.text("comparison.misprint", corrected=corrected))
    return "; ".join(words)


def _decimals(cell: PublishedCell) -> int:
    """Decimals of the printed number."""
    return max(0, len(f"{2 * cell.printed.half_unit:.10f}".rstrip("0").partition(".")[2]))


def _tolerance_decimals(value: float) -> int:
    return len(f"{value:.4f}".rstrip("0").partition(".")[2]) if value < 1 else 0
