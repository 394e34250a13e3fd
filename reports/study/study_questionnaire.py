"""The questionnaire of a study, and what is wrong with it, as far as it can be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...survey.errors import AqylError
from ...survey.instrument import (
    Instrument,
    built_instrument,
    read_instrument,
    sketched_instrument,
)
from ...survey.instrument_faults import instrument_faults
from ...survey.instrument_keys import InstrumentKeys, readable_keys
from ...survey.toml_file import read_toml
from .study_faults import Faults, toml_faults

__all__ = ["Questionnaire", "file_questionnaire", "formed_names", "inline_questionnaire"]

_NAMED = {"construct", "constructs", "profile"}  # without which no names are known


@dataclass(frozen=True, slots=True, eq=False)
class Questionnaire:
    """A questionnaire, sound or not.

    Attributes
    ----------
    instrument : Instrument or None
        Of an unsound one the names alone, by which the rest of the study can be checked; None if
        not even these can be read.
    sound : bool
    """

    instrument: Instrument | None
    sound: bool = True


def formed_names(raw: Mapping[str, Any]) -> frozenset[str]:
    """Return what the model of a study file forms out of constructs, sound or not.

    Examples
    --------
    >>> model = {"interactions": {"both": ["trust", "ease"]}, "modes": {"ease": "B"}}
    >>> formed_names({"model": model})
    frozenset({'both'})
    """
    model = raw.get("model")
    if not isinstance(model, Mapping):
        return frozenset()
    tables = (table for key, table in model.items() if key != "modes")
    return frozenset(name for table in tables if isinstance(table, Mapping) for name in table)


def file_questionnaire(
    path: Path, faults: Faults, *, formed: Collection[str] = ()
) -> Questionnaire:
    """Read a questionnaire file, and add everything that is wrong with it.

    Parameters
    ----------
    path : Path
    faults : Faults
    formed : collection of str
        As `formed_names` returns; the questionnaire may label it.

    Raises
    ------
    FileError
        If there is no such file: that is a fault of the study that names it.
    """
    try:
        return Questionnaire(read_instrument(path, formed=formed))
    except AqylError as error:
        if not path.is_file():
            raise
        faults.found += toml_faults(error, path, "questionnaire", InstrumentKeys)
    try:
        raw = read_toml(path, "questionnaire")
    except AqylError:
        return Questionnaire(None, sound=False)
    keys, unread = readable_keys(raw)
    if unread:  # its contradictions have not been told yet
        for one in instrument_faults(keys, unread, formed=formed):
            faults.found += toml_faults(one, path, "questionnaire", InstrumentKeys)
    return _sketch(keys, unread)


def inline_questionnaire(
    raw: Mapping[str, Any],
    keys: InstrumentKeys | None,
    faults: Faults,
    *,
    formed: Collection[str] = (),
) -> Questionnaire:
    """Build the questionnaire of a table `[instrument]`, and add every contradiction in it.

    Parameters
    ----------
    raw : mapping
        The table as it stands in the file.
    keys : InstrumentKeys or None
        None if the table has faults, which have been told.
    faults : Faults
    formed : collection of str
        As `formed_names` returns.
    """
    if keys is not None and not instrument_faults(keys, formed=formed):
        return Questionnaire(built_instrument(keys, formed=formed))
    readable, unread = readable_keys(raw)
    for error in instrument_faults(readable, unread, formed=formed):
        faults.add(faults.source.place_of(error, ("instrument",)), error)
    return _sketch(readable, unread)


def _sketch(keys: InstrumentKeys, unread: frozenset[str]) -> Questionnaire:
    known = not _NAMED & unread and bool(keys.all_constructs())
    return Questionnaire(sketched_instrument(keys) if known else None, sound=False)
