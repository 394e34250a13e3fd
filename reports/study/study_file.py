"""A survey study as one TOML file: data, questionnaire, screening, factors, model, hypotheses.

::

    title = "Trust in the smart city"
    data = "answers.csv"                  # or a table: file, id, time, missing, columns, …

    [instrument]                          # or: instrument = "questionnaire.toml"
    scale = { points = [1, 2, 3, 4, 5] }
    constructs = { trust = ["T1", "T2", "T3"], use = ["U1", "U2", "U3"] }
    profile = { gender = ["female", "male"] }

    [screening]                           # see aqyl.survey.screening.Limits
    completeness = 0.9
    longest_run = 20

    [factors]                             # see aqyl.analysis.factors
    count = "parallel"

    [regression]
    outcome = "use"

    [[hypothesis]]
    id = "H1"
    path = "trust -> use"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...analysis.hypotheses import Hypothesis
from ...analysis.structural_model import StructuralModel
from ...survey.errors import SpecificationError
from ...survey.instrument import Instrument, built_instrument, read_instrument
from ...survey.screening import Limits
from ...survey.toml_file import read_toml
from ...survey.toml_keys import faults, labels_of
from .model_file import structural_model
from .study_checks import (
    all_paths,
    check_estimated,
    check_known,
    hypothesis,
    regression_keys,
    score_keys,
)
from .study_keys import DataKeys, FactorKeys, ModelKeys, RegressionKeys, ScoreKeys, StudyKeys

__all__ = ["Study", "read_study"]


@dataclass(frozen=True, slots=True)
class Study:
    """A study as its file states it.

    Attributes
    ----------
    path : Path
    title : mapping of language code to str
    simulated : bool
        Whether the file calls its data simulated.
    instrument : Instrument
    data : DataKeys
        Where the answers are and how to read them.
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
    files : tuple of Path
        The study file and its questionnaire.
    """

    path: Path
    title: Mapping[str, str]
    simulated: bool
    instrument: Instrument
    data: DataKeys
    limits: Limits
    factors: FactorKeys
    scores: ScoreKeys
    regression: RegressionKeys | None
    model: ModelKeys | None
    hypotheses: tuple[Hypothesis, ...]
    wordings: Mapping[str, Mapping[str, str]]
    compare_by: tuple[str, ...]
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

    @property
    def data_file(self) -> Path:
        """Path of the answers, beside the study file unless it is absolute."""
        return self.path.parent / self.data.file


def read_study(path: str | Path, *, data: str | Path | None = None) -> Study:
    """Read a study file.

    Parameters
    ----------
    path : str or Path
    data : str or Path, optional
        Answers in place of those that the file names, if it names any. The file then needs a
        table ``[model]``.

    Raises
    ------
    FileError
        If a file is missing or is not TOML.
    SpecificationError
        If a key is unknown, a value is not allowed, or the study names a construct, an item or a
        question that its questionnaire does not have; the sentence names the key.

    Examples
    --------
    >>> from aqyl.data import folder
    >>> study = read_study(folder("turkistan") / "study.toml")
    >>> [hypothesis.id for hypothesis in study.hypotheses]
    ['H1', 'H2', 'H3', 'H4', 'H5', 'H6']
    """
    path = Path(path)
    raw = read_toml(path, "study")
    files, instrument = [path], None
    if isinstance(raw.get("instrument"), str):
        files.append(path.parent / raw.pop("instrument"))
        instrument = read_instrument(files[-1])
    if data is not None:
        raw["data"] = _elsewhere(raw, Path(data), path)
    try:
        keys = StudyKeys.model_validate(raw)
    except ValidationError as error:
        raise SpecificationError(faults(error, StudyKeys)[0], where=path.name) from error
    try:
        return _built(path, keys, instrument, tuple(files))
    except SpecificationError as error:
        if error.where:
            raise
        raise SpecificationError(
            error.problem, where=path.name, next_step=error.next_step
        ) from error


def _elsewhere(raw: dict[str, Any], data: Path, path: Path) -> dict[str, Any]:
    """Name other answers in the table ``[data]``, and leave the rest of it."""
    if "model" not in raw:
        raise SpecificationError(
            "The file has no table `[model]`",
            where=path.name,
            next_step='Add one, such as paths = ["trust -> use"], or use `aqyl run`.',
        )
    named = raw.get("data", {})
    rest = named if isinstance(named, dict) else {}
    return {**rest, "file": str(data.resolve())}


def _built(
    path: Path, keys: StudyKeys, instrument: Instrument | None, files: tuple[Path, ...]
) -> Study:
    if instrument is None:
        if keys.instrument is None:
            raise SpecificationError(
                "The study has no questionnaire",
                next_step='Add a table `[instrument]`, or instrument = "questionnaire.toml".',
            )
        instrument = built_instrument(keys.instrument)
    constructs = [construct.id for construct in instrument.constructs]
    questions = [question.id for question in instrument.profile]
    count, items = keys.factors.count, len(instrument.items)
    if isinstance(count, int) and not 1 <= count <= items:
        raise SpecificationError(f"`factors.count` must be from 1 to {items} items, got {count}")
    compare_by = tuple(keys.comparison.by) if keys.comparison else ()
    if len(set(compare_by)) < len(compare_by):
        raise SpecificationError("`comparison.by` names a question twice")
    for name in compare_by:
        check_known(name, questions, "comparison.by", "profile question")
    if keys.model and keys.model.groups:
        check_known(keys.model.groups, questions, "model.groups", "profile question")
    regression = regression_keys(keys.regression, constructs)
    formed = [*constructs, *keys.model.higher_order, *keys.model.interactions] if keys.model else []
    names = formed or constructs
    hypotheses = tuple(hypothesis(h.id, h.path, h.sign, names) for h in keys.hypothesis)
    model = None
    if keys.model:
        model = structural_model(keys.model, instrument, all_paths(hypotheses, regression))
    for stated in hypotheses:
        check_estimated(stated, regression, model)
    return Study(
        path=path,
        title=labels_of(keys.title, path.stem),
        simulated=keys.simulated,
        instrument=instrument,
        data=keys.data,
        limits=Limits(**keys.screening.model_dump()),
        factors=keys.factors,
        scores=score_keys(keys.scores, instrument),
        regression=regression,
        model=keys.model,
        hypotheses=hypotheses,
        wordings={h.id: labels_of(h.label, "") for h in keys.hypothesis},
        compare_by=compare_by,
        files=files,
    )
