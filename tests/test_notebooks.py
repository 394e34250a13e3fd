"""The worked notebooks run, say what they keep, and stay small."""

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from tests.notebook_runs import NOTEBOOKS, run_notebook, said

LARGEST = 300_000  # bytes
FEWEST, MOST = 8, 14  # cells of a notebook that is read in one go


def text_of(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def test_there_are_four() -> None:
    names = [path.stem for path in NOTEBOOKS]
    assert names == ["1_survey", "2_pls", "3_city_indices", "4_a_study_from_scratch"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_puts_out_what_it_keeps(path: Path) -> None:
    fresh = run_notebook(path)
    kinds = {output.output_type for cell in fresh.cells for output in cell.get("outputs", ())}
    assert kinds <= {"execute_result", "display_data", "stream"}
    assert all(o.get("name") != "stderr" for c in fresh.cells for o in c.get("outputs", ()))
    assert said(fresh) == said(text_of(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_calls_simulated_data_so(path: Path) -> None:
    book = text_of(path)
    assert path.stat().st_size <= LARGEST
    assert FEWEST <= len(book.cells) <= MOST
    assert "simulated" in book.cells[0].source
    assert str(Path.home()) not in path.read_text("utf-8")
