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

from ..survey.errors import AqylError, FileError
from .csv_file import write_csv
from .language import Language, LanguageCode, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..survey.number_text import DecimalSign

__all__ = ["index_cities", "reproduce_thesis", "run_study", "simulate_answers"]

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


def run_study(study: Path, out: Path, *, code: LanguageCode, data: Path | None = None) -> None:
    """Run a survey study, say what was kept and what could not be computed.

    With `data`, the study is a model file: its answers stand there.
    """
    from .study.cautions import cautions
    from .study.report import write_study_report
    from .study.results import analyse, read_answers
    from .study.study_file import read_study

    lang = language(code)
    plan = read_study(study, data=data)
    answers = read_answers(plan)
    try:
        results = analyse(plan, answers)
    except AqylError as error:
        if error.where:
            raise
        raise type(error)(error.problem, where=study.name, next_step=error.next_step) from error
    typer.echo(
        lang.text(
            "cli.study",
            name=answers.path.name,
            read=lang.number(len(answers.ids), 0),
            kept=lang.number(len(results.kept.ids), 0),
        )
    )
    if results.simulated:
        typer.echo(lang.text("study.simulated"))
    for caution in cautions(results, lang):
        typer.echo(caution, err=True)
    with _bar(lang) as progress:
        write_study_report(results, out, lang, progress=progress)
    _closing(out, lang, out)


def simulate_answers(
    population: Path | None, out: Path, *, seed: int | None, code: LanguageCode
) -> None:
    """Simulate a sample, write it and its distances, and say the largest of each kind."""
    from ..analysis.simulation.distance import distances
    from ..analysis.simulation.simulate import simulate
    from .study.distance_table import distance_table
    from .study.population_file import PopulationFile, read_population
    from .study.sample_file import write_sample
    from .thesis.population import SEED, published_targets

    lang = language(code)
    _refuse_answers(out)
    plan = read_population(population) if population else PopulationFile(published_targets(), SEED)
    sample = simulate(plan.targets, seed=plan.seed if seed is None else seed)
    found = distances(sample)
    write_sample(sample, out)
    table = distance_table(found, lang)
    write_csv(table, out.with_name(f"{out.stem}_distances.csv"))
    people, kept = len(sample.kept), int(sample.kept.sum())
    n, stay = lang.number(people, 0), lang.number(kept, 0)
    typer.echo(lang.text("cli.simulated", name=out, n=n, kept=stay, seed=sample.seed))
    for statistic in dict.fromkeys(d.statistic for d in found):
        worst = max(abs(d.found - d.target) for d in found if d.statistic == statistic)
        label = lang.text(f"comparison.{statistic}")
        typer.echo(f"  {label}: {lang.number(worst, 4)}")


def _refuse_answers(out: Path) -> None:
    """Leave a file alone that simulated answers must not replace."""
    if out.is_file() and not out.read_bytes()[:64].startswith(b"# SIMULATED"):
        raise FileError(
            f"The file {out} is there and holds no simulated answers",
            next_step="Name another file with --out.",
        )


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
