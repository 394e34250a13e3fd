"""The CityScore report as a document."""

import pytest
from aqyl.reports.blocks import Document, Heading, Paragraph
from aqyl.reports.city_score.document import city_score_document
from aqyl.reports.city_score.order_file import read_order
from aqyl.reports.document import Formats, Place, write_documents
from aqyl.reports.figures.picture import Picture
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.table import Table
from aqyl.reports.table_style import STYLES

from .city_results import results

ALWAYS = {
    "simulated_scores",
    "simulated_ranking_republican",
    "simulated_ranking_regions",
    "simulated_ranking_oblast",
    "simulated_readings",
    "simulated_reading_options",
    "simulated_reading_effects",
    "simulated_improvement",
    "simulated_kpis",
    "simulated_missing_data",
    "road_map_plan",
    "order_doubtful",
    "order_missing",
}
CLAIMED = {
    "extra_initiatives",
    "coverage",
    "lacking_functions",
    "road_map_counts",
    "road_map_overdue",
}


def shown_tables(document: Document) -> list[str]:
    return [block.name for block in document.blocks if isinstance(block, Table)]


def words(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("code", LANGUAGES)
def test_tables_without_what_was_not_given(code: str) -> None:
    assert set(shown_tables(city_score_document(results(), language(code)))) == ALWAYS


@pytest.mark.parametrize("code", LANGUAGES)
def test_tables_of_all_that_was_given(code: str) -> None:
    document = city_score_document(results(claimed=True), language(code))
    assert set(shown_tables(document)) == (ALWAYS - {"road_map_plan"}) | CLAIMED


def test_tables_are_numbered_in_order_and_each_is_told_before() -> None:
    document = city_score_document(results(claimed=True), language("ru"))
    numbers = [block.number for block in document.blocks if isinstance(block, Table)]
    assert numbers == [str(n + 1) for n in range(len(numbers))]
    told = [b.refers[0] for b in document.blocks if isinstance(b, Paragraph) and b.refers]
    assert told == shown_tables(document)


def test_long_tables_are_files_only() -> None:
    document = city_score_document(results(), language("en"))
    names = [table.name for table in document.files_only]
    assert names == ["simulated_missing_kpis", "simulated_kpi_contributions", "road_map_states"]
    assert len({table.name for table in document.tables}) == len(document.tables)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_beginning_says_what_it_is_and_what_to_beware_of(code: str) -> None:
    lang = language(code)
    text = words(city_score_document(results(), lang))
    assert "141/НҚ" in text
    assert "2027" in text
    assert lang.text("cityscore.intro.simulated") in text
    lost = len(read_order().missing)
    assert lang.text("cityscore.intro.lost", n=lost) in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_values_that_are_not_simulated_are_not_called_so(code: str) -> None:
    lang = language(code)
    document = city_score_document(results(simulated=False), lang)
    assert set(shown_tables(document)) == {name.removeprefix("simulated_") for name in ALWAYS}
    for key in ("intro.simulated", "said.simulated", "note.simulated"):
        assert lang.text(f"cityscore.{key}") not in words(document)
    notes = [note for table in document.tables for note in table.notes]
    assert lang.text("cityscore.note.simulated") not in notes
    assert document.title == lang.text("cityscore.title", year=2027)


def test_a_single_settlement_has_a_report() -> None:
    document = city_score_document(results(("turkistan",)), language("en"))
    names = shown_tables(document)
    assert "simulated_ranking_regions" in names
    assert not {"simulated_ranking_oblast", "simulated_ranking_republican"} & set(names)


def test_a_single_city_of_republican_significance_has_no_rankings() -> None:
    document = city_score_document(results(("astana",)), language("en"))
    assert not [name for name in shown_tables(document) if "ranking" in name]
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading)]
    assert "rankings" not in anchors


def test_figures_stand_in_their_sections_before_the_tables() -> None:
    data = Table("t", "T", (), ())

    def picture(name: str) -> Picture:
        return Picture(name, name, name, data, lambda: None)  # pyright: ignore[reportArgumentType]

    names = ("score_bars", "section_map", "kpis_1_part_1", "ranks_regions", "choices",
             "coverage_map", "simulated_road_map_term_map")  # fmt: skip
    document = city_score_document(
        results(), language("en"), pictures=[picture(name) for name in names]
    )
    at, found = "", {}
    for block in document.blocks:
        at = block.anchor if isinstance(block, Heading) else at
        if isinstance(block, Picture):
            found[block.name] = at
    assert found == {
        "score_bars": "scores",
        "section_map": "scores",
        "ranks_regions": "rankings",
        "choices": "readings",
        "kpis_1_part_1": "improvement",
        "coverage_map": "initiatives",
        "simulated_road_map_term_map": "initiatives",
    }
    referred: set[str] = set()
    for block in document.blocks:
        referred |= {*block.refers} if isinstance(block, Paragraph) else set()
        assert not isinstance(block, Picture) or block.name in referred


def test_the_style_is_that_of_the_document() -> None:
    document = city_score_document(results(), language("en"), style=STYLES["apa"])
    assert document.style is STYLES["apa"]


def test_all_formats_are_written(tmp_path) -> None:
    found = results(("astana", "turkistan", "oral"), claimed=True)
    document = city_score_document(found, language("kk"))
    place = Place((document,), (tmp_path,), tmp_path / "report.html")
    write_documents([place], formats=Formats())
    assert (tmp_path / "chapter.docx").stat().st_size > 0
    rows = (tmp_path / "tables" / "simulated_scores.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 1 + len(found.scores.values.ids)
    written = {path.stem for path in (tmp_path / "tables").iterdir()}
    assert written == {table.name for table in document.tables}


def test_the_subtitle_counts_initiatives_and_those_with_kpis() -> None:
    order = read_order().order
    assert len(order.initiatives) == 16
    assert len({kpi.initiative for kpi in order.kpis}) == 15
    subtitle = city_score_document(results(), language("en")).subtitle
    assert "16 initiatives, of which 15 have KPIs." in subtitle
