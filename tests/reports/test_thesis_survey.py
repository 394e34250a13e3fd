"""The survey of the thesis: its contradictions, and the simulated sample beside its tables."""

import pytest
from aqyl.reports.blocks import Bullets
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.results import StudyResults
from aqyl.reports.thesis.survey_chapter import run_thesis_survey, survey_chapter
from aqyl.reports.thesis.survey_evidence import SurveyEvidence, survey_evidence
from aqyl.reports.thesis.survey_published import SurveyPublished, load_survey_published


@pytest.fixture(scope="module")
def printed() -> SurveyPublished:
    return load_survey_published()


@pytest.fixture(scope="module")
def results() -> StudyResults:
    return run_thesis_survey()


@pytest.fixture(scope="module")
def evidence(printed: SurveyPublished, results: StudyResults) -> SurveyEvidence:
    return survey_evidence(printed, results)


def test_what_cannot_be_right_is_found_from_the_print_itself(printed: SurveyPublished) -> None:
    wrong = {
        (c.table, c.row, c.statistic): (c.printed.value, c.corrected)
        for c in printed.cells
        if c.corrected is not None
    }
    assert wrong == {
        (9, ("work", "planner"), "count"): (8.0, 4.0),
        (11, (), "df"): (1257.0, 1275.0),
        (15, ("H1", "economy"), "beta"): (-0.105, 0.105),
        (15, ("H3", "governance"), "beta"): (-0.056, -0.027),
        (15, ("H3", "governance"), "p"): (0.285, 0.619),
        (15, ("H5", "environment"), "beta"): (-0.056, 0.056),
    }
    education = [
        c.target for c in printed.of(9) if c.row[0] == "education" and c.statistic == "count"
    ]
    assert sum(education) == 675


def test_every_judged_cell_of_the_sample_is_within_its_tolerance(evidence: SurveyEvidence) -> None:
    judged = [c for c in evidence.comparisons if c.tolerance is not None]
    assert len(judged) == 22 + 49 + 3 + 48 + 2 + 6 + 6
    assert [c for c in judged if c.verdict != "within"] == []


def test_the_items_load_where_they_were_printed(
    printed: SurveyPublished, evidence: SurveyEvidence
) -> None:
    assert {item: evidence.components[item] for item in printed.components} == printed.components
    assert set(evidence.largest) == {"SG7", "SCR8", "SCR10"}
    assert max(evidence.largest.values()) < 0.5


def test_the_screening_keeps_676_of_1000(results: StudyResults) -> None:
    assert (len(results.responses.ids), len(results.kept.ids)) == (1000, 676)
    assert set(results.left_out) == {"SG7", "SCR8", "SCR10"}
    alone = results.screening.broken[results.screening.broken.sum(axis=1) == 1].sum(axis=0)
    assert (alone > 0).all()  # no rule is idle
    assert results.refused == ()


def test_the_hypotheses_have_the_printed_verdicts(
    printed: SurveyPublished, evidence: SurveyEvidence
) -> None:
    confirmed = {name: verdict == "confirmed" for name, verdict in printed.verdicts.items()}
    assert evidence.verdicts == confirmed


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_chapter_shows_print_and_sample_and_says_that_it_is_simulated(
    printed: SurveyPublished, results: StudyResults, evidence: SurveyEvidence, code: str
) -> None:
    lang = language(code)
    document = survey_chapter(printed, results, evidence, lang)
    names = [table.name for table in document.tables]
    assert {f"simulated_table_{number:02d}" for number in range(9, 16)} <= set(names)
    assert len(set(names)) == len(names)
    pictures = {p.name.removeprefix("simulated_") for p in document.pictures}
    assert pictures >= {"figure_26", "figure_27", "figure_28", "scree", "likert_1", "ipma_1"}
    assert not pictures & {"model", "path_diagram", "coefficient_plot"}  # they are those figures
    assert len(pictures) == len(document.pictures)
    warning = lang.text("study.simulated")
    assert warning in document.subtitle
    assert all(warning in block.notes for block in (*document.tables, *document.pictures))
    sentences = next(block for block in document.blocks if isinstance(block, Bullets)).items
    assert len(sentences) == 5 + 6 + 1
    assert all(sentence.startswith(f"H{i}") for i, sentence in enumerate(sentences[5:11], 1))
    assert lang.number(1275, 0) in sentences[1]
    assert "H1, H3, H5" in sentences[3]
