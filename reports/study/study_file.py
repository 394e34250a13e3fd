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

from pydantic import ValidationError

from ...analysis.hypotheses import Hypothesis, Sign
from ...analysis.structural_model import StructuralModel
from ...survey.errors import SpecificationError
from ...survey.instrument import Instrument, built_instrument, read_instrument
from ...survey.screening import Limits
from ...survey.toml_file import read_toml
from ...survey.toml_keys import faults, labels_of, nearest
from .model_file import ends_of, structural_model
from .study_keys import DataKeys, FactorKeys, ModelKeys, RegressionKeys, ScoreKeys, StudyKeys

__all__ = ["Study", "read_study"]

_SIGNS: dict[str, Sign] = {"+": 1, "-": -1, "any": 0}


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
        paths = _paths(self.hypotheses, self.regression)
        return structural_model(self.model, self.instrument, paths, left_out=left_out)

    @property
    def data_file(self) -> Path:
        """Path of the answers, beside the study file unless it is absolute."""
        return self.path.parent / self.data.file


def read_study(path: str | Path) -> Study:
    """Read a study file.

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
        raise SpecificationError(
            f"`factors.count` must be from 1 to {items}, the items, got {count}"
        )
    compare_by = tuple(keys.comparison.by) if keys.comparison else ()
    for name in compare_by:
        _known(name, questions, "comparison.by", "profile question")
    regression = _regression(keys.regression, constructs)
    formed = [*constructs, *keys.model.higher_order, *keys.model.interactions] if keys.model else []
    names = formed or constructs
    hypotheses = tuple(_hypothesis(h.id, h.path, h.sign, names) for h in keys.hypothesis)
    model = None
    if keys.model:
        model = structural_model(keys.model, instrument, _paths(hypotheses, regression))
    for hypothesis in hypotheses:
        _estimated(hypothesis, regression, model)
    return Study(
        path=path,
        title=labels_of(keys.title, path.stem),
        simulated=keys.simulated,
        instrument=instrument,
        data=keys.data,
        limits=Limits(**keys.screening.model_dump()),
        factors=keys.factors,
        scores=_scores(keys.scores, instrument),
        regression=regression,
        model=keys.model,
        hypotheses=hypotheses,
        wordings={h.id: labels_of(h.label, "") for h in keys.hypothesis},
        compare_by=compare_by,
        files=files,
    )


def _paths(
    hypotheses: Sequence[Hypothesis], regression: RegressionKeys | None
) -> list[tuple[str, str]]:
    """Paths of the hypotheses and of the regression, each once."""
    paths = [(h.predictor, h.outcome) for h in hypotheses]
    if regression:
        paths += [(predictor, regression.outcome) for predictor in regression.predictors]
    return list(dict.fromkeys(paths))


def _scores(keys: ScoreKeys, instrument: Instrument) -> ScoreKeys:
    """Spread the weight of a construct over its items; an item's own weight goes before."""
    constructs = {c.id: c.items for c in instrument.constructs}
    items = [item.id for item in instrument.items]
    for name in keys.weights:
        _known(name, [*constructs, *items], "scores.weights", "construct or item")
    spread = {
        item: keys.weights[name]
        for name, own in constructs.items()
        for item in own
        if name in keys.weights
    }
    weights = spread | {name: w for name, w in keys.weights.items() if name in items}
    return keys.model_copy(update={"weights": weights})


def _regression(keys: RegressionKeys | None, constructs: list[str]) -> RegressionKeys | None:
    if keys is None:
        return None
    _known(keys.outcome, constructs, "regression.outcome", "construct")
    listed = keys.predictors or [name for block in keys.blocks for name in block]
    predictors = listed or [name for name in constructs if name != keys.outcome]
    for name in predictors:
        _known(name, constructs, "regression.predictors", "construct")
    if keys.outcome in predictors:
        raise SpecificationError(f"`regression`: `{keys.outcome}` cannot predict itself")
    in_blocks = [name for block in keys.blocks for name in block]
    if keys.blocks and sorted(in_blocks) != sorted(predictors):
        raise SpecificationError("`regression.blocks` must hold every predictor once")
    return keys.model_copy(update={"predictors": predictors})


def _hypothesis(name: str, path: str, sign: str, constructs: list[str]) -> Hypothesis:
    start, end = ends_of(path, f"`{name}`")
    for construct in (start, end):
        _known(construct, constructs, f"hypothesis {name}", "construct")
    return Hypothesis(name, start, end, _SIGNS[sign])


def _estimated(
    hypothesis: Hypothesis, regression: RegressionKeys | None, model: StructuralModel | None
) -> None:
    """Refuse a hypothesis whose path nothing estimates."""
    if regression is None and model is None:
        raise SpecificationError(
            "The hypotheses need a regression or a model",
            next_step="Add a table `[regression]` or `[model]`.",
        )
    path = (hypothesis.predictor, hypothesis.outcome)
    paths = [] if regression is None else [(p, regression.outcome) for p in regression.predictors]
    paths += [] if model is None else model.paths
    if path not in paths:
        raise SpecificationError(
            f"`{hypothesis.id}` states the path from `{path[0]}` to `{path[1]}`, which is not in "
            f"the {'model' if model else 'regression'}",
            next_step=""
            if model
            else "A regression has one outcome; a table `[model]` can have paths among all.",
        )


def _known(name: str, known: list[str], key: str, what: str) -> None:
    if name not in known:
        listed = ", ".join(known) or "none"
        raise SpecificationError(
            f"`{key}`: there is no {what} `{name}`; there are {listed}",
            next_step=nearest(name, known),
        )
