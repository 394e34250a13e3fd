"""Figures are drawn once each, the same by any number of processes, from any kind of script."""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from operator import truediv
from pathlib import Path

import pytest
from aqyl.reports import drawing as module
from aqyl.reports.cache import Cache
from aqyl.reports.drawing import draw_all, write_drawings
from aqyl.reports.figures.picture import Picture
from aqyl.reports.figures.scree_plot import ScreePlot, draw_scree_plot
from aqyl.reports.figures.style import INLINE, svg_text
from aqyl.reports.language import language
from aqyl.reports.table import Column, Table

_LONG = 120  # seconds that a figure takes which nobody should wait for
SCRIPT = """
from aqyl.reports import drawing
from tests.reports.test_drawing import pictures
drawing._FEW = 2
print(len(drawing.draw_all(pictures(2))))
"""


def pictures(count: int) -> list[Picture]:
    found = []
    for i in range(count):
        plot = ScreePlot(
            title=f"Ә {i}",
            subtitle="n = 9",
            component="c",
            value="v",
            eigenvalues=(3.0, 1.0, 0.5),
            chance=(1.2, 1.0, 0.9),
            retained=1,
            names=("a", "b", "c"),
        )
        draw = partial(draw_scree_plot, plot, language("kk"))
        data = Table(f"f{i}", "F", (Column("x", "X", "number"),), ((1.0,),))
        found.append(Picture(f"f{i}", "F", "", data, draw))
    return found


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two figures be enough for several processes."""
    monkeypatch.setattr(module, "_FEW", 2)


def test_processes_draw_what_one_draws(several: None) -> None:
    alone = [draw_all([picture])[0] for picture in pictures(3)]
    assert draw_all(pictures(3)) == alone
    assert set(alone[0]) == {"pdf", "svg", "png", INLINE}
    assert alone[0][INLINE] != alone[1][INLINE]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="This system has no timers")
def test_who_is_ended_while_others_draw_does_not_wait_for_them(several: None) -> None:
    def end(*_: object) -> None:
        raise SystemExit

    slow = [replace(picture, draw=partial(time.sleep, _LONG)) for picture in pictures(4)]
    before, began = signal.signal(signal.SIGALRM, end), time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 2)
    try:
        with pytest.raises(SystemExit):
            draw_all(slow)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - began < _LONG / 2


def test_a_cache_keeps_what_was_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = draw_all(pictures(2), cache=Cache(tmp_path))

    def never(_draw: object) -> None:
        pytest.fail("A figure was drawn again")

    monkeypatch.setattr(module, "_draw_once", never)
    counted: list[int] = []
    again = draw_all(pictures(2), cache=Cache(tmp_path), done=lambda: counted.append(1))
    assert again == first
    assert len(counted) == 2


def test_only_the_formats_asked_for_are_written(tmp_path: Path) -> None:
    drawn = pictures(1)
    write_drawings(drawn, draw_all(drawn), tmp_path, ("svg",))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f0.csv", "f0.svg"]


def test_a_script_without_a_guard_is_run_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(script)],
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("2\n", "", 0)


def test_a_failure_in_a_process_is_raised_here(several: None) -> None:
    found = pictures(1)
    broken = Picture("b", "B", "", found[0].data, partial(truediv, 1, 0))  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        draw_all([*found, broken])


@pytest.mark.parametrize("tail", [(1e-17, -6e-17), (-0.02, -0.3), (0.0, 0.0)])
def test_eigenvalues_without_a_place_on_the_axis_are_left_out(tail: tuple[float, ...]) -> None:
    values, names = (2.5, 1.1, 0.4, *tail), ("a", "b", "c")
    plot = ScreePlot("T", "n", "Component", "Eigenvalue", values, (), 2, names)
    drawn_svg = svg_text(partial(draw_scree_plot, plot, language("en")), text=True, prefix="s")
    assert [f"Component {i}:" in drawn_svg for i in (1, 2, 3, 4)] == [True, True, True, False]
