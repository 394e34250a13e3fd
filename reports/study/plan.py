"""A study as its file states it, ready to be run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ...analysis.hypotheses import Hypothesis
from ...analysis.structural_model import StructuralModel
from ...survey.errors import SpecificationError
from ...survey.instrument import Instrument
from ...survey.screening import Limits
from ..language import LanguageCode
from .model_file import structural_model
from .study_checks import all_paths
from .study_keys import (
    DataKeys,
    DocumentKeys,
    FactorKeys,
    ModelKeys,
    PrivacyKeys,
    RegressionKeys,
    ScoreKeys,
)

__all__ = ["IndexPlan", "Study"]


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """An index of cities that a study asks for: its files and how the data are read.

    Attributes
    ----------
    data, framework : Path
    decimal : {"auto", "comma", "point"}
    missing : tuple of str
        Texts that stand for a missing value.
    encoding, sheet : str
    """

    data: Path
    framework: Path
    decimal: Literal["auto", "comma", "point"] = "auto"
    missing: tuple[str, ...] = ()
    encoding: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """A study as its file states it.

    Attributes
    ----------
    path : Path
    title : mapping of language code to str
    date : str
        Day of publication, as 2025-06-01; empty if the file names none.
    languages : tuple of str
        Of the documents; empty if the file names none.
    simulated : bool
        Whether the file calls its data simulated.
    instrument : Instrument
    data : DataKeys
        Where the answers are and how to read them.
    data_file : Path
        The answers: beside the study file, or as the caller named them.
    limits : Limits
    factors : FactorKeys
    scores : ScoreKeys
        Weights are by item.
    regression : RegressionKeys or None
        With its predictors filled in.
    model : ModelKeys or None
    hypotheses : tuple of Hypothesis
    wordings : mapping of hypothesis id to its wording by language code
    compare_by : tuple of str
        Profile questions.
    indices : tuple of IndexPlan
    documents : DocumentKeys
    privacy : PrivacyKeys
    licence : str
        Of the answers; empty if the file names none.
    source : mapping of language code to str
        Where the answers come from; empty if the file does not say.
    files : tuple of Path
        The study file and its questionnaire.
    """

    path: Path
    title: Mapping[str, str]
    date: str
    languages: tuple[LanguageCode, ...]
    simulated: bool
    instrument: Instrument
    data: DataKeys
    data_file: Path
    limits: Limits
    factors: FactorKeys
    scores: ScoreKeys
    regression: RegressionKeys | None
    model: ModelKeys | None
    hypotheses: tuple[Hypothesis, ...]
    wordings: Mapping[str, Mapping[str, str]]
    compare_by: tuple[str, ...]
    indices: tuple[IndexPlan, ...]
    documents: DocumentKeys
    privacy: PrivacyKeys
    licence: str
    source: Mapping[str, str]
    files: tuple[Path, ...]

    def structure(self, left_out: Sequence[str] = ()) -> StructuralModel:
        """Build the path model of the study, without items that left.

        Raises
        ------
        SpecificationError
            If the study has no model.
        """
        if self.model is None:
            raise SpecificationError("The study has no table `[model]`", where=self.path.name)
        paths = all_paths(self.hypotheses, self.regression)
        return structural_model(self.model, self.instrument, paths, left_out=left_out)
