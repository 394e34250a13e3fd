"""Running the worked notebooks; ``python -m tests.notebook_runs`` writes their outputs anew."""

import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOKS = sorted((Path(__file__).parents[1] / "docs" / "notebooks").glob("*.ipynb"))
SECONDS = 120  # that one cell may take on a busy machine
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def run_notebook(path: Path) -> NotebookNode:
    """Run a notebook in a kernel of its own, in its own folder."""
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        cell.pop("outputs", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    quiet = ["--IPKernelApp.log_level=40"]
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(book, timeout=SECONDS, resources=place, extra_arguments=quiet).execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)  # the time of day
    return book


def said(book: NotebookNode) -> list[str]:
    """Return all that a notebook puts out, without its drawings.

    Their coordinates hold more digits than any table, and so the last bits of a processor.
    """
    found = []
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            parts = output.get("data", {})
            texts = [output.get("text", ""), *(parts[kind] for kind in sorted(parts))]
            found += [_DRAWING.sub("<svg/>", text) for text in texts]
    return found


def write_notebook(path: Path) -> None:
    """Keep a notebook with the outputs of a fresh run."""
    book = run_notebook(path)
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    path.write_text(nbformat.writes(book, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for notebook in NOTEBOOKS:
        write_notebook(notebook)
