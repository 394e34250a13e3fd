"""What the verbs of the command do, with progress on a terminal and a closing summary."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ..survey.errors import FileError
from .cli_options import SPOKEN
from .language import LANGUAGES, Language, LanguageCode, language
from .verb import Closing, close, kept_steps, progress_bar, said_before, second_writer, settled

if TYPE_CHECKING:
    from ..survey.number_text import DecimalSign
    from .city_score.options import Job
    from .study.results import StudyResults

__all__ = [
    "city_scores",
    "index_cities",
    "reproduce_thesis",
    "run_study",
    "simulate_answers",
    "verify_folder",
]

# Figures are files; a screen backend that is not there is no fault.
os.environ.pop("MPLBACKEND", None)
# All memory goes with the process: nothing has to be found in it first.
atexit.register(gc.freeze)


def reproduce_thesis(
    out: Path, codes: Sequence[LanguageCode], *, fresh: bool, overwrite: bool = False
) -> None:
    """Write the regenerated thesis and say where it is."""
    lang, cache = language(codes[0]), kept_steps(fresh=fresh)
    command = ("reproduce", *codes)
    if said_before(cache, command, out, lang):
        return
    from .thesis.chapter import reproduce

    with progress_bar(lang) as progress:
        reproduce(out, languages=codes, overwrite=overwrite, cache=cache, progress=progress)
    close(out, lang, Closing(cache, command))


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
    overwrite: bool = False,
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
    with progress_bar(lang) as progress:
        settings = {
            "decimal": decimal,
            "missing": list(missing_marks),
            "encoding": encoding,
            "sheet": sheet,
        }
        write_index_report(
            source,
            scheme,
            out,
            lang,
            figures=figures,
            settings=settings,
            overwrite=overwrite,
            progress=progress,
        )
    close(out, lang)


def city_scores(
    job: Job,
    out: Path,
    codes: Sequence[LanguageCode],
    *,
    figures: bool,
    fresh: bool,
    overwrite: bool,
) -> None:
    """Score settlements by the order, write the report, and say what was found."""
    lang, cache = language(codes[0]), kept_steps(fresh=fresh)
    command = ("cityscore", *job.words(), *codes, str(figures))
    if said_before(cache, command, out, lang):
        return
    from .city_score.command import score_cities, summary

    with progress_bar(lang) as progress:
        results = score_cities(
            job,
            out,
            codes,
            figures=figures,
            overwrite=overwrite,
            cache=cache,
            progress=progress,
        )
    lines = tuple(summary(results, lang))
    close(out, lang, Closing(cache, command, job.every_file(), lines))


def run_study(
    study: Path,
    out: Path,
    *,
    codes: Sequence[LanguageCode],
    data: Path | None = None,
    fresh: bool = False,
    allow_outside: bool = False,
    overwrite: bool = False,
) -> None:
    """Run a study, say what it found and what could not be computed.

    With `data`, the study is a model file: its answers stand there.
    """
    cache = kept_steps(fresh=fresh)
    named = [str(path.resolve()) if path else "" for path in (study, data)]
    command = ("run", *named, *codes, str(allow_outside))
    if said_before(cache, command, out, language(codes[0] if codes else SPOKEN.get())):
        return
    spoken: list[Language] = []
    lines: list[str] = []

    def say(results: StudyResults) -> None:
        lang = language((*codes, *results.study.languages, "en")[0])
        spoken.append(lang)
        lines.extend(_found(results, lang))

    with second_writer() as writer:  # it imports what it needs while we do
        from .study.run import run_study
        from .study.summary import summary

        with settled(), progress_bar(language(codes[0] if codes else SPOKEN.get())) as progress:
            done = run_study(
                study,
                out,
                languages=codes,
                data=data,
                allow_outside=allow_outside,
                overwrite=overwrite,
                cache=cache,
                progress=progress,
                analysed=say,
                writer=writer,
            )
    lines.extend(summary(done.results, spoken[0]))
    if gone := [name for name in done.removed if name in LANGUAGES]:
        typer.echo(spoken[0].text("run.languages_gone", folders=", ".join(gone), out=out))
    close(out, spoken[0], Closing(cache, command, done.inputs, tuple(lines)))


def _found(results: StudyResults, lang: Language) -> list[str]:
    """Say who was read and kept; what to be careful about goes to the error stream at once."""
    from .study.cautions import cautions
    from .study.privacy import privacy_remedies

    for caution in (*cautions(results, lang), *privacy_remedies(results, lang)):
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


def verify_folder(out: Path, sources: Path | None, *, code: LanguageCode) -> None:
    """Recompute a folder and say what differs; exit code 1 if anything does."""
    from .verification import verify

    lang = language(code)
    found = verify(out, sources=sources)
    for difference in found:
        typer.echo(lang.text(f"verify.{difference.kind}", name=difference.name))
    if any(difference.kind == "input" for difference in found):
        typer.echo(lang.text("verify.stopped"))
    if found:
        typer.echo(lang.plural("verify.differences", len(found)))
        raise typer.Exit(1)
    typer.echo(lang.text("verify.same", folder=out))
