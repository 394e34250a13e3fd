"""The regression of a study with everything that is asked of one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...analysis.collinearity import Collinearity, collinearity
from ...analysis.moments import moments_of
from ...analysis.regression_blocks import HierarchicalRegression, regress_blocks
from ...analysis.regression_diagnostics import Diagnostics, diagnose
from ...analysis.relative_importance import (
    MOST_PREDICTORS,
    RelativeImportance,
    relative_importance,
)
from ...survey.scoring import Scores
from .study_keys import RegressionKeys

__all__ = ["RegressionPart", "regression_part"]


@dataclass(frozen=True, slots=True, eq=False)
class RegressionPart:
    """A regression, its diagnostics, its blocks and the importance of its predictors.

    Attributes
    ----------
    diagnostics : Diagnostics
        Holds the regression itself.
    collinearity : Collinearity
    blocks : HierarchicalRegression or None
        If the study names blocks.
    importance : RelativeImportance or None
        None of more predictors than all orders can be computed for.
    """

    diagnostics: Diagnostics
    collinearity: Collinearity
    blocks: HierarchicalRegression | None
    importance: RelativeImportance | None


def regression_part(keys: RegressionKeys, scores: Scores) -> RegressionPart:
    """Regress the outcome of a study on its predictors.

    Raises
    ------
    MethodError
        As `aqyl.analysis.regression_diagnostics.diagnose`.
    """
    names = scores.constructs
    at = [names.index(name) for name in (*keys.predictors, keys.outcome)]
    chosen = tuple(names[i] for i in at)
    complete = scores.values[~np.isnan(scores.values[:, at]).any(axis=1)][:, at]
    moments = moments_of(complete, chosen)
    blocks = None
    if keys.blocks:
        blocks = regress_blocks(moments, keys.outcome, keys.blocks, level=keys.level)
    return RegressionPart(
        diagnostics=diagnose(scores.values, names, keys.outcome, keys.predictors, level=keys.level),
        collinearity=collinearity(moments, keys.predictors),
        blocks=blocks,
        importance=relative_importance(moments, keys.outcome, keys.predictors)
        if len(keys.predictors) <= MOST_PREDICTORS
        else None,
    )
