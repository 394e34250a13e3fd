"""LaTeX files compile as they are, with every font and style, and nothing leaves the page."""

import re
import subprocess
from pathlib import Path

import pytest
from aqyl.reports.blocks import Document
from aqyl.reports.language import language
from aqyl.reports.latex import write_latex
from aqyl.reports.table_style import STYLES, StyleName

from .latex_sample import PICTURE, document, figure
from .tools import needed

SEEN = 2.0  # points: a smaller excess over the margin cannot be seen
THESIS = r"""\documentclass[12pt]{report}
\usepackage{array,booktabs,longtable,multirow,pdflscape,needspace,graphicx,float,caption}
\usepackage{fontspec}
\setmainfont{%s}
\usepackage{hyperref}
\begin{document}
\chapter{One}
\begin{table}\caption{Mine}\end{table}
\input{chapter_body}
\end{document}
"""


def run(engine: str, folder: Path, *, name: str = "chapter", times: int = 2) -> tuple[int, str]:
    """Compile, and return the exit code and the log of the last time."""
    program = needed(engine)
    done = None
    for _ in range(times):
        done = subprocess.run(
            [program, "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"],
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=120,
        )
    assert done is not None
    return done.returncode, (folder / f"{name}.log").read_text("utf-8", errors="replace")


def written(doc: Document, folder: Path) -> None:
    (folder / "figures").mkdir()
    figure().savefig(folder / "figures" / f"{PICTURE.name}.pdf", metadata={"CreationDate": None})
    write_latex(doc, folder / "chapter.tex")


def excesses(log: str) -> list[float]:
    """Return by how many points boxes are too wide or, on a page, too high."""
    return [float(points) for points in re.findall(r"Overfull \\[hv]box \(([\d.]+)pt", log)]


@pytest.mark.parametrize(
    ("engine", "code", "style"),
    [
        ("xelatex", "kk", "gost"),
        ("xelatex", "en", "apa"),
        ("lualatex", "ru", "spss"),
    ],
)
def test_a_hostile_document_compiles_and_stays_on_its_pages(
    tmp_path: Path, engine: str, code: str, style: StyleName
) -> None:
    needed(engine)
    written(document(language(code), STYLES[style], prefix="S"), tmp_path)
    code_of_exit, log = run(engine, tmp_path)
    assert code_of_exit == 0, log[-2000:]
    assert "Missing character" not in log
    assert "undefined" not in log
    assert "multiply defined" not in log
    assert max(excesses(log), default=0.0) <= SEEN


def test_a_thesis_takes_the_body_in_and_goes_on_counting(tmp_path: Path) -> None:
    needed("lualatex")
    written(document(language("en"), STYLES["apa"]), tmp_path)
    font = "FreeSerif" if has_font("FreeSerif") else "DejaVu Serif"
    (tmp_path / "thesis.tex").write_text(THESIS % font, "utf-8")
    code, log = run("lualatex", tmp_path, name="thesis", times=1)
    assert code == 0, log[-2000:]
    assert "Missing character" not in log
    notes = (tmp_path / "thesis.aux").read_text("utf-8")
    labels = dict(re.findall(r"\\newlabel\{(\w+:\w+)\}\{\{([\d.]+)\}", notes))
    assert labels["tab:correlations"] == "1.2"
    assert labels["tab:grouped"] == "1.3"
    assert labels["tab:empty"] == "1.7"
    assert labels["fig:picture"] == "1.1"


def test_a_font_without_kazakh_letters_stops_the_run(tmp_path: Path) -> None:
    needed("xelatex")
    written(document(language("kk")), tmp_path)
    text = THESIS.replace(r"\setmainfont{%s}", "").replace(r"\usepackage{hyperref}", "")
    (tmp_path / "thesis.tex").write_text(text, "utf-8")
    code, log = run("xelatex", tmp_path, name="thesis", times=1)
    assert code != 0
    assert "Package aqyl Error" in log


def has_font(name: str) -> bool:
    found = subprocess.run([needed("fc-list"), name], capture_output=True, check=False, text=True)
    return bool(found.stdout.strip())
