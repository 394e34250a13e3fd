"""The CityScore report as a document: what it is, cautions, tables with their sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ..blocks import Block, Document, Heading, Paragraph
from ..caption import numbered
from ..composition import told, with_text
from ..figures.picture import Picture
from ..language import Language
from ..table import Table
from ..table_style import GOST, TableStyle
from .cautions import cautions
from .figure_sentences import figure_sentences
from .initiative_tables import coverage_tables, extra_table
from .kpi_tables import (
    applicable_kpis,
    contribution_table,
    improvement_table,
    kpi_table,
    missing_tables,
)
from .names import Names
from .order_tables import order_tables
from .ranking_tables import ranking_tables
from .reading_tables import reading_tables
from .results import Results
from .road_map_tables import road_map_tables, state_table
from .score_tables import score_table
from .sentences import city_sentences

__all__ = ["city_score_document"]

# The section of a figure by how its name begins; others stand with the scores.
_PLACES = {
    "ranks": "rankings",
    "choices": "readings",
    "kpis": "improvement",
    "coverage": "initiatives",
    "road_map": "initiatives",
}


def city_score_document(
    results: Results,
    lang: Language,
    *,
    style: TableStyle = GOST,
    pictures: Sequence[Picture] = (),
) -> Document:
    """Compose the report of one language; tables and figures are numbered in order.

    Parameters
    ----------
    results : Results
    lang : Language
    style : TableStyle
    pictures : sequence of Picture
        They stand in the section that their names belong to, before its tables.
    """
    names = Names(results, lang)
    blocks: list[Block] = []
    for anchor, own in _sections(results, lang).items():
        drawn = [picture for picture in pictures if _section_of(picture) == anchor]
        opening = _intro(names) if anchor == "scores" else []
        if opening or drawn or own:
            heading = Heading(names.word("section", anchor), anchor)
            blocks += [heading, *opening, *drawn, *own]
    said = {**city_sentences(results, lang), **figure_sentences(pictures, lang)}
    return Document(
        title=_title(names),
        subtitle=_subtitle(names),
        blocks=tuple(numbered(told(with_text(blocks, said), style))),
        lang=lang,
        style=style,
        files_only=(*missing_tables(results, lang)[1:], *_long(results, lang)),
    )


def _sections(results: Results, lang: Language) -> dict[str, list[Block]]:
    """Tables by the anchor of their section, in the order of the report."""
    missing = missing_tables(results, lang)[:1]
    nothing = Paragraph(Names(results, lang).said("nothing_missing"))
    return {
        "scores": [score_table(results, lang)],
        "rankings": [*ranking_tables(results, lang)],
        "readings": [*reading_tables(results, lang)],
        "improvement": [improvement_table(results, lang), kpi_table(results, lang)],
        "missing": [*missing] if missing else [nothing],
        "initiatives": [
            *extra_table(results, lang),
            *coverage_tables(results, lang),
            *road_map_tables(results, lang),
        ],
        "order": [*order_tables(results, lang)],
    }


def _long(results: Results, lang: Language) -> tuple[Table, Table]:
    """Tables that only files hold, beside the names of KPIs without data."""
    return contribution_table(results, lang), state_table(results, lang)


def _section_of(picture: Picture) -> str:
    """Return the anchor of the section that a figure belongs to."""
    name = picture.name.removeprefix("simulated_")
    return next((anchor for word, anchor in _PLACES.items() if name.startswith(word)), "scores")


def _intro(names: Names) -> list[Block]:
    """Say what CityScore is, what was scored, and what a reader must know before trusting it."""
    results = names.results
    scored = names.lang.text(
        "cityscore.intro.scored",
        year=results.year,
        settlements=names.whole(len(results.scores.values.ids)),
        kpis=names.whole(len(results.scores.order.kpis)),
        counting=names.whole(len(applicable_kpis(results))),
    )
    lost = len(results.order.missing)
    texts = [
        names.word("intro", "what"),
        scored,
        *([names.word("intro", "simulated")] if results.simulated else []),
        *([names.lang.text("cityscore.intro.lost", n=names.whole(lost))] if lost else []),
        names.word("intro", "readings"),
        *cautions(names),
    ]
    return [Paragraph(text) for text in texts]


def _title(names: Names) -> str:
    title = names.lang.text("cityscore.title", year=names.results.year)
    if not names.results.simulated:
        return title
    return names.lang.text("cityscore.simulated_title", title=title)


def _subtitle(names: Names) -> str:
    """Count what is scored; of the initiatives also those whose KPIs the text still has."""
    order = names.results.scores.order
    with_kpis = len({kpi.initiative for kpi in order.kpis})
    part = with_kpis < len(order.initiatives)
    return names.lang.text(
        "cityscore.subtitle_part" if part else "cityscore.subtitle",
        settlements=names.count("settlements", len(names.results.scores.values.ids)),
        kpis=names.count("kpis", len(order.kpis)),
        initiatives=names.count("initiatives", len(order.initiatives)),
        **({"n": names.whole(with_kpis)} if part else {}),
    )
