"""What a study names must exist: constructs, items, questions, paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from ...analysis.hypotheses import Hypothesis, Sign
from ...analysis.structural_model import StructuralModel
from ...survey.errors import SpecificationError
from ...survey.instrument import Instrument
from ...survey.scoring import check_weight
from ...survey.screening import Limits
from ...survey.toml_keys import nearest
from ...survey.toml_lines import Place
from .model_file import ends_of
from .model_keys import HypothesisKeys, RegressionKeys
from .study_faults import Faults
from .study_keys import ScoreKeys, ScreeningKeys

__all__ = [
    "all_paths",
    "check_estimated",
    "check_known",
    "check_once",
    "hypotheses",
    "limits",
    "regression_keys",
    "score_keys",
]

_SIGNS: dict[str, Sign] = {"+": 1, "-": -1, "any": 0}


def all_paths(
    hypotheses: Sequence[Hypothesis], regression: RegressionKeys | None
) -> list[tuple[str, str]]:
    """Paths of the hypotheses and of the regression, each once, its predictors in its order."""
    paths = [(h.predictor, h.outcome) for h in hypotheses]
    if regression:
        own = [(predictor, regression.outcome) for predictor in regression.predictors]
        at = next((i for i, path in enumerate(paths) if path in own), len(paths))
        paths = [*(p for p in paths[:at] if p not in own), *own, *paths[at:]]
    return list(dict.fromkeys(paths))


def limits(keys: ScreeningKeys, faults: Faults) -> Limits:
    """Return the limits of the screening, and add each that is out of its range."""
    before, stated = len(faults), keys.model_dump()
    for field in fields(Limits):
        with faults.at("screening", field.name):
            Limits(**{field.name: stated[field.name]})
    return Limits() if len(faults) > before else Limits(**stated)


def score_keys(keys: ScoreKeys, instrument: Instrument, faults: Faults) -> ScoreKeys:
    """Spread the weight of a construct over its items; an item's own weight goes before."""
    if keys.weights and keys.rule != "weighted":
        faults.say(
            ("scores", "weights"), f'`scores.weights` needs rule = "weighted", got "{keys.rule}"'
        )
    constructs = {c.id: c.items for c in instrument.constructs}
    items = [item.id for item in instrument.items]
    for name, weight in keys.weights.items():
        with faults.at("scores", "weights", name):
            check_known(name, [*constructs, *items], "scores.weights", "construct or item")
            check_weight(name, weight)
    spread = {
        item: keys.weights[name]
        for name, own in constructs.items()
        for item in own
        if name in keys.weights
    }
    weights = spread | {name: w for name, w in keys.weights.items() if name in items}
    return keys.model_copy(update={"weights": weights})


def regression_keys(
    keys: RegressionKeys, constructs: list[str], faults: Faults
) -> RegressionKeys | None:
    """Fill in the predictors of a regression; None, and what is wrong with it, if it cannot be."""
    before = len(faults)
    with faults.at("regression", "outcome"):
        check_known(keys.outcome, constructs, "regression.outcome", "construct")
    placed: list[tuple[Place, str]] = [
        (("predictors", i), name) for i, name in enumerate(keys.predictors)
    ]
    in_blocks: list[tuple[Place, str]] = [
        (("blocks", b, i), name)
        for b, block in enumerate(keys.blocks)
        for i, name in enumerate(block)
    ]
    listed = placed or in_blocks
    for place, name in listed:
        with faults.at("regression", *place):
            check_known(name, constructs, "regression.predictors", "construct")
    predictors = [name for _, name in listed] or [n for n in constructs if n != keys.outcome]
    if keys.outcome in predictors:
        faults.say(("regression",), f"`regression`: `{keys.outcome}` cannot predict itself")
    if keys.blocks and sorted(name for _, name in in_blocks) != sorted(predictors):
        faults.say(("regression", "blocks"), "`regression.blocks` must hold every predictor once")
    if len(faults) > before:
        return None
    return keys.model_copy(update={"predictors": predictors})


def hypotheses(
    stated: Sequence[HypothesisKeys], constructs: list[str], faults: Faults
) -> list[Hypothesis | None]:
    """Read the hypotheses, each path written ``predictor -> outcome``; None for a wrong one."""
    check_once([h.id for h in stated], "hypothesis", "hypothesis", faults, inner="id")
    found: list[Hypothesis | None] = [None] * len(stated)
    for i, keys in enumerate(stated):
        before = len(faults)
        with faults.at("hypothesis", i, "path"):
            ends = ends_of(keys.path, f"`{keys.id}`")
            for construct in ends:
                with faults.at("hypothesis", i, "path"):
                    check_known(construct, constructs, f"hypothesis {keys.id}", "construct")
            made = Hypothesis(keys.id, *ends, _SIGNS[keys.sign])
            found[i] = made if len(faults) == before else None
    return found


def check_estimated(
    hypothesis: Hypothesis, regression: RegressionKeys | None, model: StructuralModel | None
) -> None:
    """Refuse a hypothesis whose path nothing estimates."""
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


def check_once(
    names: Sequence[str], key: str, what: str, faults: Faults, *, inner: str = ""
) -> None:
    """Add every name of a list that stands there a second time."""
    for i, name in enumerate(names):
        if name in names[:i]:
            place: Place = (*key.split("."), i, *([inner] if inner else []))
            faults.say(place, f"`{key}` names the {what} `{name}` twice")


def check_known(name: str, known: list[str], key: str, what: str) -> None:
    """Refuse a name that is not among those known."""
    if name not in known:
        listed = ", ".join(known) or "none"
        raise SpecificationError(
            f"`{key}`: there is no {what} `{name}`; there are {listed}",
            next_step=nearest(name, known),
        )
