"""What the verbs of the command do, with progress on a terminal and a closing summary."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ..survey.errors import FileError
from .cache import NO_CACHE, Cache, user_cache
from .language import Language, LanguageCode, language
from .run_record import unchanged, write_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..survey.number_text import DecimalSign
    from .study.results import StudyResults

    Progress = Callable[[int], Callable[[], object]]

__all__ = ["index_cities", "reproduce_thesis", "run_study", "simulate_answers", "verify_folder"]

os.environ.pop(
    "MPLBACKEND", None
)  # figures are files; a screen backend that is not there is no fault


def reproduce_thesis(out: Path, codes: Sequence[LanguageCode], *, fresh: bool) -> None:
    """Write the regenerated thesis and say where it is."""
    lang, cache = language(codes[0]), _cache(fresh=fresh)
    command = ("reproduce", *codes)
    if _said_before(cache, command, out, lang):
        return
    from .thesis.chapter import reproduce

    with _bar(lang) as progress:
        reproduce(out, languages=codes, cache=cache, progress=progress)
    _closing(out, lang, Closing(cache, command))


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
        settings = {
            "decimal": decimal,
            "missing": list(missing_marks),
            "encoding": encoding,
            "sheet": sheet,
        }
        write_index_report(
            source, scheme, out, lang, figures=figures, settings=settings, progress=progress
        )
    _closing(out, lang)


def run_study(
    study: Path,
    out: Path,
    *,
    codes: Sequence[LanguageCode],
    data: Path | None = None,
    fresh: bool = False,
    allow_outside: bool = False,
) -> None:
    """Run a study, say what it found and what could not be computed.

    With `data`, the study is a model file: its answers stand there.
    """
    cache = _cache(fresh=fresh)
    named = [str(path.resolve()) if path else "" for path in (study, data)]
    command = ("run", *named, *codes, str(allow_outside))
    if _said_before(cache, command, out, language(codes[0] if codes else "en")):
        return
    from .study.run import Run, run_study
    from .study.summary import summary

    spoken: list[Language] = []
    lines: list[str] = []

    def say(results: StudyResults) -> None:
        lang = language((*codes, *results.study.languages, "en")[0])
        spoken.append(lang)
        lines.extend(_found(results, lang))

    def run(progress: Progress) -> Run:
        return run_study(
            study,
            out,
            languages=codes,
            data=data,
            allow_outside=allow_outside,
            cache=cache,
            progress=progress,
            analysed=say,
        )

    with _bar(language(codes[0] if codes else "en")) as progress:
        done = run(progress)
    lines.extend(summary(done.results, spoken[0]))
    _closing(out, spoken[0], Closing(cache, command, done.inputs, tuple(lines)))


def _found(results: StudyResults, lang: Language) -> list[str]:
    """Say who was read and kept; what to be careful about goes to the error stream at once."""
    from .study.cautions import cautions

    for caution in cautions(results, lang):
        typer.echo(caution, err=True)
    said = lang.text(
        "cli.study",
        name=results.responses.path.name,
        read=lang.number(len(results.responses.ids), 0),
        kept=lang.number(len(results.kept.ids), 0),
    )
    return [said, lang.text("study.simulated")] if results.simulated else [said]


def simulate_answers(
    population: Path | None, out: Path, *, seed: int | None, code: LanguageCode
) -> None:
    """Simulate a sample, write it and its distances, and say the largest of each kind."""
    from ..analysis.simulation.distance import distances
    from ..analysis.simulation.simulate import simulate
    from .csv_file import write_csv
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
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:

        def start(total: int) -> Callable[[], object]:
            task = bar.add_task(lang.text("cli.drawing"), total=total)
            return lambda: bar.advance(task)

        yield start


@dataclass(frozen=True, slots=True)
class Closing:
    """What a run closes with, and what it is known again by."""

    cache: Cache
    command: tuple[str, ...]
    inputs: tuple[Path, ...] = ()
    lines: tuple[str, ...] = ()


def _cache(*, fresh: bool) -> Cache:
    return NO_CACHE if fresh else user_cache()


def _said_before(cache: Cache, command: tuple[str, ...], out: Path, lang: Language) -> bool:
    """Say again what a run said that nothing has changed since, and whether there was one."""
    record = unchanged(cache, command, out)
    if record is None:
        return False
    for line in record.summary:
        typer.echo(line)
    typer.echo(lang.text("run.unchanged", out=out))
    return True


def _closing(out: Path, lang: Language, closing: Closing | None = None) -> None:
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


def verify_folder(out: Path, sources: Path | None, *, code: LanguageCode) -> None:
    """Recompute a folder and say what differs; exit code 1 if anything does."""
    from .verification import verify

    lang = language(code)
    found = verify(out, sources=sources)
    for difference in found:
        typer.echo(lang.text(f"verify.{difference.kind}", name=difference.name))
    if found:
        typer.echo(lang.plural("verify.differences", len(found)))
        raise typer.Exit(1)
    typer.echo(lang.text("verify.same", folder=out))
