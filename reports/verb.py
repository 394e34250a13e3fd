"""What surrounds a verb of the command: progress, the cache, and how it closes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from .cache import NO_CACHE, Cache, user_cache
from .language import Language
from .run_record import unchanged, write_record
from .second_process import SecondProcess

__all__ = [
    "Closing",
    "close",
    "kept_steps",
    "progress_bar",
    "said_before",
    "second_writer",
    "settled",
]


@contextmanager
def progress_bar(lang: Language) -> Iterator[Callable[[int], Callable[[], object]]]:
    """Show progress while figures are drawn; nothing where the output is not a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _total: lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:

        def start(total: int) -> Callable[[], object]:
            task = bar.add_task(lang.text("cli.drawing"), total=total)
            return lambda: bar.advance(task)

        yield start


@contextmanager
def second_writer() -> Iterator[SecondProcess | None]:
    """Start the process that writes Word while this one reads and computes; none on one core."""
    if (os.cpu_count() or 1) < 2:
        yield None
        return
    with SecondProcess("aqyl.reports.word.document", "aqyl.reports.study.pictures") as writer:
        yield writer


@contextmanager
def settled() -> Iterator[None]:
    """Spare the garbage collector all that is imported, through which it would go many times."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass(frozen=True, slots=True)
class Closing:
    """What a run closes with, and what it is known again by."""

    cache: Cache
    command: tuple[str, ...]
    inputs: tuple[Path, ...] = ()
    lines: tuple[str, ...] = ()


def kept_steps(*, fresh: bool) -> Cache:
    """Return the cache of the user, or none where everything is to be computed anew."""
    return NO_CACHE if fresh else user_cache()


def said_before(cache: Cache, command: tuple[str, ...], out: Path, lang: Language) -> bool:
    """Say again what a run said that nothing has changed since, and whether there was one."""
    record = unchanged(cache, command, out)
    if record is None:
        return False
    for line in record.summary:
        typer.echo(line)
    typer.echo(lang.text("run.unchanged", out=out))
    return True


def close(out: Path, lang: Language, closing: Closing | None = None) -> None:
    """Say what was found and where it is, and keep that for the next run."""
    files = sum(path.is_file() for path in out.rglob("*"))
    lines = [
        *(closing.lines if closing else ()),
        lang.text("cli.done", folder=out, files=lang.plural("cli.files", files)),
        *_to_open(out, lang),
    ]
    for line in lines:
        typer.echo(line)
    if closing:
        write_record(closing.cache, closing.command, out, closing.inputs, lines)
        closing.cache.trim()


def _to_open(out: Path, lang: Language) -> list[str]:
    """Name what a reader opens first: the pages, then the Word files."""
    pages = [lang.text("cli.open", path=path) for path in sorted(out.glob("*.html"))]
    words = [lang.text("run.open_word", path=path) for path in sorted(out.rglob("*.docx"))]
    return [*pages, *words]
