"""The keys of a study file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ...survey.instrument_keys import InstrumentKeys
from ...survey.toml_keys import Number, StrictKeys, Texts
from .model_keys import HypothesisKeys, ModelKeys, RegressionKeys
from .output_keys import DocumentKeys, IndexKeys, Languages, PrivacyKeys

__all__ = [
    "ComparisonKeys",
    "DataKeys",
    "DocumentKeys",
    "FactorKeys",
    "HypothesisKeys",
    "IndexKeys",
    "ModelKeys",
    "PrivacyKeys",
    "RegressionKeys",
    "ScoreKeys",
    "ScreeningKeys",
    "StudyKeys",
]


class DataKeys(StrictKeys):
    """Table `[data]`: where the answers are and how to read them; or only the name of the file."""

    file: str = Field(description="Answers: .csv, .xlsx, .sav, .zsav, .dta or .parquet.")
    id: str = Field(
        default="", description="Column that tells people apart; else the row number does."
    )
    time: str = Field(
        default="", description="Column of the time that each person took: 95 or 1:35."
    )
    missing: list[str] = Field(
        default_factory=list,
        description='Texts that stand for no answer, such as "99"; empty cells always do.',
    )
    encoding: str = Field(
        default="", description="Encoding of the texts, if it is not found by itself."
    )
    sheet: str = Field(
        default="", description="Sheet of a workbook; the first visible one if not given."
    )
    columns: dict[str, str] = Field(
        default_factory=dict,
        description="Column by id of an item or profile question, where names do not tell.",
    )
    source: Texts = Field(
        default_factory=dict, description="Where the answers come from, for the report."
    )
    licence: str = Field(default="", description="Licence of the answers, such as CC-BY-4.0.")


class ScreeningKeys(StrictKeys):
    """Table `[screening]`: who is left out; a rule that is not named is not applied."""

    completeness: Number | None = Field(
        default=None, description="Least share of items answered, 0 to 1."
    )
    seconds_per_item: Number | None = Field(
        default=None, description="Least mean time an item, seconds."
    )
    longest_run: Annotated[int, Field(strict=True)] | None = Field(
        default=None, description="Most equal answers in a row, as answered."
    )
    spread: Number | None = Field(
        default=None, description="Least standard deviation of a person's answers."
    )
    duplicates: Annotated[bool, Field(strict=True)] = Field(
        default=False, description="Leave out a person who answers all as an earlier one does."
    )
    mahalanobis: Number | None = Field(
        default=None, description="Least p of the Mahalanobis distance."
    )
    even_odd: Number | None = Field(
        default=None, description="Least even-odd consistency, -1 to 1."
    )


class FactorKeys(StrictKeys):
    """Table `[factors]`: components or factors of the items."""

    correlation: Literal["pearson", "polychoric"] = Field(
        default="pearson", description="Correlations of the items."
    )
    method: Literal["components", "principal_axis", "maximum_likelihood"] = Field(
        default="components", description="Method of extraction."
    )
    rotation: Literal["varimax", "promax", "oblimin", "none"] = Field(
        default="varimax", description="Rotation of the loadings."
    )
    count: Annotated[int, Field(strict=True)] | Literal["kaiser", "parallel", "map"] = Field(
        default="kaiser", description="Number of components, or the rule that finds it."
    )
    threshold: Annotated[float, Field(strict=True, gt=0, lt=1)] = Field(
        default=0.5, description="Loadings that are smaller are not shown."
    )
    drop: Literal["none", "at_once", "stepwise"] = Field(
        default="none", description="Whether items without a loading of that size leave."
    )
    replications: Annotated[int, Field(strict=True, ge=20, le=100_000)] = Field(
        default=1000, description="Random data sets of the parallel analysis."
    )
    seed: Annotated[int, Field(strict=True, ge=0)] = Field(
        default=1, description="Seed of the parallel analysis."
    )


class ScoreKeys(StrictKeys):
    """Table `[scores]`: how the score of a construct comes from its items."""

    rule: Literal["mean", "sum", "weighted", "loadings", "components"] = Field(
        default="mean", description="Rule of the scores."
    )
    at_least: Number = Field(
        default=0.75, description="Share of a construct's items that a mean needs."
    )
    weights: dict[str, Number] = Field(
        default_factory=dict, description="For rule = weighted: by construct or item."
    )


class ComparisonKeys(StrictKeys):
    """Table `[comparison]`: scores compared between groups of people."""

    by: list[str] = Field(description="Profile questions whose options are the groups.")


def _day(value: Any) -> Any:
    """Write a date of TOML as a text."""
    return value.isoformat() if isinstance(value, date) else value


def _data(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


class StudyKeys(StrictKeys):
    """A survey study of aqyl: data, questionnaire, screening, factors, model, hypotheses."""

    title: Texts = Field(
        default_factory=dict, description="Title of the study; the file's name if not given."
    )
    date: Annotated[str, BeforeValidator(_day, json_schema_input_type=str)] = Field(
        default="",
        description="Day of publication, such as 2025-06-01, for the metadata of the results.",
    )
    language: Languages = Field(
        default_factory=list, description="Language of the documents, or a list of several."
    )
    simulated: Annotated[bool, Field(strict=True)] = Field(
        default=False, description="Whether the answers are simulated; every document then says so."
    )
    data: Annotated[DataKeys, BeforeValidator(_data, json_schema_input_type=str | DataKeys)] = (
        Field(description="The file of answers, or a table that says how to read it.")
    )
    instrument: Annotated[
        InstrumentKeys | None,
        BeforeValidator(lambda value: value, json_schema_input_type=str | InstrumentKeys),
    ] = Field(default=None, description="The questionnaire, or the name of a file that holds it.")
    screening: ScreeningKeys = Field(
        default_factory=ScreeningKeys, description="Who is left out for careless answers."
    )
    factors: FactorKeys = Field(
        default_factory=FactorKeys, description="Components or factors of the items."
    )
    scores: ScoreKeys = Field(default_factory=ScoreKeys, description="Scores of the constructs.")
    regression: RegressionKeys | None = Field(
        default=None, description="Regression of one construct on others."
    )
    model: ModelKeys | None = Field(
        default=None, description="Path model, by PLS and on covariances."
    )
    hypothesis: list[HypothesisKeys] = Field(
        default_factory=list, description="Hypotheses, each a path of the regression or the model."
    )
    comparison: ComparisonKeys | None = Field(
        default=None, description="Comparison of scores between groups of people."
    )
    index: list[IndexKeys] = Field(
        default_factory=list, description="Indices of cities that the documents show as well."
    )
    documents: DocumentKeys = Field(
        default_factory=DocumentKeys, description="Which documents are written, and how."
    )
    privacy: PrivacyKeys = Field(
        default_factory=PrivacyKeys, description="How tables about people keep them unnamed."
    )
