"""The arrows of a study's model: its hypotheses, and predictors of which nothing is supposed."""

from __future__ import annotations

from collections.abc import Collection

from ...analysis.hypotheses import Hypothesis
from ..figures.path_model import ModeratorArrow, PathArrow
from .plan import Study

__all__ = ["model_arrows"]


def model_arrows(study: Study) -> tuple[list[PathArrow], list[ModeratorArrow]]:
    """Return the paths and the moderations that the hypotheses of a study state.

    A hypothesis on the product of two constructs is an arrow from the second, which moderates, to
    the path of the first; that path is drawn even if nothing is supposed of it.
    """
    paths: list[PathArrow] = []
    stated = {(h.predictor, h.outcome) for h in study.hypotheses}
    others: list[tuple[str, str]] = []
    if study.regression:
        outcome = study.regression.outcome
        others = [(predictor, outcome) for predictor in study.regression.predictors]
    moderations: list[ModeratorArrow] = []
    for hypothesis in study.hypotheses:
        ends = _moderation(study, hypothesis, stated | {*others})
        if ends is None:
            paths.append(PathArrow(hypothesis.predictor, hypothesis.outcome, hypothesis.id))
            continue
        focal, moderator = ends
        others.append((focal, hypothesis.outcome))
        path = focal, hypothesis.outcome
        moderations.append(ModeratorArrow(moderator, *path, hypothesis.id))
    rest = [path for path in dict.fromkeys(others) if path not in stated]
    paths += [PathArrow(*path, "", full=False) for path in rest]
    return _beside(paths, moderations), moderations


def _beside(paths: list[PathArrow], moderations: list[ModeratorArrow]) -> list[PathArrow]:
    """Move the paths of moderators behind those that they moderate, so that they stand beside."""
    ordered = list(paths)
    for own in moderations:
        moved = [path for path in ordered if (path.start, path.end) == (own.moderator, own.end)]
        ordered = [path for path in ordered if path not in moved]
        ends = [(path.start, path.end) for path in ordered]
        at = ends.index((own.start, own.end)) + 1
        ordered[at:at] = moved
    return ordered


def _moderation(
    study: Study, hypothesis: Hypothesis, known: Collection[tuple[str, str]]
) -> tuple[str, str] | None:
    """Return the construct whose path is moderated and its moderator; None for a path."""
    products = study.model.interactions if study.model else {}
    factors = products.get(hypothesis.predictor, [])
    if len({*factors}) != 2 or hypothesis.outcome in factors:
        return None
    first, second = factors
    paths = [(own, hypothesis.outcome) in known for own in (first, second)]
    return (second, first) if paths == [False, True] else (first, second)
