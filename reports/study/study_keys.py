"""The keys of a study file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ...survey.instrument_keys import InstrumentKeys
from ...survey.toml_keys import Number, StrictKeys, Texts

__all__ = [
    "ComparisonKeys",
    "DataKeys",
    "FactorKeys",
    "HypothesisKeys",
    "ModelKeys",
    "RegressionKeys",
    "ScoreKeys",
    "ScreeningKeys",
    "StudyKeys",
]


class DataKeys(StrictKeys):
    """Table ``[data]``, or only the name of the file."""

    file: str
    id: str = ""
    time: str = ""
    missing: list[str] = Field(default_factory=list)
    encoding: str = ""
    sheet: str = ""
    columns: dict[str, str] = Field(default_factory=dict)


class ScreeningKeys(StrictKeys):
    """Table ``[screening]``: the limits of `aqyl.survey.screening.Limits`."""

    completeness: Number | None = None
    seconds_per_item: Number | None = None
    longest_run: Annotated[int, Field(strict=True)] | None = None
    spread: Number | None = None
    duplicates: Annotated[bool, Field(strict=True)] = False
    mahalanobis: Number | None = None
    even_odd: Number | None = None


class FactorKeys(StrictKeys):
    """Table ``[factors]``."""

    correlation: Literal["pearson", "polychoric"] = "pearson"
    method: Literal["components", "principal_axis", "maximum_likelihood"] = "components"
    rotation: Literal["varimax", "promax", "oblimin", "none"] = "varimax"
    count: Annotated[int, Field(strict=True)] | Literal["kaiser", "parallel", "map"] = "kaiser"
    threshold: Annotated[float, Field(strict=True, gt=0, lt=1)] = 0.5
    drop: Literal["none", "at_once", "stepwise"] = "none"
    replications: Annotated[int, Field(strict=True, ge=20, le=100_000)] = 1000
    seed: int = 1


class ScoreKeys(StrictKeys):
    """Table ``[scores]``; weights by construct or item."""

    rule: Literal["mean", "sum", "weighted", "loadings", "components"] = "mean"
    at_least: Number = 0.75
    weights: dict[str, Number] = Field(default_factory=dict)


class RegressionKeys(StrictKeys):
    """Table ``[regression]``; without predictors, all other constructs."""

    outcome: str
    predictors: list[str] = Field(default_factory=list)
    blocks: list[list[str]] = Field(default_factory=list)
    level: Annotated[float, Field(strict=True, gt=0, lt=1)] = 0.95


class ModelKeys(StrictKeys):
    """Table ``[model]``: the path model of PLS, and of a covariance structure model if asked for.

    Without paths, those of the hypotheses and of the regression.
    """

    paths: list[str] = Field(default_factory=list)
    mode: Literal["A", "B", "reflective"] = "A"
    modes: dict[str, Literal["A", "B", "reflective"]] = Field(default_factory=dict)
    higher_order: dict[str, list[str]] = Field(default_factory=dict)
    interactions: dict[str, list[str]] = Field(default_factory=dict)
    scheme: Literal["path", "factor", "centroid"] = "path"
    resamples: Annotated[int, Field(strict=True, ge=100, le=1_000_000)] = 10_000
    seed: Annotated[int, Field(ge=0)] = 1
    interval: Literal["percentile", "bca"] = "percentile"
    level: Annotated[float, Field(strict=True, gt=0, lt=1)] = 0.95
    missing: Literal["listwise", "mean", "mean_inside"] = "listwise"
    groups: str = ""
    permutations: Annotated[int, Field(strict=True, ge=100, le=1_000_000)] = 5000
    covariance: bool = False
    estimator: Literal["ML", "MLM", "MLR", "FIML", "DWLS"] = "ML"


class HypothesisKeys(StrictKeys):
    """Table ``[[hypothesis]]``: ``path = "trust -> use"``."""

    id: Annotated[str, Field(min_length=1)]
    path: str
    sign: Literal["+", "-", "any"] = "+"
    label: Texts = Field(default_factory=dict)


class ComparisonKeys(StrictKeys):
    """Table ``[comparison]``: profile questions by which scores are compared."""

    by: list[str]


def _data(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


class StudyKeys(StrictKeys):
    """The whole file."""

    title: Texts = Field(default_factory=dict)
    simulated: bool = False
    data: Annotated[DataKeys, BeforeValidator(_data)]
    instrument: InstrumentKeys | None = None
    screening: ScreeningKeys = Field(default_factory=ScreeningKeys)
    factors: FactorKeys = Field(default_factory=FactorKeys)
    scores: ScoreKeys = Field(default_factory=ScoreKeys)
    regression: RegressionKeys | None = None
    model: ModelKeys | None = None
    hypothesis: list[HypothesisKeys] = Field(default_factory=list)
    comparison: ComparisonKeys | None = None
