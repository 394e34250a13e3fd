"""What is found, and the words by which it must be told: one case a branch of the sentences."""

from .case import Case, case
from .covariance import COVARIANCE_CASES
from .factors import FACTOR_CASES
from .groups import GROUP_CASES
from .hypotheses import HYPOTHESIS_CASES
from .paths import PATH_CASES
from .people import PEOPLE_CASES, SIMULATED
from .quality import QUALITY_CASES
from .regression import REGRESSION_CASES
from .undefined import UNDEFINED

__all__ = ["CASES", "SIMULATED", "UNDEFINED", "Case", "case"]

CASES = [
    *PEOPLE_CASES, *FACTOR_CASES, *QUALITY_CASES, *REGRESSION_CASES, *HYPOTHESIS_CASES,
    *PATH_CASES, *COVARIANCE_CASES, *GROUP_CASES,
]  # fmt: skip
