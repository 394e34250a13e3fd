"""The result of the three steps of MICOM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..structural_model import StructuralModel
from .failures import Failure
from .permutation_test import PermutationTest
from .pls_measure import Settings

__all__ = ["Configural", "Invariance", "Micom", "VarianceRule"]

VarianceRule = Literal["log_ratio", "difference"]
Invariance = Literal["full", "partial", "none"]


@dataclass(frozen=True, slots=True, eq=False)
class Configural:
    """What both groups share: step 1.

    Attributes
    ----------
    model : StructuralModel
        Items, modes and paths.
    settings : Settings
        Scheme and stop criterion.
    treatment : {"standardised_by_group"}
        Of the items before the weights are estimated.
    """

    model: StructuralModel
    settings: Settings
    treatment: Literal["standardised_by_group"] = "standardised_by_group"


@dataclass(frozen=True, slots=True, eq=False)
class Micom:
    """Invariance of c composites between two groups.

    Attributes
    ----------
    labels : tuple of (str, str)
    n : tuple of (int, int)
        Complete rows of each group.
    left_out : int
        People of the two groups with a missing answer.
    constructs : tuple of str, length c
        All of the model but interactions, which are products of these.
    permutations, valid, seed : int
        Asked for, and those in which both groups have an estimate; all tests are of these.
    failed : tuple of Failure
        Why others have none.
    level : float
        Of significance.
    variance_rule : {"log_ratio", "difference"}
    configural : Configural
    compositional : PermutationTest
        c, one-sided.
    means, variances : PermutationTest
        First group against second, two-sided.
    invariance : tuple of {"full", "partial", "none"}, length c
    """

    labels: tuple[str, str]
    n: tuple[int, int]
    left_out: int
    constructs: tuple[str, ...]
    permutations: int
    valid: int
    seed: int
    failed: tuple[Failure, ...]
    level: float
    variance_rule: VarianceRule
    configural: Configural
    compositional: PermutationTest
    means: PermutationTest
    variances: PermutationTest
    invariance: tuple[Invariance, ...]
