"""The command ``aqyl``: light until a verb runs, so that help answers at once."""

from __future__ import annotations

import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..survey.errors import AqylError

__all__ = ["app", "main"]

app = typer.Typer(
    name="aqyl",
    help="Statistics for smart-city studies, in Kazakh, Russian and English.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Lang(StrEnum):
    """Languages of the output."""

    KK = "kk"
    RU = "ru"
    EN = "en"


class Decimal(StrEnum):
    """Decimal sign of the input."""

    AUTO = "auto"
    COMMA = "comma"
    POINT = "point"


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
    lang: Annotated[
        list[Lang] | None, typer.Option(help="Language; repeat it for several. All if not given.")
    ] = None,
) -> None:
    """Regenerate the tables and figures of the Turkistan thesis beside the published numbers."""
    from .commands import reproduce_thesis

    reproduce_thesis(out, [code.value for code in lang or list(Lang)])


@app.command()
def index(
    file: Annotated[Path, typer.Argument(help="Indicators of cities, .csv or .xlsx.")],
    framework: Annotated[Path, typer.Option(help="Framework of the index, .toml.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("out_index"),
    lang: Annotated[Lang, typer.Option(help="Language of the output.")] = Lang.EN,
    decimal: Annotated[Decimal, typer.Option(help="Decimal sign of the file.")] = Decimal.AUTO,
    missing: Annotated[
        list[str] | None, typer.Option(help="Text that stands for a missing value; repeatable.")
    ] = None,
    encoding: Annotated[str, typer.Option(help="Encoding of a CSV file, if not found.")] = "",
    sheet: Annotated[str, typer.Option(help="Sheet of a workbook; the first if not given.")] = "",
    figures: Annotated[bool, typer.Option(help="Draw the figures.")] = True,
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
    )


@app.command()
def run(
    study: Annotated[Path, typer.Argument(help="Study file, .toml.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("out_study"),
    lang: Annotated[Lang, typer.Option(help="Language of the output.")] = Lang.EN,
) -> None:
    """Run a survey study: screening, components, reliability, regression, hypotheses."""
    from .commands import run_study

    run_study(study, out, code=lang.value)


@app.command()
def pls(
    data: Annotated[Path, typer.Argument(help="Answers: .csv, .xlsx, .sav, .dta, .parquet.")],
    model: Annotated[Path, typer.Option(help="Model file, .toml: a study file without its data.")],
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("out_pls"),
    lang: Annotated[Lang, typer.Option(help="Language of the output.")] = Lang.EN,
) -> None:
    """Estimate, bootstrap and assess a path model by PLS."""
    from .commands import run_study

    run_study(model, out, code=lang.value, data=data)


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
    lang: Annotated[Lang, typer.Option(help="Language of the output.")] = Lang.EN,
) -> None:
    """Draw simulated answers that come back to published results, marked as simulated."""
    from .commands import simulate_answers

    simulate_answers(population, out, seed=seed, code=lang.value)


def main() -> None:
    """Run the command; an error of the user's input is one sentence and exit code 2."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        app()
    except AqylError as error:
        typer.echo(f"aqyl: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
