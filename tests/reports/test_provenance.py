"""What the numbers rest on: below each table, or once in the head of the document."""

from pathlib import Path

import pytest
from aqyl.reports.blocks import Document
from aqyl.reports.language import LANGUAGES, language
from aqyl.reports.study.report import study_document
from aqyl.reports.study.results import StudyResults
from aqyl.reports.study.run import run_study

from .changed_results import put
from .stranger_study import STUDY, write_study

SEED = 29
TEXT = STUDY.replace("replications = 20", f"replications = 20\nseed = {SEED}")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> StudyResults:
    return run_study(write_study(tmp_path_factory.mktemp("study"), study=TEXT)).results


def noted(document: Document) -> list[bool]:
    """Tell of each table whether a note of it names the program."""
    return [any("aqyl" in note for note in table.notes) for table in document.tables]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_table_says_it_or_the_head_does(results: StudyResults, code: str) -> None:
    lang = language(code)
    below = study_document(results, lang)
    assert all(noted(below))
    assert "aqyl" not in below.subtitle
    once = study_document(put(results, "study.documents.provenance", False), lang)
    assert not any(noted(once))
    assert once.subtitle.startswith(below.subtitle)
    assert once.subtitle.count("aqyl") == 1
    assert str(SEED) in once.subtitle


def test_the_key_is_read(tmp_path: Path) -> None:
    more = "[documents]\nprovenance = false\n"
    found = run_study(write_study(tmp_path, study=TEXT + more)).results
    assert not found.study.documents.provenance
