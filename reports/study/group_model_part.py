"""The model of a study in two groups: do composites mean the same, do paths differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...analysis.composites.micom import micom
from ...analysis.composites.micom_result import Micom
from ...analysis.composites.multigroup import GroupPermutation, permute_groups
from ...analysis.covariances.invariance import Invariance, measurement_invariance
from ...analysis.structural_model import StructuralModel
from ...survey.errors import MethodError
from ...survey.responses import Responses
from ...survey.scoring import turned
from .model_file import latent
from .study_keys import ModelKeys

__all__ = ["GroupModelPart", "group_model_part", "invariance_part"]


@dataclass(frozen=True, slots=True, eq=False)
class GroupModelPart:
    """Invariance of the composites and difference of the paths, by permutation."""

    question: str
    micom: Micom
    difference: GroupPermutation


def group_model_part(keys: ModelKeys, model: StructuralModel, people: Responses) -> GroupModelPart:
    """Compare the model between the two answers to the question that the study names.

    Raises
    ------
    MethodError
        If not exactly two answers occur, or a group is too small for the model.
    """
    question, groups, codes = _groups(keys, people)
    occurring = len({*groups.tolist()} - {-1})
    if occurring != 2:
        raise MethodError(
            f"A model is compared between two groups, and `{question}` has {occurring}"
        )
    names = tuple(item.id for item in people.instrument.items)
    data = (turned(people), names, groups, codes, model)
    count = keys.permutations
    return GroupModelPart(
        question=question,
        micom=micom(*data, seed=keys.seed, permutations=count, scheme=keys.scheme),
        difference=permute_groups(*data, seed=keys.seed, permutations=count, scheme=keys.scheme),
    )


def invariance_part(keys: ModelKeys, model: StructuralModel, people: Responses) -> Invariance:
    """Test measurement invariance over the answers to the question that the study names.

    Raises
    ------
    MethodError
        As `aqyl.analysis.covariances.invariance.measurement_invariance`.
    """
    _, groups, codes = _groups(keys, people)
    names = tuple(item.id for item in people.instrument.items)
    labels = [codes[code] if code >= 0 else None for code in groups]
    return measurement_invariance(turned(people), names, labels, latent(model.constructs))


def _groups(keys: ModelKeys, people: Responses) -> tuple[str, np.ndarray, tuple[str, ...]]:
    """Return the question, everybody's place among its options, and their codes."""
    places = {q.id: j for j, q in enumerate(people.instrument.profile)}
    j = places[keys.groups]
    codes = tuple(option.code for option in people.instrument.profile[j].options)
    return keys.groups, people.profile[:, j], codes
