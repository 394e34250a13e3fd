"""The keys of a study file that say what acts on what: regression, model, hypotheses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...survey.toml_keys import StrictKeys, Texts

__all__ = ["HypothesisKeys", "ModelKeys", "RegressionKeys"]

_Mode = Literal["A", "B", "reflective"]


class RegressionKeys(StrictKeys):
    """Table `[regression]`: one construct explained by others."""

    outcome: str = Field(description="Construct that is explained.")
    predictors: list[str] = Field(
        default_factory=list, description="Constructs that explain it; all others if not given."
    )
    blocks: list[list[str]] = Field(
        default_factory=list,
        description="Blocks of predictors that enter in turn (hierarchical regression).",
    )
    level: Annotated[float, Field(strict=True, gt=0, lt=1)] = Field(
        default=0.95, description="Level of the confidence intervals."
    )


class ModelKeys(StrictKeys):
    """Table `[model]`: the path model of PLS, and on covariances if asked for.

    Without paths, those of the hypotheses and of the regression.
    """

    paths: list[str] = Field(
        default_factory=list,
        description='Paths such as "trust -> use"; those of the hypotheses and the regression if '
        "not given.",
    )
    mode: _Mode = Field(
        default="A", description="Mode of all constructs: A, B, or reflective (consistent PLS)."
    )
    modes: dict[str, _Mode] = Field(
        default_factory=dict, description="Mode of single constructs, where it differs."
    )
    higher_order: dict[str, list[str]] = Field(
        default_factory=dict, description="Constructs whose parts are constructs."
    )
    interactions: dict[str, list[str]] = Field(
        default_factory=dict, description="Products of two constructs, or the square of one."
    )
    scheme: Literal["path", "factor", "centroid"] = Field(
        default="path", description="Inner weighting scheme."
    )
    resamples: Annotated[int, Field(strict=True, ge=100, le=1_000_000)] = Field(
        default=10_000, description="Resamples of the bootstrap."
    )
    seed: Annotated[int, Field(strict=True, ge=0)] = Field(
        default=1, description="Seed of the bootstrap."
    )
    interval: Literal["percentile", "bca"] = Field(
        default="percentile", description="Kind of the bootstrap intervals."
    )
    level: Annotated[float, Field(strict=True, gt=0, lt=1)] = Field(
        default=0.95, description="Level of the intervals."
    )
    missing: Literal["listwise", "mean", "mean_inside"] = Field(
        default="listwise", description="Missing answers; mean_inside: means anew in each resample."
    )
    groups: str = Field(
        default="",
        description="Profile question between two of whose groups the model is compared.",
    )
    permutations: Annotated[int, Field(strict=True, ge=100, le=1_000_000)] = Field(
        default=5000, description="Permutations of the comparison of groups."
    )
    covariance: Annotated[bool, Field(strict=True)] = Field(
        default=False, description="Whether the same model is estimated on covariances as well."
    )
    estimator: Literal["ML", "MLM", "MLR", "FIML", "DWLS"] = Field(
        default="ML", description="Estimator on covariances."
    )


class HypothesisKeys(StrictKeys):
    """Table `[[hypothesis]]`: one path and the direction that is expected."""

    id: Annotated[str, Field(min_length=1)] = Field(description="Name of it, such as H1.")
    path: str = Field(description='The path, written "trust -> use".')
    sign: Literal["+", "-", "any"] = Field(default="+", description="Expected direction.")
    label: Texts = Field(default_factory=dict, description="Its wording.")
