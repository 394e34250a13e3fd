"""Tables 9-15 beside the same tables of a sample: every cell, its distance, and its limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...survey.errors import SpecificationError
from ..study.regression_part import RegressionPart
from ..study.results import StudyResults
from .survey_published import PublishedCell, SurveyPublished

__all__ = ["Comparison", "SurveyEvidence", "survey_evidence"]

ComparisonVerdict = Literal["within", "beyond", "none"]

# How far a simulated sample may be from the print. Percents and p follow from other cells.
_TOLERANCES: Mapping[tuple[int, str], float] = {
    (9, "count"): 0.0,
    (10, "n"): 0.0,
    (10, "minimum"): 0.005,
    (10, "maximum"): 0.005,
    (10, "mean"): 0.01,
    (10, "sd"): 0.01,
    (10, "skewness"): 0.1,
    (10, "kurtosis"): 0.3,
    (11, "kmo"): 0.003,
    (11, "df"): 0.0,
    (12, "loading"): 0.05,
    (13, "r_squared"): 0.005,
    (13, "durbin_watson"): 0.01,
    (14, "beta"): 0.01,
    (15, "beta"): 0.01,
}
_SHARE_OF_CHI_SQUARE = 0.01


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published cell and the same cell of the sample.

    Attributes
    ----------
    cell : PublishedCell
    regenerated : float
    tolerance : float or None
        None where the cell follows from others and has no limit of its own.
    verdict : {"within", "beyond", "none"}
    """

    cell: PublishedCell
    regenerated: float
    tolerance: float | None
    verdict: ComparisonVerdict

    @property
    def difference(self) -> float:
        """Regenerated minus published, or minus what the print must mean."""
        return self.regenerated - self.cell.target


@dataclass(frozen=True, slots=True)
class SurveyEvidence:
    """All comparisons.

    Attributes
    ----------
    comparisons : tuple of Comparison
    components : mapping of item to its component in the sample, from 1
    largest : mapping of item to its largest loading in the sample
        Of the items that have none in the print.
    verdicts : mapping of hypothesis to whether the sample supports it
    """

    comparisons: tuple[Comparison, ...]
    components: Mapping[str, int]
    largest: Mapping[str, float]
    verdicts: Mapping[str, bool]

    def of(self, table: int) -> tuple[Comparison, ...]:
        """Return the comparisons of one table."""
        return tuple(c for c in self.comparisons if c.cell.table == table)


def survey_evidence(published: SurveyPublished, results: StudyResults) -> SurveyEvidence:
    """Hold a study against the published tables.

    Raises
    ------
    SpecificationError
        If the study lacks an analysis that a published table needs.
    """
    part, factors = results.regression, results.factors
    there = (part, factors, results.factorability, results.descriptives)
    if part is None or factors is None or None in there:
        raise SpecificationError("Tables 9-15 need the components and the regression of the study")
    loadings, names = factors.first.loadings, factors.first.names
    place = {item: int(np.abs(loadings[i]).argmax()) + 1 for i, item in enumerate(names)}
    numbers = (
        _profile(results)
        | _descriptives(results)
        | _factorability(results)
        | {
            (12, (item,), "loading"): float(loadings[names.index(item), component - 1])
            for item, component in published.components.items()
        }
        | _regression(part)
        | _hypotheses(results)
    )
    return SurveyEvidence(
        comparisons=tuple(
            _compared(cell, numbers[cell.table, cell.row, cell.statistic])
            for cell in published.cells
        ),
        components=place,
        largest={
            item: float(np.abs(loadings[names.index(item)]).max()) for item in published.unloaded
        },
        verdicts={v.hypothesis.id: v.verdict == "supported" for v in results.verdicts},
    )


Numbers = dict[tuple[int, tuple[str, ...], str], float]


def _compared(cell: PublishedCell, number: float) -> Comparison:
    tolerance = _TOLERANCES.get((cell.table, cell.statistic))
    if (cell.table, cell.statistic) == (11, "chi_square"):
        tolerance = _SHARE_OF_CHI_SQUARE * cell.target
    if tolerance is None:
        return Comparison(cell, number, None, "none")
    # A printed number stands for all that round to it; sums of doubles for the same decimal.
    inside = abs(number - cell.target) <= tolerance + 1e-9
    return Comparison(cell, number, tolerance, "within" if inside else "beyond")


def _profile(results: StudyResults) -> Numbers:
    numbers: Numbers = {}
    for found in results.profile:
        for j, option in enumerate(found.options):
            row = (found.question, option)
            numbers[9, row, "count"] = float(found.count[j])
            numbers[9, row, "percent"] = float(found.percent[j])
    return numbers


def _descriptives(results: StudyResults) -> Numbers:
    found = results.descriptives
    if found is None:
        return {}
    keys = ("n", "minimum", "maximum", "mean", "mean_se", "sd")
    keys += ("skewness", "skewness_se", "kurtosis", "kurtosis_se")
    return {
        (10, (construct,), key): float(getattr(found, key)[i])
        for i, construct in enumerate(found.names)
        for key in keys
    }


def _factorability(results: StudyResults) -> Numbers:
    found = results.factorability
    if found is None:
        return {}
    test = found.bartlett
    values = {
        "kmo": found.kmo.overall,
        "chi_square": test.chi_square,
        "df": float(test.df),
        "p": test.p,
    }
    return {(11, (), key): value for key, value in values.items()}


def _regression(part: RegressionPart) -> Numbers:
    found = part.diagnostics.regression
    model = {
        "r": found.r,
        "r_squared": found.r_squared,
        "adjusted_r_squared": found.adjusted_r_squared,
        "standard_error": found.standard_error,
        "durbin_watson": part.diagnostics.durbin_watson,
    }
    anova = {
        "regression_ss": found.regression_ss,
        "regression_df": found.df_model,
        "regression_ms": found.regression_ss / found.df_model,
        "f": found.f,
        "p": found.f_p,
        "residual_ss": found.residual_ss,
        "residual_df": found.df_residual,
        "residual_ms": found.residual_ss / found.df_residual,
        "total_ss": found.total_ss,
        "total_df": found.df_model + found.df_residual,
    }
    constant = {
        "b": found.intercept,
        "se": found.intercept_se,
        "t": found.intercept_t,
        "p": found.intercept_p,
    }
    numbers: Numbers = {(13, ("model",), key): float(value) for key, value in model.items()}
    numbers |= {(14, ("anova",), key): float(value) for key, value in anova.items()}
    numbers |= {(14, ("constant",), key): float(value) for key, value in constant.items()}
    for j, predictor in enumerate(found.predictors):
        for key in ("b", "se", "beta", "t", "p"):
            numbers[14, (predictor,), key] = float(getattr(found, key)[j])
    return numbers


def _hypotheses(results: StudyResults) -> Numbers:
    numbers: Numbers = {}
    for verdict in results.verdicts:
        row = (verdict.hypothesis.id, verdict.path.predictor)
        numbers[15, row, "beta"] = verdict.path.estimate
        numbers[15, row, "p"] = verdict.path.p
    return numbers
