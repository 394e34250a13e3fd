"""The command ``aqyl``: light until a verb runs, so that help answers at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from .cli_options import (
    Decimal,
    Fresh,
    Lang,
    Languages,
    OneLanguage,
    Outside,
    Overwrite,
    SpokenLanguage,
    speak,
    spoken,
    spoken_of_study,
)
from .ending import one_ending

__all__ = ["app", "main"]

app = typer.Typer(
    name="aqyl",
    help="Statistics for smart-city studies, in Kazakh, Russian and English.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """Statistics for smart-city studies, in Kazakh, Russian and English."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"aqyl {installed('aqyl')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def reproduce(
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("out"),
    lang: Languages = None,
    fresh: Fresh = False,
    overwrite: Overwrite = False,
) -> None:
    """Regenerate the tables and figures of the Turkistan thesis beside the published numbers."""
    from .commands import reproduce_thesis

    reproduce_thesis(
        out, [code.value for code in lang or list(Lang)], fresh=fresh, overwrite=overwrite
    )


@app.command()
def index(
    file: Annotated[Path, typer.Argument(help="Indicators of cities, .csv or .xlsx.")],
    framework: Annotated[Path, typer.Option(help="Framework of the index, .toml.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("out_index"),
    lang: OneLanguage = Lang.EN,
    decimal: Annotated[Decimal, typer.Option(help="Decimal sign of the file.")] = Decimal.AUTO,
    missing: Annotated[
        list[str] | None, typer.Option(help="Text that stands for a missing value; repeatable.")
    ] = None,
    encoding: Annotated[str, typer.Option(help="Encoding of a CSV file, if not found.")] = "",
    sheet: Annotated[str, typer.Option(help="Sheet of a workbook; the first if not given.")] = "",
    figures: Annotated[bool, typer.Option(help="Draw the figures.")] = True,
    overwrite: Overwrite = False,
) -> None:
    """Compute an integral index of cities from a table of indicators."""
    from .commands import index_cities

    index_cities(
        file,
        framework,
        out,
        code=lang.value,
        decimal=decimal.value,
        missing_marks=tuple(missing or ()),
        encoding=encoding,
        sheet=sheet,
        figures=figures,
        overwrite=overwrite,
    )


@app.command()
def cityscore(
    values: Annotated[
        Path, typer.Argument(help="Values of KPIs: .csv, .xlsx, .parquet, a folder.")
    ],
    settlements: Annotated[Path, typer.Option(help="Settlements, .csv or .xlsx.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("out_cityscore"),
    lang: Languages = None,
    year: Annotated[
        int | None, typer.Option(help="Year to score; the last of the values if not given.")
    ] = None,
    reading: Annotated[
        list[str] | None, typer.Option(help="How to read the order, name=option; repeatable.")
    ] = None,
    extra: Annotated[
        Path | None, typer.Option(help="Extra initiatives with their conditions.")
    ] = None,
    functions: Annotated[
        Path | None, typer.Option(help="Functions of Annex 3 that are there.")
    ] = None,
    done: Annotated[Path | None, typer.Option(help="Initiatives that are completed.")] = None,
    on: Annotated[
        datetime | None,
        typer.Option(help="Day on which the road map is looked at.", formats=["%Y-%m-%d"]),
    ] = None,
    statuses: Annotated[Path | None, typer.Option(help="Statuses A and NA set by hand.")] = None,
    kpis: Annotated[Path | None, typer.Option(help="KPIs that the printed order has lost.")] = None,
    figures: Annotated[bool, typer.Option(help="Draw the figures.")] = True,
    fresh: Fresh = False,
    overwrite: Overwrite = False,
) -> None:
    """Score cities and regions by CityScore-Kazakhstan."""
    from .city_score.options import Job
    from .commands import city_scores

    named = {"kpis": kpis, "statuses": statuses, "extra": extra, "functions": functions}
    tables = {name: path for name, path in {**named, "done": done}.items() if path}
    day = on.date() if on else None
    job = Job(values, settlements, year, tuple(reading or ()), tables, day)
    city_scores(
        job,
        out,
        [code.value for code in lang or [Lang.EN]],
        figures=figures,
        fresh=fresh,
        overwrite=overwrite,
    )


@app.command()
def new(
    name: Annotated[Path, typer.Argument(help="Folder to make.")],
    lang: Annotated[
        list[Lang] | None,
        typer.Option(
            "--lang",
            help="Language of the documents; repeatable. Comments are in the first.",
            callback=speak,
        ),
    ] = None,
    cityscore: Annotated[
        bool, typer.Option("--cityscore", help="Tables for `aqyl cityscore` instead of a study.")
    ] = False,
) -> None:
    """Make a commented study with simulated answers, which runs at once."""
    from .study_commands import new_cities, new_study

    if cityscore:
        new_cities(name, [code.value for code in lang or [Lang.EN]])
    else:
        new_study(name, [code.value for code in lang or [Lang.EN]])


@app.command()
def check(
    study: Annotated[Path, typer.Argument(help="Study file, .toml.")],
    lang: SpokenLanguage = None,
    allow_outside: Outside = False,
) -> None:
    """Say everything that is wrong with a study, with line and key, and compute nothing."""
    from .study_commands import check_study_file

    check_study_file(study, spoken_of_study(lang, study), allow_outside=allow_outside)


@app.command()
def run(
    study: Annotated[Path, typer.Argument(help="Study file, .toml.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("out_study"),
    lang: Languages = None,
    fresh: Fresh = False,
    allow_outside: Outside = False,
    overwrite: Overwrite = False,
) -> None:
    """Run a study: every table and figure of a chapter, in Word, HTML, LaTeX and Excel."""
    from .commands import run_study

    spoken_of_study(lang[0] if lang else None, study)
    run_study(
        study,
        out,
        codes=[code.value for code in lang or []],
        fresh=fresh,
        allow_outside=allow_outside,
        overwrite=overwrite,
    )


@app.command()
def pls(
    data: Annotated[Path, typer.Argument(help="Answers: .csv, .xlsx, .sav, .dta, .parquet.")],
    model: Annotated[Path, typer.Option(help="Model file, .toml: a study file without its data.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("out_pls"),
    lang: Languages = None,
    fresh: Fresh = False,
    allow_outside: Outside = False,
    overwrite: Overwrite = False,
) -> None:
    """Estimate, bootstrap and assess a path model by PLS."""
    from .commands import run_study

    spoken_of_study(lang[0] if lang else None, model)
    run_study(
        model,
        out,
        codes=[code.value for code in lang or []],
        data=data,
        fresh=fresh,
        allow_outside=allow_outside,
        overwrite=overwrite,
    )


@app.command()
def verify(
    out: Annotated[Path, typer.Argument(help="Folder that aqyl wrote.")],
    sources: Annotated[
        Path | None, typer.Option(help="Folder of the study; near the results if not given.")
    ] = None,
    lang: SpokenLanguage = None,
) -> None:
    """Compute a folder of results again and say which file differs."""
    from .commands import verify_folder
    from .spoken_language import language_of_results

    verify_folder(out, sources, code=spoken(lang, lambda: language_of_results(out)))


@app.command()
def explain(
    table: Annotated[
        str, typer.Argument(help="Name of a table, figure or statistic; all if empty.")
    ] = "",
    lang: SpokenLanguage = None,
) -> None:
    """Say what a table means: formula, limits, source, and how to report it."""
    from .explanation import as_text, explanation, listing
    from .language import language
    from .spoken_language import language_here

    words = language(spoken(lang, lambda: language_here(Path())))
    typer.echo(as_text(explanation(table, words), words) if table else listing(words))


@app.command()
def simulate(
    population: Annotated[
        Path | None,
        typer.Argument(help="Population file, .toml; the Turkistan thesis if not given."),
    ] = None,
    out: Annotated[Path, typer.Option(help="File to write, .csv.")] = Path(
        "simulated_responses.csv"
    ),
    seed: Annotated[
        int | None, typer.Option(help="Seed; that of the population if not given.")
    ] = None,
    lang: OneLanguage = Lang.EN,
) -> None:
    """Draw simulated answers that come back to published results, marked as simulated."""
    from .commands import simulate_answers

    simulate_answers(population, out, seed=seed, code=lang.value)


def main() -> None:
    """Run the command; an error of the user's input is one sentence and exit code 2."""
    with one_ending():
        app()
