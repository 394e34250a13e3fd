"""Scores that rest on few data: said at the end, below the tables, and beside the ranks."""

import numpy as np
import pytest
from aqyl.reports.city_score.cautions import MARK, few_data
from aqyl.reports.city_score.command import summary
from aqyl.reports.city_score.document import city_score_document
from aqyl.reports.city_score.names import Names
from aqyl.reports.city_score.ranking_tables import ranking_tables
from aqyl.reports.city_score.results import Results
from aqyl.reports.city_score.score_tables import score_table
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.table import Table, plain, shown

from .city_results import results
from .drawn_pictures import pictures

EN = language("en")
CITY = "turkistan"


def few() -> Results:
    return results(few=(CITY,))


def marks(table: Table, column: str) -> dict[str, bool]:
    """Whether the mark stands in a column, by the name of the row."""
    at = [c.key for c in table.columns].index(column)
    name = next(j for j, c in enumerate(table.columns) if c.key in {"settlement", "region"})
    cells = {str(row[name]): shown(row[at], table.columns[at], EN) for row in table.rows}
    return {label: cell.endswith(MARK) for label, cell in cells.items()}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_summary_and_the_document_warn_with_the_percent(code: str) -> None:
    lang, found = language(code), few()
    (share,) = few_data(Names(found, lang)).values()
    label = found.settlements.labels[CITY][code]
    said = lang.text(
        "cityscore.intro.few_data", members=f"{label} ({lang.number(100 * share, 1)} %)"
    )
    assert said in summary(found, lang)
    texts = [getattr(block, "text", "") for block in city_score_document(found, lang).blocks]
    assert said in texts
    assert not any(lang.text("cityscore.intro.few_data", members="")[:20] in line
                   for line in summary(results(), lang))  # fmt: skip


def test_ranks_and_totals_of_few_data_have_a_mark_and_a_note_and_keep_their_numbers() -> None:
    found = few()
    tables = {table.name.removeprefix("simulated_"): table for table in ranking_tables(found, EN)}
    for name, member in (("ranking_oblast", "Turkistan"), ("ranking_regions", "Turkistan region")):
        table = tables[name]
        assert [label for label, marked in marks(table, "rank").items() if marked] == [member]
        assert any(note.startswith(MARK) and member in note for note in table.notes)
        ranking = next(r for r in found.rankings if r.name == name.removeprefix("ranking_"))
        ranks = [plain(row[0]) for row in table.rows]
        assert ranks == sorted(ranking.ranks[0])
    table = score_table(found, EN)
    assert [label for label, marked in marks(table, "total").items() if marked] == ["Turkistan"]
    totals = sorted(float(str(row["total"])) for row in table.records())
    np.testing.assert_array_equal(totals, np.sort(found.scores.total))
    assert any(note.startswith(MARK) for note in table.notes)


def test_nothing_is_marked_where_most_data_are_there() -> None:
    for table in ranking_tables(results(), EN):
        assert not any(marks(table, "rank").values())
        assert not any(note.startswith(MARK) for note in table.notes)


def test_figures_of_scores_and_ranks_explain_the_mark() -> None:
    drawn = pictures(few())
    for name in ("score_bars", "ranks_regions"):
        assert any(note.startswith(MARK) for note in drawn[name].notes)
        assert not any(MARK in str(row[0]) for row in drawn[name].data.rows)
    assert not any(note.startswith(MARK) for note in drawn["ranks_republican"].notes)
