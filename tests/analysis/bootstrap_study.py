"""What the tests of the bootstrap share: models, resamples, and answers whose truth is known."""

from dataclasses import replace

import numpy as np
from aqyl.analysis.composites.bootstrap_draws import counts
from aqyl.analysis.structural_model import Interaction, StructuralModel

from .pls_study import ANSWERS, higher, triangle

TRUTH = np.array([0.5, 0.3, 0.4])  # paths of the simulated answers, and where they stand
AT = ([0, 0, 1], [1, 2, 2])
PLATFORM = 1e-10  # batches, workers, and an estimate by itself iterated to the last digits
HIGHER = higher("B")
MODERATED = StructuralModel(
    triangle().constructs,
    (("A", "C"), ("B", "C"), ("AB", "C")),
    interactions=(Interaction("AB", ("A", "B")),),
)
MODELS = {
    "composites": triangle(),
    "mode_b": triangle("BAA"),
    "factors": triangle("rrr"),
    "higher": HIGHER,
    "higher_factors": replace(HIGHER, constructs=triangle("rrA").constructs),
    "moderated": MODERATED,
}


def resample(index: int, n: int = 240, seed: int = 3) -> np.ndarray:
    """Return the rows of one resample."""
    return np.repeat(np.arange(n), counts(seed, index, index + 1, n, 0)[0])


def missing_answers() -> np.ndarray:
    x = ANSWERS.copy()
    x[np.random.default_rng(4).random(x.shape) < 0.03] = np.nan
    return x


def simulated(rng: np.random.Generator, n: int) -> np.ndarray:
    """Answers of n people to three factors with paths .5, .3 and .4."""
    a = rng.normal(size=n)
    b = 0.5 * a + np.sqrt(0.75) * rng.normal(size=n)
    left = 1 - (0.3 * 0.5 + 0.4 * 0.55)
    c = 0.3 * a + 0.4 * b + np.sqrt(left) * rng.normal(size=n)
    common = np.repeat(np.column_stack([a, b, c]), 4, axis=1)
    return 0.8 * common + 0.6 * rng.normal(size=(n, 12))
