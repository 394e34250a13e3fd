"""What the verbs of the command do, with progress on a terminal and a closing summary."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import Progress

from .language import Language, LanguageCode, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..survey.number_text import DecimalSign

__all__ = ["index_cities", "reproduce_thesis"]

os.environ.pop(
    "MPLBACKEND", None
)  # figures are files; a screen backend that is not there is no fault


def reproduce_thesis(out: Path, codes: Sequence[LanguageCode]) -> None:
    """Write the regenerated thesis and say where it is."""
    from .thesis.chapter import reproduce

    lang = language(codes[0])
    with _bar(lang) as progress:
        reproduce(out, languages=codes, progress=progress)
    _closing(out, lang, out / codes[0])


def index_cities(
    file: Path,
    framework: Path,
    out: Path,
    *,
    code: LanguageCode,
    decimal: DecimalSign,
    missing_marks: tuple[str, ...],
    encoding: str,
    sheet: str,
    figures: bool,
) -> None:
    """Compute an index from a file and write its report."""
    from .framework_file import read_framework
    from .index_report import write_index_report
    from .indicator_file import read_indicators

    lang = language(code)
    scheme = read_framework(framework)
    source = read_indicators(
        file,
        decimal=decimal,
        encoding=encoding,
        sheet=sheet,
        missing_marks=missing_marks,
        ignore=scheme.ignore,
    )
    cities, years, indicators = source.panel.shape
    typer.echo(
        lang.text(
            "cli.read",
            name=file.name,
            layout=lang.text(f"layout.{source.layout.replace(' ', '_')}"),
            encoding=source.encoding,
            cities=lang.plural("index.cities", cities),
            years=lang.plural("index.years", years),
            indicators=lang.plural("index.indicators", indicators),
        )
    )
    with _bar(lang) as progress:
        write_index_report(source, scheme, out, lang, figures=figures, progress=progress)
    _closing(out, lang, out)


@contextmanager
def _bar(lang: Language) -> Iterator[Callable[[int], Callable[[], object]]]:
    """Show progress while figures are drawn; nothing where the output is not a terminal."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:

        def start(total: int) -> Callable[[], object]:
            task = bar.add_task(lang.text("cli.drawing"), total=total)
            return lambda: bar.advance(task)

        yield start


def _closing(out: Path, lang: Language, first: Path) -> None:
    files = sum(path.is_file() for path in out.rglob("*"))
    typer.echo(lang.text("cli.done", folder=out, files=lang.plural("cli.files", files)))
    typer.echo(lang.text("cli.open", path=first / "report.html"))
