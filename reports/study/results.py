"""A whole survey study: every analysis once, with its result or the reason why it has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from ...analysis.correlation import Correlations, correlate
from ...analysis.covariances.invariance import Invariance
from ...analysis.descriptives import Descriptives, Mardia, describe, mardia
from ...analysis.factorability import Factorability, factorability
from ...analysis.hypotheses import Verdict, judge
from ...analysis.item_dropping import ItemDropping
from ...analysis.normality import Normality, normality
from ...analysis.retention import Retention
from ...survey.errors import MethodError
from ...survey.item_frequencies import TOP_BOX, ItemFrequencies, item_frequencies
from ...survey.profile import Frequencies, frequencies
from ...survey.responses import Responses, read_responses
from ...survey.scoring import Scores
from ...survey.screening import Screening, screen
from .factor_part import factor_moments, factor_solution, left_out, study_retention
from .group_model_part import GroupModelPart, group_model_part, invariance_part
from .group_part import GroupPart, group_part
from .model_part import ModelPart, model_part, pls_paths
from .quality_part import QualityPart, quality_part
from .regression_part import RegressionPart, regression_part
from .scores import study_scores
from .sem_part import SemPart, sem_part
from .sensitivity import Sensitivity, sensitivity
from .study_file import Study

__all__ = ["Refusal", "StudyResults", "analyse", "read_answers"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An analysis that the data do not allow (a key of words), and the sentence that says why."""

    part: str
    sentence: str


@dataclass(frozen=True, slots=True, eq=False)
class StudyResults:
    """Everything that the tables and figures of a study show.

    A part is None if the study does not ask for it, or if `refused` says why it could not be done.

    Attributes
    ----------
    study : Study
    responses, kept : Responses
        Everybody, and those whom the screening kept.
    screening : Screening
    sensitivity : Sensitivity
    profile : tuple of Frequencies
    items : ItemFrequencies
    factorability : Factorability or None
    retention : Retention or None
    factors : ItemDropping or None
    scores : Scores
    descriptives : Descriptives or None
    normality : Normality or None
    mardia : Mardia or None
    quality : QualityPart
    correlations, rank_correlations : Correlations or None
        Pearson's and Spearman's.
    regression : RegressionPart or None
    model : ModelPart or None
        PLS.
    sem : SemPart or None
    grouped : GroupModelPart or None
    invariant : Invariance or None
    verdicts : tuple of Verdict
        By the regression; by PLS in a study without one.
    groups : tuple of GroupPart
    refused : tuple of Refusal
    """

    study: Study
    responses: Responses
    kept: Responses
    screening: Screening
    sensitivity: Sensitivity
    profile: tuple[Frequencies, ...]
    items: ItemFrequencies
    factorability: Factorability | None
    retention: Retention | None
    factors: ItemDropping | None
    scores: Scores
    descriptives: Descriptives | None
    normality: Normality | None
    mardia: Mardia | None
    quality: QualityPart | None
    correlations: Correlations | None
    rank_correlations: Correlations | None
    regression: RegressionPart | None
    model: ModelPart | None
    sem: SemPart | None
    grouped: GroupModelPart | None
    invariant: Invariance | None
    verdicts: tuple[Verdict, ...]
    groups: tuple[GroupPart, ...]
    refused: tuple[Refusal, ...]

    @property
    def simulated(self) -> bool:
        """Whether the answers are simulated, by the file's own note or by the study."""
        return self.study.simulated or self.responses.simulated

    @property
    def left_out(self) -> tuple[str, ...]:
        """Items that left the analysis because of their loadings."""
        return left_out(self.factors)


def read_answers(study: Study) -> Responses:
    """Read the answers of a study.

    Raises
    ------
    AqylError
        As `aqyl.survey.responses.read_responses`.
    """
    data = study.data
    return read_responses(
        study.data_file,
        study.instrument,
        columns=data.columns,
        id_column=data.id,
        time_column=data.time,
        missing_marks=data.missing,
        encoding=data.encoding,
        sheet=data.sheet,
    )


def analyse(study: Study, responses: Responses) -> StudyResults:
    """Run every analysis of a study.

    Raises
    ------
    MethodError
        If nobody is left after the screening, or the scores that the study asks for cannot be made.
    """
    study = replace(study, instrument=responses.instrument)  # with wordings from the file
    screening = screen(responses, study.limits)
    kept = responses.keep(screening.kept)
    if len(kept.ids) < 3:
        raise MethodError(
            f"The screening keeps {len(kept.ids)} of {len(responses.ids)} people",
            where=responses.path.name,
            next_step="Loosen its limits." if screening.rules else "Ask more people.",
        )
    attempt = _Attempts()
    moments = attempt("item_correlations", lambda: factor_moments(study, kept))
    checks = retained = factors = None
    if moments:
        checks = attempt("factorability", lambda: factorability(moments))
        retained = attempt("retention", lambda: study_retention(study, kept, moments))
        factors = attempt("factors", lambda: factor_solution(study, moments, retained))
    if factors is None and study.scores.rule in {"loadings", "components"}:
        raise MethodError(
            f"The scores need components: {attempt.refused[-1].sentence}", where=study.path.name
        )
    scores = study_scores(study, kept, factors)
    values, names = scores.values, scores.constructs
    constructs, gone = study.instrument.constructs, left_out(factors)
    quality = attempt(
        "reliability",
        lambda: quality_part(
            lambda items: factor_moments(study, kept, items), constructs, scores, gone
        ),
    )
    regression = None
    if study.regression:
        keys = study.regression
        regression = attempt("regression", lambda: regression_part(keys, scores))
    model = sem = grouped = invariant = None
    if study.model:
        plan, structure = study.model, study.structure(gone)
        model = attempt("model", lambda: model_part(plan, structure, kept))
        if plan.covariance:
            sem = attempt("sem", lambda: sem_part(plan, structure, kept))
        if plan.groups:
            grouped = attempt("group_model", lambda: group_model_part(plan, structure, kept))
        if plan.groups and plan.covariance:
            invariant = attempt("invariance", lambda: invariance_part(plan, structure, kept))
    verdicts: tuple[Verdict, ...] = ()
    if regression:
        paths = regression.diagnostics.regression.paths
        ends = {(path.predictor, path.outcome) for path in paths}
        stated = [h for h in study.hypotheses if (h.predictor, h.outcome) in ends]
        verdicts = judge(stated, paths)
    elif model:
        verdicts = judge(study.hypotheses, pls_paths(model))
    groups = [
        attempt("groups", lambda name=name: group_part(kept, scores, name))
        for name in study.compare_by
    ]
    return StudyResults(
        study=study,
        responses=responses,
        kept=kept,
        screening=screening,
        sensitivity=sensitivity(study, responses, screening, factors),
        profile=tuple(frequencies(kept, q.id) for q in _answered_questions(kept)),
        items=item_frequencies(kept, top=min(TOP_BOX, len(kept.instrument.scale.points) - 1)),
        factorability=checks,
        retention=retained,
        factors=factors,
        scores=scores,
        descriptives=attempt("descriptives", lambda: describe(values, names)),
        normality=attempt("normality", lambda: normality(values, names)),
        mardia=attempt("mardia", lambda: mardia(values)),
        quality=quality,
        correlations=attempt("correlations", lambda: correlate(values, names)),
        rank_correlations=attempt(
            "rank_correlations", lambda: correlate(values, names, method="spearman")
        ),
        regression=regression,
        model=model,
        sem=sem,
        grouped=grouped,
        invariant=invariant,
        verdicts=verdicts,
        groups=tuple(part for part in groups if part),
        refused=tuple(attempt.refused),
    )


class _Attempts:
    """Runs analyses one by one and keeps the sentences of those that the data do not allow."""

    def __init__(self) -> None:
        self.refused: list[Refusal] = []

    def __call__(self, part: str, method: Callable[[], T]) -> T | None:
        try:
            return method()
        except MethodError as error:
            self.refused.append(Refusal(part, str(error)))
            return None


def _answered_questions(kept: Responses) -> list:
    """Profile questions that anybody answered; a file may lack the others."""
    asked = kept.instrument.profile
    return [q for j, q in enumerate(asked) if (kept.profile[:, j] >= 0).any()]
