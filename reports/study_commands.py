"""What the verbs ``aqyl new`` and ``aqyl check`` do and say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ..survey.errors import AqylError
from .error_words import told
from .language import Language, LanguageCode, language
from .study.new_study import write_new_study

if TYPE_CHECKING:
    from .study.study_check import Checked
    from .study.study_faults import Fault

__all__ = ["check_study_file", "new_cities", "new_study"]


def new_study(name: str | Path, codes: Sequence[LanguageCode]) -> None:
    """Write a new study into the folder `name`, and say what to do next.

    Parameters
    ----------
    name : str or Path
    codes : sequence of str
        Languages of its documents; comments and messages are in the first.

    Raises
    ------
    FileError
        As `aqyl.reports.study.new_study.write_new_study`.
    """
    lang = language(codes[0])
    study, answers, _ = write_new_study(name, lang, codes)
    typer.echo(lang.text("new.made", folder=name))
    typer.echo(lang.text("new.study", path=study))
    typer.echo(lang.text("new.answers", path=answers))
    typer.echo(lang.text("new.next", path=study))


def new_cities(name: str | Path, codes: Sequence[LanguageCode]) -> None:
    """Write the tables of a new CityScore into the folder `name`, and say what to do next.

    Raises
    ------
    FileError
        As `aqyl.reports.city_score.new_cities.write_new_cities`.
    """
    from .city_score.new_cities import write_new_cities

    lang = language(codes[0])
    write_new_cities(name, lang)
    typer.echo(lang.text("new.cities", folder=name))
    typer.echo(lang.text("new.cities_next", folder=name))


def check_study_file(path: str | Path, code: LanguageCode, *, allow_outside: bool = False) -> None:
    """Print every fault of a study, or that it has none; exit code 2 if it has any.

    Parameters
    ----------
    path : str or Path
    code : str
        Language of the sentences.
    allow_outside : bool
        As for `aqyl.reports.study.study_file.read_study`.

    Raises
    ------
    typer.Exit
        With code 2, if there are faults.
    """
    from .study.study_check import checked_study

    lang = language(code)
    found = checked_study(path, allow_outside=allow_outside)
    for fault in found.faults:
        typer.echo(f"{fault.place}: {_key(fault)}{_sentence(fault.error, lang)}")
    if found.faults:
        _say_cautions(found.cautions, lang)
    if found.faults or found.study is None or found.responses is None or found.kept is None:
        typer.echo(lang.plural("check.faults", len(found.faults)))
        raise typer.Exit(2)
    instrument = found.study.instrument
    typer.echo(lang.text("check.fine"))
    counts = (
        ("check.people", len(found.responses.ids)),
        ("check.kept", len(found.kept.ids)),
        ("check.items", len(instrument.items)),
        ("check.dimensions", len(instrument.constructs)),
        ("check.hypotheses", len(found.study.hypotheses)),
        ("check.indices", len(found.study.indices)),
    )
    for key, count in counts:
        if count:
            typer.echo(f"  {lang.text(key)}: {lang.number(count, 0)}")
    if found.study.simulated or found.responses.simulated:
        typer.echo(lang.text("study.simulated"))
    _say_cautions(found.cautions, lang)
    _say_gaps(found, lang)


def _say_cautions(cautions: Sequence[Fault], lang: Language) -> None:
    """Say what is no fault and worth a thought: columns that are not there."""
    for caution in cautions:
        told = f"{caution.place}: {_sentence(caution.error, lang)}"
        typer.echo(lang.text("check.caution", text=told))


def _say_gaps(found: Checked, lang: Language) -> None:
    """Say which texts have no translation; beside faults, that would only hide them."""
    from .study.language_gaps import gap_sentence

    for gap in found.gaps:
        typer.echo(lang.text("check.caution", text=gap_sentence(gap, lang)))
        for kind, names in gap.names.items():
            if kind != "title":
                typer.echo(f"  {lang.text(f'gap.{kind}')}: {', '.join(names)}")


def _key(fault: Fault) -> str:
    """Name the key before a sentence that does not name it itself."""
    key = fault.key
    while key and f"`{key}`" not in fault.sentence:
        key = key.rpartition(".")[0]
    return f"{fault.key}: " if fault.key and not key else ""


def _sentence(error: AqylError, lang: Language) -> str:
    """Say an error without its place, which stands before it already."""
    return told(AqylError(error.problem, next_step=error.next_step), lang)
