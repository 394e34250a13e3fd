"""A population as a TOML file: the published results that a simulated sample shall come back to.

::

    instrument = "questionnaire.toml"      # or a table, as in a study file
    n = 300                                # people who pass the screening
    seed = 1

    [composite.trust]                      # every construct
    mean = 3.4
    sd = 0.8
    skewness = -0.5                        # optional, as are kurtosis, weight and full_range

    [loadings]                             # optional, as is everything below
    T1 = 0.8

    [regression]
    outcome = "use"
    beta = { trust = 0.4, ease = 0.2 }
    r_squared = 0.3
    durbin_watson = 1.9

    [profile]
    gender = [160, 140]                    # people by option

    [screening]
    completeness = 0.9

    [careless]                             # people added for the screening to find
    incomplete = 20
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from ...analysis.simulation.targets import Careless, CompositeTarget, RegressionTarget, Targets
from ...survey.errors import SpecificationError
from ...survey.instrument import Instrument, built_instrument, read_instrument
from ...survey.instrument_keys import InstrumentKeys
from ...survey.screening import Limits
from ...survey.toml_file import read_toml
from ...survey.toml_keys import Number, StrictKeys, faults
from .study_keys import ScreeningKeys

__all__ = ["PopulationFile", "read_population"]


class _CompositeKeys(StrictKeys):
    mean: Number
    sd: Number
    weight: Number = 1.0
    skewness: Number | None = None
    kurtosis: Number | None = None
    full_range: bool = False


class _RegressionKeys(StrictKeys):
    outcome: str
    beta: dict[str, Number]
    r_squared: Number
    vif: dict[str, Number] | None = None
    durbin_watson: Number | None = None


class _CarelessKeys(StrictKeys):
    incomplete: int = 0
    hurried: int = 0
    uniform: int = 0
    copied: int = 0


class _PopulationKeys(StrictKeys):
    instrument: InstrumentKeys | None = None
    n: int
    seed: int = 1
    composite: dict[str, _CompositeKeys]
    components: list[str] = Field(default_factory=list)
    left_out: list[str] = Field(default_factory=list)
    loadings: dict[str, Number] = Field(default_factory=dict)
    kmo: Number | None = None
    log_determinant: Number | None = None
    regression: _RegressionKeys | None = None
    profile: dict[str, list[int]] = Field(default_factory=dict)
    screening: ScreeningKeys = Field(default_factory=ScreeningKeys)
    careless: _CarelessKeys = Field(default_factory=_CarelessKeys)


@dataclass(frozen=True, slots=True)
class PopulationFile:
    """What a population file states: the targets of a sample and the seed it is drawn with."""

    targets: Targets
    seed: int


def read_population(path: str | Path) -> PopulationFile:
    """Read a population file.

    Raises
    ------
    FileError
        If a file is missing or is not TOML.
    SpecificationError
        If a key is unknown, a value is not allowed, or the targets do not fit each other.
    """
    path = Path(path)
    raw = read_toml(path, "population")
    instrument = None
    if isinstance(raw.get("instrument"), str):
        instrument = read_instrument(path.parent / raw.pop("instrument"))
    try:
        keys = _PopulationKeys.model_validate(raw)
    except ValidationError as error:
        raise SpecificationError(faults(error, _PopulationKeys)[0], where=path.name) from error
    try:
        return PopulationFile(_targets(keys, instrument), keys.seed)
    except SpecificationError as error:
        if error.where:
            raise
        raise SpecificationError(
            error.problem, where=path.name, next_step=error.next_step
        ) from error


def _targets(keys: _PopulationKeys, instrument: Instrument | None) -> Targets:
    if instrument is None:
        if keys.instrument is None:
            raise SpecificationError("The population has no questionnaire `instrument`")
        instrument = built_instrument(keys.instrument)
    return Targets(
        instrument=instrument,
        n=keys.n,
        composites={
            name: CompositeTarget(**composite.model_dump())
            for name, composite in keys.composite.items()
        },
        loadings=keys.loadings,
        components=tuple(keys.components),
        left_out=tuple(keys.left_out),
        kmo=keys.kmo,
        log_determinant=keys.log_determinant,
        regression=_regression(keys.regression),
        profile={name: tuple(counts) for name, counts in keys.profile.items()},
        limits=Limits(**keys.screening.model_dump()),
        careless=Careless(**keys.careless.model_dump()),
    )


def _regression(keys: _RegressionKeys | None) -> RegressionTarget | None:
    if keys is None:
        return None
    if keys.vif is not None and set(keys.vif) != set(keys.beta):
        raise SpecificationError("`regression.vif` must name the predictors of `regression.beta`")
    return RegressionTarget(
        outcome=keys.outcome,
        predictors=tuple(keys.beta),
        beta=tuple(keys.beta.values()),
        r_squared=keys.r_squared,
        vif=tuple(keys.vif[name] for name in keys.beta) if keys.vif else None,
        durbin_watson=keys.durbin_watson,
    )
