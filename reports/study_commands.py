"""What the verbs ``aqyl new`` and ``aqyl check`` do and say."""

from __future__ import annotations

from pathlib import Path

import typer

from ..survey.errors import AqylError
from .error_words import told
from .language import Language, LanguageCode, language
from .study.new_study import write_new_study

__all__ = ["check_study_file", "new_study"]


def new_study(name: str | Path, code: LanguageCode) -> None:
    """Write a new study into the folder `name`, and say what to do next.

    Raises
    ------
    FileError
        As `aqyl.reports.study.new_study.write_new_study`.
    """
    lang = language(code)
    study, answers, _ = write_new_study(name, lang)
    typer.echo(lang.text("new.made", folder=name))
    typer.echo(lang.text("new.study", path=study))
    typer.echo(lang.text("new.answers", path=answers))
    typer.echo(lang.text("new.next", path=study))


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
        typer.echo(f"{fault.place}: {_key(fault.key)}{_sentence(fault.error, lang)}")
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


def _key(key: str) -> str:
    return f"[{key}] " if key else ""


def _sentence(error: AqylError, lang: Language) -> str:
    """Say an error without its place, which stands before it already."""
    return told(AqylError(error.problem, next_step=error.next_step), lang)
