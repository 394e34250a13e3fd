"""Hypotheses against estimated paths: what was expected, what was found, and the verdict.

A hypothesis says that one construct acts on another, and in which direction. The paths may come
from a regression, from PLS or from a structural equation model: a `Path` is all that is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..survey.errors import MethodError, SpecificationError

__all__ = ["LEVEL", "Hypothesis", "Path", "Sign", "Verdict", "VerdictKey", "judge"]

LEVEL = 0.05  # p below which a path counts as found

Sign = Literal[-1, 0, 1]
VerdictKey = Literal["supported", "opposite", "not_supported"]


@dataclass(frozen=True, slots=True)
class Path:
    """An estimated effect of one variable on another.

    Attributes
    ----------
    predictor, outcome : str
    estimate : float
        Standardised coefficient.
    statistic : float
        The t or z that `p` belongs to.
    p : float
        Two-sided.
    """

    predictor: str
    outcome: str
    estimate: float
    statistic: float
    p: float


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """An expected effect.

    Attributes
    ----------
    id : str
    predictor, outcome : str
    sign : Sign
        1 if the effect is expected to be positive, -1 negative, 0 of either sign.

    Raises
    ------
    SpecificationError
        If `sign` is none of these, or predictor and outcome are the same.
    """

    id: str
    predictor: str
    outcome: str
    sign: Sign = 1

    def __post_init__(self) -> None:
        if self.sign not in {-1, 0, 1}:
            raise SpecificationError(f"The sign of `{self.id}` must be -1, 0 or 1, got {self.sign}")
        if self.predictor == self.outcome:
            raise SpecificationError(f"`{self.id}` lets `{self.predictor}` act on itself")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A hypothesis beside the path that was found.

    Attributes
    ----------
    hypothesis : Hypothesis
    path : Path
    level : float
        Of significance.
    found_sign : Sign
        Of the estimate.
    verdict : VerdictKey
        ``"supported"``: p is below `level` and the sign is the expected one. ``"opposite"``: p is
        below `level` and the sign is the other one. ``"not_supported"``: p is not below `level`.
    """

    hypothesis: Hypothesis
    path: Path
    level: float
    found_sign: Sign
    verdict: VerdictKey


def judge(
    hypotheses: Sequence[Hypothesis], paths: Iterable[Path], *, level: float = LEVEL
) -> tuple[Verdict, ...]:
    """Judge each hypothesis by the path between its two variables.

    Parameters
    ----------
    hypotheses : sequence of Hypothesis
    paths : iterable of Path
        Such as ``regression.paths``; paths about which nothing was supposed are passed over.
    level : float
        Between 0 and 1.

    Raises
    ------
    SpecificationError
        If `level` is not between 0 and 1, an id or a path stands twice, or no path belongs to a
        hypothesis.
    MethodError
        If the path of a hypothesis has no finite estimate or no p.

    Examples
    --------
    >>> found = [Path("living", "acceptance", 0.488, 10.156, 0.0), Path("people", "acceptance",
    ...     -0.014, -0.246, 0.806)]
    >>> plan = [Hypothesis("H1", "living", "acceptance"), Hypothesis("H2", "people", "acceptance")]
    >>> [(verdict.hypothesis.id, verdict.verdict) for verdict in judge(plan, found)]
    [('H1', 'supported'), ('H2', 'not_supported')]
    """
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must lie between 0 and 1, got {level:g}")
    by_ends: dict[tuple[str, str], Path] = {}
    for path in paths:
        ends = (path.predictor, path.outcome)
        if ends in by_ends:
            raise SpecificationError(f"The path from `{ends[0]}` to `{ends[1]}` stands twice")
        by_ends[ends] = path
    seen: set[str] = set()
    for hypothesis in hypotheses:
        if hypothesis.id in seen:
            raise SpecificationError(f"The hypothesis `{hypothesis.id}` stands twice")
        seen.add(hypothesis.id)
    return tuple(_judged(hypothesis, by_ends, level) for hypothesis in hypotheses)


def _judged(hypothesis: Hypothesis, by_ends: dict[tuple[str, str], Path], level: float) -> Verdict:
    ends = (hypothesis.predictor, hypothesis.outcome)
    if ends not in by_ends:
        known = ", ".join(f"`{a}` to `{b}`" for a, b in by_ends)
        raise SpecificationError(
            f"`{hypothesis.id}` supposes a path from `{ends[0]}` to `{ends[1]}`, which was not "
            f"estimated; there are {known or 'none'}"
        )
    path = by_ends[ends]
    if not (np.isfinite(path.estimate) and 0 <= path.p <= 1):
        raise MethodError(
            f"`{hypothesis.id}` cannot be judged: the path from `{ends[0]}` to `{ends[1]}` has "
            f"the estimate {path.estimate:g} and the p {path.p:g}"
        )
    found: Sign = 1 if path.estimate > 0 else -1 if path.estimate < 0 else 0
    verdict: VerdictKey = "not_supported"
    if path.p < level:
        verdict = "supported" if hypothesis.sign in {0, found} else "opposite"
    return Verdict(hypothesis, path, level, found, verdict)
