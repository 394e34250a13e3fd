"""What a study names must exist: constructs, items, questions, paths."""

from __future__ import annotations

from collections.abc import Sequence

from ...analysis.hypotheses import Hypothesis, Sign
from ...analysis.structural_model import StructuralModel
from ...survey.errors import SpecificationError
from ...survey.instrument import Instrument
from ...survey.toml_keys import nearest
from .model_file import ends_of
from .study_keys import RegressionKeys, ScoreKeys

__all__ = [
    "all_paths",
    "check_estimated",
    "check_known",
    "hypothesis",
    "regression_keys",
    "score_keys",
]

_SIGNS: dict[str, Sign] = {"+": 1, "-": -1, "any": 0}


def all_paths(
    hypotheses: Sequence[Hypothesis], regression: RegressionKeys | None
) -> list[tuple[str, str]]:
    """Paths of the hypotheses and of the regression, each once."""
    paths = [(h.predictor, h.outcome) for h in hypotheses]
    if regression:
        paths += [(predictor, regression.outcome) for predictor in regression.predictors]
    return list(dict.fromkeys(paths))


def score_keys(keys: ScoreKeys, instrument: Instrument) -> ScoreKeys:
    """Spread the weight of a construct over its items; an item's own weight goes before."""
    if keys.weights and keys.rule != "weighted":
        raise SpecificationError(f'`scores.weights` needs rule = "weighted", got "{keys.rule}"')
    constructs = {c.id: c.items for c in instrument.constructs}
    items = [item.id for item in instrument.items]
    for name in keys.weights:
        check_known(name, [*constructs, *items], "scores.weights", "construct or item")
    spread = {
        item: keys.weights[name]
        for name, own in constructs.items()
        for item in own
        if name in keys.weights
    }
    weights = spread | {name: w for name, w in keys.weights.items() if name in items}
    return keys.model_copy(update={"weights": weights})


def regression_keys(keys: RegressionKeys | None, constructs: list[str]) -> RegressionKeys | None:
    """Fill in the predictors of a regression, and refuse those that there are not."""
    if keys is None:
        return None
    check_known(keys.outcome, constructs, "regression.outcome", "construct")
    listed = keys.predictors or [name for block in keys.blocks for name in block]
    predictors = listed or [name for name in constructs if name != keys.outcome]
    for name in predictors:
        check_known(name, constructs, "regression.predictors", "construct")
    if keys.outcome in predictors:
        raise SpecificationError(f"`regression`: `{keys.outcome}` cannot predict itself")
    in_blocks = [name for block in keys.blocks for name in block]
    if keys.blocks and sorted(in_blocks) != sorted(predictors):
        raise SpecificationError("`regression.blocks` must hold every predictor once")
    return keys.model_copy(update={"predictors": predictors})


def hypothesis(name: str, path: str, sign: str, constructs: list[str]) -> Hypothesis:
    """Read a hypothesis whose path is written ``predictor -> outcome``."""
    start, end = ends_of(path, f"`{name}`")
    for construct in (start, end):
        check_known(construct, constructs, f"hypothesis {name}", "construct")
    return Hypothesis(name, start, end, _SIGNS[sign])


def check_estimated(
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


def check_known(name: str, known: list[str], key: str, what: str) -> None:
    """Refuse a name that is not among those known."""
    if name not in known:
        listed = ", ".join(known) or "none"
        raise SpecificationError(
            f"`{key}`: there is no {what} `{name}`; there are {listed}",
            next_step=nearest(name, known),
        )
