"""Which result is shown by what: one line a kind of result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import is_dataclass
from typing import Any

from ...analysis.collinearity import Collinearity
from ...analysis.composites.bootstrap_result import PlsBootstrap
from ...analysis.composites.ipma import Ipma
from ...analysis.composites.moderation import SimpleSlopes
from ...analysis.composites.multigroup import GroupPermutation
from ...analysis.composites.pls_result import PlsResult
from ...analysis.correlation import Correlations
from ...analysis.covariances.invariance import Invariance
from ...analysis.covariances.sem_result import SemFit
from ...analysis.descriptives import Descriptives
from ...analysis.factorability import Factorability
from ...analysis.factors import Extraction
from ...analysis.group_comparison import TwoGroups
from ...analysis.group_variance import SeveralGroups
from ...analysis.growth import Trend
from ...analysis.hypotheses import Verdict
from ...analysis.integral_index import IntegralIndex
from ...analysis.item_dropping import ItemDropping
from ...analysis.normality import Normality
from ...analysis.parallel_analysis import ParallelAnalysis
from ...analysis.regression_blocks import HierarchicalRegression
from ...analysis.regression_diagnostics import Diagnostics
from ...analysis.regression_result import Regression
from ...analysis.relative_importance import RelativeImportance
from ...analysis.retention import Retention
from ...survey.errors import SpecificationError
from ...survey.item_frequencies import ItemFrequencies
from ...survey.profile import Frequencies
from ...survey.responses import Responses
from ...survey.scoring import Scores
from ...survey.screening import Screening
from ..blocks import Block
from ..figures.picture import Picture
from ..study.group_model_part import GroupModelPart
from ..study.group_part import GroupPart
from ..study.index_part import IndexPart
from ..study.model_part import ModelPart
from ..study.quality_part import QualityPart
from ..study.regression_part import RegressionPart
from ..study.sem_part import SemPart
from ..study.sensitivity import Sensitivity
from ..table import Table
from . import answer_builders as answers
from . import city_builders as cities
from . import factor_builders as factors
from . import group_builders as groups
from . import path_builders as paths
from . import regression_builders as regressions
from .any_result import result_tables
from .setting import Setting

__all__ = ["Builder", "blocks_of"]

Builder = Callable[[Any, Setting], list[Block]]

_ONE: dict[type, Builder] = {
    Collinearity: regressions.condition_indices,
    Correlations: answers.correlations,
    Descriptives: answers.descriptives,
    Diagnostics: regressions.diagnostics,
    Extraction: factors.extraction,
    Factorability: factors.factorability,
    GroupModelPart: groups.group_models,
    GroupPart: groups.groups_of_study,
    GroupPermutation: groups.path_permutation,
    HierarchicalRegression: regressions.blocks_of_predictors,
    IndexPart: cities.index_of_study,
    IntegralIndex: cities.city_index,
    Invariance: groups.invariance,
    Ipma: paths.importance_performance,
    ItemDropping: factors.dropping,
    ItemFrequencies: answers.items,
    ModelPart: paths.path_study,
    Normality: answers.normality,
    ParallelAnalysis: factors.parallel,
    PlsBootstrap: paths.resampled_paths,
    PlsResult: paths.path_model,
    QualityPart: answers.quality,
    Regression: regressions.regression,
    RegressionPart: regressions.regression_study,
    RelativeImportance: regressions.importance,
    Responses: answers.responses,
    Retention: factors.retention,
    Scores: answers.scores,
    Screening: answers.screening,
    SemFit: paths.covariance_structure,
    SemPart: paths.covariance_study,
    SimpleSlopes: paths.slopes,
    Sensitivity: answers.changed,
    SeveralGroups: groups.several_groups,
    Trend: cities.trend,
    TwoGroups: groups.two_groups,
}
# Kinds of which several make one table.
_MANY: dict[type, Builder] = {
    Frequencies: answers.frequencies,
    Verdict: regressions.verdicts,
}
_ROOMS = ("aqyl.survey.", "aqyl.analysis.")


def blocks_of(result: object, setting: Setting) -> list[Block]:
    """Return the tables and figures of a result, or of several in a list.

    Raises
    ------
    SpecificationError
        If it is no result.
    """
    if isinstance(result, Table | Picture):
        return [result]
    if isinstance(result, list | tuple) and result:
        return _several(result, setting)
    kind = type(result)
    if kind in _MANY:
        return _MANY[kind]([result], setting)
    if kind in _ONE:
        return _ONE[kind](result, setting)
    if not is_dataclass(result) or not kind.__module__.startswith(_ROOMS):
        raise SpecificationError(
            "`result` must be a result of `aqyl.analysis` or `aqyl.survey`, a study that was run, "
            f"a table, a figure, or a list of these, got {_named(result)}"
        )
    return [*result_tables(result, setting)]


def _several(results: Sequence[object], setting: Setting) -> list[Block]:
    kinds = {type(result) for result in results}
    kind = kinds.pop()
    if not kinds and kind in _MANY:
        return _MANY[kind](results, setting)
    return [block for result in results for block in blocks_of(result, setting)]


def _named(value: object) -> str:
    return "an empty list" if isinstance(value, list | tuple) else type(value).__name__
