"""A whole survey study: every analysis once, with its result or the reason why it has none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from threadpoolctl import threadpool_limits

from ...analysis.correlation import Correlations, correlate
from ...analysis.covariances.invariance import Invariance
from ...analysis.descriptives import Descriptives, Mardia, describe, mardia
from ...analysis.factorability import Factorability
from ...analysis.hypotheses import Verdict
from ...analysis.item_dropping import ItemDropping
from ...analysis.normality import Normality, normality
from ...analysis.retention import Retention
from ...survey.errors import MethodError
from ...survey.instrument import ProfileQuestion
from ...survey.item_frequencies import ItemFrequencies, item_frequencies
from ...survey.profile import Frequencies, frequencies
from ...survey.responses import Responses
from ...survey.scoring import Scores
from ...survey.screening import Screening, screen
from ..cache import NO_CACHE, Cache
from .answers import kept_answers
from .factor_part import left_out
from .group_model_part import GroupModelPart
from .group_part import GroupPart, group_part
from .model_part import ModelPart
from .quality_part import QualityPart, quality_part
from .regression_part import RegressionPart, regression_part
from .scores import study_scores
from .sem_part import SemPart
from .sensitivity import Sensitivity, sensitivity
from .stages import Attempts, Refusal, factor_stage, model_stage, verdicts_of
from .study_file import Study

__all__ = ["StudyResults", "analyse"]


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
        By the regression; by PLS where it does not have their paths.
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


@threadpool_limits.wrap(limits=1, user_api="blas")  # last bits must not depend on processors
def analyse(study: Study, responses: Responses, cache: Cache = NO_CACHE) -> StudyResults:
    """Run every analysis of a study; with a cache, only those whose inputs have changed.

    Raises
    ------
    MethodError
        If nobody is left after the screening, or the scores that the study asks for cannot be made.
    """
    study = replace(study, instrument=responses.instrument)  # with wordings from the file
    screening = screen(responses, study.limits)
    kept = kept_answers(responses, screening)
    attempt = Attempts(cache)
    found = factor_stage(attempt, study, kept)
    if found.factors is None and study.scores.rule in {"loadings", "components"}:
        raise MethodError(
            f"The scores need components: {attempt.refused[-1].error.problem}",
            where=study.path.name,
            next_step=attempt.refused[-1].error.next_step,
        )
    scores, gone = study_scores(study, kept, found.factors), left_out(found.factors)
    values, names = scores.values, scores.constructs
    quality = attempt("reliability", quality_part, study, kept, scores, gone)
    keys, compared = study.regression, (study, responses, screening, found.factors)
    regression = attempt("regression", regression_part, keys, scores) if keys else None
    paths = model_stage(attempt, study, kept, gone)
    groups = [attempt("groups", group_part, kept, scores, name) for name in study.compare_by]
    return StudyResults(
        study=study,
        responses=responses,
        kept=kept,
        screening=screening,
        sensitivity=cache("sensitivity", compared, lambda: sensitivity(*compared)),
        profile=tuple(frequencies(kept, q.id) for q in _answered_questions(kept)),
        items=item_frequencies(kept),
        factorability=found.factorability,
        retention=found.retention,
        factors=found.factors,
        scores=scores,
        descriptives=attempt("descriptives", describe, values, names),
        normality=attempt("normality", normality, values, names),
        mardia=attempt("mardia", mardia, values),
        quality=quality,
        correlations=attempt("correlations", correlate, values, names),
        rank_correlations=attempt("rank_correlations", correlate, values, names, method="spearman"),
        regression=regression,
        model=paths.model,
        sem=paths.sem,
        grouped=paths.grouped,
        invariant=paths.invariant,
        verdicts=verdicts_of(study, regression, paths.model),
        groups=tuple(part for part in groups if part),
        refused=tuple(attempt.refused),
    )


def _answered_questions(kept: Responses) -> list[ProfileQuestion]:
    """Profile questions that anybody answered; a file may lack the others."""
    asked = kept.instrument.profile
    return [q for j, q in enumerate(asked) if (kept.profile[:, j] >= 0).any()]
