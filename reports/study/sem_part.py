"""The covariance structure model of a study, with what is asked of one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...analysis.cfa import fit_sem
from ...analysis.covariances.modification_indices import ModificationIndices, modification_indices
from ...analysis.covariances.sem_constructs import ModelConstructs, model_constructs
from ...analysis.covariances.sem_result import SemFit
from ...analysis.structural_model import StructuralModel
from ...survey.errors import MethodError
from ...survey.responses import Responses
from ...survey.scoring import turned
from .model_file import latent, without_interactions
from .study_keys import ModelKeys

__all__ = ["SemPart", "sem_part"]


@dataclass(frozen=True, slots=True, eq=False)
class SemPart:
    """A fitted model, its constructs, and what could be freed (None of DWLS).

    `without` names the interactions of the study that the model leaves out.
    """

    fit: SemFit
    constructs: ModelConstructs
    modifications: ModificationIndices | None
    without: tuple[str, ...] = ()


def sem_part(keys: ModelKeys, model: StructuralModel, people: Responses) -> SemPart:
    """Fit the model of a study to covariances; its composites are taken as latent variables.

    Interactions are left out, with the paths that start at them.

    Raises
    ------
    MethodError
        As `aqyl.analysis.cfa.fit_sem`, and if no path is left without the interactions.
    """
    additive = without_interactions(model)
    if additive is None:
        raise MethodError(
            f"The interaction `{model.interactions[0].id}` has no place in a covariance structure "
            "model; PLS serves it"
        )
    factors = replace(additive, constructs=latent(additive.constructs))
    names = tuple(item.id for item in people.instrument.items)
    fit = fit_sem(turned(people), factors, names=names, estimator=keys.estimator)
    modifications = None if keys.estimator == "DWLS" else modification_indices(fit)
    products = tuple(product.id for product in model.interactions)
    return SemPart(fit, model_constructs(fit), modifications, products)
